"""YAML text -> plain data, and where each value stands in the file.

Of YAML only what a clinic's words need: keys, lists, texts, yes and no, days. What can surprise a
person or swell a file (anchors, aliases, merge keys, tags, several documents) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Self, cast

import yaml
from yaml.reader import Reader

from brochures.content.fields import Loc
from brochures.content.yaml_errors import Mark, explain, note_in_text, shown, special, unseen
from brochures.data import typeface

MAX_DEPTH = 20
"""Most levels of keys and lists within each other; the content has seven."""

MOST_PROBLEMS = 100
"""So many are listed. Nobody fixes more in one go, and a file may have one in every other byte."""

PARSER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C, where PyYAML was built with it: ten times as fast."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the content file that must be fixed, in the words of whoever keeps it."""

    file: Path
    line: int | None
    """Counted from 1; None where the file as a whole is meant."""
    column: int | None
    """Counted from 1, where it is known."""
    path: str
    """The keys that lead there, such as sections.symptoms.groups[1].title; '' for the file."""
    what: str
    fix: str

    def __str__(self) -> str:
        """Return the problem as it is shown to a person."""
        line = "" if self.line is None else f", line {self.line}"
        path = f": {self.path}" if self.path else ""
        return f"{self.file}{line}{path}\n  {self.what}\n  {self.fix}"


class ContentError(Exception):
    """The content cannot be used: everything that is wrong with it, in the order of its lines."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    @classmethod
    def whole(cls, file: Path, what: str, fix: str) -> Self:
        """Return the error that something is wrong with a file as a whole."""
        return cls(Problem(file, None, None, "", what, fix))

    @classmethod
    def listed(cls, problems: Iterable[Problem]) -> Self:
        """Return the error that lists problems: by files and lines, one a place, not too many."""
        by_place: dict[tuple[Path, int, str], Problem] = {}
        lacking: set[str] = set()
        for problem in problems:
            if problem.what.endswith(typeface.NOT_INSTALLED):  # the same of every text
                if problem.what in lacking:
                    continue
                lacking.add(problem.what)
            by_place.setdefault((problem.file, problem.line or 0, problem.path), problem)
        files = list(dict.fromkeys(file for file, _, _ in by_place))
        found = sorted(
            by_place.values(), key=lambda problem: (files.index(problem.file), problem.line or 0)
        )
        if len(found) <= MOST_PROBLEMS:
            return cls(*found)
        what = f"There is more to fix than these {MOST_PROBLEMS} places."
        more = cls.whole(found[0].file, what, "Fix these first, then run the command again.")
        return cls(*found[:MOST_PROBLEMS], *more.problems)

    def __str__(self) -> str:
        """Return all problems as they are shown to a person."""
        return "\n\n".join(map(str, self.problems))


@dataclass(frozen=True, slots=True)
class Other:
    """A value that YAML reads as neither a text, nor yes or no, nor a day."""

    kind: str
    """Such as 'a number'."""
    text: str
    """As it is written."""


Data = str | bool | date | Other | None | list["Data"] | dict[str, "Data"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands. Lines and columns count from 1."""

    file: Path
    key_line: int
    line: int
    column: int
    written: str
    """The value as it is written in the file."""
    noted: bool = False
    """Whether a note, which begins with #, stands in its line."""

    def of(self, words: str) -> tuple[int, int]:
        """Return the line and the column of some words in it; of its beginning if they are not."""
        before = self.written[: max(self.written.find(words), 0)]
        *above, last = before.split("\n")
        return self.line + len(above), len(last) + (1 if above else self.column)


@dataclass(frozen=True, slots=True)
class Span:
    """Which characters of its source's text a value takes, and how it is written there."""

    key: tuple[int, int]
    """Where its key begins and ends; nothing, where it begins itself, if it has none."""
    start: int
    end: int
    """That of keys and lists without brackets, and of block texts, is where something follows."""
    style: str
    """The quotation mark, | or > that a text begins with; [ or {, if it is in these; else ''."""


@dataclass(slots=True)
class Source:
    """What a file says, where, and what is wrong with how it says it."""

    file: Path
    text: str
    data: Data = None
    places: dict[Loc, Place] = field(default_factory=dict)
    refused: set[Loc] = field(default_factory=set)
    """Where a problem makes any other problem a mere consequence."""
    problems: list[Problem] = field(default_factory=list)
    spans: dict[Loc, Span] = field(default_factory=dict)


