"""Lines that run from right to left: what PDFium turns round in them, turned back.

PDFium orders a whole line by the directions of its letters, numbers and brackets with it. An object
without a letter that runs from right to left is read as it is painted, and brackets as the font
maps them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import groupby
from unicodedata import bidirectional, combining

_RANGES = ((0x590, 0x8FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFC))
_ENDS = frozenset(map(ord, "\r\n"))
_LEFT, _RIGHT = "([{<\u00ab\u2039", ")]}>\u00bb\u203a"
_MIRRORED = str.maketrans(_LEFT + _RIGHT, _RIGHT + _LEFT)
_MAX_UNICODE = 0x10FFFF


def is_right_to_left(code: int) -> bool:
    """Return whether a code point is a letter that runs from right to left, or a mark on one."""
    return any(first <= code <= last for first, last in _RANGES)


def is_turned(text: str) -> bool:
    """Return whether a text has a letter that runs from right to left, or a mark on one."""
    return not text.isascii() and any(is_right_to_left(ord(each)) for each in text)


def order(
    owners: Sequence[int | None], codes: Sequence[int], x: Callable[[int], float]
) -> list[int]:
    """Return the order in which characters are read, as indices: each object's side by side.

    Takes the object and the code point of each, and a function that tells where one begins. A mark
    stays with its letter.
    """
    inside: dict[int, list[list[int]]] = {}
    for index, owner in enumerate(owners):
        if owner:
            letters = inside.setdefault(owner, [])
            if letters and combining(chr(min(codes[index], _MAX_UNICODE))):
                letters[-1].append(index)
            else:
                letters.append([index])
    found: list[int] = []
    for index, owner in enumerate(owners):
        if not owner:
            found.append(index)
        elif letters := inside.pop(owner, []):
            kinds = {_kind(codes[each[0]]) for each in letters}
            if "R" in kinds:
                letters.sort(key=lambda each: -x(each[0]))
            elif kinds & {"L", "D"}:
                letters.sort(key=lambda each: x(each[0]))
            found += [each for letter in letters for each in letter]
    return found


def unmirrored(codes: Sequence[int]) -> list[int]:
    """Return code points without what PDFium mirrors of them.

    It mirrors a bracket that follows what runs from right to left, or begins a line that does.
    """
    found: list[int] = []
    for line in _lines(codes):
        kinds = [_kind(code) for code in line]
        runs = [kind for kind, _ in groupby(kinds)]
        turned = runs.count("R") > 0 and runs.count("R") >= runs.count("L")
        for code, kind in zip(line, kinds, strict=True):
            if kind in "LR":
                turned = kind == "R"
            found.append(_MIRRORED.get(code, code) if turned and kind == "N" else code)
    return found


def _lines(codes: Sequence[int]) -> Iterator[list[int]]:
    """Yield code points line by line, with what ends the line."""
    for _, line in groupby(codes, _ENDS.__contains__):
        yield list(line)


@cache
def _kind(code: int) -> str:
    """Return R or L for what has a direction, as PDFium tells it, D for digits, else N."""
    if code > _MAX_UNICODE:
        return "N"
    kinds = {"L": "L", "EN": "D", "AN": "D", "R": "R", "AL": "R"}
    return kinds.get(bidirectional(chr(code)), "N")
