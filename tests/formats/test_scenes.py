"""The ground that the scenes of folded sheets stand on, and how much ink a side takes."""

from __future__ import annotations

from collections.abc import Mapping

import pypdfium2
import pytest
from PIL import Image

from brochures.content.model import Content, PaperName
from brochures.data.palette import DEFAULT, themes
from brochures.formats.model import PAPERS, PT_PER_IN, Format, for_print_shop
from brochures.render.html import compose
from brochures.render.pdf import typeset
from brochures.render.result import Typeset
from tests.placing import all_placed, on_paper, ours
from tests.thorough import mostly, thorough

SCALE = 2
"""Pixels for each pt."""

GROUND = 28
"""How far the middle of the ground lies above the sheet's lower edge, in pt."""

UNPRINTABLE = 19
"""So wide a strip at each edge stays white on an office printer, in pt."""

DARK = 110
"""Of 255: as dark as the ground, or darker."""

COVER_MARGIN, COVER_ART = 18, 205
"""On the cover of a half-fold: how far from the edge the drawing stands, and its width, in pt."""

HORIZON = (310, 550)
"""Where the drawing on it begins and ends, in pt from the sheet's upper edge."""

ALIKE, STEP = 8, 4
"""Pixels that differ by no more levels are alike; so high a step in an outline is not seen (pt)."""

MOST_INK = 0.15
"""So much of a side is ink at most, in the mean: more curls the paper, and drains a cartridge."""


def drawn(pdf: bytes, page: int) -> Image.Image:
    """Return a page in grey."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture: Image.Image = document[page].render(scale=SCALE, grayscale=True).to_pil()
        return picture


def scenes(content: Content) -> list[tuple[Format, int]]:
    """Return the formats that have a frieze, and the pages that it stands on."""
    return [
        (made, panel.page)
        for made in all_placed(content).values()
        for panel in made.panels
        for placed in made.placement.get(panel.name, ())
        if content.topic.sections[placed.section].frieze
    ]


def ground(picture: Image.Image, made: Format, slug: float = 0) -> list[int]:
    """Return the pixels along the ground of a page, from its left edge to its right one."""
    row = round((made.height * PT_PER_IN - GROUND + slug) * SCALE)
    return list(picture.crop((0, row, picture.width, row + 1)).tobytes())


@pytest.mark.parametrize("paper", mostly(PAPERS, "letter"))
def test_the_ground_runs_through_all_panels(content: Content, paper: PaperName) -> None:
    """From margin to margin, and across the folds, the ground of a scene is one dark line."""
    shown = on_paper(content, paper)
    found = scenes(shown)
    assert found
    for made, page in found:
        line = ground(drawn(typeset(compose(shown, made), made).pdf, page), made)
        inner = line[UNPRINTABLE * SCALE : -UNPRINTABLE * SCALE]
        assert max(inner) <= DARK, made.name


@thorough
def test_the_ground_bleeds_for_a_print_shop(content: Content) -> None:
    """For a print shop the ground goes on to the end of the bleed, on both sides."""
    for made, page in scenes(content):
        shop = for_print_shop(made)
        picture = drawn(typeset(compose(content, shop), shop).pdf, page)
        beside = (picture.width / SCALE - made.width * PT_PER_IN) / 2
        line = ground(picture, made, beside)
        start = round((beside - shop.bleed * PT_PER_IN) * SCALE) + 1
        assert max(line[start:-start]) <= DARK, made.name


def test_the_flap_stands_on_the_same_ground(
    made: Mapping[str, Format], handouts: Mapping[str, Typeset]
) -> None:
    """The flap, seen beside the first panel inside, has its ground at the same height."""
    for each in made.values():
        flap = next((panel for panel in each.panels if panel.name == "flap"), None)
        if flap is None:
            continue
        line = ground(drawn(handouts[each.name].pdf, flap.page), each)
        right = round((flap.left + flap.width) * PT_PER_IN * SCALE)
        assert max(line[UNPRINTABLE * SCALE : right - UNPRINTABLE * SCALE]) <= DARK


def test_a_drawing_goes_on_beside_its_edge(
    made: Mapping[str, Format], handouts: Mapping[str, Typeset]
) -> None:
    """On a cover wider than its drawing, hills and wall go on beside that, at their height."""
    half_fold = made["half-fold"]
    picture = drawn(handouts["half-fold"].pdf, 0)
    left = half_fold.width * PT_PER_IN - COVER_MARGIN - COVER_ART
    before, after = (
        picture.crop(
            (round(x * SCALE), HORIZON[0] * SCALE, round(x * SCALE) + 1, HORIZON[1] * SCALE)
        )
        for x in (left - 1, left + 1)
    )
    apart = sum(
        abs(one - other) > ALIKE
        for one, other in zip(before.tobytes(), after.tobytes(), strict=True)
    )
    assert apart / SCALE <= STEP


@pytest.mark.parametrize("theme", mostly(themes(), DEFAULT))
def test_a_side_takes_little_ink(content: Content, theme: str) -> None:
    """In each theme, no side of a handout is more than 15 % ink in the mean."""
    brand = content.brand.model_copy(update={"theme": theme})
    themed = content.model_copy(update={"brand": brand})
    for name in ours():
        made = all_placed(themed)[name]
        if not made.folds:
            continue
        pdf = typeset(compose(themed, made), made).pdf
        for page in range(made.pages or 0):
            levels = drawn(pdf, page).histogram()
            ink = 1 - sum(level * pixels for level, pixels in enumerate(levels)) / 255 / sum(levels)
            assert ink <= MOST_INK, f"{name}, page {page + 1}: {ink:.3f}"
