"""What is folded, for a print shop: bleed, marks in the slug, boxes, and the tags as they were."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from PIL import Image

import make_pdf
from brochures.formats import FORMATS
from brochures.pdf import Facts, read, trimmed
from tests.placing import ours

ROOT = Path(__file__).parents[2]
DOTS = 144
SLUG, BLEED = 27, 9
"""In pt around the trim."""

FOLDED = tuple(name for name in ours() if FORMATS[name].folds)
every_folded = pytest.mark.parametrize("name", FOLDED)


class Published(NamedTuple):
    """What the command made for a print shop, as a person runs it."""

    files: Mapping[str, Path]
    """By the names of their formats."""
    said: str


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """What is made of the clinic's words."""
    folder = tmp_path_factory.mktemp("shop")
    arguments = ["--for", "print-shop", "--content", str(ROOT / "content.yaml")]
    with redirect_stdout(StringIO()) as said:
        assert make_pdf.main([*arguments, "--output", str(folder)]) == 0
    files = {path.stem.removesuffix("-print-shop"): path for path in folder.glob("*.pdf")}
    return Published(files, said.getvalue())


@pytest.fixture(scope="module")
def shop(published: Published) -> Mapping[str, Path]:
    """The published files."""
    return published.files


def side(path: Path, page: int) -> Image.Image:
    """Return a side with its slug, in grey."""
    with pypdfium2.PdfDocument(path) as document:
        image: Image.Image = document[page].render(scale=DOTS / 72, grayscale=True).to_pil()
    return image


def test_the_files(shop: Mapping[str, Path]) -> None:
    """Only what is folded is made, under names of its own: the office's files stay."""
    assert {name: path.name for name, path in shop.items()} == {
        name: f"{name}-print-shop.pdf" for name in FOLDED
    }


@every_folded
def test_page_boxes(shop: Mapping[str, Path], name: str) -> None:
    """Trim is Letter, bleed an eighth of an inch around it, media holds the slug."""
    for page in read(shop[name].read_bytes()).pages:
        assert (page.width, page.height) == pytest.approx((792 + 2 * SLUG, 612 + 2 * SLUG))
        assert page.trim_box
        assert page.bleed_box
        assert tuple(page.trim_box) == pytest.approx((SLUG, SLUG, SLUG + 792, SLUG + 612))
        assert tuple(page.bleed_box) == pytest.approx(tuple(page.trim_box.shrunk(-BLEED)))


@every_folded
def test_art_reaches_the_bleed(shop: Mapping[str, Path], name: str) -> None:
    """The cover's tinted block covers the bleed above and beside it, and no more."""
    image = side(shop[name], 0)
    scale = DOTS / 72
    left, top = (SLUG + 72 * FORMATS[name].folds[0][-1]) * scale, (SLUG - BLEED) * scale
    right = (SLUG + 792 + BLEED) * scale
    above = image.crop((round(left) + 26, round(top) + 2, round(right) - 2, round(SLUG * scale)))
    assert above.getextrema()[1] == above.getextrema()[0] < 250  # type: ignore[operator]
    beyond = image.crop((round(left) + 8, 0, round(SLUG + 780) * 2, round(top) - 2))
    assert beyond.getextrema() == (255, 255)


@pytest.mark.parametrize(("name", "page"), [(name, page) for name in FOLDED for page in range(2)])
def test_fold_marks_stand_in_the_slug(shop: Mapping[str, Path], name: str, page: int) -> None:
    """Each fold is marked above and below, outside the bleed, and nowhere inside the trim."""
    facts = read(trimmed(shop[name].read_bytes()))
    thin = [
        mark.box
        for mark in facts.graphics
        if mark.page == page and mark.box.width < 1 and mark.artifact
    ]
    outside = [box for box in thin if box.y1 < -BLEED or box.y0 > 612 + BLEED]
    for fold in FORMATS[name].folds[page]:
        assert sum(abs(box.x0 - 72 * fold) < 0.5 for box in outside) == 2
    assert not [box for box in thin if 0 < box.y0 < 612 and box.height < 12]


@every_folded
def test_crop_marks(shop: Mapping[str, Path], name: str) -> None:
    """Each corner of the trim is marked in the slug, outside the bleed."""
    image = side(shop[name], 0)
    scale = DOTS / 72
    for x in (SLUG, SLUG + 792):
        for y in (4, SLUG + 612 + SLUG - 4):
            near = image.crop(
                (
                    round(x * scale) - 2,
                    round(y * scale) - 2,
                    round(x * scale) + 3,
                    round(y * scale) + 3,
                )
            )
            assert near.getextrema()[0] < 128  # type: ignore[operator]


@every_folded
def test_tags_are_kept(shop: Mapping[str, Path], facts: Mapping[str, Facts], name: str) -> None:
    """It says the same, in the same order, as the office's."""
    printed = read(shop[name].read_bytes())
    assert printed.text == facts[name].text
    assert printed.tree(40).split("Artifacts")[0] == facts[name].tree(40).split("Artifacts")[0]


@pytest.mark.usefixtures("judged_here")
@every_folded
def test_it_is_checked_by_its_name(
    shop: Mapping[str, Path], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """`check` judges it as what it is, trimmed."""
    content = str(ROOT / "content.yaml")
    assert make_pdf.main(["check", str(shop[name]), "--content", content]) == 0
    assert f"as {name}" in capsys.readouterr().out


def test_what_the_shop_has_to_know(published: Published) -> None:
    """The command says what inks the files hold, and that they are no PDF/X-4."""
    assert "CMYK without a profile" in published.said
    assert "no PDF/X-4" in published.said
