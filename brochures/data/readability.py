"""What the measures of reading have to know of a language, from `readability/LANGUAGE.yaml`.

`measure` is the measure that is published for it; `vowels` and `silent` tell its syllables;
`characters_a_word` stands where it sets no spaces, `syllables_apart` where it sets one after each
syllable: how many make a word. English has lists of words besides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from brochures.data import DATA
from brochures.data.files import read

FOLDER = DATA / "readability"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a language that no rule tells right."""

    syllables: Mapping[str, int]
    """How many syllables these have."""
    participles: frozenset[str]
    """Irregular past participles; none where passive sentences cannot be told."""
    adjectives: frozenset[str]
    """Words that look like participles, and are mostly none."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A published measure of how hard a text is to read."""

    name: str
    base: float
    weights: Mapping[str, float]
    """What is added to the base for each of these, such as syllables_a_word."""
    limit: float
    """What a text for patients may just reach."""
    higher_is_easier: bool
    tried: bool
    """Whether the limit was found with texts of this language, or taken from an English scale."""

    def hardness(self, value: float) -> float:
        """Return a value of this measure as a number that is higher for a harder text."""
        return -value if self.higher_is_easier else value


@dataclass(frozen=True, slots=True)
class Syllables:
    """How the syllables of a language are told from its letters."""

    vowels: re.Pattern[str]
    """Finds what makes a syllable: a vowel, or several that are said as one."""
    silent: re.Pattern[str]
    """Finds what is written, but makes none."""


@cache
def words(language: str | None) -> Words:
    """Return the words of a language, such as en."""
    listed = _read(language)
    return Words(
        listed.get("syllables", {}),
        frozenset(listed.get("participles", "").split()),
        frozenset(listed.get("adjectives", "").split()),
    )


@cache
def measure(language: str | None) -> Measure | None:
    """Return the measure that is published for a language; None where we know of none."""
    said = _read(language).get("measure")
    if said is None:
        return None
    return Measure(**said)


@cache
def syllables(language: str | None) -> Syllables | None:
    """Return how syllables are told in a language; None where a dictionary or nobody does it."""
    said = _read(language)
    if "vowels" not in said:
        return None
    return Syllables(
        re.compile(said["vowels"], re.VERBOSE), re.compile(said.get("silent", r"(?!)"), re.VERBOSE)
    )


def characters_a_word(language: str | None) -> int | None:
    """Return how many characters stand for a word where a language sets no spaces; else None."""
    count: int | None = _read(language).get("characters_a_word")
    return count


def syllables_apart(language: str | None) -> float | None:
    """Return how many syllables stand for a word where spaces set them apart; else None."""
    count: float | None = _read(language).get("syllables_apart")
    return count


def plain(language: str | None) -> str:
    """Return a language without its region or script, such as es of es-US."""
    return re.split(r"[-_]", (language or "").lower())[0]


@cache
def _read(language: str | None) -> Mapping[str, Any]:
    files = {path.stem: path for path in FOLDER.glob("*.yaml")}
    found: Mapping[str, Any] = read(files[code]) if (code := plain(language)) in files else {}
    return found
