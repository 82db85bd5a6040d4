"""What the measures of reading have to know of a language's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from brochures.data import DATA
from brochures.data.files import read


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a language that no rule tells right."""

    syllables: Mapping[str, int]
    """How many syllables these have."""
    participles: frozenset[str]
    """Irregular past participles."""
    adjectives: frozenset[str]
    """Words that look like participles, and are mostly none."""


@cache
def words(language: str) -> Words:
    """Return the words of a language that has been measured, such as en."""
    listed = read(DATA / "readability" / f"{language}.yaml")
    return Words(
        listed["syllables"],
        frozenset(listed["participles"].split()),
        frozenset(listed["adjectives"].split()),
    )
