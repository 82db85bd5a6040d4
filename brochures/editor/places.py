"""Where each text of a content stands on the pages of its finished PDF.

The page was composed of blocks that know where in the content they are from, and the PDF's tags
hold the same blocks, painted. Both are put side by side, the longest rows of equal blocks first:
panels may stand in another order, and the same words may stand in several places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from brochures.checks.blocks import squeezed
from brochures.content.markup import plain
from brochures.content.model import Content, texts
from brochures.content.yaml_reader import dotted
from brochures.pdf import Box, Facts, Run, Tag
from brochures.pdf.model import PICTURES
from brochures.pdf.right_to_left import is_turned
from brochures.render.provenance import Block


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text, or what is said of a picture, stands on a page."""

    path: str
    """Of the text in the content, such as topic.cover.title."""
    page: int
    """Index of the page, from 0."""
    box: Box


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter of what is read out, and of what it is one: a run, or a picture's alternative."""

    text: str
    of: Run | Tag
    index: int
    """Which letter of that it is; spaces are not counted."""


_Letters = Sequence[_Letter]


def places(facts: Facts, page: Iterable[Block], content: Content) -> Iterator[Place]:
    """Yield where each text stands that was composed, a box a page.

    Takes what was composed, block by block in the order of its HTML.
    """
    said = {dotted(text.loc): plain(text) for _, text in texts(content, ()) if text.loc}
    for block, letters in _matched(tuple(page), _lines(facts)):
        sources = block.sources or _of_address(block, content, said)
        for path, part in _parts(block, sources, letters, said):
            yield from (Place(path, number, box) for number, box in _boxes(part, facts))


def _of_address(block: Block, content: Content, said: Mapping[str, str]) -> Iterator[str]:
    """Yield the paths of the texts that a line of the clinic's address was put together from."""
    words, lines = squeezed(block.text), list(map(squeezed, content.clinic.address_lines))
    if words in lines or all(line in words for line in lines):
        for path, text in said.items():
            if path.startswith("clinic.address.") and squeezed(text) in words:
                yield path


# The blocks of the PDF


def _lines(facts: Facts) -> list[_Letters]:
    """Return what is read out, block by block, as letters without spaces."""
    figures = (tag for tag in facts.find(*PICTURES) if tag.alt)
    lines: list[list[_Letter]] = [[]]
    for piece in (piece for root in facts.tags for piece in root.spoken()):
        if piece == "\n":
            lines.append([])
            continue
        of = piece if isinstance(piece, Run) else _told(piece, figures)
        if of is not None:
            text = squeezed(piece.text if isinstance(piece, Run) else piece)
            lines[-1] += [_Letter(letter, of, index) for index, letter in enumerate(text)]
    return [line for line in lines if line]


def _told(alternative: str, figures: Iterator[Tag]) -> Tag | None:
    """Return the next picture that has this alternative text."""
    return next((tag for tag in figures if squeezed(tag.alt or "") == squeezed(alternative)), None)


def _text(letters: _Letters) -> str:
    return "".join(letter.text for letter in letters)


# The same blocks in both


def _matched(page: Sequence[Block], lines: Sequence[_Letters]) -> Iterator[tuple[Block, _Letters]]:
    """Yield each block that was composed, and its letters in the PDF."""
    ours = [squeezed(block.text) for block in page]
    theirs = list(map(_text, lines))
    left = dict(enumerate(ours))
    used = [0] * len(lines)
    for mine, line in _tiles(ours, theirs):
        used[line] = len(lines[line])
        del left[mine]
        yield page[mine], lines[line]
    for mine, text in left.items():  # a mark or a number stands before it in its line
        for line, whole in enumerate(theirs):
            start = whole.find(text, used[line])
            if start >= 0:
                used[line] = start + len(text)
                yield page[mine], lines[line][start : used[line]]
                break


def _tiles(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the indexes of equal texts, each taken once: those of the longest equal row first."""
    one: list[object] = list(ours)
    other: list[object] = list(theirs)
    while True:
        row = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
        if not row.size:
            return
        for mine, line in zip(
            range(row.a, row.a + row.size), range(row.b, row.b + row.size), strict=True
        ):
            one[mine], other[line] = (mine, "ours"), (line, "theirs")
            yield mine, line


# The texts of a block


def _parts(
    block: Block, sources: Iterable[str], letters: _Letters, said: Mapping[str, str]
) -> Iterator[tuple[str, _Letters]]:
    """Yield each text that a block was composed of, by its path, and its letters.

    Where it cannot be told from the others, it has them all.
    """
    begin = 0
    for path in sources:
        # Of a small word such as "Call {phone}", the phone stands elsewhere in the content.
        pieces = list(filter(None, map(squeezed, re.split(r"\{\w+\}", said.get(path, "")))))
        spans = list(_spans(block, pieces, begin)) or list(_spans(block, pieces, 0))
        if len(spans) == 1:
            begin = spans[0][1]
        yield path, [each for start, end in spans for each in letters[start:end]] or letters


def _spans(block: Block, pieces: Iterable[str], begin: int) -> Iterator[tuple[int, int]]:
    """Yield where some pieces of a text stand in a block one after the other, by its letters.

    One that is no part of a longer word goes before: a "1" is not that of a day.
    """
    at = [index for index, letter in enumerate(block.text) if not letter.isspace()]
    whole = squeezed(block.text)
    for piece in pieces:
        starts = [found.start() for found in re.finditer(re.escape(piece), whole[begin:])]
        spans = [(begin + start, begin + start + len(piece)) for start in starts]
        if not spans:
            return
        apart = (span for span in spans if _is_apart(block.text, at[span[0]], at[span[1] - 1]))
        span = next(apart, spans[0])
        yield span
        begin = span[1]


def _is_apart(text: str, first: int, last: int) -> bool:
    """Say whether no word goes on before or after a part of a text."""
    around = text[max(first - 1, 0) : first], text[last + 1 : last + 2]
    return not any(each.isalnum() for each in around)


# Their boxes


def _boxes(letters: _Letters, facts: Facts) -> Iterator[tuple[int, Box]]:
    """Yield the pages that some letters stand on, and the box around them on each."""
    found: dict[int, Box] = {}
    for _, group in groupby(letters, key=lambda letter: id(letter.of)):
        for page, box in _painted(list(group)):
            found[page] = found[page].union(box) if page in found else box
    for page, box in sorted(found.items()):
        seen = box.common(Box(0, 0, facts.pages[page].width, facts.pages[page].height))
        if seen.width and seen.height:  # what does not fit may lie beyond the page
            yield page, seen


def _painted(letters: _Letters) -> Iterator[tuple[int, Box]]:
    """Yield where letters of one run stand, or the parts of a picture."""
    of = letters[0].of
    if isinstance(of, Tag):
        for content in of.contents():
            yield from ((each.page, each.box) for each in content.graphics)
            yield from ((each.page, each.box) for each in content.runs)
    elif of.angle:
        yield of.page, of.box
    else:
        # The letters of a run are taken for equally wide.
        share = of.box.width / len(squeezed(of.text))
        start, end = letters[0].index * share, (letters[-1].index + 1) * share
        left, top, right, bottom = of.box
        if is_turned(of.text):
            yield of.page, Box(right - end, top, right - start, bottom)
        else:
            yield of.page, Box(left + start, top, left + end, bottom)
