"""Pictures as they come out on a page: tagged, in their colours, and never below a text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import page
import pypdfium2
import pytest
from PIL import Image

from brochures.formats import FORMATS
from brochures.formats.model import for_print_shop, for_ua_2
from brochures.pdf import Tag, pdfium_tree, read
from brochures.render.images import embedded, read_picture
from brochures.render.pdf import typeset
from tests import plates
from tests.checks import pages
from tests.photographs import DRAWING, SQUARE, SVG, halves, photograph, saved

ALT = "A door & a wall."
WIDE = 2
"""In inches, as the pictures are printed."""

LARGE_PRINT = FORMATS["large-print"]
OFFICE, SHOP, PART_2 = "office", "print shop", "PDF/UA-2"
MADE = {
    OFFICE: LARGE_PRINT,
    SHOP: for_print_shop(LARGE_PRINT),
    PART_2: for_ua_2(LARGE_PRINT),
}

SLOPE = '<linearGradient id="a">{}</linearGradient><rect width="40" height="30" fill="url(#a)"/>'
STOPS = '<stop offset="0" stop-color="#ff0000"/><stop offset="1" stop-color="#0000ff"/>'
LARGE = (900, 600)

FILES = {
    "PNG": saved(halves("#0b4a57", "#ffffff", "RGB", LARGE)),
    "see-through PNG": saved(halves((255, 0, 0, 0), (255, 0, 0, 120), "RGBA", LARGE)),
    "JPEG": saved(photograph(*LARGE), "JPEG"),
    "grey PNG": saved(halves(0, 200, "L", LARGE)),
    "grey JPEG": saved(photograph(*LARGE, "L").convert("RGB"), "JPEG"),
    "SVG": DRAWING.encode(),
    "SVG of many kinds": SVG.format(
        f'<clipPath id="b">{SQUARE}</clipPath><g opacity=".5" clip-path="url(#b)">'
        f"{SLOPE.format(STOPS)}</g>"
    ).encode(),
}
RASTER = [name for name in FILES if not name.startswith("SVG")]

every_picture = pytest.mark.parametrize("name", FILES)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of picture files."""
    folder = tmp_path_factory.mktemp("pictures")
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    return folder


def image(folder: Path, name: str, style: str = "") -> str:
    """Return the element of a picture."""
    src = embedded(read_picture(Path(name), folder), WIDE)
    alt = ALT.replace("&", "&amp;")
    return f'<p><img src="{src}" alt="{alt}" style="width: {WIDE}in; {style}"></p>'


@cache
def printed(folder: Path, name: str, made: str) -> bytes:
    """Return a page with a picture between two texts."""
    sheets = "".join(
        f'<link rel="stylesheet" href="styles/{sheet}.css">'
        for sheet in ("tokens", "themes/harbour", "parts")
    )
    body = f"<h1>Before</h1>{image(folder, name)}<p>After</p>"
    lengths = "".join(f"--{name}: {size};" for name, size in MADE[made].geometry().items())
    style = f"<style>:root {{ {lengths} }}</style>"
    html = f'<html lang="en"><title>T</title>{style}{sheets}<style>@page {{ margin: 1in }}</style>'
    return typeset(f"{html}{body}", MADE[made]).pdf


def place(figure: Tag) -> tuple[float, ...]:
    """Return a figure's /BBox: left, bottom, right and top in pt from the page's corner."""
    box = figure.attributes["BBox"]
    assert isinstance(box, tuple)
    return tuple(map(float, box))


@every_picture
def test_figures_say_what_they_show(folder: Path, name: str) -> None:
    """Each picture is one figure in its place, with its alternative text and nothing untagged."""
    facts = read(printed(folder, name, OFFICE))
    (figure,) = facts.find("Figure")
    assert figure.alt == ALT
    assert facts.text.split("\n") == ["Before", ALT, "After"]
    assert facts.untagged == ()
    graphics = [graphic for content in figure.contents() for graphic in content.graphics]
    assert graphics
    assert {graphic.kind for graphic in graphics} == {"image" if name in RASTER else "path"}
    assert facts.graphics == tuple(graphics)
    left, low, right, high = place(figure)
    assert right - left == pytest.approx(72 * WIDE)
    for graphic in graphics:
        assert graphic.box.x0 == pytest.approx(left, abs=0.1)
        assert graphic.box.y1 == pytest.approx(11 * 72 - low, abs=0.1)
        assert graphic.box.height == pytest.approx(high - low, abs=0.1)


