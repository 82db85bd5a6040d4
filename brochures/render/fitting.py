"""Copyfitting: how full each panel is, and how tightly it has to be set for its texts to fit.

Each panel is laid out as designed, unless it runs over. Then the spaces between its parts shrink
and, after them, the type that is larger than the smallest; what room smaller type leaves goes back
to the spaces. Panels that are read as one spread share one fit, so that sizes never jump from one
to the next. What fits at no level is measured: what runs out of it, and how far.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from statistics import median
from typing import TypeVar

from weasyprint.document import Document
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from brochures.formats.model import CLEAR_OF_FOLD, FITS, ROOMS, Fit, Format
from brochures.render.result import Fill, Fits, Overflow

TOLERANCE = 0.2
"""Overflow that rounding can explain, in CSS px."""

MUCH_LONGER = 2
"""A text so many times as long as another one is cut first."""

_PX_PER_IN = 96
_MM_PER_PX = 25.4 / _PX_PER_IN
_CLEAR = CLEAR_OF_FOLD * _PX_PER_IN

Laid = TypeVar("Laid")


def fitted(
    made: Format, lay_out: Callable[[Fits], tuple[Laid, list[Fill]]]
) -> tuple[Laid, list[Fill], Fits]:
    """Return the loosest layout in which all panels fit; what fits at no level stays tightest.

    Takes a function that lays the format out at given fits and tells how full its panels are. A
    sheet that fits as designed is laid out once. A part that is kept together stays as designed
    where no page holds it.
    """
    groups = {panel.name: panel.fit for panel in made.panels} | {name: name for name in made.kept}
    found = _loosest(groups, lay_out, dict.fromkeys(groups.values(), FITS))
    _, fills, fits = found
    split = {fill.panel for fill in fills if fill.split}
    own = {groups[name]: FITS[0] if name in split else fit for name, fit in fits.items()}
    if {fit.type for fit in fits.values()} <= {1}:
        return found
    rooms = {
        group: [replace(fit, room=room) for room in ROOMS] if fit.type < 1 else [fit]
        for group, fit in own.items()
    }
    return _loosest(groups, lay_out, rooms)


def _loosest(
    groups: Mapping[str, str],
    lay_out: Callable[[Fits], tuple[Laid, list[Fill]]],
    ladders: Mapping[str, Sequence[Fit]],
) -> tuple[Laid, list[Fill], Fits]:
    """Return the layout in which each group has the loosest fit of its ladder that does.

    Takes the group of each panel and part. All groups are bisected at a time.
    """
    loose = dict.fromkeys(ladders, -1)
    """By group, the tightest level that is known to be too loose."""
    tight = {group: len(ladder) - 1 for group, ladder in ladders.items()}
    """By group, the loosest level that is known to do, or the last one."""
    levels = dict.fromkeys(ladders, 0)
    while True:
        fits = {name: ladders[group][levels[group]] for name, group in groups.items()}
        laid, fills = lay_out(fits)
        full = {fill.panel for fill in fills if fill.overflows or fill.split}
        over = {group for name, group in groups.items() if name in full}
        for group, level in levels.items():
            if group not in over:
                tight[group] = min(tight[group], level)
            else:
                loose[group] = max(loose[group], level)
        found = {group: _next(loose[group], tight[group]) for group in levels}
        if found == levels:
            return laid, fills, fits
        levels = found


def _next(loose: int, tight: int) -> int:
    """Return the level to try next: the middle of what is unknown, or the one that it ends at."""
    return tight if tight - loose <= 1 else (loose + tight + 1) // 2


def sheet(fits: Fits) -> str:
    """Return the sheet that sets each panel as tightly as its fit says."""
    return "".join(
        f"#{name} {{ --room: {fit.room:g}; --type: {fit.type:g}"
        f"{'; overflow-wrap: anywhere' if fit.breaks else ''} }}"
        for name, fit in fits.items()
    )


@dataclass(frozen=True, slots=True)
class _Painted:
    """A text or a picture, and where in the panel it stands."""

    left: float
    top: float
    right: float
    below: float
    words: int | None
    """How many words it has; None for a picture."""
    section: str
    foot: float | None
    """Top of the part pinned to the panel's bottom, if it stands in that: all else ends above."""
    text: str = ""
    source: str = ""
    """Where in the content it is from."""


def fills(document: Document, made: Format) -> Iterator[Fill]:
    """Yield how full each panel is, and of each part that is kept together whether it is split.

    A panel is the element with that id or, where a format has none, the page within its margins.
    Text has to keep to the panel's content box; a picture may use the padding at the sides, up to
    the space that is kept clear of a fold or, where art bleeds, so far beyond the trim.
    """
    panels = {panel.name for panel in made.panels}
    parts: set[str] = set()
    for number, page in enumerate(document.pages):
        if not panels:
            yield _fill(None, number, page._page_box, made.bleed)
        begun = set(parts)
        for box in page._page_box.descendants(placeholders=True):
            name = box.element.get("id") if box.element is not None else None
            if name in panels:
                yield _fill(name, number, box, made.bleed)
            elif name in made.kept and name in begun:
                yield Fill(name, number, (), 0, split=True)
            elif name in made.kept:
                parts.add(name)


