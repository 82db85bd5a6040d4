"""What is folded as it comes out of the printer: its two sides laid on top of one another."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

import make_pdf
from brochures.content.model import PaperName
from brochures.formats import FORMATS, on
from brochures.formats.model import PAPERS
from brochures.pdf import read
from tests.placing import ours
from tests.thorough import mostly

ROOT = Path(__file__).parents[2]
DOTS = 300
DARK = 128
SCENE = 1.35
"""Up to here, in inches from the lower edge, art may cross the folds."""
WIDEST_MARK = 5
"""In dots."""

FOLDED = tuple(name for name in ours() if FORMATS[name].folds)

Printed = Callable[[str, PaperName], Path]

both_papers = pytest.mark.parametrize("paper", mostly(PAPERS, "letter"))
every_folded = pytest.mark.parametrize("name", FOLDED)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Return what is folded, published on a paper as the front desk makes it."""

    @cache
    def folder(paper: PaperName) -> Path:
        made = tmp_path_factory.mktemp(paper)
        content = str(ROOT / "content.yaml")
        arguments = [*FOLDED, "--paper", paper, "--content", content, "--output", str(made)]
        assert make_pdf.main(arguments) == 0
        return made

    return lambda name, paper: folder(paper) / f"{name}.pdf"


def sides(path: Path) -> tuple[Image.Image, Image.Image]:
    """Return both sides as one sees them through the sheet, turned on its short edge."""
    with pypdfium2.PdfDocument(path) as document:
        front, back = (page.render(scale=DOTS / 72, grayscale=True).to_pil() for page in document)
    return front, back.transpose(Image.Transpose.FLIP_LEFT_RIGHT)


def marks(side: Image.Image) -> list[int]:
    """Return where on a side fold marks stand: dark columns, a few dots wide, near the lower edge.

    In dots from the left. The strip begins where printers print, a quarter of an inch from the
    sheet's lower edge; what else is dark there, such as the foot of the cover, is wider.
    """
    low = side.height - round(0.25 * DOTS)
    strip = side.crop((0, low - 20, side.width, low - 4))
    data = strip.tobytes()
    rows = [data[start : start + strip.width] for start in range(0, len(data), strip.width)]
    columns = [x for x, dots in enumerate(zip(*rows, strict=True)) if max(dots) < DARK]
    starts = [x for x in columns if x - 1 not in columns]
    ends = [x for x in columns if x + 1 not in columns]
    return [start for start, end in zip(starts, ends, strict=True) if end - start < WIDEST_MARK]


@every_folded
@both_papers
def test_folds_lie_on_one_another(printed: Printed, name: str, paper: PaperName) -> None:
    """Seen through the sheet, the fold marks of both sides stand at the same places."""
    front, back = sides(printed(name, paper))
    assert front.size == back.size
    wanted = [round(fold * DOTS) for fold in on(PAPERS[paper])[name].folds[0]]
    for side in (front, back):
        assert marks(side) == pytest.approx(wanted, abs=2)


@both_papers
def test_where_a_trifold_folds(printed: Printed, paper: PaperName) -> None:
    """The outside's left panel, which is tucked in, is the narrow one."""
    front, _ = sides(printed("trifold", paper))
    wide, flap = (round(width * DOTS) for width in PAPERS[paper].roll_fold)
    assert marks(front) == pytest.approx([flap, flap + wide], abs=2)


@every_folded
@both_papers
def test_nothing_lies_in_a_fold(printed: Printed, name: str, paper: PaperName) -> None:
    """Along each fold both sides are white, but for the scene that runs through all panels."""
    ink = ImageChops.darker(*sides(printed(name, paper)))
    clear = round(0.12 * DOTS)
    assert marks(ink)
    for fold in marks(ink):
        top, bottom = round(0.36 * DOTS), ink.height - round(SCENE * DOTS)
        assert ink.crop((fold - clear, top, fold + clear, bottom)).getextrema() == (255, 255)


@both_papers
def test_panels_in_the_order_of_reading(printed: Printed, paper: PaperName) -> None:
    """Folded along the marks, the sheet shows cover, then flap, then the inside, then the back.

    The outside shows the cover on the right; opened, the flap lies on the right of the inside's
    left panel; opened again, the inside is one spread. The back is the outside's middle.
    """
    front, back = sides(printed("trifold", paper))
    facts = read(printed("trifold", paper).read_bytes())

    def panel(page: int, column: int) -> str:
        side = (front, back)[page]
        places = [mark * 72 / DOTS for mark in marks(side)]
        width = facts.pages[page].width
        edges = [
            0,
            *(places if page == 0 else [width - place for place in reversed(places)]),
            width,
        ]
        runs = [run for run in facts.runs if run.page == page]
        return " ".join(run.text for run in runs if edges[column] <= run.box.x0 < edges[column + 1])

    shown = [panel(0, 2), panel(0, 0), panel(1, 0), panel(1, 1), panel(1, 2), panel(0, 1)]
    heads = [
        "Still depressed after two medicines?",
        "What is treatment-",
        "How it can feel",
        "What can help",
        "Our treatments",
        "(718) 400-0867",
    ]
    text = [" ".join(words.split()) for words in shown]
    assert [head in words for head, words in zip(heads, text, strict=True)] == [True] * 6


@every_folded
@both_papers
def test_nothing_is_cut(printed: Printed, name: str, paper: PaperName) -> None:
    """All ink of both sides stands within what an office printer prints."""
    edge = round(0.25 * DOTS) - 1
    for side in sides(printed(name, paper)):
        frame = side.copy()
        frame.paste(255, (edge, edge, side.width - edge, side.height - edge))
        assert frame.getextrema() == (255, 255)
