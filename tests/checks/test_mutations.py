"""Damage done to the finished handouts is found by the rule that should find it.

A mutation takes a good handout and breaks one thing in the PDF itself, as a change in a template,
in WeasyPrint or in `engine.py` might. It finds its place by the tags, never by the clinic's words.
A run of the tests ends with how many mutations were caught.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

import pikepdf
import pytest
from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    Pdf,
    String,
)

from brochures.checks.inspection import examine
from brochures.content.model import Content
from brochures.render.result import Typeset
from tests.checks.pages import TODAY, mutated
from tests.thorough import thorough

Instruction = ContentStreamInstruction | ContentStreamInlineImage
Operands = list[Object]
Paint = Callable[[Operands], Iterable[Instruction]]
"""What is painted instead of an operator with these operands."""


def document(pdf: Pdf) -> Object:
    """Return the structure element that holds all others."""
    return pdf.Root.StructTreeRoot.K[0]


def inside(element: Object) -> Iterator[Object]:
    """Yield a structure element and all below it, in reading order."""
    yield element
    for kid in element.get("/K", Array()):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from inside(kid)


def find(element: Object, kind: str) -> list[Object]:
    """Return the structure elements of a type in reading order."""
    return [each for each in inside(element) if str(each.S) == kind]


def paragraphs(pdf: Pdf) -> list[Object]:
    """Return all paragraphs in reading order."""
    return find(document(pdf), "/P")


def headings(pdf: Pdf, level: int = 2) -> list[Object]:
    """Return the headings of a level in reading order."""
    return find(document(pdf), f"/H{level}")


def longest(pdf: Pdf) -> Object:
    """Return the text in all lists that takes the most lines, each of them one content."""
    bodies = find(document(pdf), "/LBody")
    texts = [text for body in bodies for text in find(body, "/P") or [body]]
    plain = [text for text in texts if all(isinstance(kid, int) for kid in text.K)]
    return max(plain, key=lambda each: len(each.K))


def contact(pdf: Pdf) -> Object:
    """Return the structure element that ends every handout: name, address, phones, e-mail."""
    kinds = ["/P", "/P", "/Div"]
    blocks = find(document(pdf), "/Div")
    return next(each for each in reversed(blocks) if [str(kid.S) for kid in each.K] == kinds)


def mail(pdf: Pdf) -> Object:
    """Return the paragraph of the e-mail address, which ends the contact."""
    return links(pdf, "mailto:")[-1].P


def line(element: Object, number: int) -> Object:
    """Return a structure element that stands for one line of a text, and is in no tree."""
    page, mcid = list(contents(element))[number]
    return Dictionary(S=Name.Span, Pg=page, K=Array([mcid]))


def annotation(link: Object) -> Object:
    """Return the annotation of a link's structure element."""
    return next(kid.Obj for kid in link.K if isinstance(kid, Dictionary) and "/Obj" in kid)


def links(pdf: Pdf, uri: str) -> list[Object]:
    """Return the structure elements of links that lead to such an address."""
    return [
        link
        for link in find(document(pdf), "/Link")
        if uri in str(annotation(link).get("/A", Dictionary()).get("/URI", ""))
    ]


def fonts(pdf: Pdf) -> list[Object]:
    """Return the fonts of the first page."""
    return list(pdf.pages[0].Resources.Font.values())


def detach(element: Object) -> None:
    """Take a structure element out of the tree."""
    siblings = element.P.K
    places = [kid.objgen if isinstance(kid, Dictionary) else None for kid in siblings]
    del siblings[places.index(element.objgen)]


def insert(pdf: Pdf, kind: str, *numbers: int) -> None:
    """Put a structure element, with marked contents of the first page, before all others."""
    new = Dictionary(S=Name(kind), P=document(pdf), Pg=pdf.pages[0].obj, K=Array(numbers))
    document(pdf).K.insert(0, pdf.make_indirect(new))


def swap(array: Object, one: int, other: int) -> None:
    """Swap two things in an array."""
    array[one], array[other] = array[other], array[one]


