"""The clinic's logo, and the photo of its cover, as they are printed in each format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from brochures.build.clinic import read_clinic
from brochures.build.handouts import Handout, build
from brochures.checks import RULES, Subject
from brochures.content.loader import ContentError
from brochures.content.model import Content, PaperName
from brochures.formats import FORMATS
from brochures.formats.model import PAPERS, PT_PER_IN, Format, for_print_shop
from brochures.pdf import Box, Facts, Graphic, Tag, read, trimmed
from brochures.render.html import compose
from brochures.render.pdf import typeset
from brochures.render.result import Typeset
from tests import plates
from tests.photographs import SVG, halves, photograph, saved
from tests.placing import all_placed, on_paper
from tests.samples import MINIMAL, in_full
from tests.thorough import mostly
from tests.trials import TODAY

LOGO, PHOTO = "Example Clinic and a door", "A red door in a white wall"
WIDE, HIGH = 120.0, 28.0
"""In pt, the most that a logo has."""

LOGOS = {
    "a.svg": SVG.format(
        '<linearGradient id="a"><stop offset="0" stop-color="#0b4a57"/>'
        '<stop offset="1" stop-color="rgb(217, 99, 63)"/></linearGradient>'
        '<path d="M0 0h40v20h-40z" fill="url(#a)"/><path d="M0 22h40v8h-40z" fill="teal"/>'
        '<path d="M9 4h9v9h-9z" fill="none" stroke="hsl(45, 90%, 60%)"/>'
    ).encode(),
    "b.png": saved(halves((11, 74, 87, 255), (217, 99, 63, 0), "RGBA", (900, 120))),
    "c.jpg": saved(photograph(400, 400), "JPEG"),
}
"""As flat as can be, square, and in between."""

SHAPES = {"door.jpg": (2_000, 1_500), "upright.jpg": (2_000, 2_400), "flat.png": (2_048, 1_152)}

IN_GREY = [name for name, made in FORMATS.items() if made.in_grey]
FOLDED = [name for name, made in FORMATS.items() if made.photo]

every_logo = pytest.mark.parametrize("file", mostly(list(LOGOS), "a.svg"))
every_folded = pytest.mark.parametrize("name", FOLDED)
every_shape = pytest.mark.parametrize("file", mostly(list(SHAPES), "door.jpg", "upright.jpg"))
every_paper = pytest.mark.parametrize("paper", mostly(list(PAPERS), "letter"))
OFFICE, SHOP = "office", "print shop"
each_printer = pytest.mark.parametrize("where", [OFFICE, SHOP])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with logos and photos."""
    folder = tmp_path_factory.mktemp("brand")
    for name, data in LOGOS.items():
        (folder / name).write_bytes(data)
    for name, size in SHAPES.items():
        (folder / name).write_bytes(saved(photograph(*size), name[-3:].replace("jpg", "jpeg")))
    (folder / "grey.jpg").write_bytes(saved(photograph(2_000, 1_500, "L"), "JPEG"))
    return folder


@cache
def content(
    folder: Path, logo: str | None = None, photo: str | None = None, lead: str = ""
) -> Content:
    """Return a content with a logo or a photo, whose files lie in a folder."""
    data: dict[str, Any] = in_full()
    if logo:
        data["brand"] = {"logo": {"file": logo, "alt": LOGO}}
    cover = data["topic"]["cover"]
    if photo:
        del cover["art"]
        cover["photo"] = {"file": photo, "alt": PHOTO}
    cover["lead"] = " ".join(cover["lead"]) + lead
    found = Content.model_validate(data)
    for _, file in found.files():
        file.folder = folder
    return found


@dataclass(frozen=True)
class Printed:
    """A handout, and what is in it."""

    made: Format
    result: Typeset
    facts: Facts

    def panel(self, name: str) -> Box:
        """Return the place of a panel in pt."""
        (panel,) = (each for each in self.made.panels if each.name == name)
        left, top = panel.left * PT_PER_IN, panel.top * PT_PER_IN
        return Box(left, top, left + panel.width * PT_PER_IN, top + panel.height * PT_PER_IN)

    def figures(self, alt: str) -> list[Tag]:
        """Return the figures that say this."""
        return [figure for figure in self.facts.find("Figure") if figure.alt == alt]

    def painted(self, alt: str) -> list[Graphic]:
        """Return what is painted of the figures that say this."""
        figures = self.figures(alt)
        return [each for figure in figures for held in figure.contents() for each in held.graphics]


