"""A PDF's tagged text in the order of reading, as places that can be compared with one another."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, reduce

from brochures.checks.blocks import LEVELS
from brochures.pdf import Box, Content, Facts, Line, Run, Tag
from brochures.pdf import text as painted

INLINE = frozenset(
    "Span Quote Reference BibEntry Code Link Em Strong Sub NonStruct Private".split()
)
"""Types whose text belongs to the block around it; all others begin a passage of their own."""

GROUPS = frozenset("Document DocumentFragment Part Art Sect Div BlockQuote L TOC".split())
"""Types that hold blocks: text that stands straight in them is one passage a child."""

APART = frozenset(
    "Annot Artifact Aside Caption FENote Figure Form Formula Lbl Note Ruby Warichu".split()
)
"""Types whose text may stand anywhere: beside, below or above what is read before and after."""

NEXT_LINE = 3.0
"""The farthest baseline that still belongs to the same stack of lines, in type sizes."""

MARGIN = 0.07
"""A line that stands within this share of a page's height from its upper or lower edge, and is no
heading, is a header or footer."""


@dataclass(frozen=True)
class Passage:
    """Lines of one block below one another, in one column of one page."""

    tag: Tag
    parent: Tag | None
    """The group around it."""
    lines: tuple[Line, ...]
    is_table: bool = False

    @property
    def page(self) -> int:
        """Index of its page."""
        return self.lines[0].runs[0].page

    @cached_property
    def box(self) -> Box:
        """The place of its ink."""
        return reduce(Box.union, (line.box for line in self.lines))

    @cached_property
    def size(self) -> float:
        """The type size of most of its lines."""
        return Counter(line.size for line in self.lines).most_common(1)[0][0]

    @property
    def text(self) -> str:
        """Its words."""
        return painted.text(run for line in self.lines for run in line.runs)

    @cached_property
    def start(self) -> float:
        """The edge at which its lines begin: x, growing in the direction of reading."""
        return -self.box.x1 if _runs_backwards(self.text) else self.box.x0


def _runs_backwards(text: str) -> bool:
    """Say whether the first letter that has a direction runs from right to left."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


@dataclass
class _Walk:
    """Collects the runs of each passage while the tags are read."""

    found: list[tuple[Tag, Tag | None, list[Run], bool]] = field(default_factory=list)

    def read(self, tag: Tag, group: Tag | None, *, inline: bool = False) -> None:
        """Add what a tag holds; an inline one goes on with the passage around it."""
        if tag.type in APART:
            self._break(tag, group)
            return
        if tag.type == "Table":
            self.found.append((tag, group, list(tag.runs), True))
            return
        if not inline:
            self._break(tag, group)
        inside = tag if tag.type in GROUPS else group
        for child in tag.children:
            if isinstance(child, Content):
                self.found[-1][2].extend(child.runs)
            elif isinstance(child, Tag):
                goes_on = child.type in INLINE and tag.type not in GROUPS
                self.read(child, inside, inline=goes_on)
                if not goes_on:
                    self._break(tag, inside)
        if not inline:
            self._break(tag, group)

    def _break(self, tag: Tag, group: Tag | None) -> None:
        self.found.append((tag, group, [], False))


def can_be_compared(run: Run) -> bool:
    """Say whether a run is upright text in lines: turned or vertical text has other columns."""
    upright = run.angle == 0 and (len(run.text.strip()) < 2 or run.box.height < 2 * run.size)  # noqa: PLR2004
    return upright and bool(run.text.strip()) and run.artifact is None


def passages(facts: Facts) -> list[Passage]:
    """Return the passages in reading order, without headers, footers and what may stand anywhere.

    A passage is left out too where its text cannot be compared (`can_be_compared`).
    """
    walk = _Walk()
    for root in facts.tags:
        walk.read(root, None)
    found = [
        Passage(tag, group, lines, is_table)
        for tag, group, runs, is_table in walk.found
        for lines in _stacks(filter(can_be_compared, runs), whole=is_table)
    ]
    times = Counter(_everywhere(passage) for passage in found)
    return [
        passage
        for passage in found
        if not _in_margin(passage, facts) and times[_everywhere(passage)] == 1
    ]


def _stacks(runs: Iterable[Run], *, whole: bool) -> Iterator[tuple[Line, ...]]:
    """Yield the lines that stand below one another: where a column or page ends, a stack does.

    A table is one stack a page: its cells stand side by side.
    """
    stack: list[Line] = []
    for line in map(Line, painted.lines(runs)):
        if stack and not _goes_on(stack[-1], line, whole=whole):
            yield tuple(stack)
            stack = []
        stack.append(line)
    if stack:
        yield tuple(stack)


def _goes_on(before: Line, after: Line, *, whole: bool) -> bool:
    if before.runs[0].page != after.runs[0].page:
        return False
    size = max(before.size, after.size)
    down = after.baseline - before.baseline
    beside = after.box.x0 >= before.box.x1 or before.box.x0 >= after.box.x1
    if abs(down) < painted.LINE_SHIFT * size:
        return True
    return whole or (0 < down < NEXT_LINE * size and not beside)


def _in_margin(passage: Passage, facts: Facts) -> bool:
    if len(passage.lines) > 1 or passage.tag.type in LEVELS:
        return False
    height = facts.pages[passage.page].height
    return passage.box.y1 < MARGIN * height or passage.box.y0 > (1 - MARGIN) * height


def _everywhere(passage: Passage) -> tuple[object, ...]:
    """Return what two passages share that stand on two pages at the same place: a header, say."""
    words = "".join(letter for letter in passage.text if not letter.isdigit())
    return words, round(passage.box.x0), round(passage.box.y0)
