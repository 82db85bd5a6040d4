"""The print shop's plates: text, code and marks in black alone, and nowhere too much ink.

Ghostscript is Debian's `ghostscript`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path

import pytest

from brochures.content.model import Content
from brochures.data import palette as palettes
from brochures.formats.model import PAPERS, Format, for_print_shop
from brochures.pdf import Facts, Run, read
from brochures.render import html as composing
from brochures.render.colors import MOST_INK, inks
from brochures.render.html import compose
from brochures.render.pdf import typeset
from brochures.render.result import Typeset, TypesettingError
from tests import plates
from tests.placing import on_paper, placed
from tests.plates import Plates
from tests.programs import needs
from tests.samples import in_full
from tests.thorough import mostly

INK = (0x17, 0x24, 0x2B)
"""The colour of text in the office's files."""

WHITE = (255, 255, 255)
MOST_OF_A_TINT = 0.15 * plates.SOLID

SLUG, BLEED = 27, 9
"""In pt around the trim."""

BLACK = (0, 0, 0, plates.SOLID)
"""The most of each ink where black alone is printed."""

LEAST = 1e-6
ROUNDED = 4 / 255
"""Each plate's tone is rounded to 1/255."""

RGB = {"rg", "RG", "/DeviceRGB", "sc", "SC"}


@pytest.fixture(scope="module", params=mostly(list(PAPERS), "letter"))
def words(request: pytest.FixtureRequest, content: Content) -> Content:
    """The clinic's words, to be printed on each paper."""
    return on_paper(content, request.param)


@pytest.fixture(scope="module")
def trifold(words: Content) -> Format:
    """The office's tri-fold."""
    return placed(words, "trifold")


@pytest.fixture(scope="module")
def for_shop(trifold: Format) -> Format:
    """The tri-fold for a print shop."""
    return for_print_shop(trifold)


@pytest.fixture(scope="module")
def shop(words: Content, for_shop: Format) -> bytes:
    """Its file."""
    return typeset(compose(words, for_shop), for_shop).pdf


