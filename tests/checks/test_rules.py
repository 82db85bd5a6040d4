"""Every rule has a page that breaks it and nothing else, and a page that keeps it.

`BREAKS` holds the first for each rule; `KEEPS` holds pages near a rule's limit. The page of
`tests.checks.pages` as it stands keeps all rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, String

from brochures.checks import RULES, Subject
from brochures.checks.blocks import written
from brochures.checks.explained import README, renewed
from brochures.checks.inspection import examine
from brochures.content.model import Content
from brochures.data import STYLES
from brochures.render.html import texts
from tests.checks import pages
from tests.checks.pages import BODY, LEAFLET, broken, page, swapped

Page = Callable[[], Subject]

LONG = "You can call us and you can write to us. " * 4
PROSE = "You see a doctor who knows about this illness and who has time for you. " * 2
HEAD = "<h1>Still depressed?</h1>"
ITEMS = re.compile(r"<ul>(<li>.*?</li>)(<li>.*?</li>)</ul>")
TITLED = '<html lang="en-US">'


def body(old: str, new: str, **more: object) -> Page:
    """Return the good page with one thing swapped for another."""
    return lambda: page(swapped(old, new), **more)  # type: ignore[arg-type]


def style(sheet: str, text: str = BODY) -> Page:
    """Return the good page with a sheet added."""
    return lambda: page(text, style=sheet)


def after(old: str, new: str, sheet: str = "") -> Page:
    """Return the good page with something added after a part of it."""
    return lambda: page(swapped(old, old + new), style=sheet)


def changed(mutate: Callable[[pikepdf.Pdf], None], text: str = BODY) -> Page:
    """Return the good page, its PDF changed after it was written."""
    return lambda: page(text, mutate=mutate)


def legible(**more: object) -> Page:
    """Return the good page, judged by a format that asks for more."""
    legibility = replace(LEAFLET.legibility, **more)  # type: ignore[arg-type]
    return lambda: page(made=replace(LEAFLET, legibility=legibility))


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


FOLDED = replace(LEAFLET, folds=((5.5,),))
FOLD = "q 0.09 0.14 0.17 rg /Artifact BMC 395.8 {y} 0.4 5.67 re f EMC Q "
MARKS = FOLD.format(y=768).encode() + FOLD.format(y=18).encode()


def due() -> Subject:
    """Return the good page after its review was due."""
    return page(today=date(2027, 2, 1))


def undated() -> Subject:
    """Return the good page for words that were checked on another day."""
    data = pages.content().model_dump()
    data["review"]["reviewed_on"] = date(2026, 3, 3)
    return page(words=Content.model_validate(data))


MANY = (
    "You can call us on day {} at nine or at ten or at noon, and you can then tell us how you feel."
)
BOOKMARKED = "h1, h2 { bookmark-level: 1 }"
NUMBERED = "@page { @bottom-left { content: 'Page ' counter(page) ' of ' counter(pages) } }"
LONGER = replace(LEAFLET, pages=None, panels=())
TABLE = '<table><tr><th scope="col">You</th></tr><tr><td>Call us.</td></tr></table>'


def numbered() -> Subject:
    """Return three pages, each with its number in a paragraph."""
    number = '<div class="number"><p>Page {} of 3</p></div>'
    parts = BODY.replace("<p>Example Clinic</p>", '<p class="next">Example Clinic</p>').split(
        "<p>Version 1", 1
    )
    text = (
        f'{number.format(1)}{parts[0]}<div class="next">{number.format(2)}</div>'
        f"<p>You can call.</p><p>Version 1{parts[1]}"
    ).replace('<p class="next">Example', f'<div class="next">{number.format(3)}</div><p>Example')
    sheet = """
    .next { break-before: page }
    .number { position: relative; height: 0 }
    .number p { position: absolute; top: 8.5in; margin: 0 }
    """
    return page(text, style=sheet + BOOKMARKED, made=LONGER)


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


def halves() -> Subject:
    """Return the good page as two panels, of which the right one should be read first."""
    left, right = (
        replace(LEAFLET.panels[0], name=name, left=place, width=4.6)
        for name, place in (("left", 0), ("right", 4.6))
    )
    return page(
        swapped("</ul>", "</ul><p class=beside>You can call.</p>"),
        style=".beside { position: absolute; left: 4in; top: 1in; margin: 0 }",
        made=replace(LEAFLET, panels=(right, left)),
    )


def foreign() -> Subject:
    """Return the good page of a content in Spanish that nobody has reviewed."""
    words = pages.content().model_copy(update={"language": "es-US"})
    dates = [written(day, words) for day in (words.review.reviewed_on, words.review.review_by)]
    text = swapped("Jan 31, 2026", dates[0]).replace("Jan 31, 2027", dates[1])
    return page(text, words=words, html='<html lang="es-US">')


def parted(lines: int) -> Page:
    """Return pages on which a paragraph of five lines has so many lines before the page's end."""
    return lambda: page(
        swapped("<p>Version 1", f"<div class=gap></div><p class=part>{LONG}</p><p>Version 1"),
        style=f".gap {{ break-before: page; height: {11 * 72 - 108 - 16 * lines}pt }}"
        f".part {{ orphans: 1; widows: 1; margin: 0 }} {BOOKMARKED} {NUMBERED}",
        made=LONGER,
    )


