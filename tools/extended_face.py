"""Make the extended face in styles/fonts: for letters that Handout Sans does not have.

    python -m tools.extended_face NotoSans.ttf

Takes the variable upright font as its project publishes it:

    Noto Sans 2.015   https://github.com/notofonts/latin-greek-cyrillic

Kept are the Latin letters, with all their accents: names in Vietnamese, Turkish or Yoruba; and the
Greek and Cyrillic ones, in which whole handouts are set. Regular and bold are made as large as
Handout Sans, whose small letters are lower in their type size. The licence beside the faces is the
project's own.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from tools.static_face import FOLDER, call_bold, instance, keep, rename

TEXT = FOLDER / "HandoutSans-Regular.ttf"

SOURCE, NAME = "Noto Sans", "Handout Sans Extended"
WEIGHTS = {"Regular": 400, "Bold": 700}

RANGES = (
    (0x20, 0x24F),  # Latin, with what most languages of Europe add
    (0x250, 0x2AF),  # letters of African languages
    (0x2B9, 0x2BF),  # letters that stand above the line
    (0x300, 0x331),  # accents that are letters of their own
    (0x370, 0x3FF),  # Greek
    (0x400, 0x52F),  # Cyrillic
    (0x1E00, 0x1EFF),  # Vietnamese, and letters with several accents
    (0x2010, 0x2044),  # punctuation
    (0x20A0, 0x20BF),  # currencies
    (0x2122, 0x2122),  # the trade mark sign
)

HEIGHTS = {
    "hhea": ("ascent", "descent", "lineGap"),
    "OS/2": ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent"),
}

FEATURES = ("kern", "locl", "mark", "mkmk")
"""Layout that is always on: no ligatures, no other forms of letters or figures, and no letters
taken apart (ccmp), which a PDF maps to no Unicode."""


def made(variable: Path, style: str, weight: int) -> Any:  # noqa: ANN401 - fontTools has no types
    """Return the face in a style as a static font."""
    font = instance(variable, SOURCE, {"wght": weight, "wdth": 100})
    keep(font, [code for first, last in RANGES for code in range(first, last + 1)], FEATURES)
    _as_large_as_text(font)
    rename(font, NAME, style, f"Letters of {SOURCE}, as large as those of Handout Sans.")
    if style == "Bold":
        call_bold(font)
    return font


def _as_large_as_text(font: Any) -> None:  # noqa: ANN401
    """Make small letters as high as those of Handout Sans, by units that are a little smaller.

    Lines stand as far apart as with that: they go by the heights that both faces say they have.
    """
    with TTFont(TEXT) as text:
        wanted = text["OS/2"].sxHeight / text["head"].unitsPerEm
        units = round(font["OS/2"].sxHeight / wanted)
        for table, names in HEIGHTS.items():
            for name in names:
                height = getattr(text[table], name) * units / text["head"].unitsPerEm
                setattr(font[table], name, round(height))
    font["head"].unitsPerEm = units


def main() -> None:
    """Write the face in regular and bold."""
    parser = argparse.ArgumentParser(description="Make the extended face in styles/fonts.")
    parser.add_argument("variable", type=Path, help=f"the variable font {SOURCE}")
    variable = parser.parse_args().variable
    for style, weight in WEIGHTS.items():
        made(variable, style, weight).save(FOLDER / f"{NAME.replace(' ', '')}-{style}.ttf")


if __name__ == "__main__":
    main()
