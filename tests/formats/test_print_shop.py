"""The tri-fold for a print shop: bleed, marks in the slug, boxes, and the tags as they were."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

import make_pdf
from brochures.formats.model import LETTER
from brochures.pdf import Facts, read, trimmed

ROOT = Path(__file__).parents[2]
DOTS = 144
SLUG, BLEED = 27, 9
"""In pt around the trim."""

WIDE, FLAP = (72 * inches for inches in LETTER.roll_fold)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the published file, made as a person makes it."""
    folder = tmp_path_factory.mktemp("shop")
    arguments = ["--for", "print-shop", "--content", str(ROOT / "content.yaml")]
    assert make_pdf.main([*arguments, "--output", str(folder)]) == 0
    (path,) = folder.glob("*.pdf")
    return path


def side(path: Path, page: int) -> Image.Image:
    """Return a side with its slug, in grey."""
    with pypdfium2.PdfDocument(path) as document:
        image: Image.Image = document[page].render(scale=DOTS / 72, grayscale=True).to_pil()
    return image


def test_the_file(shop: Path) -> None:
    """Only what is folded is made, under a name of its own: the office's file stays."""
    assert shop.name == "trifold-print-shop.pdf"


def test_page_boxes(shop: Path) -> None:
    """Trim is Letter, bleed an eighth of an inch around it, media holds the slug."""
    for page in read(shop.read_bytes()).pages:
        assert (page.width, page.height) == pytest.approx((792 + 2 * SLUG, 612 + 2 * SLUG))
        assert page.trim_box
        assert page.bleed_box
        assert tuple(page.trim_box) == pytest.approx((SLUG, SLUG, SLUG + 792, SLUG + 612))
        assert tuple(page.bleed_box) == pytest.approx(tuple(page.trim_box.shrunk(-BLEED)))


def test_art_reaches_the_bleed(shop: Path) -> None:
    """The cover's dark shape covers the bleed above and beside it, and no more."""
    image = side(shop, 0)
    scale = DOTS / 72
    left, top = (SLUG + FLAP + WIDE) * scale, (SLUG - BLEED) * scale
    right = (SLUG + 792 + BLEED) * scale
    above = image.crop((round(left) + 2, round(top) + 2, round(right) - 2, round(SLUG * scale)))
    assert above.getextrema()[1] == above.getextrema()[0] < 128  # type: ignore[operator]
    beyond = image.crop((round(left) + 8, 0, round(SLUG + 780) * 2, round(top) - 2))
    assert beyond.getextrema() == (255, 255)


@pytest.mark.parametrize(("page", "folds"), [(0, (FLAP, FLAP + WIDE)), (1, (WIDE, 2 * WIDE))])
def test_fold_marks_stand_in_the_slug(shop: Path, page: int, folds: tuple[float, float]) -> None:
    """Each fold is marked above and below, outside the bleed, and nowhere inside the trim."""
    facts = read(trimmed(shop.read_bytes()))
    thin = [
        mark.box
        for mark in facts.graphics
        if mark.page == page and mark.box.width < 1 and mark.artifact
    ]
    outside = [box for box in thin if box.y1 < -BLEED or box.y0 > 612 + BLEED]
    for fold in folds:
        assert sum(abs(box.x0 - fold) < 0.5 for box in outside) == 2
    assert not [box for box in thin if 0 < box.y0 < 612 and box.height < 12]


def test_crop_marks(shop: Path) -> None:
    """Each corner of the trim is marked in the slug, outside the bleed."""
    image = side(shop, 0)
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


def test_tags_are_kept(shop: Path, facts: dict[str, Facts]) -> None:
    """It says the same, in the same order, as the office's tri-fold."""
    ours = read(shop.read_bytes())
    assert ours.text == facts["trifold"].text
    assert ours.tree(40).split("Artifacts")[0] == facts["trifold"].tree(40).split("Artifacts")[0]


def test_it_is_checked_by_its_name(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` judges it as what it is, trimmed."""
    content = str(ROOT / "content.yaml")
    assert make_pdf.main(["check", str(shop), "--content", content]) == 0
    assert "as trifold" in capsys.readouterr().out


def test_what_the_shop_has_to_know(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command says what inks the file holds, and that it is no PDF/X-4."""
    content = str(ROOT / "content.yaml")
    make_pdf.main(["--for", "print-shop", "--content", content, "--output", str(tmp_path)])
    said = capsys.readouterr().out
    assert "CMYK without a profile" in said
    assert "no PDF/X-4" in said
