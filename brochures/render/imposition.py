"""Imposition: copies of a page's panels on the same sheet, and marks to cut them apart.

What WeasyPrint painted is kept as a drawing without tags, which is painted again for each copy, as
an artifact: all of them look alike, and who listens hears the first one only. For the marks see
`Format.cuts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pydyf

from brochures.formats.model import PT_PER_IN, Format
from brochures.render.weasyprint_tags import resolved

CLEAR, LENGTH, WIDTH = 4.5, 13.5, 0.4
"""Of a cutting mark in pt: how far it stands from what is cut, how long and how wide it is."""

NAME = "copy"
"""What the drawing is called among the resources of the page."""

BEGINS, ENDS = (b"BMC", b"BDC"), b"EMC"

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in pt."""


def impose(pdf: pydyf.PDF, made: Format) -> None:
    """Paint the copies and the cutting marks of a format, if it has any, on its first page."""
    if not made.panels or not (made.copies or made.cut):
        return
    page = resolved(pdf, pdf.page_references[0])
    contents = resolved(pdf, page["Contents"])
    trim: Box = tuple(page.get("TrimBox", page["MediaBox"]))
    added: list[Any] = []
    if made.copies:
        resources = resolved(pdf, page["Resources"])
        drawing = _drawing(contents, resources, _around(made, trim))
        pdf.add_object(drawing)
        named = resources.setdefault("XObject", pydyf.Dictionary())
        named[NAME] = drawing.reference
        for right, down in made.copies:
            across, up = right * PT_PER_IN, -down * PT_PER_IN
            added += _artifact("Layout", f"1 0 0 1 {across:g} {up:g} cm", f"/{NAME} Do")
    for left, bottom, right, top in _marks(made, trim):
        mark = f"{left:g} {bottom:g} {right - left:g} {top - bottom:g} re"
        added += _artifact("Page", "0 g", mark, "f")
    contents.stream = ["q", *contents.stream, "Q", *added]


def _drawing(contents: pydyf.Stream, resources: pydyf.Dictionary, around: Box) -> pydyf.Stream:
    """Return what a page paints within a box as a form XObject (ISO 32000-1, 8.10)."""
    used = pydyf.Dictionary(resources)
    if "XObject" in used:
        used["XObject"] = pydyf.Dictionary(used["XObject"])
    form = {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": pydyf.Array(around),
        "Resources": used,
    }
    return pydyf.Stream(list(_unmarked(contents.stream)), form, contents.compress)


def _unmarked(operators: Sequence[Any]) -> Iterator[Any]:
    """Yield operators without those that mark content, which may be marked once only."""
    for number, operator in enumerate(operators):
        if operator == ENDS or operator in BEGINS:
            continue
        # Before BMC stands the tag, before BDC the tag and its properties.
        following = operators[number + 1 : number + 3]
        if following[:1] and following[0] in BEGINS:
            continue
        if following[1:] and following[1] == b"BDC":
            continue
        yield operator


def _around(made: Format, trim: Box) -> Box:
    """Return the box around the panels of the first page."""
    panels = [panel for panel in made.panels if panel.page == 0]
    return (
        trim[0] + PT_PER_IN * min(panel.left for panel in panels),
        trim[3] - PT_PER_IN * max(panel.top + panel.height for panel in panels),
        trim[0] + PT_PER_IN * max(panel.left + panel.width for panel in panels),
        trim[3] - PT_PER_IN * min(panel.top for panel in panels),
    )


def _marks(made: Format, trim: Box) -> Iterator[Box]:
    """Yield the cutting marks: at both ends of each cut, outside all that is cut."""
    across = [trim[0] + PT_PER_IN * each for each in made.cuts[0]]
    down = [trim[3] - PT_PER_IN * each for each in made.cuts[1]]
    half, far = WIDTH / 2, CLEAR + LENGTH
    for x in across:
        yield x - half, max(down) + CLEAR, x + half, max(down) + far
        yield x - half, min(down) - far, x + half, min(down) - CLEAR
    for y in down:
        yield min(across) - far, y - half, min(across) - CLEAR, y + half
        yield max(across) + CLEAR, y - half, max(across) + far, y + half


def _artifact(kind: str, *operators: str) -> list[Any]:
    """Return operators as an artifact of a type (ISO 32000-1, 14.8.2.2)."""
    return ["/Artifact", pydyf.Dictionary({"Type": f"/{kind}"}), b"BDC", "q", *operators, "Q", ENDS]