BREAKS: dict[str, Page] = {
    # words
    "nothing-lost": lambda: page(composed=("You are not alone.",)),
    "translation-reviewed": foreign,
    "passive-sentences": after(
        "</ul>", "<p>You are seen.</p><p>It is done.</p><p>You are not left alone.</p>"
    ),
    "text-complete": lambda: page(
        made=replace(LEAFLET, depth={"definition": "name"}),
    ),
    "said-once": after("</ul>", f"<p>{PROSE}</p><h2>More</h2><p>{PROSE}</p>"),
    "crisis-line": body(
        'Chat at\n<a href="https://988lifeline.org">988lifeline.org</a>.', "You are not alone."
    ),
    "unsafe-wording": after("</ul>", "<p>You know of a failed attempt.</p>"),
    "fda-approved": after("</ul>", "<p>Our device is FDA-approved.</p>"),
    "superlative": after("</ul>", "<p>You get the best care.</p>"),
    "share-without-source": after("</ul>", "<p>It helps 7 out of 10 people.</p>"),
    "reading-grade": after(
        "</ul>",
        "<p>Neuropsychological comorbidities necessitate multidisciplinary collaboration.</p>"
        "<p>Individualized pharmacological interventions ameliorate symptomatology.</p>"
        "<p>Antidepressant discontinuation precipitates physiological deterioration.</p>",
    ),
    "short-sentences": lambda: page(
        swapped("</ul>", "</ul>" + "".join(f"<p>{MANY.format(n)}</p>" for n in range(1, 25))),
        style=BOOKMARKED + NUMBERED,
        made=LONGER,
    ),
    "no-long-sentence": after("</ul>", "<p>" + "You call and " * 9 + "we come.</p>"),
    "speaks-to-the-reader": lambda: page(
        BODY.replace("You can", "People can")
        .replace("You stay", "Patients stay")
        .replace("you trust", "they trust")
    ),
    "message-first": body(
        'Call us today:\n<a class="tel" href="tel:+17184000867">(718) 400-0867</a>', "Call us."
    ),
    "review-date": undated,
    "review-due": due,
    "nothing-left-over": after("</ul>", "<p>You see {name} here.</p>"),
    # access
    "tagged": changed(no_structure),
    "title-set": changed(untitled),
    "language-set": changed(voiceless),
    "language-of-passages": after("</ul>", '<p lang="spanish!">Llame.</p>'),
    "heading-first": body("<h2>What can help</h2>", "<h1>What can help</h1>"),
    "heading-skipped": after("</ul>", "<h4>More</h4><p>You can call.</p>"),
    "heading-empty": changed(hushed),
    "alternative-text": changed(blank_figure),
    "untagged": changed(painted(b"0 0 0 rg 300 300 20 20 re f")),
    "list-structure": changed(stray_item),
    "list-labels": changed(unlabelled),
    "read-as-seen": after(
        "</ul>",
        "<p class=low>You call us.</p><p class=high>You can then come.</p>",
        ".low { position: relative; top: 28pt } .high { position: relative; top: -28pt }",
    ),
    "text-left-unread": lambda: page(
        swapped("</ul>", "</ul><p>You can call at night.</p>"), mutate=left_unread
    ),
    "table-headers": lambda: page(swapped("</ul>", "</ul>" + TABLE), mutate=unlisted_head),
    "links-are-tagged": changed(loose_link),
    "phones-are-links": body(
        '<a href="mailto:info@example.com">info@example.com</a>', "info@example.com"
    ),
    "tab-order": changed(unordered_tabs),
    "links-lead-right": changed(moved_link),
    "read-as-written": lambda: page(composed=texts(ITEMS.sub(r"<ul>\2\1</ul>", BODY))),
    "words-apart": changed(run_together),
    "content-follows-tags": changed(painted_late),
    "pages-numbered": lambda: page(
        swapped(
            "<p>Example Clinic</p>",
            '<p style="break-before: page">You can call.</p>'
            '<p style="break-before: page">Example Clinic</p>',
        ),
        style=BOOKMARKED,
        made=LONGER,
    ),
    "no-empty-tags": changed(hollow),
    "page-numbers-are-artifacts": numbered,
    "bookmarks": lambda: page(
        swapped(
            "<p>Example Clinic</p>",
            '<p style="break-before: page">You can call.</p>'
            '<p style="break-before: page">Example Clinic</p>',
        ),
        style=NUMBERED,
        made=LONGER,
    ),
    "contact-last-in-tags": lambda: page(
        BODY + '<p style="position: absolute; top: 0; left: 4in">You can call.</p>'
    ),
    "fonts-embedded": changed(unembedded),
    "fonts-named": changed(renamed_font),
    # sight
    "smallest-type": style("li { font-size: 11pt }"),
    "headings-stand-out": style("h2 { font-weight: 400 }"),
    "leading": after("</ul>", f"<p class=tight>{LONG}</p>", ".tight { line-height: 14pt }"),
    "paragraphs-apart": after(
        "</ul>", f"<p>{LONG}</p><p class=near>{PROSE}</p>", ".near { margin-top: 2pt }"
    ),
    "line-length": after("</ul>", f"<p class=wide>{LONG}</p>", ".wide { width: 6in }"),
    "comfortable-lines": legible(comfortable=20),
    "no-capitals": after("</ul>", "<p>You can call us, it is URGENT.</p>"),
    "not-justified": after("</ul>", f"<p class=just>{LONG}</p>", ".just { text-align: justify }"),
    "start-aligned": after("</ul>", f"<p class=end>{LONG}</p>", ".end { text-align: end }"),
    "no-italics": changed(lean),
    "no-underline": after("</ul>", "<p>You can <u>call</u> us.</p>"),
    "no-hyphenation": after(
        "</ul>",
        "<p class=narrow>You can understand.</p>",
        ".narrow { width: 1.2in; hyphens: auto; hyphenate-character: '-' }",
    ),
    "columns": after(
        "</ul>",
        f"<div class=both><div class=one><p>{PROSE}</p></div><div class=one><p>{LONG}</p></div>"
        "</div><h2 class=clear>You</h2><p>You can call.</p>",
        ".both { width: 6in } .one { float: left; width: 2.5in; margin: 0 12pt 0 0 }"
        ".clear { clear: both }",
    ),
    "no-text-over-text": after(
        "</ul>", "<p>You can call.</p><p class=over>We are here.</p>", ".over { margin-top: -14pt }"
    ),
    "no-hidden-text": lambda: page(BODY, mutate=unseen),
    "widows-and-orphans": parted(1),
    "enough-contrast": after(
        "</ul>", "<p class=grey>You can call.</p>", ".grey { color: #777777 }"
    ),
    "near-black": lambda: page(
        made=replace(LEAFLET, legibility=replace(LEAFLET.legibility, near_black=True))
    ),
    "no-text-over-pictures": after(
        "</ul>",
        "<p class=over>You can call us.</p>",
        ".over { background: linear-gradient(#ffffff 50%, #cccccc 50%) }",
    ),
    "lonely-heading": lambda: page(
        swapped("<p>Version 1", "<h2>About this</h2><p style='break-before: page'>Version 1"),
        style="h2 { break-after: auto }",
        made=LONGER,
    ),
    "reading-order": halves,
    # paper
    "bleed": lambda: page(made=replace(LEAFLET, bleed=0.125)),
    "marks-in-slug": lambda: page(
        made=replace(FOLDED, bleed=0.125, fold_marks=False), mutate=in_slug
    ),
    "no-draft": lambda: page(title="Draft: Still depressed?"),
    "page-size": changed(resized),
    "page-count": lambda: page(made=replace(LEAFLET, pages=2)),
    "not-rotated": changed(turned),
    "page-boxes": changed(uncut),
    "clear-of-folds": lambda: page(
        swapped("</ul>", "</ul><p class=over>You can fold this sheet here and now.</p>"),
        style=".over { margin-left: 3.2in; width: 3in }",
        made=FOLDED,
        mutate=painted(MARKS),
    ),
    "clear-of-edges": after(
        "</ul>", "<p class=edge>You can call.</p>", ".edge { margin-left: -.35in }"
    ),
    "drawings-clear-of-edges": after(
        "</ul>",
        "<div class=edge></div>",
        ".edge { margin-left: -.75in; height: 9pt; background: #0b4a57 }",
    ),
    "in-panels": lambda: page(
        swapped("</ul>", "</ul><p class=out>You can call.</p>"),
        style=".out { position: absolute; left: 5.2in; top: 3in }",
        made=replace(LEAFLET, panels=(replace(LEAFLET.panels[0], width=5),)),
    ),
    "fold-marks": lambda: page(made=FOLDED),
    "contact-last-on-paper": lambda: page(
        swapped("<p>Version 1", "<p class=low>Version 1"),
        style=".low { position: absolute; top: 9in; margin: 0 }",
    ),
    "phone-found-at-once": style(".phone { font-size: 12pt; line-height: 16pt }"),
    "two-sided": changed(preference("/Duplex", "/DuplexFlipLongEdge")),
    "actual-size": changed(preference("/PrintScaling", "/AppDefault")),
    "size-of-file": changed(heavy),
    "blank-page": lambda: page(made=replace(LONGER), mutate=extra_page),
}

