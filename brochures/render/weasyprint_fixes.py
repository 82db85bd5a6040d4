"""What we change in WeasyPrint 70 and in the PDF it writes: each change with its reason.

A number such as (1836) is that of WeasyPrint's public issue; (none) stands where we found none in
November 2026. `tests/test_engine.py` shows for each change that plain WeasyPrint still needs it; a
test there that fails says which one can go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

import pydyf
from weasyprint.document import Document
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import tags
from weasyprint.pdf.stream import Stream

from brochures.render import content_order, line_ends
from brochures.render.colors import inks
from brochures.render.weasyprint_speed import patched

PT_PER_PX = 0.75

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"

MAX_GENERATION = 65_535
"""Of an object that is free for good (ISO 32000-1, 7.5.4)."""


NUMBERING = {
    "disc": "/Disc",
    "circle": "/Circle",
    "square": "/Square",
    "decimal": "/Decimal",
    "lower-alpha": "/LowerAlpha",
    "upper-alpha": "/UpperAlpha",
    "lower-roman": "/LowerRoman",
    "upper-roman": "/UpperRoman",
}
"""Kinds of markers, by list-style-type (ISO 32000-1, table 347)."""

INLINE = frozenset({"abbr", "b", "bdi", "em", "i", "strong"})
"""Elements of HTML that stand within a line (none)."""

TABLE = frozenset({"/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TH", "/TD"})
"""Parts whose repeated boxes are no fragments: a table's head stands on each of its pages."""


@contextmanager
def changes(document: Document) -> Iterator[Targets]:
    """Change how WeasyPrint tags and marks this document while it is written.

    Gives the structure elements that links and bookmarks lead to, once they are written.
    """
    furniture = dict(_furniture(document))
    tree = _Tree(tags._build_box_tree, furniture)
    with (
        patched(tags, "_build_box_tree", tree.build),
        patched(Stream, "marked", _marked(content_order.self_contained(Stream.marked), furniture)),
        line_ends.drawn(document),
    ):
        yield tree.targets


@contextmanager
def in_inks() -> Iterator[None]:
    """Write inks where WeasyPrint says RGB, for a print shop.

    Sheets and drawings say their colours in inks. What is left is WeasyPrint's own black, of crop
    marks (none), and what a clinic's own sheet says.
    """

    def set_color_rgb(
        stream: pydyf.Stream, red: float, green: float, blue: float, stroke: object
    ) -> None:
        stream.set_color_space("DeviceCMYK", stroke)
        stream.set_color_special(None, stroke, *inks(red, green, blue))

    with patched(pydyf.Stream, "set_color_rgb", set_color_rgb):
        yield


def say_language(document: Document) -> None:
    """Add the language to the metadata, as dc:language (ISO 16684-1, 8.3; none)."""
    metadata = document.metadata
    generate = metadata.generate_rdf_metadata

    def with_language(*arguments: object) -> bytes:
        rdf = ET.fromstring(generate(*arguments))  # noqa: S314 - made here
        about = ET.SubElement(rdf, f"{RDF}Description", {f"{RDF}about": ""})
        bag = ET.SubElement(ET.SubElement(about, f"{DC}language"), f"{RDF}Bag")
        ET.SubElement(bag, f"{RDF}li").text = metadata.lang
        written: bytes = ET.tostring(rdf, encoding="utf-8")
        return written

    metadata.generate_rdf_metadata = with_language


def lead_to_structure(pdf: pydyf.PDF, targets: Targets) -> None:
    """Have links and bookmarks lead to structure elements, as PDF/UA-2 asks (none).

    ISO 14289-2, 8.8 and 8.2.5.8: a destination within the document is a structure destination, and
    an entry of a contents list says which element it stands for. Older readers go to the page.
    """
    for link in [each for each in pdf.objects if isinstance(each, pydyf.Dictionary)]:
        if link.get("Subtype") == "/Link" and "Dest" in link:
            name = link.pop("Dest")
            element = targets.by_name[name.string]
            place = next(place for other, place in _names(pdf) if other == name.string)
            link["A"] = _go_to(name, element, place)
            if (entry := targets.entries.get(link.reference)) is not None:
                entry["Ref"] = pydyf.Array([element.reference])
    for bookmark, element in zip(_bookmarks(pdf), targets.bookmarked, strict=True):
        place = bookmark.pop("Dest")
        bookmark["A"] = _go_to(place, element, place)


def _go_to(
    destination: pydyf.Object, element: pydyf.Dictionary, place: pydyf.Array
) -> pydyf.Dictionary:
    structure = pydyf.Array([element.reference, *place[1:]])
    return pydyf.Dictionary({"S": "/GoTo", "D": destination, "SD": structure})