def do(operator: str, *operands: Object | float | Decimal) -> Instruction:
    """Return an instruction of a content stream."""
    return ContentStreamInstruction(list(operands), Operator(operator))


def rewrite(page: Object, is_chosen: Callable[[Operands], bool], **paints: Paint) -> None:
    """Replace operators in those marked contents of a page whose mark is chosen."""
    code: list[Instruction] = []
    here = False
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator in {"BMC", "BDC"}:
            here = is_chosen(operands)
        code += paints[operator](operands) if here and operator in paints else [instruction]
        here = here and operator != "EMC"
    page.Contents.write(pikepdf.unparse_content_stream(code))


def contents(element: Object) -> Iterator[tuple[Object, int]]:
    """Yield the page and the number of each marked content of a structure element."""
    for each in inside(element):
        for kid in each.get("/K", Array()):
            if isinstance(kid, int):
                yield each.Pg, kid
            elif "/MCID" in kid:
                yield kid.Pg, int(kid.MCID)


def repaint(element: Object, **paints: Paint) -> None:
    """Replace operators that paint what a structure element holds on its first page."""
    page = next(contents(element))[0]
    numbers = {number for other, number in contents(element) if other.objgen == page.objgen}
    rewrite(page, lambda mark: len(mark) > 1 and mark[1].get("/MCID") in numbers, **paints)


def first(element: Object, operator: str) -> Operands:
    """Return the operands of the first such operator that paints a structure element."""
    found: list[Operands] = []

    def note(operands: Operands) -> list[Instruction]:
        found.append(operands)
        return [do(operator, *operands)]

    repaint(element, **{operator: note})
    return found[0]


def erase(element: Object) -> None:
    """Paint nothing where the text of a structure element was."""
    repaint(element, TJ=lambda _: ())


def cut(element: Object) -> None:
    """Take a text away from the paper and out of the tags."""
    erase(element)
    detach(element)


def set_with(element: Object, *state: Instruction) -> None:
    """Set the text of a structure element, and none after it, in another graphics state."""
    repaint(
        element,
        BT=lambda _: [do("q"), *state, do("BT")],
        ET=lambda _: [do("ET"), do("Q")],
    )


def move(element: Object, right: float = 0, down: float = 0) -> None:
    """Move the text of a structure element, by CSS pixels."""
    repaint(
        element,
        Tm=lambda at: [do("Tm", *at[:4], float(at[4]) + right, float(at[5]) + down)],
    )


def shade(element: Object, gray: float, width: float, height: float) -> None:
    """Draw a rectangle behind the start of each line, up from its baseline, in CSS pixels."""

    def shaded(at: Operands) -> list[Instruction]:
        shape = do("re", at[4], at[5], width, -height)
        return [do("q"), do("g", gray), shape, do("f"), do("Q"), do("BT"), do("Tm", *at)]

    repaint(element, BT=lambda _: (), Tm=shaded)


def untag_a_paragraph(pdf: Pdf) -> None:
    """Take a paragraph out of the tags; it is still painted."""
    detach(paragraphs(pdf)[-1])


def cut_a_last_line(pdf: Pdf) -> None:
    """Cut the last line of the last item of all lists."""
    text = list(inside(find(document(pdf), "/LBody")[-1]))[-1]
    erase(line(text, -1))
    del text.K[-1]


def cut_the_first_message(pdf: Pdf) -> None:
    """Cut the last paragraph but one of the first section."""
    cut(find(find(document(pdf), "/Sect")[0], "/P")[-2])


def cut_the_mail(pdf: Pdf) -> None:
    """Cut the e-mail address."""
    cut(mail(pdf))


def cut_the_spelled_phone(pdf: Pdf) -> None:
    """Cut the phone number in letters."""
    cut(links(pdf, "tel:+")[-1].P)


def cut_the_crisis_line(pdf: Pdf) -> None:
    """Cut the number of the crisis line."""
    cut(links(pdf, "tel:988")[0])


def erase_what_is_read(pdf: Pdf) -> None:
    """Let a heading be read that is not painted."""
    heading = headings(pdf)[0]
    erase(heading)
    heading.ActualText = String("What is not on the paper")


