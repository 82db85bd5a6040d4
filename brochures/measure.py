"""Laid-out pages -> what runs out of its panel, in which section, by how many millimetres."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from weasyprint.document import Document
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from brochures.findings import Finding
from brochures.formats import CLEAR_OF_FOLD

TOLERANCE = 0.2
"""Overflow that rounding can explain, in CSS px."""

_PX_PER_IN = 96
_MM_PER_PX = 25.4 / _PX_PER_IN
_CLEAR = CLEAR_OF_FOLD * _PX_PER_IN


@dataclass(frozen=True, slots=True)
class _Painted:
    """A text or a picture, and where in the panel it stands."""

    box: boxes.Box
    section: str
    foot: float | None
    """Top of the part pinned to the panel's bottom, if it stands in that: all else ends above."""


def overflows(document: Document, panels: AbstractSet[str]) -> Iterator[Finding]:
    """Yield a finding for each panel and each direction in which something runs out of it.

    A panel is the element with that id or, where a format has none, the page within its margins.
    Text has to keep to the panel's content box; a picture may use the padding at the sides, up to
    the space that is kept clear of a fold.
    """
    for number, page in enumerate(document.pages, start=1):
        if not panels:
            yield from _overflow(f"page {number}", page._page_box)
        for box in page._page_box.descendants(placeholders=True):
            name = box.element.get("id") if box.element is not None else None
            if name in panels:
                yield from _overflow(f"panel {name}", box)


def _overflow(where: str, panel: boxes.Box) -> Iterator[Finding]:
    left, top = panel.content_box_x(), panel.content_box_y()
    right, bottom = left + panel.width, top + panel.height
    contents = list(_contents(panel, _section(panel, "")))
    feet = {part.section: part.foot for part in contents if part.foot is not None}
    floor = min([bottom, *feet.values()])
    beside = max(panel.padding_left - _CLEAR, 0)
    end = f"into what stands below it ({', '.join(feet)})" if feet else "out of its space below"
    beyond: dict[str, tuple[float, str]] = {}
    for part in contents:
        x, y = part.box.border_box_x(), part.box.border_box_y()
        spare = 0 if isinstance(part.box, boxes.TextBox) else beside
        below = y + part.box.border_height()
        for way, distance in (
            (end, below - floor if part.foot is None else 0),
            ("out of its space below", below - bottom),
            ("out of its space above", top - y),
            ("out of its space on the right", x + part.box.border_width() - right - spare),
            ("out of its space on the left", left - spare - x),
        ):
            if distance > max(TOLERANCE, beyond.get(way, (0.0, ""))[0]):
                beyond[way] = (distance, part.section)
    for way, (distance, section) in beyond.items():
        yield Finding(
            "overflow",
            f"{where}, section {section}" if section else where,
            f"the text runs {way}, by {distance * _MM_PER_PX:.1f} mm.",
            "Shorten it, or give its items a `short` text.",
        )


def _contents(box: boxes.Box, section: str, foot: float | None = None) -> Iterator[_Painted]:
    for child in box.all_children() if isinstance(box, boxes.ParentBox) else ():
        placed = child._box if isinstance(child, AbsolutePlaceholder) else child
        if isinstance(placed, boxes.MarginBox):
            continue
        named = _section(placed, section)
        top = placed.position_y if _is_foot(placed) else foot
        if isinstance(placed, boxes.TextBox | boxes.ReplacedBox):
            yield _Painted(placed, named, top)
        yield from _contents(placed, named, top)


def _section(box: boxes.Box, around: str) -> str:
    named: str = around if box.element is None else box.element.get("data-section", around)
    return named


def _is_foot(box: boxes.Box) -> bool:
    return box.element is not None and "foot" in box.element.get("class", "").split()
