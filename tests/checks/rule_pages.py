"""Pages that break one rule each, and pages that keep one though they are near its limit."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
from PIL import Image

from brochures.checks import Subject
from brochures.checks.blocks import written
from brochures.content.model import Content
from brochures.formats.model import Placed
from tests.checks import page_damage as damage
from tests.checks import pages
from tests.checks.pages import BODY, BOOKMARKED, LEAFLET, LONGER, SVG, page, swapped
from tests.pdf.active_content import ACTIVE

Page = Callable[[], Subject]

LONG = "You can call us and you can write to us. " * 4
JUSTIFIED = "".join(f"<p class=just>{LONG.replace('call', how)}</p>" for how in ("call", "text"))
PROSE = "You see a doctor who knows about this illness and who has time for you. " * 2
SPANISH = (
    "Usted no tiene la culpa de esto. Puede llamarnos cuando quiera, y le explicaremos con calma lo"
    " que se puede hacer."
)
ITEMS = re.compile(r"<ul>(<li>.*?</li>)(<li>.*?</li>)</ul>")


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


FOLDED = replace(LEAFLET, folds=((5.5,),))


def undated() -> Subject:
    """Return the good page for words that were checked on another day."""
    data = pages.content().model_dump()
    data["review"]["reviewed_on"] = date(2026, 3, 3)
    return page(words=Content.model_validate(data))


MANY = (
    "You can call us on day {} at nine or at ten or at noon, and you can then tell us how you feel."
)
NUMBERED = "@page { @bottom-left { content: 'Page ' counter(page) ' of ' counter(pages) } }"
TABLE = '<table><tr><th scope="col">You</th></tr><tr><td>Call us.</td></tr></table>'


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
    """Return the good page of a content that nobody has reviewed, in a language of few readers."""
    words = pages.content().model_copy(update={"language": "gsw"})
    assert words.review
    dates = [written(day, words) for day in (words.review.reviewed_on, words.review.review_by)]
    text = swapped("Jan 31, 2026", dates[0]).replace("Jan 31, 2027", dates[1])
    return page(text, words=words, html='<html lang="gsw">')


def parted(lines: int) -> Page:
    """Return pages on which a paragraph of five lines has so many lines before the page's end."""
    return lambda: page(
        swapped("<p>Version 1", f"<div class=gap></div><p class=part>{LONG}</p><p>Version 1"),
        style=f".gap {{ break-before: page; height: {11 * 72 - 108 - 16 * lines}pt }}"
        f".part {{ orphans: 1; widows: 1; margin: 0 }} {BOOKMARKED} {NUMBERED}",
        made=LONGER,
    )


