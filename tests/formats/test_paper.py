"""Handouts as sheets of paper: what comes near a fold, a cut or an edge, and how they fold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import pytest

from brochures.content.model import Content
from brochures.formats import FORMATS
from brochures.formats.model import Format
from brochures.pdf import Facts, Run, Tag
from tests.placing import ours

WIDTH = 11 * 72
CLEAR_OF_FOLD = 0.125 * 72
CLEAR_OF_EDGE = 0.25 * 72
OUTSIDE_FOLDS = (3.625 * 72, (3.625 + 3.6875) * 72)
INSIDE_FOLDS = (3.6875 * 72, 2 * 3.6875 * 72)

FOLDED = [name for name in ours() if FORMATS[name].folds]
every_side = pytest.mark.parametrize(
    ("name", "page"), [(name, page) for name in FOLDED for page in range(2)]
)


def visible(facts: Facts) -> list[Run]:
    """Return the runs that leave ink."""
    return [run for run in facts.runs if run.visible]


def folds_of(name: str, page: int) -> tuple[float, ...]:
    """Return where a side is folded, in pt from its left edge."""
    return tuple(72 * fold for fold in FORMATS[name].folds[page])


def test_where_a_trifold_folds() -> None:
    """The tri-fold folds where print shops fold a Letter sheet, its narrow panel tucked in."""
    assert folds_of("trifold", 0) == pytest.approx(OUTSIDE_FOLDS)
    assert folds_of("trifold", 1) == pytest.approx(INSIDE_FOLDS)


@every_side
def test_text_keeps_clear_of_folds(facts: Mapping[str, Facts], name: str, page: int) -> None:
    """No text crosses a fold or comes nearer to one than an eighth of an inch."""
    runs = [run for run in visible(facts[name]) if run.page == page]
    assert runs
    near = [
        run.text
        for run in runs
        for fold in folds_of(name, page)
        if run.box.x0 < fold + CLEAR_OF_FOLD and run.box.x1 > fold - CLEAR_OF_FOLD
    ]
    assert near == []


@pytest.mark.parametrize("name", ours())
def test_text_keeps_clear_of_edges(facts: Mapping[str, Facts], name: str) -> None:
    """No text stands where an office printer cannot print."""
    for run in visible(facts[name]):
        page = facts[name].pages[run.page]
        assert run.box.x0 >= CLEAR_OF_EDGE, run.text
        assert run.box.y0 >= CLEAR_OF_EDGE, run.text
        assert run.box.x1 <= page.width - CLEAR_OF_EDGE, run.text
        assert run.box.y1 <= page.height - CLEAR_OF_EDGE, run.text


@every_side
def test_fold_marks_stand_on_the_folds(facts: Mapping[str, Facts], name: str, page: int) -> None:
    """Each side has a mark at both ends of each fold, 2 mm long and clear of all text."""
    folds = folds_of(name, page)
    marks = [
        graphic.box
        for graphic in facts[name].graphics
        if graphic.page == page
        and graphic.box.x1 - graphic.box.x0 < 1
        and graphic.box.y1 - graphic.box.y0 == pytest.approx(2 / 25.4 * 72, abs=0.1)
    ]
    centres = sorted((mark.x0 + mark.x1) / 2 for mark in marks)
    assert centres == pytest.approx(sorted([*folds, *folds]), abs=0.1)


@pytest.mark.parametrize("name", [name for name in ours() if FORMATS[name].cut])
def test_text_keeps_clear_of_cuts(facts: Mapping[str, Facts], name: str) -> None:
    """No text crosses a cut, or comes nearer to one than an eighth of an inch."""
    across, down = ([72 * cut for cut in cuts] for cuts in FORMATS[name].cuts)
    assert across
    assert down
    for run in visible(facts[name]):
        for cut in across:
            assert not run.box.x0 - CLEAR_OF_FOLD < cut < run.box.x1 + CLEAR_OF_FOLD, run.text
        for cut in down:
            assert not run.box.y0 - CLEAR_OF_FOLD < cut < run.box.y1 + CLEAR_OF_FOLD, run.text


@dataclass(frozen=True)
class Column:
    """A part of a side, as the folds cut it."""

    left: float
    right: float
    text: str


def columns(facts: Facts, page: int, folds: tuple[float, ...]) -> list[Column]:
    """Return a side's columns from left to right, with the text that stands in them."""
    edges = [0, *folds, WIDTH]
    runs = [run for run in visible(facts) if run.page == page]
    return [
        Column(left, right, " ".join(run.text for run in runs if left < run.box.x0 < right))
        for left, right in pairwise(edges)
    ]


def test_panels_in_the_order_of_folding(facts: Mapping[str, Facts], content: Content) -> None:
    """Printed, turned on the short edge and roll-folded, the panels come as they are read.

    Turned on the short edge, the outside's left column lies behind the inside's right one. That
    right one is tucked in first, then the left one is closed over it; its back is the cover.
    """
    outside = columns(facts["trifold"], 0, OUTSIDE_FOLDS)
    inside = columns(facts["trifold"], 1, INSIDE_FOLDS)
    for front, back in zip(inside, reversed(outside), strict=True):
        assert front.left == pytest.approx(WIDTH - back.right)
        assert front.right == pytest.approx(WIDTH - back.left)
    left, middle, right = inside
    behind_left, behind_middle, behind_right = reversed(outside)
    tucked = right.right - right.left
    assert tucked < left.right - left.left
    assert tucked < middle.right - middle.left

    sections = content.topic.sections
    assert "Still" in behind_left.text
    assert sections["definition"].body.all_items[0].name in behind_right.text
    assert sections["symptoms"].body.all_items[0].name in left.text
    assert sections["options"].body.all_items[0].name in middle.text
    assert sections["treatments"].body.all_items[0].name in " ".join(right.text.split())
    assert str(content.clinic.email) in behind_middle.text


def test_a_half_fold_in_the_order_of_folding(
    facts: Mapping[str, Facts], made: Mapping[str, Format], content: Content
) -> None:
    """Folded once, the sheet has its cover on the right of the outside, its back on the left."""
    outside, inside = (
        columns(facts["half-fold"], page, folds_of("half-fold", page)) for page in (0, 1)
    )
    assert [column.right - column.left for column in (*outside, *inside)] == [WIDTH / 2] * 4
    back, cover = outside
    assert "Still" in cover.text
    assert str(content.clinic.email) in back.text
    for column, placed in zip(inside, made["half-fold"].placement.values(), strict=True):
        (first, *_) = placed
        assert content.topic.sections[first.section].title in column.text


def test_tags_in_the_order_of_folding(facts: Mapping[str, Facts]) -> None:
    """The tags read cover, flap, inside 1 to 3, back: the order of the folded sheet."""
    (document,) = facts["trifold"].tags
    panels = [child for child in document.children if isinstance(child, Tag)]
    places = []
    for panel in panels:
        runs = [run for run in panel.runs if run.visible]
        page = runs[0].page
        folds = (OUTSIDE_FOLDS, INSIDE_FOLDS)[page]
        (column,) = {sum(run.box.x0 > fold for fold in folds) for run in runs}
        places.append((page, column))
    cover, flap, back = (0, 2), (0, 0), (0, 1)
    assert places == [cover, flap, (1, 0), (1, 1), (1, 2), back]
