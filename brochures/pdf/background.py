"""What stands behind each text: the page is painted without any, and looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from brochures.pdf.geometry import Box
from brochures.pdf.text import Backdrop

MAX_STAGES = 32
"""How often a page is painted again to see text before something covers it; 0.1 to 10 ms each.
Text that is covered later than that is judged by what covers it."""

MAX_COMPARED = 2_000_000
"""How many pairs of a text and a graphic are compared on a page, a quarter of a second's worth.
Beyond, text that is covered is judged by what covers it."""


TOUCH = 0.5
"""How far a graphic must reach into a text's place to cover it, in points: rules of
underscores and fractions, and neighbours, only touch."""


class Stroke(NamedTuple):
    """One text, or some graphics in a row, at their turn in painting order."""

    is_text: bool
    handles: Sequence[Any]
    boxes: Sequence[Box]
    """Of a text: where to look."""
    outline: Box
    """The box around all of them."""


class Seen(NamedTuple):
    """The colours behind a text, and whether anything was painted over it."""

    behind: tuple[Backdrop, ...]
    covered: bool


def backdrops(
    strokes: Sequence[Stroke],
    paint: Callable[[], None],
    colors: Callable[[Box], tuple[Backdrop, ...]],
) -> Iterator[Seen]:
    """Yield what is seen behind each text, in painting order.

    Takes the strokes of a page with PDFium's handles; `paint` paints the page as it stands,
    `colors` looks at it. Leaves all texts inactive.
    """
    texts = [turn for turn, stroke in enumerate(strokes) if stroke.is_text]
    _activate((strokes[turn] for turn in texts), active=False)
    covers = _covers(strokes)
    seen: dict[int, Seen] = {}
    if covers:
        first = min(covers)
        _activate(_graphics(strokes[first:]), active=False)
        for turn in sorted(covers):
            _activate(_graphics(strokes[first:turn]), active=True)
            first = turn
            paint()
            for text in covers[turn]:
                seen[text] = Seen(colors(strokes[text].outline), covered=True)
        _activate(_graphics(strokes[first:]), active=True)
    if len(seen) < len(texts):
        paint()
    for text in texts:
        yield seen.get(text) or Seen(colors(strokes[text].outline), covered=False)


def _covers(strokes: Sequence[Stroke]) -> dict[int, list[int]]:
    """Return the turns at which graphics are painted over texts, with those texts' turns."""
    covers: dict[int, list[int]] = {}
    bare: dict[int, Box] = {}
    compared = 0
    for turn, stroke in enumerate(strokes):
        if stroke.is_text:
            bare[turn] = stroke.outline.shrunk(TOUCH)
            continue
        compared += len(bare)
        if compared > MAX_COMPARED:
            break
        hit = [text for text, box in bare.items() if box.meets(stroke.outline)]
        hit = [text for text in hit if any(map(bare[text].meets, stroke.boxes))]
        if hit and len(covers) < MAX_STAGES:
            covers[turn] = hit
        for text in hit:
            del bare[text]
    return covers


def _graphics(strokes: Sequence[Stroke]) -> Iterator[Stroke]:
    return (stroke for stroke in strokes if not stroke.is_text)


def _activate(strokes: Iterator[Stroke], *, active: bool) -> None:
    for stroke in strokes:
        for handle in stroke.handles:
            pdfium.FPDFPageObj_SetIsActive(handle, active)
