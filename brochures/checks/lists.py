"""Rules about access: lists, their items and their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from brochures.checks.rule import Flaw, Group, at, check
from brochures.formats.model import Format
from brochures.pdf import Content, Facts, Tag

GROUP: Group = "access"

INSIDE = {
    "L": frozenset({"LI", "L", "Caption"}),
    "LI": frozenset({"Lbl", "LBody", "L", "text"}),
}
"""What lists and items hold. Text that stands straight in an item is its body."""

SEE_THROUGH = frozenset({"NonStruct", "Private"})
"""Types whose content stands as if they were not there."""

COUNTED = frozenset({"Decimal", "UpperRoman", "LowerRoman", "UpperAlpha", "LowerAlpha", "Ordered"})
"""Values of ListNumbering that say that the items are counted; the last one is PDF 2.0's."""

_MARK = re.compile(r"\W*(?:\d+\.)*(\d+|[A-Za-z]+)\W*")
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@check
def list_structure(facts: Facts) -> Iterator[Flaw]:
    """Lists hold items, items hold labels and bodies, and a list that counts says so.

    Why: a screen reader says how many items there are, where each begins and which one it is.
    Fix: put only li into ul and ol, and only text into li (designer).
    From: ISO 32000-1, 14.8.4.3.3 and table 347; ISO 14289-1, 7.6
    """
    for tag in facts.find(*INSIDE):
        for kind in _strays(tag, INSIDE[tag.type]):
            yield at(tag, f"{kind} stands straight in {tag.type}.")
    # Labels may be left out. Bullets and terms do not count, so any ListNumbering is right, and
    # None or none at all too: 'labels (if present) contain arbitrary text' (table 347).
    for tag, numbering in _lists(facts.tags, None):
        labels = [label.text for label in _labels(tag)]
        if numbering not in COUNTED and _counts(labels):
            yield at(tag, "its labels count, but it does not say how.")


@check
def list_labels(facts: Facts, made: Format) -> Iterator[Flaw]:
    """A list says of what kind its labels are, and its items hold text in bodies only.

    Why: a screen reader can say 'bullet' in place of a character that it does not know.
    Fix: give ul and ol a list-style (designer).
    From: ours; ISO 14289-2, 8.2.5.25 asks it of PDF/UA-2
    """
    # Asked of our formats only: PDF/UA-1 lets other files leave it out.
    for item in facts.find("LI") if made else ():
        for kind in _strays(item, INSIDE["LI"] - {"text"}):
            yield at(item, f"{kind} stands straight in LI.")
    for tag, numbering in _lists(facts.tags if made else (), None):
        if numbering in (None, "None") and any(_labels(tag)):
            yield at(tag, "it has labels, but its ListNumbering does not say of what kind.")


def _within(tag: Tag) -> Iterator[object]:
    """Yield what stands straight in a tag."""
    for child in tag.children:
        if isinstance(child, Tag) and child.type in SEE_THROUGH:
            yield from _within(child)
        else:
            yield child


def _strays(tag: Tag, allowed: frozenset[str]) -> Iterator[str]:
    """Yield the kinds of what may not stand straight in a list or an item."""
    for child in _within(tag):
        kind = child.type if isinstance(child, Tag) else "text"
        # Marked content in which nothing is painted is no text: some typesetters leave it.
        blank = isinstance(child, Content) and not (child.runs or child.graphics)
        if kind not in allowed and not blank:
            yield kind


def _lists(tags: Iterable[Tag], numbering: object) -> Iterator[tuple[Tag, object]]:
    """Yield each list with its ListNumbering, which a list inside inherits (table 347)."""
    for tag in tags:
        own = tag.attributes.get("ListNumbering", numbering)
        if tag.type == "L":
            yield tag, own
        yield from _lists((child for child in tag.children if isinstance(child, Tag)), own)


def _labels(tag: Tag) -> Iterator[Tag]:
    """Yield the labels of a list's own items."""
    for item in _within(tag):
        if isinstance(item, Tag) and item.type == "LI":
            yield from (
                each for each in _within(item) if isinstance(each, Tag) and each.type == "Lbl"
            )


def _counts(labels: list[str]) -> bool:
    """Say whether labels are numbers or letters one after another: 1. 2. 3., (a) (b), iv v vi."""
    marks = [_MARK.fullmatch(label.strip()) for label in labels]
    plain = [mark[1] for mark in marks if mark]
    if len(plain) < 2 or len(plain) < len(labels):  # noqa: PLR2004 - one does not count
        return False
    return any(
        all(number is not None for number in numbers)
        and all(after == before + 1 for before, after in pairwise(filter(None, numbers)))
        for numbers in (
            [_decimal(each) for each in plain],
            [_letter(each) for each in plain],
            [_roman(each) for each in plain],
        )
    )


def _decimal(mark: str) -> int | None:
    return int(mark) + 1 if mark.isdecimal() and len(mark) < 9 else None  # noqa: PLR2004


def _letter(mark: str) -> int | None:
    return ord(mark) if len(mark) == 1 and mark.isalpha() else None


def _roman(mark: str) -> int | None:
    """Return the value of a Roman number, None for what is none."""
    if not _ROMAN.fullmatch(mark):
        return None
    digits = [_DIGITS[letter] for letter in mark.lower()]
    return sum(
        -digit if digit < max(digits[place + 1 :], default=0) else digit
        for place, digit in enumerate(digits)
    )
