"""What stands where: sections fill a format's places, and show less where there is no room."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from brochures.build.handouts import Handout, build
from brochures.checks import overflow
from brochures.checks.report import Outcome
from brochures.content.markup import plain
from brochures.content.model import Content
from brochures.formats import FORMATS, formats
from brochures.formats.model import Format, Placed, Slot
from brochures.formats.placement import LESS, candidates, chosen, faults, lacking, tried
from brochures.pdf import read
from brochures.render.html import compose
from brochures.render.pdf import typeset
from tests.placing import placed
from tests.samples import minimal, ours, whole
from tests.thorough import mostly, thorough

TODAY = date(2026, 6, 1)

WITH_SLOTS = [name for name, made in FORMATS.items() if made.slots]
OF_THEIR_OWN = [name for name in WITH_SLOTS if not FORMATS[name].follows]
FOLLOWING = [name for name in WITH_SLOTS if FORMATS[name].follows]
BOUNDED = [name for name in WITH_SLOTS if FORMATS[name].pages]
"""Formats that have room for so much and no more."""

LESSENED = [name for name in BOUNDED if FORMATS[name].depth in LESS]
"""Formats that show less of a section where there is no room."""

ANIMALS = """cat dog cow pig hen duck goose horse sheep goat fox bear mouse frog bee ant wolf deer
owl crow""".split()
KINDS = """red blue green white black brown pink grey gold warm small large young old thin fat wild
tame kind shy""".split()


def with_sections(*numbers: int, **more: object) -> Content:
    """Return a content whose sections have so many items each, part-1 and so on."""
    data: dict[str, Any] = minimal() | more
    data["topic"]["sections"] = {
        f"part-{number}": {
            "title": f"The {animal}",
            "for_clinicians": {"title": f"The {animal}"},
            "items": [item(f"{kind} {animal}") for kind in KINDS[:items]],
        }
        for number, (animal, items) in enumerate(zip(ANIMALS, numbers, strict=False), 1)
    }
    return Content.model_validate(data)


def item(name: str) -> dict[str, str]:
    """Return an item of that name, in full and in short."""
    return {
        "name": f"A {name}",
        "text": f"You can think of a {name} when you lie in your bed at night.",
        "short": f"Do you see a {name}?",
    }


def row(made: Format) -> list[Placed]:
    """Return the sections of a format in reading order."""
    return [each for sections in made.placement.values() for each in sections]


def depths(made: Format) -> list[str]:
    """Return how much of each section is shown, in reading order."""
    return [each.depth for each in row(made)]


def built(content: Content, name: str, folder: Path) -> tuple[Outcome, Format]:
    """Build a format; return what became of it, and its sections as they were placed."""
    (outcome,) = build([Handout(content, formats(content)[name], folder)], TODAY)
    assert outcome.made
    return outcome, outcome.made


# The ways to try


@pytest.mark.parametrize("name", LESSENED)
def test_from_roomiest_to_tightest(name: str) -> None:
    """All sections in full come first; each way shows less of one section, the last one first."""
    content = with_sections(1, 2, 3, 4, 5)
    ways = [depths(each) for each in candidates(FORMATS[name], content)]
    first, *less = LESS[FORMATS[name].depth]
    assert ways[0] == [first] * 5
    assert ways[-1] == [less[-1]] * 5
    changes = [
        [
            (at, after)
            for at, (before, after) in enumerate(zip(*pair, strict=True))
            if before != after
        ]
        for pair in pairwise(ways)
    ]
    assert changes == [[(at, depth)] for depth in less for at in reversed(range(5))]


@pytest.mark.parametrize("name", sorted(set(OF_THEIR_OWN) - set(LESSENED)))
def test_one_way(name: str) -> None:
    """A format with as many pages as it takes, or for physicians, shows all at one depth."""
    content = with_sections(1, 2, 3)
    (only,) = candidates(FORMATS[name], content)
    assert depths(only) == [FORMATS[name].depth] * 3


@pytest.mark.parametrize("name", WITH_SLOTS)
@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 9])
def test_all_sections_in_reading_order(name: str, number: int) -> None:
    """Each section stands in one place, and they are read as they are written."""
    content = with_sections(*range(1, number + 1))
    for made in candidates(FORMATS[name], content):
        assert [each.section for each in row(made)] == list(content.topic.sections)
        assert list(made.placement) == [place for slot in made.slots for place in slot.places]


@pytest.mark.parametrize("name", BOUNDED)
def test_no_place_is_left_empty(name: str) -> None:
    """Where there are as many sections as places, each place has one at least."""
    places = sum(len(slot.places) for slot in FORMATS[name].slots)
    for numbers in ([1] * places, [1, *[9] * places], [*[9] * places, 1]):
        for made in candidates(FORMATS[name], with_sections(*numbers)):
            assert all(made.placement.values())


@pytest.mark.parametrize("name", BOUNDED)
def test_few_sections_stand_in_the_largest_slot(name: str) -> None:
    """One section alone stands inside a folded sheet, not on its flap."""
    made = placed(with_sections(3), name)
    largest = max(made.slots, key=lambda slot: len(slot.places))
    assert [place for place, sections in made.placement.items() if sections] == [largest.places[0]]


TWO = (Slot("columns", ("one", "two")),)
THREE = (Slot("columns", ("one", "two", "three")),)


@pytest.mark.parametrize(
    ("slots", "numbers", "shares"),
    [
        (TWO, [4, 4, 4, 4], [2, 2]),
        (TWO, [20, 4, 4, 4], [1, 3]),
        (TWO, [4, 4, 4, 20], [3, 1]),
        (THREE, [4, 4, 4, 4, 4, 4], [2, 2, 2]),
        (THREE, [6, 18, 6, 6, 6], [1, 1, 3]),
        (THREE, [1, 1, 1, 16, 16], [3, 1, 1]),
    ],
)
def test_places_are_equally_full(
    slots: tuple[Slot, ...], numbers: Sequence[int], shares: list[int]
) -> None:
    """A row of sections is shared out so that the fullest place is as little full as can be."""
    made = replace(FORMATS["large-print-full"], slots=slots, pages=1)
    first, *_ = candidates(made, with_sections(*numbers))
    assert [len(sections) for sections in first.placement.values()] == shares


@pytest.mark.parametrize("name", BOUNDED)
def test_no_section_would_stand_better_next_door(name: str) -> None:
    """To move a section over the end of its place makes the fullest place no less full."""
    content = Content.model_validate(ours() | {"handouts": {}})
    for made in candidates(FORMATS[name], content):
        shares = list(made.placement.values())
        for left, right in pairwise(range(len(shares))):
            one, other = shares[left], shares[right]
            for moved in ((one[:-1], (one[-1], *other)), ((*one, other[0]), other[1:])):
                if all(moved):
                    others = [*shares[:left], *moved, *shares[right + 1 :]]
                    assert fullest(content, made, others) >= fullest(content, made, shares)


def fullest(content: Content, made: Format, shares: Iterable[tuple[Placed, ...]]) -> float:
    """Return how full the fullest place is: characters an inch of its width."""
    widths = {panel.name: panel.width for panel in made.panels}
    return max(
        sum(weight(content, each) for each in share) / widths.get(place, 1)
        for place, share in zip(made.placement, shares, strict=True)
    )


def weight(content: Content, each: Placed) -> float:
    """Return about how much room a section takes, in characters."""
    said = list(content.topic.sections[each.section].said(each.depth))
    return sum(map(len, said)) + 20 * len(said) + 60


# What a content says of it

ALL = ["part-1", "part-2", "part-3", "part-4"]


def test_sections_where_the_content_says() -> None:
    """Sections stand in the slots that are named, in that order, and no other one is shown."""
    handouts = {
        "trifold": {"inside": ["part-4", {"part-1": "name"}], "flap": [{"part-2": "short"}]}
    }
    content = with_sections(1, 1, 1, 1, handouts=handouts)
    first, *_ = candidates(FORMATS["trifold"], content)
    assert first.placement == {
        "flap": (Placed("part-2", "short"),),
        "inside-1": (Placed("part-4", "full"),),
        "inside-2": (Placed("part-1", "name"),),
        "inside-3": (),
    }
    assert first.depth_of("part-4") == "full"
    assert first.depth_of("part-3") is None


@pytest.mark.parametrize("name", OF_THEIR_OWN)
def test_a_list_fills_all_slots(name: str) -> None:
    """A list without slots names the sections that are shown; they are shared out as usual."""
    listed = [f"part-{number}" for number in (6, 5, 3, 2, 1)]
    content = with_sections(*[2] * 6, handouts={name: listed})
    for made in candidates(FORMATS[name], content):
        assert [each.section for each in row(made)] == listed


@pytest.mark.parametrize("name", FOLLOWING)
def test_one_that_follows_shows_the_same(name: str) -> None:
    """A format that follows another shows as much of the same sections, in the content's order."""
    made = FORMATS[name]
    handouts = {made.follows: ["part-3", {"part-1": "name"}, "part-4", {"part-5": "short"}]}
    content = with_sections(1, 2, 3, 4, 5, handouts=handouts)
    ways = tried(made, content)
    assert ways == candidates(FORMATS[made.follows], content)
    for own, other in zip(candidates(made, content), ways, strict=True):
        shown = row(own)
        assert [each.section for each in shown] == ["part-1", "part-3", "part-4", "part-5"]
        assert sorted(shown, key=repr) == sorted(row(other), key=repr)


