"""Abbreviations: what they stand for, and those that nobody explains (WCAG 2.2, 3.1.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import yaml

from brochures.content.fields import Loc
from brochures.content.model import Content
from brochures.data import DATA

LIST = DATA / "abbreviations.yaml"

_UNSPACED = r"\u3040-\u9fff\uac00-\ud7a3"
"""Letters that stand beside Latin words without a space: Chinese, Japanese and Korean."""

_LETTER = rf"[^\W{_UNSPACED}]"

_WORD = re.compile(rf"(?<!{_LETTER})(?<![@.])[^\W_{_UNSPACED}]+(?!{_LETTER}|@|\.\w)")
"""A word that is no part of an address."""

_JOINED = re.compile(r"^[\u0590-\u06ff]+")
"""Hebrew and Arabic letters before a word in Latin ones: 'and' and 'the' are written so."""

MOST_LETTERS = 8
"""Letters of an abbreviation; a longer word in capitals is a word in capitals."""


@dataclass(frozen=True)
class Abbreviations:
    """What the abbreviations of a content stand for."""

    expansions: Mapping[str, str]
    alone: frozenset[str]
    """Words that look like abbreviations and are left alone."""

    @cached_property
    def _known(self) -> re.Pattern[str]:
        longest_first = sorted(self.expansions, key=len, reverse=True)
        listed = "|".join(map(re.escape, longest_first)) or "(?!)"
        return re.compile(rf"(?<!{_LETTER})({listed})(?!{_LETTER})")

    def split(self, text: str) -> Iterator[tuple[str, str | None]]:
        """Yield a text in pieces: abbreviations with what they stand for, the rest with None."""
        for number, piece in enumerate(self._known.split(text)):
            if piece:
                yield piece, self.expansions[piece] if number % 2 else None

    def knows(self, word: str) -> bool:
        """Say whether a word is explained, or is one to be left alone."""
        return word in self.expansions or word in self.alone

    def unknown(self, text: str) -> Iterator[str]:
        """Yield the abbreviations in a text that nothing explains."""
        for found in _WORD.findall(text):
            word = _JOINED.sub("", found)
            if is_abbreviation(word) and not self.knows(word):
                yield word


def is_abbreviation(word: str) -> bool:
    """Say whether a word looks like an abbreviation: DNA, eGFR, MRIs."""
    middle = word.removesuffix("s")
    middle = middle[1:] if middle[:1].islower() else middle
    capitals = sum(letter.isupper() for letter in middle)
    numeral = set(middle) <= set("IVX")
    return capitals > 1 and middle.isupper() and not numeral and len(word) <= MOST_LETTERS


@cache
def _listed(language: str) -> tuple[Mapping[str, str], frozenset[str]]:
    """Return the expansions of a language, and its words that are none."""
    listed = yaml.load(LIST.read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    found = listed.get(language.partition("-")[0], {})
    return found.get("expansions", {}), frozenset(found.get("words", ()))


def abbreviations(content: Content) -> Abbreviations:
    """Return what stands for each abbreviation: as the content says, or else as our list does."""
    listed, words = _listed(content.language)
    own = {
        item.name: item.medical
        for item in content.topic.all_items
        if item.medical and is_abbreviation(item.name)
    }
    alone = words.union(content.acronyms)
    known = {short: long for short, long in {**listed, **own}.items() if short not in alone}
    return Abbreviations(known, alone)


def unexplained(content: Content) -> Iterator[tuple[Loc, str]]:
    """Yield each abbreviation that nothing explains, and where it stands first."""
    known = abbreviations(content)
    facts = f"{content.clinic.name} {content.clinic.tagline or ''}"
    said = set(_WORD.findall(facts))
    for loc, text in content.prose():
        for word in known.unknown(text):
            if word not in said:
                said.add(word)
                yield loc, word
