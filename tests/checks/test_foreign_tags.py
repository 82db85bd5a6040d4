"""Lists, tables, scans and fonts of files that others made: what is right is left alone."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.checks.pages import found
from tests.pdfs import Branch, by_tags, changed, marked, tagged, text

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


# Tables


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
