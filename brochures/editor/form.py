"""The form in which a content is changed: what its file says -> groups, lists and fields.

It is plain data, to be drawn by a page, and follows the shape of `Content`; a new field of that
needs nothing here. A form is made of any file that can be read, be it right or not: what has no
place in a content, or cannot be changed in a form, is a field that is only shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from brochures.content.blocks import KINDS
from brochures.content.catalog import ENGLISH
from brochures.content.fields import Loc
from brochures.content.json_schema import Schema
from brochures.content.yaml_reader import Data, Other
from brochures.editor import words
from brochures.editor.speech import Speech, speech
from brochures.editor.wanted import SECTION, Wanted, other_names, part_of, whole

Node = dict[str, object]
"""A group, a list, a map, the bodies of a section, or a field, as JSON has it."""

_ORDER: Mapping[str, tuple[str, ...]] = {
    "Content": ("clinic", "brand", "topic", "review", "crisis"),
    "Topic": ("name", "title", "subtitle", "cover", "summary", "sections", "next_step"),
    SECTION: ("title", "lead", "short", *KINDS, "risks", "not_known"),
}
"""The keys that come first in a part, where that is another order than the schema's."""

_SHOWN: Mapping[str, frozenset[str]] = {
    "Cover": frozenset({"lead"}),
    "Item": frozenset({"text"}),
}
"""The keys of a part that most people fill in, though none has to: they are never folded away."""

_SAID = frozenset({"blank", "choices", "help", "label", "value"})
"""What of a node is no structure: its words, and what follows from them."""


def form(data: Data, language: str = ENGLISH) -> Node:
    """Return the form of what a file says, in a language that has all of its words, or English."""
    return _Drawn(speech(language)).whole(data)


def shape(form: Node) -> str:
    """Return a hash of a form's structure: it is another one where fields came or went.

    It is another one in another language, too, which has other names of items.
    """
    return sha256(json.dumps(_structure(form), sort_keys=True).encode()).hexdigest()


