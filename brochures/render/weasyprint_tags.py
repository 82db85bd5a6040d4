"""Corrections of the structure tree that WeasyPrint 70 builds: each element, as it is made.

The numbers in parentheses are explained in `weasyprint_fixes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

PT_PER_PX = 0.75

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

EMPTY = frozenset({"/Div", "/NonStruct", "/P", "/Sect", "/Span"})
"""Types whose elements are left out where they hold nothing."""


@dataclass
class Targets:
    """The structure elements that links and bookmarks lead to."""

    by_name: dict[str, pydyf.Dictionary] = field(default_factory=dict)
    """By the id of their element of HTML."""
    bookmarked: list[pydyf.Dictionary] = field(default_factory=list)
    """In the order of the bookmarks."""
    entries: dict[bytes, pydyf.Dictionary] = field(default_factory=dict)
    """Entries of contents lists, by the reference of the link annotation in each."""


class Tree:
    """Builds the structure tree from boxes, as WeasyPrint does, and corrects each element."""

    def __init__(self, original: Callable[..., Any], furniture: Mapping[int, str]) -> None:
        self.original = original
        self.furniture = furniture
        self.first: dict[tuple[int, str, str], pydyf.Dictionary] = {}
        self.open: list[tuple[tuple[int, str], boxes.Box]] = []
        self.term: pydyf.Dictionary | None = None
        self.targets = Targets()
        self.heads: dict[int, list[pydyf.Dictionary]] = {}
        """The cells of each table's head, by the id of its element of HTML."""
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
            self.skip(box)
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
                free(element)
                continue
            if anonymous and element["S"] == parent["S"] and element["S"] != "/Link":
                yield from _lifted(element, parent, pdf)
                continue
            self.unwrap(element, pdf, nums)
            if box.element is None or anonymous:
                yield element
            elif whole := self.first.get((*key, element["S"])):
                _join(whole, element, pdf, nums, annotations)
            else:
                self.first[*key, element["S"]] = element
                self.note_target(element, box, pdf)
                if not self.is_definition(element, box, pdf):
                    yield element

    def skip(self, box: boxes.Box) -> None:
        """Leave a box out; the cells below a repeated head are headed by those of the first one.

        WeasyPrint names each header cell, and says in each other cell which ones head it.
        """
        if isinstance(box, boxes.TableRowGroupBox):
            for cell, first in zip(_cells(box), self.heads[id(box.element)], strict=True):
                cell.mark = _Repeated(first)

    def note_target(self, element: pydyf.Dictionary, box: boxes.Box, pdf: pydyf.PDF) -> None:
        """Note an element that links or bookmarks lead to, with such a link, or heading cells."""
        if name := box.element.get("id"):
            self.targets.by_name[name] = element
        if box.bookmark_label:
            self.targets.bookmarked.append(element)
        if element["S"] == "/THead":
            self.heads[id(box.element)] = [cell.mark for cell in _cells(box)]
        if element["S"] == "/TOC":
            for entry in (resolved(pdf, kid) for kid in element["K"]):
                for link in _annotations(entry, pdf):
                    self.targets.entries[link] = entry

    def unwrap(self, element: pydyf.Dictionary, pdf: pydyf.PDF, nums: dict[int, bytes]) -> None:
        """Give an element its text itself: WeasyPrint puts each line into a Span (none)."""
        kids = pydyf.Array()
        for kid in element["K"]:
            child = None if isinstance(kid, int) else resolved(pdf, kid)
            if child is None or child.get("S") != "/Span" or child.number in self.of_boxes:
                kids.append(kid)
            else:
                kids.extend(child["K"])
                nums.update(dict.fromkeys(child["K"], element.reference))
                free(child)
        element["K"] = kids
        self.of_boxes.add(element.number)

    def is_empty(self, element: pydyf.Dictionary) -> bool:
        """Say whether an element holds nothing.

        A line break, a shape drawn by a sheet (2471), a panel in which nothing stands (none).
        """
        return not element["K"] and element["S"] in EMPTY

    def is_definition(self, item: pydyf.Dictionary, box: boxes.Box, pdf: pydyf.PDF) -> bool:
        """Put a definition into its term's list item: one for both, label and body (2482)."""
        if box.element_tag not in ("dt", "dd") or item["S"] != "/LI":
            return False
        (body,) = (resolved(pdf, kid) for kid in item["K"])
        if box.element_tag == "dt":
            body["S"] = "/Lbl"
            self.term = item
            return False
        if self.term is None:
            return False
        body["P"] = self.term.reference
        self.term["K"].append(body.reference)
        free(item)
        return True


