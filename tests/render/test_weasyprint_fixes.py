"""Each change to WeasyPrint is still needed, and does what it is for.

Where the first half of a test fails, a newer WeasyPrint has fixed it: take that change out.
"""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from weasyprint import HTML

from brochures.pdf import Facts, Tag, xref
from brochures.render import line_ends, weasyprint_fixes
from tests import plates
from tests.render.plain_and_changed import STYLE, both, written


def only(facts: Facts, kind: str) -> Tag:
    """Return the one tag of a type."""
    (tag,) = facts.find(kind)
    return tag


def test_empty_section() -> None:
    """A section in which nothing stands, such as an empty panel, is not in the tree."""
    plain, ours = both("<section></section><section><p>Words</p></section>")
    assert [bool(tag.children) for tag in plain.find("Sect")] == [False, True]
    assert only(ours, "Sect").text == "Words"


def test_language_of_passages() -> None:
    """The language of a passage is in its tag (WCAG 3.1.2)."""
    plain, ours = both('<p>Say <span lang="es">llame</span>.</p><p lang="fr">Bonjour</p>')
    assert not any(tag.language for tag in plain.walk())
    assert [tag.language for tag in ours.walk() if tag.language] == ["es", "fr"]
    assert [tag.text for tag in ours.walk() if tag.language] == ["llame", "Bonjour"]


RUNNING = "<style>i { position: running(f) } @page { @bottom-left { content: element(f) } }</style>"


def test_page_furniture_is_an_artifact() -> None:
    """Margin boxes are artifacts of the pagination (1836)."""
    plain, ours = both("<i>Page one</i><p>Text</p>", RUNNING)
    assert [run.text for run in plain.runs if run.artifact] == []
    (run,) = (run for run in ours.runs if run.artifact)
    assert run.text == "Page one"
    assert run.artifact
    assert (run.artifact.type, run.artifact.subtype) == ("Pagination", "Footer")
    assert ours.untagged == ()
    assert ours.text == "Text"


def test_scope_of_header_cells() -> None:
    """Header cells say whether they head a row or a column (2508)."""
    plain, ours = both(
        '<table><tr><th>A</th><th>B</th></tr><tr><th scope="row">1</th><td>2</td></tr></table>'
    )
    assert not any("Scope" in tag.attributes for tag in plain.find("TH"))
    assert [tag.attributes["Scope"] for tag in ours.find("TH")] == ["Column", "Column", "Row"]


def test_links_say_their_words() -> None:
    """A link's /Contents is its text, not the raw address."""
    plain, ours = both('<p><a href="tel:+17184000867">(718) 400-0867</a></p>')
    assert plain.links[0].contents == "tel:+17184000867"
    assert ours.links[0].contents == "(718) 400-0867"


WRAPPED = (
    '<p>See <a href="https://example.com/">one link on two lines of a narrow page</a> now.</p>'
)


def test_wrapped_link_is_one() -> None:
    """A link that wraps is one Link element, with an annotation for each line."""
    plain, ours = both(WRAPPED)
    assert len(list(plain.find("Link"))) == 2
    link = only(ours, "Link")
    assert link.text == "one link on two lines of a narrow page"
    assert len(ours.links) == 2
    assert all(ours.holder(annotation) is link for annotation in ours.links)


HEAD = '<thead><tr><th scope="col">When</th><th scope="col">{}</th></tr></thead>'


ROW = '<tr><th scope="row">Day {0}</th><td>{0} of <strong>9</strong></td></tr>'


def tables(rows: int, head: str = "Number") -> str:
    """Return a table as our templates write it."""
    body = "".join(map(ROW.format, range(rows)))
    return f"<table><caption>Days</caption>{HEAD.format(head)}<tbody>{body}</tbody></table>"


def outline(tag: Tag) -> object:
    """Return a tag's type and scope, and those of the tags in it; or its text."""
    inner = [outline(child) for child in tag.children if isinstance(child, Tag)]
    return tag.type, tag.attributes.get("Scope"), inner or tag.text


