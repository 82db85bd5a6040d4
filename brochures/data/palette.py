"""What a theme sets: colours by their roles, the inks that print them, and a face for titles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import tinycss2

from brochures.data import STYLES, typeface

THEMES = STYLES / "themes"
"""A sheet for each theme."""

DEFAULT = "harbour"
"""The theme of a clinic that names none."""

INKS = "-cmyk"
"""Ends the name of a colour's inks in a theme's sheet."""


@dataclass(frozen=True, slots=True)
class Palette:
    """A theme's colours, by the names of their roles, and its face."""

    colors: Mapping[str, str]
    """Each as # and six digits."""
    inks: Mapping[str, str]
    """Those that stand beside a colour, as device-cmyk()."""
    face: str
    """The face of titles."""


def themes() -> tuple[str, ...]:
    """Return the names of the themes that come with the program, our own first."""
    others = {path.stem for path in THEMES.glob("*.css")} - {DEFAULT}
    return DEFAULT, *sorted(others)


def palette(theme: str) -> Palette:
    """Return the palette of a theme, as its sheet has it."""
    sheet = (THEMES / f"{theme}.css").read_text("utf-8")
    colors, inks, face = {}, {}, typeface.TEXT
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        for token in tinycss2.parse_blocks_contents(rule.content or []):
            if token.type == "declaration" and token.name.startswith("--"):
                name, value = token.name[2:], tinycss2.serialize(token.value).strip()
                if value.startswith("#"):
                    colors[name] = value
                elif name.endswith(INKS):
                    inks[name.removesuffix(INKS)] = value
                elif name == "display":
                    face = value.strip('"')
    return Palette(colors, inks, face)
