"""Painted runs put together as a reader meets them: into text, and into lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from brochures.pdf.model import Run

WORD_GAP = 0.15
"""The least gap, in type sizes, that separates two words on a line. A space is 0.2 to 0.3 wide;
the white beside two letters stays under 0.1."""

LINE_GAP = 1.5
"""The widest gap, in type sizes, within one line: a wider one leads into another column."""

LINE_SHIFT = 0.6
"""How far a baseline can be raised or lowered within its line, in type sizes: superscripts."""

_SPACE = re.compile(r"[^\S\n\u00a0\u2007\u202f]+")
_BREAKS = re.compile(r"\s*\n\s*")
_HYPHENS = "-\u00ad\u2010\u2012\u2013\u2014/"


def text(pieces: Iterable[Run | str]) -> str:
    r"""Return the text of runs in the given order, on one line unless a string breaks it.

    Takes runs, and strings that stand for themselves; '\n' ends a block. A wrapped line goes on
    after a space, except after a hyphen, dash or slash, and between two Han or Kana characters.
    White space is folded; no-break spaces are kept.
    """
    parts: list[str] = []
    before: Run | None = None
    for piece in pieces:
        if isinstance(piece, str):
            parts.append(piece)
            before = None
        elif piece.text:
            if before and _apart(before, piece):
                parts.append(" ")
            parts.append(piece.text)
            before = piece
    return _BREAKS.sub("\n", _SPACE.sub(" ", "".join(parts))).strip(" \n")


def lines(runs: Iterable[Run]) -> Iterator[tuple[Run, ...]]:
    """Yield the painted lines: neighbours in painting order that share a baseline and column."""
    line: list[Run] = []
    for run in runs:
        if line and not _same_line(line[-1], run):
            yield tuple(line)
            line = []
        line.append(run)
    if line:
        yield tuple(line)


def gap(before: Run, after: Run) -> float:
    """Return the white between two runs on one line, in points, whichever way it is read."""
    return max(after.box.x0 - before.box.x1, before.box.x0 - after.box.x1)


def _same_line(before: Run, after: Run) -> bool:
    size = max(before.size, after.size)
    return (
        before.page == after.page
        and before.angle == after.angle == 0
        and abs(before.baseline - after.baseline) < LINE_SHIFT * size
        and -LINE_GAP * size < gap(before, after) < LINE_GAP * size
    )


def _apart(before: Run, after: Run) -> bool:
    """Say whether a space is read between two runs that may have none of their own."""
    last, first = before.text[-1], after.text[0]
    if last.isspace() or first.isspace():
        return False
    if _same_line(before, after):
        return gap(before, after) > WORD_GAP * min(before.size, after.size)
    if last in _HYPHENS and first.isalnum() and before.text[-2:-1].isalnum():
        return False
    return not (_is_spaceless(last) and _is_spaceless(first))


def separates_words(last: str, first: str) -> bool:
    """Say whether a line that ends with one character has a space before the other in the next."""
    return last.isalnum() and first.isalnum() and not (_is_spaceless(last) and _is_spaceless(first))


def _is_spaceless(character: str) -> bool:
    """Say whether the script sets no spaces between words; Hangul, as wide as Han, does."""
    return east_asian_width(character) in "WF" and not "\uac00" <= character <= "\ud7a3"
