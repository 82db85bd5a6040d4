"""The JSON Schema of content.yaml: for editors, and for what is said of a wrong content.

Run as a module, it writes the file. Pydantic would take the fields' docstrings in at every start,
and that takes as long as reading the words: here they are added when the file is written.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from brochures.content.fields import Part
from brochures.content.model import INHERITED, Content

SCHEMA_FILE = Path(__file__).with_name("content.schema.json")

Schema = dict[str, Any]

_NOTHING = {"type": "null"}
_NOTES = ("default", "description", "title")
"""Keywords that are about a key, whatever stands behind it."""


@cache
def schema() -> Schema:
    """Return the schema as it was written."""
    found: Schema = json.loads(SCHEMA_FILE.read_text("utf-8"))
    return found


def written() -> str:
    """Return the schema as JSON, made anew from the models and the docstrings of their fields."""
    made = Content.model_json_schema()
    _name_limits(made)
    for part in parts_of(Part):
        described = made["$defs"].get(part.__name__, made if part is Content else {})
        for name, said in docstrings(part):
            if name in described.get("properties", {}):
                described["properties"][name]["description"] = said
    for part in (made, *made["$defs"].values()):
        _let_be_empty(part)
    about = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **made,
        "title": "The words of a clinic's handouts",
        "required": ["language"],
        "if": {"required": ["base"]},
        "else": {
            "required": [name for name in made["required"] if name != "language"],
            **_moved(made, INHERITED, made["$defs"]),
        },
    }
    return json.dumps(about, indent=2, ensure_ascii=False) + "\n"


def _moved(part: Schema, names: Iterable[str], parts: dict[str, Schema]) -> Schema:
    """Take out what some keys of a part need below them, and return it as a schema of its own.

    In a file with a base any of it may be left out. What stands in lists is never the base's.
    """
    asked: dict[str, Schema] = {}
    for name in names:
        each = part["properties"][name]
        refs = (one["$ref"] for one in (each, *each.get("anyOf", ())) if "$ref" in one)
        for inner in (parts[ref.rpartition("/")[2]] for ref in refs):
            needed = {"required": inner.pop("required")} if "required" in inner else {}
            asked[name] = {**needed, **_moved(inner, inner["properties"], parts)}
    asked = {name: below for name, below in asked.items() if below}
    return {"properties": asked} if asked else {}


def _name_limits(made: Any) -> None:  # noqa: ANN401 - any part of a schema
    """Call the limits of lists what JSON Schema calls them.

    Where a value is prepared before it is read as a list, pydantic takes it for a text.
    """
    if isinstance(made, dict) and made.get("type") == "array":
        for wrong, right in (("minLength", "minItems"), ("maxLength", "maxItems")):
            if wrong in made:
                made[right] = made.pop(wrong)
    for each in made.values() if isinstance(made, dict) else made if isinstance(made, list) else ():
        _name_limits(each)


def _let_be_empty(part: Schema) -> None:
    """Let every key that may be left out have nothing behind it, as the loader does."""
    for name, each in part.get("properties", {}).items():
        kinds = each.get("anyOf", [])
        if name in part.get("required", ()) or _NOTHING in kinds:
            continue
        if not kinds:
            kinds = [{key: each.pop(key) for key in list(each) if key not in _NOTES}]
        each["anyOf"] = [*kinds, _NOTHING]


def parts_of(base: type[Part]) -> Iterator[type[Part]]:
    """Yield the classes of parts that are derived from one."""
    for part in base.__subclasses__():
        yield part
        yield from parts_of(part)


def docstrings(part: type[Part]) -> Iterator[tuple[str, str]]:
    """Yield the name of each field of a part, or of what it is based on, and its docstring."""
    for each in reversed(part.__mro__):
        if issubclass(each, Part):
            (definition,) = ast.parse(inspect.getsource(each)).body
            for field, said in pairwise(getattr(definition, "body", ())):
                match field, said:
                    case (
                        ast.AnnAssign(target=ast.Name(id=name)),
                        ast.Expr(value=ast.Constant(value=str(text))),
                    ):
                        yield name, inspect.cleandoc(text)


if __name__ == "__main__":
    SCHEMA_FILE.write_text(written(), "utf-8", newline="\n")
