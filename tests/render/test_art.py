"""Icons and drawings: of the palette's colours alone, in inks too, and each with its meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tinycss2.color5 import parse_color

from brochures.content.loader import load
from brochures.content.model import Content
from brochures.data import ART, ICONS, drawings, icons
from brochures.formats.model import Format, for_print_shop
from brochures.pdf import read
from brochures.render import html
from brochures.render.colors import inks, mixed
from brochures.render.html import compose
from brochures.render.pdf import typeset
from brochures.render.svg import address
from tests import plates
from tests.content.mistakes import problems
from tests.placing import placed
from tests.samples import MINIMAL
from tools import illustrations

EVERYDAY = "bed book calendar call clock email eye food home money moon page tooth walk water"
"""Icons that any topic can use."""

GROUPS = ("medicine", "talk", "stimulation", "life", "moon")

SVG = "{http://www.w3.org/2000/svg}"

each_icon = pytest.mark.parametrize("name", icons())
each_drawing = pytest.mark.parametrize("name", drawings())


@pytest.fixture(scope="module")
def trifold(content: Content) -> Format:
    """The office's tri-fold."""
    return placed(content, "trifold")


@pytest.fixture(scope="module")
def palettes(content: Content, trifold: Format) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The palette on a screen, and in inks."""
    return html.palette(trifold, content), html.palette(for_print_shop(trifold), content)


def parsed(drawn: str) -> ET.Element:
    """Return a drawing as XML."""
    return ET.fromstring(drawn)  # noqa: S314 - it is our own


def painted(drawn: str) -> set[str]:
    """Return the colours of a drawing."""
    return set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawn)) - {"none"}


def test_there_are_icons_for_any_topic() -> None:
    """There are enough icons, and those that everybody needs."""
    assert len(icons()) >= 28
    assert set(EVERYDAY.split()) <= set(icons())


@each_icon
def test_an_icon_says_what_it_means(name: str) -> None:
    """At its top stands what it shows, and what that means."""
    assert re.fullmatch(r"An? .+|Two .+", illustrations.meaning(name))
    assert ": " in illustrations.meaning(name)


def test_no_two_icons_mean_the_same() -> None:
    """Each icon shows another thing."""
    assert len({illustrations.meaning(name) for name in icons()}) == len(icons())


@each_icon
def test_an_icon_in_the_colors_of_its_tile(
    name: str, palettes: tuple[Mapping[str, str], ...]
) -> None:
    """An icon holds its tile's colour and colours of the palette, on a screen and in inks."""
    for palette in palettes:
        for offered, tile, line in ((False, "cool", "deep"), (True, "deep", "white")):
            drawn = html.icon(name, palette, offered=offered)
            assert parsed(drawn).get("viewBox") == "0 0 48 56"
            assert {palette[tile], palette[line]} <= painted(drawn) <= set(palette.values())
            without = html.icon(name, palette, offered=offered, tile=False)
            assert len(list(parsed(without))) == len(list(parsed(drawn))) - 1


@each_drawing
def test_a_drawing(name: str, palettes: tuple[Mapping[str, str], ...]) -> None:
    """A drawing has a title, which is translated, and only colours that can be printed."""
    for palette in palettes:
        drawn = html.drawing(name, palette, "en")
        title = parsed(drawn).find(f"{SVG}title")
        assert title is not None
        assert title.text
        for language in ("de", "es", "fr"):
            assert title.text not in html.drawing(name, palette, language)
        assert all(parse_color(color) for color in painted(drawn))


def test_no_color_is_written_in_a_drawing() -> None:
    """Templates name roles of the palette, never a colour; a clinic's own stand in their place."""
    for path in (*ART.glob("*.*"), *ICONS.glob("*.svg")):
        text = path.read_text("utf-8")
        assert not re.search(r"#[0-9a-fA-F]{3}|rgb\(|currentColor|opacity|<text", text), path.name
        assert not re.search(r'(?:fill|stroke)="(?!none|\{\{)', text), path.name


def test_no_gradient_and_nothing_that_is_clipped() -> None:
    """Drawings are flat, which every printer prints."""
    for path in (*ART.glob("*.*"), *ICONS.glob("*.svg")):
        assert not re.search(
            "gradient|clip|mask|filter|<style", path.read_text("utf-8"), re.IGNORECASE
        )


