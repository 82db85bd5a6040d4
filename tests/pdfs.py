"""PDFs made for tests: typeset from HTML, put together by hand, and changed afterwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from fontpkg_atkinson_hyperlegible import ROOT as FONT
from pikepdf import Dictionary, Name
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from brochures.pdf import Facts, Run, Tag

REGULAR = Path(FONT) / "files" / "AtkinsonHyperlegible-Regular.ttf"
BOLD = Path(FONT) / "files" / "AtkinsonHyperlegible-Bold.ttf"
STYLE = f"""
@font-face {{ font-family: Hyper; src: url({REGULAR.as_uri()}) }}
@font-face {{ font-family: Hyper; font-weight: bold; src: url({BOLD.as_uri()}) }}
@page {{ size: 400pt 300pt; margin: 20pt }}
body {{ margin: 0; font: 12pt/1.5 Hyper; color: #17242B }}
h1, h2, p, ul, table {{ margin: 0; padding: 0; font-size: 12pt }}
"""


@cache
def tagged(body: str, style: str = "") -> bytes:
    """Return a tagged PDF of an HTML body."""
    html = f"<html lang=en><title>A test</title><style>{STYLE}{style}</style><body>{body}"
    pdf: bytes = HTML(string=html).write_pdf(
        font_config=FontConfiguration(), pdf_variant="pdf/ua-1"
    )
    return pdf


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Return a PDF after a change to its objects."""
    saved = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        change(opened)
        opened.save(saved, deterministic_id=True)
    return saved.getvalue()


def by_hand(content: bytes, **entries: object) -> bytes:
    """Return an untagged PDF of one page, 200 by 100 points, with Helvetica as /F."""
    saved = BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 100)).obj
        page.Contents = pdf.make_stream(content)
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F=font))
        for key, value in entries.items():
            page[f"/{key}"] = value
        pdf.save(saved, deterministic_id=True)
    return saved.getvalue()


def text(x: int, y: int, words: str, size: int = 12) -> str:
    """Return content that paints words in Helvetica, which is /F."""
    return f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET "


def marked(number: int, content: str) -> str:
    """Return content under a mark."""
    return f"/P <</MCID {number}>> BDC {content} EMC "


Branch = tuple[Any, ...]
"""A tag for `by_tags`: its type, what it holds, and its entries; a number is marked content."""


def by_tags(content: bytes, *tree: Branch, size: tuple[int, int] = (400, 500)) -> bytes:
    """Return a tagged PDF of one page whose content and tags are put together by hand.

    The page has Helvetica as /F and a grey picture of one pixel as /Im.
    """
    saved = BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=size).obj
        page.Contents = pdf.make_stream(content)
        picture = pdf.make_stream(b"\xee", Type=Name.XObject, Subtype=Name.Image)
        picture.Width = picture.Height = 1
        picture.BitsPerComponent, picture.ColorSpace = 8, Name.DeviceGray
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F=font), XObject=Dictionary(Im=picture))
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = pikepdf.Array([_element(pdf, page, root, branch) for branch in tree])
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.Lang = pikepdf.String("en")
        pdf.save(saved, deterministic_id=True)
    return saved.getvalue()


def _element(
    pdf: pikepdf.Pdf, page: pikepdf.Object, parent: pikepdf.Object, branch: Branch
) -> pikepdf.Object:
    kind, kids, *entries = branch
    element = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=parent, Pg=page)
    )
    for entry in entries:
        for key, value in entry.items():
            element[f"/{key}"] = value
    element.K = pikepdf.Array(
        [kid if isinstance(kid, int) else _element(pdf, page, element, kid) for kid in kids]
    )
    return element


def the_run(facts: Facts, word: str) -> Run:
    """Return the one run that holds a word."""
    (found,) = (each for each in facts.runs if word in each.text)
    return found


def the_tag(facts: Facts, kind: str) -> Tag:
    """Return the first tag of a type."""
    return next(facts.find(kind))
