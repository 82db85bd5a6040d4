"""What belongs at a place of a content: what the JSON Schema says, and what validators know beside.

The schema says which keys, lists and texts there are and how long they may be. Which names there
are, such as those of drawings, that a text names a file, or that its lines are a list, only the
validators of a field know, which are looked for in its type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, get_args

from pydantic import AfterValidator, AliasChoices

from brochures.content.blocks import KINDS, Section
from brochures.content.clinic import SPLIT
from brochures.content.fields import File, OneOf, Part
from brochures.content.json_schema import Schema, parts_of, schema
from brochures.content.model import Content
from brochures.content.yaml_reader import Data, Other

SECTION = Section.__name__

Blank = str | bool | list["Blank"] | dict[str, "Blank"]
"""The smallest value that makes sense at a place, its texts empty."""

_FILE = AfterValidator(File)


@cache
def _models() -> Mapping[str, type[Part]]:
    return {part.__name__: part for part in parts_of(Part)}


@cache
def _hints(part: str, key: str) -> tuple[object, ...]:
    """Return the validators of a field, and those of what it holds."""
    about = _models()[part].model_fields.get(other_names(part).get(key, key))
    return (*_within(about.annotation), *about.metadata) if about else ()


def _within(annotation: object) -> Iterator[object]:
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _within(inner)


@cache
def other_names(part: str) -> Mapping[str, str]:
    """Return the name of each key of a part that is only another name of a key."""
    return {
        other: name
        for name, about in _models()[part].model_fields.items()
        if isinstance(about.validation_alias, AliasChoices)
        for other in about.validation_alias.choices
        if isinstance(other, str) and other != name
    }


@dataclass(frozen=True, slots=True)
class Wanted:
    """What belongs at one place."""

    written: Schema
    """As the schema has it."""
    needed: Schema = field(default_factory=dict)
    """What the schema asks for below it in a content without a base."""
    hints: tuple[object, ...] = ()

    @property
    def options(self) -> list[Schema]:
        """The alternatives, without null; that of a list comes before one text in its place."""
        return list(_options(self.written))

    @property
    def description(self) -> str:
        """What the schema says of it, or else of the part that belongs there."""
        return next((each["description"] for each in self.options if "description" in each), "")

    @property
    def splits(self) -> bool:
        """Whether one text stands for a list of its lines."""
        return SPLIT in self.hints

    @property
    def names_file(self) -> bool:
        """Whether it is the name of a file."""
        return _FILE in self.hints

    def choices(self, option: Schema) -> tuple[str, ...]:
        """Return the texts of which it has to be one; none where it may be any."""
        if "enum" in option:
            return tuple(option["enum"])
        return next((hint.names() for hint in self.hints if isinstance(hint, OneOf)), ())

    def usual(self) -> Schema:
        """Return the alternative that is offered where nothing stands yet."""
        return self.options[-1 if self.splits else 0]

    def fit(self, value: Data) -> Schema | None:
        """Return the alternative that a value is one of, be it right or not; None for no such."""
        match value:
            case None:
                return self.usual()
            case bool():
                kinds = {"boolean"}
            case str() | Other() | date():
                kinds = {"string", "number", "integer"}
            case list():
                kinds = {"array"}
            case dict():
                kinds = {"object"}
        return next((each for each in self.options if each.get("type") in kinds), None)

    def required(self, option: Schema) -> tuple[str, ...]:
        """Return the keys that have to be there."""
        return (*option.get("required", ()), *self.needed.get("required", ()))

    def keys(self, option: Schema, value: Data) -> dict[str, Wanted]:
        """Return what belongs below each key that there can be."""
        needed = self.needed.get("properties", {})
        name = part_of(option)
        return {
            key: Wanted(each, needed.get(key, {}), _hints(name, key))
            for key, each in _with_width(option["properties"], value).items()
        }

    def item(self, option: Schema) -> Wanted:
        """Return what each item is, of a list or below a key of one's choice."""
        named = option.get("patternProperties", {}).values()
        return Wanted(option["items"] if "items" in option else next(iter(named)), {}, self.hints)

    def blank(self) -> Blank:
        """Return the smallest value that makes sense, its texts empty."""
        option = self.usual()
        match option:
            case {"type": "object", "properties": _}:
                return self._blank_part(option)
            case {"type": "object", "patternProperties": _}:
                numbers = range(1, option.get("minProperties", 0) + 1)
                return {f"part-{number}": self.item(option).blank() for number in numbers}
            case {"type": "array"}:
                return [self.item(option).blank() for _ in range(option.get("minItems", 0))]
            case {"type": "object" | "boolean"}:
                return {} if option["type"] == "object" else False
            case {"type": "number" | "integer"}:
                return str(option.get("minimum", 0))
        return next(iter(self.choices(option)), "")

    def _blank_part(self, option: Schema) -> Blank:
        """Return the keys that a part has to have; a section needs one of its bodies, too."""
        keys = self.keys(option, None)
        needed = [*self.required(option), *(KINDS[:1] if part_of(option) == SECTION else ())]
        return {key: keys[key].blank() for key in needed}


def part_of(option: Schema) -> str:
    """Return the name of the class whose schema it is."""
    return Content.__name__ if "$defs" in option else str(option.get("title"))


def whole(data: Data) -> Wanted:
    """Return what belongs into a file, which needs less where it has a base."""
    has_base = isinstance(data, dict) and isinstance(data.get("base"), str)
    return Wanted(schema(), {} if has_base else schema()["else"])


def _options(found: Schema) -> Iterator[Schema]:
    """Yield the alternatives of a schema with what they refer to, each of one type."""
    if "$ref" in found:
        part = schema()["$defs"][found["$ref"].rpartition("/")[2]]
        yield from _options({**part, **_but(found, "$ref")})
    elif "anyOf" in found:
        about = _but(found, "anyOf")
        each = [option for kind in found["anyOf"] for option in _options({**kind, **about})]
        listed: Schema = next((option["items"] for option in each if "items" in option), {})
        for option in each:
            yield {**_but(listed, *about), **option} if option.get("type") == "string" else option
    elif isinstance(found.get("type"), list):
        for kind in found["type"]:
            yield from _options({**found, "type": kind})
    elif found.get("type") != "null":
        yield found


def _but(found: Schema, *keys: str) -> Schema:
    return {key: value for key, value in found.items() if key not in keys}


def _with_width(properties: Schema, value: Data) -> Schema:
    """Return the schemas of keys, the rows of a table as wide as the headers beside them."""
    rows = [key for key, each in properties.items() if "items" in each.get("items", ())]
    if not rows:
        return properties
    heads = next(key for key, each in properties.items() if "items" in each and key not in rows)
    there = value.get(heads) if isinstance(value, dict) else None
    width = len(there) if isinstance(there, list) else properties[heads].get("minItems", 0)
    limits = {"minItems": width, "maxItems": width}
    wide: dict[str, Any] = {
        key: {**properties[key], "items": {**properties[key]["items"], **limits}} for key in rows
    }
    return {**properties, **wide}
