"""A page as pixels, to learn which colours stand behind its text."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterable
from math import ceil, floor
from types import TracebackType
from typing import Any, Self

import pypdfium2.raw as pdfium

from brochures.pdf.geometry import Box
from brochures.pdf.limits import UnreadablePDF
from brochures.pdf.text import Backdrop, Color

MAX_SIDE = 4000
"""Longest side in pixels: one pixel a point up to A0, coarser beyond; 64 MB at most."""

COMMONEST = 8
"""How many colours of a picture are told."""

_BYTES = 4
_WHITE, _RGB = 0xFFFFFFFF, 0xFFFFFF
# Smoothing would make colours up where two meet; text is judged by those that are really there.
_FLAGS = (
    pdfium.FPDF_RENDER_NO_SMOOTHPATH
    | pdfium.FPDF_RENDER_NO_SMOOTHIMAGE
    | pdfium.FPDF_RENDER_NO_SMOOTHTEXT
    | pdfium.FPDF_RENDER_LIMITEDIMAGECACHE
)


class Canvas:
    """One bitmap, used for page after page of the same size."""

    def __init__(self) -> None:
        self._bitmap: Any = None
        self._size = (0, 0)
        self._scale = 1.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def _close(self) -> None:
        if self._bitmap:
            pdfium.FPDFBitmap_Destroy(self._bitmap)
            self._bitmap = None

    def paint(self, page: object, width: float, height: float) -> None:
        """Paint a page on white: a PDFium handle, and the page's size in points."""
        self._scale = min(1.0, MAX_SIDE / max(width, height, 1.0))
        size = max(1, round(width * self._scale)), max(1, round(height * self._scale))
        if size != self._size or not self._bitmap:
            self._close()
            self._bitmap = pdfium.FPDFBitmap_CreateEx(*size, pdfium.FPDFBitmap_BGRx, None, 0)
            if not self._bitmap:
                raise UnreadablePDF("A page is too large to be painted.")
            self._size = size
            self._stride = pdfium.FPDFBitmap_GetStride(self._bitmap)
            buffer = pdfium.FPDFBitmap_GetBuffer(self._bitmap)
            whole = ctypes.c_char * (self._stride * size[1])
            self._pixels = ctypes.cast(buffer, ctypes.POINTER(whole)).contents
        pdfium.FPDFBitmap_FillRect(self._bitmap, 0, 0, *size, _WHITE)
        pdfium.FPDF_RenderPageBitmap(self._bitmap, page, 0, 0, *size, 0, _FLAGS)

    def colors(self, box: Box) -> tuple[Backdrop, ...]:
        """Return the colours within a box given in points, commonest first; none off the page."""
        left, right = self._span(box.x0, box.x1, self._size[0])
        top, bottom = self._span(box.y0, box.y1, self._size[1])
        if left >= right or top >= bottom:
            return ()
        start, width = left * _BYTES, right - left
        rows = Counter(
            self._pixels[y + start : y + right * _BYTES]
            for y in range(top * self._stride, bottom * self._stride, self._stride)
        )
        counts: Counter[int] = Counter()
        for row, times in rows.items():
            if row == row[:_BYTES] * width:
                counts[int.from_bytes(row[:_BYTES], "little") & _RGB] += times * width
            else:
                for pixel, count in Counter(memoryview(row).cast("I")).items():
                    counts[pixel & _RGB] += times * count
        if len(counts) == 1:
            return (Backdrop(_color(*counts), 1.0),)
        area = width * (bottom - top)
        return tuple(
            Backdrop(_color(pixel), round(count / area, 4)) for pixel, count in _telling(counts)
        )

    def _span(self, start: float, end: float, limit: int) -> tuple[int, int]:
        """Return the pixels that lie wholly between two coordinates, at least the middle one."""
        first, last = ceil(start * self._scale), floor(end * self._scale)
        if first >= last:
            first = floor((start + end) / 2 * self._scale)
            last = first + 1
        return max(0, first), min(limit, last)


def _telling(counts: Counter[int]) -> Iterable[tuple[int, int]]:
    """Return the commonest pixels with their counts, and the darkest and lightest of the rest."""
    common = counts.most_common(COMMONEST)
    rest = counts.keys() - dict(common).keys()
    extremes = {choose(rest, key=_luma) for choose in (min, max)} if rest else set()
    return (*common, *((pixel, counts[pixel]) for pixel in sorted(extremes)))


def _color(pixel: int) -> Color:
    return pixel >> 16 & 0xFF, pixel >> 8 & 0xFF, pixel & 0xFF


def _luma(pixel: int) -> int:
    red, green, blue = _color(pixel)
    return 2126 * red + 7152 * green + 722 * blue