def printed(
    folder: Path, name: str, where: str = OFFICE, paper: PaperName = "letter", **shown: str
) -> Printed:
    """Return a handout that shows a logo or a photo; the same one is laid out once."""
    return _printed(folder, name, where, paper, **shown)


@cache
def _printed(folder: Path, name: str, where: str, paper: PaperName, **shown: str) -> Printed:
    words = on_paper(content(folder, **shown), paper)
    made = all_placed(words)[name]
    made = for_print_shop(made) if where == SHOP else made
    result = typeset(compose(words, made), made)
    return Printed(made, result, read(trimmed(result.pdf)))


def bounds(graphics: list[Graphic]) -> Box:
    """Return the box around what is painted."""
    boxes = [graphic.box for graphic in graphics]
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


# The logo


@every_logo
def test_where_the_logo_stands(file: str, folder: Path) -> None:
    """It begins a handout and stands above its contact; on a single page once, on a card never.

    Each is one figure that says what the logo says, as large as it may be, and cut off nowhere.
    """
    for name, made in all_placed(content(folder, logo=file)).items():
        found = printed(folder, name, logo=file)
        figures = found.figures(LOGO)
        assert len(figures) == (0 if made.cut else 1 if made.pages == 1 else 2), name
        for figure in figures:
            (held,) = figure.contents()
            box = bounds(list(held.graphics))
            assert box.width <= WIDE + 0.1
            assert box.height <= HIGH + 0.1
            fit = found.result.fits.get("sheet")
            if fit is None or fit.room == 1:
                assert box.width > WIDE - 1 or box.height > HIGH - 1
        assert found.facts.untagged == ()


@every_logo
@every_folded
def test_on_the_cover_in_place_of_the_name(file: str, name: str, folder: Path) -> None:
    """The logo is read first; the clinic's name, which it says, is not printed above it."""
    found = printed(folder, name, logo=file)
    cover = found.panel("cover")
    above = [run.text for run in found.facts.runs if run.page == 0 and run.box.x0 >= cover.x0]
    assert "Example Clinic" not in " ".join(above)
    assert "TMS for depression" in " ".join(above)
    assert found.facts.text.split("\n")[:2] == [LOGO, "TMS for depression"]
    title = next(run for run in found.facts.runs if run.text.startswith("Still"))
    first = found.painted(LOGO)[0]
    assert cover.x0 < first.box.x0
    assert first.box.y1 < title.box.y0


@every_logo
def test_at_the_head_for_physicians(file: str, folder: Path) -> None:
    """It is at the head of a page that is printed in black, and the name in letters at its foot."""
    for name in IN_GREY:
        found = printed(folder, name, logo=file)
        box = bounds(found.painted(LOGO))
        assert box.y1 < min(run.box.y0 for run in found.facts.runs if "Call us" in run.text)
        names = [run for run in found.facts.runs if run.text.strip() == "Example Clinic"]
        assert [run.box.y0 > found.made.height * PT_PER_IN / 2 for run in names] == [True]


def test_what_physicians_get_is_for_fax() -> None:
    """Whatever is for physicians is printed in black alone."""
    assert [name for name, made in FORMATS.items() if not made.for_patients] == IN_GREY


