"""The JSON Schema, by which editors help: current, complete, and of one mind with the loader.

The schema is read by a small checker of our own, which knows the keywords that it uses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from brochures.content.json_schema import SCHEMA_FILE, Schema, schema, written
from brochures.content.loader import read_content
from brochures.content.model import INHERITED, WITH_TOPIC
from tests.content.json_schemas import CHECKS, NOTES, faults
from tests.content.mistakes import JARGON
from tests.samples import MINIMAL, OURS, WHOLE, minimal

SHIPPED = (OURS, *sorted((OURS.parent / "examples").rglob("*.yaml")))
"""Every content that comes with the program."""


def parts() -> Iterator[tuple[str, Schema]]:
    """Yield each kind of part with its name."""
    yield "Content", schema()
    yield from schema()["$defs"].items()


def properties() -> Iterator[tuple[str, Schema]]:
    """Yield each property with its name, such as Clinic.email."""
    for part, described in parts():
        for name, each in described.get("properties", {}).items():
            yield f"{part}.{name}", each


def description(each: Schema) -> str:
    """Return what is said of a property, or of the part that it is."""
    if "description" in each:
        return str(each["description"])
    alternatives = [each, *each.get("anyOf", ())]
    named = [one["$ref"].rpartition("/")[2] for one in alternatives if "$ref" in one]
    return "".join(schema()["$defs"][name].get("description", "") for name in named)


def patterns(each: Any) -> Iterator[str]:  # noqa: ANN401 - any part of a schema
    """Yield the patterns that a value has to be like, by itself or in one of its kinds."""
    if isinstance(each, dict):
        yield from [each["pattern"]] if isinstance(each.get("pattern"), str) else []
        yield from each.get("patternProperties", ())
        for key in ("anyOf", "items"):
            yield from patterns(each.get(key))
    elif isinstance(each, list):
        for one in each:
            yield from patterns(one)


def check(data: object) -> list[str]:
    """Return where data is not as the schema says."""
    return list(faults(data, schema(), schema()))


def test_the_schema_file_is_current() -> None:
    """Editors help with the content by the same rules by which it is loaded."""
    assert SCHEMA_FILE.read_text("utf-8") == written()


PROPERTIES = dict(properties())


@pytest.mark.parametrize("name", PROPERTIES)
def test_each_property_is_described(name: str) -> None:
    """Each key is described in plain sentences, which an editor shows beside it."""
    said = description(PROPERTIES[name])
    assert said, f"{name} has no docstring"
    assert re.match(r"[A-Z\"`]|letter or a4|true |false ", said)
    assert said.endswith((".", '."', '.".'))
    assert not JARGON.search(said)
    assert not re.search(r"\b(string|array|boolean|integer|regex|tuple|dict|ISO 8601)\b", said)


PATTERNED = [
    *(
        (name, description(each), pattern)
        for name, each in PROPERTIES.items()
        for pattern in patterns(each)
    ),
    *(
        (name, str(each.get("description")), each["pattern"])
        for name, each in parts()
        if "pattern" in each
    ),
]


@pytest.mark.parametrize(("name", "said", "pattern"), PATTERNED)
def test_each_pattern_has_an_example_beside_it(name: str, said: str, pattern: str) -> None:
    """Where a value has to be written in some way, its description holds one that is."""
    words = [word.strip(".,;\"`'") for word in said.split()]
    assert any(re.search(pattern, word) for word in words), f"{name}: {said}"
    assert {"Content.language", "Clinic.website", "Colors.deep", "Topic.sections"} <= {
        each for each, *_ in PATTERNED
    }


def test_lists_are_limited_as_lists() -> None:
    """The limits of a list are those that editors know of lists."""

    def lists(each: object) -> Iterator[Schema]:
        if isinstance(each, dict):
            yield from [each] if each.get("type") == "array" else []
            for one in each.values():
                yield from lists(one)
        for one in each if isinstance(each, list) else ():
            yield from lists(one)

    assert [each for each in lists(schema()) if {"minLength", "maxLength"} & each.keys()] == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(OURS.parent).as_posix())
def test_the_contents_that_we_ship(path: Path) -> None:
    """Every content that comes with the program is loaded, and an editor finds nothing in it."""
    assert read_content(path).content.topic.sections
    assert check(yaml.safe_load(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("words", [MINIMAL, WHOLE], ids=["minimal", "whole"])
def test_the_samples(words: str) -> None:
    """The contents that tests are made of are as the schema says."""
    assert check(yaml.safe_load(words)) == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (lambda data: data.pop("clinic"), ".clinic: is missing"),
        (lambda data: data.pop("topic"), ".topic: is missing"),
        (lambda data: data.pop("language"), ".language: is missing"),
        (lambda data: data.update(language="English"), ".language: 'English' is not like"),
        (lambda data: data.update(cover={}), ".cover: is unknown"),
        (lambda data: data["clinic"].update(name=""), ".clinic.name: 0 are beyond 1"),
        (
            lambda data: data["clinic"].update(hours=["a"] * 15),
            ".clinic.hours: 15 are beyond 14 or",
        ),
        (lambda data: data["topic"].update(sections={}), ".topic.sections: 0 are beyond 1"),
        (lambda data: data["topic"]["sections"].update(A={}), ".topic.sections.A: is not like"),
        (
            lambda data: data.update(handouts={"card": "maybe"}),
            "'maybe' is of another type than object or",
        ),
        (lambda data: data.update(printing={"paper": "legal"}), "'legal' is none of ['letter',"),
    ],
)
def test_what_an_editor_finds(changed: Any, says: str) -> None:  # noqa: ANN401 - changes in place
    """An editor marks what the loader refuses, in its place."""
    data = minimal()
    changed(data)
    (fault,) = check(data)
    assert says in fault


def test_a_file_with_a_base_may_leave_out_what_its_base_says() -> None:
    """In a file with a base an editor asks neither for the clinic nor for a topic."""
    assert check({"language": "en-US", "base": "content.yaml"}) == []
    assert [fault for fault in check({"language": "en-US"}) if "is missing" in fault]


@pytest.mark.parametrize("words", [MINIMAL, WHOLE], ids=["minimal", "whole"])
def test_a_file_with_a_base_may_say_a_part_of_each_thing(words: str) -> None:
    """An editor asks for nothing below what is inherited where there is a base, else for all."""
    own = {
        "language": "en-US",
        "clinic": {"name": "Second Clinic", "address": {"city": "Boston"}, "phone": {}},
        "brand": {"logo": {"alt": "Second Clinic"}},
        "review": {"version": "2"},
    }
    assert check({**own, "base": "content.yaml"}) == []
    alone = {**own, "topic": yaml.safe_load(words)["topic"]}
    assert [fault.removesuffix(": is missing") for fault in check(alone)] == [
        ".clinic.address.street",
        ".clinic.phone.number",
        ".brand.logo.file",
        ".review.reviewed_on",
        ".review.review_by",
    ]


def test_a_topic_and_what_is_in_lists_is_whole_beside_a_base() -> None:
    """A topic, or an item of a list, is never put together of two files: an editor asks for all."""
    own = {
        "language": "en-US",
        "base": "content.yaml",
        "clinic": {"other_phones": [{"number": "711"}]},
        "topic": {"name": "Smoking"},
    }
    in_list, in_topic = check(own)
    assert in_list.startswith(".clinic.other_phones: .0.label: is missing")
    assert in_topic == ".topic.sections: is missing"


def test_what_is_inherited_is_there() -> None:
    """What a content takes from its base are keys of contents."""
    assert set(INHERITED + WITH_TOPIC) <= schema()["properties"].keys()


def test_the_checker_knows_the_keywords() -> None:
    """Each keyword of the schema is checked, or only speaks to people."""

    def keywords(each: Any) -> Iterator[str]:  # noqa: ANN401 - any part of a schema
        for key, value in each.items():
            yield key
            if key in ("properties", "patternProperties", "$defs"):
                for one in value.values():
                    yield from keywords(one)
            elif key not in ("default", "required", "enum", "type"):
                for one in value if isinstance(value, list) else [value]:
                    yield from keywords(one) if isinstance(one, dict) else ()

    assert set(keywords(json.loads(written()))) <= CHECKS.keys() | NOTES