@every_picture
def test_other_readers_and_judges(folder: Path, name: str) -> None:
    """PDFium hands the text on, and page-validation takes the page for PDF/UA-1."""
    pdf = printed(folder, name, OFFICE)
    (seen,) = pdfium_tree.view(pdf).pages
    figures = [each for each in seen if each.path[-1] == "Figure"]
    assert [each.said[1] for each in figures] == [ALT]
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]


@every_picture
def test_in_part_2(folder: Path, name: str) -> None:
    """As PDF/UA-2 it is the same figure."""
    facts = read(printed(folder, name, PART_2))
    assert [figure.alt for figure in facts.find("Figure")] == [ALT]
    assert facts.untagged == ()


@every_picture
def test_a_picture_breaks_no_rule(folder: Path, name: str) -> None:
    """A handout with a picture keeps every rule."""
    subject = pages.page(pages.swapped("</ul>", f"</ul>{image(folder, name)}"))
    assert pages.broken(subject) == {}


@pytest.mark.parametrize("name", RASTER)
def test_sharp_and_no_sharper(folder: Path, name: str) -> None:
    """A photograph has 300 dots an inch on paper, of whatever size its file is."""
    (found,) = read(printed(folder, name, OFFICE)).images
    assert found.pixels == (300 * WIDE, 200 * WIDE)


@pytest.mark.parametrize("name", ["JPEG", "PNG", "grey JPEG", "grey PNG"])
def test_no_text_over_a_picture(folder: Path, name: str) -> None:
    """A text on a photograph is found, though none of its many colours takes much of the place."""
    over = '<p style="position: relative; top: -80pt">You can call us, and we will come.</p>'
    subject = pages.page(pages.swapped("</ul>", f"</ul>{image(folder, name)}{over}"))
    found = pages.broken(subject)
    assert "no-text-over-pictures" in found
    words = {finding.words for finding in found["no-text-over-pictures"]}
    assert any("You can call us" in each for each in words)


@pytest.mark.parametrize("name", ["JPEG", "grey JPEG"])
def test_no_picture_over_a_text(folder: Path, name: str) -> None:
    """A photograph that is painted over a text is found."""
    body = f"</ul><p>You can call us.</p>{image(folder, name, 'margin-top: -40pt')}"
    found = pages.broken(pages.page(pages.swapped("</ul>", body)))
    assert "no-text-over-pictures" in found
    assert found["no-text-over-pictures"][0].what == "something is painted over it."


@pytest.mark.parametrize("made", [OFFICE, SHOP])
def test_colours_of_photographs(folder: Path, made: str) -> None:
    """A photograph stays in RGB, for the print shop's own profile; a grey one is black alone."""
    page_own = {name for name, _ in plates.colors(printed(folder, "SVG", made))}
    for name, space in (
        ("JPEG", "/DeviceRGB"),
        ("PNG", "/DeviceRGB"),
        ("grey JPEG", "/DeviceGray"),
        ("grey PNG", "/DeviceGray"),
    ):
        found = {each for each, _ in plates.colors(printed(folder, name, made))}
        assert found - page_own == {space}


@pytest.mark.parametrize("name", ["SVG", "SVG of many kinds"])
def test_drawings_in_inks(folder: Path, name: str) -> None:
    """For a print shop a drawing is in inks, whichever way it says its colours."""
    pdf = printed(folder, name, SHOP)
    found = {each for each, _ in plates.colors(pdf)}
    assert {"rg", "/DeviceRGB"} & {each for each, _ in plates.colors(printed(folder, name, OFFICE))}
    assert found <= {"k", "sh", "scn", *plates.PLAIN}


def test_shown_as_it_is(folder: Path) -> None:
    """A picture looks on the page as in its file: nothing is turned, mirrored or inverted."""
    for name, left, right in (
        ("PNG", (11, 74, 87), (255, 255, 255)),
        ("grey PNG", (0, 0, 0), (200, 200, 200)),
        ("see-through PNG", (255, 255, 255), (255, 135, 135)),
        ("SVG", (11, 74, 87), (11, 74, 87)),
    ):
        pdf = printed(folder, name, OFFICE)
        (figure,) = read(pdf).find("Figure")
        seen = rendered(pdf)
        x1, y1, x2, y2 = place(figure)
        middle = round(11 * 72 - (y1 + y2) / 2)
        for across, color in ((x1 + 20, left), (x2 - 20, right)):
            assert seen.getpixel((round(across), middle)) == pytest.approx(color, abs=2)


def rendered(pdf: bytes) -> Image.Image:
    """Return the first page as PDFium shows it, a dot a point."""
    with pypdfium2.PdfDocument(pdf) as opened:
        shown: Image.Image = opened[0].render(scale=1).to_pil()
    return shown.convert("RGB")
