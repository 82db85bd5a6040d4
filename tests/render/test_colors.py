"""Colours as inks: little enough of them, and the same colour."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brochures.data.contrast import contrast
from brochures.pdf import Color
from brochures.render.colors import MOST_INK, Inks, in_black, inks, shown

WHITE = (255, 255, 255)
SIDE = 60
"""Colours a line, on a page with a point for each."""

part = st.floats(0, 1)
parts = st.tuples(part, part, part)


@given(parts)
def test_never_too_much_ink(color: tuple[float, float, float]) -> None:
    """No colour takes more ink than uncoated stock does; each ink is between none and solid."""
    made = inks(*color)
    assert sum(made) <= MOST_INK + 1e-9
    assert all(0 <= ink <= 1 for ink in made)


def test_white_and_black() -> None:
    """White is paper; black is solid black and nothing else."""
    assert inks(1, 1, 1) == (0, 0, 0, 0)
    assert inks(0, 0, 0) == (0, 0, 0, 1)


@given(part)
def test_greys_are_black_alone(grey: float) -> None:
    """Grey is printed in black ink alone."""
    assert inks(grey, grey, grey)[:3] == (0, 0, 0)


@pytest.mark.parametrize("color", [(0x17, 0x24, 0x2B), (0x22, 0x22, 0x22), (0x2B, 0x1D, 0x17)])
def test_dark_greys_are_solid(color: Color) -> None:
    """Text that is nearly black is printed in solid black: no dots fray its edges."""
    assert inks(*(channel / 255 for channel in color)) == (0, 0, 0, 1)


@given(parts)
def test_hue_is_kept(color: tuple[float, float, float]) -> None:
    """Of two channels the brighter one gets no more ink, and one of the three inks is left out."""
    made = inks(*color)
    ordered = sorted(range(3), key=lambda channel: color[channel])
    assert made[ordered[0]] >= made[ordered[1]] >= made[ordered[2]] == 0


@given(parts)
def test_there_and_back(color: tuple[float, float, float]) -> None:
    """What was not thinned is shown as the colour that it was."""
    made = inks(*color)
    if sum(made) < MOST_INK - 1e-9 and made != (0, 0, 0, 1):
        assert shown(*made) == pytest.approx(color, abs=1e-6)


def test_contrast_is_kept() -> None:
    """A colour of 7 to 1 on white has that in print as well, as PDFium shows inks."""
    steps = range(0, 256, 15)
    colors: list[Color] = [(r, g, b) for r in steps for g in steps for b in steps]
    colors += [(grey, grey, grey) for grey in range(256)]
    dark = [color for color in colors if contrast(color, WHITE) >= 7]
    assert len(dark) > 1000
    printed = in_print([inks(*(channel / 255 for channel in color)) for color in dark])
    lost = [color for color, ink in zip(dark, printed, strict=True) if contrast(ink, WHITE) < 7]
    assert lost == []


def in_print(colors: list[Inks]) -> list[Color]:
    """Return inks as PDFium shows them."""
    high = -(-len(colors) // SIDE)
    squares = (
        f"{' '.join(f'{ink:.4f}' for ink in each)} k {n % SIDE} {high - 1 - n // SIDE} 1 1 re f\n"
        for n, each in enumerate(colors)
    )
    file = BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(SIDE, high))
        page.Contents = pdf.make_stream("".join(squares).encode())
        pdf.save(file)
    with pypdfium2.PdfDocument(file.getvalue()) as document:
        image = document[0].render().to_pil().convert("RGB")
    return [image.getpixel((n % SIDE, n // SIDE)) for n in range(len(colors))]


@given(parts)
def test_in_black_it_is_as_light(color: tuple[float, float, float]) -> None:
    """In black alone a colour is the grey that is as light or, where text could be, solid."""
    found = in_black(*color)
    seen: Color = tuple(round(255 * part) for part in color)  # type: ignore[assignment]
    ratio = contrast(seen, WHITE)
    grey = (round(255 * found),) * 3
    if found:
        assert contrast(grey, WHITE) == pytest.approx(ratio, rel=0.05)
        assert ratio < 7.1
    else:
        assert ratio > 6.9


def test_in_black_white_stays_white() -> None:
    """What is white, or a light ground, takes no ink or little."""
    assert in_black(1, 1, 1) == pytest.approx(1)
    assert in_black(0.98, 0.95, 0.89) > 0.94
