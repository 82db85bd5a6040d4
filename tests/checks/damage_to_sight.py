"""Damage to what is seen of a handout: its type, its colours, and its paper."""

from __future__ import annotations

from random import Random

from pikepdf import Array, Dictionary, Name, Pdf

from tests.checks.pdf_editing import (
    contact,
    do,
    find,
    first,
    fonts,
    headings,
    line,
    links,
    longest,
    mail,
    move,
    paragraphs,
    repaint,
    set_with,
    shade,
)


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
