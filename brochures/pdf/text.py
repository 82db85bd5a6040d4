"""Text runs as they are painted, and put together as a reader meets them: into text and lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from math import inf
from unicodedata import east_asian_width

from brochures.pdf.geometry import Box
from brochures.pdf.right_to_left import is_turned

Color = tuple[int, int, int]
"""sRGB: red, green, blue from 0 to 255."""

WORD_GAP = 0.15
"""The least gap, in type sizes, that separates two words on a line. A space is 0.2 to 0.3 wide;
the white beside two letters stays under 0.1, of the larger where they differ."""

WIDE_GAP = 0.2
"""The least gap, in type sizes, that is as wide as a space, and not the white beside a mark."""

LINE_GAP = 1.5
"""The widest gap, in type sizes, within one line: a wider one leads into another column."""

LINE_SHIFT = 0.6
"""How far a baseline can be raised or lowered within its line, in type sizes: superscripts."""

_SPACE = re.compile(r"[^\S\n\u00a0\u2007\u202f]+")
_BREAKS = re.compile(r"\s*\n\s*")
_HYPHENS = "-\u00ad\u2010\u2012\u2013\u2014/"


INVISIBLE = frozenset({3, 7})
"""Text rendering modes that leave no ink (ISO 32000-1, table 106)."""


@dataclass(frozen=True, slots=True)
class Backdrop:
    """A colour behind a run, and the share of the run's place that it takes, 0 to 1."""

    color: Color
    share: float


@dataclass(frozen=True, slots=True)
class Artifact:
    """The mark of content that is not read: /Type and /Subtype as declared, None if not.

    They are None too where it cannot be said which declaration is whose: in form XObjects, and
    on a page that paints an artifact without ink.
    """

    type: str | None = None
    subtype: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Text painted in one go: one line, face, size, colour and mark."""

    text: str
    """Unicode, in reading order also where it runs from right to left; U+FFFD for a character
    that the font maps to none. It can be empty: text painted twice in one place is given once."""
    page: int
    """Index of the page, from 0."""
    box: Box
    """The ink: from the first to the last glyph's outline, from the highest (PDFium: 1/64 of it
    too high) to the lowest. Clips are not taken into account; spaces count as ink on the
    baseline."""
    baseline: float
    """y of the first glyph's origin; of use where `angle` is 0."""
    angle: float
    """Writing direction in degrees anticlockwise, 0 for upright text."""
    face: str
    """The font's PostScript name without the prefix of a subset."""
    size: float
    """Type size in points as painted, all scaling included, to 0.01 pt."""
    bold: bool
    italic: bool
    """Both judged from the font's name and descriptor; leaning upright letters are italic too."""
    color: Color
    """The fill, or the outline where only that is painted. A pattern counts as its base."""
    alpha: float
    """0 is transparent, 1 opaque."""
    mode: int
    """Text rendering mode (ISO 32000-1, table 106): 0 filled, 3 invisible."""
    mcid: int | None
    """The marked content that it belongs to, unique on its page."""
    artifact: Artifact | None
    behind: tuple[Backdrop, ...] = ()
    """What is painted behind it, between baseline and top, commonest first; of a picture's many
    colours the eight commonest, the darkest and the lightest. Empty off the page."""
    covered: bool = False
    """Whether something else is painted over some of it afterwards."""
    clipped: bool = False
    """Whether a clip cuts some of it off."""

    @property
    def visible(self) -> bool:
        """Whether it leaves ink: painted, not fully transparent, and not only white space."""
        return self.mode not in INVISIBLE and self.alpha > 0 and not self.text.isspace()

    @property
    def unmapped(self) -> int:
        """How many of its characters have no Unicode value."""
        return self.text.count("\ufffd")

    @property
    def background(self) -> Color | None:
        """The colour that takes most of the place behind it."""
        return self.behind[0].color if self.behind else None


@dataclass(frozen=True, slots=True)
class Line:
    """Runs that share a baseline and a column, as painted from one end to the other."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Its words, white space folded."""
        return text(self.runs)

    @property
    def box(self) -> Box:
        """The place of its ink."""
        return reduce(Box.union, (run.box for run in self.runs))

    @property
    def baseline(self) -> float:
        """The baseline of its largest type: a superscript does not move it."""
        return max(self.runs, key=lambda run: run.size).baseline

    @property
    def size(self) -> float:
        """Its largest type size, in points."""
        return max(run.size for run in self.runs)