@pytest.mark.parametrize("name", LESSENED)
def test_a_named_depth_is_kept(name: str) -> None:
    """A section whose depth the content names keeps it, whatever room there is."""
    handouts = {name: [{"part-1": "full"}, "part-2", {"part-3": "short"}]}
    content = with_sections(2, 2, 2, handouts=handouts)
    ways = [depths(made) for made in candidates(FORMATS[name], content)]
    assert ways == [["full", depth, "short"] for depth in LESS["full"]]


@pytest.mark.parametrize(
    ("handouts", "where", "what", "fix"),
    [
        ({"trifolt": True}, "trifolt", 'no format called "trifolt"', 'mean "trifold"'),
        ({"one-page": {"top": []}}, "one-page.top", 'no place called "top"', "There are: page"),
        ({"one-page": {"page": []}}, "one-page.page", "room for 1 section at least", "Add some"),
        ({"trifold": {"inside": ALL}}, "trifold", "Nothing says what stands in flap", "flap: ["),
        ({"one-page": ["part-1", "part-x"]}, "one-page.1", 'no section called "part-x"', '"part-'),
        ({"one-page": [{"part-1": "fulll"}, "part-2"]}, "one-page.0.part-1", '"fulll"', '"full"'),
        ({"one-page": [{"part-1": 3}, "part-2"]}, "one-page.0.part-1", "A depth is", "brief"),
        ({"one-page": ["part-1", "part-1"]}, "one-page.1", "stands in this handout twice", "Take"),
        ({"large-print": ["part-1"]}, "large-print", "shows what trifold shows", "below trifold"),
        ({"one-page": "part-1"}, "one-page", "A list of sections is wanted", "[part-1, part-2"),
        ({"one-page": [["part-1"], "part-2"]}, "one-page.0", "A section is wanted", "name: short"),
    ],
)
def test_what_cannot_be_is_said(handouts: object, where: str, what: str, fix: str) -> None:
    """A format, place, section or depth that there is not is named, with what was meant."""
    content = with_sections(1, 1, 1, 1, handouts=handouts)
    found = {".".join(map(str, loc)): (said, cure) for loc, said, cure in faults(content)}
    said, cure = found[f"handouts.{where}"]
    assert what in said
    assert fix in cure


