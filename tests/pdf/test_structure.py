"""Tags, and the order in which they are read, are those of the structure tree."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from brochures.pdf import Artifact, Run, read
from tests.pdfs import by_hand, changed, tagged, the_run, the_tag

GOLDEN = """\
Document
  H1 (Überschrift) "Depression"
  P [fr]
    "Call"
    Link -> tel:+17184000867 "(718) 400-0…"
    "today, or s…"
    Link -> page 1 "the signs"
    "."
  H2 "Signs"
  L
    LI
      Lbl "•"
      LBody "sleep"
    LI
      Lbl "•"
      LBody "low mood"
  Table
    TBody
      TR
        TH Scope=Column "Drug"
        TH "Dose"
      TR
        TD ColSpan=2 "none"
Artifacts on page 1: drawings
Untagged on page 1: "Page 1\""""


def test_spaces_are_kept_between_wrapped_lines() -> None:
    """A paragraph's lines are joined by spaces, but not after a hyphen; blocks by line breaks."""
    words = "When two medicines have not helped, doctors speak of treatment-resistant depression."
    facts = read(tagged(f"<h1>Two medicines</h1><p style='width: 95pt'>{words}</p>"))
    assert len(facts.lines()) > 5
    assert any(line.text.endswith("treatment-") for line in facts.lines())
    assert facts.text == f"Two medicines\n{words}"


def test_inline_elements_keep_their_spaces() -> None:
    """Bold words and links stand in their sentence with the spaces they had, and no others."""
    facts = read(tagged("<p>Take <b>no</b>thing, or <a href='tel:1'>call</a>, <i>now</i>.</p>"))
    assert facts.text == "Take nothing, or call, now."


def test_list_items_and_cells_are_lines() -> None:
    """A bullet stays with its item; each cell of a table is a line."""
    body = "<ul><li>first</li><li>second</li></ul><table><tr><th>a</th><td>b</td></tr></table>"
    assert read(tagged(body)).text == "• first\n• second\na\nb"


def test_text_follows_the_tags_not_the_page() -> None:
    """When the tree is reordered, within a page and across pages, the text is too."""
    pdf = tagged(
        "<section><p>cover</p></section><section><p>back</p></section>"
        "<section style='break-before: page'><p>inside</p></section>"
    )

    def back_last(opened: pikepdf.Pdf) -> None:
        sections = opened.Root.StructTreeRoot.K[0].K
        sections.append(sections[1])
        del sections[1]

    assert read(pdf).text == "cover\nback\ninside"
    facts = read(changed(pdf, back_last))
    assert facts.text == "cover\ninside\nback"
    assert [each.text for each in facts.runs] == ["cover", "back", "inside"]
    assert [each.page for each in facts.find("Sect")] == [0, 1, 0]


def test_content_is_found_by_its_number() -> None:
    """Marked contents belong to the tags that name them, however they are numbered."""

    def swap(opened: pikepdf.Pdf) -> None:
        first, second = opened.Root.StructTreeRoot.K[0].K
        first.K[0].K, second.K[0].K = second.K[0].K, first.K[0].K

    facts = read(changed(tagged("<h1>one</h1><p>two</p>"), swap))
    assert (the_tag(facts, "H1").text, the_tag(facts, "P").text) == ("two", "one")


def test_a_number_that_leads_nowhere_holds_nothing() -> None:
    """A wrong marked content number is told as an empty content, and its text as untagged."""

    def point_away(opened: pikepdf.Pdf) -> None:
        opened.Root.StructTreeRoot.K[0].K[0].K[0].K[0] = 99

    facts = read(changed(tagged("<p>lost</p>"), point_away))
    assert [(each.mcid, each.runs) for each in facts.tags[0].contents()] == [(99, ())]
    assert [each.text for each in facts.untagged if isinstance(each, Run)] == ["lost"]


