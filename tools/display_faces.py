"""Make the display faces in styles/fonts: one weight each of three variable fonts, renamed.

    python tools/display_faces.py Fraunces.ttf Lexend.ttf Bitter.ttf

Takes the variable upright fonts as their projects publish them:

    Fraunces 1.000   https://github.com/undercasetype/Fraunces
    Lexend 1.007     https://github.com/googlefonts/lexend
    Bitter 3.021     https://github.com/solmatas/BitterPro

What is printed has no axes: a variable font would change a PDF's bytes from run to run. Each face
keeps its kerning and the characters of Handout Sans, which are all that a content can hold; what it
does not have is set in Handout Sans. Its name is another one, as the SIL Open Font License asks of
a derived font. The licences beside the faces are the projects' own.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "styles" / "fonts"
TEXT = FOLDER / "HandoutSans-Bold.ttf"

FAMILY, STYLE, UNIQUE, FULL, VERSION, POSTSCRIPT, DESCRIPTION = 1, 2, 3, 4, 5, 6, 10
KEPT = frozenset({0, 5, 7, 8, 9, 11, 13, 14})
"""Entries of a font's name table (OpenType, name); kept are version, makers and licence."""

FEATURES = ("ccmp", "kern", "locl", "mark", "mkmk")
"""Layout that is always on: no ligatures, no other forms of letters or figures."""

BOLD = 700
"""The weight under which the sheets name each face, whatever its own number is."""


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
    """Return a display face as a static font."""
    font = TTFont(variable, recalcTimestamp=False)
    if font["name"].getDebugName(FAMILY).split()[0] != face.source:
        raise SystemExit(f"{variable} is not {face.source}.")
    font = instantiateVariableFont(font, face.axes)
    _keep_characters(font)
    _rename(font, face)
    font["OS/2"].usWeightClass = BOLD
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0b1000001 | 0b100000  # bold, not regular
    font["head"].macStyle = 1  # bold
    return font


def _keep_characters(font: Any) -> None:  # noqa: ANN401
    """Leave out the characters that Handout Sans does not have, and all that is for screens."""
    with TTFont(TEXT) as text:
        characters = set(text.getBestCmap())
    options = Options()
    options.layout_features = list(FEATURES)
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["STAT", "DSIG", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def _rename(font: Any, face: Face) -> None:  # noqa: ANN401
    """Give a font the name of a face; say what it is made of."""
    names = font["name"]
    names.names = [each for each in names.names if each.nameID in KEPT]
    postscript = f"{face.name.replace(' ', '')}-Bold"
    version = names.getDebugName(VERSION)
    axes = ", ".join(f"{axis} {value:g}" for axis, value in face.axes.items())
    for entry, text in {
        FAMILY: face.name,
        STYLE: "Bold",
        UNIQUE: f"{version}; {postscript}",
        FULL: f"{face.name} Bold",
        POSTSCRIPT: postscript,
        DESCRIPTION: f"{face.source} at {axes}, with the characters of Handout Sans.",
    }.items():
        names.setName(text, entry, 3, 1, 0x409)


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
