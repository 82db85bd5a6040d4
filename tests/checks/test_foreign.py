"""Files that others made: what is wrong in them is found, and what is right is left alone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

import make_pdf
from brochures.build.console import judged
from brochures.checks import RULES, Subject
from brochures.checks.finding import Finding
from brochures.checks.inspection import examine
from brochures.checks.order import not_compared
from brochures.pdf import read
from tests.pdfs import Branch, by_hand, by_tags, changed, tagged

T = "You can call us any day and we will talk with you about how you feel. "
SHEET = "@page { size: 400pt 500pt; margin: 60pt 20pt } .down { position: relative; top: 60pt } "
SWAPPED = SHEET + ".up { position: relative; top: -18pt } .down { top: 18pt }"
MAIN = f"<h1>Title</h1><div style='width: 200pt'><p>{T}<p>{T}</div>"
BESIDE = f"<div style='position: absolute; top: 0; left: 240pt; width: 100pt'><p>{T}</div>"


def found(rule: str, pdf: bytes) -> list[Finding]:
    """Return what a rule finds in a file of which nothing else is known."""
    return list(RULES[rule].judge(Subject(read(pdf))))


def text(x: int, y: int, words: str, size: int = 12) -> str:
    """Return content that paints words in Helvetica."""
    return f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET "


def marked(number: int, content: str) -> str:
    """Return content under a mark."""
    return f"/P <</MCID {number}>> BDC {content} EMC "


def paragraphs(*places: tuple[int, int, str], types: str = "") -> bytes:
    """Return a page whose paragraphs are read in the given order."""
    content = "".join(marked(number, text(*place)) for number, place in enumerate(places))
    kinds = types.split() or ["P"] * len(places)
    tree: list[Branch] = [(kind, [number]) for number, kind in enumerate(kinds)]
    return by_tags(content.encode(), ("Document", tree))


# The order of reading


def test_steps_in_another_order() -> None:
    """A step that stands above another one but is read after it is found, with its words."""
    pdf = paragraphs((50, 420, "About"), (50, 200, "First"), (50, 350, "Then"), (50, 280, "Last"))
    (finding,) = found("read-as-seen", pdf)
    assert not finding.warning
    assert not finding.house
    assert finding.words == "Then"
    assert '"First"' in finding.what
    assert finding.where.startswith("page 1")


@pytest.mark.parametrize(
    "body",
    [
        "<ol><li class=down>Two<li class=up>One<li>Three</ol>",
        "<p class=down>Two</p><h2 class=up>One</h2><p>Three",
        "<div class=down><p>Two</p></div><div class=up><p>One</p></div><p>Three",
        "<div style='columns: 2'><p class=down>Two</p><p class=up>One</p>" + "<p>a" * 6 + "</div>",
        "<div dir=rtl><p class=down>אתם יכולים להתקשר</p><p class=up>ואנחנו נדבר</p><p>אתכם</div>",
    ],
    ids=["list", "heading", "boxes", "column", "right to left"],
)
def test_swapped(body: str) -> None:
    """Items, headings and boxes that change places are found, in a column and in any script."""
    assert [each.warning for each in found("read-as-seen", tagged(body, SWAPPED))] == [False]


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Title</h1><div style='columns: 2'>{f'<p>{T}' * 6}</div><p>{T}",
        f"<h1>Title</h1><div style='columns: 3'>{f'<h2>Head</h2><p>{T}' * 3}</div><p>{T}",
        f"<div dir=rtl><h1>שלום לכולם</h1><div style='columns: 2'>{'<p>אתם יכולים' * 6}</div>",
        f"{MAIN}{BESIDE}",
        f"{BESIDE}{MAIN}",
        f"<p>a<table><tr><th>b<th>c<tr><td><p>{T}<p>d<td><p>{T}<p>e</table><p>f",
        "".join(
            "<div style='display: flex'>"
            + f"<div style='width: 110pt'><h2>Card</h2><p>{T}</div>" * 3
            + "</div>"
            for _ in range(2)
        ),
        f"<dl><dt>Term<dd>{T}<dt>Term<dd>{T}</dl>",
        f"<p><span style='float: left; font-size: 36pt; line-height: 36pt'>Y</span>{T * 2}<p>a",
        "<p>a<p style='break-before: page'>b<p style='break-before: page'>c",
    ],
    ids="columns,three columns,right to left,sidebar last,sidebar first,table,cards,terms,"
    "drop cap,pages".split(","),
)
def test_right_orders(body: str) -> None:
    """Columns, sidebars, tables, cards and pages that are read as usual raise no alarm."""
    assert found("read-as-seen", tagged(body, SHEET)) == []


@pytest.mark.parametrize(
    ("types", "places"),
    [
        ("P Note P", [(50, 300, "Text"), (50, 60, "Note"), (50, 280, "More")]),
        ("P Figure P", [(50, 300, "Text"), (50, 100, "A"), (50, 280, "More")]),
        ("P Caption P", [(50, 300, "Text"), (50, 100, "A"), (50, 280, "More")]),
        ("P Aside P", [(50, 300, "Text"), (50, 100, "A"), (50, 280, "More")]),
        ("P P P", [(50, 300, "Text"), (50, 200, "More"), (50, 480, "Header")]),
        ("P P P", [(50, 20, "Footer"), (50, 300, "Text"), (50, 200, "More")]),
    ],
    ids="note figure caption aside header footer".split(),
)
def test_what_may_stand_anywhere(types: str, places: list[tuple[int, int, str]]) -> None:
    """Notes, pictures, captions, asides, headers and footers may stand anywhere."""
    assert found("read-as-seen", paragraphs(*places, types=types)) == []


@pytest.mark.parametrize(
    ("types", "places"),
    [
        ("H1 P P", [(50, 350, "Title"), (50, 380, "News"), (50, 300, "Text")]),
        ("P P P", [(50, 300, "Text"), (50, 250, "Small print"), (50, 280, "More")]),
        ("P P P", [(50, 300, "Text"), (50, 200, "More"), (50, 450, "Letterhead")]),
    ],
    ids=["above a heading", "small print", "letterhead"],
)
def test_unsure(types: str, places: list[tuple[int, int, str]]) -> None:
    """What may be read at another time on purpose is only a warning."""
    content = "".join(
        marked(number, text(*place, size=9 if place[2] == "Small print" else 12))
        for number, place in enumerate(places)
    )
    tree: list[Branch] = [(kind, [number]) for number, kind in enumerate(types.split())]
    pdf = by_tags(content.encode(), ("Document", tree))
    assert [each.warning for each in found("read-as-seen", pdf)] == [True]


def test_a_quotation_amid_a_paragraph() -> None:
    """A text for which the lines of a paragraph make room is read after it: only a warning."""
    lines = text(50, 350, "Some text") + text(50, 250, "goes on")
    content = marked(0, lines) + marked(1, text(50, 300, "Quotation", 20))
    pdf = by_tags(content.encode(), ("Document", [("P", [0]), ("P", [1])]))
    assert [each.warning for each in found("read-as-seen", pdf)] == [True]


def test_not_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the order cannot be compared, the verdict says so, for people and programs."""
    turned = "BT /F 12 Tf 0 1 -1 0 100 100 Tm (Turned) Tj ET "
    files = {
        "no tags": by_hand(text(20, 50, "Words").encode()),
        "no text": by_tags(b"", ("Document", [("P", [])])),
        "turned, on page 1": by_tags(marked(0, turned).encode(), ("Document", [("P", [0])])),
    }
    for why, pdf in files.items():
        path = tmp_path / "file.pdf"
        path.write_bytes(pdf)
        outcome = examine(path, None, date(2026, 6, 1))
        assert why in (outcome.not_compared or "")
        assert f", {outcome.not_compared}" in next(judged(outcome))[1]
        make_pdf.main(["check", str(path), "--json"])
        (data,) = json.loads(capsys.readouterr().out)
        assert data["reading_order"] == outcome.not_compared
    assert not_compared(read(tagged("<p>Words"))) is None


