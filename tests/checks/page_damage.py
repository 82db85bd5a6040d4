"""Changes to the PDF of a small page, each of which breaks one rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, String

from brochures.data import STYLES

_FOLD = "q 0.09 0.14 0.17 rg /Artifact BMC 395.8 {y} 0.4 5.67 re f EMC Q "
FOLD_MARKS = _FOLD.format(y=768).encode() + _FOLD.format(y=18).encode()
"""What marks a fold 5.5 inches from the left, at both ends."""


def tags(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Dictionary]:
    """Return the structure elements of a type."""
    return [
        thing
        for thing in pdf.objects
        if isinstance(thing, Dictionary) and thing.get("/S") == Name(kind) and "/P" in thing
    ]


def no_structure(pdf: pikepdf.Pdf) -> None:
    """Say no longer that the file keeps to PDF/UA-1."""
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        del metadata["pdfuaid:part"]


def untitled(pdf: pikepdf.Pdf) -> None:
    """Let the window show the file's name."""
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def voiceless(pdf: pikepdf.Pdf) -> None:
    """Take the language away, which all words of the rules for English texts depend on."""
    del pdf.Root["/Lang"]


def loose_link(pdf: pikepdf.Pdf) -> None:
    """Take a link's words away."""
    pdf.pages[0].Annots[0]["/Contents"] = String("tel:+17184000867")


def unordered_tabs(pdf: pikepdf.Pdf) -> None:
    """Let the tab key go its own way."""
    del pdf.pages[0]["/Tabs"]


def blank_figure(pdf: pikepdf.Pdf) -> None:
    """Blank a figure's text."""
    tags(pdf, "/Figure")[0]["/Alt"] = String(" ")


def hushed(pdf: pikepdf.Pdf) -> None:
    """Let a heading say nothing."""
    tags(pdf, "/H2")[0]["/ActualText"] = String(" ")


def stray_item(pdf: pikepdf.Pdf) -> None:
    """Make a paragraph of a list's item."""
    tags(pdf, "/LI")[0]["/S"] = Name("/Div")


def unlisted_head(pdf: pikepdf.Pdf) -> None:
    """Take the scope of a header cell away, and its name from the cells below it."""
    del tags(pdf, "/TH")[0]["/A"]["/Scope"]
    for cell in tags(pdf, "/TD"):
        del cell["/A"]


def unembedded(pdf: pikepdf.Pdf) -> None:
    """Take a font's file away."""
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/FontFile2" in thing:
            del thing["/FontFile2"]


def renamed_font(pdf: pikepdf.Pdf) -> None:
    """Let a face have the name of another."""
    for thing in pdf.objects:
        for key in ("/BaseFont", "/FontName"):
            if isinstance(thing, Dictionary) and key in thing:
                thing[key] = Name(str(thing[key]).replace("Handout-Sans", "Other-Sans"))