def picture(pixels: int) -> Page:
    """Return a page with a picture of so many pixels that is 2 in wide."""
    file = BytesIO()
    Image.new("L", (pixels, pixels // 4), 160).save(file, "PNG")
    data = f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode('ascii')}"
    return after("</ul>", f'<p><img src="{data}" alt="A wall." style="width: 2in"></p>')


BREAKS: dict[str, Page] = {
    # words
    "nothing-lost": lambda: page(composed="<p>You are not alone.</p>"),
    "translation-reviewed": foreign,
    "in-its-language": after("</ul>", f"<p>{SPANISH}</p>"),
    "passive-sentences": after(
        "</ul>", "<p>You are seen.</p><p>It is done.</p><p>You are not left alone.</p>"
    ),
    "text-complete": lambda: page(
        made=replace(LEAFLET, placement={"sheet": (Placed(pages.section(), "name"),)}),
    ),
    "said-once": after("</ul>", f"<p>{PROSE}</p><h2>More</h2><p>{PROSE}</p>"),
    "crisis-line": body(
        'Chat at\n<a href="https://988lifeline.org">988lifeline.org</a>.', "You are not alone."
    ),
    "unsafe-wording": after("</ul>", "<p>You know of a failed attempt.</p>"),
    "device-approval": after("</ul>", "<p>Our device is FDA-approved.</p>"),
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
    "review-due": lambda: page(today=date(2027, 2, 1)),
    "nothing-left-over": after("</ul>", "<p>You see {name} here.</p>"),
    # access
    "tagged": changed(damage.no_structure),
    "title-set": changed(damage.untitled),
    "language-set": changed(damage.voiceless),
    "language-of-passages": after("</ul>", '<p lang="spanish!">Llame.</p>'),
    "heading-first": body("<h2>What can help</h2>", "<h1>What can help</h1>"),
    "heading-skipped": after("</ul>", "<h4>More</h4><p>You can call.</p>"),
    "heading-empty": changed(damage.hushed),
    "alternative-text": changed(damage.blank_figure),
    "untagged": changed(damage.painted(b"0 0 0 rg 300 300 20 20 re f")),
    "list-structure": changed(damage.stray_item),
    "list-labels": changed(damage.unlabelled),
    "read-as-seen": after(
        "</ul>",
        "<p class=low>You call us.</p><p class=high>You can then come.</p>",
        ".low { position: relative; top: 28pt } .high { position: relative; top: -28pt }",
    ),
    "text-left-unread": lambda: page(
        swapped("</ul>", "</ul><p>You can call at night.</p>"), mutate=damage.left_unread
    ),
    "table-headers": lambda: page(swapped("</ul>", "</ul>" + TABLE), mutate=damage.unlisted_head),
    "links-are-tagged": changed(damage.loose_link),
    "phones-are-links": body(
        '<a href="mailto:info@example.com">info@example.com</a>', "info@example.com"
    ),
    "tab-order": changed(damage.unordered_tabs),
    "links-lead-right": changed(damage.moved_link),
    "read-as-written": lambda: page(composed=ITEMS.sub(r"<ul>\2\1</ul>", BODY)),
    "words-apart": changed(damage.run_together),
    "content-follows-tags": changed(damage.painted_late),
    "pages-numbered": lambda: page(
        swapped(
            "<p>Example Clinic</p>",
            '<p style="break-before: page">You can call.</p>'
            '<p style="break-before: page">Example Clinic</p>',
        ),
        style=BOOKMARKED,
        made=LONGER,
    ),
    "no-empty-tags": changed(damage.hollow),
    "page-numbers-are-artifacts": pages.numbered,
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
    "fonts-embedded": changed(damage.unembedded),
    "fonts-named": changed(damage.renamed_font),
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
    "not-justified": after(
        "</ul>", f"<p class=just>{LONG * 2}</p>", ".just { text-align: justify }"
    ),
    "start-aligned": after("</ul>", f"<p class=end>{LONG}</p>", ".end { text-align: end }"),
    "no-italics": changed(damage.lean),
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
    "no-hidden-text": lambda: page(BODY, mutate=damage.unseen),
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
    "pictures-sharp": picture(396),
    "lonely-heading": lambda: page(
        swapped("<p>Version 1", "<h2>About this</h2><p style='break-before: page'>Version 1"),
        style="h2 { break-after: auto }",
        made=LONGER,
    ),
    "reading-order": halves,
    # paper
    "bleed": lambda: page(made=replace(LEAFLET, bleed=0.125)),
    "marks-in-slug": lambda: page(
        made=replace(FOLDED, bleed=0.125, fold_marks=False), mutate=damage.in_slug
    ),
    "no-draft": lambda: page(title=f"{pages.content().labels.draft}: Sleep"),
    "page-size": changed(damage.resized),
    "page-count": lambda: page(made=replace(LEAFLET, pages=2)),
    "not-rotated": changed(damage.turned),
    "page-boxes": changed(damage.uncut),
    "clear-of-folds": lambda: page(
        swapped("</ul>", "</ul><p class=over>You can fold this sheet here and now.</p>"),
        style=".over { margin-left: 3.2in; width: 3in }",
        made=FOLDED,
        mutate=damage.painted(damage.FOLD_MARKS),
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
    "copies-alike": lambda: page(
        made=replace(LEAFLET, panels=(replace(LEAFLET.panels[0], width=5),), copies=((5, 0),))
    ),
    "cut-marks": lambda: page(made=replace(LEAFLET, cut=True)),
    "contact-last-on-paper": lambda: page(
        swapped("<p>Version 1", "<p class=low>Version 1"),
        style=".low { position: absolute; top: 9in; margin: 0 }",
    ),
    "phone-found-at-once": style(".phone { font-size: 12pt; line-height: 16pt }"),
    "two-sided": changed(damage.preference("/Duplex", "/DuplexFlipLongEdge")),
    "actual-size": changed(damage.preference("/PrintScaling", "/AppDefault")),
    "size-of-file": changed(damage.heavy),
    "blank-page": lambda: page(made=replace(LONGER), mutate=damage.extra_page),
    # safety
    "nothing-active": changed(ACTIVE["open script"]),
}

KEEPS: dict[str, Page] = {
    "superlative": after("</ul>", "<p>You improve only a little. It only looks resistant.</p>"),
    "device-approval": after("</ul>", "<p>Our device is FDA-cleared.</p>"),
    "unsafe-wording": after("</ul>", "<p>Treatments that failed are not your fault.</p>"),
    "share-without-source": after("</ul>", "<p>It helps 40% of people (source: a study).</p>"),
    "no-capitals": lambda: page(
        swapped("</ul>", "</ul><p>SSRIs, TMS and EMDR are short for long names.</p>"),
        words=pages.content().model_copy(update={"acronyms": ("EMDR",)}),
    ),
    "start-aligned": after("</ul>", f"<p lang=ar dir=rtl>{LONG}</p>"),
    "no-underline": after(
        "</ul>",
        '<p>You <a href="https://988lifeline.org">chat</a>.</p>',
        "a { text-decoration: underline }",
    ),
    "nothing-lost": after(
        "</ul>", "<p class=narrow>You call us (Tel./Fax).</p>", ".narrow { width: .5in }"
    ),
    "no-hyphenation": after(
        "</ul>", "<p class=narrow>You are well-known.</p>", ".narrow { width: 1in }"
    ),
    "widows-and-orphans": parted(2),
    "passive-sentences": after("</ul>", "<p>You are tired.</p><p>You feel worn.</p>"),
    "heading-skipped": after("</ul>", "<h3>More</h3><p>You can call.</p>"),
    "lonely-heading": lambda: page(
        swapped("<p>Version 1", f"<h2>A</h2>{SVG}<p style='break-before: page'>Version 1"),
        style="h2 { break-after: auto }",
        made=LONGER,
    ),
    "table-headers": after("</ul>", TABLE),
    "pictures-sharp": picture(400),
    "read-as-seen": after(
        "</ul>",
        "<p class=low>You call us.</p><p class=high>You can then come.</p>",
        ".low { position: relative; top: 28pt; margin-left: 0; width: 1.4in }"
        ".high { position: relative; top: -28pt; margin-left: 1.5in }",
    ),
    "fold-marks": lambda: page(made=FOLDED, mutate=damage.painted(damage.FOLD_MARKS)),
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
