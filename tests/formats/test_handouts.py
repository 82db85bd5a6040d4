"""What the handouts hold, read from the PDFs themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO

import pikepdf
import pytest

from brochures.content.fields import Loc
from brochures.content.items import Item
from brochures.content.labels import Labels
from brochures.content.markup import plain
from brochures.content.model import Content, texts
from brochures.formats import FORMATS
from brochures.formats.model import Format
from brochures.pdf import Annotation, Facts, Tag, read
from brochures.pdf import Content as Marked
from brochures.render.result import Typeset
from tests.placing import ours

PT_PER_IN = 72
PDF_LENGTHS = 0.01
"""Lengths in a PDF are rounded: to a hundredth of a point at most."""

STYLES = ("", "-Bold")

every_format = pytest.mark.parametrize("name", ours())
with_code = pytest.mark.parametrize("name", [name for name in ours() if FORMATS[name].pages])
"""Handouts of a fixed size, on which the contact is followed by its QR code."""


def folded(text: str) -> str:
    """Return a text with its white space folded."""
    return " ".join(text.split())


@every_format
def test_page_size(facts: Mapping[str, Facts], made: Mapping[str, Format], name: str) -> None:
    """Every page is US Letter, turned as the format says, in its media and trim boxes."""
    letter = (792, 612) if "landscape" in made[name].paper else (612, 792)
    for page in facts[name].pages:
        assert (page.width, page.height) == pytest.approx(letter, abs=PDF_LENGTHS)
        assert page.trim_box is None or (
            page.trim_box.x1 - page.trim_box.x0,
            page.trim_box.y1 - page.trim_box.y0,
        ) == pytest.approx(letter, abs=PDF_LENGTHS)


@every_format
def test_page_counts(facts: Mapping[str, Facts], made: Mapping[str, Format], name: str) -> None:
    """What is folded has two sides; what has no panels flows over several pages, all else has one.

    A format promises as many.
    """
    pages = len(facts[name].pages)
    assert pages == (made[name].pages or pages)
    assert pages == 2 if made[name].folds else (pages == 1) == bool(made[name].panels)


@every_format
def test_smallest_type(facts: Mapping[str, Facts], made: Mapping[str, Format], name: str) -> None:
    """No type is smaller than the format allows, page numbers included.

    That is 12 pt for patients, 10.5 pt for physicians, and 18 pt in large print (RNIB, APH).
    """
    least = 18 if "large" in name else 12 if made[name].for_patients else 10.5
    smallest = min(run.size for run in facts[name].runs if run.visible)
    assert smallest >= made[name].legibility.smallest >= least


@pytest.mark.parametrize(
    ("name", "smallest"), [("trifold", 12), ("large-print", 18), ("one-page", 10.5)]
)
def test_the_smallest_is_measured(facts: Mapping[str, Facts], name: str, smallest: float) -> None:
    """The type in which most is set is measured as what it is."""
    assert min(run.size for run in facts[name].runs if run.visible) == smallest


@every_format
def test_fonts(facts: Mapping[str, Facts], made: Mapping[str, Format], name: str) -> None:
    """Every font is embedded, maps to Unicode, and has a plain zero: no eye takes it for an 8.

    Titles of folded sheets have the face of the theme; all else, and other formats, have ours.
    """
    for font in facts[name].fonts:
        assert font.embedded
        assert font.to_unicode
    faces = {run.face for run in facts[name].runs if run.text.strip()}
    titles = {"Handout-Display-Bold"} if made[name].folds else set()
    assert faces == {f"Handout-Sans{style}" for style in STYLES} | titles
    assert not any(run.unmapped for run in facts[name].runs)


def contact(content: Content, made: Format) -> list[str]:
    """Return how to reach the clinic, in the order in which a handout says it."""
    clinic, address = content.clinic, content.clinic.address_lines
    assert clinic.email
    words = [clinic.name, clinic.phone.number]
    if "facts" not in made.without:
        words.append(str(clinic.phone.spelled))
    return [*words, *address, *([] if "email" in made.without else [clinic.email])]


def caption(content: Content) -> tuple[str, ...]:
    """Return what may follow the contact: the QR code, and the words beside it."""
    code, scan = content.labels.code, content.labels.scan
    return "", code, f"{scan} {code}"


@every_format
def test_contact_is_last(
    facts: Mapping[str, Facts], content: Content, made: Mapping[str, Format], name: str
) -> None:
    """Name, phones, address and e-mail are the last text in tag order."""
    wanted = contact(content, made[name])
    end = folded(facts[name].text)[-250:]
    places = [end.rindex(word) for word in wanted]
    assert places == sorted(places)
    assert end.rpartition(wanted[-1])[2].strip() in caption(content)


@every_format
def test_contact_is_last_on_paper(
    facts: Mapping[str, Facts], content: Content, made: Mapping[str, Format], name: str
) -> None:
    """Below the contact stands a page number at most, the caption of its code, or another copy."""
    runs = facts[name].runs
    end = contact(content, made[name])[-1].split()[-1]
    last = next(run for run in reversed(runs) if end in run.text and not run.artifact)
    below = [
        run.text
        for run in runs
        if run.page == last.page
        and run.visible
        and not (made[name].copies and run.artifact)
        and run.box.y0 > last.box.y1
        and run.box.x0 < last.box.x1
        and run.box.x1 > last.box.x0
    ]
    pages = len(facts[name].pages)
    caption_too = folded(" ".join(below)).removeprefix(content.labels.scan).strip()
    assert caption_too in ("", f"Page {pages} of {pages}")


@every_format
def test_links_dial_and_write(
    facts: Mapping[str, Facts], content: Content, made: Mapping[str, Format], name: str
) -> None:
    """Each spelling of the phone dials one number; the e-mail address opens a message."""
    uris = [link.uri for link in facts[name].links if link.uri]
    wanted = contact(content, made[name])
    assert uris.count("tel:+17184000867") >= sum("(718)" in word for word in wanted)
    assert ("mailto:info@lifequalitytms.com" in uris) == (content.clinic.email in wanted)
    assert "tel:988" in uris
    assert set(uris) <= {
        "tel:+17184000867",
        "mailto:info@lifequalitytms.com",
        "tel:988",
        "https://988lifeline.org",
    }


@every_format
def test_links_say_where_they_lead(facts: Mapping[str, Facts], content: Content, name: str) -> None:
    """A screen reader hears whom a link calls, not a number or an address alone."""
    said = {link.uri: link.contents for link in facts[name].links if link.uri}
    clinic = content.clinic.name
    wanted = {
        "tel:+17184000867": f"Call {clinic}",
        "tel:988": "Call 988, the crisis line",
        "mailto:info@lifequalitytms.com": f"Write an email to {clinic}",
        "https://988lifeline.org": "Open the website 988lifeline.org",
    }
    assert said
    assert said == {uri: words for uri, words in wanted.items() if uri in said}


@every_format
def test_metadata(facts: Mapping[str, Facts], content: Content, name: str) -> None:
    """The file says its language and what it is about, and has an identifier of its content."""
    told = facts[name].xmp
    assert told["dc:language"] == content.language
    assert len(told["dc:description"].split()) > 3
    assert told["dc:description"] != told["dc:title"]


def test_identifier_and_page_labels(handouts: Mapping[str, Typeset]) -> None:
    """Each file has an identifier of its own, and labels for its pages (ISO 32000-1, 14.4)."""
    found = set()
    for made in handouts.values():
        with pikepdf.open(BytesIO(made.pdf)) as pdf:
            found.add(bytes(pdf.trailer.ID[0]))
            assert pdf.Root.PageLabels.Nums[1].S == "/D"
    assert len(found) == len(handouts)


def test_contents_list(facts: Mapping[str, Facts]) -> None:
    """The contents of the full large print is a TOC, an entry a chapter (ISO 32000-1, table 333).

    An entry holds a reference with the link and the number of the page that it leads to.
    """
    (contents,) = facts["large-print-full"].find("TOC")
    entries = [entry for entry in contents.children if isinstance(entry, Tag)]
    assert {entry.type for entry in entries} == {"TOCI"}
    for entry in entries:
        (reference,) = entry.children
        assert isinstance(reference, Tag)
        assert reference.type == "Reference"
        (link,) = (tag for tag in entry.walk() if tag.type == "Link")
        (annotation,) = (child for child in link.children if isinstance(child, Annotation))
        assert annotation.target is not None
        assert entry.text == f"{annotation.target + 1} {link.text}"


@every_format
def test_content_follows_tags(handouts: Mapping[str, Typeset], name: str) -> None:
    """All marked content, drawings too, is painted in the order in which it is read."""
    pdf = handouts[name].pdf
    read_in_order = [
        (content.page, content.mcid) for root in read(pdf).tags for content in root.contents()
    ]
    with pikepdf.open(BytesIO(pdf)) as opened:
        for number, page in enumerate(opened.pages):
            painted = [
                int(one.operands[1].MCID)
                for one in pikepdf.parse_content_stream(page)
                if str(one.operator) == "BDC" and "/MCID" in one.operands[1]
            ]
            assert painted == [mcid for at, mcid in read_in_order if at == number]


@every_format
def test_no_space_is_tagged_at_an_end(facts: Mapping[str, Facts], name: str) -> None:
    """A space at the end of an element leaves no content behind of which nothing is painted.

    A reference has such content beside its link, where the dots to the page number stand.
    """
    empty = [
        tag.type
        for root in facts[name].tags
        for tag in root.walk()
        for part in tag.children[-1:]
        if isinstance(part, Marked) and not part.runs and not part.graphics
    ]
    assert set(empty) <= {"Reference"}


@with_code
def test_code_is_one_path(facts: Mapping[str, Facts], content: Content, name: str) -> None:
    """The QR code is a path, no raster; it is read after the contact, beside its caption if any."""
    assert facts[name].images == ()
    code = next(tag for tag in facts[name].find("Figure") if tag.alt == content.labels.code)
    (held,) = code.contents()
    assert [graphic.kind for graphic in held.graphics] == ["path"]
    assert facts[name].text.endswith(content.labels.code)


ELSEWHERE = {
    "handouts": "what stands where",
    "acronyms": "said to the checks",
    "waivers": "said to the checks",
    "short": "says the text beside it in fewer words",
    "brief": "says the text beside it in fewer words",
    "easy": "says the text beside it in easy words",
    "for_clinicians": "says the text beside it to physicians",
    "medical_short": "says the text beside it to physicians, in fewer words",
    "cover": "the front of what is folded",
    "referral": "speaks to physicians",
    "translations": "names files",
}
"""Keys of the content whose texts are not in large print, and why."""

UNUSED_LABELS = {
    **dict.fromkeys(
        ("phone", "email", "address", "fax", "website", "hours", "npi", "transit", "access"),
        "names a fact that the clinic has not given, or that needs no name",
    ),
    **dict.fromkeys(("fact", "source", "of"), "goes with what is not in these words"),
    **dict.fromkeys(("who", "refer", "send"), "speaks to physicians"),
    **dict.fromkeys(("desk", "steps", "papers", "mail"), "speaks to the front desk"),
    **dict.fromkeys(("risks", "not_known"), "goes with what the clinic has not said"),
    "review_named": "says review where it is known who checked the words",
    "ask_in": "names the languages that there are translations in",
    **dict.fromkeys(("point", "help"), "stands on the sheet that names languages"),
    "draft": "printed on drafts only",
    "sample": "printed on samples only",
    "links": "what links say of themselves: see test_links_say_where_they_lead",
    "page": "the page numbers are painted, but not read: see test_pages_are_numbered",
}
"""Small words that are not in large print, and why."""


def is_elsewhere(loc: Loc) -> bool:
    """Say whether a text of the content need not be in large print."""
    if loc[0] == "labels":
        return loc[1] in UNUSED_LABELS
    return loc == ("topic", "name") or not ELSEWHERE.keys().isdisjoint(loc)


def said(content: Content) -> Iterator[tuple[Loc, str]]:
    """Yield every text of a content as it is read, and where it stands."""
    yield from ((loc, plain(text)) for loc, text in texts(content, ()))


def test_large_print_in_full_holds_everything(facts: Mapping[str, Facts], content: Content) -> None:
    """Every text of the content is in large print, but for those listed with their reason."""
    printed = folded(facts["large-print-full"].text)
    wanted = [(loc, text) for loc, text in said(content) if not is_elsewhere(loc)]
    assert len(wanted) > 150
    missing = [
        loc
        for loc, text in wanted
        if any(piece and piece not in printed for piece in map(folded, re.split(r"\{\w+\}", text)))
    ]
    assert missing == []


def test_the_reasons_are_needed(facts: Mapping[str, Facts], content: Content) -> None:
    """Whatever is said to be elsewhere names something that there is."""
    keys = {key for loc, _ in said(content) for key in loc} | set(Item.model_fields)
    assert ELSEWHERE.keys() <= keys | set(Content.model_fields)
    assert UNUSED_LABELS.keys() <= set(Labels.model_fields)
    assert facts["large-print-full"].text


@every_format
def test_promised_texts(
    facts: Mapping[str, Facts], content: Content, made: Mapping[str, Format], name: str
) -> None:
    """Every text of the sections that a format promises is in its PDF."""
    printed = folded(facts[name].text)
    promised = list(made[name].promised(content))
    assert bool(promised) == ("sections" not in made[name].without)
    assert [text for text in promised if folded(text) not in printed] == []


@every_format
def test_the_crisis_line(facts: Mapping[str, Facts], content: Content, name: str) -> None:
    """The content speaks of suicide: each handout says whom to call, whatever else it says."""
    line = content.crisis_line
    assert line
    printed = folded(facts[name].text)
    assert line.number in printed
    assert str(line.website) in printed
    assert line.title in printed or line.for_clinicians in printed


@every_format
def test_marks_are_filled(facts: Mapping[str, Facts], name: str) -> None:
    """No {mark} of a label is left in the text."""
    assert "{" not in facts[name].text


@every_format
def test_nothing_is_read_twice(facts: Mapping[str, Facts], content: Content, name: str) -> None:
    """The longer texts of the content are read at most once."""
    printed = folded(facts[name].text)
    long = {text for _, text in said(content) if len(text) > 60}
    assert long
    assert [text for text in long if printed.count(folded(text)) > 1] == []


def test_pages_are_numbered(facts: Mapping[str, Facts]) -> None:
    """Each page of large print says which one it is, and of how many."""
    total = len(facts["large-print"].pages)
    for number in range(total):
        lines = [folded(line.text) for line in facts["large-print"].lines(number)]
        assert f"Page {number + 1} of {total}" in lines


@every_format
def test_printer_settings(facts: Mapping[str, Facts], name: str) -> None:
    """Viewers print at actual size; what lies turns on its short edge, what stands on its long one.

    What has one page is printed on one side.
    """
    pages = facts[name].pages
    wanted = "DuplexFlipShortEdge" if pages[0].width > pages[0].height else "DuplexFlipLongEdge"
    viewer = facts[name].viewer_preferences
    assert viewer["Duplex"] == (wanted if len(pages) > 1 else "Simplex")
    assert viewer["PrintScaling"] == "None"
    assert viewer["DisplayDocTitle"] is True