def without_color(pdf: bytes) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield the colours of a file that are no greys."""
    for kind, numbers in plates.colors(pdf):
        is_grey = kind in ("g", "G", "sh", "scn", "/DeviceGray", "/Pattern")
        is_rgb = kind in ("rg", "RG", "/DeviceRGB") and len(set(numbers)) <= 1
        if not is_grey and not is_rgb:
            yield kind, numbers


@every_logo
def test_no_colour_where_a_fax_has_none(file: str, folder: Path) -> None:
    """On a page for fax logos and pictures are grey, and what is dark in a drawing is black."""
    for name in IN_GREY:
        found = printed(folder, name, logo=file)
        assert list(without_color(found.result.pdf)) == []
        spaces = {kind for kind, _ in plates.colors(found.result.pdf)}
        assert ("/DeviceGray" in spaces) or file.endswith("svg")
        pixels = set(_seen(found).tobytes())
        assert min(pixels) < (1 if file.endswith("svg") else 90)
        assert any(60 < pixel < 240 for pixel in pixels)
    in_color = printed(folder, "large-print", logo=file)
    assert list(without_color(in_color.result.pdf)) or file == "b.png"


def _seen(found: Printed) -> Image.Image:
    """Return the logo as PDFium shows it, in grey."""
    box = bounds(found.painted(LOGO))
    with pypdfium2.PdfDocument(found.result.pdf) as opened:
        page: Image.Image = opened[0].render(scale=4).to_pil().convert("RGB")
    red, *others = page.split()
    assert all(other.tobytes() == red.tobytes() for other in others)
    left, top, right, low = (round(4 * edge) for edge in (box.x0, box.y0, box.x1, box.y1))
    return red.crop((left, top, right, low))


@every_logo
@every_folded
def test_inks_of_a_logo(file: str, name: str, folder: Path) -> None:
    """For a print shop an SVG logo is printed in CMYK; a raster logo stays RGB."""
    found = printed(folder, name, SHOP, logo=file)
    others = {kind for kind, _ in plates.colors(found.result.pdf)} - plates.PLAIN
    assert others - {"k", "sh", "scn"} == (set() if file.endswith("svg") else {"/DeviceRGB"})


# The photo


@every_folded
@every_shape
@every_paper
@each_printer
def test_a_photo_fills_its_place(
    name: str, file: str, paper: PaperName, where: str, folder: Path
) -> None:
    """It is as wide as the cover's block, or as high as may be; sharp, whole, and below no text.

    It ends at the bar with the phone, and at the block's edge: for a print shop that bleeds.
    """
    found = printed(folder, name, where, paper, photo=file)
    label = content(folder, photo=file).labels.call
    (image,) = found.painted(PHOTO)
    wide, high = SHAPES[file]
    box, room = image.box, [inches * PT_PER_IN for inches in found.made.photo_room]
    assert box.width / box.height == pytest.approx(wide / high, rel=0.003)
    shrunk = 0.6 + 0.4 * found.result.fits["cover"].room
    assert box.width == pytest.approx(shrunk * min(room[0], room[1] * wide / high), abs=0.2)
    assert image.pixels is not None
    dots = image.pixels[0] / (box.width / PT_PER_IN)
    assert dots == pytest.approx(300 / shrunk, abs=1)
    cover = found.panel("cover")
    edge = cover.x1 + PT_PER_IN * found.made.bleed if where == SHOP else cover.x1 - 18
    assert box.x1 == pytest.approx(edge, abs=0.2)
    assert box.x0 > cover.x0 - 0.2
    assert not [run for run in found.facts.runs if run.page == 0 and run.box.meets(box)]
    call = next(run for run in found.facts.runs if run.text.strip() == label)
    assert 0 < call.box.y0 - box.y1 < 20


@every_folded
def test_a_photo_says_what_it_shows(name: str, folder: Path) -> None:
    """It is read after the question and its answer, before the phone; no drawing is left."""
    found = printed(folder, name, photo="door.jpg")
    said = found.facts.text.split("\n")
    lead = next(number for number, text in enumerate(said) if "offer hope" in text)
    assert said[lead + 1] == PHOTO
    assert len(found.figures(PHOTO)) == 1


@every_folded
def test_a_photo_shrinks_before_the_type(name: str, folder: Path) -> None:
    """Where the words need more room the photo gets smaller; the type is as it was."""
    few = many = printed(folder, name, photo="upright.jpg")
    more = ""
    while many.result.fits["cover"].room == 1:
        more += " You can call us, and we will tell you what there is."
        many = printed(folder, name, photo="upright.jpg", lead=more)
    assert not any(fill.overflows for fill in many.result.fills)
    (large,), (small,) = few.painted(PHOTO), many.painted(PHOTO)
    assert many.result.fits["cover"].type == 1
    assert small.box.width < large.box.width
    assert small.box.width / small.box.height == pytest.approx(5 / 6, rel=0.003)


@every_folded
def test_a_grey_photo_takes_one_ink(name: str, folder: Path) -> None:
    """For a print shop a black-and-white photo is black ink alone; one in colours stays in RGB."""
    for file, space in (("grey.jpg", "/DeviceGray"), ("door.jpg", "/DeviceRGB")):
        found = printed(folder, name, SHOP, photo=file)
        assert {kind for kind, _ in plates.colors(found.result.pdf)} - {"k"} <= {
            space,
            "/DeviceCMYK",
            "/DeviceGray",
        }


@every_logo
@each_printer
def test_no_rule_is_broken(file: str, where: str, folder: Path, tmp_path: Path) -> None:
    """Handouts with a logo and a photo keep every rule, though photographs make a file larger."""
    words = content(folder, logo=file, photo="door.jpg")
    made = list(all_placed(words).values())
    if where == SHOP:
        made = [for_print_shop(each) for each in made if each.folds]
    for outcome in build((Handout(words, each, tmp_path) for each in made), TODAY):
        assert outcome.findings == ()


@every_folded
def test_a_coarse_photo_is_withheld(name: str, tmp_path: Path) -> None:
    """A photo below 300 dots an inch is a finding: so many pixels it has, so many it needs.

    As any other picture it would do.
    """
    wide = round(250 * FORMATS[name].photo_room[0])
    (tmp_path / "small.jpg").write_bytes(saved(photograph(wide, round(wide / 1.5)), "JPEG"))
    words = content(tmp_path, photo="small.jpg")
    found = printed(tmp_path, name, photo="small.jpg")
    (finding,) = RULES["pictures-sharp"].judge(Subject(found.facts, found.made, words))
    (image,) = found.painted(PHOTO)
    inches = image.box.width / PT_PER_IN
    assert finding.words == PHOTO
    assert finding.what.startswith(f"it is {wide} pixels wide, and {inches:.1f} in on paper: ")
    needed = int(finding.what.split()[-2])
    assert needed == pytest.approx(300 * inches, abs=1)
    other = Subject(found.facts, found.made, content(tmp_path))
    assert list(RULES["pictures-sharp"].judge(other)) == []


def refused(folder: Path, file: str) -> str:
    """Return what is said of a content with a photo, and check that its line is named."""
    text = MINIMAL.replace(
        "  sections:\n",
        f"  cover:\n    title: Sleep\n    photo:\n      file: {file}\n      alt: {PHOTO}\n"
        "  sections:\n",
    )
    path = folder / "content.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ContentError) as caught:
        read_clinic(path)
    (problem,) = caught.value.problems
    assert problem.path == "topic.cover.photo.file"
    assert problem.line is not None
    assert file in text.split("\n")[problem.line - 1]
    return f"{problem.what} {problem.fix}"


@pytest.mark.parametrize(
    ("size", "says"),
    [
        ((900, 1_200), ("900 pixels wide and 1,200 high, too high", "may be 1,080 pixels high")),
        ((2_000, 1_000), ("2,000 pixels wide and 1,000 high, too wide", "be 1,777 pixels wide")),
    ],
)
def test_photos_of_other_shapes(
    size: tuple[int, int], says: tuple[str, ...], tmp_path: Path
) -> None:
    """A photo that is too high or too wide is refused, not cropped; what would do is said."""
    (tmp_path / "photo.jpg").write_bytes(saved(photograph(*size), "JPEG"))
    for each in says:
        assert each in refused(tmp_path, "photo.jpg")


def test_the_shape_is_that_of_the_upright_photo(tmp_path: Path) -> None:
    """A photo that a telephone holds on its side is judged as it is seen."""
    exif = Image.Exif()
    exif[274] = 6
    (tmp_path / "photo.jpg").write_bytes(
        saved(photograph(1_600, 1_000), "JPEG", exif=exif.tobytes())
    )
    assert "1,000 pixels wide and 1,600 high" in refused(tmp_path, "photo.jpg")


def test_a_photo_is_no_drawing(tmp_path: Path) -> None:
    """A drawing is no photo; what is wrong with any picture is said of a photo, too."""
    (tmp_path / "a.svg").write_bytes(LOGOS["a.svg"])
    assert "a drawing, not a photo" in refused(tmp_path, "a.svg")
    assert "no such picture" in refused(tmp_path, "none.jpg")
