"""What the form adds is right; it is drawn anew where its shape is another, and only there."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

import pytest
from pydantic import ValidationError

from brochures.content.model import Content
from brochures.editor.form import form, shape
from tests.editor.forms import FILES, Node, additions, at, fields, filled, nodes, put, said, whole
from tests.thorough import mostly

most = pytest.mark.parametrize("name", mostly(FILES, "WHOLE"))

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
