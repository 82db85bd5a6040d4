"""The form follows the content's shape, hides nothing of a file, and offers what is right."""

from __future__ import annotations

import json
from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from brochures.content.blocks import KINDS
from brochures.content.json_schema import schema
from brochures.content.loader import read_content
from brochures.content.model import Content
from brochures.content.problems import wanted
from brochures.content.yaml_reader import Other, read
from brochures.editor.form import form, shape
from brochures.editor.wanted import other_names
from tests import contents, samples
from tests.editor.forms import (
    FIELDS,
    Node,
    additions,
    as_json,
    at,
    fields,
    filled,
    leaves,
    nodes,
    put,
)
from tests.test_examples import CONTENTS
from tests.thorough import mostly

SAMPLES = {
    name: text
    for name, text in vars(samples).items()
    if name.isupper() and not name.startswith("_") and isinstance(text, str)
}
FILES: dict[str, Path | str] = {**{str(path): path for path in CONTENTS}, **SAMPLES}

every = pytest.mark.parametrize("name", FILES)
most = pytest.mark.parametrize("name", mostly(FILES, "WHOLE"))


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


DEPENDS = {
    "columns": "a table's rows need another cell each; columns to write in have little room",
    "figure": "there is a label for each part of the drawing that is chosen",
    "labels": "likewise",
    "photo": "a cover has a photo or a drawing",
    "show": "items are set in one way, and some ways need icons",
    "write": "rows to write on stand below a step, of which there may be none",
}
"""Keys below which something is added that depends on what stands elsewhere, and on what."""


@pytest.mark.parametrize("name", mostly([name for name in FILES if name != "EDITION"], "WHOLE"))
def test_what_is_added_is_right(name: str) -> None:
    """A blank item, section, body or part is right once its texts are filled in.

    What depends on other things of the content is right as far as its own shape goes.
    """
    data = whole(name)
    drawn: Node = form(data)
    assert Content.model_validate(data)
    tried = set()
    for node in nodes(drawn):
        for loc, more in additions(node, data):
            if alike(loc) in tried:  # such as the second of two items
                continue
            tried.add(alike(loc))
            again: Node = form(more)
            assert shape(again) != shape(drawn), loc
            errors = faults(filled(more, again))
            if not {*loc[-1:], *loc[-2:-1]} & DEPENDS.keys():
                assert errors == [], loc
            assert set(errors) <= {"value_error"}, loc


def alike(loc: Iterable[str | int]) -> tuple[str, ...]:
    """Return the keys of a path that the shape of a content knows: no numbers, no sections."""
    steps = tuple(loc)
    if steps[:2] == ("topic", "sections"):
        steps = (*steps[:2], *steps[3:])
    return tuple(step for step in steps if isinstance(step, str))


def faults(data: object) -> list[str]:
    """Return the kinds of what is wrong with data, without what is so because of something else."""
    try:
        Content.model_validate(data)
    except ValidationError as error:
        found = error.errors()
        # Items that are wrong are not counted.
        short = [each["loc"] for each in found if each["type"] == "too_short"]
        less = {
            at for at in short if any(each["loc"][: len(at)] == at != each["loc"] for each in found)
        }
        return [each["type"] for each in found if each["loc"] not in less]
    return []


@most
def test_words_do_not_change_the_shape(name: str) -> None:
    """Another text in a field leaves the shape as it is: nothing is drawn anew while one types."""
    data = said(name)
    drawn: Node = form(data)
    for field in {alike(each["path"]): each for each in fields(drawn)}.values():
        if field["kind"] != "fixed" and field["path"] != ["base"]:  # which makes less required
            value: object = not field["value"] if field["kind"] == "yes-no" else "2026-01-31"
            assert shape(form(put(data, field["path"], value))) == shape(drawn), field["path"]