KEEPS: dict[str, Page] = {
    "superlative": after("</ul>", "<p>You improve only a little. It only looks resistant.</p>"),
    "fda-approved": after("</ul>", "<p>Our device is FDA-cleared.</p>"),
    "unsafe-wording": after("</ul>", "<p>Treatments that failed are not your fault.</p>"),
    "share-without-source": after("</ul>", "<p>It helps 40% of people (source: a study).</p>"),
    "no-capitals": lambda: page(
        swapped("</ul>", "</ul><p>SSRIs, TMS and EMDR are short for long names.</p>"),
        words=pages.content().model_copy(update={"acronyms": ("EMDR",)}),
    ),
    "no-underline": after(
        "</ul>",
        '<p>You <a href="https://988lifeline.org">chat</a>.</p>',
        "a { text-decoration: underline }",
    ),
    "no-hyphenation": after(
        "</ul>", "<p class=narrow>You are well-known.</p>", ".narrow { width: 1in }"
    ),
    "widows-and-orphans": parted(2),
    "passive-sentences": after("</ul>", "<p>You are tired.</p><p>You feel worn.</p>"),
    "heading-skipped": after("</ul>", "<h3>More</h3><p>You can call.</p>"),
    "table-headers": after("</ul>", TABLE),
    "read-as-seen": after(
        "</ul>",
        "<p class=low>You call us.</p><p class=high>You can then come.</p>",
        ".low { position: relative; top: 28pt; margin-left: 0; width: 1.4in }"
        ".high { position: relative; top: -28pt; margin-left: 1.5in }",
    ),
    "fold-marks": lambda: page(made=FOLDED, mutate=painted(MARKS)),
    "leading": after("</ul>", f"<p class=tight>{LONG}</p>", ".tight { line-height: 15pt }"),
    "enough-contrast": after(
        "</ul>", "<p class=grey>You can call.</p>", ".grey { color: #595959 }"
    ),
    "language-of-passages": after("</ul>", '<p lang="es">Llame.</p>'),
}

