"""The form follows the content's shape, hides nothing of a file, and says what a text may be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from brochures.content.json_schema import schema
from brochures.content.problems import wanted
from brochures.content.yaml_reader import read
from brochures.editor.form import form
from brochures.editor.wanted import other_names
from tests import samples
from tests.editor.forms import FIELDS, FILES, as_json, at, fields, hidden, nodes, said

every = pytest.mark.parametrize("name", FILES)


@every
def test_every_text_has_one_field(name: str) -> None:
    """What a file says stands in one field, whose path leads to it and whose value it is."""
    data = said(name)
    assert hidden(data, form(data)) == []


@every
def test_every_field_is_of_the_file(name: str) -> None:
    """The value of each field is what stands at its path; where nothing does, there is none.

    What is neither yes nor no is what is usual.
    """
    data = said(name)
    for field in fields(form(data)):
        value = as_json(at(data, field["path"]))
        if field["kind"] == "fixed" and isinstance(value, dict | list):
            continue
        usual = wanted(tuple(field["path"])).get("default") if field["kind"] == "yes-no" else None
        assert field["value"] == (usual if value is None else value), field["path"]


@every
def test_nodes_are_those_of_the_plan(name: str) -> None:
    """A node has what a page draws it with, each field a place of its own."""
    drawn = form(said(name))
    paths = [field["path"] for field in fields(drawn)]
    assert len({json.dumps(path) for path in paths}) == len(paths)
    for node in nodes(drawn):
        keys = KEYS[node["kind"]] | {"kind", "path", "label", "help", "required"}
        assert set(node) - {"shown"} == keys, node["path"]
        assert node.get("shown", True) is True
    for node in nodes(drawn):
        if node["kind"] == "choice":
            assert node["value"] in (None, *(value for value, _ in node["choices"]))


KEYS = {
    **{kind: {"most", "value"} for kind in FIELDS},
    "choice": {"most", "value", "choices"},
    "group": {"present", "blank", "fields"},
    "list": {"least", "most", "blank", "item_label", "items"},
    "map": {"least", "most", "pattern", "blank", "item_label", "items"},
    "bodies": {"chosen", "choices", "node"},
}


@every
def test_labels_are_words(name: str) -> None:
    """A label is words, never a key; a help text is sentences, and says nothing of the file."""
    for node in nodes(form(said(name))):
        assert node["label"].strip()
        assert "_" not in node["label"]
        assert node["help"] == "" or node["help"].endswith(".")
        assert "quotes" not in node["help"]
        for _, label, *_ in node.get("choices", ()):
            assert label
            assert "_" not in label


def test_every_help_of_the_schema() -> None:
    """Everything that the schema describes makes a help text of whole sentences."""
    for part in (schema(), *schema()["$defs"].values()):
        for key, each in part.get("properties", {}).items():
            described = each.get("description", "")
            assert described == "" or described.endswith("."), key


@pytest.mark.parametrize("name", [name for name in FILES if "base" not in said(name)])
def test_limits_are_those_of_the_schema(name: str) -> None:
    """What is required, and how long a text or a list may be, is as the schema says."""
    others = {other: key for part in schema()["$defs"] for other, key in _others(part).items()}
    for node in nodes(form(said(name))):
        if not node["path"] or node["kind"] == "bodies":
            continue
        *around, key = node["path"]
        asked = wanted(tuple(node["path"]))
        needed = wanted(tuple(around))["required"]
        assert node["required"] == (others.get(key, key) in needed), node["path"]
        match node["kind"]:
            case "list":
                limits = asked.get("minItems", 0), asked.get("maxItems")
                is_row = isinstance(key, int)  # a row is as wide as its table
                assert is_row or (node["least"], node["most"]) == limits, node["path"]
            case "map":
                limits = asked.get("minProperties", 0), asked.get("maxProperties")
                assert (node["least"], node["most"]) == limits
            case "text" | "file" | "choice":
                asked = {**asked.get("items", {}), **asked}  # one text in place of a list
                assert node["most"] == asked.get("maxLength"), node["path"]


def _others(part: str) -> dict[str, str]:
    is_part = "properties" in schema()["$defs"][part]
    return dict(other_names(part)) if is_part else {}


def test_a_base_says_what_is_left_out() -> None:
    """A file with a base need not say who the clinic is."""
    required = {
        node["path"][0]: node["required"]
        for node in form(read(samples.EDITION, Path("more.yaml")).data)["fields"]  # type: ignore[attr-defined]
        if node["path"]
    }
    assert not required["clinic"]
    assert not required["topic"]


def test_order() -> None:
    """First the clinic and its look, then the topic; what is seldom changed stands last."""
    drawn: Any = form(said("OUR_WORDS"))
    assert [node["label"] for node in drawn["fields"]] == [
        *("Clinic", "Brand", "Topic", "Review", "Crisis line", "More settings")
    ]
    topic = next(node for node in drawn["fields"] if node["path"] == ["topic"])
    keys = [node["path"][-1] for node in topic["fields"]]
    assert keys.index("cover") < keys.index("summary") < keys.index("sections")
    assert keys.index("sections") < keys.index("next_step") < keys.index("referral")