def _structure(part: object) -> object:
    if isinstance(part, dict):
        return {key: _structure(value) for key, value in part.items() if key not in _SAID}
    return [_structure(each) for each in part] if isinstance(part, list) else part


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Draws nodes with words in one language."""

    said: Speech

    def whole(self, data: Data) -> Node:
        """Return the form of a file; settings that are seldom changed stand at its end."""
        about: Node = {"kind": "group", "path": [], "help": "", "required": True, "present": True}
        wanted = whole(data)
        fields = []
        if data is not None and not isinstance(data, dict):
            fields = [self._fixed((), data, self.said.own.all, "", required=True)]
            data = None
        drawn = list(self._fields(wanted, wanted.written, (), data or {}))
        settings = [[key] for key in wanted.written["properties"] if key not in _ORDER["Content"]]
        more = [each for each in drawn if each["path"] in settings]
        fields += [each for each in drawn if each["path"] not in settings]
        fields.append({**about, "label": self.said.own.more, "blank": {}, "fields": more})
        return {**about, "label": self.said.own.all, "blank": wanted.blank(), "fields": fields}

    def _node(
        self, wanted: Wanted, path: Loc, value: Data, label: str, *, required: bool = False
    ) -> Node:
        """Return the node of a value, or of the place for one."""
        option = wanted.fit(value) or {}
        purpose = self.said.help_text(wanted.description)
        about: Node = {
            "path": list(path),
            "label": label,
            "help": purpose,
            "required": required,
        }
        match option:
            case {"type": "object", "properties": _}:
                return about | self._group(wanted, option, path, value)
            case {"type": "object", "patternProperties": _}:
                return about | self._map(wanted, option, path, value)
            case {"type": "array"}:
                return about | self._list(wanted, option, path, value)
            case {"type": "boolean"}:
                usual = bool(wanted.written.get("default"))
                return about | _field("yes-no", usual if value is None else value)
            case {"type": "string" | "number" | "integer"}:
                return about | self._text(wanted, option, value)
        return self._fixed(path, value, label, purpose, required=required)

    def _group(self, wanted: Wanted, option: Schema, path: Loc, value: Data) -> Node:
        there = isinstance(value, dict)
        fields = list(self._fields(wanted, option, path, value)) if isinstance(value, dict) else []
        return {"kind": "group", "present": there, "blank": wanted.blank(), "fields": fields}

    def _fields(
        self, wanted: Wanted, option: Schema, path: Loc, value: dict[str, Data]
    ) -> Iterator[Node]:
        """Yield what stands below keys; those that have no place there come last."""
        part = part_of(option)
        keys = wanted.keys(option, value)
        required = wanted.required(option)
        others = other_names(part)
        first = _ORDER.get(part, ())
        bodies = [key for key in KINDS if part == SECTION and value.get(key) is not None]
        for key in sorted(keys, key=lambda key: first.index(key) if key in first else len(first)):
            if part == SECTION and key == KINDS[0]:
                yield self._bodies(keys, path, value, *bodies[:1])
            if key in others or (part == SECTION and key in KINDS and key not in bodies[1:]):
                continue
            for name in _spelled(key, others, value):
                label = self.said.label(name, part)
                here = (*path, name)
                node = self._node(keys[key], here, value.get(name), label, required=key in required)
                yield {**node, "shown": True} if key in _SHOWN.get(part, ()) else node
        for key in [key for key in value if key not in keys]:
            yield self._fixed((*path, key), value[key], words.plain(key), "")

    def _bodies(
        self, keys: Mapping[str, Wanted], path: Loc, value: dict[str, Data], chosen: str = ""
    ) -> Node:
        """Return the choice of a section's body, and the body that is chosen."""
        label = self.said.label(chosen, SECTION)
        here = (*path, chosen)
        return {
            "kind": "bodies",
            "path": list(path),
            "label": self.said.own.body,
            "help": self.said.own.bodies,
            "required": True,
            "chosen": chosen or None,
            "choices": [
                [kind, self.said.body(kind, keys[kind].description), keys[kind].blank()]
                for kind in KINDS
            ],
            "node": self._node(keys[chosen], here, value[chosen], label) if chosen else None,
        }

    def _map(self, wanted: Wanted, option: Schema, path: Loc, value: Data) -> Node:
        item = wanted.item(option)
        (pattern,) = option["patternProperties"]
        items = [
            {
                "key": key,
                "label": _title(each) or words.plain(key),
                "node": self._node(item, (*path, key), each, words.plain(key)),
            }
            for key, each in (value if isinstance(value, dict) else {}).items()
        ]
        return {
            "kind": "map",
            "least": option.get("minProperties", 0),
            "most": option.get("maxProperties"),
            "pattern": pattern,
            "item_label": self.said.item_label(str(path[-1])),
            "blank": item.blank(),
            "items": items,
        }

    def _list(self, wanted: Wanted, option: Schema, path: Loc, value: Data) -> Node:
        item = wanted.item(option)
        within = isinstance(path[-1], int)  # a list of lists
        name = self.said.own.cell if within else self.said.item_label(str(path[-1]))
        return {
            "kind": "list",
            "least": option.get("minItems", 0),
            "most": option.get("maxItems"),
            "blank": item.blank(),
            "item_label": name,
            "items": [
                self._node(item, (*path, index), each, f"{name} {index + 1}")
                for index, each in enumerate(value if isinstance(value, list) else ())
            ],
        }

    def _text(self, wanted: Wanted, option: Schema, value: Data) -> Node:
        """Return the rest of a field for a text. A number or a day is one, as it is written."""
        text = None if value is None else str(_plain(value))
        most = option.get("maxLength")
        if choices := wanted.choices(option):
            listed = dict.fromkeys([*choices, *filter(None, [text])])  # a wrong one is shown too
            named = [[each, self.said.choice(each)] for each in listed]
            return {**_field("choice", text, most), "choices": named}
        if option.get("format") == "date" and _is_day(text):
            return _field("day", text)
        if wanted.splits and len(wanted.options) > 1:
            return _field("lines", text)
        return _field("file" if wanted.names_file else "text", text, most)

    def _fixed(
        self, path: Loc, value: Data, label: str, purpose: str, *, required: bool = False
    ) -> Node:
        """Return a field that only shows what stands there."""
        return {
            "path": list(path),
            "label": label,
            "help": f"{purpose} {self.said.own.in_the_text}".strip(),
            "required": required,
            **_field("fixed", _plain(value)),
        }


def _field(kind: str, value: object, most: int | None = None) -> Node:
    return {"kind": kind, "most": most, "value": value}


def _spelled(key: str, others: Mapping[str, str], value: dict[str, Data]) -> list[str]:
    """Return the names by which a key is given: one, or by mistake several."""
    names = [key, *(other for other, name in others.items() if name == key)]
    there = [name for name in names if value.get(name) is not None]
    return there or [next((name for name in names if name in value), key)]


def _title(value: Data) -> str:
    """Return how a part is headed; '' where it has no title."""
    title = value.get("title") if isinstance(value, dict) else None
    return title.strip() if isinstance(title, str) else ""


def _is_day(text: str | None) -> bool:
    """Say whether a field for days can hold a text, or nothing."""
    try:
        return not text or bool(date.fromisoformat(text))
    except ValueError:
        return False


def _plain(value: Data) -> str | bool | None:
    """Return a value as JSON can hold it: keys and lists as lines that are indented."""
    match value:
        case Other(text=text):
            return text
        case date():
            return value.isoformat()
        case dict() | list():
            return "\n".join(_outline(value))
    return value


def _outline(value: dict[str, Data] | list[Data]) -> Iterator[str]:
    """Yield the lines of keys and lists as a file could have them, without its quotes."""
    if isinstance(value, dict):
        entries = [(f"{key}:", each) for key, each in value.items()]
    else:
        entries = [("-", each) for each in value]
    for head, each in entries:
        if not isinstance(each, dict | list):
            said = ("no", "yes")[each] if isinstance(each, bool) else _plain(each)
            yield f"{head} {said or ''}".rstrip()
            continue
        inner = [f"  {line}" for line in _outline(each)]
        if head == "-" and inner:  # what is first stands beside the dash
            inner[0] = f"-{inner[0][1:]}"
            yield from inner
        else:
            yield from (head, *inner)
