"""Complex text: what a reader of the PDF finds where letters are joined, or run from right to left.

Glyphs are painted as they stand on the line, and one can stand for several characters, or several
for one. So the words of each piece of a line stand beside its glyphs, in the order in which they
are read (ActualText, ISO 32000-1, 14.9.4), and each glyph is mapped to the character that it is
made for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pydyf
from weasyprint.draw import text as drawing
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream

from brochures.data.scripts import of_character, scripts
from brochures.render.weasyprint_speed import patched

_OPENING, _CLOSING = tuple("([{<\u00ab\u2039"), tuple(")]}>\u00bb\u203a")
_MIRRORED = dict(zip(_OPENING + _CLOSING, _CLOSING + _OPENING, strict=True))

_NAME = re.compile(rb"(\+Handout-[A-Za-z-]+?)-[0-9a-f]{8}")
"""The name of a script's face, and the key of its letters, which is none of a PDF's business."""


@contextmanager
def logical() -> Iterator[None]:
    """Write the words of complex text beside its glyphs."""
    draw, add_font = drawing.draw_first_line, Stream.add_font

    def draw_with_words(
        stream: Stream, piece: boxes.TextBox, *options: object, **more: object
    ) -> object:
        if is_complex(piece.text):
            begun = _last(stream.stream, b"BDC")
            if b"EMC" not in stream.stream[begun:]:  # it is the one around this piece
                stream.stream[begun - 1]["ActualText"] = pydyf.String(piece.pango_layout.text)
        return draw(stream, piece, *options, **more)

    def add_mapped(stream: Stream, pango_font: object) -> tuple[Any, float]:
        known = len(stream._fonts)
        font, size = add_font(stream, pango_font)
        if len(stream._fonts) > known and _NAME.search(font.name):
            font.name = _NAME.sub(rb"\1", font.name)
            script = next(each for each in scripts().values() if font.family.startswith(each.face))
            if script.complex:
                turned = script.right_to_left
                font.to_unicode |= _characters(font.file_content, turned=turned)
        return font, size

    with (
        patched(drawing, "draw_first_line", draw_with_words),
        patched(Stream, "add_font", add_mapped),
    ):
        yield


def is_complex(text: str) -> bool:
    """Return whether a text has letters that are joined, or run from right to left."""
    if text.isascii():
        return False
    found = map(of_character, set(text))
    return any(script.joins and not script.right_to_left for script in found if script)


def _characters(font: bytes, *, turned: bool) -> dict[int, str]:
    """Return the text that each glyph of a font stands for, as far as its layout tells.

    One glyph in place of another stands for the same, a ligature for what it is made of. Takes
    whether all that is set in the font runs from right to left.
    """
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - 70 ms, and seldom needed

    with TTFont(BytesIO(font), lazy=True) as opened:
        # A plain space before the one that does not break, which has the same glyph.
        codes = sorted(opened.getBestCmap().items(), reverse=True)
        known = {name: chr(code) for code, name in codes}
        rules = list(_substitutions(opened["GSUB"].table)) if "GSUB" in opened else []
        while found := {
            made: "".join(known[each] for each in of)
            for of, made in rules
            if made not in known and all(each in known for each in of)
        }:
            known |= found
        texts = {opened.getGlyphID(name): text for name, text in known.items()}
    # From right to left, the glyph of one bracket of a pair is painted for the other one.
    return {key: _MIRRORED.get(text, text) for key, text in texts.items()} if turned else texts


def _substitutions(layout: Any) -> Iterator[tuple[tuple[str, ...], str]]:  # noqa: ANN401 - fontTools has no types
    """Yield which glyphs a font's layout replaces, and by which one."""
    for lookup in layout.LookupList.Lookup if layout.LookupList else ():
        for subtable in lookup.SubTable:
            table = getattr(subtable, "ExtSubTable", subtable)
            match table.LookupType:
                case 1:
                    yield from (((of,), made) for of, made in table.mapping.items())
                case 2:
                    yield from (
                        ((of,), made[0]) for of, made in table.mapping.items() if len(made) == 1
                    )
                case 3:
                    yield from (
                        ((of,), each) for of, made in table.alternates.items() for each in made
                    )
                case 4:
                    yield from _ligatures(table)


def _ligatures(table: Any) -> Iterator[tuple[tuple[str, ...], str]]:  # noqa: ANN401
    for first, ligatures in table.ligatures.items():
        for each in ligatures:
            yield (first, *each.Component), each.LigGlyph


def _last(items: Sequence[object], item: object) -> int:
    return len(items) - 1 - items[::-1].index(item)