def dotted(loc: Loc) -> str:
    """Return a location as a person reads it, such as summary.points[0]."""
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{shown(step)}" for step in loc)
    return path.removeprefix(".")


def read(text: str, file: Path) -> Source:
    """Read YAML text; `file` is only named in the problems.

    Problems that leave the rest readable are in the result. Raises ContentError where reading has
    to stop: at a mistake in the syntax, or at lists and keys too deep within each other.
    """
    source = Source(file, _normal(text))
    if tab := re.search(r"^ *\t[ \t]*(?=\S)", source.text, re.MULTILINE):
        raise _stop(
            source,
            tab.start(),
            "This line begins with a tab, but YAML only counts spaces.",
            "Put spaces in place of the tab, as many as the neighboring lines have.",
        )
    if control := Reader.NON_PRINTABLE.search(source.text):
        raise _stop(source, control.start(), *typeface.advice(control[0]))
    try:
        source.data = _Composer(source).compose()
    except yaml.MarkedYAMLError as error:
        found = explain(source.text, error)
        raise ContentError(Problem(file, found.line, None, "", found.what, found.fix)) from None
    return source


def _normal(text: str) -> str:
    """Give lines the ends that editors count, and turn tabs into spaces where they mean no more.

    YAML also ends a line at NEL, LINE SEPARATOR and PARAGRAPH SEPARATOR, which come along when
    words are pasted from elsewhere.
    """
    text = re.sub("\r\n?", "\n", text).translate(dict.fromkeys(map(ord, "\x85\u2028\u2029"), " "))
    return re.sub(r"^([ \t]+)(?=\S)|\t", lambda found: found[1] or " ", text, flags=re.MULTILINE)


def _stop(source: Source, index: int, what: str, fix: str) -> ContentError:
    line = source.text.count("\n", 0, index) + 1
    column = index - source.text.rfind("\n", 0, index)
    return ContentError(Problem(source.file, line, column, "", what, fix))


