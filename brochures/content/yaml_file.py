"""A YAML file as it is laid out: where its keys, dashes and comments stand, and its line ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from brochures.content.fields import Loc
from brochures.content.yaml_reader import ContentError, Data, Span, read
from brochures.content.yaml_writer import Layout, Spot

MARK = "\ufeff"
"""The byte-order mark with which some editors begin a file."""

NAME = Path("content.yaml")
"""How problems call the file: here it is a text, whatever it is saved as."""

USUAL_WIDTH = 100
"""Of the lines of a text."""

Change = tuple[int, int, str]
"""From where to where something else stands, and that. Indexes are those of `YamlFile.text`."""


class YamlFile:
    """The text of a file, and where things stand in it.

    Raises ContentError where the reader finds anything wrong with it.
    """

    def __init__(self, original: str) -> None:
        self.mark = MARK if original.startswith(MARK) else ""
        self.original = original.removeprefix(MARK)
        source = read(self.original, NAME)
        if source.problems:
            raise ContentError.listed(source.problems)
        # As it is read it has a character for each of the original, but one alone for CR and LF.
        self.text, self.data = source.text, source.data
        self.spans = source.spans or {(): Span((0, 0), len(self.text), len(self.text), "")}
        self.ends: list[str] = re.findall("\r\n?|\n", self.original)
        self.double_ends = [
            found.start() - number
            for number, found in enumerate(re.finditer("\r\n", self.original))
        ]

    # Its text

    def cut(self, start: int, end: int) -> str:
        """Return a piece of the file as it is."""
        start, end = (index + bisect_left(self.double_ends, index) for index in (start, end))
        return self.original[start:end]

    def new(self, start: int, end: int, lines: str) -> Change:
        """Return the change that puts new lines somewhere, with the line end that is used there."""
        number = min(self.text.count("\n", 0, start), len(self.ends) - 1)
        return start, end, lines.replace("\n", self.ends[number]) if self.ends else lines

    def changed(self, changes: list[Change]) -> str:
        """Return the file with some changes, and all else as it is."""
        parts, done = [self.mark], 0
        for start, end, new in sorted(changes):
            parts += [self.cut(done, start), new]
            done = end
        return "".join([*parts, self.cut(done, len(self.text))])

    # Its lines

    def line_start(self, index: int) -> int:
        """Return where a line begins."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Return where a line ends: at its line break."""
        found = self.text.find("\n", index)
        return len(self.text) if found < 0 else found

    def column(self, index: int) -> int:
        """Return how many characters stand before one in its line."""
        return index - self.line_start(index)

    def with_line(self, start: int, end: int) -> tuple[int, int]:
        """Return where a piece begins and ends, with its lines if nothing else stands in them."""
        before, after = self.line_start(start), self.line_end(end)
        is_alone = not self.text[before:start].strip() and not self.text[end:after].strip()
        return (before, min(after + 1, len(self.text))) if is_alone else (start, end)

    def blank_above(self, index: int, floor: int) -> int:
        """Return where the blank lines begin that stand directly above a line, below a floor."""
        while index > floor:
            above = self.line_start(index - 1)
            if above <= floor or self.text[above:index].strip():
                break
            index = above
        return index

    def blank_below(self, index: int) -> int:
        """Return where the blank lines end that begin with a line."""
        found = re.compile(r"(?: *\n)*").match(self.text, index)
        return found.end() if found else index

    # Its values

    def value(self, loc: Loc) -> Data:
        """Return what stands at a location. Raises LookupError if nothing does."""
        return value_at(self.data, loc)

    def steps(self, loc: Loc) -> Sequence[str | int]:
        """Return the keys of a mapping or the indexes of a list; none, if it is neither."""
        match self.value(loc):
            case dict() as value:
                return [*value]
            case list() as value:
                return range(len(value))
        return ()

    def children(self, loc: Loc) -> list[Loc]:
        """Return where the entries of a list or of a mapping are; none, if it is neither."""
        return [(*loc, step) for step in self.steps(loc)]

    def is_block(self, loc: Loc) -> bool:
        """Say whether a list or a mapping has entries on lines of their own."""
        value = self.value(loc)
        return isinstance(value, list | dict) and bool(value) and not self.spans[loc].style

    def is_in_brackets(self, loc: Loc) -> bool:
        """Say whether a value is an entry of what is written in brackets."""
        return loc != () and self.spans[loc[:-1]].style != ""

    def end(self, loc: Loc) -> int:
        """Return where a value ends, without comments and blank lines that follow."""
        span = self.spans[loc]
        if self.is_block(loc):
            return self.end((*loc, self.steps(loc)[-1]))
        if span.style not in ("|", ">"):
            return span.end
        written = self.text[span.start : span.end]
        if "+" in written.partition("\n")[0].partition("#")[0]:  # blank lines are part of the text
            return span.start + len(written.removesuffix("\n"))
        return span.start + len(written.rstrip("\n"))

    def head(self, loc: Loc) -> tuple[int, int]:
        """Return where the key with its colon, or the dash, of an entry on its own line stands.

        The whole has none: it is where it begins.
        """
        if not loc:
            return self.spans[loc].start, self.spans[loc].start
        parent, step = loc[:-1], loc[-1]
        if isinstance(step, str):
            start, end = self.spans[loc].key
            return start, self.text.find(":", end) + 1 or end
        dash = self.spans[parent].start
        if step:
            pattern = re.compile(rf"^ {{{self.column(dash)}}}-", re.MULTILINE)
            found = pattern.search(self.text, self.end((*parent, step - 1)))
            dash = found.end() - 1 if found else dash
        return dash, dash + 1

    def entry(self, loc: Loc) -> tuple[int, int]:
        """Return where an entry begins and ends: with its comments, without its last line break.

        Its own are the comments directly above that stand as far in, and those in the lines below
        that stand further in.
        """
        if self.is_in_brackets(loc):
            return self.spans[loc].key[0], self.end(loc)
        head, _ = self.head(loc)
        below = re.compile(rf"(?:(?:\n *)*\n {{{self.column(head) + 1},}}#.*)*")
        end = self.line_end(self.end(loc))
        found = below.match(self.text, end)
        return self._comments_above(head, self.floor(loc)), found.end() if found else end

    def floor(self, loc: Loc) -> int:
        """Return where what stands above an entry ends: its sibling's value, or its key."""
        parent = loc[:-1]
        steps = self.steps(parent)
        if number := steps.index(loc[-1]):
            return self.end((*parent, steps[number - 1]))
        return self.head(parent)[1] if parent else 0

    def _comments_above(self, head: int, floor: int) -> int:
        column = self.column(head)
        start, line = head, self.line_start(head)
        while line > floor and not self.text[line:start].strip():
            above = self.line_start(line - 1)
            # A comment can stand behind the dash of what the entry is part of.
            is_own = above + column >= floor and not self.text[above : above + column].strip(" -")
            if not is_own or self.text[above + column] != "#":
                break
            start, line = above + column, above
        return start

    # Its layout

    @cached_property
    def layout(self) -> Layout:
        """How its lines are laid out, as far as they say it."""
        further = {}
        for loc, span in self.spans.items():
            if loc and isinstance(loc[-1], str) and self.is_block(loc):
                kind = "dashes" if isinstance(self.value(loc), list) else "keys"
                further[kind] = self.column(span.start) - self.column(span.key[0])
        return Layout(self._width(), **further)

    def _width(self) -> int:
        """Return how wide the lines of texts are that could be broken into more; 100 at least."""
        width = USUAL_WIDTH
        for loc, span in self.spans.items():
            end = self.end(loc)
            is_broken = isinstance(self.value(loc), str) and " " in self.text[span.start : end]
            if is_broken and span.style != "|" and not self.is_in_brackets(loc):
                lines = self.text[self.line_start(span.start) : end].split("\n")
                width = max(width, *map(len, lines))
        return width

    def spot(self, loc: Loc) -> Spot:
        """Return the spot in which a value stands."""
        start = self.spans[loc].start
        is_text = isinstance(self.value(loc), str)
        lines = self.text[start : self.end(loc)].split("\n")[1:] if is_text else []
        indents = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
        if self.is_in_brackets(loc):
            spot = Spot.inside(self.spans[loc[:-1]].style)
            width = self.layout.width if indents else spot.width
            return Spot(spot.before, self.column(start), (indents or [0])[0], width)
        head, end = self.head(loc)
        spot = Spot.behind(self.text[head:end] or "-", self.column(head), self.layout.width)
        column = self.column(start) if is_text else spot.column
        return Spot(spot.before, column, (indents or [spot.indent])[0], spot.width)


def value_at(data: Data, loc: Loc) -> Data:
    """Return what stands at a location of some data. Raises LookupError if nothing does."""
    for step in loc:
        match data:
            case dict() if isinstance(step, str):
                data = data[step]
            case list() if isinstance(step, int) and step >= 0:
                data = data[step]
            case _:
                raise LookupError(step)
    return data
