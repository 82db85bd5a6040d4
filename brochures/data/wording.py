r"""Word lists that rules look for, by language and country, and the notation they are written in.

`wording/LANGUAGE.yaml` holds the lists of a language, `wording/country/COUNTRY.yaml` those that a
country's law or services ask for, each by language or for `any`. A list is known by its kind.

An entry is a phrase, found as whole words, in capitals or not:

    (a|b)     one of these: gr(a|e)y
    [a|b]     one of these, or none: walk[s|ed] home
    *         any letters or none: walk* finds walk, walks and walking
    +         one letter or more
    <digits>  a whole number, in any script; <year> one from 1900 to 2099
    <word>    any word
    <gap>     what may stand between the parts of a phone number
    '         an apostrophe, straight or curly
    \(        the mark itself, here a bracket

Chinese, Japanese and Thai set no spaces between words: there a phrase is found anywhere. Arabic and
Hebrew letters are found with and without their points, so entries are written without.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from brochures.data import DATA
from brochures.data.files import read

FOLDER = DATA / "wording"
COUNTRIES = FOLDER / "country"

ANY = "any"
"""Stands for every language in the lists of a country."""

_POINTS = (
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew
    "\u0610-\u061a\u0640\u064b-\u065f\u0670"  # Arabic
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u200c\u200d"  # what keeps letters apart or joins them
)
"""Marks on letters that a text may have or leave out; U+0640 makes an Arabic word longer."""

_POINTED = re.compile("[\u05d0-\u05f2\u0620-\u063f\u0641-\u064a\u066e-\u06d3]")
"""A Hebrew or an Arabic letter."""

_PARTS = (
    "\u0300-\u036f"  # accents
    f"{_POINTS}"
    "\u0981-\u0983\u09bc\u09be-\u09c4\u09c7\u09c8\u09cb-\u09cd\u09d7\u09e2\u09e3\u09fe"  # Bengali
)
r"""What stands inside a word, yet is no \w: `re` leaves out marks, of which Bengali makes vowels.

Only the scripts that have lists are here, for `re` knows no name for all marks.
"""

# Sets are told not to look for capitals (-i), for which `re` would go through them by character.

_UNSPACED = "(?-i:[\u0e00-\u0e7f\u3005-\u9fff])"
"""Thai, kana and Han: no space says where a word of theirs begins or ends."""

_LETTER = rf"(?-i:[\w{_PARTS}])"
"""A letter, a digit or a mark inside a word."""

_EDGE = rf"(?:(?<!{_LETTER})|(?!{_LETTER})|(?<={_UNSPACED})|(?={_UNSPACED}))"
"""A place that is not inside a word."""

_NAMED = {
    "digits": r"\d+",
    "year": r"(?:19|20|١٩|٢٠|۱۹|۲۰|১৯|২০)\d\d",
    "word": rf"{_LETTER}+",
    "gap": r"[ .\-]*",
}
_MARKS = {"*": f"{_LETTER}*", "+": f"{_LETTER}+", "'": "['\u2019]"}
_CLOSE = {"(": (")", ")"), "[": ("]", ")?")}
"""The mark that closes what another opens, and what it stands for."""

_TOKEN = re.compile(
    r"\\(?P<itself>.)|<(?P<named>\w+)>|(?P<mark>[*+'])|(?P<group>[()\[\]|])|(?P<plain>[^\\<])"
)


@lru_cache(maxsize=256)
def patterns(kind: str, language: str | None, country: str | None = None) -> re.Pattern[str] | None:
    """Return what finds the phrases of one kind in texts; None where no list of it exists.

    Takes language and country as tags: es-US and US, say. The country's list is joined to that of
    the language.
    """
    phrases = listed(language, country).get(kind)
    return compiled(phrases) if phrases else None


def listed(language: str | None, country: str | None = None) -> Mapping[str, Sequence[str]]:
    """Return the lists of a language, and those of a country in that language, by their kinds."""
    plain = re.split(r"[-_]", (language or "").lower())[0]
    found = {kind: list(phrases) for kind, phrases in _lists(FOLDER, plain).items()}
    for kind, by_language in _lists(COUNTRIES, (country or "").upper()).items():
        phrases = [*by_language.get(plain, ()), *by_language.get(ANY, ())]
        if phrases:
            found[kind] = [*found.get(kind, ()), *phrases]
    return found


def languages() -> tuple[str, ...]:
    """Return the languages that have lists, such as en."""
    return _names(FOLDER)


def countries() -> tuple[str, ...]:
    """Return the countries that have lists of their own, such as US."""
    return _names(COUNTRIES)


def compiled(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return what finds any of these phrases in a text.

    Raises ValueError where one is not written as it should be.
    """
    return re.compile(f"{_EDGE}(?:{'|'.join(map(expression, phrases))}){_EDGE}", re.IGNORECASE)


def expression(phrase: str) -> str:
    """Return a phrase as a regular expression, without the edges of words.

    Raises ValueError where it is not written as it should be.
    """
    parts: list[str] = []
    closing: list[tuple[str, str]] = []
    place = 0
    while place < len(phrase):
        token = _TOKEN.match(phrase, place)
        if token is None or token["named"] not in (None, *_NAMED):
            raise ValueError(f"{phrase!r} cannot be read at character {place + 1}.")
        group = token["group"]
        if group in _CLOSE:
            closing.append(_CLOSE[group])
            parts.append("(?:")
        elif group == "|" and closing:
            parts.append("|")
        elif group:
            if not closing or closing[-1][0] != group:
                raise ValueError(f"{phrase!r} opens nothing for the {group} that it holds.")
            parts.append(closing.pop()[1])
        else:
            parts.append(_single(token))
        place = token.end()
    if closing or not parts:
        raise ValueError(f"{phrase!r} has no end.")
    return "".join(parts)


def _single(token: re.Match[str]) -> str:
    """Return what one mark or character stands for."""
    if token["named"]:
        return _NAMED[token["named"]]
    if token["mark"]:
        return _MARKS[token["mark"]]
    character = token["itself"] or token["plain"]
    points = f"[{_POINTS}]*" if _POINTED.match(character) else ""
    return re.escape(character) + points


def _lists(folder: Path, name: str) -> Mapping[str, Any]:
    """Return the lists of a file; none where there is no such file."""
    return read(folder / f"{name}.yaml") if name in _names(folder) else {}


@cache
def _names(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))
