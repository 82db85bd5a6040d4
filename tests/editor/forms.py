"""Forms to try: contents, the nodes of their forms, and what stands where in data."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from brochures.content.fields import Loc
from brochures.content.loader import read_content
from brochures.content.yaml_reader import Other, read
from brochures.editor.form import form
from tests import samples
from tests.test_examples import CONTENTS

Node = dict[str, Any]

FIRST_DAY = date(2026, 1, 31)

FIELDS = frozenset({"text", "lines", "yes-no", "day", "choice", "file", "fixed"})

EXAMPLES = {
    "editions": "quit-smoking.yaml",
    "language_help": "es",
    "translations": "translations/es.po",
}
"""What to write below a key where not any word will do."""

SAMPLES = {
    name: text
    for name, text in vars(samples).items()
    if name.isupper() and not name.startswith("_") and isinstance(text, str)
}
FILES: dict[str, Path | str] = {**{str(path): path for path in CONTENTS}, **SAMPLES}


def said(name: str) -> Any:  # noqa: ANN401
    """Return what a file says, without its bases."""
    file = FILES[name]
    text = file if isinstance(file, str) else file.read_text("utf-8")
    return read(text, Path("content.yaml")).data


def whole(name: str) -> Any:  # noqa: ANN401
    """Return what a file and its bases say, as if it were one file."""
    file = FILES[name]
    data: Any = said(name) if isinstance(file, str) else read_content(file).data
    return {key: value for key, value in data.items() if key != "base"}


def nodes(node: Node) -> Iterator[Node]:
    """Yield a node and all nodes below it."""
    yield node
    inner = [*node.get("fields", ()), *node.get("items", ()), node.get("node")]
    for each in filter(None, inner):
        yield from nodes(each["node"] if "key" in each else each)


def fields(node: Node) -> list[Node]:
    """Return all fields of a form."""
    return [each for each in nodes(node) if each["kind"] in FIELDS]


def leaves(data: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:  # noqa: ANN401
    """Yield what stands in data that is neither nothing nor a list nor keys, and where."""
    if isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(value, (*loc, step))
    elif data is not None:
        yield loc, data


def as_json(value: Any) -> Any:  # noqa: ANN401
    """Return a text, a day, a number, yes or no as a field has it."""
    if isinstance(value, Other):
        return value.text
    return value.isoformat() if isinstance(value, date) else value


def at(data: Any, loc: list[str | int]) -> Any:  # noqa: ANN401
    """Return what stands at a place of data; None where there is no such place."""
    for step in loc:
        try:
            data = data[step]
        except (LookupError, TypeError):
            return None
    return data


def put(data: Any, loc: list[str | int], value: Any) -> Any:  # noqa: ANN401
    """Return data in which another value stands at a place; one more item where a list ends."""
    data = deepcopy(data)
    around = at(data, loc[:-1])
    if isinstance(around, list) and loc[-1] == len(around):
        around.append(value)
    else:
        around[loc[-1]] = value
    return data


def filled(data: Any, drawn: Node) -> Any:  # noqa: ANN401
    """Return data whose empty texts hold what their fields ask for."""
    days = 0
    examples = {**EXAMPLES, "number": at(data, ["clinic", "phone", "number"])}
    for field in fields(drawn):
        if field["value"] == "":
            value: object = "A"
            if field["kind"] == "day":
                value = (FIRST_DAY + timedelta(days)).isoformat()
                days += 1
            elif keys := [key for key in field["path"][-2:] if key in examples]:
                value = examples[keys[-1]]
            data = put(data, field["path"], value)
    return data


def additions(node: Node, data: Any) -> Iterator[tuple[Loc, Any]]:  # noqa: ANN401
    """Yield each place where a blank can be added in a form, and data with it."""
    path = node["path"]
    match node["kind"]:
        case "list" if node["most"] is None or len(node["items"]) < node["most"]:
            there = at(data, path) or []
            yield (*path, len(there)), put(data, path, [*there, node["blank"]])
        case "map" if node["most"] is None or len(node["items"]) < node["most"]:
            there = at(data, path) or {}
            new = next(key for key in ("de", "fr") if key not in there)
            yield (*path, new), put(data, path, {**there, new: node["blank"]})
        case "group" if not node["present"] and not node["required"]:
            yield tuple(path), put(data, path, node["blank"])
        case "bodies":
            for kind, _, blank in node["choices"]:
                if kind == node["chosen"]:
                    continue
                section = dict(at(data, path))
                section.pop(node["chosen"], None)
                yield (*path, kind), put(data, path, {**section, kind: blank})


def field_at(data: object, *path: str | int) -> Node:
    """Return the field at a path."""
    drawn: Node = form(data)  # type: ignore[arg-type]
    (found,) = [each for each in nodes(drawn) if each["path"] == list(path)]
    return found


def hidden(data: object, drawn: Node) -> list[object]:
    """Return where something stands that is not to be seen in exactly one field."""
    found: list[object] = []
    places: dict[str, list[Node]] = {}
    for field in fields(drawn):
        places.setdefault(repr(field["path"]), []).append(field)
    for loc, value in leaves(data):
        around = [places.get(repr(list(loc[:length])), []) for length in range(len(loc) + 1)]
        match [field for fields_there in around for field in fields_there]:
            case [{"path": path, "value": shown}] if path == list(loc):
                if shown != as_json(value):
                    found.append(loc)
            case [{"kind": "fixed", "value": str(shown)}]:
                text = as_json(value) if not isinstance(value, bool) else ("no", "yes")[value]
                if any(line.rstrip() not in shown for line in text.split("\n")):
                    found.append(loc)
            case _:
                found.append(loc)
    return found
