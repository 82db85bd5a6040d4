"""Checks data by a JSON Schema (draft 2020-12): as much of it as ours uses, and nothing more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sized
from datetime import date
from decimal import Decimal
from typing import Any

Schema = Mapping[str, Any]

NOTES = frozenset({"$defs", "$schema", "default", "description", "format", "title"})
"""Keywords that say something to people and forbid nothing."""

KINDS: Mapping[str, tuple[type, ...]] = {
    "array": (list,),
    "boolean": (bool,),
    "integer": (int,),
    "null": (type(None),),
    "number": (int, float, Decimal),
    "object": (dict,),
    "string": (str, date),
}
"""What YAML reads each type as; a day without quotes stands for the text that it is."""


def faults(data: Any, schema: Schema, whole: Schema, at: str = "") -> Iterator[str]:  # noqa: ANN401
    """Yield where data is not as a schema says, which is a part of a whole one; say why."""
    for keyword, value in schema.items():
        if keyword in NOTES:
            continue
        check = CHECKS[keyword]  # an unknown keyword has to be learned, not passed over
        for where, why in check(data, value, schema, whole):
            yield f"{at}{where}: {why}"


Faults = Iterator[tuple[str, str]]


def _inside(data: Any, schema: Schema, whole: Schema, step: object) -> Faults:  # noqa: ANN401
    for fault in faults(data, schema, whole):
        where, why = fault.split(": ", 1)
        yield f".{step}{where}", why


def _dict(data: object) -> dict[str, Any]:
    """Return keys and what stands behind them; none of any other value."""
    return data if isinstance(data, dict) else {}


def _is(data: object, kind: str) -> bool:
    return isinstance(data, KINDS[kind]) and (kind == "boolean" or not isinstance(data, bool))


def _type(data: object, kinds: str | list[str], *_: Schema) -> Faults:
    if not any(_is(data, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        yield "", f"{data!r} is of another type than {kinds}"


def _ref(data: object, name: str, _: Schema, whole: Schema) -> Faults:
    for fault in faults(data, whole["$defs"][name.removeprefix("#/$defs/")], whole):
        where, why = fault.split(": ", 1)
        yield where, why


def _any_of(data: object, each: list[Schema], _: Schema, whole: Schema) -> Faults:
    tried = [list(faults(data, one, whole)) for one in each]
    if all(tried):
        yield "", " or ".join(found[0].removeprefix(": ") for found in tried)


def _if(data: object, asked: Schema, schema: Schema, whole: Schema) -> Faults:
    branch = "else" if any(faults(data, asked, whole)) else "then"
    for fault in faults(data, schema.get(branch, {}), whole):
        where, why = fault.split(": ", 1)
        yield where, why


def _properties(data: object, properties: Schema, _: Schema, whole: Schema) -> Faults:
    for key in _dict(data):
        if key in properties:
            yield from _inside(_dict(data)[key], properties[key], whole, key)


def _patterns(data: object, patterns: Schema, _: Schema, whole: Schema) -> Faults:
    for key in _dict(data):
        for pattern, each in patterns.items():
            if re.search(pattern, key):
                yield from _inside(_dict(data)[key], each, whole, key)
            else:
                yield f".{key}", f"is not like {pattern}"


def _others(data: object, each: Any, schema: Schema, whole: Schema) -> Faults:  # noqa: ANN401
    for key in _dict(data):
        if key not in schema.get("properties", ()):
            if each is False:
                yield f".{key}", "is unknown"
            elif not isinstance(each, bool):
                yield from _inside(_dict(data)[key], each, whole, key)


def _names(data: object, each: Schema, _: Schema, whole: Schema) -> Faults:
    for key in _dict(data):
        yield from _inside(key, each, whole, key)


def _items(data: object, each: Schema, _: Schema, whole: Schema) -> Faults:
    for index, item in enumerate(data if isinstance(data, list) else ()):
        yield from _inside(item, each, whole, index)


def _required(data: object, keys: list[str], *_: Schema) -> Faults:
    for key in keys if isinstance(data, dict) else ():
        if key not in _dict(data):
            yield f".{key}", "is missing"


def _pattern(data: object, pattern: str, *_: Schema) -> Faults:
    if isinstance(data, str) and not re.search(pattern, data):
        yield "", f"{data!r} is not like {pattern}"


def _enum(data: object, values: list[object], *_: Schema) -> Faults:
    if data not in values:
        yield "", f"{data!r} is none of {values}"


def _limit(kind: type[Sized], sign: int) -> Any:  # noqa: ANN401 - a check such as those above
    def check(data: Any, limit: int, *_: Schema) -> Faults:  # noqa: ANN401
        if isinstance(data, kind) and sign * (len(data) - limit) > 0:
            yield "", f"{len(data)} are beyond {limit}"

    return check


def _bound(sign: int) -> Any:  # noqa: ANN401 - likewise
    def check(data: Any, limit: int, *_: Schema) -> Faults:  # noqa: ANN401
        if isinstance(data, int) and sign * (data - limit) > 0:
            yield "", f"{data} is beyond {limit}"

    return check


CHECKS: Mapping[str, Any] = {
    "$ref": _ref,
    "additionalProperties": _others,
    "anyOf": _any_of,
    "else": lambda *_: iter(()),  # belongs to `if`
    "enum": _enum,
    "if": _if,
    "items": _items,
    "maxItems": _limit(list, 1),
    "maxLength": _limit(str, 1),
    "maxProperties": _limit(dict, 1),
    "maximum": _bound(1),
    "minItems": _limit(list, -1),
    "minLength": _limit(str, -1),
    "minProperties": _limit(dict, -1),
    "minimum": _bound(-1),
    "pattern": _pattern,
    "patternProperties": _patterns,
    "properties": _properties,
    "propertyNames": _names,
    "required": _required,
    "type": _type,
}
"""What checks each keyword, given data, the keyword's value, the schema around and the whole."""