# Text that is left unread

LOST = "Take no more than two of them a day"


def with_artifact(mark: str, x: int = 50, y: int = 250, words: str = LOST, size: int = 12) -> bytes:
    """Return a page with a paragraph, and with a text that is an artifact."""
    content = marked(0, text(50, 300, "Read this")) + f"{mark} {text(x, y, words, size)} EMC"
    return by_tags(content.encode(), ("Document", [("P", [0])]))


def test_text_left_unread() -> None:
    """A sentence in the middle of a page that is an artifact is a warning, with its words."""
    for mark in ("/Artifact BMC", "/Artifact <</BBox [0 0 1 1]>> BDC"):
        (finding,) = found("text-left-unread", with_artifact(mark))
        assert (finding.warning, finding.words) == (True, LOST)
    long = f"{LOST} and {LOST}"
    assert found("text-left-unread", with_artifact("/Artifact <</Type /Layout>> BDC", words=long))


@pytest.mark.parametrize(
    "pdf",
    [
        with_artifact("/Artifact BMC", y=470),
        with_artifact("/Artifact BMC", y=20),
        with_artifact("/Artifact <</Type /Pagination /Subtype /Header>> BDC"),
        with_artifact("/Artifact <</Type /Pagination /Subtype /Watermark>> BDC"),
        with_artifact("/Artifact <</Type /Background>> BDC"),
        with_artifact("/Artifact BMC", words="A stamp"),
        with_artifact("/Artifact BMC", words="12 13 14 15 16"),
        with_artifact("/Artifact BMC", words="This is only a draft", size=40),
        with_artifact("/Artifact BMC", words="Read this"),
    ],
    ids="above,below,header,watermark,background,few words,numbers,large,read elsewhere".split(","),
)
def test_artifacts_that_may_be(pdf: bytes) -> None:
    """What stands in a margin, is declared, large, short or read elsewhere may be an artifact."""
    assert found("text-left-unread", pdf) == []