def cut_the_review(pdf: Pdf) -> None:
    """Cut the dates of the review, which stand before the contact."""
    block = contact(pdf)
    siblings = list(block.P.K)
    place = [each.objgen for each in siblings].index(block.objgen)
    cut(siblings[place - 1])


def cut_the_call(pdf: Pdf) -> None:
    """Cut the first phone number."""
    cut(links(pdf, "tel:+")[0])


def read_another_number(pdf: Pdf) -> None:
    """Let another phone number be read than the painted one."""
    links(pdf, "tel:+")[-1].ActualText = String("(555) 555-0100")


def read_another_crisis_line(pdf: Pdf) -> None:
    """Let another crisis line be read than the painted one."""
    links(pdf, "tel:988")[0].ActualText = String("1-800-273-8255")


def read_twice(pdf: Pdf) -> None:
    """Let a text be read twice."""
    longest(pdf).P.K.append(longest(pdf))


def swap_two_panels(pdf: Pdf) -> None:
    """Let the third panel be read before the second."""
    swap(document(pdf).K, 1, 2)


def swap_two_headings(pdf: Pdf) -> None:
    """Let two headings of one panel be read in each other's place."""
    first, second = headings(pdf, 3)[:2]
    first.K, second.K = second.K, first.K


def swap_two_lines(pdf: Pdf) -> None:
    """Let the second line of a text be read before the first."""
    swap(longest(pdf).K, 0, 1)


def read_the_contact_first(pdf: Pdf) -> None:
    """Let the contact be read before all else."""
    block = contact(pdf)
    detach(block)
    document(pdf).K.insert(0, block)


def suspect_the_tags(pdf: Pdf) -> None:
    """Say that the tags may be wrong."""
    pdf.Root.MarkInfo.Suspects = True


def lose_the_way_back(pdf: Pdf) -> None:
    """Leave out the table that leads from what is painted to its tag."""
    del pdf.Root.StructTreeRoot.ParentTree


def invent_a_tag(pdf: Pdf) -> None:
    """Give a tag a type that no screen reader knows."""
    find(document(pdf), "/Div")[0].S = Name.Card


def untag_the_document(pdf: Pdf) -> None:
    """Say that the document is not tagged."""
    pdf.Root.MarkInfo.Marked = False


def claim_nothing(pdf: Pdf) -> None:
    """Say no longer that the document keeps to PDF/UA-1."""
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        del metadata["pdfuaid:part"]


def blank_an_alternative_text(pdf: Pdf) -> None:
    """Blank a figure's text."""
    find(document(pdf), "/Figure")[0].Alt = String(" ")


def swap_two_alternative_texts(pdf: Pdf) -> None:
    """Let two figures be described by each other's text."""
    first, second, *_ = find(document(pdf), "/Figure")
    first.Alt, second.Alt = second.Alt, first.Alt


def drop_an_alternative_text(pdf: Pdf) -> None:
    """Leave a figure's text out."""
    del find(document(pdf), "/Figure")[0].Alt


def forget_the_language(pdf: Pdf) -> None:
    """Say no longer in which language the document is."""
    del pdf.Root.Lang


def mistake_the_language(pdf: Pdf) -> None:
    """Say that the document is in another language than it is."""
    pdf.Root.Lang = String("de-DE")


def mumble_a_passage(pdf: Pdf) -> None:
    """Say of a paragraph that it is in a language that there is not."""
    paragraphs(pdf)[0].Lang = String("plain English")


def mistype_the_language(pdf: Pdf) -> None:
    """Say that the document is in a language that there is not."""
    pdf.Root.Lang = String("plain English")


def forget_the_title(pdf: Pdf) -> None:
    """Take the document's title away."""
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        del metadata["dc:title"]


def hide_the_title(pdf: Pdf) -> None:
    """Let the window show the file's name."""
    del pdf.Root.ViewerPreferences.DisplayDocTitle


def skip_a_level(pdf: Pdf) -> None:
    """Make a heading of level 4 of one of level 2."""
    headings(pdf)[1].S = Name.H4


