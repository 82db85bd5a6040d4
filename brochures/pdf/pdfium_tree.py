"""What PDFium, the engine of Chrome, hands to a screen reader: tags, title, language and links."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2.version import PDFIUM_INFO

from brochures.pdf.limits import MAX_DEPTH, MAX_TAGS, UnreadablePDF
from brochures.pdf.page_content import open_document, open_page
from brochures.pdf.reader import ALONE

NAME = f"PDFium {str(PDFIUM_INFO).partition('@')[0]}"

_EMPTY = len("\0".encode("utf-16-le"))
"""Bytes of a text without a character."""


class Element(NamedTuple):
    """A structure element as PDFium sees it on one page. Texts are '' where it sees none."""

    path: tuple[str, ...]
    """Its structure type and those above it, the outermost first."""
    mcids: tuple[int, ...]
    """The marked contents that are its own on this page."""
    said: tuple[str, str, str, str]
    """Its language, alternative, replacement text and expansion."""


class Link(NamedTuple):
    """A link: its page and where it leads, an address or a page."""

    page: int
    uri: str
    target: int | None


class View(NamedTuple):
    """A PDF as PDFium sees it."""

    title: str
    language: str
    pages: tuple[tuple[Element, ...], ...]
    links: tuple[Link, ...]


def view(pdf: bytes) -> View:
    """Return what PDFium sees of a PDF; raise `UnreadablePDF` where it cannot open it."""
    with ALONE, open_document(pdf) as document:
        pages: list[tuple[Element, ...]] = []
        links: list[Link] = []
        for index in range(pdfium.FPDF_GetPageCount(document)):
            with open_page(document, index) as page:
                pages.append(tuple(_elements(page)))
                links += _links(document, page, index)
        return View(
            _text(pdfium.FPDF_GetMetaText, document, b"Title"),
            _text(pdfium.FPDFCatalog_GetLanguage, document),
            tuple(pages),
            tuple(links),
        )


def _elements(page: object) -> Iterator[Element]:
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        left = MAX_TAGS
        roots = range(max(0, pdfium.FPDF_StructTree_CountChildren(tree)))
        waiting: list[tuple[Any, tuple[str, ...]]] = [
            (pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), ()) for index in reversed(roots)
        ]
        while waiting:
            element, above = waiting.pop()
            if not element:
                continue
            left -= 1
            if left < 0 or len(above) > MAX_DEPTH:
                raise UnreadablePDF("PDFium sees too many tags, or too many in one another.")
            path = (*above, _text(pdfium.FPDF_StructElement_GetType, element))
            kids = range(max(0, pdfium.FPDF_StructElement_CountChildren(element)))
            mcids = (pdfium.FPDF_StructElement_GetChildMarkedContentID(element, i) for i in kids)
            yield Element(
                path,
                tuple(mcid for mcid in mcids if mcid >= 0),
                (
                    _text(pdfium.FPDF_StructElement_GetLang, element),
                    _text(pdfium.FPDF_StructElement_GetAltText, element),
                    _text(pdfium.FPDF_StructElement_GetActualText, element),
                    _text(pdfium.FPDF_StructElement_GetExpansion, element),
                ),
            )
            waiting += [
                (pdfium.FPDF_StructElement_GetChildAtIndex(element, index), path)
                for index in reversed(kids)
            ]
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _links(document: object, page: object, index: int) -> Iterator[Link]:
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        target = pdfium.FPDFLink_GetDest(document, link)
        uri = _bytes(pdfium.FPDFAction_GetURIPath, document, action) if action else b""
        yield Link(
            index,
            uri.rstrip(b"\0").decode("utf-8", "replace"),
            pdfium.FPDFDest_GetDestPageIndex(document, target) if target else None,
        )


def _bytes(function: Any, *of: object) -> bytes:
    """Return what a PDFium function writes into a buffer, whose length it tells first."""
    length = function(*of, None, 0)
    if length <= _EMPTY:
        return b""
    buffer = ctypes.create_string_buffer(max(0, length))
    function(*of, ctypes.cast(buffer, function.argtypes[-2]), length)
    return buffer.raw


def _text(function: Any, *of: object) -> str:
    return _bytes(function, *of).decode("utf-16-le", "replace").rstrip("\0")
