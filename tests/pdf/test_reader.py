"""What is painted is read as it is: checked where the truth is known beforehand."""

from __future__ import annotations

from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from brochures.pdf import Artifact, Backdrop, Box, read
from tests.pdf import bombs
from tests.pdfs import by_hand, changed, tagged, the_run, the_tag

INK, PALE, TEAL, WHITE = (23, 36, 43), (232, 242, 241), (11, 74, 87), (255, 255, 255)


def test_colours_of_text_and_of_what_is_behind_it() -> None:
    """Fill and backdrop are the colours of the style sheet, on paper, on a tint and on a panel."""
    facts = read(
        tagged(
            "<p>paper</p><p style='background: #E8F2F1'>tint</p>"
            "<p style='background: #0B4A57; color: white'>panel</p>"
        )
    )
    seen = {each.text: (each.color, each.behind) for each in facts.runs}
    assert seen == {
        "paper": (INK, (Backdrop(WHITE, 1),)),
        "tint": (INK, (Backdrop(PALE, 1),)),
        "panel": (WHITE, (Backdrop(TEAL, 1),)),
    }


def test_a_mark_after_a_larger_word_is_part_of_it() -> None:
    """The white beside a large letter is no space: in "111, now" it is wider than a small gap."""
    facts = read(tagged("<p>Call <strong style='font-size: 24pt'>0111</strong>, day or night.</p>"))
    assert facts.text == "Call 0111, day or night."


def test_text_over_an_edge_has_two_backdrops() -> None:
    """Both colours are told with their shares, and the larger one is the background."""
    facts = read(
        tagged("<p style='background: linear-gradient(90deg, #0B4A57 12pt, white 0)'>edge")
    )
    behind = the_run(facts, "edge").behind
    assert [each.color for each in behind] == [WHITE, TEAL]
    assert sum(each.share for each in behind) == pytest.approx(1)
    assert the_run(facts, "edge").background == WHITE


def test_text_over_a_gradient_has_many_backdrops() -> None:
    """The darkest and lightest colours are told even where a hundred others are commoner."""
    style = "background: linear-gradient(90deg, #000, #fff 60pt, #fff 80pt); width: 80pt"
    behind = the_run(read(tagged(f"<p style='{style}'>over a gradient")), "gradient").behind
    assert len(behind) > 8
    assert min(sum(each.color) for each in behind) < 60
    assert max(sum(each.color) for each in behind) > 700


def test_an_underline_is_no_backdrop() -> None:
    """What is under the baseline does not count as behind the text."""
    facts = read(tagged("<p><a href='https://example.com/'>underlined</a>"))
    assert the_run(facts, "underlined").behind == (Backdrop(WHITE, 1),)


def test_text_under_something_is_judged_before_it_is_covered() -> None:
    """Of a text that a panel covers, the backdrop is the paper, and it is told as covered."""
    panel = "position: absolute; left: 0; top: 0; width: 100pt; height: 15pt; background: #000"
    facts = read(tagged(f"<p>hidden</p><div style='{panel}'></div><p>below</p>"))
    assert (the_run(facts, "hidden").covered, the_run(facts, "below").covered) == (True, False)
    assert the_run(facts, "hidden").behind == (Backdrop(WHITE, 1),)


@pytest.mark.parametrize(
    ("style", "size"),
    [
        ("font-size: 12pt", 12),
        ("font-size: 10.5pt", 10.5),
        ("transform: scale(1.5); transform-origin: 0 0", 18),
        ("transform: rotate(90deg); width: 60pt", 12),
    ],
)
def test_size_as_painted(style: str, size: float) -> None:
    """The type size includes what transforms make of it, exactly to a hundredth of a point."""
    assert the_run(read(tagged(f"<p style='{style}'>sized")), "sized").size == size


def test_user_unit_enlarges() -> None:
    """On a page whose unit is two points, everything is twice as large."""
    facts = read(by_hand(b"BT /F 10 Tf 20 30 Td (large) Tj ET", UserUnit=2))
    assert (facts.pages[0].width, facts.pages[0].height) == (400, 200)
    assert the_run(facts, "large").size == 20
    assert the_run(facts, "large").baseline == pytest.approx(140)