@pytest.mark.parametrize("asked", [True, False, None])
@pytest.mark.parametrize("name", FORMATS)
def test_yes_and_no_are_fine(name: str, asked: object) -> None:
    """Each format can be asked for, or left out, by a word."""
    assert list(faults(with_sections(1, handouts={name: asked}))) == []


# Which handouts are made


def test_which_are_made() -> None:
    """Formats are made as far as there are words; those on request once a content asks."""
    usual = [name for name, made in FORMATS.items() if not made.on_request]
    content = Content.model_validate(whole())
    made, notes = chosen(content)
    assert [each.name for each in made] == [
        name for name in usual if not lacking(FORMATS[name], content)
    ]
    assert len(notes) == len(usual) - len(made)
    for name in FORMATS:
        without = content.model_copy(update={"handouts": {name: False}})
        asked = content.model_copy(update={"handouts": {name: True}})
        assert name not in [each.name for each in chosen(without)[0]]
        if not lacking(FORMATS[name], content):
            assert name in [each.name for each in chosen(asked)[0]]


def test_a_handout_without_words_is_not_made() -> None:
    """One without words of its own is told with what to add; asked for by name it is made."""
    content = Content.model_validate(minimal())
    made, notes = chosen(content)
    for name in FORMATS:
        if why := lacking(FORMATS[name], content):
            assert name not in [each.name for each in made]
            assert FORMATS[name].on_request or f"{name}: not made. {why}" in notes
            assert [each.name for each in chosen(content, [name])[0]] == [name]
    (note,) = (note for note in notes if note.startswith("one-page"))
    assert "add `for_clinicians`" in note