def test_structure_of_tables() -> None:
    """A table has a caption, a head and a body of rows, and each header cell says what it heads."""
    table = only(written(tables(2), changed=True), "Table")

    def row(number: int) -> tuple[object, ...]:
        cells = [("TH", "Row", f"Day {number}"), ("TD", None, [("Span", None, "9")])]
        return "TR", None, cells

    head = [("TH", "Column", "When"), ("TH", "Column", "Number")]
    assert outline(table) == (
        "Table",
        None,
        [
            ("Caption", None, "Days"),
            ("THead", None, [("TR", None, head)]),
            ("TBody", None, [row(0), row(1)]),
        ],
    )
    assert [tag.text for tag in table.walk() if tag.type == "TD"] == ["0 of 9", "1 of 9"]


def test_split_table_is_one() -> None:
    """A table that goes over pages is one (2903); the head, printed on each, is read once."""
    plain, ours = both(tables(20, '<a href="https://example.com/">Number</a>'))
    pages = len(ours.pages)
    assert pages > 2
    assert len(list(plain.find("Table"))) == len(list(plain.find("THead"))) == pages
    table = only(ours, "Table")
    assert [tag.type for tag in table.children if isinstance(tag, Tag)] == [
        "Caption",
        "THead",
        "TBody",
    ]
    rows = [tag.text.split("\n") for tag in ours.find("TR")]
    assert rows == [["When", "Number"], *([f"Day {n}", f"{n} of 9"] for n in range(20))]
    repeated = [(run.page, run.text) for run in ours.runs if run.artifact]
    assert repeated == [(page, word) for page in range(1, pages) for word in ("When", "Number")]
    assert {run.artifact.subtype for run in ours.runs if run.artifact} == {"Header"}
    assert ours.untagged == ()
    assert [ours.holder(link) for link in ours.links] == [only(ours, "Link")]


def test_cells_name_their_headers() -> None:
    """On each page the cells of a split table are headed by cells that are read."""
    ours = written(tables(20), changed=True)
    texts = {tag.id: tag.text for tag in ours.find("TH")}
    assert None not in texts
    headed = [tag.attributes["Headers"] for tag in ours.find("TD")]
    assert [
        [texts[str(name)] for name in names] for names in headed if isinstance(names, tuple)
    ] == [[f"Day {number}", "Number"] for number in range(20)]


def test_split_row_is_one() -> None:
    """A row that goes over pages is one, and so is each of its cells."""
    row = f'<tr><th scope="row">{LONG}</th><td>Short</td></tr>'
    plain, ours = both(f"<table>{HEAD.format('B')}<tbody>{row}{ROW.format(1)}</tbody></table>")
    assert len(list(plain.find("TR"))) > 5
    assert [tag.text.split("\n") for tag in ours.find("TR")] == [
        ["When", "B"],
        [LONG, "Short"],
        ["Day 1", "1 of 9"],
    ]


LONG = " ".join(f"word{number}" for number in range(150))


@pytest.mark.parametrize("tag", ["p", "blockquote"])
def test_split_by_a_page_is_one(tag: str) -> None:
    """A block that goes over a page's end is one element (2903), its text whole and in order."""
    plain, ours = both(f"<section><h1>H</h1><{tag}>{LONG}</{tag}></section>")
    kind = {"p": "P", "blockquote": "BlockQuote"}[tag]
    assert len(plain.pages) > 1
    assert len(list(plain.find(kind))) > 1
    assert only(ours, kind).text == LONG
    assert len(list(ours.find("Sect"))) == 1


def test_split_list_is_one() -> None:
    """A list that goes over a page's end is one list; a split item is one item."""
    items = "".join(f"<li>{number} {LONG[:400]}</li>" for number in range(6))
    plain, ours = both(f"<ul>{items}</ul>")
    assert len(plain.pages) > 1
    assert len(list(plain.find("L"))) > 1
    assert len(list(ours.find("L"))) == 1
    assert len(list(ours.find("LI"))) == 6
    assert [tag.text for tag in ours.find("LBody")] == [
        f"{number} {LONG[:400]}" for number in range(6)
    ]


