"""The faces of titles: under names of their own, with the characters that Handout Sans has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from brochures.content.model import Content
from brochures.data import typeface
from brochures.data.palette import THEMES, themes
from brochures.pdf import read
from brochures.render.html import compose
from brochures.render.pdf import typeset
from tests.placing import placed
from tests.samples import minimal

MADE_OF = {"Handout Display": "Fraunces", "Handout Round": "Lexend", "Handout Slab": "Bitter"}

MISSING = {
    "Fraunces": "\u030a\u0394\u03a9\u03bc\u03c0\u2113\u212e"
    "\u2202\u220f\u2211\u221a\u221e\u222b\u25ca",
    "Lexend": "",
    "Bitter": "\u00ad",
}
"""Characters of Handout Sans that they do not have; it prints them in their stead."""


@pytest.fixture(params=typeface.DISPLAY)
def face(request: pytest.FixtureRequest) -> Iterator[TTFont]:
    """Return a display face."""
    with TTFont(file(request.param)) as font:
        yield font


def file(name: str) -> Path:
    """Return the file of a display face."""
    return typeface.FOLDER / f"{name.replace(' ', '')}-Bold.ttf"


def test_characters(face: TTFont) -> None:
    """It has those of Handout Sans but for a few, and no others."""
    wanted = {chr(code) for code in typeface._code_points(typeface.FACES)}
    missing = MISSING[MADE_OF[face["name"].getDebugName(1)]]
    assert set(map(chr, face.getBestCmap())) - {"\r"} == wanted - {"\r", *missing}


def test_it_has_a_name_of_its_own(face: TTFont) -> None:
    """As the SIL Open Font License asks: another name, its makers' copyright, and the licence."""
    names = face["name"]
    family = names.getDebugName(1)
    source = MADE_OF[family]
    for entry in (1, 3, 4, 6, 16, 17, 25):
        assert source not in (names.getDebugName(entry) or "")
    assert f"The {source} Project Authors" in names.getDebugName(0)
    assert "SIL Open Font License" in names.getDebugName(13)
    licence = typeface.FOLDER / f"LICENSE-{family.replace(' ', '')}.txt"
    said = licence.read_text("utf-8")
    assert f"The {source} Project Authors" in said
    assert "SIL OPEN FONT LICENSE" in said


def test_it_is_static_and_bold(face: TTFont) -> None:
    """It has no axes, by which a PDF's bytes would change, and is bold by itself."""
    assert not {"fvar", "gvar", "STAT", "HVAR"} & set(face.keys())
    assert face["OS/2"].usWeightClass == 700
    assert (face["OS/2"].fsSelection & 0b100000, face["head"].macStyle) == (0b100000, 1)


def test_it_has_a_plain_zero(face: TTFont) -> None:
    """A zero has no slash: it is an outline and one counter."""
    pen = RecordingPen()
    face.getGlyphSet()[face.getBestCmap()[ord("0")]].draw(pen)
    assert [name for name, _ in pen.value].count("closePath") == 2


def test_it_keeps_its_kerning(face: TTFont) -> None:
    """Pairs of letters are as far apart as its makers want."""
    features = {each.FeatureTag for each in face["GPOS"].table.FeatureList.FeatureRecord}
    assert "kern" in features


def test_themes_name_them() -> None:
    """Each theme names one of them, and each is named."""
    named = [
        name
        for theme in themes()
        for name in typeface.DISPLAY
        if f'--display: "{name}";' in (THEMES / f"{theme}.css").read_text("utf-8")
    ]
    assert sorted(named) == sorted(typeface.DISPLAY)


@pytest.mark.parametrize(
    ("theme", "faces"),
    [
        ("harbour", {"Handout-Display-Bold", "Handout-Sans-Bold"}),
        ("garden", {"Handout-Round-Bold"}),
        ("orchard", {"Handout-Slab-Bold"}),
    ],
)
def test_a_title_with_a_character_that_few_faces_have(theme: str, faces: set[str]) -> None:
    """What the theme's face does not have is set in Handout Sans, all else in that face."""
    data = minimal() | {"brand": {"theme": theme}}
    data["topic"]["sections"]["habits"]["title"] = "About \u221e sheep"
    content = Content.model_validate(data)
    made = placed(content, "trifold")
    (title,) = (
        tag
        for tag in read(typeset(compose(content, made), made).pdf).find("H2")
        if "\u221e" in tag.text
    )
    assert {run.face for run in title.runs if run.text.strip()} == faces
