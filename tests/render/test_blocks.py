"""Section bodies of every kind are read whole, at every depth, in every format that shows sections.

The examples are made from the schema of each kind: a new one is tried as soon as it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from brochures.build.handouts import Handout, build
from brochures.checks import RULES
from brochures.checks.blocks import squeezed
from brochures.checks.finding import Finding
from brochures.content.blocks import KINDS, Block, Chart, Groups, Items, Table
from brochures.content.figures import ITEM_STYLES
from brochures.content.items import DEPTHS, Depth
from brochures.content.json_schema import Schema, schema
from brochures.content.markup import plain
from brochures.content.model import Content
from brochures.formats import FORMATS, formats
from brochures.pdf import Facts, Tag, read
from brochures.render.html import compose, filled
from brochures.render.pdf import typeset
from tests.placing import placed
from tests.samples import minimal
from tests.thorough import mostly, thorough

WITH_SLOTS = [name for name, made in FORMATS.items() if made.slots]

every_format = pytest.mark.parametrize("name", WITH_SLOTS)
every_kind = pytest.mark.parametrize("kind", KINDS)
every_depth = pytest.mark.parametrize("depth", mostly(DEPTHS, "short", "full"))
each_extent = pytest.mark.parametrize("extent", mostly(["whole", "least"], "whole"))
"""With all its fields, or with those only that must be there."""


def resolved(described: Schema) -> Schema:
    """Return a schema with what it refers to; of alternatives, the first."""
    while "anyOf" in described or "$ref" in described:
        if "$ref" in described:
            described = schema()["$defs"][described["$ref"].rpartition("/")[2]]
        else:
            described = described["anyOf"][0]
    return described


NAMES = {"file": "picture.png", "icon": "moon"}
"""Fields that hold a name, and one for each."""


def example(described: Schema, numbers: Iterator[int], *, whole: bool) -> Any:  # noqa: ANN401 - data
    """Return data as a schema describes them: two of each list, no text twice."""
    described = resolved(described)
    match described["type"]:
        case "array":
            return [example(described["items"], numbers, whole=whole) for _ in range(2)]
        case "object":
            keys = described["properties"] if whole else described["required"]
            return {
                key: NAMES.get(key) or example(described["properties"][key], numbers, whole=whole)
                for key in keys
            }
        case "boolean":
            return True
        case "integer":
            return described["maximum"]
        case "number":
            return next(numbers) % 9 + 1
    return f"This is text {next(numbers):03}."


def section(kind: str, numbers: Iterator[int], *, whole: bool) -> dict[str, Any]:
    """Return a section with such a body."""
    fields = resolved({"$ref": "#/$defs/Section"})["properties"]
    others = ("title", "lead", "short", "for_clinicians") if whole else ("title", "for_clinicians")
    return {
        key: example(fields[key], numbers, whole=whole or key == "for_clinicians")
        for key in (*others, kind)
    }


Making = Callable[..., Content]
Reading = Callable[..., tuple[Content, Facts]]


@pytest.fixture(scope="module")
def with_kinds(tmp_path_factory: pytest.TempPathFactory) -> Making:
    """Make a content with a section of each of some kinds, named like it."""
    folder = tmp_path_factory.mktemp("pictures")
    Image.new("L", (1800, 400), 200).save(folder / "picture.png")

    def make(*kinds: str, whole: bool, show: str | None = None, **more: object) -> Content:
        numbers = count(1)
        data = minimal() | more
        data["topic"]["sections"] = {
            kind: section(kind, numbers, whole=whole) | {"show": show} for kind in kinds
        }
        content = Content.model_validate(data)
        for _, file in content.files():
            file.folder = folder
        return content

    return make


@pytest.fixture(scope="module")
def printed(with_kinds: Making) -> Reading:
    """Return a content with all kinds, all shown at a depth in a format, and what is printed."""

    @cache
    def make(name: str, depth: Depth, *, whole: bool) -> tuple[Content, Facts]:
        shown = {FORMATS[name].follows or name: [{kind: depth} for kind in KINDS]}
        content = with_kinds(*KINDS, whole=whole, handouts=shown)
        made = placed(content, name)
        return content, read(typeset(compose(content, made), made).pdf)

    return make


@each_extent
@every_depth
@every_format
@every_kind
def test_all_that_is_said_is_read(
    printed: Reading, kind: str, name: str, depth: Depth, extent: str
) -> None:
    """Every text that a body says at a depth is read in the PDF, in that order."""
    content, facts = printed(name, depth, whole=extent == "whole")
    text, end = squeezed(facts.text), 0
    said = [squeezed(plain(each)) for each in content.topic.sections[kind].said(depth)]
    assert len(said) >= 2
    for each in said:
        assert each in text[end:], each
        end += text[end:].index(each) + len(each)


@thorough
@every_depth
@every_format
@pytest.mark.parametrize("show", ITEM_STYLES)
def test_however_items_are_shown(with_kinds: Making, show: str, name: str, depth: Depth) -> None:
    """Every text is read, however a content has its items shown; no full stop follows another."""
    shown = {FORMATS[name].follows or name: [{kind: depth} for kind in KINDS]}
    content = with_kinds(*KINDS, whole=True, show=show, handouts=shown)
    made = placed(content, name)
    text = read(typeset(compose(content, made), made).pdf).text
    said = [each for section in content.topic.sections.values() for each in section.said(depth)]
    assert [each for each in said if squeezed(plain(each)) not in squeezed(text)] == []
    assert f".. {content.labels.offered}" not in text


@every_format
def test_a_name_alone_hides_no_words(name: str) -> None:
    """Beside an item that has a name alone, what is said of the others is read."""
    items = [{"name": "A name alone"}, {"name": "Another name", "text": "What is said of it."}]
    data = minimal() | {
        "handouts": {FORMATS[name].follows or name: [{"some": "full"}, {"many": "full"}]}
    }
    data["topic"]["sections"] = {
        "some": {"title": "Some", "items": items},
        "many": {"title": "Many", "groups": [{"title": "A group", "items": items}]},
    }
    content = Content.model_validate(data)
    made = placed(content, name)
    text = squeezed(read(typeset(compose(content, made), made).pdf).text)
    assert text.count(squeezed("What is said of it.")) == 2


@every_format
def test_tables_have_headers(printed: Reading, name: str) -> None:
    """Each row of a table begins with a header of its own; those of columns stand above them."""
    content, facts = printed(name, "full", whole=True)
    tables = list(facts.find("Table"))
    assert len(tables) == sum(tables_in(content.topic.sections[kind].body, name) for kind in KINDS)
    for table in tables:
        headers = [tag for tag in table.walk() if tag.type == "TH"]
        assert {tag.attributes["Scope"] for tag in headers} <= {"Row", "Column"}
        for row in (tag for tag in table.walk() if tag.type == "TR"):
            cells = [tag for tag in row.children if isinstance(tag, Tag)]
            first, *others = (cell.attributes.get("Scope") for cell in cells)
            assert (first, *others) in (
                ("Row", *[None] * len(others)),
                ("Column", *["Column"] * len(others)),
            )


def tables_in(body: Block, name: str) -> int:
    """Return how many tables a body is in a format: lists of items are some in the one-page."""
    match body:
        case Table() | Chart():
            return 1
        case Items() if name == "one-page":
            return 1
        case Groups() if name == "one-page":
            return len(body.root)
    return 0


@each_extent
@every_format
def test_charts_read_their_numbers(printed: Reading, name: str, extent: str) -> None:
    """Each number of a chart is a cell beside its name: with its unit, or what it is part of."""
    content, facts = printed(name, "full", whole=extent == "whole")
    charts = [each.chart for each in content.topic.sections.values() if each.chart]
    assert charts
    rows = {
        tuple(" ".join(cell.text.split()) for cell in row.children if isinstance(cell, Tag))
        for row in facts.find("TR")
    }
    for chart in charts:
        for each in chart.values:
            shown = chart.shown(each)
            if chart.of:
                shown = filled(content.labels.of, number=each.written, all=chart.of)
            assert (each.name, shown) in rows


@each_extent
@pytest.mark.parametrize("name", mostly(WITH_SLOTS, "half-fold", "one-page", "large-print-full"))
@every_kind
def test_a_kind_alone_breaks_no_rule(
    with_kinds: Making, kind: str, name: str, tmp_path: Path, extent: str
) -> None:
    """A handout with a section of that kind alone keeps every rule but those about words."""
    content = with_kinds(kind, whole=extent == "whole")
    (outcome,) = build([Handout(content, formats(content)[name], tmp_path)], date(2026, 6, 1))
    found = [each for each in outcome.findings if not about_words(each)]
    assert found == []


def about_words(finding: Finding) -> bool:
    """Say whether a finding is about how something is said: examples are no prose."""
    return finding.rule in RULES and RULES[finding.rule].group == "words"
