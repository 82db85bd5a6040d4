"""How hard an English text is to read: its sentences, words, syllables and reading grades.

Texts come as blocks, such as headings, list items and paragraphs: a block ends a sentence even
where no full stop does. `textstat` is not used here: it downloads its dictionary, joins a heading
to the paragraph below, and leaves sentences of one or two words out of its count.
"""

from __future__ import annotations

import os
import pickle
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from math import sqrt
from pathlib import Path

import pyphen  # type: ignore[import-untyped]
import syllapy

from brochures.data import readability as known

FOLDER = Path(__file__).with_name("__pycache__")
"""Where Python keeps compiled modules: as trusted as they are, and as easily made again."""


def hyphenation() -> pyphen.HyphDict:
    """Return the dictionary of English hyphenation, which is kept: it takes long to read."""
    file = pyphen.LANGUAGES["en_US"]
    kept = FOLDER / f"hyphenation-en_US-{pyphen.VERSION}"
    with suppress(Exception):  # missing, or spoilt: pickle raises anything then
        return pickle.loads(kept.read_bytes())  # noqa: S301 - written by ourselves
    made = pyphen.HyphDict(file)
    with suppress(OSError):
        FOLDER.mkdir(exist_ok=True)
        temporary = kept.with_name(f"{kept.name}.{os.getpid()}")
        temporary.write_bytes(pickle.dumps(made))
        temporary.replace(kept)
    return made


pyphen.hdcache[pyphen.LANGUAGES["en_US"]] = hyphenation()
_HYPHENATION = pyphen.Pyphen(lang="en_US")

_SENTENCE = re.compile(
    r"""
    \S.*?
    (?: [.!?] ["')\]\u201d\u2019]* (?=\s+ ["'(\[\u201c\u2018]* [A-Z0-9]) | \Z)
    """,
    re.DOTALL | re.VERBOSE,
)

_POLYSYLLABLE = 3
"""Syllables of what SMOG calls a polysyllable, or more."""

_SPOKEN = re.compile(
    r"""
    (?P<digit>[0-9])
    | (?P<letters>[a-z]?[A-Z]{2,})s?(?![A-Za-z])   # an abbreviation, such as eGFR or MRIs
    | (?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)
    """,
    re.VERBOSE,
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a block of text, each with the mark that ends it.

    A sentence ends with . ! or ? before a capital letter or a digit, and where the block ends.
    """
    return _SENTENCE.findall(text.strip())


def words(text: str) -> list[str]:
    """Return the words of a text: what stands between spaces and holds a letter or a digit."""
    return [word for word in text.split() if any(character.isalnum() for character in word)]


@lru_cache(maxsize=10_000)
def syllables(word: str) -> int:
    """Return how many syllables a word has when it is read aloud.

    Abbreviations are read letter by letter and numbers digit by digit. A word has at least as
    many syllables as parts that it can be hyphenated into, which mends what syllapy's dictionary
    counts too low, such as 'harder'.
    """
    without_genitive = re.sub(r"'s\b", "", word.replace("\u2019", "'"))
    return sum(_spoken(found) for found in _SPOKEN.finditer(without_genitive))


def grade(blocks: Iterable[str]) -> float:
    """Return the Flesch-Kincaid grade of blocks of text: the US school year that can read them.

    Raises ValueError where there is no word.

    From: Kincaid, Fishburne, Rogers and Chissom (1975), Derivation of New Readability Formulas
    for Navy Enlisted Personnel, Research Branch Report 8-75.
    """
    sentence_count, spoken = _counts(blocks)
    return 0.39 * len(spoken) / sentence_count + 11.8 * sum(spoken) / len(spoken) - 15.59


def smog(blocks: Iterable[str]) -> float:
    """Return the SMOG grade of blocks of text; it wants 30 sentences or more.

    Raises ValueError where there is no word.

    From: McLaughlin (1969), SMOG Grading: a New Readability Formula, Journal of Reading 12(8).
    """
    sentence_count, spoken = _counts(blocks)
    polysyllables = sum(count >= _POLYSYLLABLE for count in spoken)
    return 3.1291 + 1.0430 * sqrt(30 * polysyllables / sentence_count)


@dataclass(frozen=True, slots=True)
class Reading:
    """How hard a text is to read."""

    grade: float
    """Flesch-Kincaid: the US school year that can read it."""
    smog: float
    """SMOG, which wants 30 sentences: to be shown, not to be judged by."""
    words_a_sentence: float
    passive: float
    """The share of sentences that are passive, 0 to 1."""


def measure(blocks: Iterable[str]) -> Reading | None:
    """Return how hard blocks of text are to read; None where there is no word."""
    texts = list(blocks)
    each = [one for text in texts for one in sentences(text) if words(one)]
    if not each:
        return None
    return Reading(
        grade=round(grade(texts), 1),
        smog=round(smog(texts), 1),
        words_a_sentence=round(sum(len(words(one)) for one in each) / len(each), 1),
        passive=round(sum(map(is_passive, each)) / len(each), 3),
    )


def is_passive(sentence: str) -> bool:
    """Say whether a sentence is passive, as near as its words tell: 'is' and a past participle.

    A participle that describes how somebody feels, such as 'you are tired', is none.
    """
    return any(
        found["participle"].lower() not in known.words("en").adjectives
        for found in _passive().finditer(sentence)
    )


def _counts(blocks: Iterable[str]) -> tuple[int, list[int]]:
    """Return the number of sentences, and the syllables of each word."""
    found = [words(sentence) for block in blocks for sentence in sentences(block)]
    found = [sentence for sentence in found if sentence]
    if not found:
        raise ValueError("There is no word to measure.")
    return len(found), [syllables(word) for sentence in found for word in sentence]


def _spoken(found: re.Match[str]) -> int:
    if digit := found["digit"]:
        return 2 if digit in "07" else 1
    if letters := found["letters"]:
        return len(letters) + 2 * letters.count("W")  # "double-u"
    word = found["word"].lower()
    if count := known.words("en").syllables.get(word):
        return count
    counted: int = syllapy.count(word)
    return max(counted, len(_HYPHENATION.positions(word)) + 1)


@cache
def _passive() -> re.Pattern[str]:
    """Return what finds 'is' and the like with a participle."""
    irregular = "|".join(sorted(known.words("en").participles))
    return re.compile(
        r"\b(?:am|is|are|was|were|be|been|being|get|gets|got)(?: not)?(?: \w+ly)? "
        rf"(?P<participle>[a-z]+ed|{irregular})\b",
        re.IGNORECASE,
    )
