"""Error messages: what pydantic finds wrong with a content, in the words of whoever keeps it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any
from unicodedata import normalize

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from brochures.content.fields import FactError, Loc
from brochures.content.json_schema import Schema, schema
from brochures.content.moved import MADE_KEYS, moved
from brochures.content.yaml_errors import (
    Advice,
    colon_in_text,
    no_space_after_colon,
    quoted,
    shown,
    special,
)
from brochures.content.yaml_reader import (
    MOST_PROBLEMS,
    Other,
    Place,
    Problem,
    Source,
    dotted,
)

MOST_KEYS = 8
"""So many keys are named where any of them could stand."""


@dataclass(frozen=True, slots=True)
class _Found:
    """An error that pydantic found, and where."""

    source: Source
    type: str
    loc: Loc
    value: object
    message: str
    about: Mapping[str, Any]
    """What pydantic says beside: a limit, or the exception that was raised."""

    @property
    def cause(self) -> Exception | None:
        return self.about.get("error")

    @property
    def key(self) -> str:
        return str(self.loc[-1])

    @property
    def place(self) -> Place:
        """Where the value stands or, if it is missing, the next one around it."""
        loc = self.loc
        while loc not in self.source.places:
            loc = loc[:-1]
        return self.source.places[loc]

    @property
    def written(self) -> str:
        return shown(self.place.written)

    @property
    def wanted(self) -> Schema:
        return wanted(self.loc)

    @property
    def purpose(self) -> str:
        description: str = self.wanted.get("description", "")
        return description

    def holds(self, other: _Found) -> bool:
        """Say whether another error is in a part of this value."""
        return len(other.loc) > len(self.loc) and other.loc[: len(self.loc)] == self.loc

    @property
    def head(self) -> str:
        """What stands before the value in its line."""
        return "- " if isinstance(self.loc[-1], int) else f"{self.key}: "


def problems_of(source: Source, error: ValidationError) -> Iterator[Problem]:
    """Yield what is wrong with a content, in the order of its lines."""
    all_found = [
        _Found(source, *_kind_of(e), e["input"], e["msg"], e.get("ctx", {}))
        for e in _causes(source, error)
    ]
    all_found.sort(key=lambda found: found.place.line)
    del all_found[2 * MOST_PROBLEMS :]  # the rest would not be listed, and costs time to explain
    meant = {(*found.loc[:-1], _guess(found)) for found in all_found if _is_unknown(found)}
    for found in all_found:
        if found.type == "missing" and found.loc in meant:
            continue
        if found.type == "too_short" and any(found.holds(other) for other in all_found):
            continue  # pydantic does not count the items that are wrong
        if found.type in ("missing", _KEY) or _is_unknown(found):
            line, column = found.place.key_line, None
        else:
            at = found.cause.at if isinstance(found.cause, FactError) else ""
            line, column = found.place.of(at)
        advice = _ADVICE.get(found.type, _other)(found)
        yield Problem(found.place.file, line, column, dotted(found.loc), *advice)


_KEY = "key"
"""Type of an error in a key, not in its value."""


def _kind_of(error: ErrorDetails) -> tuple[str, Loc]:
    """Return the type of an error and its location; pydantic gives keys a location of their own."""
    loc = error["loc"]
    if loc[-1:] == ("[key]",) and error["type"].startswith("string_"):
        return _KEY, loc[:-1]
    return error["type"], loc


def _causes(source: Source, error: ValidationError) -> Iterator[ErrorDetails]:
    """Yield the errors that are no mere consequence of a problem that has been reported."""
    around = {loc[:depth] for loc in source.refused for depth in range(len(loc) + 1)}
    for each in error.errors(include_url=False):
        loc = each["loc"]
        within = any(loc[:depth] in source.refused for depth in range(len(loc) + 1))
        if not within and not (each["type"].endswith("_type") and loc in around):
            yield each


def _is_unknown(found: _Found) -> bool:
    return found.type == "extra_forbidden"


def _missing(found: _Found) -> Advice:
    if found.loc in found.source.places:  # the key is there, but nothing more
        what, fix = f'Nothing follows "{found.key}:".', "Write what belongs there."
        if found.place.noted:
            what += " What stands after # is a note, which is not read."
            fix = "Write what belongs there; a text that begins with # needs quotes."
    else:
        what, fix = f'"{found.key}" is missing here.', f'Add a line "{found.key}:"'
        match found.wanted["type"]:
            case "object":
                keys = _keys(found.wanted)
                what_lines = f"the lines {keys}" if keys else "what belongs there"
                fix += f" and, below it and further in, {what_lines}."
            case "array":
                fix += " and, below it, a list: a dash before each item."
            case _:
                fix += " with its text."
    return what, f"{fix} {found.purpose}".strip()


def _unknown(found: _Found) -> Advice:
    if home := moved(found.loc):
        return f'"{found.key}" does not belong here any more.', home
    parent = found.loc[:-1]
    keys = wanted(parent)["properties"]
    what = f'There is no key "{shown(found.key)}" here.'
    if guess := _guess(found):
        return what, f'Did you mean "{guess}"?'
    if " " in found.key:
        return what, (
            "If this goes on with the text above, begin the line further in and put that whole "
            "text in quotes."
        )
    around = [parent[:depth] for depth in range(len(parent))] + [(*parent, key) for key in keys]
    homes = [loc for loc in around if found.key in wanted(loc).get("properties", ())]
    if len(homes) == 1:
        beside = _keys(wanted(homes[0]), but=found.key)
        return what, f"It belongs beside {beside}: move it there, and begin it equally far in."
    return what, f"These keys can stand here: {', '.join(keys)}."


def _guess(found: _Found) -> str | None:
    """Return the key that a misspelt one stands for: the nearest that its file has not already."""
    parent, places = found.loc[:-1], found.source.places

    def is_there(key: str) -> bool:
        place = places.get((*parent, key))
        return place is not None and place.file == found.place.file

    free = [key for key in wanted(parent)["properties"] if not is_there(key)]
    return next(iter(get_close_matches(found.key.lower(), free, 1, 0.55)), None)


def _keys(wanted: Schema, but: str = "") -> str:
    """Return the names of keys: those that are needed, or else a few that can stand there."""
    keys = wanted.get("required") or list(wanted.get("properties", ()))
    named = [key for key in keys if key != but]
    return ", ".join(named if len(named) <= MOST_KEYS else [*named[:MOST_KEYS], "…"])


def _empty(found: _Found) -> Advice:
    needed = found.key in wanted(found.loc[:-1]).get("required", ())
    return "This text is empty.", f"Write a text here{'' if needed else ', or take the line out'}."


def _unlike(found: _Found) -> Advice:
    if not found.place.written.strip("'\" "):
        return _empty(found)
    return f"{found.written} is not written in the way that is needed here.", found.purpose


def _too_few(found: _Found) -> Advice:
    if isinstance(found.value, dict):
        return f'Nothing stands below "{found.key}:".', f"Write it there. {found.purpose}"
    if found.value:
        least = found.about["min_length"]
        return f"This list has fewer than {least} items.", f"Add what is missing. {found.purpose}"
    return "This list is empty.", "Write at least one item: a line that begins with a dash."


def _too_long(found: _Found) -> Advice:
    return f"This text has more than {found.about['max_length']:,} characters.", "Shorten it."


def _too_many(found: _Found) -> Advice:
    what = "There are" if isinstance(found.value, dict) else "This list has"
    return (
        f"{what} more than {found.about['max_length']} items.",
        "Take some out, or put several into one.",
    )


def _wrong_key(found: _Found) -> Advice:
    fix = "Write small letters, digits, - and _, a letter first, and no more than 40."
    plain = normalize("NFKD", found.key).encode("ascii", "ignore").decode().lower()
    guess = re.sub(r"[^a-z0-9-]+", "_", plain).strip("_-0123456789")[:40]
    return (
        f'"{shown(found.key)}" cannot be a name here.',
        f"{fix} Such as {guess}." if guess and guess != found.key else fix,
    )


def _wrong_fact(found: _Found) -> Advice:
    return (
        (found.cause.what, found.cause.fix) if isinstance(found.cause, FactError) else _other(found)
    )


def _not_a_text(found: _Found) -> Advice:
    if found.wanted.get("format") == "date":
        return _not_a_day(found)
    written, value = found.place.written, found.value
    if isinstance(value, list | dict):
        return _many(found, value)
    if value is None:
        return "This item is empty.", "Write a text behind the dash, or take the line out."
    kind = value.kind if isinstance(value, Other) else "a date"
    if isinstance(value, bool):
        kind = f'the answer "{"yes" if value else "no"}"'
    return (
        f"Without quotes, YAML reads {found.written} as {kind}, not as a text.",
        f"Put it in quotes: {found.head}{quoted(written)}",
    )


def _many(found: _Found, value: list[object] | dict[str, object]) -> Advice:
    """Say what is wrong with a list or with keys where one text is wanted."""
    written = found.place.written
    if written[0] in "[{":
        return special(written[0], found.head + written)
    if isinstance(value, list):
        return "A list stands here, but one text is wanted.", "Write the text without a dash."
    if len(value) == 1:
        return colon_in_text(found.head, written)
    return (
        f"Keys stand here ({shown(', '.join(value))}), but one text is wanted.",
        "Write the text without keys; if it has a colon in it, put it in quotes.",
    )


def _not_a_list(found: _Found) -> Advice:
    return (
        f"A list is wanted here, but there is no dash before this: {found.written}",
        f"Write a dash and a space before each item: - {found.written}",
    )


def _not_keys(found: _Found) -> Advice:
    keys = _keys(found.wanted)
    wanted = f"Keys are wanted here ({keys})" if keys else "Keys are wanted here"
    if found.value is None:
        return "This item is empty.", f"Write its keys ({keys}), or take the line out."
    if isinstance(found.value, list):
        return f"{wanted}, but this is a list.", f"Take the dashes out. {found.purpose}".strip()
    if home := MADE_KEYS.get(found.loc):
        return f'"{found.key}" is no longer one text.', home
    return no_space_after_colon(found.place.written) or (
        f"{wanted}, but this is one value: {found.written}",
        "Write each key on a line of its own, with a colon and its text after it.",
    )


def _not_an_answer(found: _Found) -> Advice:
    return f"{found.written} is neither yes nor no.", "Write yes or no."


def _not_a_number(found: _Found) -> Advice:
    wanted = found.wanted
    if wanted.get("type") != "integer":
        return f"{found.written} is not a number.", "Write digits, such as 7 or 7.5."
    least, most = wanted["minimum"], wanted["maximum"]
    return f"{found.written} is no whole number from {least} to {most}.", found.purpose


def _not_one_of(found: _Found) -> Advice:
    return f"{found.written} cannot stand here.", f"Write {' or '.join(found.wanted['enum'])}."


def _not_a_day(found: _Found) -> Advice:
    what = "a day in the calendar" if isinstance(found.value, Other) else "a date"
    return (
        f"{found.written} is not {what}.",
        "Write year-month-day, without a time, such as 2026-01-31.",
    )


def _other(found: _Found) -> Advice:
    return f"{found.message}.", found.purpose or "Correct it."


_ADVICE: dict[str, Callable[[_Found], Advice]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "string_too_short": _empty,
    "string_pattern_mismatch": _unlike,
    "too_short": _too_few,
    "string_too_long": _too_long,
    "too_long": _too_many,
    "value_error": _wrong_fact,
    "string_type": _not_a_text,
    "tuple_type": _not_a_list,
    "model_type": _not_keys,
    "bool_type": _not_an_answer,
    "bool_parsing": _not_an_answer,
    "date_type": _not_a_day,
    "dict_type": _not_keys,
    "literal_error": _not_one_of,
    _KEY: _wrong_key,
    **dict.fromkeys(
        (
            "decimal_parsing",
            "decimal_type",
            "finite_number",
            "greater_than_equal",
            "int_parsing",
            "int_type",
            "less_than_equal",
        ),
        _not_a_number,
    ),
}
"""What to say about each type of error; see https://docs.pydantic.dev/latest/errors/."""


def wanted(loc: Loc) -> Schema:
    """Return the JSON Schema of what belongs at a location, with what is needed without a base.

    It has no keys but that where nothing belongs.
    """
    found, without_base = _whole(schema()), schema()["else"]
    for step in loc:
        without_base = without_base.get("properties", {}).get(step, {})
        if isinstance(step, int):
            found = _whole(found.get("items", {}))
        else:
            others = found.get("patternProperties", {})
            others = next(iter(others.values()), found.get("additionalProperties") or {})
            found = _whole(found.get("properties", {}).get(step, others))
    return {**found, "required": [*found.get("required", ()), *without_base.get("required", ())]}


def _whole(found: Schema) -> Schema:
    """Return a schema with what it refers to; of alternatives, the first."""
    while "anyOf" in found or "$ref" in found:
        if "anyOf" in found:  # an optional value: the schema proper, and null
            found = {**found["anyOf"][0], **{k: v for k, v in found.items() if k != "anyOf"}}
        if "$ref" in found:
            name = found["$ref"].rpartition("/")[2]
            found = {**schema()["$defs"][name], **{k: v for k, v in found.items() if k != "$ref"}}
    return found
