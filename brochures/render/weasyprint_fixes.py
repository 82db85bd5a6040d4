"""What we change in WeasyPrint 70 and in the PDF it writes: each change with its reason.

A number such as (1836) is that of WeasyPrint's public issue; (none) stands where we found none in
November 2026. `tests/render/test_weasyprint_fixes.py` shows for each change that plain WeasyPrint
still needs it; a test there that fails says which one can go. What is corrected in each structure
element is in `weasyprint_tags`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from xml.etree import ElementTree as ET

import pydyf
from weasyprint.document import Document
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags
from weasyprint.pdf.stream import Stream

from brochures.render import complex_text, content_order, line_ends, weasyprint_tags
from brochures.render.colors import in_black, inks
from brochures.render.weasyprint_speed import patched
from brochures.render.weasyprint_tags import Targets, Tree, resolved

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"

RGB = 3
"""Parts of a colour on a screen; inks are four."""


@contextmanager
def changes(document: Document) -> Iterator[Targets]:
    """Change how WeasyPrint tags and marks this document while it is written.

    Gives the structure elements that links and bookmarks lead to, once they are written.
    """
    furniture = dict(_furniture(document))
    for page in document.pages:
        page.links = [link for link in page.links if id(link[-1]) not in furniture]
    tree = Tree(tags._build_box_tree, furniture)
    with (
        patched(tags, "_build_box_tree", tree.build),
        patched(Stream, "marked", _marked(content_order.self_contained(Stream.marked), furniture)),
        complex_text.logical(),
        line_ends.drawn(document),
    ):
        yield tree.targets


@contextmanager
def in_inks() -> Iterator[None]:
    """Write inks where WeasyPrint says RGB, for a print shop.

    Sheets and drawings say their colours in inks. What is left is WeasyPrint's own black, of crop
    marks (none), and what a clinic's own sheets and drawings say. Of a gradient WeasyPrint says
    that it is in inks, and gives red, green and blue (none).
    """
    original = Stream.create_interpolation_function

    def set_color_rgb(
        stream: pydyf.Stream, red: float, green: float, blue: float, stroke: object
    ) -> None:
        stream.set_color_space("DeviceCMYK", stroke)
        stream.set_color_special(None, stroke, *inks(red, green, blue))

    def interpolated(
        domain: object, start: Sequence[float], end: Sequence[float], exponent: float
    ) -> pydyf.Dictionary:
        if len(start) == RGB:
            start, end = inks(*start), inks(*end)
        return original(domain, start, end, exponent)

    with (
        patched(pydyf.Stream, "set_color_rgb", set_color_rgb),
        patched(Stream, "create_interpolation_function", staticmethod(interpolated)),
    ):
        yield


@contextmanager
def in_grey() -> Iterator[None]:
    """Write greys where WeasyPrint says RGB, for what is printed in black alone.

    Sheets of such a format say no colours. What a clinic's logo and drawings say is turned here.
    """
    write, interpolate = pydyf.Stream.set_color_rgb, Stream.create_interpolation_function

    def set_color_rgb(
        stream: pydyf.Stream, red: float, green: float, blue: float, stroke: object
    ) -> None:
        write(stream, *[in_black(red, green, blue)] * RGB, stroke)

    def interpolated(
        domain: object, start: Sequence[float], end: Sequence[float], exponent: float
    ) -> pydyf.Dictionary:
        if len(start) == RGB:
            start, end = ([in_black(*each)] * RGB for each in (start, end))
        return interpolate(domain, start, end, exponent)

    with (
        patched(pydyf.Stream, "set_color_rgb", set_color_rgb),
        patched(Stream, "create_interpolation_function", staticmethod(interpolated)),
    ):
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
        resolved(pdf, pdf.catalog["Outlines"])["First"] if "Outlines" in pdf.catalog else None
    )
    while reference:
        bookmark = resolved(pdf, reference)
        yield bookmark
        reference = bookmark.get("Next")


def label_pages(pdf: pydyf.PDF) -> None:
    """Number the pages from 1 for viewers that show labels (ISO 32000-1, 12.4.2)."""
    decimal = pydyf.Dictionary({"S": "/D"})
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, decimal])})


def leave_metadata_plain(pdf: pydyf.PDF) -> None:
    """Write the XMP packet uncompressed, so that what reads no PDF finds it (XMP, part 3; none)."""
    resolved(pdf, pdf.catalog["Metadata"]).compress = False


def set_up_printer(pdf: pydyf.PDF, duplex: str) -> None:
    """Ask viewers to print at actual size and on the right number of sides (ISO 32000-1, 12.2)."""
    preferences = pdf.catalog["ViewerPreferences"]
    preferences["PrintScaling"] = "/None"
    preferences["Duplex"] = f"/{duplex}"


def set_bleed(pdf: pydyf.PDF, bleed: float) -> None:
    """Set each page's bleed box so many pt around its trim: WeasyPrint takes 10 pt at most."""
    for reference in pdf.page_references:
        page = resolved(pdf, reference)
        left, bottom, right, top = page["TrimBox"]
        page["BleedBox"] = pydyf.Array([left - bleed, bottom - bleed, right + bleed, top + bleed])


def order_panels(
    pdf: pydyf.PDF, panels: Mapping[str, pydyf.Dictionary], reading: Iterable[str]
) -> None:
    """Move the panels' structure elements into reading order, straight under the document element.

    WeasyPrint writes tags in page order (none), but a folded sheet is read in another (ISO
    14289-1, 7.2): the back panel, printed on the first page, comes last. Takes structure elements
    by their names, and the names of the panels in the order in which people read; a panel in which
    nothing stands has no element. Each panel is a Sect in its page's Div; what else stands beside
    the pages is read before them. Raises ValueError when the structure tree is not of that shape.
    """
    document = next(
        element
        for element in pdf.objects
        if isinstance(element, pydyf.Dictionary) and element.get("S") == "/Document"
    )
    parts = [resolved(pdf, kid) for kid in document["K"]]
    sides = [part for part in parts if part["S"] == "/Div"]
    before = [part for part in parts if part["S"] != "/Div"]
    read = [panels[name] for name in reading if name in panels]
    written = {kid for side in sides for kid in side["K"]}
    if written != {panel.reference for panel in read}:
        raise ValueError("expected the panels as sections, in one Div a page")
    document["K"] = pydyf.Array(part.reference for part in [*before, *read])
    for panel in read:
        panel["P"] = document.reference
    for side in sides:
        weasyprint_tags.free(side)


def _furniture(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the id of each box that is not to be read, and what kind of artifact it is.

    Margin boxes (1836), and what is read on one page and stands on others too (none): a fixed box,
    and the head of a table.
    """
    heads = set()
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
        for head in _heads(page._page_box):
            if id(head.element) in heads:
                yield id(head), "/Header"
                for box in head.descendants(placeholders=True):
                    yield id(box), "/Header"
            heads.add(id(head.element))


def _heads(page: boxes.PageBox) -> Iterator[boxes.TableRowGroupBox]:
    """Yield the heads of the tables on a page."""
    for box in page.descendants(placeholders=True):
        if isinstance(box, boxes.TableRowGroupBox) and box.is_header and box.element_tag == "thead":
            yield box


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
