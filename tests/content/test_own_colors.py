"""Own colours: what is wrong with them, and the nearest that would do."""

from __future__ import annotations

from colorsys import rgb_to_hls

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brochures.content.own_colors import ORDER, _grey, _rgb, flaws
from brochures.data.contrast import contrast
from brochures.data.palette import palette, themes

WHITE = "#ffffff"

color = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
theme = st.sampled_from([palette(name).colors for name in themes()])


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours as they are written."""
    return contrast(_rgb(one), _rgb(other))


@pytest.mark.parametrize(
    ("color", "wanted"),
    [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#595959", 7.0), ("#FF0000", 4.0)],
)
def test_contrast(color: str, wanted: float) -> None:
    """The contrast is that of WCAG: greys and red as its tools give them."""
    assert ratio(color, WHITE) == pytest.approx(wanted, abs=0.01)


@given(st.dictionaries(st.sampled_from(ORDER), color), theme)
def test_all_advice_leaves_no_flaw(own: dict[str, str], theme: dict[str, str]) -> None:
    """Colours replaced by the suggested ones all pass."""
    found = list(flaws(own, theme))
    corrected = own | {flaw.role: flaw.nearest for flaw in found}
    assert list(flaws(corrected, theme)) == []
    assert len({flaw.role for flaw in found}) == len(found)


@given(color, theme)
def test_the_nearest_keeps_the_hue(deep: str, theme: dict[str, str]) -> None:
    """The colour that is proposed is another only in lightness; eight bits round the rest."""
    for flaw in flaws({"deep": deep}, theme):
        red, green, blue = _rgb(deep)
        order = sorted(range(3), key=(red, green, blue).__getitem__)
        parts = [_rgb(flaw.nearest)[index] for index in order]
        assert parts == sorted(parts)


def test_the_nearest_is_the_nearest() -> None:
    """A grey that is one step lighter than the one that is proposed would not do."""
    (flaw,) = flaws({"ink": "#777777"}, palette("harbour").colors)
    assert flaw.nearest == "#4b4b4b"
    cool = palette("harbour").colors["cool"]
    assert ratio("#4b4b4b", cool) >= 7 > ratio("#4c4c4c", cool)


def test_a_saturated_colour_keeps_its_hue() -> None:
    """A blue that is too light becomes a darker blue."""
    (flaw,) = flaws({"deep": "#3366cc"}, palette("harbour").colors)
    wanted, _, _ = rgb_to_hls(*(part / 255 for part in _rgb("#3366cc")))
    hue, _, _ = rgb_to_hls(*(part / 255 for part in _rgb(flaw.nearest)))
    assert hue == pytest.approx(wanted, abs=0.01)


def test_white_stands_on_deep() -> None:
    """Text in deep on white, and white text on deep, are one flaw."""
    (flaw,) = flaws({"deep": "#6b6b6b", "cool": WHITE, "tint": WHITE}, palette("harbour").colors)
    assert "5.3 to 1" in flaw.what


def test_one_mistake_is_one_flaw() -> None:
    """A ground that is too dark is no reason to refuse the text on it."""
    own = {"tint": "#777777", "ink": "#333333", "deep": "#104060"}
    (flaw,) = flaws(own, palette("harbour").colors)
    assert flaw.role == "tint"
    assert _grey(_rgb(flaw.nearest)) <= 0.15


def test_shapes_are_lighter_than_deep() -> None:
    """An accent that is too dark becomes a lighter one, and black is refused."""
    harbour = palette("harbour").colors
    for glow in ("#702030", "#000000"):
        (flaw,) = flaws({"glow": glow}, harbour)
        assert ratio(flaw.nearest, harbour["deep"]) >= 2.3
        assert _grey(_rgb(flaw.nearest)) < _grey(_rgb(harbour["deep"]))


@pytest.mark.parametrize(
    ("own", "worst"),
    [
        ({"deep": "#3d7a88"}, "on cool (#dcebea)"),
        ({"tint": "#f0f0e0", "ink": "#505050"}, "ink (#505050) is hard to read on cool (#dcebea)"),
        ({"tint": "#d8dfe8"}, "Text in urgent (#8a2f1b) is hard to read on tint (#d8dfe8)"),
    ],
)
def test_the_worst_pair_is_named(own: dict[str, str], worst: str) -> None:
    """The error names the pair whose contrast falls shortest of its minimum."""
    assert worst in " ".join(flaw.what for flaw in flaws(own, palette("harbour").colors))