@most
def test_what_goes_changes_the_shape(name: str) -> None:
    """Without an item, a section, a part or a body the shape is another one."""
    data = said(name)
    drawn: Node = form(data)
    for node in nodes(drawn):
        if at(data, node["path"]) and node["path"] and node["kind"] in ("group", "list", "map"):
            *around, last = node["path"]
            less = deepcopy(data)
            del at(less, around)[last]
            assert shape(form(less)) != shape(drawn), node["path"]


def test_the_shape_is_the_same_again() -> None:
    """Of the same content there is the same shape, in whatever order its keys stand."""
    data = said("OUR_WORDS")
    turned = {**data, "clinic": dict(reversed(data["clinic"].items()))}
    assert shape(form(turned)) == shape(form(data))


# What a file may say


def field_at(data: object, *path: str | int) -> Node:
    """Return the field at a path."""
    drawn: Node = form(data)  # type: ignore[arg-type]
    (found,) = [each for each in nodes(drawn) if each["path"] == list(path)]
    return found


def test_the_key_that_the_file_has() -> None:
    """A value with two names is changed where the file has it."""
    data = samples.minimal()
    address = data["clinic"]["address"]
    address["zip"], address["postcode"] = address["postcode"], None
    drawn: Node = form(data)
    paths = [node["path"] for node in nodes(drawn)]
    assert ["clinic", "address", "zip"] in paths
    assert ["clinic", "address", "postcode"] not in paths
    assert ["clinic", "address", "region"] in paths
    assert field_at(data, "clinic", "address", "zip")["label"] == "ZIP code"
    address["postcode"] = "11201"
    assert hidden(data, form(data)) == []


def test_lines() -> None:
    """Lines in one text stay one text; a list of them stays a list, each line a field."""
    data = samples.minimal()
    data["clinic"]["hours"] = "Monday 9 to 5\nTuesday 9 to 4"
    assert field_at(data, "clinic", "hours")["kind"] == "lines"
    data["clinic"]["hours"] = ["Monday 9 to 5", "Tuesday 9 to 4"]
    assert field_at(data, "clinic", "hours")["kind"] == "list"
    assert field_at(data, "clinic", "hours", 1)["label"] == "Line 2"
    del data["clinic"]["hours"]
    assert field_at(data, "clinic", "hours")["kind"] == "lines"


def test_one_text_in_place_of_a_list() -> None:
    """One paragraph that is no list is one field."""
    data = samples.minimal()
    data["topic"]["sections"] = {"help": {"title": "Help", "text": "We help."}}
    assert field_at(data, "topic", "sections", "help", "text")["kind"] == "text"
    data["topic"]["sections"]["help"]["text"] = ["We help.", "Call us."]
    assert field_at(data, "topic", "sections", "help", "text")["kind"] == "list"


def test_names_that_there_are() -> None:
    """Where a text is one of some names, there is a choice of them; a wrong one is shown."""
    data = samples.whole()
    art = field_at(data, "topic", "cover", "art")
    assert art["kind"] == "choice"
    assert ["doors", "Doors"] in art["choices"]
    assert field_at(data, "brand")["blank"] == {}
    data["topic"]["cover"]["art"] = "unicorn"
    assert ["unicorn", "Unicorn"] in field_at(data, "topic", "cover", "art")["choices"]


def test_names_of_files() -> None:
    """Where a file is named, the field says so."""
    data = samples.minimal()
    data["brand"] = {"logo": {"file": "logo.svg", "alt": "Example Clinic"}}
    assert field_at(data, "brand", "logo", "file")["kind"] == "file"
    assert field_at(data, "brand", "logo", "alt")["kind"] == "text"


def test_a_language_without_labels() -> None:
    """In a language for which there are no labels they are in English."""
    assert form(samples.minimal(), "tlh") == form(samples.minimal())


def test_numbers_and_days() -> None:
    """A number is a text to be changed; what stands for a day and is none is one, too."""
    data = samples.whole()
    data["review"]["review_by"] = "soon"
    assert field_at(data, "review", "reviewed_on")["kind"] == "day"
    assert field_at(data, "review", "reviewed_on")["value"] == "2026-01-31"
    assert field_at(data, "review", "review_by")["kind"] == "text"
    data["clinic"]["address"]["postcode"] = Other("a number", "11201")
    code = field_at(data, "clinic", "address", "postcode")
    assert (code["kind"], code["value"]) == ("text", "11201")


