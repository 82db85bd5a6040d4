"""The face for machines differs from the typeface in its zero and its name, and in nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fontpkg_atkinson_hyperlegible import ROOT as PACKAGE
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[2] / "styles" / "fonts"


@pytest.fixture(params=["Regular", "Bold"])
def faces(request: pytest.FixtureRequest) -> Iterator[tuple[Any, Any]]:
    """Return a face of the typeface, and ours."""
    package = Path(PACKAGE) / "files" / f"AtkinsonHyperlegible-{request.param}.ttf"
    with TTFont(package) as theirs, TTFont(FONTS / f"HandoutSans-{request.param}.ttf") as ours:
        yield theirs, ours


def test_only_the_zero_differs(faces: tuple[Any, Any]) -> None:
    """Characters, widths and outlines are the same, but for the zero's."""
    theirs, ours = faces
    assert ours.getBestCmap() == theirs.getBestCmap()
    assert ours["hmtx"].metrics == theirs["hmtx"].metrics
    changed = [
        name for name in theirs.getGlyphOrder() if ours["glyf"][name] != theirs["glyf"][name]
    ]
    assert changed == ["zero"]


def test_the_zero_has_no_slash(faces: tuple[Any, Any]) -> None:
    """It is an outline and one counter, as wide, as tall and as heavy as before."""
    theirs, ours = (face["glyf"]["zero"] for face in faces)
    assert (theirs.numberOfContours, ours.numberOfContours) == (3, 2)
    for edge in ("xMin", "yMin", "xMax", "yMax"):
        assert getattr(ours, edge) == getattr(theirs, edge)
    inner = ours.coordinates[ours.endPtsOfContours[0] + 1 :]
    middle = (ours.xMin + ours.xMax) / 2
    assert min(x for x, _ in inner) + max(x for x, _ in inner) == pytest.approx(2 * middle, abs=2)


def test_it_has_a_name_of_its_own(faces: tuple[Any, Any]) -> None:
    """As the SIL Open Font License asks: another name, the same copyright and licence."""
    theirs, ours = (face["name"] for face in faces)
    assert ours.getDebugName(1) == "Handout Sans"
    assert "Atkinson" not in ours.getDebugName(6)
    assert ours.getDebugName(0) == theirs.getDebugName(0)
    assert ours.getDebugName(13) == theirs.getDebugName(13)
    assert (FONTS / "LICENSE.txt").read_text("utf-8").count("SIL OPEN FONT LICENSE") > 0