def add_a_title(pdf: Pdf) -> None:
    """Make a second heading of level 1."""
    headings(pdf)[0].S = Name.H1


def add_an_empty_heading(pdf: Pdf) -> None:
    """Add a heading that says nothing."""
    insert(pdf, "/H1")


def demote_a_heading(pdf: Pdf) -> None:
    """Make plain text of a heading."""
    headings(pdf)[0].S = Name.P


def flatten_a_list(pdf: Pdf) -> None:
    """Let an item of a list be none."""
    find(document(pdf), "/LI")[0].S = Name.Div


def tag_a_page_number(pdf: Pdf) -> None:
    """Let a page's number be read."""
    mark = do("BDC", Name.Span, Dictionary(MCID=999))
    rewrite(pdf.pages[0].obj, is_page_number, BDC=lambda _: [mark])
    insert(pdf, "/P", 999)


def unmark_a_page_number(pdf: Pdf) -> None:
    """Say no longer that a page's number is an artifact."""
    rewrite(pdf.pages[0].obj, is_page_number, BDC=lambda _: [do("BMC", Name.Span)])


def drop_a_page_number(pdf: Pdf) -> None:
    """Paint no number on a page."""
    rewrite(pdf.pages[0].obj, is_page_number, TJ=lambda _: ())


def is_page_number(mark: Operands) -> bool:
    """Say whether a mark is that of what stands at the foot of every page."""
    return len(mark) > 1 and mark[1].get("/Subtype") == Name.Footer


def drop_all_bookmarks(pdf: Pdf) -> None:
    """Take all bookmarks away."""
    del pdf.Root.Outlines


def drop_a_bookmark(pdf: Pdf) -> None:
    """Take one bookmark away."""
    with pdf.open_outline() as outline:
        del outline.root[2]


def swap_two_bookmarks(pdf: Pdf) -> None:
    """Put two bookmarks into each other's place."""
    with pdf.open_outline() as outline:
        outline.root[2], outline.root[3] = outline.root[3], outline.root[2]


def lead_a_bookmark_elsewhere(pdf: Pdf) -> None:
    """Let a bookmark lead to the last page."""
    pdf.Root.Outlines.First.Dest[0] = pdf.pages[-1].obj


def lead_the_contents_elsewhere(pdf: Pdf) -> None:
    """Let two entries of the contents lead to each other's page."""
    first, second, *_ = pdf.pages[1].Annots
    first.Dest, second.Dest = second.Dest, first.Dest


def lead_the_phone_elsewhere(pdf: Pdf) -> None:
    """Let the phone number dial another one."""
    annotation(links(pdf, "tel:+")[-1]).A.URI = String("tel:+15555550100")


def lead_the_crisis_line_elsewhere(pdf: Pdf) -> None:
    """Let the crisis line dial another number."""
    annotation(links(pdf, "tel:988")[0]).A.URI = String("tel:989")


def silence_a_link(pdf: Pdf) -> None:
    """Let a link not say where it leads."""
    del annotation(links(pdf, "tel:")[0]).Contents


def untag_a_link(pdf: Pdf) -> None:
    """Make plain text of a link's tag; the link itself stays."""
    links(pdf, "mailto:")[0].S = Name.Span


def hide_a_link(pdf: Pdf) -> None:
    """Let a link react to nothing."""
    annotation(links(pdf, "tel:")[0]).F = 2


def move_a_link(pdf: Pdf) -> None:
    """Let a link react beside its words."""
    rectangle = annotation(links(pdf, "tel:")[0]).Rect
    rectangle[1], rectangle[3] = float(rectangle[1]) + 100, float(rectangle[3]) + 100


def lose_a_link(pdf: Pdf) -> None:
    """Leave out which tag a link belongs to."""
    del annotation(links(pdf, "tel:")[0]).StructParent


def forget_the_tab_order(pdf: Pdf) -> None:
    """Let the tab key go its own way."""
    del pdf.pages[0].obj.Tabs


def pale_a_text(pdf: Pdf) -> None:
    """Paint a paragraph in a grey that is too light."""
    set_with(paragraphs(pdf)[-1], do("g", 0.5))


