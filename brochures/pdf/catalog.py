"""What a PDF holds beside its pages' content and its tags, read with qpdf."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pikepdf

from brochures.pdf.geometry import Box, Matrix
from brochures.pdf.limits import MAX_BOOKMARKS, MAX_DEPTH, MAX_PAGES, UnreadablePDF
from brochures.pdf.model import Annotation, Font, OutlineItem, OutputIntent
from brochures.pdf.page_objects import bare_name
from brochures.pdf.qpdf_values import Dict, Values, is_reference

_INVISIBLE = 0b100010  # Hidden and NoView: ISO 32000-1, table 165
_COLLECTIONS = frozenset({"CNS1", "GB1", "Japan1", "Korea1"})  # ISO 14289-1, 7.21.7
_FONT_FILES = frozenset({"/FontFile", "/FontFile2", "/FontFile3"})
BOXES = {
    "/MediaBox": "media box",
    "/CropBox": "crop box",
    "/BleedBox": "bleed box",
    "/TrimBox": "trim box",
    "/ArtBox": "art box",
}
_LETTER = Box(0, 0, 612, 792)  # what PDFium takes for a page that does not say how large it is


def page_tree(values: Values) -> list[str]:
    """Return the references of the pages, read as they stand: qpdf repairs a page that it lists."""
    found: list[str] = []
    waiting: list[object] = [values.dict(values.trailer.get("/Root")).get("/Pages")]
    seen: set[str] = set()
    while waiting:
        reference = waiting.pop()
        if not is_reference(reference) or reference in seen:
            continue
        seen.add(reference)
        node = values.dict(reference)
        if "/Kids" in node:
            waiting += reversed(values.list(node["/Kids"]))
        else:
            found.append(reference)
    return found


def page_references(pdf: pikepdf.Pdf) -> list[str]:
    """Return the reference of each page; raise `UnreadablePDF` for none or too many."""
    if not 0 < len(pdf.pages) <= MAX_PAGES:
        raise UnreadablePDF(f"It has {len(pdf.pages):,} pages; 1 to {MAX_PAGES:,} can be read.")
    numbers = [page.obj.objgen for page in pdf.pages]
    return [f"{number} {generation} R" for number, generation in numbers]


def unit(values: Values, page: Dict) -> float:
    """Return how many points a unit of a page's own coordinates is (/UserUnit)."""
    number = values.number(page.get("/UserUnit")) or 1.0
    return number if number > 0 else 1.0


def box(values: Values, page: Dict, key: str, frame: Matrix) -> Box | None:
    """Return a page's box as a viewer shows it, or None where it is left out."""
    corners = values.numbers(_inherited(values, page, key), 4)
    return frame.box(*corners) if corners else None


def media_box(values: Values, page: Dict, frame: Matrix) -> Box:
    """Return a page's media box as a viewer shows it."""
    return box(values, page, "/MediaBox", frame) or frame.box(*_LETTER)


def odd_boxes(values: Values, page: Dict) -> Iterator[str]:
    """Yield the names of a page's boxes that are given, and are no rectangles."""
    for key, name in BOXES.items():
        given = values.resolve(_inherited(values, page, key))
        left, bottom, right, top = values.numbers(given, 4) or (0, 0, 0, 0)
        if given is not None and (left == right or bottom == top):
            yield name


def _inherited(values: Values, page: Dict, key: str) -> object:
    """Return an entry of a page, or of the nearest node of the page tree above it."""
    for _ in range(MAX_DEPTH):
        if key in page or "/Parent" not in page:
            break
        page = values.dict(page["/Parent"])
    return page.get(key)


class Targets:
    """Finds the page that a link or a bookmark leads to."""

    def __init__(self, values: Values, root: Dict, pages: Mapping[str, int]) -> None:
        self._values = values
        self._root = root
        self._pages = pages
        self._named: dict[str, object] | None = None

    def page(self, item: Dict) -> int | None:
        """Return the index of the page for a dictionary with /Dest, or /A of the kind GoTo."""
        values = self._values
        action = values.dict(item.get("/A"))
        goes = values.name(action.get("/S")) == "GoTo"
        target = values.resolve(action.get("/D") if goes else item.get("/Dest"))
        if isinstance(target, str):
            name = values.text(target) or values.name(target) or ""
            target = values.resolve(self._names().get(name))
            if isinstance(target, dict):
                target = values.resolve(target.get("/D"))
        first = target[0] if isinstance(target, list) and target else None
        return self._pages.get(first) if is_reference(first) else None

    def _names(self) -> dict[str, object]:
        """Return all named destinations, of PDF 1.1 and of the name tree that came after it."""
        if self._named is None:
            old = self._values.dict(self._root.get("/Dests"))
            self._named = {key.removeprefix("/"): value for key, value in old.items()}
            names = self._values.dict(self._root.get("/Names"))
            self._named.update(self._leaves(names.get("/Dests"), set(), 0))
        return self._named

    def _leaves(self, node: object, seen: set[str], depth: int) -> Iterator[tuple[str, object]]:
        if depth > MAX_DEPTH or (is_reference(node) and node in seen):
            raise UnreadablePDF("Its list of link targets runs in a circle.")
        if is_reference(node):
            seen.add(node)
        tree = self._values.dict(node)
        leaves = self._values.list(tree.get("/Names"))
        for name, value in zip(leaves[::2], leaves[1::2], strict=False):
            if (key := self._values.text(name)) is not None:
                yield key, value
        for kid in self._values.list(tree.get("/Kids")):
            yield from self._leaves(kid, seen, depth + 1)