def test_replacement_texts_are_read_in_place() -> None:
    """Actual text replaces what is painted, and a figure is read as its alternative text."""

    def replace(opened: pikepdf.Pdf) -> None:
        paragraph, figure = opened.Root.StructTreeRoot.K[0].K
        paragraph.K[1].ActualText = "milligrams"
        figure.S, figure.Alt = Name.Figure, "a coil over a head"

    facts = read(changed(tagged("<p>81 <b>mg</b> a day</p><p>drawn</p>"), replace))
    assert facts.text == "81 milligrams a day\na coil over a head"


def test_lines_are_split_where_columns_part() -> None:
    """Cells side by side are lines of their own; a raised letter belongs to its line."""
    cells = "<table><tr><td style='width: 90pt'>left</td><td>right</td></tr></table>"
    facts = read(tagged(f"{cells}<p>E = mc<sup style='font-size: 8pt'>2</sup></p>"))
    assert [line.text for line in facts.lines(0)] == ["left", "right", "E = mc2"]
    assert facts.lines(0)[2].size == 12


def test_golden_tree() -> None:
    """The tree of a page with most kinds of elements, as people read it."""
    pdf = tagged(
        """
        <h1>Depression</h1>
        <p>Call <a href='tel:+17184000867'>(718) 400-0867</a> today, or see
        <a href='#signs'>the signs</a>.</p>
        <h2 id=signs>Signs</h2>
        <ul><li>sleep</li><li>low mood</li></ul>
        <table><tr><th>Drug</th><th>Dose</th></tr><tr><td colspan=2>none</td></tr></table>
        """,
        "@page { @bottom-center { content: 'Page ' counter(page) } } h1 { background: #E8F2F1 }",
    )

    def retag(opened: pikepdf.Pdf) -> None:
        document = opened.Root.StructTreeRoot.K[0]
        opened.Root.StructTreeRoot.RoleMap = Dictionary(Überschrift=Name.H1)
        document.K[0].S = Name("/Überschrift")
        document.K[1].Lang = "fr"
        header = document.K[4].K[0].K[0].K[0]
        header.A = Dictionary(O=Name.Table, Scope=Name.Column)

    assert read(changed(pdf, retag)).tree(quote=12) == GOLDEN


def test_blank_and_missing_texts_differ() -> None:
    """A blank alternative text is '', a missing one None."""

    def blank(opened: pikepdf.Pdf) -> None:
        opened.Root.StructTreeRoot.K[0].K[0].Alt = ""

    facts = read(changed(tagged("<h1>a</h1><p>b</p>"), blank))
    assert (the_tag(facts, "H1").alt, the_tag(facts, "P").alt) == ("", None)


def test_attributes_of_all_owners_and_classes() -> None:
    """Attributes are gathered from /A and the class map, the element's own going first."""

    def attribute(opened: pikepdf.Pdf) -> None:
        root = opened.Root.StructTreeRoot
        root.ClassMap = Dictionary(wide=Dictionary(O=Name.Table, ColSpan=3, RowSpan=2))
        root.K[0].K[0].A = Array(
            [
                Dictionary(O=Name.Layout, BBox=Array([1, 2, 3, 4])),
                Dictionary(O=Name.Table, ColSpan=5, Headers=Array(["h1", "h2"])),
            ]
        )
        root.K[0].K[0].C = Name.wide
        root.K[0].K[0].ID = "x1"

    found = the_tag(read(changed(tagged("<p>x"), attribute)), "P")
    assert found.id == "x1"
    assert found.attributes == {
        "BBox": (1, 2, 3, 4),
        "ColSpan": 5,
        "RowSpan": 2,
        "Headers": ("h1", "h2"),
    }