def grey_a_text(pdf: Pdf) -> None:
    """Paint a paragraph in a grey that is dark enough for others, but not for large print."""
    set_with(paragraphs(pdf)[-1], do("g", 0.3))


def fade_a_text(pdf: Pdf) -> None:
    """Let the paper shine through a paragraph."""
    pdf.pages[-1].Resources.ExtGState.Pale = Dictionary(ca=0.3)
    set_with(find(contact(pdf), "/P")[1], do("gs", Name.Pale))


def hide_a_text(pdf: Pdf) -> None:
    """Paint nothing of a paragraph that is read."""
    set_with(paragraphs(pdf)[-1], do("Tr", 3))


def clip_a_text(pdf: Pdf) -> None:
    """Cut a paragraph off at the edge of a box, as a sheet does that hides what runs over."""
    set_with(paragraphs(pdf)[-1], do("re", 0, 0, 9, 9), do("W"), do("n"))


def darken_behind_a_text(pdf: Pdf) -> None:
    """Paint something dark behind a text."""
    shade(paragraphs(pdf)[-1], 0.2, 600, 40)


def shade_half_a_text(pdf: Pdf) -> None:
    """Paint something pale behind the beginning of a text."""
    shade(paragraphs(pdf)[-1], 0.9, 30, 40)


def cover_a_text(pdf: Pdf) -> None:
    """Paint something pale over the last line but one."""
    shade(paragraphs(pdf)[-1], 0.9, 30, 40)


def lay_a_text_over_another(pdf: Pdf) -> None:
    """Paint the last line where the last but one is."""
    place = first(paragraphs(pdf)[-2], "Tm")
    repaint(paragraphs(pdf)[-1], Tm=lambda _: [do("Tm", *place)])


def shrink_a_text(pdf: Pdf) -> None:
    """Set a paragraph smaller than the smallest type."""
    repaint(paragraphs(pdf)[-1], Tf=lambda font: [do("Tf", font[0], 10)])


def squeeze_a_text(pdf: Pdf) -> None:
    """Set a paragraph in letters of half their width."""
    set_with(paragraphs(pdf)[-1], do("Tz", 50))


def shrink_a_heading(pdf: Pdf) -> None:
    """Set a heading smaller than it has to be, but no smaller than the smallest type."""
    repaint(headings(pdf)[0], Tf=lambda font: [do("Tf", font[0], 24)])


def thin_a_heading(pdf: Pdf) -> None:
    """Set a heading in the face of the text around it."""
    plain, _ = first(paragraphs(pdf)[-1], "Tf")
    repaint(headings(pdf)[0], Tf=lambda font: [do("Tf", plain, font[1])])


def lean_a_text(pdf: Pdf) -> None:
    """Lean upright letters to the right."""
    repaint(paragraphs(pdf)[-1], Tm=lambda at: [do("Tm", 1, 0, 0.25, -1, *at[4:])])


def set_in_italics(pdf: Pdf) -> None:
    """Say of a face that it is italic."""
    for font in fonts(pdf):
        font.DescendantFonts[0].FontDescriptor.Flags = 4 | 64


def close_up_the_lines(pdf: Pdf) -> None:
    """Move the last line of a text up."""
    move(line(longest(pdf), -1), down=-5)


def indent_a_text(pdf: Pdf) -> None:
    """Move the first line of a text to the right."""
    move(line(longest(pdf), 0), right=24)


def underline_a_text(pdf: Pdf) -> None:
    """Draw a line under a paragraph."""
    shade(paragraphs(pdf)[0], 0, 120, -2)


def unembed_a_font(pdf: Pdf) -> None:
    """Leave a font's file out."""
    del fonts(pdf)[0].DescendantFonts[0].FontDescriptor.FontFile2


def unmap_a_font(pdf: Pdf) -> None:
    """Leave out which characters a font's glyphs are."""
    del fonts(pdf)[0].ToUnicode