def test_repeated_artifacts() -> None:
    """What stands on several pages, but for its numbers, may be an artifact."""

    def twice(pdf: pikepdf.Pdf) -> None:
        pdf.pages.append(pdf.pages[0])

    assert found("text-left-unread", changed(with_artifact("/Artifact BMC"), twice)) == []


# Lists


def a_list(*labels: str, entries: dict[str, object] | None = None) -> bytes:
    """Return a page with a list: an item for each label, '' for none."""
    content, items = "", []
    for number, label in enumerate(labels):
        y = 400 - 20 * number
        content += marked(2 * number, text(50, y, label)) if label else ""
        content += marked(2 * number + 1, text(150, y, "Item"))
        item: list[Branch] = [("Lbl", [2 * number])] if label else []
        items.append(("LI", [*item, ("LBody", [2 * number + 1])]))
    return by_tags(content.encode(), ("Document", [("L", items, entries or {})]))


def numbering(kind: str) -> dict[str, object]:
    """Return the attribute that says how a list is numbered."""
    return {"A": Dictionary(O=Name.List, ListNumbering=Name(f"/{kind}"))}


@pytest.mark.parametrize(
    "labels",
    [("",) * 3, ("-",) * 3, ("PDF/A", "PDF/E", "PDF/X"), ("ACL:", "CAFG:"), ("1", "7"), ("1.",)],
    ids=["none", "bullets", "names", "terms", "no sequence", "one item"],
)
@pytest.mark.parametrize("kind", ["", "None", "Disc"])
def test_lists_that_do_not_count(labels: tuple[str, ...], kind: str) -> None:
    """Labels may be left out, and be bullets or terms, whatever the list says of its numbers."""
    assert found("list-structure", a_list(*labels, entries=numbering(kind) if kind else {})) == []