def _fill(name: str | None, page: int, panel: boxes.Box, bleed: float) -> Fill:
    left, top = panel.content_box_x(), panel.content_box_y()
    right, bottom = left + panel.width, top + panel.height
    contents = list(_contents(panel, _section(panel, "")))
    feet = {part.section: part.foot for part in contents if part.foot is not None}
    floor = min([bottom, *feet.values()])
    flowing = [part for part in contents if part.foot is None]
    lowest = max((part.below for part in flowing), default=top)
    beside = max(panel.padding_left - _CLEAR, 0)
    if bleed:
        beside = panel.padding_right + bleed * _PX_PER_IN
    named = ", ".join(filter(None, feet))
    end = f"into what stands below it ({named})" if named else "out of its space below"
    beyond: dict[str, tuple[float, _Painted]] = {}
    for part in contents:
        spare = beside if part.words is None else 0
        for way, distance in (
            (end, part.below - floor if part.foot is None else 0),
            ("out of its space below", part.below - bottom),
            ("out of its space above", top - part.top),
            ("out of its space on the right", part.right - right - spare),
            ("out of its space on the left", left - spare - part.left),
        ):
            if distance > max(TOLERANCE, beyond[way][0] if way in beyond else 0.0):
                beyond[way] = (distance, part)
    overflows = tuple(
        _overflow(contents, part, way, distance) for way, (distance, part) in beyond.items()
    )
    return Fill(name, page, overflows, max(0.0, floor - lowest) / max(panel.height, 1))


def _cut(contents: Sequence[_Painted], source: str, distance: float) -> int:
    """Return about how many words are too many: as many lines as stick out.

    Lines are those of the text that is best cut: a heading's hold fewer words.
    """
    texts = [part for part in contents if part.words]
    own = [part for part in texts if part.source == source] or texts
    lines = {(round(part.top), part.foot): part.below - part.top for part in own}
    if not lines:
        return 1
    words_a_line = sum(part.words or 0 for part in own) / len(lines)
    return ceil(ceil(distance / median(lines.values())) * words_a_line)


def _overflow(contents: Sequence[_Painted], part: _Painted, way: str, distance: float) -> Overflow:
    """Return how far a part runs out of its panel, in CSS px, and what is to be cut for it."""
    mm = distance * _MM_PER_PX
    if way.endswith(("left", "right")):
        return Overflow(part.section, way, mm, 0, part.source, _widest(part.text))
    source = _best_cut(contents, part.section)
    return Overflow(part.section, way, mm, _cut(contents, source, distance), source)


def _best_cut(contents: Sequence[_Painted], section: str) -> str:
    """Return where the text is from that is best cut: a section's longest one.

    It is the panel's longest one where that is much longer, or where none of the section's texts is
    from the content.
    """
    letters: Counter[str] = Counter()
    for part in contents:
        letters[part.source] += len(part.text)
    del letters[""]
    inside = [part.source for part in contents if part.section == section and part.source]
    longest = max(letters, key=lambda source: letters[source], default="")
    own = max(inside, key=lambda source: letters[source], default=longest)
    return own if MUCH_LONGER * letters[own] >= letters[longest] else longest


def _widest(text: str) -> str:
    return max(text.split(), key=len, default="")


def _contents(
    box: boxes.Box,
    section: str,
    foot: float | None = None,
    line: boxes.Box = None,
    source: str = "",
) -> Iterator[_Painted]:
    """Yield what is painted; a text is as tall as its line, not as its face would like.

    The mark across the page is left out, which lies behind all else and is turned; so is what is
    spread through several panels, which have room for it.
    """
    for child in box.all_children() if isinstance(box, boxes.ParentBox) else ():
        placed = child._box if isinstance(child, AbsolutePlaceholder) else child
        if isinstance(placed, boxes.MarginBox) or _has(placed, "draft", "spread"):
            continue
        named = _section(placed, section)
        said = _source(placed, source)
        top = placed.position_y if _has(placed, "foot") else foot
        if isinstance(placed, boxes.TextBox | boxes.ReplacedBox):
            is_text = isinstance(placed, boxes.TextBox)
            x, tall = placed.border_box_x(), line if is_text and line else placed
            yield _Painted(
                x,
                tall.border_box_y(),
                x + placed.border_width(),
                tall.border_box_y() + tall.border_height(),
                len(placed.text.split()) if is_text else None,
                named,
                top,
                placed.text if is_text else "",
                said,
            )
        inside = placed if isinstance(placed, boxes.LineBox) else line
        yield from _contents(placed, named, top, inside, said)


def _section(box: boxes.Box, around: str) -> str:
    named: str = around if box.element is None else box.element.get("data-section", around)
    return named


def _source(box: boxes.Box, around: str) -> str:
    places = ("" if box.element is None else box.element.get("data-from", "")).split()
    # A small word of ours stands before what the clinic says.
    return next((place for place in places if not place.startswith("labels.")), around)


def _has(box: boxes.Box, *names: str) -> bool:
    """Say whether a box is that of an element of one of some classes."""
    return box.element is not None and not set(names).isdisjoint(
        box.element.get("class", "").split()
    )