def set_in_another_face(pdf: Pdf) -> None:
    """Say that a font is another one than the styles name."""
    for font in fonts(pdf):
        font.BaseFont = font.DescendantFonts[0].BaseFont = Name.Arial


def turn_a_page(pdf: Pdf) -> None:
    """Turn a page upside down."""
    pdf.pages[-1].rotate(180, relative=False)


def crop_a_page(pdf: Pdf) -> None:
    """Show less of a page than there is."""
    pdf.pages[0].CropBox = Array([20, 20, 592, 592])


def trim_a_page(pdf: Pdf) -> None:
    """Let the print shop cut a page smaller than its paper."""
    pdf.pages[0].TrimBox = Array([20, 20, 592, 592])


def trim_beyond_the_page(pdf: Pdf) -> None:
    """Let the print shop cut a page where there is none."""
    pdf.pages[0].TrimBox = Array([-20, -20, 820, 820])


def stretch_a_page(pdf: Pdf) -> None:
    """Make a page taller than its paper."""
    pdf.pages[0].MediaBox = Array([0, 0, 612, 842])


def delete_a_page(pdf: Pdf) -> None:
    """Leave the last page out."""
    del pdf.pages[-1]


def add_a_blank_page(pdf: Pdf) -> None:
    """Add a page with nothing on it."""
    pdf.add_blank_page(page_size=(612, 792))


def swap_two_pages(pdf: Pdf) -> None:
    """Bind two pages in the wrong order."""
    page = pdf.pages[2]
    del pdf.pages[2]
    pdf.pages.insert(1, page)


def print_anyhow(pdf: Pdf) -> None:
    """Leave to the viewer on how many sides it prints."""
    del pdf.Root.ViewerPreferences.Duplex


def print_scaled(pdf: Pdf) -> None:
    """Leave to the viewer at what size it prints."""
    del pdf.Root.ViewerPreferences.PrintScaling


def weigh_down(pdf: Pdf) -> None:
    """Make the file larger than mail gateways take."""
    pdf.Root.Ballast = pdf.make_stream(Random(0).randbytes(300_000))  # noqa: S311 - no secret


def drop_a_fold_mark(pdf: Pdf) -> None:
    """Leave out one of the marks that say where to fold."""
    del pdf.pages[0].Resources.XObject.x0


def draw_at_the_edge(pdf: Pdf) -> None:
    """Draw something where no printer prints."""
    pdf.pages[0].contents_add(b"/Artifact BMC 0 0 9 9 re f EMC", prepend=True)


def draw_untagged(pdf: Pdf) -> None:
    """Draw something that is neither tagged nor an artifact."""
    pdf.pages[0].contents_add(b"90 90 9 9 re f", prepend=True)


def move_over_a_fold(pdf: Pdf) -> None:
    """Move a line from its panel over the fold."""
    move(paragraphs(pdf)[-1], right=250)


def move_to_the_edge(pdf: Pdf) -> None:
    """Move a line to the lower edge of the sheet."""
    move(paragraphs(pdf)[-1], down=30)


def move_off_the_paper(pdf: Pdf) -> None:
    """Move a line beyond the sheet."""
    move(paragraphs(pdf)[-1], down=300)


def move_the_mail_up(pdf: Pdf) -> None:
    """Move the e-mail address above the lines that stand before it."""
    move(mail(pdf), down=-60)


def shrink_the_phone(pdf: Pdf) -> None:
    """Set the phone number as small as the text around it."""
    repaint(links(pdf, "tel:+")[-2], Tf=lambda font: [do("Tf", font[0], 16)])


class Mutation(NamedTuple):
    """Damage to a handout, and the rule that has to find it."""

    format: str
    function: Callable[[Pdf], None]
    rule: str
    missed: str = ""
    """Why no rule finds it yet."""


