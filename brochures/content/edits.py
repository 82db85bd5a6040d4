"""Changes of a content file's text in place: a value, a key or an item, and nothing else.

Each function takes the text of one file and returns it with one change; comments, order, quotes,
blank lines and line ends stay as they are. Raises ContentError where the reader finds anything
wrong with the file, and EditError where the change cannot be made. What is returned has been read
back: it says what the file said, with just that change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from operator import setitem
from typing import Any

from yaml.reader import Reader

from brochures.content.fields import Loc
from brochures.content.yaml_errors import shown
from brochures.content.yaml_file import MARK, NAME, Change, YamlFile, value_at
from brochures.content.yaml_reader import ContentError, Data, dotted, read
from brochures.content.yaml_writer import Spot, block, entry, inline, key, takes_note

Value = Data
"""What can be put into a file."""

_Entries = list[Data] | dict[str, Data]

_UNFIT = re.compile(f"[\t\r\x85\u2028\u2029]|{Reader.NON_PRINTABLE.pattern}")
"""What the reader refuses, or reads as something else."""

AGAIN = "Open the page again: the file may have been changed elsewhere."
IN_THE_TEXT = "Change it in the text view."


class EditError(ValueError):
    """A change that cannot be made: what is wrong, and what to do instead."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what} {fix}")
        self.what = what
        self.fix = fix


def replaced(text: str, loc: Loc, value: Value) -> str:
    """Return a file in which another value stands in the place of one."""
    file = YamlFile(text)
    old = _found(file, loc)
    if value is None:
        raise EditError(f"{_named(loc)} cannot become nothing.", "Take it out instead.")
    _require_fit(value)
    if repr(old) == repr(value):
        return text
    data: Data = value
    if loc:
        number, new = _number(file, loc), _entry(loc, value)
        data = _with(file, loc, lambda entries: setitem(entries, number, new))
    return _proven(file, loc, _replacement(file, loc, value), data)


def added(text: str, loc: Loc, value: Value, before: str | None = None) -> str:
    """Return a file with a new key in a mapping, or with a new item at an index of a list.

    The key stands below the others, or before the one that is named.
    """
    file = YamlFile(text)
    step = _require_step(loc)
    _require_fit([value, str(step)])
    around = _found(file, loc[:-1])
    if isinstance(step, str) and around in (None, {}):
        return replaced(text, loc[:-1], {step: value})
    if step == 0 and around in (None, []):
        return replaced(text, loc[:-1], [value])
    number, new = _number_of_new(around, loc, before), _entry(loc, value)
    data = _with(file, loc, lambda entries: entries.insert(number, new))
    return _proven(file, loc, [_insertion(file, loc, number, value)], data)


def removed(text: str, loc: Loc) -> str:
    """Return a file without a key or an item, all below it, and the comments that belong to it."""
    file = YamlFile(text)
    number = _number(file, loc)
    data = _with(file, loc, lambda entries: entries.pop(number))
    return _proven(file, loc, _removal(file, loc, number), data)


def moved(text: str, loc: Loc, to: int) -> str:
    """Return a file in which a key or an item stands at another place among its siblings.

    Its comments go with it; what stands between the siblings stays there.
    """
    file = YamlFile(text)
    number = _number(file, loc)
    places = file.children(loc[:-1])
    if not 0 <= to < len(places):
        raise EditError(f"{_named(loc)} cannot be moved to place {to + 1}.", AGAIN)
    order = [*places]
    order.insert(to, order.pop(number))
    changes = [
        (*file.entry(place), file.cut(*file.entry(each)))
        for place, each in zip(places, order, strict=True)
        if place != each
    ]
    data = _with(file, loc, lambda entries: entries.insert(to, entries.pop(number)))
    return _proven(file, loc, changes, data)


# What is asked for


def _found(file: YamlFile, loc: Loc) -> Data:
    try:
        return file.value(loc)
    except LookupError:
        raise EditError(f"There is no {_named(loc)} in the file.", AGAIN) from None


def _require_step(loc: Loc) -> str | int:
    if not loc:
        raise EditError("The whole file cannot be added, moved or taken out.", IN_THE_TEXT)
    return loc[-1]


def _number(file: YamlFile, loc: Loc) -> int:
    """Return the place of a key or an item among its siblings."""
    _require_step(loc)
    _found(file, loc)
    return file.children(loc[:-1]).index(loc)


