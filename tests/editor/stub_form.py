"""Words, and a small form of them with every kind of node; and how edits change the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Node = dict[str, Any]

TITLE = ["topic", "title"]
ITEMS = ["topic", "sections", "causes", "items"]

WORDS: Node = {
    "clinic": {"name": "Life Quality TMS", "hours": "Monday to Friday\n9 am to 5 pm", "npi": "12"},
    "brand": {"theme": "harbour", "logo": None, "photo": None},
    "review": {"reviewed_on": "2026-11-23"},
    "topic": {
        "title": "Still depressed after two medicines?",
        "lead": "You have not failed. There are other treatments, and they offer hope.",
        "sections": {
            "causes": {
                "title": "Why it happens",
                "lead": "Each of them can play a part.",
                "items": [
                    {"name": "Genes", "text": "How you handle medicine.", "offered": False},
                    {"name": "The brain", "text": "It works in another way.", "offered": False},
                    {"name": "Stress", "text": "It keeps on for long.", "offered": True},
                ],
            },
            "help": {"title": "What can help", "lead": None, "steps": ["Call us.", "Come in."]},
        },
    },
}


def get(data: Any, path: list[Any]) -> Any:  # noqa: ANN401 - any part of the words
    """Return what stands at a path; None where nothing does."""
    for step in path:
        if data is None or (isinstance(data, dict) and step not in data):
            return None
        data = data[step]
    return data


def apply(data: Node, edit: Node) -> None:
    """Make an edit."""
    *above, last = edit["path"]
    parent = get(data, above)
    match edit["do"]:
        case "set" if edit["value"] is None:
            parent.pop(last, None)
        case "set":
            value = edit["value"]
            parent[last] = value["day"] if isinstance(value, dict) and "day" in value else value
        case "add" if isinstance(parent, list):
            parent.insert(last, edit["value"])
        case "add":
            parent[last] = edit["value"]
        case "remove":
            del parent[last]
        case "move" if isinstance(parent, list):
            parent.insert(edit["to"], parent.pop(last))
        case "move":
            entries = [(key, value) for key, value in parent.items() if key != last]
            entries.insert(edit["to"], (last, parent[last]))
            parent.clear()
            parent.update(entries)


@dataclass
class Drawn:
    """Draws nodes of words."""

    words: Node

    def field(self, kind: str, path: list[Any], label: str, **about: object) -> Node:
        """Return a field."""
        usual = {"help": "", "required": False, "most": None}
        return {
            **usual,
            "kind": kind,
            "path": path,
            "label": label,
            "value": get(self.words, path),
            **about,
        }

    def group(self, path: list[Any], label: str, *fields: Node, **about: object) -> Node:
        """Return a group."""
        there = get(self.words, path) is not None
        usual = {"help": "", "required": True, "blank": {}, "present": there}
        shown = list(fields) if there else []
        return {
            **usual,
            "kind": "group",
            "path": path,
            "label": label,
            "fields": shown,
            **about,
        }

    def whole(self) -> Node:
        """Return the form."""
        choices = [["harbour", "Harbour"], ["garden", "Garden"], ["orchard", "Orchard"]]
        clinic = self.group(
            ["clinic"],
            "Clinic",
            self.field("text", ["clinic", "name"], "Name", required=True, most=60),
            self.field("lines", ["clinic", "hours"], "Opening hours", help="A line each."),
            self.field("fixed", ["clinic", "npi"], "NPI", help="It is changed in the text view."),
            help="Who we are.",
        )
        brand = self.group(
            ["brand"],
            "Look",
            self.field("choice", ["brand", "theme"], "Theme", choices=choices),
            self.field("file", ["brand", "photo"], "Photo", help="The name of a file."),
            self.group(
                ["brand", "logo"],
                "Logo",
                self.field("file", ["brand", "logo", "file"], "File", required=True),
                self.field("text", ["brand", "logo", "alt"], "Words for it", most=100),
                required=False,
                blank={"file": "", "alt": ""},
            ),
        )
        review = self.group(
            ["review"],
            "Review",
            self.field("day", ["review", "reviewed_on"], "Reviewed on", required=True),
        )
        return self.group([], "All", clinic, self.topic(), brand, review)

    def topic(self) -> Node:
        """Return the topic, with its sections."""
        path = ["topic", "sections"]
        sections = {
            "kind": "map",
            "path": path,
            "label": "Sections",
            "help": "In the order in which they are read.",
            "item_label": "Section",
            "least": 1,
            "most": 24,
            "pattern": "^[a-z][a-z0-9_-]*$",
            "blank": {"title": "", "items": [{"name": "", "text": ""}]},
            "items": [
                {"key": key, "label": each.get("title") or key, "node": self.section([*path, key])}
                for key, each in get(self.words, path).items()
            ],
        }
        return self.group(
            ["topic"],
            "Topic",
            self.field(
                "text",
                TITLE,
                "Title",
                required=True,
                most=40,
                help="What people ask themselves, on the cover.",
            ),
            self.field("text", ["topic", "lead"], "Opening words", most=2000),
            sections,
        )

    def section(self, path: list[Any]) -> Node:
        """Return a section, whose body is one of two kinds."""
        there = get(self.words, path)
        chosen = next((kind for kind in ("items", "steps") if kind in there), None)
        body = chosen and getattr(self, chosen)([*path, chosen])
        bodies = {
            "kind": "bodies",
            "path": path,
            "label": "Body",
            "help": "What stands below the heading.",
            "required": True,
            "chosen": chosen,
            "choices": [
                ["items", "A list", [{"name": "", "text": ""}]],
                ["steps", "Numbered steps", [""]],
            ],
            "node": body,
        }
        return self.group(
            path,
            str(path[-1]),
            self.field("text", [*path, "title"], "Title", required=True, most=160),
            self.field("text", [*path, "lead"], "Opening words", most=2000),
            bodies,
            self.field("text", [*path, "risks"], "Risks", most=2000, help="Stands below it."),
            self.field("text", [*path, "short"], "In fewer words", most=2000),
        )

    def listed(self, path: list[Any], label: str, item: str, items: list[Node]) -> Node:
        """Return a list."""
        return {
            "kind": "list",
            "path": path,
            "label": label,
            "help": "",
            "required": True,
            "least": 1,
            "most": 20,
            "item_label": item,
            "blank": "" if item == "Step" else {"name": "", "text": ""},
            "items": items,
        }

    def items(self, path: list[Any]) -> Node:
        """Return a list of groups."""
        rows = [
            self.group(
                [*path, index],
                f"Item {index + 1}",
                self.field("text", [*path, index, "name"], "Name", required=True, most=100),
                self.field("text", [*path, index, "text"], "Text", most=2000),
                self.field("yes-no", [*path, index, "offered"], "We offer it"),
                required=False,
            )
            for index in range(len(get(self.words, path)))
        ]
        return self.listed(path, "A list", "Item", rows)

    def steps(self, path: list[Any]) -> Node:
        """Return a list of texts."""
        rows = [
            self.field("text", [*path, index], f"Step {index + 1}", most=2000)
            for index in range(len(get(self.words, path)))
        ]
        return self.listed(path, "Numbered steps", "Step", rows)


def fields(node: Node) -> Iterator[Node]:
    """Yield the fields of a form."""
    if "value" in node:
        yield node
    for each in [*node.get("fields", ()), *node.get("items", ())]:
        yield from fields(each.get("node") or each)
    if node["kind"] == "bodies" and node["node"]:
        yield from fields(node["node"])


def dotted(path: list[Any]) -> str:
    """Return a path as findings have it."""
    return "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in path)[1:]