def _names(pdf: pydyf.PDF) -> Iterator[tuple[str, pydyf.Array]]:
    """Yield the named destinations."""
    names = pdf.catalog["Names"]["Dests"]["Names"] if "Names" in pdf.catalog else ()
    for name, place in zip(names[::2], names[1::2], strict=True):
        yield name.string, place


def _bookmarks(pdf: pydyf.PDF) -> Iterator[pydyf.Dictionary]:
    """Yield the bookmarks in their order; ours have no others below them."""
    reference = (
        _object(pdf, pdf.catalog["Outlines"])["First"] if "Outlines" in pdf.catalog else None
    )
    while reference:
        bookmark = _object(pdf, reference)
        yield bookmark
        reference = bookmark.get("Next")


def label_pages(pdf: pydyf.PDF) -> None:
    """Number the pages from 1 for viewers that show labels (ISO 32000-1, 12.4.2)."""
    decimal = pydyf.Dictionary({"S": "/D"})
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, decimal])})


def set_up_printer(pdf: pydyf.PDF, duplex: str) -> None:
    """Ask viewers to print at actual size and on the right number of sides (ISO 32000-1, 12.2)."""
    preferences = pdf.catalog["ViewerPreferences"]
    preferences["PrintScaling"] = "/None"
    preferences["Duplex"] = f"/{duplex}"


def set_bleed(pdf: pydyf.PDF, bleed: float) -> None:
    """Set each page's bleed box so many pt around its trim: WeasyPrint takes 10 pt at most."""
    for reference in pdf.page_references:
        page = _object(pdf, reference)
        left, bottom, right, top = page["TrimBox"]
        page["BleedBox"] = pydyf.Array([left - bleed, bottom - bleed, right + bleed, top + bleed])


def order_panels(pdf: pydyf.PDF, written: Sequence[str], reading: Sequence[str]) -> None:
    """Move the panels' structure elements into reading order, straight under the document element.

    WeasyPrint writes tags in page order (none), but a folded sheet is read in another (ISO
    14289-1, 7.2): the back panel, printed on the first page, comes last. `written` names the
    panels in the order of the HTML, `reading` in the order in which people read. Each panel is a
    Sect in the page's Div; what else stands beside the pages is read before them. Raises
    ValueError when the structure tree is not of that shape.
    """
    document = next(
        element
        for element in pdf.objects
        if isinstance(element, pydyf.Dictionary) and element.get("S") == "/Document"
    )
    parts = [_object(pdf, kid) for kid in document["K"]]
    sides = [part for part in parts if part["S"] == "/Div"]
    before = [part for part in parts if part["S"] != "/Div"]
    panels = [_object(pdf, kid) for side in sides for kid in side["K"]]
    if any(panel["S"] != "/Sect" for panel in panels) or len(panels) != len(written):
        raise ValueError(f"expected the panels {', '.join(written)} as sections, one Div a page")
    named = dict(zip(written, panels, strict=True))
    read = [*before, *(named[name] for name in reading)]
    document["K"] = pydyf.Array(part.reference for part in read)
    for panel in panels:
        panel["P"] = document.reference
    for side in sides:
        _free(side)