@pytest.mark.parametrize(
    "labels",
    [("1.", "2.", "3."), ("(a)", "(b)"), ("iv", "v", "vi"), ("I.", "II."), ("1.1", "1.2")],
)
def test_lists_that_count(labels: tuple[str, ...]) -> None:
    """A list whose labels count says so; one that does is right."""
    for entries in ({}, numbering("None"), numbering("Disc")):
        assert found("list-structure", a_list(*labels, entries=entries))
    assert found("list-structure", a_list(*labels, entries=numbering("Decimal"))) == []


def test_lists_in_lists() -> None:
    """Lists stand in lists and in bodies, with captions, and inherit how they are numbered."""
    content = "".join(
        marked(number, text(50, 400 - 20 * number, f"{number}.")) for number in (1, 2)
    )
    inner: Branch = ("L", [("LI", [("Lbl", [1])]), ("LI", [("Lbl", [2])])])
    for item in (("LI", [("LBody", [inner])]), inner, ("NonStruct", [("LI", [inner])])):
        tree: Branch = ("L", [("Caption", []), item], numbering("Decimal"))
        assert found("list-structure", by_tags(content.encode(), tree)) == []
    assert found("list-structure", by_tags(b"", ("L", [("P", [])])))


# Scans


def a_scan(words: str = "") -> bytes:
    """Return a page that is one picture, under words that paint nothing, with the right text."""
    picture = "/Artifact BMC q 300 0 0 20 50 300 cm /Im Do Q EMC "
    below = "q BT 3 Tr /F 12 Tf 1 0 0 1 55 305 Tm (Availal;!e 24/7) Tj ET Q "
    content = picture + marked(0, below) + words
    span: Branch = ("Span", [0], {"ActualText": String("Available 24/7")})
    return by_tags(content.encode(), ("Document", [("P", [span])]))


def test_a_scan_with_text() -> None:
    """A scan with its text is not blank, hides nothing, and needs no font."""
    for rule in ("blank-page", "no-hidden-text", "fonts-embedded", "text-left-unread"):
        assert found(rule, a_scan()) == []


def test_a_scan_in_strips() -> None:
    """Words that go from one picture of a scan into the next are seen too."""
    strips = "".join(
        f"/Artifact BMC q 40 0 0 20 {x} 300 cm /Im Do Q EMC " for x in range(50, 250, 40)
    )
    below = marked(0, "BT 3 Tr /F 12 Tf 1 0 0 1 55 305 Tm (Available at all times) Tj ET ")
    pdf = by_tags((strips + below).encode(), ("Document", [("P", [0])]))
    assert found("no-hidden-text", pdf) == []


def test_no_scan() -> None:
    """Words beside the picture are hidden, a font that paints is asked for, a page is blank."""
    beside = marked(0, "BT 3 Tr /F 12 Tf 1 0 0 1 55 105 Tm (Words) Tj ET ")
    picture = "/Artifact BMC q 300 0 0 20 50 300 cm /Im Do Q EMC "
    pdf = by_tags((picture + beside).encode(), ("Document", [("P", [0])]))
    assert found("no-hidden-text", pdf)
    assert found("fonts-embedded", a_scan("/Artifact BMC " + text(50, 20, "Page 1") + "EMC"))
    empty = by_tags(b"/Artifact BMC 0 0 9 9 re f EMC", ("Document", [("P", [])]))
    assert found("blank-page", empty)