def text(pieces: Iterable[Run | str], gap: float = WORD_GAP) -> str:
    r"""Return the text of runs in the given order, on one line unless a string breaks it.

    Takes runs, and strings that stand for themselves; '\n' ends a block. A wrapped line goes on
    after a space, except after a hyphen, dash or slash, and between two Han or Kana characters.
    White space is folded; no-break spaces are kept. Takes how wide a gap, in type sizes, separates
    words on a line.
    """
    parts: list[str] = []
    before: Run | None = None
    for piece in pieces:
        if isinstance(piece, str):
            parts.append(piece)
            before = None
        elif piece.text:
            if before and _apart(before, piece, gap):
                parts.append(" ")
            parts.append(piece.text)
            before = piece
    return _BREAKS.sub("\n", _SPACE.sub(" ", "".join(parts))).strip(" \n")


def lines(runs: Iterable[Run]) -> Iterator[tuple[Run, ...]]:
    """Yield the painted lines: neighbours in painting order that share a baseline and column."""
    line: list[Run] = []
    for run in runs:
        if line and not _same_line(line[-1], run):
            if _level(line[-1], run) and is_turned("".join(each.text for each in (*line, run))):
                line.append(run)
                continue
            yield from _columns(line)
            line = []
        line.append(run)
    if line:
        yield from _columns(line)


def _columns(line: Sequence[Run]) -> Iterator[tuple[Run, ...]]:
    """Yield the columns of runs that stand level.

    What is read from left to right within a line that runs the other way leaps over itself, so the
    white between runs is looked for from left to right, whatever the order in which they are read.
    """
    right, column = -inf, 0
    columns: dict[int, int] = {}
    for index in sorted(range(len(line)), key=lambda index: line[index].box.x0):
        run = line[index]
        column += run.box.x0 - right >= LINE_GAP * run.size
        columns[index] = column
        right = max(right, run.box.x1)
    for _, group in groupby(range(len(line)), columns.__getitem__):
        yield tuple(line[index] for index in group)


def white(before: Run, after: Run) -> float:
    """Return the white between two runs on one line, in points, whichever way it is read."""
    return max(after.box.x0 - before.box.x1, before.box.x0 - after.box.x1)


def _same_line(before: Run, after: Run) -> bool:
    size = max(before.size, after.size)
    return _level(before, after) and -LINE_GAP * size < white(before, after) < LINE_GAP * size


def goes_on(before: Run, after: Run) -> bool:
    """Say whether a run stands right after another one, both read from left to right."""
    return (
        _same_line(before, after)
        and not is_turned(after.text)
        and 0 <= after.box.x0 - before.box.x1 + WORD_GAP * after.size < 2 * WORD_GAP * after.size
    )


def _level(before: Run, after: Run) -> bool:
    size = max(before.size, after.size)
    return (
        before.page == after.page
        and before.angle == after.angle == 0
        and abs(before.baseline - after.baseline) < LINE_SHIFT * size
    )


def _apart(before: Run, after: Run, gap: float) -> bool:
    """Say whether a space is read between two runs that may have none of their own."""
    last, first = before.text[-1], after.text[0]
    if last.isspace() or first.isspace():
        return False
    if _same_line(before, after):
        return white(before, after) > gap * max(before.size, after.size)
    if last in _HYPHENS and first.isalnum() and before.text[-2:-1].isalnum():
        return False
    return not (_is_spaceless(last) and _is_spaceless(first))


def separates_words(last: str, first: str) -> bool:
    """Say whether a line that ends with one character has a space before the other in the next."""
    return last.isalnum() and first.isalnum() and not (_is_spaceless(last) and _is_spaceless(first))


def _is_spaceless(character: str) -> bool:
    """Say whether the script sets no spaces between words; Hangul, as wide as Han, does."""
    return east_asian_width(character) in "WF" and not "\uac00" <= character <= "\ud7a3"
