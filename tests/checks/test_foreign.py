"""Files that others made: what is wrong in them is found, and what is right is left alone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pikepdf
import pytest

import make_pdf
from brochures.build.console import judged
from brochures.checks import RULES
from brochures.checks.inspection import examine
from brochures.checks.order import not_compared
from brochures.pdf import read
from tests.checks.pages import found
from tests.pdfs import Branch, by_hand, by_tags, changed, marked, tagged, text

T = "You can call us any day and we will talk with you about how you feel. "
SHEET = "@page { size: 400pt 500pt; margin: 60pt 20pt } .down { position: relative; top: 60pt } "
SWAPPED = SHEET + ".up { position: relative; top: -18pt } .down { top: 18pt }"
MAIN = f"<h1>Title</h1><div style='width: 200pt'><p>{T}<p>{T}</div>"
BESIDE = f"<div style='position: absolute; top: 0; left: 240pt; width: 100pt'><p>{T}</div>"


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


@pytest.mark.usefixtures("judged_here")
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


# Whose rule it is


@pytest.mark.usefixtures("judged_here")
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


@pytest.mark.usefixtures("judged_here")
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


@pytest.mark.usefixtures("judged_here")
def test_foreign_files_are_judged(tmp_path: Path) -> None:
    """A file that is no PDF, or no handout, is judged without its format, and never raises."""
    for data in (b"", b"no PDF", b"%PDF-1.7\n%%EOF"):
        path = tmp_path / "foreign.pdf"
        path.write_bytes(data)
        outcome = examine(path, None, date(2026, 6, 1))
        assert [finding.rule for finding in outcome.findings] == ["unreadable"]
    assert not examine(tmp_path / "none.pdf", None, date(2026, 6, 1)).clean
