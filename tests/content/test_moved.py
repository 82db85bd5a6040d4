"""Contents of the older shape: each key is told where it belongs, and then they are accepted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from brochures.content.fields import Loc
from brochures.content.loader import load
from brochures.content.model import Content
from brochures.content.moved import MADE_KEYS, MOVED, REPLACED
from tests.content.mistakes import problems
from tests.samples import minimal

OLD = """\
language: en-US
clinic:
  name: Example Clinic
  tagline: TMS for depression
  address: {street: 1 Main St., city: Brooklyn, state: NY, zip: "11201"}
  phone: {number: (718) 400-0867}
  email: info@example.com
review: {version: "1", reviewed_on: 2026-01-31, review_by: 2027-01-31}
cover: {title: "Still depressed?", lead: Other treatments offer hope.}
titles:
  large_print: {title: In large print, subtitle: About depression}
  one_page: {title: On one page, subtitle: For physicians}
summary: {title: In short, points: [There are other treatments.]}
next_step: {title: Your next step, lead: Talk to us., steps: [Call us.]}
sections:
  definition: {title: What it is, items: [{name: Symptoms stay, text: They stay the same.}]}
referral: {title: How to refer, lead: Call us., who: Whom to refer, steps: [], send: []}
drawings: {doors: Three doors., medicines: Pills., coil: A coil., code: Our QR code.}
labels: {contents: What is in here, page: "Page {page} of {pages}", links: {call: "Call {name}"}}
desk: {title: Print desk, steps: {paper: "Put {paper} paper in."}, labels: {open: Open}}
printing: {paper: letter, fold_marks: yes}
acronyms: [EMDR]
waivers: []
"""
"""A content of the older shape, with each of its keys. Its crisis line was written as it is now."""

STILL_THERE = ("language", "clinic", "review", "labels", "printing", "acronyms", "waivers")
"""Keys that stand where they stood."""

NOWHERE = ("titles", "drawings", "desk")
"""Keys that stand nowhere any more, as a whole."""


WHO = "topic.referral.who"
"""Where one text stood that has keys of its own now."""


def old() -> dict[str, Any]:
    """Return a content of the older shape as data."""
    data: dict[str, Any] = yaml.safe_load(OLD)
    return data


def test_each_key_is_told_where_it_went(file: Path) -> None:
    """Every key at the top that is no longer there has a sentence of its own, in its own line."""
    found = problems(file, OLD)
    told = {each.path: each for each in found if each.path != "topic"}
    assert list(told) == [key for key in old() if key not in STILL_THERE]
    assert told.keys() == MOVED.keys()
    for key, each in told.items():
        assert each.what == f'"{key}" does not belong here any more.'
        assert each.fix == MOVED[key]
        assert each.line
        assert OLD.split("\n")[each.line - 1].startswith(f"{key}:")
    (missing,) = (each for each in found if each.path == "topic")
    assert '"topic" is missing' in missing.what


@pytest.mark.parametrize("key", NOWHERE)
def test_where_it_went_is_there(key: str) -> None:
    """The places that a sentence names are keys of the new shape."""
    names = re.findall(r"\w+(?:\.\w+)+", MOVED[key])
    assert names
    for name in names:
        at: Any = Content
        for step in name.split("."):
            kind = at.model_fields[step].annotation
            at = next(each for each in (*get_args(kind), kind) if each is not type(None))


def test_who_does_as_told_has_a_content(file: Path) -> None:
    """With every key where its sentence says the content is accepted, and says the same."""
    data = old()
    titles = data.pop("titles")
    del data["drawings"], data["desk"]
    topic = {key: data.pop(key) for key, fix in MOVED.items() if key in data and "topic:" in fix}
    data["topic"] = {
        "name": "Depression",
        **topic,
        **titles["large_print"],
        "for_clinicians": titles["one_page"],
    }
    (problem,) = problems(file, yaml.safe_dump(data))
    assert (problem.path, problem.fix) == (WHO, MADE_KEYS[tuple(WHO.split("."))])
    assert problem.what == '"who" is no longer one text.'
    heading = topic["referral"]["who"]
    topic["referral"]["who"] = {"title": heading, "lead": "Whoever two medicines did not help."}
    assert problems(file, yaml.safe_dump(data)) == ()
    content = load(file)
    assert content.topic.referral
    assert content.topic.referral.who
    assert content.topic.referral.who.title == "Whom to refer"
    assert content.clinic.address_lines == ("1 Main St.", "Brooklyn, NY 11201")
    assert (content.topic.heading, content.topic.question) == ("In large print", "Still depressed?")
    assert content.topic.clinical_heading == "On one page"


@pytest.mark.parametrize("loc", REPLACED, ids=lambda loc: ".".join(map(str, loc)))
def test_words_that_others_replace(loc: Loc, file: Path) -> None:
    """A label that is no longer used is refused with a sentence, and what that advises loads."""
    words: Any = "Some words"
    for key in reversed(loc):
        words = {key: words}
    (problem,) = problems(file, yaml.safe_dump(minimal() | words))
    assert problem.path == ".".join(map(str, loc))
    assert problem.what == f'"{loc[-1]}" does not belong here any more.'
    assert problem.fix == REPLACED[loc]
    for place, example in re.findall(r'(labels(?:\.\w+)+), such as "(.+)"', problem.fix):
        instead: Any = example
        for key in reversed(place.split(".")):
            instead = {key: instead}
        assert problems(file, yaml.safe_dump(minimal() | instead)) == ()


@pytest.mark.parametrize("key", NOWHERE)
def test_who_moves_all_of_it_is_told_again(key: str, file: Path) -> None:
    """A key that has no place below `topic` either is told so there, too."""
    data = old()
    topic = {name: data.pop(name) for name in MOVED if name != key}
    topic = {name: topic[name] for name in topic if "topic:" in MOVED[name]}
    data["topic"] = {"name": "Depression", **topic, key: data.pop(key)}
    found = problems(file, yaml.safe_dump(data, sort_keys=False))
    (problem,) = (each for each in found if each.path != WHO)
    assert (problem.path, problem.fix) == (f"topic.{key}", MOVED[key])


def test_a_key_of_the_same_name_elsewhere_is_another(file: Path) -> None:
    """What stood at the top is not looked for in places where it never stood."""
    text = OLD.replace("  tagline:", "  desk: Ann\n  tagline:")
    (problem,) = (each for each in problems(file, text) if each.path == "clinic.desk")
    assert problem.what == 'There is no key "desk" here.'
