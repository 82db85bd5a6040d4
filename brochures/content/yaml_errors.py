"""A YAML syntax error -> where it is and how to fix it, in the words of whoever keeps the texts.

A parser reports what it expected; a person needs to know which common mistake was made. So
the sentences here come from the line itself, and the parser's words only point to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from unicodedata import name

import yaml

from brochures.data.typeface import advice, is_hidden

Advice = tuple[str, str]
"""What is wrong, and how to fix it: one or two plain sentences each."""

_HEAD = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?")
_OPEN_QUOTE = re.compile(r""""(?:[^"\\]|\\.)*|\'(?:[^']|'')*""")
_SPECIAL = "@`%&*!|>[]{},?"
_LONGEST = 72
_UNCLEAR = (
    "YAML cannot read on from here.",
    "Compare this line and the one above with the others: spaces, colons, quotes and brackets.",
)


class Mark(Protocol):
    """A position in a text, as both of PyYAML's parsers give it. All count from 0."""

    index: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake in how the YAML is written."""

    line: int
    """Counted from 1."""
    what: str
    fix: str


def shown(text: str) -> str:
    """Return a text as a message quotes it: on one line, shortened, nothing unprintable."""
    text = text[: 10 * _LONGEST]  # enough, whatever white space it begins with
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def quoted(text: str) -> str:
    """Return a text as it has to stand in YAML to be read as a text, whatever is in it."""
    text = shown(text)
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def special(char: str, line: str) -> Advice:
    """Say what is wrong with a text that begins with a character of YAML's own."""
    return (
        f"At the beginning of a text, {char} has a special meaning in YAML.",
        f"Put the whole text in quotes: {_requoted(*_split(line))}",
    )


def colon_in_text(head: str, text: str) -> Advice:
    """Say what is wrong with a text that looks like a key of its own; its head is '- ' or a key."""
    what = f"A text with a colon and a space in it needs quotes: {shown(head + text)}"
    if head.strip():
        return what, f"Put the whole text in quotes: {_requoted(head, text)}"
    return what, "Put the whole text in quotes, from the line on where it begins."


def unseen(char: str, text: str) -> Advice:
    """Say what is wrong with a character that cannot be seen, or not told from a space."""
    if not char.isspace():
        return advice([char])
    what = f"What looks like a space is none for YAML (U+{ord(char):04X}, {name(char, '')})"
    return f"{what}: {shown(text)}", "Take it out, and type a space where one is needed."


def note_in_text() -> Advice:
    """Say what is wrong with a # in a text without quotes."""
    return (
        "From # on, this line is taken for a note, which is not printed.",
        "Put the whole text in quotes; or, if it is a note, put two spaces before the #.",
    )


def no_space_after_colon(line: str) -> Advice | None:
    """Say what is wrong with a line such as `name:Ann`; None for other lines."""
    found = re.match(r"\s*(?:- +)*([\w-]+):(?!//)(\S.*)", line)
    if found is None:
        return None
    return (
        f"A space is missing after the colon: {shown(line)}",
        f"Write: {found[1]}: {shown(found[2])}",
    )


def explain(text: str, error: yaml.MarkedYAMLError) -> Mistake:
    """Turn the error that a parser raised for a text into a mistake.

    The C parser words its errors differently, so the text is read again up to the error by the
    Python one: the sentence is then the same on every machine.
    """
    fault = _fault(text, *_read_again(text, error))
    mistakes = (rule(fault) for rule in _RULES)
    return next((mistake for mistake in mistakes if mistake), Mistake(fault.here + 1, *_UNCLEAR))


@dataclass(frozen=True, slots=True)
class _Fault:
    """An error of the parser. Lines and columns count from 0."""

    said: str
    lines: list[str]
    here: int
    """The line where the parser could not go on."""
    column: int
    began: int
    """The line where the part began that it was reading."""
    began_column: int
    quoted_from: int | None
    """The line where the quoted text began that ends just before the error, if one does."""

    @property
    def line(self) -> str:
        return self.lines[self.here]

    @property
    def above(self) -> int | None:
        """The next line above that says something."""
        spoken = (n for n in reversed(range(self.here)) if re.match(r"\s*[^\s#]", self.lines[n]))
        return next(spoken, None)