def test_links_and_the_tags_that_hold_them() -> None:
    """Links lead to addresses or pages; one outside the tree has no holder."""
    pdf = tagged(
        "<p><a href='mailto:a@example.com'>write</a> <a href='#end'>end</a></p>"
        "<p id=end style='break-before: page'>last</p>"
    )

    def orphan(opened: pikepdf.Pdf) -> None:
        note = Dictionary(Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents="a note", F=2)
        opened.pages[0].Annots.append(opened.make_indirect(note))

    facts = read(changed(pdf, orphan))
    mail, end = facts.links
    note = facts.annotations[2]
    assert (mail.uri, mail.action, mail.target) == ("mailto:a@example.com", "URI", None)
    assert (end.uri, end.target) == (None, 1)
    assert [facts.holder(each) for each in (mail, end)] == list(facts.find("Link"))
    assert (note.kind, note.contents, note.hidden) == ("Text", "a note", True)
    assert facts.holder(note) is None
    ink = the_run(facts, "write").box
    assert mail.box.x0 <= ink.x0 < ink.x1 <= mail.box.x1
    assert mail.box.y0 <= ink.y0 < ink.y1 <= mail.box.y1


def test_artifacts_are_told_by_kind() -> None:
    """What each artifact is declared to be comes with its texts and drawings."""
    content = (
        b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC "
        b"BT /F 10 Tf 20 30 Td (Page 1) Tj ET EMC "
        b"/Artifact BMC EMC "
        b"/Artifact /Named BDC 0 0 9 9 re f EMC "
        b"/Artifact BMC 20 20 9 9 re f 40 40 9 9 re f EMC "
        b"0 50 9 9 re f"
    )
    named = Dictionary(Named=Dictionary(Type=Name.Layout))

    def name(opened: pikepdf.Pdf) -> None:
        opened.pages[0].Resources.Properties = named

    facts = read(changed(by_hand(content), name))
    assert [each.artifact for each in facts.artifacts] == [
        Artifact("Pagination", "Footer"),
        Artifact("Layout"),
        Artifact(),
    ]
    assert [each.count for each in facts.graphics] == [1, 2, 1]
    assert facts.untagged == (facts.graphics[2],)
    assert facts.tree().splitlines() == [
        'Artifacts on page 1: drawings (Layout), drawings, "Page 1" (Pagination/Footer)',
        "Untagged on page 1: drawings",
    ]


def test_an_artifact_with_a_number_is_an_artifact() -> None:
    """Content marked as an artifact is one even if it is numbered as if it were read."""
    content = b"/Artifact <</MCID 0>> BDC BT /F 10 Tf 20 30 Td (aside) Tj ET EMC"
    (found,) = read(by_hand(content)).runs
    assert (found.artifact, found.mcid) == (Artifact(), 0)


def test_margin_boxes_are_untagged() -> None:
    """A page number that is marked content, yet in no tag, counts as untagged."""
    facts = read(tagged("<p>text", "@page { @bottom-center { content: 'Page 1' } }"))
    assert facts.text == "text"
    assert [each.text for each in facts.untagged if isinstance(each, Run)] == ["Page 1"]


def test_numbers_in_a_drawing_count_anew() -> None:
    """Marked content 0 of a form XObject is not that of its page."""
    content = b"/P <</MCID 0>> BDC BT /F 10 Tf 20 30 Td (page) Tj ET EMC /X Do"

    def draw(opened: pikepdf.Pdf) -> None:
        page = opened.pages[0]
        form = opened.make_stream(
            b"/P <</MCID 0>> BDC BT /F 10 Tf 20 60 Td (form) Tj ET EMC",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 200, 100]),
            Resources=page.Resources,
            Matrix=Array([1, 0, 0, 1, 5, 0]),
        )
        page.Resources.XObject = Dictionary(X=form)
        mark = Dictionary(Type=Name.MCR, Pg=page.obj, Stm=form, MCID=0)
        kids = [Dictionary(S=Name.P, Pg=page.obj, K=Array([kid])) for kid in (mark, 0)]
        opened.Root.StructTreeRoot = Dictionary(K=Array(kids))

    facts = read(changed(by_hand(content), draw))
    assert [each.text for each in facts.tags] == ["form", "page"]
    assert the_run(facts, "form").box.x0 == pytest.approx(
        the_run(facts, "page").box.x0 + 5, abs=0.5
    )