def painted(code: bytes) -> Callable[[pikepdf.Pdf], None]:
    """Return a change that paints something more on the first page."""

    def paint(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(b"q 1 0 0 1 0 0 cm " + code + b" Q")

    return paint


def extra_page(pdf: pikepdf.Pdf) -> None:
    """Add a blank page."""
    pdf.add_blank_page(page_size=(612, 792))


def resized(pdf: pikepdf.Pdf) -> None:
    """Make the sheet a little taller, at its top."""
    pdf.pages[0].MediaBox = Array([0, 0, 612, 800])
    pdf.pages[0].TrimBox = Array([0, 0, 612, 800])
    pdf.pages[0].BleedBox = Array([0, 0, 612, 800])


def turned(pdf: pikepdf.Pdf) -> None:
    """Turn a square page."""
    pdf.pages[0].rotate(180, relative=False)


def uncut(pdf: pikepdf.Pdf) -> None:
    """Put the trim box beyond the bleed box."""
    pdf.pages[0].BleedBox = Array([10, 10, 602, 782])


def preference(key: str, value: str) -> Callable[[pikepdf.Pdf], None]:
    """Return a change of a viewer preference."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.ViewerPreferences[key] = Name(value)

    return change


def heavy(pdf: pikepdf.Pdf) -> None:
    """Make the file larger than mail gateways take."""
    noise = Random(0).randbytes(300_000)  # noqa: S311 - not for secrets
    pdf.Root["/Ballast"] = pdf.make_stream(noise)


def lean(pdf: pikepdf.Pdf) -> None:
    """Say of every font that it is italic."""
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/FontFile2" in thing:
            thing["/Flags"] = int(thing["/Flags"]) | 64


def unseen(pdf: pikepdf.Pdf) -> None:
    """Paint the first item of the list in the mode that leaves no ink."""
    code = list(pikepdf.parse_content_stream(pdf.pages[0]))
    start, end = sequence(code, int(tags(pdf, "/LBody")[0].K[0]))
    code.insert(end, pikepdf.ContentStreamInstruction([0], pikepdf.Operator("Tr")))
    code.insert(start, pikepdf.ContentStreamInstruction([3], pikepdf.Operator("Tr")))
    pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(code))


def painted_late(pdf: pikepdf.Pdf) -> None:
    """Paint the title after all else; it is still read first."""
    code = list(pikepdf.parse_content_stream(pdf.pages[0]))
    start, end = sequence(code, int(tags(pdf, "/H1")[0].K[0]))
    title = code[start:end]
    code = code[:start] + code[end:]
    last = max(place for place, one in enumerate(code) if str(one.operator) == "EMC") + 1
    pdf.pages[0].Contents = pdf.make_stream(
        pikepdf.unparse_content_stream(code[:last] + title + code[last:])
    )


def run_together(pdf: pikepdf.Pdf) -> None:
    """Take away the space at the end of the first line of a paragraph."""
    with TTFont(STYLES / "fonts" / "HandoutSans-Regular.ttf") as font:
        space = font.getGlyphID(font.getBestCmap()[ord(" ")]).to_bytes(2, "big")
    code = list(pikepdf.parse_content_stream(pdf.pages[0]))
    start, end = sequence(code, int(tags(pdf, "/P")[0].K[0]))
    shown = next(one for one in code[start:end] if str(one.operator) == "TJ")
    pieces = shown.operands[0]
    last = max(place for place, piece in enumerate(pieces) if piece == String(space))
    del pieces[last]
    pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(code))


def sequence(code: Sequence[Any], mcid: int) -> tuple[int, int]:
    """Return where a marked-content sequence begins and ends in a page's instructions."""
    start = next(
        place
        for place, one in enumerate(code)
        if str(one.operator) == "BDC" and one.operands[1].get("/MCID") == mcid
    )
    end = next(
        place for place, one in enumerate(code) if place > start and str(one.operator) == "EMC"
    )
    return start, end + 1


def hollow(pdf: pikepdf.Pdf) -> None:
    """Add a list without items at the end of the tags."""
    document = pdf.Root.StructTreeRoot.K[0]
    empty = Dictionary(Type=Name.StructElem, S=Name.Div, P=document)
    document.K.insert(0, pdf.make_indirect(empty))


def moved_link(pdf: pikepdf.Pdf) -> None:
    """Put a link where its words are not."""
    pdf.pages[0].Annots[0].Rect = Array([500, 500, 520, 520])


def unlabelled(pdf: pikepdf.Pdf) -> None:
    """Say no longer of what kind the labels of a list are."""
    del tags(pdf, "/L")[0]["/A"]


def bodiless(pdf: pikepdf.Pdf) -> None:
    """Let the text of the items stand in them without a body."""
    for body in tags(pdf, "/LBody"):
        body.S = Name.NonStruct


def left_unread(pdf: pikepdf.Pdf) -> None:
    """Make an artifact of the second paragraph, which has nothing but text."""
    text = tags(pdf, "/P")[1]
    held: object = text.K[0]
    while isinstance(held, Dictionary):
        held = held.K[0]
    code = pikepdf.parse_content_stream(pdf.pages[0])
    for place, one in enumerate(code):
        begins = str(one.operator) == "BDC" and isinstance(one.operands[1], Dictionary)
        if begins and one.operands[1].get("/MCID") == held:
            artifact = pikepdf.Operator("BMC")
            code[place] = pikepdf.ContentStreamInstruction([Name.Artifact], artifact)
    pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(code))


def in_slug(pdf: pikepdf.Pdf) -> None:
    """Put bleed and slug around the sheet, as for a print shop."""
    page = pdf.pages[0]
    page.MediaBox = Array([-27, -27, 639, 819])
    page.BleedBox = Array([-9, -9, 621, 801])
    page.TrimBox = page.CropBox = Array([0, 0, 612, 792])
