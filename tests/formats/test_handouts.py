"""What the three handouts hold, read from the PDFs themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO

import pikepdf
import pytest
from pydantic import BaseModel

from brochures.content.model import Content
from brochures.formats.model import FORMATS, Format
from brochures.pdf import Annotation, Facts, Tag, read
from brochures.render.result import Typeset

PT_PER_IN = 72
PDF_LENGTHS = 0.01
"""Lengths in a PDF are rounded: to a hundredth of a point at most."""

STYLES = ("", "-Bold")

every_format = pytest.mark.parametrize("made", FORMATS.values(), ids=FORMATS)


def folded(text: str) -> str:
    """Return a text with its white space folded."""
    return " ".join(text.split())


@every_format
def test_page_size(facts: Mapping[str, Facts], made: Format) -> None:
    """Every page is US Letter, turned as the format says, in its media and trim boxes."""
    letter = {"trifold": (792, 612), "large-print": (612, 792), "one-page": (612, 792)}[made.name]
    for page in facts[made.name].pages:
        assert (page.width, page.height) == pytest.approx(letter, abs=PDF_LENGTHS)
        assert page.trim_box is None or (
            page.trim_box.x1 - page.trim_box.x0,
            page.trim_box.y1 - page.trim_box.y0,
        ) == pytest.approx(letter, abs=PDF_LENGTHS)


def test_page_counts(facts: Mapping[str, Facts]) -> None:
    """The tri-fold has two sides, the one-page one page, large print several."""
    assert len(facts["trifold"].pages) == 2
    assert len(facts["one-page"].pages) == 1
    assert len(facts["large-print"].pages) > 2


@pytest.mark.parametrize(
    ("name", "smallest"), [("trifold", 12), ("large-print", 18), ("one-page", 10.5)]
)
def test_smallest_type(facts: Mapping[str, Facts], name: str, smallest: float) -> None:
    """No type is smaller than the format allows, page numbers included."""
    assert min(run.size for run in facts[name].runs if run.visible) == smallest


@every_format
def test_fonts(facts: Mapping[str, Facts], made: Format) -> None:
    """Every font is embedded, maps to Unicode, and has a plain zero: no eye takes it for an 8."""
    for font in facts[made.name].fonts:
        assert font.embedded
        assert font.to_unicode
    faces = {run.face for run in facts[made.name].runs if run.text.strip()}
    assert faces == {f"Handout-Sans{style}" for style in STYLES}
    assert not any(run.unmapped for run in facts[made.name].runs)


@every_format
def test_contact_is_last(facts: Mapping[str, Facts], content: Content, made: Format) -> None:
    """Name, phones, address and e-mail are the last text in tag order."""
    clinic = content.clinic
    contact = [
        clinic.name,
        clinic.phone.number,
        str(clinic.phone.spelled),
        *clinic.address.lines,
        clinic.email,
    ]
    end = folded(facts[made.name].text)[-250:]
    places = [end.rindex(word) for word in contact]
    assert places == sorted(places)
    code = f"{content.labels.scan} {content.drawings.code}"
    assert end.rpartition(clinic.email)[2].strip() in ("", code)


@every_format
def test_contact_is_last_on_paper(
    facts: Mapping[str, Facts], content: Content, made: Format
) -> None:
    """Below the e-mail address there is a page number at most, or the caption of its QR code."""
    runs = facts[made.name].runs
    mail = next(run for run in reversed(runs) if content.clinic.email in run.text)
    below = [
        run.text
        for run in runs
        if run.page == mail.page
        and run.visible
        and run.box.y0 > mail.box.y1
        and run.box.x0 < mail.box.x1
        and run.box.x1 > mail.box.x0
    ]
    last = len(facts[made.name].pages)
    assert folded(" ".join(below)) in ("", f"Page {last} of {last}", content.labels.scan)


@every_format
def test_links_dial_and_write(facts: Mapping[str, Facts], made: Format) -> None:
    """Both spellings of the phone dial one number; the e-mail address opens a message."""
    uris = [link.uri for link in facts[made.name].links if link.uri]
    assert uris.count("tel:+17184000867") >= 2
    assert "mailto:info@lifequalitytms.com" in uris
    assert "tel:988" in uris
    assert set(uris) <= {
        "tel:+17184000867",
        "mailto:info@lifequalitytms.com",
        "tel:988",
        "https://988lifeline.org",
    }


@every_format
def test_links_say_where_they_lead(
    facts: Mapping[str, Facts], content: Content, made: Format
) -> None:
    """A screen reader hears whom a link calls, not a number or an address alone."""
    said = {link.uri: link.contents for link in facts[made.name].links if link.uri}
    assert said["tel:+17184000867"] == f"Call {content.clinic.name}"
    assert said["tel:988"] == "Call 988, the crisis line"
    assert said["mailto:info@lifequalitytms.com"] == f"Write an email to {content.clinic.name}"


@every_format
def test_metadata(facts: Mapping[str, Facts], content: Content, made: Format) -> None:
    """The file says its language and what it is about, and has an identifier of its content."""
    told = facts[made.name].xmp
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
    """The contents of the large print is a TOC, an entry for each chapter (ISO 32000-1, table 333).

    An entry holds a reference with the link and the number of the page that it leads to.
    """
    (contents,) = facts["large-print"].find("TOC")
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
def test_content_follows_tags(handouts: Mapping[str, Typeset], made: Format) -> None:
    """All marked content, drawings too, is painted in the order in which it is read."""
    pdf = handouts[made.name].pdf
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


@pytest.mark.parametrize("name", ["trifold", "one-page"])
def test_code_is_one_path(facts: Mapping[str, Facts], content: Content, name: str) -> None:
    """The QR code is a path, no raster; it is read after the contact, beside its caption."""
    assert facts[name].images == ()
    code = next(tag for tag in facts[name].find("Figure") if tag.alt == content.drawings.code)
    (held,) = code.contents()
    assert [graphic.kind for graphic in held.graphics] == ["path"]
    said = facts[name].text.split("\n")
    assert said[-3:] == [content.clinic.email, content.labels.scan, content.drawings.code]


ELSEWHERE = {
    "language": "not printed: it is in the PDF's catalog",
    "acronyms": "not printed: said to the checks",
    "draft": "printed on drafts only",
    "desk": "speaks to the front desk",
    "printing": "about the paper",
    "code": "the QR code on the tri-fold and the one-page",
    "scan": "the words beside it",
    "links": "what links say of themselves: see test_links_say_where_they_lead",
    "short": "says the text beside it in fewer words",
    "for_clinicians": "says the text beside it to physicians",
    "cover": "the tri-fold's",
    "one_page": "the one-page's name",
    "referral": "speaks to physicians",
    "doors": "the drawing on the tri-fold's cover",
    "page": "the page numbers are painted, but not read: see test_pages_are_numbered",
}
"""Keys of the content whose texts are not in large print, and why."""

UNUSED_LABELS = {"phone", "email", "address", "fax", "website", "hours", "npi", "transit", "send"}
"""Labels of facts that the clinic has not given, or that stand elsewhere."""


def texts(part: BaseModel, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a content with its path."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        here = f"{path}.{name}" if path else name
        for index, one in enumerate(value if isinstance(value, tuple) else (value,)):
            place = f"{here}[{index}]" if isinstance(value, tuple) else here
            if isinstance(one, BaseModel):
                yield from texts(one, place)
            elif isinstance(one, str):
                yield place, one


def test_large_print_holds_everything(facts: Mapping[str, Facts], content: Content) -> None:
    """Every text of the content is in large print, but for those listed with their reason."""
    printed = folded(facts["large-print"].text)
    missing = []
    for path, text in texts(content):
        keys = re.sub(r"\[\d+\]", "", path).split(".")
        unused = keys[0] == "labels" and keys[1] in UNUSED_LABELS
        if unused or set(keys) & set(ELSEWHERE):
            continue
        if any(piece and piece not in printed for piece in map(folded, re.split(r"\{\w+\}", text))):
            missing.append(path)
    assert missing == []


@every_format
def test_promised_texts(facts: Mapping[str, Facts], content: Content, made: Format) -> None:
    """Every text that a format promises is in its PDF."""
    printed = folded(facts[made.name].text)
    promised = list(made.promised(content))
    assert promised
    assert [text for text in promised if folded(text) not in printed] == []


@every_format
def test_marks_are_filled(facts: Mapping[str, Facts], made: Format) -> None:
    """No {mark} of a label is left in the text."""
    assert "{" not in facts[made.name].text


@every_format
def test_nothing_is_read_twice(facts: Mapping[str, Facts], content: Content, made: Format) -> None:
    """The longer texts of the content are read at most once."""
    printed = folded(facts[made.name].text)
    long = {text for _, text in texts(content) if len(text) > 60}
    assert [text for text in long if printed.count(folded(text)) > 1] == []


def test_pages_are_numbered(facts: Mapping[str, Facts]) -> None:
    """Each page of large print says which one it is, and of how many."""
    total = len(facts["large-print"].pages)
    for number in range(total):
        lines = [folded(line.text) for line in facts["large-print"].lines(number)]
        assert f"Page {number + 1} of {total}" in lines


def test_printer_settings(facts: Mapping[str, Facts]) -> None:
    """Viewers print at actual size; a landscape sheet turns on its short edge."""
    duplex = {name: fact.viewer_preferences["Duplex"] for name, fact in facts.items()}
    assert duplex == {
        "trifold": "DuplexFlipShortEdge",
        "large-print": "DuplexFlipLongEdge",
        "one-page": "Simplex",
    }
    for fact in facts.values():
        assert fact.viewer_preferences["PrintScaling"] == "None"
        assert fact.viewer_preferences["DisplayDocTitle"] is True
