"""Static faces made of variable fonts: instanced, cut down to some characters, renamed.

What is printed has no axes: a variable font would change a PDF's bytes from run to run. A face has
another name than its source, as the SIL Open Font License asks of a derived font.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FOLDER = Path(__file__).resolve().parent.parent / "styles" / "fonts"

FAMILY, STYLE, UNIQUE, FULL, VERSION, POSTSCRIPT, DESCRIPTION = 1, 2, 3, 4, 5, 6, 10
KEPT = frozenset({0, 5, 7, 8, 9, 11, 13, 14})
"""Entries of a font's name table (OpenType, name); kept are version, makers and licence."""

BOLD = 700


def instance(variable: Path, source: str, axes: Mapping[str, float]) -> Any:  # noqa: ANN401 - fontTools has no types
    """Return a variable font at some place on its axes; end the program if it is another font."""
    font = TTFont(variable, recalcTimestamp=False)
    if not font["name"].getDebugName(FAMILY).startswith(source):
        raise SystemExit(f"{variable} is not {source}.")
    return instantiateVariableFont(font, axes)


def keep(font: Any, characters: Iterable[int], features: Iterable[str]) -> None:  # noqa: ANN401
    """Leave out all other characters and layout features, and all that is for screens."""
    options = Options()
    options.layout_features = list(features)
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["STAT", "DSIG", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def rename(font: Any, family: str, style: str, description: str) -> None:  # noqa: ANN401
    """Give a font its name, and say what it is made of."""
    names = font["name"]
    names.names = [each for each in names.names if each.nameID in KEPT]
    postscript = f"{family.replace(' ', '')}-{style}"
    version = names.getDebugName(VERSION)
    for entry, text in {
        FAMILY: family,
        STYLE: style,
        UNIQUE: f"{version}; {postscript}",
        FULL: f"{family} {style}",
        POSTSCRIPT: postscript,
        DESCRIPTION: description,
    }.items():
        names.setName(text, entry, 3, 1, 0x409)


def call_bold(font: Any) -> None:  # noqa: ANN401
    """Say of a font that it is bold, whatever its own weight is."""
    font["OS/2"].usWeightClass = BOLD
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0b1000001 | 0b100000  # bold, not regular
    font["head"].macStyle = 1