MUTATIONS = [
    # words
    Mutation("trifold", cut_a_last_line, "nothing-lost"),
    Mutation("large-print", cut_a_last_line, "nothing-lost"),
    Mutation("one-page", cut_a_last_line, "text-complete"),
    Mutation("trifold", cut_the_first_message, "nothing-lost"),
    Mutation("trifold", cut_the_mail, "contact-last-in-tags"),
    Mutation("large-print", cut_the_mail, "contact-last-on-paper"),
    Mutation("trifold", cut_the_spelled_phone, "nothing-lost"),
    Mutation("trifold", cut_the_crisis_line, "crisis-line"),
    Mutation("trifold", cut_the_review, "review-date"),
    Mutation("trifold", cut_the_call, "message-first"),
    Mutation("trifold", erase_what_is_read, "nothing-lost"),
    Mutation("large-print", read_another_number, "nothing-lost"),
    Mutation("large-print", read_another_crisis_line, "crisis-line"),
    Mutation("trifold", read_twice, "said-once"),
    # access
    Mutation("trifold", untag_a_paragraph, "untagged"),
    Mutation("trifold", draw_untagged, "untagged"),
    Mutation("trifold", swap_two_panels, "reading-order"),
    Mutation("trifold", swap_two_headings, "read-as-written"),
    Mutation("trifold", swap_two_lines, "nothing-lost"),
    Mutation("large-print", swap_two_pages, "pages-numbered"),
    Mutation("trifold", read_the_contact_first, "contact-last-in-tags"),
    Mutation("large-print", read_the_contact_first, "contact-last-in-tags"),
    Mutation("trifold", untag_the_document, "tagged"),
    Mutation("trifold", claim_nothing, "tagged"),
    Mutation("trifold", suspect_the_tags, "pdf-ua-1"),
    Mutation("trifold", lose_the_way_back, "pdf-ua-1"),
    Mutation("trifold", invent_a_tag, "pdf-ua-1"),
    Mutation("trifold", blank_an_alternative_text, "alternative-text"),
    Mutation("large-print", drop_an_alternative_text, "alternative-text"),
    Mutation("trifold", swap_two_alternative_texts, "read-as-written"),
    Mutation("trifold", forget_the_language, "language-set"),
    Mutation("trifold", mistake_the_language, "language-set"),
    Mutation("trifold", mistype_the_language, "pdf-ua-1"),
    Mutation("trifold", mumble_a_passage, "language-of-passages"),
    Mutation("trifold", forget_the_title, "title-set"),
    Mutation("one-page", hide_the_title, "title-set"),
    Mutation("one-page", skip_a_level, "heading-skipped"),
    Mutation("large-print", add_a_title, "heading-first"),
    Mutation("one-page", add_an_empty_heading, "heading-empty"),
    Mutation("large-print", demote_a_heading, "bookmarks"),
    Mutation("one-page", flatten_a_list, "list-structure"),
    Mutation("large-print", tag_a_page_number, "page-numbers-are-artifacts"),
    Mutation("large-print", unmark_a_page_number, "untagged"),
    Mutation("large-print", drop_a_page_number, "pages-numbered"),
    Mutation("large-print", drop_all_bookmarks, "bookmarks"),
    Mutation("large-print", drop_a_bookmark, "bookmarks"),
    Mutation("large-print", swap_two_bookmarks, "bookmarks"),
    Mutation("large-print", lead_a_bookmark_elsewhere, "bookmarks"),
    Mutation("large-print", lead_the_contents_elsewhere, "links-lead-right"),
    Mutation("trifold", lead_the_phone_elsewhere, "phones-are-links"),
    Mutation("trifold", lead_the_crisis_line_elsewhere, "phones-are-links"),
    Mutation("trifold", silence_a_link, "links-are-tagged"),
    Mutation("trifold", untag_a_link, "links-are-tagged"),
    Mutation("trifold", lose_a_link, "pdf-ua-1"),
    Mutation("trifold", hide_a_link, "links-lead-right"),
    Mutation("trifold", move_a_link, "links-lead-right"),
    Mutation("trifold", forget_the_tab_order, "tab-order"),
    Mutation("trifold", unembed_a_font, "fonts-embedded"),
    Mutation("trifold", unmap_a_font, "fonts-embedded"),
    Mutation("trifold", set_in_another_face, "fonts-named"),
    # sight
    Mutation("trifold", pale_a_text, "enough-contrast"),
    Mutation("trifold", fade_a_text, "enough-contrast"),
    Mutation("large-print", grey_a_text, "near-black"),
    Mutation("trifold", hide_a_text, "no-hidden-text"),
    Mutation("trifold", clip_a_text, "no-hidden-text"),
    Mutation("trifold", darken_behind_a_text, "enough-contrast"),
    Mutation("trifold", shade_half_a_text, "no-text-over-pictures"),
    Mutation("trifold", cover_a_text, "no-text-over-pictures"),
    Mutation("trifold", lay_a_text_over_another, "no-text-over-text"),
    Mutation("one-page", shrink_a_text, "smallest-type"),
    Mutation("large-print", shrink_a_text, "smallest-type"),
    Mutation("trifold", squeeze_a_text, "smallest-type"),
    Mutation("large-print", shrink_a_heading, "headings-stand-out"),
    Mutation("trifold", thin_a_heading, "headings-stand-out"),
    Mutation("trifold", lean_a_text, "no-italics"),
    Mutation("trifold", set_in_italics, "no-italics"),
    Mutation("trifold", underline_a_text, "no-underline"),
    Mutation("trifold", indent_a_text, "start-aligned"),
    Mutation("trifold", close_up_the_lines, "leading"),
    # paper
    Mutation("trifold", turn_a_page, "not-rotated"),
    Mutation("trifold", crop_a_page, "page-boxes"),
    Mutation("trifold", trim_a_page, "page-size"),
    Mutation("trifold", trim_beyond_the_page, "page-boxes"),
    Mutation("large-print", stretch_a_page, "page-size"),
    Mutation("trifold", delete_a_page, "page-count"),
    Mutation("large-print", delete_a_page, "text-complete"),
    Mutation("large-print", add_a_blank_page, "blank-page"),
    Mutation("trifold", print_anyhow, "two-sided"),
    Mutation("trifold", print_scaled, "actual-size"),
    Mutation("trifold", weigh_down, "size-of-file"),
    Mutation("trifold", drop_a_fold_mark, "fold-marks"),
    Mutation("trifold", draw_at_the_edge, "drawings-clear-of-edges"),
    Mutation("trifold", move_over_a_fold, "clear-of-folds"),
    Mutation("trifold", move_to_the_edge, "clear-of-edges"),
    Mutation("trifold", move_off_the_paper, "in-panels"),
    Mutation("one-page", move_the_mail_up, "contact-last-on-paper"),
    Mutation("trifold", shrink_the_phone, "phone-found-at-once"),
]