def test_place_is_that_of_the_outlines() -> None:
    """The box is the ink's, within half a point: by the font's own numbers, of 1,000 to the em."""
    ascent, descent = 950, -290
    h_left, h_top, h_advance, p_right, p_bottom = 76, 668, 690, 528, -161
    style = "position: absolute; left: 30pt; top: 50pt; font-size: 40pt; line-height: 1"
    found = the_run(read(tagged(f"<div style='{style}'>Hp</div>")), "Hp")
    em = 40 / 1000
    baseline = 20 + 50 + 20 + (ascent + descent) * em / 2
    assert found.baseline == pytest.approx(baseline, abs=0.5)
    assert tuple(found.box) == pytest.approx(
        (
            50 + h_left * em,
            baseline - h_top * em,
            50 + (h_advance + p_right) * em,
            baseline - p_bottom * em,
        ),
        abs=0.5,
    )


@pytest.mark.parametrize(
    ("turn", "angle", "corner"),
    [(0, 0, (20, 70)), (90, 270, (30, 20)), (180, 180, (180, 30)), (270, 90, (70, 180))],
)
def test_turned_page(turn: int, angle: float, corner: tuple[float, float]) -> None:
    """Places and directions are given as a viewer shows a page that /Rotate turns."""
    facts = read(by_hand(b"BT /F 10 Tf 20 30 Td (I) Tj ET", Rotate=turn))
    page, found = facts.pages[0], facts.runs[0]
    assert (page.width, page.height) == ((200, 100) if turn % 180 == 0 else (100, 200))
    assert (found.angle, page.rotation) == (angle, turn)
    x, y = corner
    assert found.box.x0 - 10 < x < found.box.x1 + 10
    assert found.box.y0 - 10 < y < found.box.y1 + 10


def test_crop_box_is_the_origin() -> None:
    """Places count from the crop box; the other boxes are given relative to it."""
    facts = read(
        by_hand(
            b"BT /F 10 Tf 20 30 Td (I) Tj ET",
            CropBox=Array([10, 10, 110, 90]),
            TrimBox=Array([20, 20, 100, 80]),
        )
    )
    page = facts.pages[0]
    assert (page.width, page.height) == (100, 80)
    assert page.media_box == Box(-10, -10, 190, 90)
    assert page.trim_box == Box(10, 10, 90, 70)
    assert page.bleed_box is None
    assert facts.runs[0].baseline == pytest.approx(60)


def test_faces() -> None:
    """Name, bold and italic are the face's; a sheared upright is italic too."""
    facts = read(tagged("<p>plain <b>strong</b> <i>slanted</i>"))
    faces = {each.text.strip(): (each.face, each.bold, each.italic) for each in facts.runs}
    assert faces["plain"] == ("Hyper", False, False)
    assert faces["strong"] == ("Hyper-Bold", True, False)
    assert faces["slanted"][1:] == (False, True)
    sheared = read(by_hand(b"BT /F 10 Tf 1 0 .3 1 20 30 Tm (sheared) Tj ET"))
    assert sheared.runs[0].italic


def test_invisible_and_transparent_text_is_told() -> None:
    """Text in mode 3 and text with no opacity is read, but not visible."""
    content = b"BT /F 10 Tf 3 Tr 20 30 Td (unseen) Tj ET BT 0 Tr /F 10 Tf 20 60 Td (seen) Tj ET"
    facts = read(by_hand(content))
    assert [(each.text, each.mode, each.visible) for each in facts.runs] == [
        ("unseen", 3, False),
        ("seen", 0, True),
    ]
    half = the_run(read(tagged("<p style='color: rgba(0, 0, 0, .5)'>half")), "half")
    assert half.alpha == pytest.approx(0.5, abs=0.01)


def test_characters_without_unicode_are_flagged() -> None:
    """Without /ToUnicode each character counts, and so does glyph 0."""

    def strip(pdf: pikepdf.Pdf) -> None:
        for font in pdf.pages[0].Resources.Font.values():
            del font["/ToUnicode"]

    def undefined(pdf: pikepdf.Pdf) -> None:
        name = next(iter(pdf.pages[0].Resources.Font))
        content = f"BT {name} 10 Tf 20 20 Td <00290000> Tj ET".encode()
        pdf.pages[0].contents_add(pdf.make_stream(content))

    good = tagged("<p>abc")
    assert not any(each.unmapped for each in read(good).runs)
    assert sum(each.unmapped for each in read(changed(good, strip)).runs) == 3
    assert sum(each.unmapped for each in read(changed(good, undefined)).runs) == 1


def test_parts_of_one_line_are_one_run() -> None:
    """Text that is set word by word, or kerned by hand, is put together with its spaces."""
    content = b"BT /F 10 Tf 20 30 Td (one) Tj 20 0 Td (two) Tj 19 0 Td (th) Tj 8.4 0 Td (ree) Tj ET"
    assert [each.text for each in read(by_hand(content)).runs] == ["one two three"]