def test_bodies() -> None:
    """A section has a choice of the kinds of bodies; a second one by mistake is seen, too."""
    data = samples.minimal()
    habits = data["topic"]["sections"]["habits"]

    def bodies() -> Node:
        drawn: Node = form(data)
        return next(node for node in nodes(drawn) if node["kind"] == "bodies")

    assert bodies()["chosen"] == "items"
    assert [kind for kind, _, _ in bodies()["choices"]] == [*KINDS]
    assert bodies()["path"] == ["topic", "sections", "habits"]
    habits["quote"] = {"text": "It helps.", "by": "A patient"}
    assert hidden(data, form(data)) == []
    del habits["items"], habits["quote"]
    assert (bodies()["chosen"], bodies()["node"]) == (None, None)


def test_rows_are_as_wide_as_their_table() -> None:
    """A new row of a table has a cell for each column."""
    data = samples.minimal()
    table = {"columns": ["Day", "From", "To"], "rows": [["Monday", "9", "5"]]}
    data["topic"]["sections"]["habits"] = {"title": "Hours", "table": table}
    here = ("topic", "sections", "habits", "table", "rows")
    assert field_at(data, *here)["blank"] == ["", "", ""]
    row = field_at(data, *here, 0)
    assert (row["label"], row["least"], row["most"], row["item_label"]) == ("Row 1", 3, 3, "Cell")


def test_sections_are_named_by_their_titles() -> None:
    """A section stands below its title, or below its key as long as it has none."""
    data = samples.whole()
    data["topic"]["sections"]["not_yet"] = {"title": "", "text": ""}
    labels = {each["key"]: each["label"] for each in field_at(data, "topic", "sections")["items"]}
    assert labels["symptoms"] == "How it feels"
    assert labels["not_yet"] == "Not yet"


def test_what_has_no_place_is_shown() -> None:
    """An unknown key, or a value of another kind than belongs there, is shown and not changed."""
    data = samples.minimal()
    data["clinic"]["motto"] = "Onwards"
    data["clinic"]["email"] = ["info@example.com", {"or": True}]
    data["topic"]["summary"] = "In short"
    motto = field_at(data, "clinic", "motto")
    assert (motto["kind"], motto["label"], motto["value"]) == ("fixed", "Motto", "Onwards")
    assert field_at(data, "clinic", "email")["value"] == "- info@example.com\n- or: yes"
    assert field_at(data, "topic", "summary")["kind"] == "fixed"
    assert field_at(data, "topic", "summary")["help"].endswith("It is changed in the text view.")


JUNK = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.text(max_size=8),
        st.dates().filter(lambda day: day.year > 1000),
        st.builds(Other, st.just("a number"), st.text("0123456789.", min_size=1)),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(data=JUNK)
def test_any_data_has_a_form(data: Any) -> None:  # noqa: ANN401
    """Whatever a file says, it has a form that JSON can hold and that hides nothing."""
    drawn: Node = form(data)
    assert hidden(data, drawn) == []
    assert shape(json.loads(json.dumps(drawn))) == shape(drawn)


@given(drawn=st.data())
def test_any_damage_has_a_form(drawn: st.DataObject) -> None:
    """Junk in the place of anything that a valid content says is shown where it stands."""
    valid = drawn.draw(contents.contents(contents.SIZES[0]))
    data: Any = read(yaml.safe_dump(valid), Path("content.yaml")).data
    places = [node["path"] for node in nodes(form(data)) if node["path"]]
    for path in drawn.draw(st.lists(st.sampled_from(places), max_size=3)):
        around = at(data, path[:-1])
        if isinstance(around, dict if isinstance(path[-1], str) else list):
            data = put(data, path, drawn.draw(JUNK))
    before = deepcopy(data)
    assert hidden(data, form(data)) == []
    assert data == before
