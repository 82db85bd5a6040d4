"""Each kind of page looks as it did when a person accepted it.

A page is drawn small and compared with a kept picture. What counts is the spot that differs most in
the mean, beyond what rounding explains. The mean of a whole page would drown a full stop that is
lost; a single pixel already jumps where another build of the renderer rounds an edge otherwise. In
levels of 255: our pages drawn by PDFium 126 to 159, which round the ends of rules differently,
differ by 4; one with a list that is moved by half a point, by 14.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from brochures.content.model import Content
from brochures.formats import FORMATS
from brochures.formats.model import PT_PER_IN, Format
from brochures.pdf import Facts
from brochures.render.result import Typeset
from tests.placing import ours

Note = Callable[[str, object], None]

KEPT = Path(__file__).parents[1] / "golden" / "looks"
DIFFERENCES = Path(__file__).parents[1] / "differences"
"""What differs is drawn here; git does not keep it."""

KINDS = {
    "first": "topic.title",
    "contents": "labels.contents",
    "chapter": "topic.sections[symptoms].title",
    "drawing": "topic.sections[treatments].title",
    "last": "topic.next_step.title",
}
"""Kinds of pages of a handout that has as many as it takes, and headings by which they are found,
wherever they move to."""

OF_ANOTHER = {kind: heading for kind, heading in KINDS.items() if kind != "contents"} | {
    "first": "topic.cover.title"
}
"""The same of a handout that has the words of another one."""


def pages() -> dict[str, tuple[str, int | str]]:
    """Return each kind of page by the name of its picture: its handout, and its number or heading.

    Of a handout whose number of pages is fixed, each page is of a kind of its own.
    """
    found: dict[str, tuple[str, int | str]] = {}
    for name in ours():
        if number := FORMATS[name].pages:
            found |= {f"{name}-{page + 1}": (name, page) for page in range(number)}
        else:
            kinds = OF_ANOTHER if FORMATS[name].follows else KINDS
            found |= {f"{name}-{kind}": (name, heading) for kind, heading in kinds.items()}
    return found


PAGES = pages()

SPREADS = {"first-open": ("inside-1", "flap")}
"""Panels that are seen side by side while a sheet is unfolded, where it has them: cover opened, the
flap lies beside the first panel inside."""

SCALE = 0.5
"""Pixels for each pt: a line of text is some eight pixels high."""

FINER = 6
"""Pages are drawn so much larger and then averaged: how an edge is rounded hardly shows."""

LEVELS = 32
"""So many of each colour are kept: but for drawings, no page has more than 256 colours then."""

ROUNDING = 6
"""So much of a difference does not count: 4 for the levels that are kept, 2 for the build."""

SPOT = 3
"""A spot is a square of so many pixels: 6 pt, about a letter."""

MOST = 5
"""A page has changed where a spot differs by more."""

LARGEST = 400_000
"""All kept pictures take so many bytes at most."""

MM_PER_PX = 25.4 / 72 / SCALE


def draw(pdf: bytes, page: int) -> Image.Image:
    """Return a page in small."""
    with pypdfium2.PdfDocument(pdf) as document:
        drawn: Image.Image = document[page].render(scale=SCALE * FINER).to_pil()
        return drawn.convert("RGB").reduce(FINER)


def draw_spread(pdf: bytes, made: Format, names: Iterable[str]) -> Image.Image:
    """Return panels side by side, in small."""
    panels = {panel.name: panel for panel in made.panels}
    shown = []
    for panel in map(panels.__getitem__, names):
        left, right = panel.left, panel.left + panel.width
        edges = (round(inches * PT_PER_IN * SCALE) for inches in (left, right, panel.height))
        x0, x1, y1 = edges
        shown.append(draw(pdf, panel.page).crop((x0, 0, x1, y1)))
    spread = Image.new("RGB", (sum(each.width for each in shown), shown[0].height), "white")
    left = 0
    for each in shown:
        spread.paste(each, (left, 0))
        left += each.width
    return spread


def few_colours(picture: Image.Image) -> Image.Image:
    """Return a picture that takes little room: its colours rounded and listed in a palette."""
    step = 255 / (LEVELS - 1)
    rounded = picture.point([round(round(value / step) * step) for value in range(256)] * 3)
    if rounded.getcolors(256) is None:
        return rounded
    return rounded.convert("P", palette=Image.Palette.ADAPTIVE, colors=256)


def difference(kept: Image.Image, new: Image.Image) -> Image.Image:
    """Return by how much each pixel differs, in the colour that differs most, beyond rounding."""
    whole = (0, 0, max(kept.width, new.width), max(kept.height, new.height))
    both = (picture.convert("RGB").crop(whole) for picture in (kept, new))
    red, green, blue = ImageChops.difference(*both).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point([max(0, value - ROUNDING) for value in range(256)])


def change(kept: Image.Image, new: Image.Image) -> str:
    """Say how much, and where on the page, a picture differs from the kept one; '' if not."""
    spots = difference(kept, new).filter(ImageFilter.BoxBlur(SPOT // 2))
    changed = spots.point([255 * (value > MOST) for value in range(256)]).getbbox()
    if not changed:
        return ""
    levels = max(value for value, pixels in enumerate(spots.histogram()) if pixels)
    left, top, right, bottom = (round(edge * MM_PER_PX) for edge in changed)
    return (
        f"by up to {levels} levels ({MOST} are allowed),"
        f" {left} to {right} mm from the left and {top} to {bottom} mm from the top"
    )


def side_by_side(kept: Image.Image, new: Image.Image) -> Image.Image:
    """Return the kept picture, the new one, and the new one in pale with the difference in red."""
    marks = difference(kept, new)
    pale = Image.blend(new, Image.new("RGB", new.size, "white"), 0.8)
    sheet = Image.new("RGB", (3 * marks.width + 2, marks.height), "black")
    for place, picture in enumerate((kept, new, pale)):
        sheet.paste(picture, (place * (marks.width + 1), 0))
    sheet.paste(
        "red", (2 * (marks.width + 1), 0), marks.point([min(255, 4 * v) for v in range(256)])
    )
    return sheet


def accepted(name: str, new: Image.Image, pytestconfig: pytest.Config, note: Note) -> None:
    """Fail where a picture differs from the kept one; with --update, keep it."""
    path, drawn = KEPT / f"{name}.png", DIFFERENCES / f"{name}.png"
    kept = Image.open(path) if path.exists() else Image.new("RGB", new.size, "white")
    drawn.unlink(missing_ok=True)
    changed = change(kept, new)
    if changed and pytestconfig.getoption("--update"):
        KEPT.mkdir(parents=True, exist_ok=True)
        few_colours(new).save(path, optimize=True)
        note("rewritten", path.relative_to(pytestconfig.rootpath).as_posix())
    elif changed:
        DIFFERENCES.mkdir(exist_ok=True)
        side_by_side(kept, new).save(drawn)
        shown = drawn.relative_to(pytestconfig.rootpath).as_posix()
        note("drawn", shown)
        pytest.fail(
            f"{path.name}: the page has changed {changed}.\n"
            f"Look at {shown}: kept, new, difference. To accept it: make test ARGS=--update",
            pytrace=False,
        )


@pytest.mark.parametrize("name", PAGES)
def test_page_looks_as_accepted(
    name: str,
    content: Content,
    handouts: Mapping[str, Typeset],
    facts: Mapping[str, Facts],
    pytestconfig: pytest.Config,
    record_property: Note,
) -> None:
    """Each kind of page looks like the kept picture."""
    handout, page = PAGES[name]
    if isinstance(page, str):
        title = f"{{0.{page}}}".format(content)
        headings = {" ".join(tag.text.split()): tag for tag in facts[handout].find("H1", "H2")}
        page = headings[title].runs[0].page
    accepted(name, draw(handouts[handout].pdf, page), pytestconfig, record_property)


def spreads() -> list[tuple[str, str]]:
    """Return each spread of panels and a format that has all of them."""
    return [
        (name, spread)
        for name in ours()
        for spread, panels in SPREADS.items()
        if set(panels) <= {panel.name for panel in FORMATS[name].panels}
    ]


@pytest.mark.parametrize(("name", "spread"), spreads())
def test_spread_looks_as_accepted(
    name: str,
    spread: str,
    made: Mapping[str, Format],
    handouts: Mapping[str, Typeset],
    pytestconfig: pytest.Config,
    record_property: Note,
) -> None:
    """Panels that are seen together look like the kept picture of them."""
    new = draw_spread(handouts[name].pdf, made[name], SPREADS[spread])
    accepted(f"{name}-{spread}", new, pytestconfig, record_property)


def test_kept_pictures() -> None:
    """There is a picture of each kind of page and no other, and all of them are small."""
    kept = list(KEPT.iterdir())
    names = {*PAGES, *(f"{name}-{spread}" for name, spread in spreads())}
    assert {path.name for path in kept} == {f"{name}.png" for name in names}
    assert sum(path.stat().st_size for path in kept) <= LARGEST


def sample(
    *,
    moved: tuple[int, int] = (0, 0),
    dot: bool = True,
    card: str = "#0b4a57",
    darker: int = 0,
    size: tuple[int, int] = (80, 100),
) -> Image.Image:
    """Return a small page: three lines as of text, an edge half grey, a dark card, and a dot."""
    page = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(page)
    right, down = moved
    for line in (10, 18, 26):
        for stem in range(8, 64, 4):
            pen.rectangle((stem + right, line + down, stem + right + 1, line + down + 4), "#17242b")
    pen.line((8, 36, 70, 36), (128 - darker,) * 3)
    pen.rectangle((8, 50, 70, 90), card)
    if dot:
        pen.rectangle((72, 30, 72, 30), "#17242b")
    return page


def test_the_same_is_no_change() -> None:
    """A page is like itself, also after its colours were rounded to be kept."""
    assert change(sample(), sample()) == ""
    assert change(few_colours(sample()), sample()) == ""


def test_rounding_is_no_change() -> None:
    """An edge that a build draws a few levels darker, or a colour just that, is the same."""
    assert change(few_colours(sample()), sample(darker=6)) == ""
    assert change(sample(), sample(card="#0b505d")) == ""


@pytest.mark.parametrize(
    "new",
    [
        pytest.param(sample(moved=(1, 0)), id="moved by a pixel to the right"),
        pytest.param(sample(moved=(0, 1)), id="moved by a pixel down"),
        pytest.param(sample(dot=False), id="a dot is missing"),
        pytest.param(sample(card="#0b5663"), id="another colour"),
        pytest.param(sample(darker=40), id="a thicker rule"),
        pytest.param(sample(size=(80, 99)), id="a page that is less high"),
        pytest.param(sample(size=(81, 100)), id="a page that is wider"),
    ],
)
def test_a_change_is_seen(new: Image.Image) -> None:
    """What a person would see is a change, also after the colours were rounded to be kept."""
    assert change(sample(), new)
    assert change(few_colours(sample()), new)


def test_a_change_is_placed() -> None:
    """The change is measured, and named with its place on the page."""
    assert change(sample(), sample(dot=False)) == (
        "by up to 25 levels (5 are allowed), 50 to 52 mm from the left and 20 to 23 mm from the top"
    )


def test_what_is_drawn_of_a_change() -> None:
    """Kept, new and difference stand side by side; red is what differs, and nothing else."""
    sheet = side_by_side(few_colours(sample()), sample(dot=False))
    kept, new, marked = (sheet.crop((left, 0, left + 80, 100)) for left in (0, 81, 162))
    assert change(kept, sample()) == ""
    assert change(new, sample(dot=False)) == ""
    red = [(x, y) for x in range(80) for y in range(100) if marked.getpixel((x, y)) == (255, 0, 0)]
    assert red == [(72, 30)]
