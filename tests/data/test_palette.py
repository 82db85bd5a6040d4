"""The themes: every role has a colour that does, and inks that print it."""

from __future__ import annotations

import pytest

from brochures.content.brand import Colors
from brochures.content.own_colors import PAIRS, flaws
from brochures.data.contrast import contrast
from brochures.data.palette import DEFAULT, Palette, palette, themes
from brochures.render.colors import MOST_INK
from brochures.render.html import _alike
from tests.render.test_colors import in_print

TOO_SMALL = 3
"""Pixels that a page needs at least each way."""


@pytest.fixture(params=themes())
def theme(request: pytest.FixtureRequest) -> Palette:
    """Return the palette of a theme."""
    return palette(request.param)


def test_our_own_is_first() -> None:
    """The theme of those who name none stands first in the list."""
    assert themes() == (DEFAULT, "garden", "orchard")


def test_every_role_has_a_colour(theme: Palette) -> None:
    """A theme has the colours that a clinic can set, white, and the grey of drafts."""
    assert theme.colors.keys() == Colors.model_fields.keys() | {"white", "mist"}


def test_a_theme_keeps_what_a_clinic_has_to(theme: Palette) -> None:
    """Its own colours would be accepted of a clinic."""
    own = {role: theme.colors[role] for role in Colors.model_fields}
    assert list(flaws(own, theme.colors)) == []


def test_inks_are_those_of_the_colours(theme: Palette) -> None:
    """Each colour has inks, no more than paper takes, which print about the same."""
    assert theme.inks.keys() == theme.colors.keys()
    for role, inks in theme.inks.items():
        assert _alike(theme.colors[role], inks)
        assert sum(numbers(inks)) <= MOST_INK


def test_pairs_stay_apart_in_print(theme: Palette) -> None:
    """Text keeps its contrast in inks, as PDFium shows them, and figures stay apart."""
    roles = list(theme.inks)
    shown = in_print([numbers(theme.inks[role]) for role in roles] * TOO_SMALL * 6)
    printed = dict(zip(roles, shown, strict=False))
    for (one, other), least in PAIRS.items():
        assert contrast(printed[one], printed[other]) >= least


def numbers(inks: str) -> tuple[float, float, float, float]:
    """Return the inks of a colour, as they are written in a sheet."""
    cyan, magenta, yellow, black = map(float, inks[len("device-cmyk(") : -1].split())
    return cyan, magenta, yellow, black