class _Composer:
    """Builds data from the parser's events, so that depth is bounded and nothing is shared."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = source.text.split("\n")
        self.events = _events(source.text)

    def compose(self) -> Data:
        next(self.events)  # the stream begins
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return None
        data = self.value(next(self.events), ())
        next(self.events)  # the document ends
        if isinstance(more := next(self.events), yaml.DocumentStartEvent):
            self.refuse(
                (),
                _start(more),
                "A second document begins at this line.",
                "Take the line of dashes out: the file is one whole.",
            )
        return data

    def value(self, event: yaml.Event, loc: Loc, key: yaml.Event | None = None) -> Data:
        start = _start(event)
        if len(loc) > MAX_DEPTH:
            raise _stop(
                self.source,
                start.index,
                f"More than {MAX_DEPTH} lists and keys stand within each other here.",
                "If this is a text that begins with a bracket, put the whole text in quotes.",
            )
        if char := _special(event):
            what, fix = special(char, self.lines[start.line])
            if isinstance(event, yaml.CollectionStartEvent):
                self.report(loc, start, what, f"Take {char} out, with the word that it begins.")
            else:
                self.refuse(loc, start, what, fix)
        data: Data = None
        end = event
        match event:
            case yaml.ScalarEvent():
                data = self.scalar(event, loc)
            case yaml.SequenceStartEvent():
                data, end = self.list(loc)
            case yaml.MappingStartEvent():
                data, end = self.mapping(loc)
        line = start.line + 1
        key_line = _start(key).line + 1 if key else line
        span = (_start(key).index, _end(key).index) if key else (start.index, start.index)
        self.source.spans[loc] = Span(span, start.index, _end(end).index, _style(event))
        self.source.places[loc] = Place(
            self.source.file,
            key_line=key_line,
            line=key_line if isinstance(data, list | dict) else line,
            column=start.column + 1,
            written=self.source.text[start.index : _end(end).index].strip(),
            # What is not closed ends on a line that is not there.
            noted=any("#" in line for line in self.lines[start.line : start.line + 1]),
        )
        return data

    def scalar(self, event: yaml.ScalarEvent, loc: Loc) -> Data:
        text = event.value
        if control := Reader.NON_PRINTABLE.search(text):
            self.refuse(loc, _start(event), *typeface.advice(control[0]))
            return None
        if not event.implicit[0]:
            return text
        data = _plain(text)
        if isinstance(data, str) and self.source.text.startswith(" #", _end(event).index):
            self.refuse(loc, _end(event), *note_in_text())
        return data

    def list(self, loc: Loc) -> tuple[list[Data], yaml.Event]:
        data: list[Data] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            data.append(self.value(event, (*loc, len(data))))
        return data, event

    def mapping(self, loc: Loc) -> tuple[dict[str, Data], yaml.Event]:
        data: dict[str, Data] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            start = _start(event)
            line = start.line + 1
            so_far = len(self.source.problems)
            key = self.key(event, loc)
            here = (*loc, "?" if key is None else key)
            value = self.value(next(self.events), here, event)
            if key is None:
                del self.source.problems[so_far:]
                self.refuse(
                    here,
                    start,
                    f"This cannot be a key: {shown(self.lines[start.line])}",
                    "A key is a plain word, such as title. If this is a text, put the whole text "
                    "in quotes.",
                )
                continue
            if odd := next((char for char in key if not char.isprintable()), None):
                self.refuse(here, start, *unseen(odd, key))
            elif key in lines:
                self.refuse(
                    here,
                    start,
                    f'"{shown(key)}" stands here twice, in line {lines[key]} and in line {line}.',
                    "Keep one of the two and take the other out.",
                )
            lines[key] = line
            data[key] = value
        return data, event

    def key(self, event: yaml.Event, loc: Loc) -> str | None:
        """Return a key as it is written, be it a word, a number or yes; None if it is no key."""
        if isinstance(event, yaml.ScalarEvent) and not _special(event):
            merge = event.value == "<<" and event.implicit[0]
            unfit = merge or not event.value or Reader.NON_PRINTABLE.search(event.value)
            return None if unfit else event.value
        self.value(event, (*loc, "?"))
        return None

    def refuse(self, loc: Loc, mark: Mark, what: str, fix: str) -> None:
        """Add a problem that leaves nothing more to say about a place."""
        self.source.refused.add(loc)
        self.report(loc, mark, what, fix)

    def report(self, loc: Loc, mark: Mark, what: str, fix: str) -> None:
        self.source.problems.append(
            Problem(self.source.file, mark.line + 1, mark.column + 1, dotted(loc), what, fix)
        )
        if len(self.source.problems) > MOST_PROBLEMS:
            raise ContentError.listed(self.source.problems)


def _plain(text: str) -> Data:
    """Return what YAML takes a text without quotes for."""
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    match tag.removeprefix("tag:yaml.org,2002:"):
        case "null":
            return None
        case "bool":
            return yaml.SafeLoader.bool_values[text.lower()]
        case "int" | "float":
            return Other("a number", text)
        case "timestamp":
            return _day(text)
    return text


_RESOLVER = yaml.resolver.Resolver()


def _day(text: str) -> Data:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return Other("a date", text)


def _events(text: str) -> Iterator[yaml.Event]:
    event: yaml.Event | None = None
    try:
        for event in yaml.parse(text, Loader=PARSER):
            yield event
    except (ValueError, OverflowError) as error:
        # PyYAML's Python parser checks no range: "\UFFFFFFFF", %YAML 1.999...
        mark = event.end_mark if event else None
        raise yaml.MarkedYAMLError(
            problem=str(error), problem_mark=mark if isinstance(mark, yaml.Mark) else None
        ) from None


def _start(event: yaml.Event) -> Mark:
    return cast("Mark", event.start_mark)  # a parser marks all its events


def _end(event: yaml.Event) -> Mark:
    return cast("Mark", event.end_mark)


def _style(event: yaml.Event) -> str:
    match event:
        case yaml.ScalarEvent(style=str(style)):
            return style
        case yaml.SequenceStartEvent(flow_style=True):
            return "["
        case yaml.MappingStartEvent(flow_style=True):
            return "{"
    return ""


def _special(event: yaml.Event) -> str:
    """Return the character that gives a value a meaning beyond its text, '' for most values."""
    match event:
        case yaml.AliasEvent():
            return "*"
        case yaml.NodeEvent(anchor=str()):
            return "&"
        case yaml.ScalarEvent(tag=str()) | yaml.CollectionStartEvent(tag=str()):
            return "!"
    return ""
