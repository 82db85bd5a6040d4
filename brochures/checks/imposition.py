"""Rules about paper: copies on one sheet, and where they are cut apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import NamedTuple

from brochures.checks.blocks import squeezed
from brochures.checks.paper import GLYPH_ROUNDING, MARK_WIDTH, places
from brochures.checks.rule import Flaw, Group, check
from brochures.data.scripts import of_character
from brochures.formats.model import PT_PER_IN, Format
from brochures.pdf import Box, Facts, Graphic, Run

GROUP: Group = "paper"

SHORTEST_MARK = 9.0
"""An eighth of an inch, in pt: what is shorter is overlooked."""


class _Look(NamedTuple):
    """What is painted in a place: its text, its number of shapes, and the box around it all."""

    text: str
    shapes: int
    ink: Box


@check
def copies_alike(facts: Facts, made: Format) -> Iterator[Flaw]:
    """Every copy on the sheet looks like the one that is read, and is an artifact.

    Why: whoever gets the last card needs the same words as whoever gets the first one.
    Fix: leave the copies to the imposition, which paints one drawing again (developer).
    From: ours; ISO 14289-1, 7.1 asks that what is not read is an artifact
    """
    for panel in made.panels if made.copies else ():
        first, *others = places(panel, made)
        wanted = _look(_painted(facts, panel.page, first))
        for place in others:
            painted = _painted(facts, panel.page, place)
            found = _look(painted)
            back = found.ink.moved(first.x0 - place.x0, first.y0 - place.y0)
            near = all(abs(a - b) <= GLYPH_ROUNDING for a, b in zip(back, wanted.ink, strict=True))
            if found[:2] != wanted[:2] or not near:
                yield Flaw("the copy differs from the first one.", "", panel.page, place)
            if not all(each.artifact for each in painted):
                yield Flaw("the copy is tagged.", "", panel.page, place)


def _painted(facts: Facts, page: int, place: Box) -> list[Run | Graphic]:
    """Return what begins in a place."""
    painted: tuple[Run | Graphic, ...] = (*facts.runs, *facts.graphics)
    return [
        each
        for each in painted
        if each.page == page
        and place.x0 <= each.box.x0 < place.x1
        and place.y0 <= each.box.y0 < place.y1
    ]


def _look(painted: Sequence[Run | Graphic]) -> _Look:
    text = squeezed("".join(each.text for each in painted if isinstance(each, Run)))
    if not all(map(_is_plain, text)):  # a copy has no tags that say what its glyphs stand for
        text = ""
    shapes = sum(each.count for each in painted if isinstance(each, Graphic))
    boxes = [each.box for each in painted]
    return _Look(text, shapes, reduce(Box.union, boxes) if boxes else Box(0, 0, 0, 0))


@check
def cut_marks(facts: Facts, made: Format) -> Iterator[Flaw]:
    """Both ends of each cut carry a thin mark outside all that is cut, which is an artifact.

    Why: whoever cuts by hand needs to see where; nobody wants a line on the card.
    Fix: leave the marks to the imposition, and room for them beside the panels (developer).
    From: ours; print shops' guides
    """
    across, down = ([each * PT_PER_IN for each in cuts] for cuts in made.cuts)
    for page in sorted({panel.page for panel in made.panels if made.cut}):
        boxes = [each.box for each in facts.graphics if each.page == page and each.artifact]
        upright = [((box.x0 + box.x1) / 2, box.y0, box.y1) for box in boxes if _is_line(box.width)]
        flat = [((box.y0 + box.y1) / 2, box.x0, box.x1) for box in boxes if _is_line(box.height)]
        for side, cuts, marks, ends in (
            ("left", across, upright, down),
            ("top", down, flat, across),
        ):
            for cut in cuts:
                on_it = [
                    (start, end)
                    for middle, start, end in marks
                    if abs(middle - cut) <= GLYPH_ROUNDING and end - start >= SHORTEST_MARK
                ]
                before = sum(end < ends[0] for _, end in on_it)
                after = sum(start > ends[-1] for start, _ in on_it)
                if (before, after) != (1, 1) or len(on_it) > before + after:
                    where = f"{cut / PT_PER_IN:g} in from the {side}"
                    yield Flaw(f"the cut {where} is not marked at both its ends.", page=page)


def _is_plain(character: str) -> bool:
    script = of_character(character)
    return script is None or not script.complex


def _is_line(width: float) -> bool:
    return width <= MARK_WIDTH
