"""How a clinic looks: its logo and its colours."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from brochures.content.fields import FactError, FileName, Part, Text

LEAST_CONTRAST = 7.0
"""Of text with the paper (WCAG 2.2, 1.4.6)."""


LINEAR = 0.04045
"""Up to here a part of a colour grows in a straight line (IEC 61966-2-1)."""


def contrast_with_white(color: str) -> float:
    """Return the contrast of a colour such as #0b4a57 with white, 1 to 21 (WCAG 2.2)."""
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _dark(color: str) -> str:
    if (contrast := contrast_with_white(color)) < LEAST_CONTRAST:
        raise FactError(
            f"Text in {color} is hard to read: its contrast with white is {contrast:.1f} to 1.",
            f"Choose a darker colour: {LEAST_CONTRAST:.0f} to 1 is needed.",
        )
    return color


def _light(color: str) -> str:
    if (contrast := contrast_with_white(color)) > MOST_OF_A_TINT:
        raise FactError(
            f"{color} is too dark to stand behind text: its contrast with white is {contrast:.1f}.",
            "Choose a lighter colour.",
        )
    return color


MOST_OF_A_TINT = 1.35
"""Most contrast of a tint with white: dark text stays readable on it, in grey and after a fax."""

Color = Annotated[
    str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$", strip_whitespace=True, max_length=7)
]
TextColor = Annotated[Color, AfterValidator(_dark)]
Tint = Annotated[Color, AfterValidator(_light)]


class Colors(Part):
    """A clinic's colours, each as # and six digits. Those that are not given are ours."""

    ink: TextColor | None = None
    """Text, such as "#17242b". Its contrast with white has to be 7 to 1."""
    deep: TextColor | None = None
    """Headings and dark shapes, such as "#0b4a57"; 7 to 1 as well."""
    urgent: TextColor | None = None
    """The crisis line, such as "#8a2f1b"; 7 to 1 as well."""
    cool: Tint | None = None
    """Light shapes, such as "#e8f2f1"."""
    warm: Color | None = None
    """Light in drawings, such as "#f6c667"; never text."""
    glow: Color | None = None
    """Accents in drawings, such as "#d9633f"; never text."""


class Logo(Part):
    """The clinic's logo."""

    file: FileName
    """A PNG, JPEG or SVG file, such as art/logo.svg, seen from the file that names it."""
    alt: Text
    """What it says, for people who cannot see it: usually the clinic's name."""


class Brand(Part):
    """The clinic's own look."""

    logo: Logo | None = None
    colors: Colors = Colors()
