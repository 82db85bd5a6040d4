"""Make styles/fonts: Atkinson Hyperlegible with a zero that has no slash, for faxes and scanners.

The slash helps people to tell 0 from O, but programs that read scans take it for an 8 or a 9: a
phone number on a faxed page would come out wrong. Nothing else is changed but the name, as the SIL
Open Font License asks of a derived font.
"""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates
from fontTools.ttLib.tables.ttProgram import Program

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path(str(files("fontpkg_atkinson_hyperlegible")))
FOLDER = ROOT / "styles" / "fonts"
OLD, NEW = "Atkinson Hyperlegible", "Handout Sans"

COPYRIGHT, DESCRIPTION = 0, 10
"""Entries of a font's name table (OpenType, name)."""

NOTE = f"{OLD} 1.006 with a zero without a slash."


def plain(zero: Glyph) -> Glyph:
    """Return a zero with one counter in place of the two on either side of its slash.

    Takes a simple glyph: the outline, the right and the left counter. The new counter's curves
    are those of the old ones, mirrored about the middle.
    """
    points = list(zip(zero.coordinates, zero.flags, strict=True))
    outline = points[: zero.endPtsOfContours[0] + 1]
    left = points[zero.endPtsOfContours[1] + 1 :]
    middle, bottom = left[0][0]
    side = max(point[0] for point, _ in points[len(outline) : zero.endPtsOfContours[1] + 1])
    right = points[len(outline) : zero.endPtsOfContours[1] + 1]
    start = next(index for index, (point, on) in enumerate(right) if on and point[0] == side)
    # From the right extreme to the top, as it is; the other three quarters are its mirror images.
    quarter = [point for point, _ in right[start : start + 4]]
    top, level = quarter[-1][1], quarter[0][1]

    def across(point: tuple[int, int]) -> tuple[int, int]:
        return 2 * middle - point[0], point[1]

    def down(point: tuple[int, int]) -> tuple[int, int]:
        return point[0], round(level - (point[1] - level) * (level - bottom) / (top - level))

    upper = [*quarter, *map(across, reversed(quarter[:-1]))]
    lower = [across(down(point)) for point in quarter[1:]] + [
        down(point) for point in reversed(quarter[1:-1])
    ]
    counter = [*upper, *lower]
    on_curve = [index % 3 == 0 for index in range(len(counter))]
    made = Glyph()
    made.numberOfContours = 2
    made.coordinates = GlyphCoordinates([point for point, _ in outline] + counter)
    made.flags = bytearray([flag for _, flag in outline] + [int(on) for on in on_curve])
    made.endPtsOfContours = [len(outline) - 1, len(outline) + len(counter) - 1]
    made.program = Program()
    made.program.fromBytecode(b"")
    return made


def main() -> None:
    """Write both faces, and their licence."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for style in ("Regular", "Bold"):
        source = PACKAGE / "files" / f"{OLD.replace(' ', '')}-{style}.ttf"
        font = TTFont(source, recalcTimestamp=False)
        glyphs = font["glyf"]
        glyphs["zero"] = plain(glyphs["zero"])
        del font["DSIG"]
        for record in font["name"].names:
            if record.nameID != COPYRIGHT:
                text = record.toUnicode().replace(OLD, NEW)
                record.string = text.replace(OLD.replace(" ", ""), NEW.replace(" ", ""))
        font["name"].setName(NOTE, DESCRIPTION, 3, 1, 0x409)
        font.save(FOLDER / f"{NEW.replace(' ', '')}-{style}.ttf")
    shutil.copy(PACKAGE / "LICENSE", FOLDER / "LICENSE.txt")


if __name__ == "__main__":
    main()
