"""How a clinic looks: its logo, its theme and its colours."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints, WithJsonSchema

from brochures.content.fields import MOST_IN_A_LINE, FileName, Part, Text, one_of
from brochures.data.palette import DEFAULT, themes

Color = Annotated[
    str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$", strip_whitespace=True, max_length=7)
]
Theme = Annotated[
    str,
    StringConstraints(max_length=MOST_IN_A_LINE),
    one_of(themes, "theme"),
    WithJsonSchema({"type": "string", "enum": list(themes())}),
]


class Colors(Part):
    """A clinic's colours, each as # and six digits. Those that are not given are the theme's."""

    ink: Color | None = None
    """Text, such as "#17242b". Its contrast with white, tint and cool has to be 7 to 1."""
    deep: Color | None = None
    """Headings and dark shapes, such as "#0b4a57"; 7 to 1 as well."""
    urgent: Color | None = None
    """The crisis line, such as "#8a2f1b"; 7 to 1 with white and tint."""
    tint: Color | None = None
    """A light ground, such as "#fbf2e4"; 15 % grey at most."""
    cool: Color | None = None
    """Light shapes, such as "#dcebea"; 15 % grey at most."""
    mid: Color | None = None
    """Shapes in drawings, such as "#9fc4c4"; never below text."""
    warm: Color | None = None
    """Light in drawings, such as "#f6c667"; never text. Its contrast with deep has to be 4 to 1."""
    glow: Color | None = None
    """Accents in drawings, such as "#d9633f"; never text. 2.3 to 1 with deep."""


class Logo(Part):
    """The clinic's logo."""

    file: FileName
    """An SVG file, or a PNG of 500 pixels or more across with nothing behind it, such as
    art/logo.svg, seen from the file that names it. It is printed 120 by 28 points large at most."""
    alt: Text
    """What it says, for people who cannot see it: usually the clinic's name."""


class Brand(Part):
    """The clinic's own look."""

    logo: Logo | None = None
    theme: Theme = DEFAULT
    """Colours, and the face of titles: harbour (teal), garden (green) or orchard (plum)."""
    colors: Colors = Colors()

    @property
    def own_colors(self) -> dict[str, str]:
        """The colours that the clinic sets itself, by the names of their roles."""
        return {name: color for name, color in self.colors if color}
