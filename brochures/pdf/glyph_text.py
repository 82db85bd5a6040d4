"""Which characters each text object of a page paints."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from itertools import groupby, repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from brochures.pdf import right_to_left
from brochures.pdf.limits import MAX_CHARACTERS, UnreadablePDF
from brochures.pdf.page_objects import address

UNMAPPED = "\ufffd"
_SPACE, _LINE_END_HYPHEN, _LINE_SEPARATOR = 0x20, 0x02, "\u2028"
_MAX_UNICODE = 0x10FFFF
_SPACED_MARK = re.compile(r" (?=[\u0591-\u05c7\u064b-\u065f\u0670])")
"""A space before a mark that stands on a letter: PDFium adds it where the mark is moved."""


def _by_number(function: Any, result: Any) -> Callable[[int, int], Any]:
    """Bind a PDFium function of (text page, index) anew, with handles as plain numbers.

    These few are called for every character: without pointer objects and without letting go
    of the interpreter's lock a call takes a quarter of a microsecond, a third of what it took.
    """
    return ctypes.PYFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int)(address(function))


_text_object = _by_number(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
_unicode = _by_number(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
_has_no_unicode = _by_number(pdfium.FPDFText_HasUnicodeMapError, ctypes.c_int)
_origin = ctypes.PYFUNCTYPE(
    ctypes.c_int,
    ctypes.c_void_p,
    ctypes.c_int,
    ctypes.POINTER(ctypes.c_double),
    ctypes.POINTER(ctypes.c_double),
)(address(pdfium.FPDFText_GetCharOrigin))


class Characters(NamedTuple):
    """What one text object paints, and whether a gap as wide as a space follows it."""

    text: str
    gap_after: bool = False


def characters(page: object, left: int) -> tuple[dict[int, Characters], int]:
    """Return the characters of a PDFium page by the address of their object, and their number.

    Raises `UnreadablePDF` for more than `left` characters.
    """
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        raise UnreadablePDF("The text of a page cannot be read.")
    try:
        count = pdfium.FPDFText_CountChars(text_page)
        if count > left:
            raise UnreadablePDF(f"It has more than {MAX_CHARACTERS:,} characters.")
        pages, indices = repeat(address(text_page)), range(count)
        owners = list(map(_text_object, pages, indices))
        codes = list(map(_unicode, pages, indices))
        unmapped = list(map(_has_no_unicode, pages, indices))
        turned = any(map(right_to_left.is_right_to_left, set(codes)))
        order = right_to_left.order(owners, codes, _place(text_page)) if turned else []
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    if turned:
        codes = right_to_left.unmirrored(codes)
        owners, codes, unmapped = (
            [each[index] for index in order] for each in (owners, codes, unmapped)
        )
    return _by_object(owners, codes, unmapped), count


def _place(page: object) -> Callable[[int], float]:
    """Return a function that tells where a character of a text page begins."""
    number, x, y = address(page), ctypes.c_double(), ctypes.c_double()

    def place(index: int) -> float:
        _origin(number, index, x, y)
        return x.value

    return place


def _by_object(
    owners: list[int | None], codes: list[int], unmapped: list[int]
) -> dict[int, Characters]:
    """Group characters by the object that paints them; PDFium adds spaces that none paints."""
    texts: dict[int, Characters] = {}
    start, last = 0, 0
    for owner, group in groupby(owners):
        end = start + len(list(group))
        if owner:
            before = texts[owner].text if owner in texts else ""
            texts[owner] = Characters(before + _decoded(codes[start:end], unmapped[start:end]))
            last = owner
        elif last and _SPACE in codes[start:end]:
            texts[last] = texts[last]._replace(gap_after=True)
        start = end
    return texts


def _decoded(codes: list[int], unmapped: list[int]) -> str:
    """Return the characters of code points, U+FFFD for each one that is none."""
    if any(unmapped) or not all(codes):
        codes = [
            0xFFFD if fails or not code else code
            for code, fails in zip(codes, unmapped, strict=True)
        ]
    text = "".join(chr(code) if code <= _MAX_UNICODE else UNMAPPED for code in codes)
    if not text.isascii():
        # ToUnicode maps are UTF-16: two halves of a surrogate pair become one character, a
        # half alone none.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        text = _SPACED_MARK.sub("", text)
    # A text that stands for a painted line may say that the line ends there.
    return text.replace(chr(_LINE_END_HYPHEN), "-").rstrip(_LINE_SEPARATOR)