def _number_of_new(around: Data, loc: Loc, before: str | None) -> int:
    """Return the place that a new key or item is to have among its siblings."""
    match around, loc[-1]:
        case dict(), str(key) if key not in around and before in (None, *around):
            return len(around) if before is None else [*around].index(before)
        case list(), int(index) if 0 <= index <= len(around):
            return index
    raise EditError(f"{_named(loc)} cannot be added: it is there, or cannot stand there.", AGAIN)


def _require_fit(value: Value) -> None:
    """Refuse what no text of the file can hold."""
    for text in _texts(value):
        if unfit := _UNFIT.search(text):
            raise EditError(
                f"There is a character that cannot be used (U+{ord(unfit[0]):04X}): {shown(text)}",
                "Take it out; where one is needed, type a space or begin a new line.",
            )


def _texts(value: Value) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from _texts(each)
        case dict():
            yield from value
            yield from _texts([*value.values()])


def _entry(loc: Loc, value: Value) -> object:
    """Return an entry as it stands in a list of those of its kind."""
    return (loc[-1], value) if isinstance(loc[-1], str) else value


def _with(file: YamlFile, loc: Loc, change: Callable[[list[Any]], object]) -> Data:
    """Return what the file says, with a change to the entries among which a location is."""
    data = deepcopy(file.data)
    around = value_at(data, loc[:-1])
    if isinstance(around, dict):
        entries = [*around.items()]
        change(entries)
        around.clear()
        around.update(entries)
    elif isinstance(around, list):
        change(around)
    return data


def _proven(file: YamlFile, loc: Loc, changes: list[Change], data: Data) -> str:
    """Return the changed file, if it says this."""
    text = file.changed(changes)
    try:
        source = read(text.removeprefix(MARK), NAME)
    except ContentError:
        source = None
    # As text, in which yes is not 1, and the order of keys counts.
    if source is None or source.problems or repr(source.data) != repr(data):
        what = f"{_named(loc)} is written in a way in which it cannot be changed alone."
        raise EditError(what, IN_THE_TEXT)
    return text


def _named(loc: Loc) -> str:
    return dotted(loc) or "The whole file"


# What is changed


def _replacement(file: YamlFile, loc: Loc, value: Value) -> list[Change]:
    """Return what puts another value into the place of one."""
    start, end = file.spans[loc].start, _whole_end(file, loc)
    lead = _lead(file, loc) if start == end else ""
    is_key = bool(loc) and isinstance(loc[-1], str)
    if isinstance(value, list | dict) and _has_lines(file, loc, value):
        if is_key:
            return _lines_below_key(file, loc, value)
        column = file.column(start) + len(lead) if loc else 0
        new = block(value, column, file.layout)
    else:
        old = file.text[start:end] if isinstance(file.value(loc), str | bool) else ""
        new = inline(value, file.spot(loc), old)
        if is_key and file.is_block(loc):
            _, head = file.head(loc)
            new = f" {new}{_gap(file, head, new)}"
            return [file.new(head, head, new), (file.line_end(head), end, "")]
    return [file.new(start, end, lead + new + _gap(file, end, new))]


def _has_lines(file: YamlFile, loc: Loc, value: _Entries) -> bool:
    """Say whether the entries of a new value are to stand on lines of their own."""
    is_row = isinstance(value, list) and loc != () and isinstance(loc[-1], int)
    was_in_brackets = bool(file.children(loc)) and not file.is_block(loc)
    return bool(value) and not (is_row or was_in_brackets or file.is_in_brackets(loc))


def _lines_below_key(file: YamlFile, loc: Loc, value: _Entries) -> list[Change]:
    """Return what puts entries below a key; a note behind the key stays there."""
    start, end = file.spans[loc].start, _whole_end(file, loc)
    head, head_end = file.head(loc)
    layout = file.layout
    column = file.column(head) + (layout.dashes if isinstance(value, list) else layout.keys)
    lines = "\n" + " " * column + block(value, column, layout)
    if file.is_block(loc):
        return [file.new(file.line_end(head_end), end, lines)]
    before = file.text[head_end:start]
    below = file.line_end(end)
    return [(head_end + len(before.rstrip(" ")), end, ""), file.new(below, below, lines)]