# What is printed


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("words", [minimal, whole])
def test_a_small_content_builds(
    words: Callable[[], dict[str, Any]], name: str, tmp_path: Path
) -> None:
    """The smallest valid content and a small one are published in every format they suffice for."""
    content = Content.model_validate(words())
    if lacking(FORMATS[name], content):
        assert words is minimal
        return
    outcome, made = built(content, name, tmp_path)
    assert outcome.findings == ()
    printed = read(outcome.path.read_bytes()).text
    for section in content.topic.sections.values():
        if made.slots and (made.for_patients or section.is_clinical):
            assert plain(section.heading(made.depth)) in printed


@pytest.mark.parametrize("name", mostly(LESSENED, LESSENED[-1]))
def test_depth_falls_until_all_fits(name: str, tmp_path: Path) -> None:
    """Of what has no room in full, the last sections are shown at less depth, and no more of them.

    The way that is printed fits, and the one before it does not.
    """
    content = next(
        each
        for each in (with_sections(*[5] * number) for number in range(2, len(ANIMALS)))
        if runs_over(each, placed(each, name))
    )
    outcome, made = built(content, name, tmp_path)
    assert outcome.findings == ()
    ways = candidates(formats(content)[name], content)
    taken = ways.index(made)
    assert 0 < taken < len(ways) - 1
    assert not runs_over(content, made)
    assert runs_over(content, ways[taken - 1])
    printed = " ".join(read(outcome.path.read_bytes()).text.split())
    for each in row(made):
        first, *_ = content.topic.sections[each.section].body.all_items
        assert first.name in printed
        assert (str(first.text) in printed) == (each.depth == "full")
        assert (str(first.short) in printed) == (each.depth == "short")


def runs_over(content: Content, made: Format) -> list[str]:
    """Say where the text of a format runs over."""
    result = typeset(compose(content, made), made)
    findings = overflow.findings(made, content, result.fills)
    return [finding.where for finding in findings if not finding.warning]


@thorough
@pytest.mark.parametrize("name", LESSENED)
def test_what_never_fits_is_named(name: str, tmp_path: Path) -> None:
    """What has no room even by its names is withheld: section, panel and words are named."""
    content = with_sections(*[20] * 15)
    outcome, made = built(content, name, tmp_path)
    assert not outcome.path.exists()
    assert set(depths(made)) == {LESS[FORMATS[name].depth][-1]}
    found = [each for each in outcome.findings if each.rule == "overflow"]
    assert found
    for each in found:
        panel, section = re.findall(r"^panel ([\w-]+) \(.+\), section ([\w-]+)$", each.where)[0]
        assert section in [one.section for one in made.placement[panel]]
        assert re.search(r"about \d+ words", each.what)
        assert each.path.startswith(f"topic.sections.{section}.")
