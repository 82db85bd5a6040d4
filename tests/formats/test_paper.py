"""The tri-fold as a sheet of paper: what comes near a fold or an edge, and how it folds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import pytest

from brochures.content.model import Content
from brochures.pdf import Facts, Run, Tag

WIDTH = 11 * 72
CLEAR_OF_FOLD = 0.125 * 72
CLEAR_OF_EDGE = 0.25 * 72
OUTSIDE_FOLDS = (3.625 * 72, (3.625 + 3.6875) * 72)
INSIDE_FOLDS = (3.6875 * 72, 2 * 3.6875 * 72)


def visible(facts: Facts) -> list[Run]:
    """Return the runs that leave ink."""
    return [run for run in facts.runs if run.visible]


@pytest.mark.parametrize(("page", "folds"), [(0, OUTSIDE_FOLDS), (1, INSIDE_FOLDS)])
def test_text_keeps_clear_of_folds(
    facts: Mapping[str, Facts], page: int, folds: tuple[float, float]
) -> None:
    """No text crosses a fold or comes nearer to one than an eighth of an inch."""
    runs = [run for run in visible(facts["trifold"]) if run.page == page]
    assert runs
    near = [
        run.text
        for run in runs
        for fold in folds
        if run.box.x0 < fold + CLEAR_OF_FOLD and run.box.x1 > fold - CLEAR_OF_FOLD
    ]
    assert near == []


@pytest.mark.parametrize("name", ["trifold", "large-print", "one-page"])
def test_text_keeps_clear_of_edges(facts: Mapping[str, Facts], name: str) -> None:
    """No text stands where an office printer cannot print."""
    for run in visible(facts[name]):
        page = facts[name].pages[run.page]
        assert run.box.x0 >= CLEAR_OF_EDGE, run.text
        assert run.box.y0 >= CLEAR_OF_EDGE, run.text
        assert run.box.x1 <= page.width - CLEAR_OF_EDGE, run.text
        assert run.box.y1 <= page.height - CLEAR_OF_EDGE, run.text


def test_fold_marks_stand_on_the_folds(facts: Mapping[str, Facts]) -> None:
    """Each side has a mark at both ends of both folds, 2 mm long and clear of all text."""
    for page, folds in enumerate((OUTSIDE_FOLDS, INSIDE_FOLDS)):
        marks = [
            graphic.box
            for graphic in facts["trifold"].graphics
            if graphic.page == page
            and graphic.box.x1 - graphic.box.x0 < 1
            and graphic.box.y1 - graphic.box.y0 == pytest.approx(2 / 25.4 * 72, abs=0.1)
        ]
        centres = sorted((mark.x0 + mark.x1) / 2 for mark in marks)
        assert centres == pytest.approx(sorted([*folds, *folds]), abs=0.1)


@dataclass(frozen=True)
class Column:
    """A third of a side, as the folds cut it."""

    left: float
    right: float
    text: str


def columns(facts: Facts, page: int, folds: tuple[float, float]) -> list[Column]:
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

    sections = content.sections
    assert "Still" in behind_left.text
    assert sections.definition.items[0].name in behind_right.text
    assert sections.symptoms.groups[0].title in left.text
    assert sections.options.groups[0].title in middle.text
    assert sections.treatments.items[0].name in " ".join(right.text.split())
    assert content.clinic.email in behind_middle.text


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