def _insertion(file: YamlFile, loc: Loc, number: int, value: Value) -> Change:
    """Return what puts a new entry before that of some number, or below the last."""
    parent, step = loc[:-1], loc[-1]
    siblings = file.children(parent)
    bracket = file.spans[parent].style
    is_last = number == len(siblings)
    start, end = file.entry(siblings[-1 if is_last else number])
    if bracket:
        new = inline(value, Spot.inside(bracket))
        if isinstance(step, str):
            new = f"{key(step, bracket)}: {new}"
        return file.new(end, end, f", {new}") if is_last else file.new(start, start, f"{new}, ")
    head, _ = file.head(siblings[0])
    column = file.column(head)
    near = [*reversed(siblings[:number]), *siblings[number:]]
    alike = next((each for each in near if _is_alike(file.value(each), value)), None)
    in_brackets = alike is not None and file.spans[alike].style != ""
    new = entry(step, value, column, file.layout, in_brackets=in_brackets)
    apart = "\n" * (1 + _blank_lines(file, siblings, number)) + " " * column
    return file.new(end, end, apart + new) if is_last else file.new(start, start, new + apart)


def _removal(file: YamlFile, loc: Loc, number: int) -> list[Change]:
    """Return what takes out the entry of some number."""
    siblings = file.children(loc[:-1])
    is_only = len(siblings) == 1
    start, end = file.entry(loc)
    line = file.line_start(start)
    if file.is_in_brackets(loc):
        return [_removal_in_brackets(file, siblings, number)]
    empty = "[]" if isinstance(loc[-1], int) else "{}"
    if file.text[line:start].strip():  # behind a dash
        following = end if is_only else file.entry(siblings[1])[0]
        if file.text[end:following].strip():  # comments, which stay
            return [(file.head(loc[:-1])[1], end, "")]
        return [(start, following, empty if is_only else "")]
    if is_only and len(loc) == 1:
        return [(start, end, empty)]
    below = min(end + 1, len(file.text))
    is_first, is_last = number == 0, number == len(siblings) - 1
    # Of the blank lines that set it apart from its siblings, those on one side go, too.
    above = file.blank_above(line, file.floor(loc))
    if above < line and (is_last or file.blank_below(below) > below):
        line = above
    elif is_first and not is_last:
        below = file.blank_below(below)
    if end == len(file.text):  # The last line stays without a line break.
        line -= 1
    gone = (line, below, "")
    if not is_only:
        return [gone]
    _, head_end = file.head(loc[:-1])
    return [(head_end, head_end, f" {empty}"), gone]


def _removal_in_brackets(file: YamlFile, siblings: list[Loc], number: int) -> Change:
    """Return what takes an entry and its comma out; notes between entries stay."""
    start, end = file.entry(siblings[number])
    comma = re.compile(r"(?:\s|#.*)*,").match(file.text, end)
    if number + 1 < len(siblings):
        following, _ = file.entry(siblings[number + 1])
        is_noted = "#" in file.text[end:following]
        return start, comma.end() if comma and is_noted else following, ""
    if number:
        _, before = file.entry(siblings[number - 1])
        if "#" not in file.text[before:start]:
            return before, end, ""
    return *file.with_line(start, comma.end() if comma else end), ""


# Where it stands


def _whole_end(file: YamlFile, loc: Loc) -> int:
    """Return where a value ends; if it has lines of its own, with the comments among them."""
    if not file.is_block(loc):
        return file.end(loc)
    return file.entry(loc or file.children(loc)[-1])[1]


def _lead(file: YamlFile, loc: Loc) -> str:
    """Return what has to stand before a value where nothing stands yet."""
    key_end, start = file.spans[loc].key[1], file.spans[loc].start
    if not loc:
        return "\n" if file.column(start) else ""
    if isinstance(loc[-1], str) and ":" not in file.text[key_end:start]:
        return ": "
    return "" if file.text[start - 1] == " " else " "


def _gap(file: YamlFile, index: int, new: str) -> str:
    """Return what sets something new apart from a note that it would run into."""
    return " " if file.text.startswith(" #", index) and not takes_note(new) else ""


def _is_alike(value: Data, other: Data) -> bool:
    """Say whether two values have entries, both of lists or both of mappings."""
    return bool(value) and isinstance(value, list | dict) and type(value) is type(other)


def _blank_lines(file: YamlFile, siblings: list[Loc], number: int) -> int:
    """Return how many blank lines set siblings apart where a new one comes among them."""
    if len(siblings) == 1:
        return 0
    below = siblings[min(max(number, 1), len(siblings) - 1)]
    line = file.line_start(file.entry(below)[0])
    return file.text.count("\n", file.blank_above(line, file.floor(below)), line)
