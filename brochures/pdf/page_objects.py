"""The painted objects of a page, one by one, as PDFium knows them."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from math import isfinite
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from brochures.pdf.geometry import IDENTITY, Box, Matrix
from brochures.pdf.limits import MAX_DEPTH, MAX_OBJECTS, UnreadablePDF
from brochures.pdf.text import Color

_OUTLINE_MODES = (pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP)
_NAME_LENGTH = 128  # ISO 32000-1, table C.1: a name has at most 127 bytes
_OPAQUE = 255

_SUBSET = re.compile(r"[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|demi|^cmb", re.IGNORECASE)  # cmb: Computer Modern
_ITALIC = re.compile(r"italic|oblique|slanted|kursiv", re.IGNORECASE)
_ITALIC_FLAG, _FORCE_BOLD_FLAG = 1 << 6, 1 << 18  # ISO 32000-1, table 123


def address(handle: Any) -> int:
    """Return a PDFium handle as a number, to compare it with others."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


class Face(NamedTuple):
    """A face of type."""

    name: str
    bold: bool
    italic: bool


def bare_name(name: str) -> tuple[str, bool]:
    """Return a font's name without the prefix of a subset, and whether it had one."""
    match = _SUBSET.match(name)
    return (name[match.end() :], True) if match else (name, False)


def _face_of(font: object) -> Face:
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


class Mark(NamedTuple):
    """The marked content around an object."""

    mcid: int | None = None
    in_form: bool = False
    """Whether the number was given inside a form XObject: it then counts anew."""
    artifact: int = 0
    """The address of PDFium's mark of the artifact around it, 0 for none."""
    has_properties: bool = False
    """Whether that artifact, if a page's content gives it, says more of itself."""


class Painted(NamedTuple):
    """A text, path, picture or shading, taken out of the form XObjects around it."""

    handle: Any
    kind: int
    matrix: Matrix
    """Maps the object's own space, that of the innermost form, to the page as shown."""
    alpha: float
    """The opacity of the forms around it."""
    mark: Mark


class Type(NamedTuple):
    """How a text object is set."""

    face: Face
    matrix: Matrix
    """Maps the space of the type, 1 unit high, to the page as shown."""
    color: Color
    alpha: float
    mode: int


