"""Make the display faces in styles/fonts: one weight each of three variable fonts, renamed.

    python -m tools.display_faces Fraunces.ttf Lexend.ttf Bitter.ttf

Takes the variable upright fonts as their projects publish them:

    Fraunces 1.000   https://github.com/undercasetype/Fraunces
    Lexend 1.007     https://github.com/googlefonts/lexend
    Bitter 3.021     https://github.com/solmatas/BitterPro

Each face keeps its kerning and the characters of Handout Sans, in which all others are set.
The licences beside the faces are the projects' own.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from fontTools.ttLib import TTFont

from tools.static_face import FOLDER, call_bold, instance, keep, rename

TEXT = FOLDER / "HandoutSans-Bold.ttf"

FEATURES = ("ccmp", "kern", "locl", "mark", "mkmk")
"""Layout that is always on: no ligatures, no other forms of letters or figures."""


class Face(NamedTuple):
    """A display face, and what it is made of."""

    name: str
    source: str
    axes: Mapping[str, float]


FACES = (
    Face("Handout Display", "Fraunces", {"SOFT": 100, "WONK": 0, "opsz": 48, "wght": 620}),
    Face("Handout Round", "Lexend", {"wght": 600}),
    Face("Handout Slab", "Bitter", {"wght": 700}),
)


def made(face: Face, variable: Path) -> Any:  # noqa: ANN401 - fontTools has no types
    """Return a display face as a static font, with the characters of Handout Sans."""
    font = instance(variable, face.source, face.axes)
    with TTFont(TEXT) as text:
        keep(font, set(text.getBestCmap()), FEATURES)
    axes = ", ".join(f"{axis} {value:g}" for axis, value in face.axes.items())
    about = f"{face.source} at {axes}, with the characters of Handout Sans."
    rename(font, face.name, "Bold", about)
    call_bold(font)
    return font


def main() -> None:
    """Write the display faces."""
    parser = argparse.ArgumentParser(description="Make the display faces in styles/fonts.")
    for face in FACES:
        parser.add_argument(face.source.lower(), type=Path, help=f"the variable font {face.source}")
    given = vars(parser.parse_args())
    for face in FACES:
        font = made(face, given[face.source.lower()])
        font.save(FOLDER / f"{face.name.replace(' ', '')}-Bold.ttf")


if __name__ == "__main__":
    main()