def _cells(group: boxes.TableRowGroupBox) -> Iterator[boxes.TableCellBox]:
    """Yield the cells of a group of rows."""
    for row in group.children:
        yield from row.children


class _Repeated(dict[str, Any]):
    """Stands for a cell of a table's head where that is only repeated."""

    def __init__(self, first: pydyf.Dictionary) -> None:
        super().__init__(A={})
        self.first = first

    def __setitem__(self, name: str, value: pydyf.String) -> None:
        """Rename a header cell after the first one, wherever the name stands by then."""
        if name == "ID":
            value.string = self.first["ID"].string


def _complete(element: pydyf.Dictionary, box: boxes.Box, pdf: pydyf.PDF, page: int) -> None:
    """Say what WeasyPrint leaves out of a structure element."""
    if language := box.element.get("lang"):  # WCAG 2.2, 3.1.2: language of parts (none)
        element["Lang"] = pydyf.String(language)
    match element["S"]:
        case "/NonStruct" if box.element_tag in INLINE:
            element["S"] = "/Span"
            if box.element_tag == "abbr":  # WCAG 2.2, 3.1.4 (none)
                element["E"] = pydyf.String(box.element.get("title"))
        case "/Div" if resolved(pdf, element["P"])["S"] == "/LI":
            element["S"] = "/LBody"  # an item's blocks have no body (none)
        case "/L":
            _complete_list(element, box, pdf)
        case "/TH":  # ISO 14289-1, 7.5 (2508)
            element["A"]["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"
        case "/Link" if box.link_annotation:
            # ISO 14289-1, 7.18.5: in words, not the raw address (none).
            words = " ".join("".join(box.element.itertext()).split())
            box.link_annotation["Contents"] = pydyf.String(box.element.get("title") or words)
        case "/Figure":  # in user space, not in CSS px from the top (none)
            height = resolved(pdf, pdf.page_references[page])["MediaBox"][3]
            x1, y1, x2, y2 = (PT_PER_PX * length for length in element["A"]["BBox"])
            element["A"]["BBox"] = pydyf.Array((x1, height - y2, x2, height - y1))


def _complete_list(element: pydyf.Dictionary, box: boxes.Box, pdf: pydyf.PDF) -> None:
    """Say what kind of labels a list has (ISO 14289-1, 7.6; none), or make it a contents list."""
    if box.element.get("role") == "doc-toc":  # ISO 32000-1, table 333 (none)
        element["S"] = "/TOC"
        for entry in (resolved(pdf, kid) for kid in element["K"]):
            entry["S"] = "/TOCI"
            for body in (resolved(pdf, kid) for kid in entry["K"]):
                body["S"] = "/Reference"
    elif numbering := NUMBERING.get(box.style["list_style_type"]):
        element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})


def _annotations(element: pydyf.Dictionary, pdf: pydyf.PDF) -> Iterator[bytes]:
    """Yield the references of the annotations below a structure element."""
    for kid in element["K"]:
        if not isinstance(kid, int):
            child = resolved(pdf, kid)
            if child.get("Type") == "/OBJR":
                yield child["Obj"]
            else:
                yield from _annotations(child, pdf)


def _lifted(
    wrapper: pydyf.Dictionary, parent: pydyf.Dictionary, pdf: pydyf.PDF
) -> Iterator[pydyf.Dictionary]:
    """Yield what stands in a box that layout has put between an element and its content."""
    free(wrapper)
    for kid in wrapper["K"]:
        child = resolved(pdf, kid)
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
        child = resolved(pdf, kid)
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
    free(part)


def free(unused: pydyf.Object) -> None:
    """Leave an object out of the file.

    pydyf counts what is free among the objects of the object stream, so that each one after it is
    looked for in a wrong place by readers that go by the index (ISO 32000-1, 7.5.8.3, table 18;
    none). With the number and the generation of object 0 it is written as a free entry instead.
    """
    unused.free, unused.number, unused.generation = "f", 0, MAX_GENERATION


def resolved(pdf: pydyf.PDF, reference: bytes) -> pydyf.Dictionary:
    """Return the object that a reference stands for."""
    return pdf.objects[int(reference.split()[0])]