def test_definition_list_has_an_item_a_pair() -> None:
    """A term and its definition are the label and the body of one list item."""
    plain, ours = both("<dl><dt>A</dt><dd>first</dd><dt>B</dt><dd>second</dd></dl>")
    assert len(list(plain.find("LI"))) == 4
    assert [
        [(part.type, part.text) for part in item.children if isinstance(part, Tag)]
        for item in ours.find("LI")
    ] == [[("Lbl", "A"), ("LBody", "first")], [("Lbl", "B"), ("LBody", "second")]]


def test_numbering_of_lists() -> None:
    """A list says what kind of labels it has (ISO 14289-1, 7.6)."""
    plain, ours = both(
        "<ul><li>one</li></ul><ol><li>two</li></ol>",
        "<style>ul li { list-style: disc } ul { list-style: disc } ol { list-style: decimal }"
        "ol li { list-style: decimal }</style>",
    )
    assert not any("ListNumbering" in tag.attributes for tag in plain.find("L"))
    assert [tag.attributes["ListNumbering"] for tag in ours.find("L")] == ["Disc", "Decimal"]


def test_freed_objects_are_not_counted() -> None:
    """What is left out is not counted among the compressed objects (table 18)."""
    body = "<p>a<br>b</p><div></div><p>c</p>"
    html = f"<html lang=en><title>T</title>{STYLE}{body}"
    with line_ends.broken():
        document = HTML(string=html).render(pdf_variant="pdf/ua-1")
    with weasyprint_fixes.changes(document):
        pdf = document.write_pdf(pdf_variant="pdf/ua-1")
    assert b"/ObjStm" in pdf
    assert xref.misplaced(pdf) == ()


def test_metadata_is_plain() -> None:
    """What knows nothing of PDF finds who made a file, for its XMP is not compressed."""
    html = f"<html lang=en><title>T</title><meta name=generator content=us>{STYLE}<p>a</p>"
    document = HTML(string=html).render(pdf_variant="pdf/ua-1")
    assert b"<xmp:CreatorTool>us<" not in document.write_pdf(pdf_variant="pdf/ua-1")
    ours = document.write_pdf(
        pdf_variant="pdf/ua-1",
        finisher=lambda _, pdf: weasyprint_fixes.leave_metadata_plain(pdf),
    )
    assert b"<xmp:CreatorTool>us<" in ours


def test_empty_elements_are_left_out() -> None:
    """Line breaks and shapes drawn by a sheet leave no tag."""
    plain, ours = both(
        "<p>a<br>b</p><div></div>", "<style>p::before { content: ''; display: block }</style>"
    )
    assert len(list(plain.find("NonStruct"))) > 0
    assert [tag.type for tag in ours.walk() if tag.type != "Span"] == ["Document", "P"]
    assert only(ours, "P").text == "a b"