@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_the_frieze(number: int, palettes: tuple[Mapping[str, str], ...]) -> None:
    """An arch for each icon, all of one height; a dark frame and lines tell what is offered."""
    for palette in palettes:
        plain = html.frieze(GROUPS[:number], palette, "en")
        drawn = html.frieze(GROUPS[:number], palette, "en", offered=1)
        parsed(drawn)
        heights = [re.findall(r'd="M\S+ 82\.5v(\S+?)a', each) for each in (plain, drawn)]
        assert len(heights[0]) == 2 * number
        assert len(set(heights[0][::2])) == 1
        assert len(heights[1]) == 2 * number + 2
        dark = f'v[^"]+Z" fill="{re.escape(palette["deep"])}"'
        assert len(re.findall(dark, drawn)) == len(re.findall(dark, plain)) + 1
        assert drawn.count('width="755" height="3"') == 1


@pytest.mark.parametrize("height", [64, 84])
def test_the_friezes_height(height: int, palettes: tuple[Mapping[str, str], ...]) -> None:
    """A panel that needs the room has a lower frieze, as wide as the other."""
    drawn = parsed(html.frieze(GROUPS, palettes[0], "en", height=height))
    assert drawn.get("viewBox") == f"0 0 755 {height}"


def test_mixed_colors() -> None:
    """Between two colours lies one of the same kind; if either is in inks, it is in inks."""
    assert mixed("#000000", "#ffffff", 0) == "#000000"
    assert mixed("#000000", "#ff8000", 0.5) == "#804000"
    half = parse_color(mixed("device-cmyk(0 0 0 1)", "device-cmyk(1 0 0 0)", 0.5))
    assert half.coordinates == pytest.approx((0.5, 0, 0, 0.5))
    own = parse_color(mixed("device-cmyk(0 0 0 0)", "#5b1060", 1))
    assert own.coordinates == pytest.approx(inks(0x5B / 255, 0x10 / 255, 0x60 / 255), abs=1e-4)


def with_icon(page: str, palette: Mapping[str, str]) -> str:
    """Return a page with an icon behind the words at the foot of its cover."""
    picture = address(html.icon("genes", palette).encode())
    style = f"background: url({picture}) no-repeat 0 0 / 14pt 16.3pt"
    return page.replace('<div class="foot">', f'<div class="foot" style="{style}">', 1)


def test_an_icon_as_a_background(content: Content, trifold: Format) -> None:
    """An icon behind words is painted as an artifact, which is not read aloud."""
    page = compose(content, trifold)
    before, after = (
        read(typeset(each, trifold).pdf)
        for each in (page, with_icon(page, html.palette(trifold, content)))
    )
    assert len(after.graphics) > len(before.graphics)
    assert [each for each in after.graphics if not each.artifact] == [
        each for each in before.graphics if not each.artifact
    ]


def test_an_icon_in_inks(content: Content, trifold: Format) -> None:
    """For a print shop, an icon that is a background is printed in inks, and nothing in RGB."""
    shop = for_print_shop(trifold)
    pdf = typeset(with_icon(compose(content, shop), html.palette(shop, content)), shop).pdf
    found = set(plates.colors(pdf))
    assert not {name for name, _ in found} & {"rg", "RG", "/DeviceRGB", "sc", "SC"}
    glow = parse_color(html.palette(shop, content)["glow"]).coordinates
    assert any(numbers == pytest.approx(glow) for _, numbers in found if len(numbers) == len(glow))


def test_unknown_icons_are_said_with_those_that_there_are(tmp_path: Path) -> None:
    """An icon that does not come with the program is refused, with the nearest and all others."""
    text = MINIMAL.replace("- name:", "- icon: mooon\n          name:", 1)
    (problem,) = problems(tmp_path / "content.yaml", text)
    assert problem.fix == f'Did you mean "moon"? There are: {", ".join(icons())}.'


def test_an_icon_of_an_item(tmp_path: Path) -> None:
    """An item has an icon, by its name."""
    file = tmp_path / "content.yaml"
    file.write_text(MINIMAL.replace("- name:", "- icon: moon\n          name:", 1), "utf-8")
    (section,) = load(file).topic.sections.values()
    assert section.body.all_items[0].icon == "moon"


def test_the_page_of_illustrations() -> None:
    """docs/illustrations.md and its pictures show the drawings of today: `make pictures`."""
    files = {path for path in illustrations.FOLDER.rglob("*.*") if path.is_file()}
    expected = illustrations.written()
    assert files | {illustrations.PAGE} == expected.keys()
    assert [path.name for path in expected if path.read_text("utf-8") != expected[path]] == []
