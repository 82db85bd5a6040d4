"""Colours as inks: cyan, magenta, yellow and black, for a print shop.

Paper tears and smears under too much ink, and what is printed in several inks has fringes where
their plates are a hair apart. So what a colour's three inks have in common, its grey, is printed
in black alone (grey component replacement), and no colour takes more ink than uncoated stock
(total area coverage, 240 %). Both are what print shops ask for.
"""

from __future__ import annotations

from tinycss2.color5 import parse_color

from brochures.data.contrast import grey, luminance

Inks = tuple[float, float, float, float]
"""Cyan, magenta, yellow, black: 0 for none, 1 for solid."""

MOST_INK = 2.4
"""Total area coverage: the most that uncoated stock takes of all inks together."""

TONE = 1.55
"""A screen's tone as a power of ink's. With 1.5 a grey of 7 to 1 on white would lose that in print,
as PDFium shows inks."""

NEUTRAL, DARK = 0.1, 0.25
"""Channels that differ by less are grey; a grey darker than that is for text, and printed solid."""

READABLE = 0.1
"""Luminance of a colour that has a contrast of 7 to 1 with white."""

IN_INKS = "device-cmyk"
"""The CSS function, and colour space, of colours that are given in inks."""


def inks(red: float, green: float, blue: float) -> Inks:
    """Return an sRGB colour, its parts from 0 to 1, as inks.

    Black is what cyan, magenta and yellow have in common, all of it; they print the rest. Where
    that is more ink than paper takes, those three are thinned alike, so that the hue stays. Dark
    greys are solid black: dots would fray the edges of letters.
    """
    brightest, darkest = max(red, green, blue), min(red, green, blue)
    if brightest <= DARK and brightest - darkest <= NEUTRAL:
        return 0, 0, 0, 1
    cyan, magenta, yellow = (1 - (part / brightest) ** TONE for part in (red, green, blue))
    black = 1 - brightest**TONE
    thinned = min(1, (MOST_INK - black) / max(cyan + magenta + yellow, 1))
    return cyan * thinned, magenta * thinned, yellow * thinned, black


def shown(cyan: float, magenta: float, yellow: float, black: float) -> tuple[float, float, float]:
    """Return the sRGB colour that is printed in these inks, as `inks` has it."""
    red, green, blue = (((1 - ink) * (1 - black)) ** (1 / TONE) for ink in (cyan, magenta, yellow))
    return red, green, blue


def in_black(red: float, green: float, blue: float) -> float:
    """Return an sRGB colour as it is printed in black alone: 0 where that is solid, 1 for none.

    It is the grey that looks as light. What is dark enough to be read is solid black: dots would
    fray its edges, above all in a fax.
    """
    light = luminance(red, green, blue)
    return 0 if light <= READABLE else grey(light)


def mixed(color: str, other: str, share: float) -> str:
    """Return a colour between two, with so much of the other one: 0 for none, 1 for that alone.

    Of two colours for the screen it is one for the screen; if either is in inks, so is it.
    """
    both = [parse_color(each) for each in (color, other)]
    in_inks = any(each.space == IN_INKS for each in both)
    one, two = (
        inks(*each.coordinates) if in_inks and each.space != IN_INKS else each.coordinates
        for each in both
    )
    parts = [a + (b - a) * share for a, b in zip(one, two, strict=True)]
    if in_inks:
        return f"{IN_INKS}({' '.join(f'{part:.4f}' for part in parts)})"
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