def test_untagged_pdf_has_runs_but_no_text() -> None:
    """Without tags nothing is read out, and everything painted is untagged."""
    facts = read(by_hand(b"BT /F 10 Tf 20 30 Td (plain) Tj ET"))
    assert (facts.tags, facts.text, facts.tree()) == ((), "", 'Untagged on page 1: "plain"')
    assert [line.text for line in facts.lines()] == ["plain"]
    assert not facts.marked


def test_document_properties() -> None:
    """Language, title, metadata, outline, preferences and fonts are those that were written."""
    pdf = tagged("<h1>One</h1><h2>Two</h2><h1 style='break-before: page'>Three</h1>")

    def prefer(opened: pikepdf.Pdf) -> None:
        opened.Root.ViewerPreferences.Duplex = Name.DuplexFlipShortEdge
        opened.Root.PageMode = Name.UseOutlines
        opened.Root.OutputIntents = Array(
            [Dictionary(S=Name.GTS_PDFX, OutputConditionIdentifier="CGATS TR 001")]
        )

    pdf = changed(pdf, prefer)
    facts = read(pdf)
    assert (facts.language, facts.title, facts.marked) == ("en", "A test", True)
    assert facts.xmp["pdfuaid:part"] == "1"
    assert facts.info["Producer"] == facts.xmp["pdf:Producer"]
    assert facts.viewer_preferences == {"DisplayDocTitle": True, "Duplex": "DuplexFlipShortEdge"}
    assert (facts.page_mode, facts.pdf_version, facts.encrypted) == ("UseOutlines", "1.7", False)
    assert [(each.level, each.title, each.page) for each in facts.outline] == [
        (1, "One", 0),
        (2, "Two", 0),
        (1, "Three", 1),
    ]
    assert [(each.subtype, each.condition) for each in facts.output_intents] == [
        ("GTS_PDFX", "CGATS TR 001")
    ]
    assert [(each.name, each.embedded, each.subset, each.to_unicode) for each in facts.fonts] == [
        ("Hyper-Bold", True, True, True)
    ]
    assert facts.size_bytes == len(pdf)
    assert {page.tab_order for page in facts.pages} == {"S"}


def test_a_font_that_is_not_embedded_is_told() -> None:
    """Helvetica by name only is neither embedded nor a subset, and has no /ToUnicode."""
    (font,) = read(by_hand(b"BT /F 10 Tf 20 30 Td (x) Tj ET")).fonts
    assert (font.name, font.embedded, font.subset, font.to_unicode) == (
        "Helvetica",
        False,
        False,
        False,
    )


def test_pictures() -> None:
    """A picture is told with its place and its pixels."""
    png = (
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR4nGP4z8Dwn4"
        "EBAAf+Af8r5FT9AAAAAElFTkSuQmCC"
    )
    facts = read(tagged(f"<img alt='two dots' src='{png}' style='width: 40pt; height: 20pt'>"))
    (picture,) = facts.images
    assert (picture.pixels, picture.page) == ((2, 1), 0)
    assert tuple(picture.box) == pytest.approx((20, 20, 60, 40), abs=0.5)
    assert the_tag(facts, "Figure").alt == "two dots"
    assert [content.graphics for content in facts.tags[0].contents()] == [(picture,)]


def test_facts_cannot_be_changed() -> None:
    """Facts are values: neither they nor what they hold can be set."""
    facts = read(tagged("<p>fixed"))
    with pytest.raises(AttributeError):
        facts.title = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        facts.viewer_preferences["Duplex"] = "Simplex"  # type: ignore[index]


def test_what_a_page_inherits() -> None:
    """Boxes, turns, fonts and properties that stand in the page tree count for its pages."""
    content = b"/Artifact /P1 BDC BT /F 9 Tf 9 9 Td (Header) Tj ET EMC BT /F 9 Tf 9 99 Td (A) Tj ET"
    own = b"/MediaBox [0 0 300 200] /Rotate 90 /Resources <</Font <</F 6 0 R>> /Properties"
    own += b" <</P1 <</Type /Pagination /Subtype /Header>>>>>>"
    page = b"<</Type /Page /Parent 2 0 R /Contents 4 0 R "
    rest = {1: bombs.CATALOG, 4: bombs.stream(content), 6: bombs.FONT}
    inherited = bombs.raw({**rest, 2: bombs.TREE[:-2] + own + b">>", 3: page + b">>"})
    given = bombs.raw({**rest, 2: bombs.TREE, 3: page + own + b">>"})
    assert replace(read(inherited), size_bytes=0) == replace(read(given), size_bytes=0)
    assert read(given).runs[0].artifact == Artifact("Pagination", "Header")
