"""Which script a language is written in, and which one a word is set in."""

from __future__ import annotations

import unicodedata
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo"})

_LETTERS = {
    "LATIN": {"Latn"},
    "GREEK": {"Grek"},
    "CYRILLIC": {"Cyrl"},
    "ARMENIAN": {"Armn"},
    "GEORGIAN": {"Geor"},
    "HEBREW": {"Hebr"},
    "ARABIC": {"Arab"},
    "DEVANAGARI": {"Deva"},
    "BENGALI": {"Beng"},
    "GURMUKHI": {"Guru"},
    "THAI": {"Thai"},
    "HANGUL": {"Kore"},
    "HIRAGANA": {"Jpan"},
    "KATAKANA": {"Jpan"},
    "CJK": {"Hans", "Hant", "Jpan", "Kore"},
}
"""First words of the Unicode names of letters: the scripts (ISO 15924) that use them."""


@cache
def script(language: str) -> str | None:
    """Return the script (ISO 15924) of a language tag such as es or zh-Hans; None if unknown."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
    if locale.script:
        return locale.script
    likely = get_global("likely_subtags")
    for key in (f"{locale.language}_{locale.territory}", locale.language):
        if key in likely:
            return str(likely[key]).split("_")[1]
    return None


def foreign(word: str, language: str) -> bool:
    """Say whether a word of two letters or more is in a script that its language is not set in."""
    wanted = script(language)
    kinds = [_kinds(letter) for letter in word if letter.isalpha()]
    known = [kind for kind in kinds if kind]
    return wanted is not None and len(known) > 1 and not any(wanted in kind for kind in known)


@cache
def _kinds(letter: str) -> frozenset[str]:
    return frozenset(_LETTERS.get(unicodedata.name(letter, "").split(" ")[0], ()))
