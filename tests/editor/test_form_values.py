"""Whatever a file may say, usual or not, has its place in the form."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from brochures.content.blocks import KINDS
from brochures.content.yaml_reader import Other, read
from brochures.editor.form import form, shape
from tests import contents, samples
from tests.editor.forms import Node, at, field_at, hidden, nodes, put


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
