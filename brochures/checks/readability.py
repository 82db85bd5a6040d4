"""How hard a text is to read: its sentences, words, syllables and reading grades.

Texts come as blocks, such as headings, list items and paragraphs: a block ends a sentence even
where no full stop does. `textstat` is not used here: it downloads its dictionary, joins a heading
to the paragraph below, and leaves sentences of one or two words out of its count.

A grade is what the measure of the text's language gives (`brochures/data/readability`): a school
year in English, points of a scale in others. SMOG and the passive are told in English alone.
"""

from __future__ import annotations

import os
import pickle
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
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

_OPENING = r"\"'(\[\u201c\u2018\u201e\u00ab\u2039\u00bf\u00a1"
_CLOSING = r"\"')\]\u201d\u2019\u201c\u00bb\u203a\u300d\u300f\uff09"
"""Quotation marks, brackets, and the marks that open a Spanish question."""

_END = re.compile(
    rf"""
    [.!?\u061f\u06d4\u0964\u1362] [{_CLOSING}]* (?=\s+ [{_OPENING}]* (?P<next>\w))
    | [\u3002\uff01\uff1f]+ [{_CLOSING}]*
    """,
    re.VERBOSE,
)
"""What may end a sentence: . ! ? and the marks of Arabic, Urdu, Bengali and Amharic before the next
word, those of Chinese and Japanese anywhere."""

_CHARACTER = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""A Chinese or a Japanese one."""

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

    A sentence ends with . ! ? or a mark like them before a capital letter, a digit or a letter of
    a script without capitals; with 。 anywhere; and where the block ends.
    """
    ends = (end.end() for end in _END.finditer(text) if not (end["next"] or "").islower())
    parts = (text[start:end].strip() for start, end in pairwise((0, *ends, len(text))))
    return [part for part in parts if part]


def words(text: str, language: str | None = "en") -> list[str]:
    """Return the words of a text: what stands between spaces and holds a letter or a digit.

    In a language without spaces each of its characters is taken for one: `characters_a_word` says
    how many make a word.
    """
    if known.characters_a_word(language):
        text = _CHARACTER.sub(r" \g<0> ", text)
    return [word for word in text.split() if any(character.isalnum() for character in word)]


@lru_cache(maxsize=10_000)
def syllables(word: str, language: str | None = "en") -> int:
    """Return how many syllables a word has when it is read aloud.

    In English, abbreviations are read letter by letter and numbers digit by digit. A word has at
    least as many syllables as parts that it can be hyphenated into, which corrects what syllapy's
    dictionary counts too low, such as 'harder'.

    In other languages vowels are counted, as their spelling tells. Abbreviations and numbers have
    one syllable there, as Flesch (1948) counts them.
    """
    if counted := known.syllables(language):
        heard = counted.silent.sub("", word.lower().replace("\u2019", "'"))
        return max(1, len(counted.vowels.findall(heard)))
    without_genitive = re.sub(r"'s\b", "", word.replace("\u2019", "'"))
    return sum(_spoken(found) for found in _SPOKEN.finditer(without_genitive))


def grade(blocks: Iterable[str], language: str | None = "en") -> float:
    """Return the grade of blocks of text by the measure of a language that has one.

    In English it is that of Flesch and Kincaid: the US school year that can read them.

    Raises ValueError where there is no word, or no measure.
    """
    measure = known.measure(language)
    if measure is None:
        raise ValueError(f"There is no measure for {language}.")
    found = _sentences_of_words(blocks, language)
    count = sum(map(len, found))
    spoken = (syllables(word, language) for sentence in found for word in sentence)
    letters = (sum(map(str.isalnum, word)) for sentence in found for word in sentence)
    figures = {
        "words_a_sentence": count / len(found),
        "sentences_a_word": len(found) / count,
        "syllables_a_word": sum(spoken) / count,
        "letters_a_word": sum(letters) / count,
    }
    return sum(weight * figures[name] for name, weight in measure.weights.items()) + measure.base


def smog(blocks: Iterable[str]) -> float:
    """Return the SMOG grade of blocks of English text; it wants 30 sentences or more.

    Raises ValueError where there is no word.

    From: McLaughlin (1969), SMOG Grading: a New Readability Formula, Journal of Reading 12(8).
    """
    found = _sentences_of_words(blocks, "en")
    polysyllables = sum(syllables(word) >= _POLYSYLLABLE for each in found for word in each)
    return 3.1291 + 1.0430 * sqrt(30 * polysyllables / len(found))


@dataclass(frozen=True, slots=True)
class Reading:
    """How hard a text is to read."""

    grade: float | None
    """By the measure of its language, such as INFLESZ; None where we know of none."""
    smog: float | None
    """In English: SMOG, which wants 30 sentences: to be shown, not to be judged by."""
    words_a_sentence: float
    """In Chinese and Japanese, characters."""
    passive: float | None
    """In English: the share of sentences that are passive, 0 to 1."""
    measure: str = ""
    """The measure's name; 'grade' in English."""

    @property
    def told(self) -> str:
        """The grade as people read it: behind its measure's name, but for the school year."""
        if self.grade is None:
            return ""
        return f"{self.grade:g}" if self.measure == "grade" else f"{self.measure} {self.grade:g}"


def measure(blocks: Iterable[str], language: str | None = "en") -> Reading | None:
    """Return how hard blocks of text are to read; None where there is no word."""
    texts = list(blocks)
    each = [one for text in texts for one in sentences(text) if words(one, language)]
    if not each:
        return None
    found = known.measure(language)
    english = known.plain(language) == "en"
    mean = sum(len(words(one, language)) for one in each) / len(each)
    return Reading(
        grade=round(grade(texts, language), 1) if found else None,
        smog=round(smog(texts), 1) if english else None,
        words_a_sentence=round(mean, 1),
        passive=round(sum(map(is_passive, each)) / len(each), 3) if english else None,
        measure=found.name if found else "",
    )


def is_passive(sentence: str) -> bool:
    """Say whether a sentence is passive, as near as its words tell: 'is' and a past participle.

    A participle that describes how somebody feels, such as 'you are tired', is none.
    """
    return any(
        found["participle"].lower() not in known.words("en").adjectives
        for found in _passive().finditer(sentence)
    )


def _sentences_of_words(blocks: Iterable[str], language: str | None) -> list[list[str]]:
    """Return the words of each sentence that has any."""
    found = [words(sentence, language) for block in blocks for sentence in sentences(block)]
    found = [sentence for sentence in found if sentence]
    if not found:
        raise ValueError("There is no word to measure.")
    return found


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