def _fault(text: str, error: yaml.MarkedYAMLError, last: yaml.Event | None) -> _Fault:
    lines = text.split("\n")
    if not lines[-1]:  # the file ends with a line break, as it should
        lines = lines[:-1] or [""]

    def place(mark: Mark | None) -> tuple[int, int]:
        if mark is None or mark.line >= len(lines):
            return len(lines) - 1, len(lines[-1])
        return mark.line, mark.column

    mark = error.problem_mark or error.context_mark
    here, column = place(mark)
    began, began_column = place(error.context_mark or mark)
    quoted_from = None
    if isinstance(last, yaml.ScalarEvent) and last.style in ("'", '"'):
        first, end = place(last.start_mark)[0], place(last.end_mark)[0]
        quoted_from = first if end == here else None
    said = f"{error.context}: {error.problem}"
    return _Fault(said, lines, here, column, began, began_column, quoted_from)


def _read_again(
    text: str, error: yaml.MarkedYAMLError
) -> tuple[yaml.MarkedYAMLError, yaml.Event | None]:
    """Return the Python parser's error for the same place, and the last thing that it read."""
    last: yaml.Event | None = None
    try:
        for last in yaml.parse(text, Loader=yaml.SafeLoader):
            if _index(last.start_mark) > _index(error.problem_mark):
                break
    except yaml.MarkedYAMLError as same:
        return same, last
    except (ValueError, OverflowError):
        return error, last  # see brochures.content.yaml_reader: the Python parser checks no range
    return error, last


def _index(mark: Mark | None) -> int:
    return mark.index if mark else 0


# Each rule knows one mistake. The first that recognises the fault speaks.


def _unseen(fault: _Fault) -> Mistake | None:
    """What comes along when words are pasted looks like a space or like nothing."""
    for number in (fault.here, fault.above):
        line = "" if number is None else fault.lines[number]
        space = re.search(r"(?:^ *|[:-])([^\S ])", line)
        char = space[1] if space else next(filter(is_hidden, line), None)
        if char and number is not None:
            return Mistake(number + 1, *unseen(char, line))
    return None


def _open_quote(fault: _Fault) -> Mistake | None:
    """A parser reads on to the next quotation mark, wherever it is, and stumbles only there."""
    opened = _last_open_quote(fault.lines[: fault.here + 1])
    if opened is None and re.search("quoted scalar: found unexpected (end|doc)", fault.said):
        opened = fault.began
    if opened is None and re.match(r"\s*(?:- +)*[\w-]+:", fault.line):
        opened = fault.quoted_from if fault.quoted_from != fault.here else None
    if opened is None:
        return None
    return Mistake(
        opened + 1,
        f"A quotation mark opens a text here and is not closed: {shown(fault.lines[opened])}",
        "Write the same quotation mark at the end of the text.",
    )


def _last_open_quote(lines: list[str]) -> int | None:
    """Return the index of the last line whose quote is still open where a new key or item is."""
    for number in reversed(range(len(lines))):
        head, text = _split(lines[number])
        if not head.strip() or not _OPEN_QUOTE.fullmatch(text):
            continue
        for below in (lines[at] for at in range(number + 1, len(lines))):
            if _indent(below) <= _indent(lines[number]) and re.match(r"\s*(- |[\w-]+:)", below):
                return number
            if text[0] in below:
                break
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _backslash(fault: _Fault) -> Mistake | None:
    if not re.search(r"double-quoted scalar|escape c|chr\(\)|C int", fault.said):
        return None
    return Mistake(
        fault.here + 1,
        'A backslash (\\) has a special meaning in a text in "double quotes".',
        "Write it twice (\\\\), or put the text in 'single quotes'.",
    )