CONSEQUENCES = {
    "alternative-text": {"nothing-lost"},
    "crisis-line": {"phones-are-links"},
    "heading-empty": {"nothing-lost"},
    "no-hyphenation": {"nothing-lost"},
    "read-as-written": {"read-as-seen"},
    "contact-last-on-paper": {"read-as-seen"},
    "text-left-unread": {"nothing-lost"},
    "not-rotated": {"contact-last-on-paper", "nothing-lost", "phone-found-at-once"},
    "page-numbers-are-artifacts": {"contact-last-on-paper"},
}
"""Other rules that are bound to break with a rule."""


def test_the_good_page_keeps_every_rule() -> None:
    """The page that the others are made of breaks nothing."""
    assert broken(page()) == {}


@pytest.mark.parametrize("name", BREAKS)
def test_breaks_one_rule(name: str) -> None:
    """The page breaks this rule and no other."""
    found = set(broken(BREAKS[name]()))
    assert name in found
    assert found - CONSEQUENCES.get(name, set()) == {name}


@pytest.mark.parametrize("name", KEEPS)
def test_keeps_the_rule(name: str) -> None:
    """A page near the limit keeps the rule."""
    assert name not in broken(KEEPS[name]())


def test_items_of_our_lists_have_bodies() -> None:
    """Text that stands in an item without LBody breaks the rule of labels, and no other."""
    assert set(broken(page(mutate=bodiless))) == {"list-labels"}


def test_the_readme_shows_every_rule() -> None:
    """The README's table is the one that `make rules` writes, and shows every rule."""
    readme = README.read_text("utf-8")
    assert renewed(readme) == readme
    assert all(f"| `{name}` | {rule.title}" in readme for name, rule in RULES.items())


def test_every_rule_has_a_page() -> None:
    """A rule without a page that breaks it fails the tests."""
    assert set(BREAKS) == set(RULES)


def test_foreign_files_are_judged(tmp_path: Path) -> None:
    """A file that is no PDF, or no handout, is judged without its format, and never raises."""
    for data in (b"", b"no PDF", b"%PDF-1.7\n%%EOF"):
        path = tmp_path / "foreign.pdf"
        path.write_bytes(data)
        outcome = examine(path, None, date(2026, 6, 1))
        assert [finding.rule for finding in outcome.findings] == ["unreadable"]
    assert not examine(tmp_path / "none.pdf", None, date(2026, 6, 1)).clean
