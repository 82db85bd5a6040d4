"""Active and embedded content is found wherever it hangs, and plain links are let pass."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Name

from brochures.checks import RULES, Subject
from brochures.pdf import Active, read
from tests.pdf.active_content import ACTIVE, INACTIVE, plain, updated
from tests.pdfs import by_hand, changed, tagged

SCRIPT = b"<</S /JavaScript /JS (app.alert\\(1\\))>>"


@cache
def sound() -> bytes:
    """Return a page with links and tags."""
    return tagged(
        "<h1>One</h1><p>Call <a href='tel:1'>us</a> or <a href='#end'>go on</a>.<p id=end>"
    )


def active(pdf: bytes) -> tuple[Active, ...]:
    """Return what is active in a PDF."""
    return read(pdf).active


@pytest.mark.filterwarnings("ignore:This document has 1 form widget")
@pytest.mark.parametrize("name", ACTIVE)
def test_active_content_is_found(name: str) -> None:
    """Whatever acts or is carried is found, in a plain file and in object streams."""
    pdf = changed(sound(), ACTIVE[name])
    for compressed in (False, True):
        assert active(plain(pdf, compressed=compressed))


@pytest.mark.parametrize("name", INACTIVE)
def test_what_does_nothing_is_let_pass(name: str) -> None:
    """Plain links, places to open at, and what is merely called like an action are no finding."""
    assert active(changed(by_hand(b""), INACTIVE[name])) == ()


def test_where_it_hangs() -> None:
    """A finding says what it is and where: the page, and the keys that lead there."""

    def second(pdf: pikepdf.Pdf) -> None:
        pdf.add_blank_page()
        ACTIVE["link Launch"](pdf)
        ACTIVE["open script"](pdf)

    pdf = read(changed(sound(), second))
    said = [(each.where, each.what) for each in RULES["nothing-active"].judge(Subject(pdf))]
    assert said == [
        ("page 2", "it starts a program or opens another file (Launch) (/Annots, /A)."),
        ("the document", "it runs a script (JavaScript) (/OpenAction)."),
    ]


def test_names_in_other_spellings() -> None:
    """A name whose letters are written as numbers is the same name."""
    pdf = plain(changed(by_hand(b""), ACTIVE["open script"]), compressed=False)
    spelled = pdf.replace(b"/JavaScript", b"/J#61vaScript").replace(
        b"/OpenAction", b"/Open#41ction"
    )
    assert spelled != pdf
    assert active(spelled)


def test_an_update_counts_where_something_leads_to_it() -> None:
    """An object of an update is found if the file leads to it, and left alone if nothing does."""
    pdf = plain(by_hand(b""), compressed=False)
    with pikepdf.open(BytesIO(pdf)) as opened:
        root, pages = opened.Root.objgen[0], opened.Root.Pages.objgen[0]
    catalog = b"<</Type /Catalog /Pages %d 0 R /OpenAction 90 0 R>>" % pages
    unused = updated(pdf, 90, SCRIPT)
    assert b"/JavaScript" in unused
    assert active(unused) == ()
    assert active(updated(unused, root, catalog))
    bare = b"<</Type /Catalog /Pages %d 0 R>>" % pages
    assert active(updated(updated(unused, root, catalog), root, bare)) == ()


def test_many_pages_that_lead_to_one_another() -> None:
    """What hangs on a page is said of that page, though pages lead to one another."""

    def many(pdf: pikepdf.Pdf) -> None:
        for _ in range(3):
            pdf.add_blank_page()
        for number, page in enumerate(pdf.pages):
            other = pdf.pages[(number + 1) % 4].obj
            page.obj.Annots = Array(
                [pikepdf.Dictionary(Subtype=Name.Link, Dest=Array([other, Name.Fit]), P=other)]
            )
        ACTIVE["link script"](pdf)

    assert [each.page for each in active(changed(sound(), many))] == [3]


@pytest.mark.parametrize("box", [[0, 0, "a", "b"], [0, 0, 9], [0, 0, 0, 9], ["0", "0", "9", "9"]])
@pytest.mark.parametrize("key", ["MediaBox", "CropBox", "TrimBox"])
def test_boxes_that_are_no_rectangles(key: str, box: list[object]) -> None:
    """A page's box that is not four numbers, or has no area, is said."""
    values = Array([pikepdf.String(each) if isinstance(each, str) else each for each in box])
    pdf = by_hand(b"", **{key: values})
    (page,) = read(pdf).pages
    assert page.odd_boxes == (f"{key.removesuffix('Box').lower()} box",)
    found = RULES["page-boxes"].judge(Subject(read(pdf)))
    assert any("no rectangle" in each.what for each in found)
