"""What a PDF's pages paint: runs of text and graphics, read with PDFium."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from itertools import pairwise
from typing import NamedTuple, TypeGuard
from unicodedata import combining

import pypdfium2.raw as pdfium

from brochures.pdf import right_to_left
from brochures.pdf.background import Seen, Stroke, backdrops
from brochures.pdf.geometry import Box, Matrix, frame
from brochures.pdf.glyph_text import UNMAPPED, Characters, characters
from brochures.pdf.limits import MAX_CHARACTERS, MAX_OBJECTS, UnreadablePDF
from brochures.pdf.model import Graphic
from brochures.pdf.page_objects import Objects, Painted, Type, address
from brochures.pdf.raster import Canvas
from brochures.pdf.text import INVISIBLE, LINE_SHIFT, Artifact, Run

KINDS = {
    pdfium.FPDF_PAGEOBJ_PATH: "path",
    pdfium.FPDF_PAGEOBJ_IMAGE: "image",
    pdfium.FPDF_PAGEOBJ_SHADING: "shading",
}

ITALIC_SLANT = 0.1
"""From this lean on letters look italic; synthetic obliques lean by 0.2 to 0.35."""

SAME_SIZE = 0.01
"""How far the sizes of two parts of one run may differ, in points."""

SAME_BASELINE = 0.1
"""How far apart two parts of one run may stand up or down, in type sizes."""

CUT = 0.5
"""How far a clip must reach into a text's place to cut it off, in points."""

PART_GAP = 1.0
"""How far apart two parts of one run may stand along the line, in type sizes."""


MarkedContent = tuple[int, bool]
"""A marked content on a page: its number, and whether it was given inside a form XObject."""


class Sheet(NamedTuple):
    """What one page paints; `frame` maps its own coordinates to those of `Facts`."""

    frame: Matrix
    width: float
    height: float
    turn: int
    """Quarter turns clockwise."""
    runs: list[Run]
    graphics: list[Graphic]
    marked: dict[MarkedContent, tuple[list[Run], list[Graphic]]]


class _Part(NamedTuple):
    """What one text-showing operator paints."""

    painted: Painted
    box: Box
    type: Type
    characters: Characters
    clipped: bool


class _Shape(NamedTuple):
    """A path, picture or shading."""

    painted: Painted
    box: Box


def paint(
    pdf: bytes, units: Sequence[float], declared: Callable[[int], list[Artifact]]
) -> Iterator[Sheet]:
    """Yield what each page paints.

    Takes the file, /UserUnit of each page, and a function that reads from a page's content how
    its artifacts are declared. Raises `UnreadablePDF`.
    """
    objects, letters = MAX_OBJECTS, MAX_CHARACTERS
    with open_document(pdf) as document, Canvas() as canvas:
        if pdfium.FPDF_GetPageCount(document) != len(units):
            raise UnreadablePDF("It is damaged: its pages cannot be counted.")
        for index, unit in enumerate(units):
            with open_page(document, index) as page:
                painting = _Painting(page, index, unit)
                objects, letters = painting.read(objects, letters)
                yield painting.sheet(canvas, declared)


@contextmanager
def open_document(pdf: bytes) -> Iterator[object]:
    """Open a PDF with PDFium; raise `UnreadablePDF` where that cannot be."""
    document = pdfium.FPDF_LoadMemDocument64(pdf, len(pdf), None)
    if not document:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
            raise UnreadablePDF("It is locked with a password.")
        raise UnreadablePDF("It is not a PDF, or it is damaged.")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