class Objects:
    """The objects of one page. PDFium's out-parameters are made once, for all calls."""

    def __init__(self, page: object, frame: Matrix) -> None:
        self._page = page
        self._frame = frame
        self._faces: dict[int, Face] = {}
        self._marks: dict[int, bool] = {}
        self._floats = [ctypes.c_float() for _ in range(4)]
        self._integers = [ctypes.c_uint() for _ in range(4)]
        self._matrix = pdfium.FS_MATRIX()
        self._name = (pdfium.FPDF_WCHAR * _NAME_LENGTH)()
        self._length = ctypes.c_ulong()

    def walk(self, left: int) -> Iterator[Painted]:
        """Yield the page's objects in painting order; raise `UnreadablePDF` for more than left."""
        count = pdfium.FPDFPage_CountObjects(self._page)
        at = (pdfium.FPDFPage_GetObject, self._page)
        for number, painted in enumerate(self._inside(at, count, self._frame, 1.0, Mark(), 0)):
            if number >= left:
                raise UnreadablePDF(f"It paints more than {MAX_OBJECTS:,} texts and shapes.")
            yield painted

    def _inside(
        self,
        at: tuple[Callable[[Any, int], Any], Any],
        count: int,
        matrix: Matrix,
        alpha: float,
        around: Mark,
        depth: int,
    ) -> Iterator[Painted]:
        if depth > MAX_DEPTH:
            raise UnreadablePDF(f"It has drawings within drawings, more than {MAX_DEPTH} deep.")
        get, holder = at
        for index in range(count):
            handle = get(holder, index)
            kind = pdfium.FPDFPageObj_GetType(handle)
            mark = self._mark(handle, around, depth)
            if kind != pdfium.FPDF_PAGEOBJ_FORM:
                yield Painted(handle, kind, matrix, alpha, mark)
                continue
            inner = self._own_matrix(handle).then(matrix)
            _, opacity = self._color(handle, pdfium.FPDFPageObj_GetFillColor)
            get_inner = (pdfium.FPDFFormObj_GetObject, handle)
            inside = max(0, pdfium.FPDFFormObj_CountObjects(handle))
            yield from self._inside(get_inner, inside, inner, alpha * opacity, mark, depth + 1)

    def _mark(self, handle: Any, around: Mark, depth: int) -> Mark:
        """Return an object's mark; in a form it adds to the one around the form."""
        count = pdfium.FPDFPageObj_CountMarks(handle)
        if count <= 0:
            return around
        mark = around
        mcid = pdfium.FPDFPageObj_GetMarkedContentID(handle)
        if mcid >= 0:
            mark = mark._replace(mcid=mcid, in_form=depth > 0)
        for index in range(count):
            item = pdfium.FPDFPageObj_GetMark(handle, index)
            number = address(item)
            if number not in self._marks:
                self._marks[number] = self._is_artifact(item)
            if self._marks[number]:
                properties = depth == 0 and pdfium.FPDFPageObjMark_CountParams(item) > 0
                return mark._replace(artifact=number, has_properties=properties)
        return mark

    def _is_artifact(self, mark: Any) -> bool:
        size = ctypes.sizeof(self._name)
        found = pdfium.FPDFPageObjMark_GetName(mark, self._name, size, self._length)
        raw = bytes(self._name)[: min(self._length.value, size)]
        return bool(found) and raw.decode("utf-16-le", "replace").rstrip("\0") == "Artifact"

    def box(self, painted: Painted) -> Box:
        """Return the place of an object on the page as shown."""
        left, bottom, right, top = self._floats
        pdfium.FPDFPageObj_GetBounds(painted.handle, left, bottom, right, top)
        box = painted.matrix.box(left.value, bottom.value, right.value, top.value)
        return box if all(map(isfinite, box)) else Box(0, 0, 0, 0)

    def clip(self, painted: Painted) -> Box | None:
        """Return the box around what clips leave of an object's page, None where there are none.

        Of a clip that is no rectangle more may be left than it shows.
        """
        path = pdfium.FPDFPageObj_GetClipPath(painted.handle)
        x, y = self._floats[:2]
        left: Box | None = None
        for number in range(max(0, pdfium.FPDFClipPath_CountPaths(path)) if path else 0):
            points = []
            for index in range(max(0, pdfium.FPDFClipPath_CountPathSegments(path, number))):
                segment = pdfium.FPDFClipPath_GetPathSegment(path, number, index)
                if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                    points.append(painted.matrix.point(x.value, y.value))
            xs, ys = zip(*points, strict=True) if points else ((0.0,), (0.0,))
            box = Box(min(xs), min(ys), max(xs), max(ys))
            left = left.common(box) if left else box
        return left

    def pixels(self, painted: Painted) -> tuple[int, int] | None:
        """Return the width and height of a picture's data."""
        width, height = self._integers[:2]
        if not pdfium.FPDFImageObj_GetImagePixelSize(painted.handle, width, height):
            return None
        return width.value, height.value

    def type(self, painted: Painted) -> Type:
        """Return how a text object is set."""
        handle, (size, *_) = painted.handle, self._floats
        font = pdfium.FPDFTextObj_GetFont(handle)
        face = self._faces.get(key := address(font))
        if face is None:
            face = self._faces[key] = _face_of(font)
        pdfium.FPDFTextObj_GetFontSize(handle, size)
        unit = Matrix(size.value, 0, 0, size.value, 0, 0)
        matrix = unit.then(self._own_matrix(handle)).then(painted.matrix)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
        outline = mode in _OUTLINE_MODES
        color, alpha = self._color(
            handle,
            pdfium.FPDFPageObj_GetStrokeColor if outline else pdfium.FPDFPageObj_GetFillColor,
        )
        finite = all(map(isfinite, matrix))
        return Type(face, matrix if finite else IDENTITY, color, alpha * painted.alpha, mode)

    def _own_matrix(self, handle: Any) -> Matrix:
        matrix = self._matrix
        if not pdfium.FPDFPageObj_GetMatrix(handle, matrix):
            return IDENTITY
        return Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)

    def _color(self, handle: Any, get: Callable[..., int]) -> tuple[Color, float]:
        red, green, blue, alpha = self._integers
        if not get(handle, red, green, blue, alpha):
            return (0, 0, 0), 1.0
        return (red.value, green.value, blue.value), alpha.value / _OPAQUE