def broken(folder: Path, name: str, pdf: bytes, content: Content) -> set[str]:
    """Return the names of what keeps a PDF from being published, the independent judges' too."""
    path = folder / f"{name}.pdf"
    path.write_bytes(pdf)
    return {finding.rule for finding in examine(path, content, TODAY).findings}


@pytest.fixture(scope="module")
def intact(
    handouts: Mapping[str, Typeset], content: Content, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, set[str]]:
    """What keeps the good handouts from being published: nothing."""
    folder = tmp_path_factory.mktemp("intact")
    return {name: broken(folder, name, made.pdf, content) for name, made in handouts.items()}


MISSED = partial(pytest.mark.xfail, raises=AssertionError)


@pytest.mark.mutation
@pytest.mark.parametrize(
    "mutation",
    [
        pytest.param(
            each,
            id=f"{each.format}-{each.function.__name__}",
            marks=[
                *([MISSED(reason=each.missed)] if each.missed else []),
                *([thorough] if number % 5 else []),
            ],
        )
        for number, each in enumerate(MUTATIONS)
    ],
)
def test_mutation_is_caught(
    mutation: Mutation,
    handouts: Mapping[str, Typeset],
    intact: Mapping[str, set[str]],
    content: Content,
    tmp_path: Path,
) -> None:
    """The damage breaks the rule that should find it, and the handout was good before."""
    assert intact[mutation.format] == set()
    damaged = mutated(handouts[mutation.format].pdf, mutation.function)
    assert mutation.rule in broken(tmp_path, mutation.format, damaged, content)
