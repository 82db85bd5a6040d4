"""The typefaces of handouts: their names, where the files are, and which characters they print.

What it cannot print is refused while the words are read: WeasyPrint would take another typeface,
whichever the machine has, without a word. So this stands below the content, among the data that
it is checked against, and not beside what lays pages out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from unicodedata import category, name, normalize

from brochures.data import STYLES, scripts

FOLDER = STYLES / "fonts"
TEXT = "Handout Sans"
DISPLAY = ("Handout Display", "Handout Round", "Handout Slab")
"""For titles, one for each theme (`tools/display_faces.py`)."""

DISPLAY_WEIGHT = 700
"""The one weight that they have."""

FACES = ("HandoutSans-Regular.ttf", "HandoutSans-Bold.ttf")
"""Atkinson Hyperlegible, made for low vision, with a plain zero (`tools/plain_zero.py`)."""

EXTENDED = "Handout Sans Extended"
"""For words with letters that the face for texts does not have (`tools/extended_face.py`)."""

EXTENDED_FACES = ("HandoutSansExtended-Regular.ttf", "HandoutSansExtended-Bold.ttf")

COMMON = frozenset(
    {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100))} - {"\u00ad"}
    | set("\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026")
)
"""Characters of which it is known, without opening a file, that it has them: ASCII, Latin-1 but
for the soft hyphen, and the dashes, quotes, bullet and ellipsis of word processors."""

CYRILLIC, CYRILLIC_ENDS = 0x400, 0x530
_WORD = re.compile(r"[^\W\d_]+")

NOT_INSTALLED = " is not installed."
"""Ends what is said of letters whose typeface is a package that is missing."""

FEW = 3
"""So many characters of one text are named."""

_NO_BREAK = dict.fromkeys((0x2007, 0x202F), "\u00a0")
_NOT_SEEN = dict.fromkeys((0x00AD, 0x200B, 0x200E, 0x200F, 0x061C, 0x2060, 0xFEFF))
"""Marks of where a line may be broken or not, and in which direction words run, which web pages and
word processors leave in what is copied from them: nobody sees them, and a handout finds out both by
itself."""
_ACCENTED = re.compile(r"([^\W\d_]?)([\u0300-\u036f]+)")
"""A letter, or none, and the accents that join no letter in Unicode but stand on one."""

MOST_ACCENTS = 2
"""On one letter, beside those that it is written with in one character: Yoruba has so many."""

_PLAIN_HYPHEN = dict.fromkeys((0x2010, 0x2011), "-")
_ONE_WAY = {**_NO_BREAK, **_NOT_SEEN, **_PLAIN_HYPHEN}


def display_file(face: str) -> Path:
    """Return the file of a face for titles."""
    return FOLDER / f"{face.replace(' ', '')}-Bold.ttf"


def has(character: str) -> bool:
    """Return whether a character can be printed, in regular and in bold."""
    if character in COMMON or ord(character) in _code_points(FACES):
        return True
    if script := scripts.of_character(character):
        return script.has(character)
    return ord(character) in _code_points(EXTENDED_FACES)


def is_extended(character: str) -> bool:
    """Return whether a character is Latin, and one that the face for texts does not have.

    A word with one is set in another face as a whole; those of other scripts have their own.
    """
    if character in COMMON or ord(character) in _code_points(FACES):
        return False
    return not scripts.of_character(character)


@cache
def _code_points(faces: Sequence[str]) -> frozenset[int]:
    font = import_module("fontTools.ttLib").TTFont  # 70 ms of a cold start, and seldom needed
    found = []
    for face in faces:
        with font(FOLDER / face) as opened:
            found.append(frozenset(opened.getBestCmap()))
    return frozenset.intersection(*found)


def normal(text: str) -> str:
    """Return a text in the one way of writing it that prints, however it was typed.

    Accents are joined to their letters (NFC, Unicode annex 15), no-break spaces of other widths
    and no-break hyphens become those that the typeface has, and what only says where a line may be
    broken goes.
    """
    return text if text.isascii() else normalize("NFC", text).translate(_ONE_WAY)


def unprintable(text: str) -> list[str]:
    """Return the characters of a normal text that cannot be printed, each once.

    These are the ones that no face has; accents that stand on no letter, or too many on one; and
    all that is hidden, which may turn around how words are read or keep apart what looks the same
    (Unicode technical report 36).
    """
    if COMMON.issuperset(text):
        return []
    accented = _ACCENTED.findall(text)
    stray = {mark for on, marks in accented for mark in (marks[MOST_ACCENTS:] if on else marks)}
    stray |= {mark for on, mark in pairwise(f" {text}") if _is_mark(mark) and not _carries(on)}
    stray |= set(_disguised(text))
    return [
        char
        for char in dict.fromkeys(text)
        if category(char)[0] == "C" or category(char) == "Me" or not has(char) or char in stray
    ]


def _is_mark(character: str) -> bool:
    return category(character) in ("Mn", "Mc")


def _carries(character: str) -> bool:
    """Return whether a mark can stand on a character: a letter, or another mark."""
    return category(character)[0] in "LM"


def _disguised(text: str) -> Iterator[str]:
    """Yield the Cyrillic letters of words that are otherwise Latin, or the other way round.

    They look alike, and a screen reader or a search takes them for what they are (Unicode technical
    standard 39).
    """
    for word in _WORD.findall(text):
        cyrillic = [char for char in word if CYRILLIC <= ord(char) < CYRILLIC_ENDS]
        latin = [char for char in word if ord(char) < scripts.OTHERS]
        if cyrillic and latin:
            yield from min(cyrillic, latin, key=len)


def is_hidden(character: str) -> bool:
    """Return whether a character cannot be seen: controls, marks of direction, joiners."""
    return category(character) in ("Cc", "Cf", "Cs")


def advice(characters: Sequence[str]) -> tuple[str, str]:
    """Say what is wrong with characters that cannot be printed, and how to fix it."""
    first, *more = characters
    if has(first) and first.isalpha():
        return (
            f"A letter here is one of another script: {_described(first)}.",
            "It only looks like the others. Type the word again.",
        )
    if (script := scripts.of_character(first)) and not script.is_installed:
        return (
            f"The typeface for {script.name} letters{NOT_INSTALLED}",
            f"Install it: {_install(script)}.",
        )
    if all(map(is_hidden, characters)):
        kind = "control character" if category(first) == "Cc" else "character"
        return (
            f"There is an invisible {kind} here ({_code(first)}).",
            "Take it out. If you cannot see it, delete the words around it and type them again.",
        )
    named = [*map(_described, characters[:FEW])]
    if len(characters) > FEW:
        named.append(f"and {len(characters) - FEW} more")
    plain = "" if more else normalize("NFKC", first).translate(_PLAIN_HYPHEN)
    such_as = f', such as "{plain}"' if plain.strip() and not unprintable(plain) else ""
    return (
        f"The typeface cannot print this: {'; '.join(named)}.",
        f"Write it in another way{such_as}.",
    )


def _install(script: scripts.Script) -> str:
    """Return what to type for the face of a script."""
    return f"pip install 'brochures[{script.extra}]'"


def _described(character: str) -> str:
    match category(character)[0]:
        case "C":
            return _code(character)
        case "M":
            return f"\u25cc{character} ({_code(character)}) with the letter before it"
    return f'"{character}" ({_code(character)})'


def _code(character: str) -> str:
    """Return the number of a character and, where Unicode gives one, its name."""
    number = f"U+{ord(character):04X}"
    return f"{number}, {known}" if (known := name(character, "")) else number