def test_fonts_that_need_no_map() -> None:
    """Characters of a collection that maps to Unicode by itself need no map in the file."""

    def composite(ordering: str) -> bytes:
        def change(pdf: pikepdf.Pdf) -> None:
            font = pdf.pages[0].Resources.Font.F
            system = Dictionary(Registry="Adobe", Ordering=ordering, Supplement=4)
            inner = Dictionary(
                Type=Name.Font,
                Subtype=Name.CIDFontType0,
                BaseFont=Name.Helvetica,
                CIDSystemInfo=system,
            )
            font.Subtype, font.DescendantFonts = Name.Type0, Array([inner])
            font.Encoding = Name("/UniJIS-UCS2-H")

        return changed(by_tags(text(50, 50, "Words").encode()), change)

    said = {kind: found("fonts-embedded", composite(kind)) for kind in ("Japan1", "Identity")}
    assert [len(findings) for findings in said.values()] == [1, 2]


# Whose rule it is


def test_house_rules_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that breaks house rules only is not said to break ISO's, for people and programs."""
    path = tmp_path / "other.pdf"
    path.write_bytes(tagged("<h1>One</h1><p>IT IS URGENT</p><h1>Two</h1><p>Words"))
    outcome = examine(path, None, date(2026, 6, 1))
    assert {each.rule for each in outcome.findings} == {
        "heading-first",
        "no-capitals",
        "actual-size",
    }
    verdict, *rest = (line for _, line in judged(outcome))
    assert f"{len(outcome.findings)} to fix by house rules, none by PDF/UA-1" in verdict
    assert all("(house rule): " in line for line in rest)
    assert make_pdf.main(["check", str(path), "--json"]) == 1
    (data,) = json.loads(capsys.readouterr().out)
    assert data["to_mend"] == {"by_standard": 0, "by_house": len(outcome.findings)}
    assert all(each["house"] and each["source"] for each in data["findings"])


def test_rules_of_iso_are_told(tmp_path: Path) -> None:
    """What a rule or a judge finds against PDF/UA-1 is counted and shown as such."""

    def hushed(pdf: pikepdf.Pdf) -> None:
        pdf.Root.ViewerPreferences.DisplayDocTitle = False

    path = tmp_path / "other.pdf"
    path.write_bytes(changed(tagged("<h1>One</h1><p>Words"), hushed))
    outcome = examine(path, None, date(2026, 6, 1))
    verdict, *rest = (line for _, line in judged(outcome))
    assert "by PDF/UA-1 and 1 by house rules" in verdict
    assert outcome.by_standard == len(outcome.findings) - 1 > 0
    assert any(line.startswith("title-set: ") for line in rest)
    assert {"ISO 14289-1"} == {each.source for each in outcome.findings if each.rule == "pdf-ua-1"}


def test_only_iso_is_called_iso() -> None:
    """A rule whose source names no ISO standard first is the house's, and says so."""
    for rule in RULES.values():
        assert rule.house != rule.source.startswith("ISO ")
    for name in ("actual-size", "no-empty-tags", "page-boxes", "bookmarks", "reading-grade"):
        assert RULES[name].house
    for name in ("tagged", "table-headers", "list-structure", "read-as-seen", "tab-order"):
        assert not RULES[name].house


def test_tables_by_headers() -> None:
    """A header cell needs no scope where the cells name their headers, a table no header cell."""

    def unscoped(pdf: pikepdf.Pdf) -> None:
        for thing in pdf.objects:
            if isinstance(thing, Dictionary) and "/Scope" in thing.get("/A", {}):
                del thing["/A"]["/Scope"]

    def nameless(pdf: pikepdf.Pdf) -> None:
        unscoped(pdf)
        for thing in pdf.objects:
            if isinstance(thing, Dictionary) and "/Headers" in thing.get("/A", {}):
                thing["/A"]["/Headers"] = Array([])

    pdf = tagged("<table><tr><th scope=col>You</th></tr><tr><td>Call.</td></tr></table>")
    assert found("table-headers", changed(pdf, unscoped)) == []
    assert [each.house for each in found("table-headers", changed(pdf, nameless))] == [False]
    (headless,) = found("table-headers", tagged("<table><tr><td>Call.</td></tr></table>"))
    assert headless.house