def page_annotations(
    values: Values, page: Dict, index: int, frame: Matrix, targets: Targets
) -> Iterator[tuple[str, Annotation]]:
    """Yield a page's annotations with their references ('' for one without)."""
    for item in values.list(page.get("/Annots")):
        annotation = values.dict(item)
        action = values.dict(annotation.get("/A"))
        corners = values.numbers(annotation.get("/Rect"), 4)
        flags = values.integer(annotation.get("/F")) or 0
        yield (
            item if is_reference(item) else "",
            Annotation(
                kind=values.name(annotation.get("/Subtype")) or "",
                page=index,
                box=frame.box(*corners) if corners else Box(0, 0, 0, 0),
                contents=values.text(annotation.get("/Contents")),
                uri=values.text(action.get("/URI")),
                target=targets.page(annotation),
                action=values.name(action.get("/S")),
                struct_parent=values.integer(annotation.get("/StructParent")),
                hidden=bool(flags & _INVISIBLE),
            ),
        )


def outline(values: Values, root: Dict, targets: Targets) -> Iterator[OutlineItem]:
    """Yield the bookmarks in order; raise `UnreadablePDF` where they run in a circle."""
    waiting = [(values.dict(root.get("/Outlines")).get("/First"), 1)]
    seen: set[str] = set()
    while waiting:
        reference, level = waiting.pop()
        item = values.dict(reference)
        if not item:
            continue
        if not is_reference(reference) or reference in seen or level > MAX_DEPTH:
            raise UnreadablePDF("Its bookmarks run in a circle.")
        seen.add(reference)
        if len(seen) > MAX_BOOKMARKS:
            raise UnreadablePDF(f"It has more than {MAX_BOOKMARKS:,} bookmarks.")
        title = values.text(item.get("/Title")) or ""
        yield OutlineItem(level, title, targets.page(item))
        waiting += [(item.get("/Next"), level), (item.get("/First"), level + 1)]


def fonts(values: Values, scopes: Iterable[pikepdf.ContentScope]) -> tuple[Font, ...]:
    """Return the fonts that any content can use, each once."""
    seen: dict[str, Font] = {}
    for scope in scopes:
        resources = values.dict(values.of(scope.resources)) if scope.resources is not None else {}
        for reference in values.dict(resources.get("/Font")).values():
            key = reference if is_reference(reference) else repr(reference)
            if key not in seen:
                seen[key] = _font(values, values.dict(reference))
    return tuple(seen.values())


def _font(values: Values, font: Dict) -> Font:
    subtype = values.name(font.get("/Subtype")) or ""
    descendants = values.list(font.get("/DescendantFonts"))
    inner = values.dict(descendants[0]) if descendants else font
    descriptor = values.dict(inner.get("/FontDescriptor"))
    name, subset = bare_name(values.name(font.get("/BaseFont")) or "")
    return Font(
        name=name,
        subtype=subtype,
        # A Type 3 font draws its glyphs in the file itself.
        embedded=subtype == "Type3" or not _FONT_FILES.isdisjoint(descriptor),
        subset=subset,
        to_unicode="/ToUnicode" in font or _is_known(values, inner),
    )


def _is_known(values: Values, font: Dict) -> bool:
    """Say whether a font's characters are those of a collection that maps to Unicode by itself."""
    system = values.dict(font.get("/CIDSystemInfo"))
    registry, ordering = (values.text(system.get(key)) for key in ("/Registry", "/Ordering"))
    return registry == "Adobe" and ordering in _COLLECTIONS


def output_intents(values: Values, root: Dict) -> Iterator[OutputIntent]:
    """Yield the printing conditions."""
    for item in values.list(root.get("/OutputIntents")):
        intent = values.dict(item)
        condition = values.text(intent.get("/OutputConditionIdentifier"))
        yield OutputIntent(values.name(intent.get("/S")), condition)