def _note(fault: _Fault) -> Mistake | None:
    above = fault.above
    if above is None or not re.search("expected ':'|<block end>", fault.said):
        return None
    if not re.search(r"\S # ", fault.lines[above]) or _indent(fault.line) <= _indent(
        fault.lines[above]
    ):
        return None
    return Mistake(above + 1, *note_in_text())


def _half_a_pair(fault: _Fault) -> Mistake | None:
    """A parser takes a lone word for a text and stumbles over the key below it."""
    above = fault.above
    if above is None or not re.search("mapping values|<block", fault.said):
        return None
    if not re.fullmatch(r"\s*(?:- +)*[\w-]+(?::\S.*)?", fault.lines[above].rstrip()):
        return None
    return Mistake(above + 1, *_not_a_pair(fault.lines[above]))


def _colon(fault: _Fault) -> Mistake | None:
    if "mapping values are not allowed" not in fault.said:
        return None
    if not re.fullmatch(r"\s*(?:- +)*[\w-]+", fault.line[: fault.column]):
        return Mistake(fault.here + 1, *colon_in_text(*_split(fault.line)))
    return Mistake(
        fault.here + 1,
        f"This line and the one above do not begin equally far in: {shown(fault.line)}",
        "Give both as many spaces at the beginning as their neighbors have; if the line goes on "
        "with the text above, put that whole text in quotes.",
    )


def _no_colon(fault: _Fault) -> Mistake | None:
    if "could not find expected ':'" not in fault.said:
        return None
    return Mistake(fault.began + 1, *_not_a_pair(fault.lines[fault.began]))


def _not_a_pair(line: str) -> Advice:
    return no_space_after_colon(line) or (
        f"This line is not written as a key, a colon and a text: {shown(line)}",
        "Add the key and the colon; if it goes on with a text above, begin it further in.",
    )


def _dash(fault: _Fault) -> Mistake | None:
    if "sequence entries are not allowed" not in fault.said:
        return None
    return Mistake(
        fault.here + 1,
        f"A dash cannot stand here: {shown(fault.line)}",
        "Begin a list on the line below its key; put a text that begins with a dash in quotes.",
    )


def _after_quotes(fault: _Fault) -> Mistake | None:
    if "<block end>" not in fault.said or fault.quoted_from is None:
        return None
    return Mistake(
        fault.here + 1,
        f"Words follow after the closing quotation mark: {shown(fault.line)}",
        f"Put the whole text in the other kind of quotes: {_requoted(*_split(fault.line))}",
    )


def _special_character(fault: _Fault) -> Mistake | None:
    spots = [(fault.began, fault.began_column), (fault.here, fault.column)]
    if "but found '<scalar>'" in fault.said:  # words follow after a closing bracket
        spots.append((fault.here, len(_split(fault.line)[0])))
    for number, column in spots:
        line = fault.lines[number]
        char = line[column : column + 1]
        if char and char in _SPECIAL:
            return Mistake(number + 1, *special(char, line))
    return None


def _indentation(fault: _Fault) -> Mistake | None:
    if not re.search("<block end>|<document start>", fault.said):
        return None
    return Mistake(
        fault.here + 1,
        f"This line does not begin as far in as the lines that it belongs to: {shown(fault.line)}",
        "Give it as many spaces at the beginning as they have.",
    )


_RULES: tuple[Callable[[_Fault], Mistake | None], ...] = (
    _unseen,
    _open_quote,
    _backslash,
    _note,
    _half_a_pair,
    _colon,
    _no_colon,
    _dash,
    _after_quotes,
    _special_character,
    _indentation,
)


def _split(line: str) -> tuple[str, str]:
    """Return the beginning of a line, with its dash and key, and the text that follows."""
    head = _HEAD.match(line)
    at = head.end() if head else 0
    return line[:at], line[at:]


def _requoted(head: str, text: str) -> str:
    """Return a line with its text in quotes."""
    text = re.sub(r"(?<!\s)\s+#.*", "", text).strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    return head.lstrip() + quoted(text)
