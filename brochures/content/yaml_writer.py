"""How a value is written in YAML, so that our reader reads it as it is meant.

A text is written as it was before or, where that cannot hold it, in double quotes. What a way of
writing can hold is found by reading it back.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from brochures.content.yaml_reader import ContentError, Data, Other, read

STEP = 2
"""So many spaces further in stands what belongs to a key or to a dash."""

_CLOSING = {"[": "]", "{": "}"}
_YES_AND_NO = (("yes", "no"), ("true", "false"), ("on", "off"))


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of a file are laid out."""

    width: int
    """Of the lines that a text is broken into."""
    keys: int = STEP
    """So much further in than a key stand the keys below it."""
    dashes: int = STEP
    """So much further in than a key stand the dashes below it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value is to stand."""

    before: str
    """What stands before it: an opening bracket, or the spaces before a key or a dash, and that."""
    column: int
    """Where its first line begins."""
    indent: int
    """Where its other lines begin."""
    width: int

    @classmethod
    def behind(cls, head: str, column: int, width: int) -> Spot:
        """Return the spot behind a key with its colon, or behind a dash, in some column."""
        before = " " * column + f"{head} "
        return cls(before, len(before), column + STEP, width)

    @classmethod
    def inside(cls, bracket: str) -> Spot:
        """Return the spot within brackets, where no line is broken."""
        return cls("[" if bracket == "[" else "{k: ", 0, 0, sys.maxsize)

    @property
    def after(self) -> str:
        """What ends it: a closing bracket, or a line break."""
        return _CLOSING.get(self.before[0], "\n")


def block(value: list[Data] | dict[str, Data], column: int, layout: Layout) -> str:
    """Return the entries of a list or a mapping, each on lines of its own, in some column.

    The first line is not indented.
    """
    named = value.items() if isinstance(value, dict) else enumerate(value)
    entries = [entry(step, each, column, layout) for step, each in named]
    return ("\n" + " " * column).join(entries)


def entry(
    step: str | int, value: Data, column: int, layout: Layout, *, in_brackets: bool = False
) -> str:
    """Return a key or, for an index, a dash, in some column, with its value.

    What has entries of its own has them on lines of their own, or in brackets; a list in a list
    always has it in brackets, as the rows of a table have.
    """
    head = "-" if isinstance(step, int) else f"{key(step)}:"
    if value is None:
        return head
    if not isinstance(value, list | dict) or not value or in_brackets:
        return f"{head} {inline(value, Spot.behind(head, column, layout.width))}"
    if isinstance(step, str):
        inner = column + (layout.dashes if isinstance(value, list) else layout.keys)
        return f"{head}\n{' ' * inner}{block(value, inner, layout)}"
    if isinstance(value, list):
        return f"{head} {inline(value, Spot.inside('['))}"
    return f"{head} {block(value, column + STEP, layout)}"


def takes_note(written: str) -> bool:
    """Say whether a note can stand one space behind what is written: it cannot behind a text."""
    return _read(f"{written} # note") is not None


def key(name: str, bracket: str = "") -> str:
    """Return a key as it is written on a line of its own, or within a bracket."""
    written = f"{{{name}: k}}" if bracket else f"{name}: k"
    is_plain = not _is_unclear(name, bracket) and _read(written) == {name: "k"}
    return name if is_plain else _double(name)


def inline(value: Data, spot: Spot, old: str = "") -> str:
    """Return a value as it is written behind its key or dash; `old` is how one was before."""
    match value:
        case str():
            return _text(value, spot, old)
        case list():
            inside = Spot.inside("[")
            return f"[{', '.join(inline(each, inside) for each in value)}]"
        case dict():
            inside = Spot.inside("{")
            pairs = (f"{key(name, '{')}: {inline(each, inside)}" for name, each in value.items())
            return f"{{{', '.join(pairs)}}}"
    return _word(value, old)


def _word(value: bool | date | Other | None, old: str) -> str:  # noqa: FBT001 - a value, no switch
    """Return what is no text, as it is written."""
    match value:
        case bool():
            return _yes_or_no(old, is_yes=value)
        case date():
            return value.isoformat()
        case Other():
            return value.text
    return "null"


def _yes_or_no(old: str, *, is_yes: bool) -> str:
    words = next((words for words in _YES_AND_NO if old.lower() in words), _YES_AND_NO[0])
    word = words[0] if is_yes else words[1]
    cases = (str.lower, str.title, str.upper)
    return next((case(word) for case in cases if case(old) == old), word)


def _text(words: str, spot: Spot, old: str) -> str:
    ways = (way for way in _ways(words, spot, old) if _is_read(way, words, spot))
    return next(ways, None) or _joined(_lines(_double(words), spot, spot.column), spot.indent)


def _ways(words: str, spot: Spot, old: str) -> Iterator[str]:
    """Yield how a text can be written that looks like the old one."""
    match old[:1]:
        case '"':
            return
        case "|" | ">":
            yield from _block_texts(words, spot, old)
            return
        case "'":
            words = "'" + words.replace("'", "''") + "'"
    yield _joined(_lines(words, spot, spot.column), spot.indent)


def _block_texts(words: str, spot: Spot, old: str) -> Iterator[str]:
    """Yield a text below | or >: with the old mark, and with one that keeps its end as it is."""
    header = old.partition("\n")[0]
    marks = re.match(r"([|>])[-+]?(\d?)[-+]?", header)
    assert marks is not None  # noqa: S101 - a text in a block begins like this
    head_column = len(spot.before) - len(spot.before.lstrip())
    indent = head_column + int(marks[2]) if marks[2] else spot.indent
    content = words.removesuffix("\n")
    lines = content.split("\n")
    if marks[1] == ">":
        lines = _lines(content, Spot(spot.before, indent, indent, spot.width), indent)
    ending = "" if words.endswith("\n") else "-"
    for start in (header, f"{marks[1]}{marks[2]}{ending}{header[marks.end() :]}"):
        yield "\n".join([start, *(" " * indent * bool(line) + line for line in lines if words)])


def _double(words: str) -> str:
    for char, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n")):
        words = words.replace(char, escape)
    return f'"{words}"'


def _lines(words: str, spot: Spot, column: int) -> list[str]:
    """Break a text at single spaces into lines; a line break of its own becomes a blank line."""
    lines: list[str] = []
    for paragraph in words.split("\n"):
        if lines:
            lines.append("")
        if paragraph or not lines:
            lines += _filled(paragraph, spot.width - (spot.indent if lines else column), spot)
    return lines


def _filled(words: str, room: int, spot: Spot) -> list[str]:
    first, *others = re.split("(?<=[^ ]) (?=[^ ])", words)
    lines = [first]
    for word in others:
        if len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
            room = spot.width - spot.indent
    return lines


def _joined(lines: list[str], indent: int) -> str:
    return lines[0] + "".join("\n" + " " * indent * bool(line) + line for line in lines[1:])


def _is_read(written: str, words: str, spot: Spot) -> bool:
    """Say whether what is written in a spot is read as a text."""
    if _is_unclear(written, spot.before[0]):
        return False
    found = _read(f"{spot.before}{written}{spot.after}")
    return found == [words] or (isinstance(found, dict) and [*found.values()] == [words])


def _is_unclear(written: str, bracket: str) -> bool:
    """Say whether PyYAML's two parsers take it for two things."""
    return bracket in _CLOSING and "?" in written and not written.startswith("'")


def _read(written: str) -> Data:
    """Return what is read; None if it is refused."""
    try:
        source = read(written, Path())
    except ContentError:
        return None
    return None if source.problems else source.data
