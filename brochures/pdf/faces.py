"""What a font says of itself: its name, and whether it is bold or italic."""

from __future__ import annotations

import ctypes
import re
from typing import NamedTuple

import pypdfium2.raw as pdfium

_SUBSET = re.compile(r"[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|demi|^cmb", re.IGNORECASE)  # cmb: Computer Modern
_ITALIC = re.compile(r"italic|oblique|slanted|kursiv", re.IGNORECASE)
_ITALIC_FLAG, _FORCE_BOLD_FLAG = 1 << 6, 1 << 18  # ISO 32000-1, table 123
_NAME_LENGTH = 128  # ISO 32000-1, table C.1: a name has at most 127 bytes


class Face(NamedTuple):
    """A face of type."""

    name: str
    bold: bool
    italic: bool


def bare_name(name: str) -> tuple[str, bool]:
    """Return a font's name without the prefix of a subset, and whether it had one."""
    match = _SUBSET.match(name)
    return (name[match.end() :], True) if match else (name, False)


def face_of(font: object) -> Face:
    """Return the face of a PDFium font handle."""
    buffer = ctypes.create_string_buffer(_NAME_LENGTH)
    length = pdfium.FPDFFont_GetBaseFontName(font, buffer, _NAME_LENGTH)
    raw = buffer.raw[: length - 1] if 0 < length <= _NAME_LENGTH else b""
    name, _ = bare_name(raw.decode("utf-8", "replace"))
    angle = ctypes.c_int()
    if not pdfium.FPDFFont_GetItalicAngle(font, angle):
        angle.value = 0
    flags = max(0, pdfium.FPDFFont_GetFlags(font))
    return Face(
        name=name,
        bold=bool(flags & _FORCE_BOLD_FLAG or _BOLD.search(name)),
        italic=bool(flags & _ITALIC_FLAG or _ITALIC.search(name) or angle.value),
    )
