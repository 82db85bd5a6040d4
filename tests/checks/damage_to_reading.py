"""Damage to what is read of a handout: its words, tags, links and bookmarks."""

from __future__ import annotations

from pikepdf import Dictionary, Name, Pdf, String

from tests.checks.pdf_editing import (
    Operands,
    annotation,
    contact,
    cut,
    detach,
    do,
    document,
    erase,
    find,
    headings,
    insert,
    inside,
    line,
    links,
    longest,
    mail,
    paragraphs,
    rewrite,
    swap,
)


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