@pytest.fixture(scope="module")
def separated(shop: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[Plates]:
    """Its plates, page after page."""
    return separate(shop, tmp_path_factory.mktemp("plates"))


@pytest.fixture(scope="module")
def office(
    handouts: Mapping[str, Typeset], tmp_path_factory: pytest.TempPathFactory
) -> list[Plates]:
    """The plates of the office's tri-fold, which is in RGB: what is measured below must be seen."""
    return separate(handouts["trifold"].pdf, tmp_path_factory.mktemp("office"))


def separate(pdf: bytes, folder: Path) -> list[Plates]:
    """Return a file's plates; without Ghostscript the test is skipped, or fails under CI."""
    needs("gs")
    return plates.separated(pdf, folder)


def in_several_inks(runs: Iterable[Run], pages: list[Plates]) -> Iterator[str]:
    """Yield the texts that are not printed in black alone."""
    for run in runs:
        cyan, magenta, yellow, black = pages[run.page].within(run.box)
        if cyan or magenta or yellow or black != plates.SOLID:
            yield run.text


def inks_of_the_code(facts: Facts, content: Content, pages: list[Plates]) -> tuple[int, ...]:
    """Return the most of each ink in the QR code."""
    (figure,) = (tag for tag in facts.find("Figure") if tag.alt == content.labels.code)
    (code,) = (graphic for each in figure.contents() for graphic in each.graphics)
    return pages[code.page].within(code.box.shrunk(1))


def is_mixed(color: tuple[float, ...], declared: set[tuple[float, ...]]) -> bool:
    """Say whether a colour is declared, or between two that are, as drawings mix them."""
    for one, two in product(declared, repeat=2):
        apart = [b - a for a, b in zip(one, two, strict=True)]
        widest = max(range(4), key=lambda ink: abs(apart[ink]))
        share = (color[widest] - one[widest]) / apart[widest] if apart[widest] else 0
        between = [a + share * step for a, step in zip(one, apart, strict=True)]
        if 0 <= share <= 1 and color == pytest.approx(between, abs=1e-3):
            return True
    return False


def test_no_color_of_the_screen(shop: bytes, words: Content, for_shop: Format) -> None:
    """No RGB is left: all colours are the inks of the theme's sheet, and none is too much ink."""
    found = set(plates.colors(shop))
    assert {name for name, _ in found} <= {"k", "g", "G", *plates.PLAIN}
    used = {numbers for name, numbers in found if name == "k"}
    named = composing.palette(for_shop, words).values()
    declared = {tuple(map(float, value[len("device-cmyk(") : -1].split())) for value in named}
    assert {(0, 0, 0, 1), (0.95, 0.38, 0.38, 0.54)} <= used
    assert {each for each in used if not is_mixed(each, declared)} == set()
    assert max(map(sum, used)) <= MOST_INK + LEAST


def test_rgb_would_be_seen(handouts: Mapping[str, Typeset]) -> None:
    """The office's file, which is in RGB, is found to be so."""
    names = {name for name, _ in plates.colors(handouts["trifold"].pdf)}
    assert {"rg", "RG"} <= names
    assert "k" not in names


def test_black_text_is_black_alone(
    shop: bytes, separated: list[Plates], words: Content, trifold: Format
) -> None:
    """Where text is printed black there is no cyan, magenta or yellow but that of its ground."""
    in_rgb = read(typeset(compose(words, trifold), trifold).pdf)
    facts = read(shop)
    assert [run.text for run in facts.runs] == [run.text for run in in_rgb.runs]
    pairs = zip(facts.runs, in_rgb.runs, strict=True)
    black = [run for run, other in pairs if other.color == INK and run.text.strip()]
    assert len(black) > 90
    on_white = [run for run in black if {each.color for each in run.behind} == {WHITE}]
    assert list(in_several_inks(on_white, separated)) == []
    on_tint = [run for run in black if run not in on_white]
    assert 0 < len(on_tint) < 20
    for run in on_tint:
        *tinted, solid = separated[run.page].within(run.box)
        assert max(tinted) <= MOST_OF_A_TINT
        assert solid == plates.SOLID


def test_the_code_is_black_alone(shop: bytes, separated: list[Plates], content: Content) -> None:
    """The QR code is on the black plate alone."""
    assert inks_of_the_code(read(shop), content, separated) == BLACK


def test_marks_are_black_alone(separated: list[Plates]) -> None:
    """What stands in the slug, fold marks and crop marks, is on the black plate alone."""
    edge = (SLUG - BLEED) * plates.DOTS // 72 - 1
    for page in separated:
        width, height = page.inks[0].size
        for strip in (
            (0, 0, width, edge),
            (0, height - edge, width, height),
            (0, 0, edge, height),
            (width - edge, 0, width, height),
        ):
            assert page.cut(strip) == BLACK


def test_not_too_much_ink(separated: list[Plates]) -> None:
    """Nowhere on a page is there more ink than uncoated stock takes; there is some."""
    most = [page.most() for page in separated]
    assert len(most) == 2
    assert 1 <= min(most) <= max(most) <= MOST_INK + ROUNDED


def test_four_inks_would_be_seen(
    handouts: Mapping[str, Typeset], content: Content, office: list[Plates]
) -> None:
    """Each of these measurements fails on the office's file, which is in RGB."""
    facts = read(handouts["trifold"].pdf)
    black = [run for run in facts.runs if run.color == INK and run.text.strip()]
    assert list(in_several_inks(black, office)) == [run.text for run in black]
    assert min(inks_of_the_code(facts, content, office)) > 0
    assert max(page.most() for page in office) > MOST_INK + ROUNDED


def test_a_palette_without_inks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A colour of the sheets without inks beside it is printed in computed ones."""
    few = Content.model_validate(in_full())
    office = placed(few, "trifold")
    shop = for_print_shop(office)
    write_theme(tmp_path, "--deep: #5b1060;")
    monkeypatch.setattr(palettes, "THEMES", tmp_path)
    assert composing.palette(shop, few)["deep"] == "#5b1060"
    assert composing.palette(shop, few)["ink"] == "device-cmyk(0 0 0 1)"
    assert composing.palette(office, few)["ink"] == "#17242b"
    in_computed_inks(typeset(compose(few, shop), shop).pdf, 0x5B, 0x10, 0x60)


def test_a_clinics_own_colors() -> None:
    """A colour that a clinic chose is printed in computed inks, in drawings too."""
    own = Content.model_validate(in_full() | {"brand": {"colors": {"deep": "#5b1060"}}})
    shop = for_print_shop(placed(own, "trifold"))
    in_computed_inks(typeset(compose(own, shop), shop).pdf, 0x5B, 0x10, 0x60)


def in_computed_inks(pdf: bytes, *color: int) -> None:
    """Assert that a file holds a colour in computed inks, and nothing in RGB."""
    found = set(plates.colors(pdf))
    assert not {name for name, _ in found} & RGB
    red, green, blue = (part / 255 for part in color)
    computed = pytest.approx(inks(red, green, blue), abs=1e-5)
    assert any(numbers == computed for _, numbers in found if len(numbers) == len(plates.NAMES))
    assert max(sum(numbers) for name, numbers in found if name == "k") <= MOST_INK + LEAST


def test_inks_that_were_left_behind(
    words: Content,
    trifold: Format,
    for_shop: Format,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who changes a colour and forgets the inks beside it is told, before anything is printed."""
    write_theme(tmp_path, "--deep: #5b1060; --deep-cmyk: device-cmyk(.95 .38 .38 .54);")
    monkeypatch.setattr(palettes, "THEMES", tmp_path)
    assert composing.palette(trifold, words)["deep"] == "#5b1060"
    with pytest.raises(TypesettingError, match="--deep-cmyk are the inks of another colour"):
        composing.palette(for_shop, words)


def write_theme(folder: Path, deep: str) -> None:
    """Write our theme with another dark colour."""
    theme = (palettes.THEMES / "harbour.css").read_text("utf-8")
    lines = [f"  {deep}" if "--deep:" in line else line for line in theme.splitlines()]
    assert lines != theme.splitlines()
    (folder / "harbour.css").write_text("\n".join(lines), "utf-8")