@contextmanager
def open_page(document: object, index: int) -> Iterator[object]:
    """Open a page, by its index from 0; raise `UnreadablePDF` where that cannot be."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise UnreadablePDF(f"It is damaged: page {index + 1} cannot be opened.")
    try:
        yield page
    finally:
        pdfium.FPDF_ClosePage(page)


class _Painting:
    """One page while it is read."""

    def __init__(self, page: object, index: int, unit: float) -> None:
        area = pdfium.FS_RECTF()
        if not pdfium.FPDF_GetPageBoundingBox(page, area):
            raise UnreadablePDF(f"It is damaged: page {index + 1} has no size.")
        corners = area.left, area.bottom, area.right, area.top
        self.page = page
        self.index = index
        self.turn = max(0, pdfium.FPDFPage_GetRotation(page))
        self.frame = frame(*corners, self.turn, unit)
        self.place = self.frame.box(*corners)
        self.objects = Objects(page, self.frame)
        self.painted: list[Painted] = []
        self.texts: dict[int, Characters] = {}

    def read(self, objects: int, letters: int) -> tuple[int, int]:
        """Read the page; take and return how many objects and characters may still be read."""
        self.painted = list(self.objects.walk(objects))
        self.texts, count = characters(self.page, letters)
        return objects - len(self.painted), letters - count

    def sheet(self, canvas: Canvas, declared: Callable[[int], list[Artifact]]) -> Sheet:
        """Return what the page paints."""
        things = [self._thing(painted) for painted in self.painted]
        if any(right_to_left.is_turned(text.text) for text in self.texts.values()):
            things = _in_reading_order(things)
        groups = list(_grouped(things))
        seen = backdrops(
            [_stroke(group) for group in groups],
            paint=lambda: canvas.paint(self.page, self.place.width, self.place.height),
            colors=canvas.colors,
        )
        artifacts = self._artifacts(declared)
        size = self.place.width, self.place.height
        sheet = Sheet(self.frame, *size, self.turn, [], [], {})
        for group in groups:
            mark = group[0].painted.mark
            artifact = artifacts.get(mark.artifact)
            runs, graphics = [], []
            if parts := _parts(group):
                runs = [_run(parts, self.index, artifact, next(seen))]
            else:
                graphics = [self._graphic(group, artifact)]
            sheet.runs.extend(runs)
            sheet.graphics.extend(graphics)
            if mark.mcid is not None:
                marked = sheet.marked.setdefault((mark.mcid, mark.in_form), ([], []))
                marked[0].extend(runs)
                marked[1].extend(graphics)
        return sheet

    def _thing(self, painted: Painted) -> _Part | _Shape:
        box = self.objects.box(painted)
        if painted.kind != pdfium.FPDF_PAGEOBJ_TEXT:
            return _Shape(painted, box)
        kind = self.objects.type(painted)
        text = self.texts.get(address(painted.handle), Characters(""))
        untagged = painted.mark.mcid is None or painted.mark.artifact
        if kind.mode in INVISIBLE and untagged and not (text.text or box.width):
            text = Characters(UNMAPPED)  # something is hidden, though nobody can tell what
        clip = self.objects.clip(painted)
        inner = box.shrunk(CUT)
        clipped = clip is not None and inner.common(clip) != inner
        return _Part(painted, box, kind, text, clipped)

    def _graphic(self, shapes: Sequence[_Part | _Shape], artifact: Artifact | None) -> Graphic:
        painted = shapes[0].painted
        kind = KINDS.get(painted.kind, "path")
        return Graphic(
            kind=kind,
            page=self.index,
            box=reduce(Box.union, (shape.box for shape in shapes)),
            count=len(shapes),
            pixels=self.objects.pixels(painted) if kind == "image" else None,
            mcid=painted.mark.mcid,
            artifact=artifact,
        )

    def _artifacts(self, declared: Callable[[int], list[Artifact]]) -> dict[int, Artifact]:
        """Return what each artifact is declared to be, by the address of its mark.

        PDFium tells no names, so they are read from the page's content and matched in order;
        where the two readers do not count alike, nothing is said.
        """
        marks = [painted.mark for painted in self.painted if painted.mark.artifact]
        artifacts = dict.fromkeys((mark.artifact for mark in marks), Artifact())
        if any(mark.has_properties for mark in marks):
            told = declared(self.index)
            if len(told) == len(artifacts):
                artifacts = dict(zip(artifacts, told, strict=True))
        return artifacts


def _in_reading_order(things: Iterable[_Part | _Shape]) -> list[_Part | _Shape]:
    """Return what is painted, each text that runs from right to left beginning at its right end.

    A mark that is raised over its letter is painted by itself: it has no gap before it.
    """
    found: list[_Part | _Shape] = []
    piece: list[_Part] = []
    for thing in things:
        if piece and not (_is_turned(thing) and _goes_on(piece[-1], thing)):
            found += _from_the_right(piece)
            piece = []
        if _is_turned(thing):
            piece.append(thing)
        else:
            found.append(thing)
    return [*found, *_from_the_right(piece)]


def _is_turned(thing: _Part | _Shape) -> TypeGuard[_Part]:
    return isinstance(thing, _Part) and right_to_left.is_turned(thing.characters.text)


def _goes_on(before: _Part, after: _Part) -> bool:
    """Say whether two texts are painted for one piece of a line."""
    rise = abs(before.type.matrix.f - after.type.matrix.f)
    same = before.painted.mark == after.painted.mark
    return same and rise < LINE_SHIFT * before.type.matrix.height


def _from_the_right(piece: list[_Part]) -> list[_Part]:
    parts = sorted(piece, key=lambda part: -part.box.x1)
    for number, (before, after) in enumerate(pairwise(parts)):
        if _is_raised(before) or _is_raised(after):
            parts[number] = before._replace(characters=before.characters._replace(gap_after=False))
    return parts


def _is_raised(thing: _Part | _Shape) -> bool:
    return isinstance(thing, _Part) and all(map(combining, thing.characters.text))


def _grouped(things: Iterable[_Part | _Shape]) -> Iterator[list[_Part | _Shape]]:
    """Yield the parts of one run together, and paths in a row under one mark."""
    group: list[_Part | _Shape] = []
    for thing in things:
        if isinstance(thing, _Part) and not thing.characters.text and not thing.box.width:
            continue  # an empty string
        if group and not _continues(group[-1], thing):
            yield group
            group = []
        group.append(thing)
    if group:
        yield group


def _continues(before: _Part | _Shape, after: _Part | _Shape) -> bool:
    if before.painted.mark != after.painted.mark:
        return False
    if isinstance(before, _Part) and isinstance(after, _Part):
        return _is_same_run(before, after)
    kinds = {KINDS.get(thing.painted.kind) for thing in (before, after)}
    return kinds == {"path"}


def _is_same_run(before: _Part, after: _Part) -> bool:
    first, second = before.type, after.type
    if (first.face, first.color, first.alpha, first.mode) != (
        second.face,
        second.color,
        second.alpha,
        second.mode,
    ):
        return False
    size = first.matrix.height
    gap = max(after.box.x0 - before.box.x1, before.box.x0 - after.box.x1)
    return (
        abs(size - second.matrix.height) < SAME_SIZE
        and first.matrix.angle == second.matrix.angle == 0
        and (
            abs(first.matrix.f - second.matrix.f) < SAME_BASELINE * size
            or _is_raised(before)
            or _is_raised(after)
        )
        and -PART_GAP * size < gap < PART_GAP * size
    )


def _parts(group: Iterable[_Part | _Shape]) -> list[_Part]:
    return [thing for thing in group if isinstance(thing, _Part)]


def _stroke(group: Sequence[_Part | _Shape]) -> Stroke:
    handles = [thing.painted.handle for thing in group]
    boxes = [thing.box for thing in group]
    outline = reduce(Box.union, boxes)
    first = group[0]
    if not isinstance(first, _Part):
        return Stroke(is_text=False, handles=handles, boxes=boxes, outline=outline)
    # Below the baseline stand underlines, which are no background.
    baseline = first.type.matrix.f
    if first.type.matrix.angle == 0 and outline.y0 + 1 < baseline < outline.y1:
        outline = outline._replace(y1=baseline)
    return Stroke(is_text=True, handles=handles, boxes=(), outline=outline)


def _run(parts: Sequence[_Part], page: int, artifact: Artifact | None, seen: Seen) -> Run:
    first = parts[0].type
    texts = [
        part.characters.text + " " * (part.characters.gap_after and part is not parts[-1])
        for part in parts
    ]
    return Run(
        text="".join(texts),
        page=page,
        box=reduce(Box.union, (part.box for part in parts)),
        baseline=first.matrix.f,
        angle=first.matrix.angle,
        face=first.face.name,
        size=round(min(first.matrix.height, first.matrix.width), 2),
        bold=first.face.bold,
        italic=first.face.italic or first.matrix.slant > ITALIC_SLANT,
        color=first.color,
        alpha=round(first.alpha, 3),
        mode=first.mode,
        mcid=parts[0].painted.mark.mcid,
        artifact=artifact,
        behind=seen.behind,
        covered=seen.covered,
        clipped=any(part.clipped for part in parts),
    )