def test_place_of_figures() -> None:
    """A figure's /BBox is its place in the page's space, in points from the bottom."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>T</title>'
    body = f'{svg}<rect width="1" height="1"/></svg>'
    style = "<style>svg { display: block; width: 40pt; height: 30pt }</style>"
    plain, ours = both(body, style)
    assert only(plain, "Figure").attributes["BBox"] != pytest.approx((20, 150, 60, 180))
    assert only(ours, "Figure").attributes["BBox"] == pytest.approx((20, 150, 60, 180))


def test_fixed_boxes_are_read_once() -> None:
    """What stands fixed on every page is read where it was written; its copies are artifacts."""
    plain, ours = both(
        f"<p class=mark>Mark</p><p>{LONG}</p>",
        "<style>.mark { position: fixed; top: 0; margin: 0 }</style>",
    )
    pages = len(plain.pages)
    assert pages > 1
    assert plain.text.count("Mark") == pages
    assert ours.text.split("\n")[0] == "Mark"
    assert ours.text.count("Mark") == 1
    copies = [run.artifact for run in ours.runs if run.text == "Mark" and run.artifact]
    assert [(copy.type, copy.subtype) for copy in copies] == [("Pagination", "Watermark")] * (
        pages - 1
    )
    assert ours.untagged == ()


MARKED = """<style>
@page { bleed: 20pt; marks: crop }
p { color: #17242b }
</style>"""


def test_in_inks() -> None:
    """For a print shop crop marks and the dark RGB of a sheet are black ink alone (none)."""
    html = f'<html lang="en"><title>T</title>{MARKED}<p>Text'
    document = HTML(string=html).render(output_intent="device-cmyk")
    plain = set(plates.colors(document.write_pdf()))
    with weasyprint_fixes.in_inks():
        ours = set(plates.colors(document.write_pdf()))
    assert {"rg", "RG"} <= {name for name, _ in plain}
    assert {name for name, _ in ours} == {"k", "/DeviceCMYK"}
    assert {numbers for _, numbers in ours if numbers} == {(0, 0, 0, 1)}


def test_groups_are_in_inks() -> None:
    """WeasyPrint says that marks and drawings are mixed in RGB, unless inks are what it writes."""
    html = f'<html lang="en"><title>T</title>{MARKED}<p>Text'
    groups = [
        {name for name, _ in plates.colors(HTML(string=html).write_pdf(output_intent=intent))}
        & {"/DeviceRGB", "/DeviceCMYK"}
        for intent in (None, "device-cmyk")
    ]
    assert groups == [{"/DeviceRGB"}, {"/DeviceCMYK"}]


GRADIENT = (
    "<style>p { background: linear-gradient(#ff0000, #000000) }</style><p>Text</p>"
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>A</title>'
    '<radialGradient id="g"><stop offset="0" stop-color="#ff0000"/>'
    '<stop offset="1" stop-color="#000" stop-opacity=".5"/>'
    '</radialGradient><rect width="9" height="9" fill="url(#g)"/></svg>'
)


def slopes(pdf: bytes) -> list[tuple[str, list[float], list[float]]]:
    """Return the colour space of each gradient, and its first and last colour."""
    found = []
    with pikepdf.open(BytesIO(pdf)) as opened:
        for held in opened.objects:
            if isinstance(held, pikepdf.Dictionary) and "/ShadingType" in held:
                first, *_ = held.Function.Functions
                start, end = ([float(part) for part in ink] for ink in (first.C0, first.C1))
                found.append((str(held.ColorSpace), start, end))
    return found


def test_gradients_in_inks() -> None:
    """For a print shop a gradient goes from ink to ink; its transparency stays one number."""
    document = HTML(string=f"<html lang=en><title>T</title>{GRADIENT}").render(
        output_intent="device-cmyk"
    )
    plain = slopes(document.write_pdf())
    with weasyprint_fixes.in_inks():
        ours = slopes(document.write_pdf())
    in_rgb = ("/DeviceCMYK", [1, 0, 0], [0, 0, 0])
    in_inks = ("/DeviceCMYK", [0, 1, 1, 0], [0, 0, 0, 1])
    veil = ("/DeviceGray", [1], [0.5])
    assert sorted(plain) == sorted([in_rgb, in_rgb, veil])
    assert sorted(ours) == sorted([in_inks, in_inks, veil])


def test_in_grey() -> None:
    """For a fax sheets, drawings and gradients are grey, and black where they are dark."""
    html = f'<html lang="en"><title>T</title>{GRADIENT}<h1 style="color: #8a2f1b">Red</h1>'
    document = HTML(string=html).render()
    plain = document.write_pdf()
    with weasyprint_fixes.in_grey():
        ours = document.write_pdf()
    assert any(len(set(numbers)) > 1 for name, numbers in plates.colors(plain) if name == "rg")
    assert {numbers for name, numbers in plates.colors(ours) if name == "rg"} == {(0, 0, 0)}
    red = ("/DeviceRGB", [0.49844] * 3, [0.0, 0.0, 0.0])
    assert [slope for slope in slopes(ours) if slope[0] == "/DeviceRGB"] == [red, red]