def _furniture(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the id of each box that is not to be read, and what kind of artifact it is.

    Margin boxes (1836), and the copies of a fixed box that stand on the other pages (none).
    """
    for page in document.pages:
        for part in page._page_box.children:
            margin = isinstance(part, boxes.MarginBox)
            # Copies are added to the root box; the original stands deeper.
            for child in (part,) if margin else part.children:
                if margin or child.style["position"] == "fixed":
                    subtype = "/Footer" if margin else "/Watermark"
                    yield id(child), subtype
                    for box in child.descendants(placeholders=True):
                        yield id(box), subtype


def _marked(
    original: Callable[..., Any], furniture: Mapping[int, str]
) -> Callable[[Stream, boxes.Box, str], AbstractContextManager[None]]:
    """Return what takes the place of `Stream.marked`: it marks page furniture as artifacts."""

    def marked(stream: Stream, box: boxes.Box, tag: str) -> AbstractContextManager[None]:
        subtype = furniture.get(id(box))
        return _artifact(stream, subtype) if subtype else original(stream, box, tag)

    return marked


@contextmanager
def _artifact(stream: Stream, subtype: str) -> Iterator[None]:
    """What stands on every page is not read (ISO 14289-1, 7.8)."""
    properties = pydyf.Dictionary({"Type": "/Pagination", "Subtype": subtype})
    stream.begin_marked_content("Artifact", properties)
    yield
    stream.end_marked_content()


def _complete(element: pydyf.Dictionary, box: boxes.Box, pdf: pydyf.PDF, page: int) -> None:
    """Say what WeasyPrint leaves out of a structure element."""
    if language := box.element.get("lang"):  # WCAG 2.2, 3.1.2: language of parts (none)
        element["Lang"] = pydyf.String(language)
    match element["S"]:
        case "/NonStruct" if box.element_tag in INLINE:
            element["S"] = "/Span"
            if box.element_tag == "abbr":  # WCAG 2.2, 3.1.4 (none)
                element["E"] = pydyf.String(box.element.get("title"))
        case "/L":
            _complete_list(element, box, pdf)
        case "/TH":  # ISO 14289-1, 7.5 (2508)
            element["A"]["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"
        case "/Link" if box.link_annotation:
            # ISO 14289-1, 7.18.5: in words, not the raw address (none).
            words = " ".join("".join(box.element.itertext()).split())
            box.link_annotation["Contents"] = pydyf.String(box.element.get("title") or words)
        case "/Figure":  # in user space, not in CSS px from the top (none)
            height = _object(pdf, pdf.page_references[page])["MediaBox"][3]
            x1, y1, x2, y2 = (PT_PER_PX * length for length in element["A"]["BBox"])
            element["A"]["BBox"] = pydyf.Array((x1, height - y2, x2, height - y1))


def _complete_list(element: pydyf.Dictionary, box: boxes.Box, pdf: pydyf.PDF) -> None:
    """Say what kind of labels a list has (ISO 14289-1, 7.6; none), or make it a contents list."""
    if box.element.get("role") == "doc-toc":  # ISO 32000-1, table 333 (none)
        element["S"] = "/TOC"
        for entry in (_object(pdf, kid) for kid in element["K"]):
            entry["S"] = "/TOCI"
            for body in (_object(pdf, kid) for kid in entry["K"]):
                body["S"] = "/Reference"
    elif numbering := NUMBERING.get(box.style["list_style_type"]):
        element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})


@dataclass
class Targets:
    """The structure elements that links and bookmarks lead to."""

    by_name: dict[str, pydyf.Dictionary] = field(default_factory=dict)
    """By the id of their element of HTML."""
    bookmarked: list[pydyf.Dictionary] = field(default_factory=list)
    """In the order of the bookmarks."""
    entries: dict[bytes, pydyf.Dictionary] = field(default_factory=dict)
    """Entries of contents lists, by the reference of the link annotation in each."""


class _Tree:
    """Builds the structure tree from boxes, as WeasyPrint does, and mends each element."""

    def __init__(self, original: Callable[..., Any], furniture: Mapping[int, str]) -> None:
        self.original = original
        self.furniture = furniture
        self.first: dict[tuple[int, str, str], pydyf.Dictionary] = {}
        self.open: list[tuple[tuple[int, str], boxes.Box]] = []
        self.term: pydyf.Dictionary | None = None
        self.targets = Targets()
        self.of_boxes: set[int] = set()
        """Numbers of the elements that stand for boxes; others stand for lines of text."""

    def build(  # noqa: C901 - a branch for each thing that can become of an element
        self,
        box: boxes.Box,
        parent: pydyf.Dictionary,
        pdf: pydyf.PDF,
        page: int,
        nums: dict[int, bytes],
        annotations: list[tuple[bytes, pydyf.Dictionary]],
        marks: dict[boxes.Box, dict[str, Any]],
    ) -> Iterator[pydyf.Dictionary]:
        """Yield the structure elements of a box. The parameters are WeasyPrint's."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if id(box) in self.furniture:
            return
        built = self.original(box, parent, pdf, page, nums, annotations, marks)
        if isinstance(box, boxes.PageBox) or box.element_tag in ("html", "body"):
            yield from built
            return
        key = (id(box.element), box.element_tag)
        anonymous = any(key == opened and box is not other for opened, other in self.open)
        self.open.append((key, box))
        elements = list(built)
        self.open.pop()
        for element in elements:
            if box.element is not None:
                _complete(element, box, pdf, page)
            if self.is_empty(element):
                _free(element)
                continue
            if anonymous and element["S"] == parent["S"] and element["S"] != "/Link":
                yield from _lifted(element, parent, pdf)
                continue
            self.unwrap(element, pdf, nums)
            if box.element is None or anonymous or element["S"] in TABLE:
                yield element
            elif whole := self.first.get((*key, element["S"])):
                _join(whole, element, pdf, nums, annotations)
            else:
                self.first[*key, element["S"]] = element
                self.note_target(element, box, pdf)
                if not self.is_definition(element, box, pdf):
                    yield element

    def note_target(self, element: pydyf.Dictionary, box: boxes.Box, pdf: pydyf.PDF) -> None:
        """Note an element that links or bookmarks lead to, or that holds such a link."""
        if name := box.element.get("id"):
            self.targets.by_name[name] = element
        if box.bookmark_label:
            self.targets.bookmarked.append(element)
        if element["S"] == "/TOC":
            for entry in (_object(pdf, kid) for kid in element["K"]):
                for link in _annotations(entry, pdf):
                    self.targets.entries[link] = entry

    def unwrap(self, element: pydyf.Dictionary, pdf: pydyf.PDF, nums: dict[int, bytes]) -> None:
        """Give an element its text itself: WeasyPrint puts each line into a Span (none)."""
        kids = pydyf.Array()
        for kid in element["K"]:
            child = None if isinstance(kid, int) else _object(pdf, kid)
            if child is None or child.get("S") != "/Span" or child.number in self.of_boxes:
                kids.append(kid)
            else:
                kids.extend(child["K"])
                nums.update(dict.fromkeys(child["K"], element.reference))
                _free(child)
        element["K"] = kids
        self.of_boxes.add(element.number)

    def is_empty(self, element: pydyf.Dictionary) -> bool:
        """Say whether an element holds nothing: a line break, a shape drawn by a sheet (2471)."""
        return not element["K"] and element["S"] in ("/NonStruct", "/Div", "/Span", "/P")

    def is_definition(self, item: pydyf.Dictionary, box: boxes.Box, pdf: pydyf.PDF) -> bool:
        """Put a definition into its term's list item: one for both, label and body (2482)."""
        if box.element_tag not in ("dt", "dd") or item["S"] != "/LI":
            return False
        (body,) = (_object(pdf, kid) for kid in item["K"])
        if box.element_tag == "dt":
            body["S"] = "/Lbl"
            self.term = item
            return False
        if self.term is None:
            return False
        body["P"] = self.term.reference
        self.term["K"].append(body.reference)
        _free(item)
        return True


def _annotations(element: pydyf.Dictionary, pdf: pydyf.PDF) -> Iterator[bytes]:
    """Yield the references of the annotations below a structure element."""
    for kid in element["K"]:
        if not isinstance(kid, int):
            child = _object(pdf, kid)
            if child.get("Type") == "/OBJR":
                yield child["Obj"]
            else:
                yield from _annotations(child, pdf)


def _lifted(
    wrapper: pydyf.Dictionary, parent: pydyf.Dictionary, pdf: pydyf.PDF
) -> Iterator[pydyf.Dictionary]:
    """Yield what stands in a box that layout has put between an element and its content."""
    _free(wrapper)
    for kid in wrapper["K"]:
        child = _object(pdf, kid)
        child["P"] = parent.reference
        yield child


def _join(
    whole: pydyf.Dictionary,
    part: pydyf.Dictionary,
    pdf: pydyf.PDF,
    nums: dict[int, bytes],
    annotations: list[tuple[bytes, pydyf.Dictionary]],
) -> None:
    """Add a fragment to its first one: of a link on two lines (185), a text on two pages (2903)."""
    for kid in part["K"]:
        if isinstance(kid, int):
            content = {"Type": "/MCR", "Pg": part["Pg"], "MCID": kid}
            whole["K"].append(pydyf.Dictionary(content) if part["Pg"] != whole["Pg"] else kid)
            continue
        child = _object(pdf, kid)
        if "P" in child:
            child["P"] = whole.reference
        whole["K"].append(kid)
    for mcid, owner in nums.items():
        if owner == part.reference:
            nums[mcid] = whole.reference
    annotations[:] = [
        (whole.reference if owner == part.reference else owner, annotation)
        for owner, annotation in annotations
    ]
    _free(part)


def _free(unused: pydyf.Object) -> None:
    """Leave an object out of the file.

    pydyf counts what is free among the objects of the object stream, so that each one after it is
    looked for in a wrong place by readers that go by the index (ISO 32000-1, 7.5.8.3, table 18;
    none). With the number and the generation of object 0 it is written as a free entry instead.
    """
    unused.free, unused.number, unused.generation = "f", 0, MAX_GENERATION


def _object(pdf: pydyf.PDF, reference: bytes) -> pydyf.Dictionary:
    return pdf.objects[int(reference.split()[0])]
