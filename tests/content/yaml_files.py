"""YAML files laid out as people do, and changes of what they say: any of them, at random."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from random import Random
from typing import Any, NamedTuple

from brochures.content import edits
from brochures.content.fields import Loc
from brochures.content.yaml_reader import Other

Value = Any
"""What a file says: texts, lists and mappings of them, and so on."""

NASTY = (
    *("a: b", "a:", ":a", "a #b", "#a", "- a", "-", "? a", "?", "a?", "[a", "a]", "{a}", "a, b"),
    *("yes", "No", "null", "~", "1", "1.5", "0x1F", "2026-01-31", "<<", "=", "---", "...", ""),
    *("&a", "*a", "!a", "%a", "@a", "`a", "|", "> a", "'a", "it's", '"a"', 'say "a"', "a\\b", "\\"),
    *(" a", "a ", "a  b", " ", "a\nb", "a\n\nb", "a\n", "a\n\n", "\na", "a \n b", "  a\nb", "\n"),
    *("😴 a 👩\u200d⚕\ufe0f", "שלום: a", "\u202ba\u202c", "\u00a0a", "10\u00a0h", "a\u200b", "ñ"),
    *("word " * 60 + "end", "- a: b # c " * 20 + ".", "x" * 150, "one two. " * 15 + "\n\nthree"),
)
"""Texts that mean something else in YAML, or look like something else."""

WORDS = ("one", "two words", "It helps, says Ann.", "(718) 400-0867", "a/b", "Łódź", "x" * 30)


def text(random: Random) -> str:
    """Return a text, which may be nasty."""
    if random.random() < 0.5:
        return random.choice(NASTY)
    letters = "ab :#-,'\"[]{}\\\n?!é"
    free = "".join(random.choices(letters, k=random.randrange(12)))
    return random.choice((*WORDS, free, " ".join(random.choices(WORDS, k=random.randrange(1, 20)))))


def value(random: Random, depth: int = 2, *, nasty: bool = True) -> Value:
    """Return any value that a file can say."""
    kind = random.random()
    if depth and kind < 0.2:
        return [value(random, depth - 1, nasty=nasty) for _ in range(random.randrange(4))]
    if depth and kind < 0.4:
        names = random.sample(
            ["a", "b", "key", "long-name", "yes", "1", "a b"], random.randrange(4)
        )
        return {name: value(random, depth - 1, nasty=nasty) for name in names}
    others = (True, False, None, date(2026, 1, 31), Other("a number", "7"))
    if kind < 0.5:
        return random.choice(others)
    return text(random) if nasty else random.choice(WORDS)


# How people write


def file(random: Random) -> str:
    """Return a file of some keys, with comments, quotes, brackets and line ends of any kind."""
    data = {name: value(random, 3) for name in random.sample("abcdef", random.randrange(1, 6))}
    lines = _entries(random, data, 0)
    if random.random() < 0.5:
        lines = ["# About the file", "", *lines]
    ends = random.choice((["\n"], ["\r\n"], ["\r"], ["\n", "\r\n"]))
    written = "".join(line + random.choice(ends) for line in lines)
    written = written if random.random() < 0.7 else written.rstrip("\r\n")
    return random.choice(("", "", "\ufeff")) + written


def _entries(random: Random, data: Value, column: int) -> list[str]:
    """Return a list or a mapping on lines of their own, at times with notes and blank lines."""
    lines: list[str] = []
    indent = " " * column
    is_list = isinstance(data, list)
    is_apart = random.random() < 0.2
    for step, each in enumerate(data) if is_list else data.items():
        if is_apart and lines:
            lines.append("")
        if random.random() < 0.2:
            lines += random.choice(([f"{indent}# note: a"], [f"{indent}#", f"{indent}# - b"]))
        if random.random() < 0.05:
            lines += [f"{indent}# apart", "", "  # anywhere"]
        head = "-" if is_list else f"{json.dumps(step) if random.random() < 0.1 else step}:"
        written = _written(random, each, column, is_item=is_list)
        lines += [indent + head + written[0], *written[1:]]
    return lines


def _written(random: Random, each: Value, column: int, *, is_item: bool) -> list[str]:
    """Return what stands behind a key or a dash, and in the lines below."""
    note = random.choice(("", "", "", "  # note" if isinstance(each, str) else " # note"))
    if isinstance(each, list | dict) and each and random.random() < 0.7:
        further = random.choice((2, 2, 4, 0 if isinstance(each, list) and not is_item else 2))
        lines = _entries(random, each, column + further)
        if is_item and random.random() < 0.7 and lines[0].strip()[0] != "#":
            return [lines[0][column + 1 :], *lines[1:]]
        return [note, *lines]
    if isinstance(each, str) and _can_be_broken(each) and random.random() < 0.4:
        return _on_lines(random, each, " " * (column + random.choice((1, 2, 4))))
    if each is None and random.random() < 0.7:
        return [note]
    return [" " * random.choice((1, 1, 3)) + _inline(random, each) + note]


def _can_be_broken(words: str) -> bool:
    return words.strip(" \n") == words != "" and "  " not in words


def _on_lines(random: Random, words: str, indent: str) -> list[str]:
    """Return a text in a block, or in quotes and over several lines."""
    if random.random() < 0.5:
        header = random.choice("|>") + random.choice(("-", "", "+"))
        body = [line and indent + line for line in words.split("\n")]
        return [f" {header}", *body, *random.choice(([], ["", ""]))]
    first, *others = json.dumps(words, ensure_ascii=False).split(" ")
    return [f" {first}", *(indent + word for word in others)]


def _inline(random: Random, each: Value) -> str:
    """Return a value in one line."""
    match each:
        case list():
            return f"[{', '.join(_inline(random, one) for one in each)}]"
        case dict():
            pairs = (f"{name}: {_inline(random, one)}" for name, one in each.items())
            return f"{{{', '.join(pairs)}}}"
        case str():
            ways = [json.dumps(each, ensure_ascii=False)]
            ways += ["'" + each.replace("'", "''") + "'"] if "\n" not in each else []
            ways += [each] * 3 if each in WORDS and "," not in each else []
            return random.choice(ways)
        case bool() | None:
            return random.choice(WRITTEN[each])
    return each.text if isinstance(each, Other) else str(each)


WRITTEN = {True: ("yes", "true", "On"), False: ("no", "false", "OFF"), None: ("null", "~")}


# What people change


class Change(NamedTuple):
    """A change of a file, and what the file says then."""

    function: str
    arguments: tuple[Value, ...]
    data: Value

    def made(self, written: str) -> str:
        """Return the changed file."""
        changed: str = getattr(edits, self.function)(written, *self.arguments)
        return changed


def places(data: Value, loc: Loc = ()) -> list[Loc]:
    """Return every place in some data but the whole of it."""
    if not isinstance(data, list | dict):
        return []
    named = data.items() if isinstance(data, dict) else enumerate(data)
    found = [((*loc, step), each) for step, each in named]
    return [place for inner, each in found for place in (inner, *places(each, inner))]


def at(data: Value, loc: Loc) -> Value:
    """Return what stands at a place."""
    for step in loc:
        data = data[step]
    return data


def change(random: Random, data: Value) -> Change:
    """Return a change of what a file says; all kinds are as likely."""
    data = deepcopy(data)
    loc = random.choice(places(data))
    around = at(data, loc[:-1])
    kind = random.choice(("replaced", "added", "removed", "moved"))
    entries = [*around.items()] if isinstance(around, dict) else [*around]
    number = [*around].index(loc[-1]) if isinstance(around, dict) else int(loc[-1])
    arguments: tuple[Value, ...] = (loc,)
    match kind:
        case "replaced":
            new = value(random)
            new = "x" if new is None else new
            entries[number] = (loc[-1], new) if isinstance(around, dict) else new
            arguments = (loc, new)
        case "removed":
            del entries[number]
        case "moved":
            to = random.randrange(len(entries))
            entries.insert(to, entries.pop(number))
            arguments = (loc, to)
        case "added":
            return _addition(random, data, loc)
    _fill(around, entries)
    return Change(kind, arguments, data)


def _addition(random: Random, data: Value, loc: Loc) -> Change:
    """Return the addition of something beside a place, or to what is empty there."""
    new = value(random)
    parent = loc if at(data, loc) in (None, [], {}) else loc[:-1]
    around = at(data, parent)
    if around is None:
        around = random.choice(([], {}))
        at(data, parent[:-1])[parent[-1]] = around
    if isinstance(around, list):
        to = random.randint(0, len(around))
        around.insert(to, new)
        return Change("added", ((*parent, to), new), data)
    name = next(name for name in ("new", "new one", "no", "a: b", "- é") if name not in around)
    before = random.choice((None, *around))
    entries = [*around.items()]
    entries.insert([*around].index(before) if before else len(entries), (name, new))
    _fill(around, entries)
    return Change("added", ((*parent, name), new, before), data)


def _fill(around: Value, entries: list[Value]) -> None:
    around.clear()
    around.update(entries) if isinstance(around, dict) else around.extend(entries)
