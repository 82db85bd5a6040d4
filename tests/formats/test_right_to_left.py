"""What is read from right to left: folded sheets are mirrored, and each line runs as it should."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from unicodedata import combining

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from bidi import get_display  # type: ignore[import-untyped]  # it has no types

import make_pdf
from brochures.build import new
from brochures.build.run import Order, carry_out
from brochures.content.loader import read_content
from brochures.content.markup import plain
from brochures.content.model import Content
from brochures.content.translation import translated
from brochures.formats import FORMATS
from brochures.formats.model import for_right_to_left
from brochures.pdf import read
from tests.formats.test_imposing import DOTS, marks, sides
from tests.samples import OURS
from tests.thorough import mostly, thorough

SECTIONS = {
    "trifold": ("definition", "causes", "symptoms", "options", "treatments"),
    "half-fold": ("options", "treatments"),
}
"""In the order of reading; those before the last three of a tri-fold stand on its flap."""

FOLDED = tuple(SECTIONS)
FEWEST_LINES = 60
BESIDE, UNDER = 0.15, 0.3
"""How far from the ink of a run its glyphs may begin, and from its baseline, in type sizes."""

ISOLATE, END = "\u2066", "\u2069"
LEFT_TO_RIGHT = re.compile(
    r"""
    \( [A-Za-z0-9]+ \) (?! \s* [A-Za-z0-9] )                # an abbreviation in brackets
    | [(+]? [A-Za-z0-9] (?: [ (),.@/\u2013-]* [A-Za-z0-9] )*   # names, numbers and addresses
    """,
    re.VERBOSE,
)
"""What is read from left to right, told by a rule of our own, not by that of the program."""

BRACKETS = str.maketrans("([{", ")]}")

each_folded = pytest.mark.parametrize("name", FOLDED)


class Glyph(NamedTuple):
    """A character as PDFium finds it on a page, and where its glyph begins."""

    page: int
    x: float
    y: float
    character: str


# Without building anything


@each_folded
def test_panels_are_mirrored(name: str) -> None:
    """Each panel stands as far from the right edge as it usually does from the left one."""
    made = FORMATS[name]
    turned = for_right_to_left(made)
    for usual, panel in zip(made.panels, turned.panels, strict=True):
        assert panel.left + panel.width + usual.left == pytest.approx(made.width)
        assert replace(panel, left=usual.left, place=usual.place) == usual
        assert ("left" in panel.place) == ("right" in usual.place)
    for usual_folds, folds in zip(made.folds, turned.folds, strict=True):
        assert sorted(made.width - fold for fold in folds) == pytest.approx(usual_folds)
        assert folds == tuple(sorted(folds))


@pytest.mark.parametrize("name", [name for name, made in FORMATS.items() if not made.folds])
def test_what_is_not_folded(name: str) -> None:
    """A sheet that is not folded is the same."""
    assert for_right_to_left(FORMATS[name]) is FORMATS[name]


# Our own handouts in Arabic


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return drafts of what is folded in Arabic."""
    output = tmp_path_factory.mktemp("arabic")
    where = ["--content", str(OURS), "--output", str(output)]
    make_pdf.main([*FOLDED, "--draft", "--languages", "ar", *where])
    return {name: output / "drafts" / "ar" / f"{name}.pdf" for name in FOLDED}


@pytest.fixture(scope="module")
def words() -> Content:
    """Return our content in Arabic."""
    return translated(read_content(OURS), "ar", date(2026, 12, 1))[0].content


def glyphs(path: Path) -> Iterator[Glyph]:
    """Yield what PDFium finds on the pages, but for spaces and the marks of drafts and on letters.

    Distances are in points, from the left and from the top.
    """
    x, y = ctypes.c_double(), ctypes.c_double()
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document):
            text = page.get_textpage()
            for index in range(pdfium.FPDFText_CountChars(text)):
                character = chr(pdfium.FPDFText_GetUnicode(text, index))
                if character.isspace() or combining(character):
                    continue
                if pdfium.FPDFText_GetCharAngle(text, index):
                    continue
                assert pdfium.FPDFText_GetCharOrigin(text, index, x, y)
                yield Glyph(number, x.value, page.get_height() - y.value, character)


def alike(text: str) -> str:
    """Return a text without spaces and marks on letters, and with one kind of brackets."""
    letters = (letter for letter in text if not letter.isspace() and not combining(letter))
    return "".join(letters).translate(BRACKETS)


def lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the lines as they are read, and as they are seen from left to right."""
    found = list(glyphs(path))
    for line in read(path.read_bytes()).lines():
        if line.runs[0].angle:
            continue
        seen = {
            glyph
            for run in line.runs
            for glyph in found
            if glyph.page == run.page
            and abs(glyph.y - run.baseline) < UNDER * run.size
            and run.box.x0 - BESIDE * run.size <= glyph.x <= run.box.x1 + BESIDE * run.size
        }
        yield line.text, "".join(glyph.character for glyph in sorted(seen, key=lambda g: g.x))


def columns(path: Path) -> list[list[str]]:
    """Return what stands in each column of each page, from left to right, without spaces."""
    front, back = sides(path)
    facts = read(path.read_bytes())
    found: list[list[str]] = []
    for number, side in enumerate((front, back)):
        width = facts.pages[number].width
        folds = [mark * 72 / DOTS for mark in marks(side)]
        if number:  # it is seen through the sheet
            folds = [width - fold for fold in reversed(folds)]
        edges = [0.0, *folds, width]
        found.append(
            [
                alike(
                    "".join(
                        run.text
                        for run in facts.runs
                        if run.page == number and first <= (run.box.x0 + run.box.x1) / 2 < last
                    )
                )
                for first, last in pairwise(edges)
            ]
        )
    return found


@thorough
def test_the_order_of_panels(printed: dict[str, Path], words: Content) -> None:
    """A tri-fold has its cover on the left of the outside, its flap and first page on the right."""
    topic = words.topic
    assert topic.cover
    titles = [topic.sections[name].title for name in ("symptoms", "options", "treatments")]
    outside, inside = columns(printed["trifold"])
    assert len(outside) == len(inside) == 3
    assert alike(topic.cover.title) in outside[0]
    assert alike("(718) 400-0867") in outside[1]
    assert alike(topic.sections["definition"].title) in outside[2]
    for title, column in zip(titles, reversed(inside), strict=True):
        assert alike(title) in column


@thorough
def test_the_order_of_a_half_fold(printed: dict[str, Path], words: Content) -> None:
    """A half-fold opens to the right: its cover is the left half of the outside."""
    topic = words.topic
    assert topic.cover
    outside, inside = columns(printed["half-fold"])
    assert len(outside) == len(inside) == 2
    assert alike(topic.cover.title) in outside[0]
    assert alike(topic.sections["options"].title) in inside[1]
    assert alike(topic.sections["treatments"].title) in inside[0]


@thorough
def test_what_lies_behind_what(printed: dict[str, Path], words: Content) -> None:
    """Turned on its short edge, the sheet has its first inner page behind the cover.

    Seen through the sheet, the fold marks of both sides stand at the same places, and the narrow
    panel is the one that is tucked in.
    """
    sections = words.topic.sections
    for name in FOLDED:
        front, back = sides(printed[name])
        folds = [round(fold * DOTS) for fold in for_right_to_left(FORMATS[name]).folds[0]]
        assert marks(front) == pytest.approx(folds, abs=2)
        assert marks(back) == pytest.approx(folds, abs=2)
        _, inside = columns(printed[name])
        through = list(reversed(inside))
        first, last = SECTIONS[name][-len(inside)], SECTIONS[name][-1]
        assert alike(sections[first].title) in through[0]
        assert alike(sections[last].title) in through[-1]
    flap = FORMATS["trifold"].width - for_right_to_left(FORMATS["trifold"]).folds[0][-1]
    assert flap == pytest.approx(min(panel.width for panel in FORMATS["trifold"].panels))


@thorough
def test_the_desk_shows_how_to_fold(printed: dict[str, Path]) -> None:
    """On the print desk the cover of a mirrored tri-fold is drawn as it folds: from the right."""
    html = (printed["trifold"].parents[1] / "index.html").read_text("utf-8")
    for name, turned in {"ar-trifold": True, "trifold": False}.items():
        (card,) = re.findall(rf'<article id="{name}".*?</article>', html, re.DOTALL)
        assert ("drawing turned" in card) == turned


@thorough
@each_folded
def test_tags_are_read_in_order(printed: dict[str, Path], words: Content, name: str) -> None:
    """A screen reader says the cover, and then the sections in the order of reading."""
    text = alike(read(printed[name].read_bytes()).text)
    topic = words.topic
    assert topic.cover
    said = [topic.cover.title, *(topic.cover.lead or ())]
    said += [topic.sections[each].title for each in SECTIONS[name]]
    place = 0
    for each in said:
        place = text.find(alike(plain(each)), place)
        assert place >= 0, each


@thorough
@each_folded
def test_each_line_by_sight(printed: dict[str, Path], name: str) -> None:
    """The glyphs of each line stand in the order that the Unicode algorithm gives to its text.

    Names, numbers and addresses are isolated in it; python-bidi is the judge.
    """
    read_lines = list(lines(printed[name]))
    assert len(read_lines) >= FEWEST_LINES
    wrong = {}
    for said, seen in read_lines:
        isolated = LEFT_TO_RIGHT.sub(lambda found: f"{ISOLATE}{found[0]}{END}", said)
        wanted = get_display(isolated, base_dir="R").replace(ISOLATE, "").replace(END, "")
        if alike(seen) != alike(wanted):
            wrong[said] = seen
    assert wrong == {}


@thorough
@each_folded
@pytest.mark.parametrize(
    "passage",
    ["(718) 400-0867", "(718) 4000-TMS", "26 Court St., Ste 808", "(DBT)", "(EMDR)", "BrainsWay"],
)
def test_from_left_to_right(printed: dict[str, Path], name: str, passage: str) -> None:
    """The glyphs of a number, an address or a name follow one another from left to right."""
    seen = [alike(line) for _, line in lines(printed[name])]
    assert [line for line in seen if alike(passage) in line]
    assert not [line for line in seen if alike(passage)[::-1] in line]


@thorough
def test_every_passage(printed: dict[str, Path]) -> None:
    """Each word in Latin letters of our Arabic texts is painted from left to right."""
    for name in FOLDED:
        facts = read(printed[name].read_bytes())
        seen = " ".join(alike(line) for _, line in lines(printed[name]))
        latin = set(re.findall(r"[A-Za-z]{2,}", " ".join(run.text for run in facts.runs)))
        assert {"TMS", "DBT", "Court"} <= latin
        assert [word for word in latin if word not in seen] == []


TODAY = date(2026, 12, 1)

STREETS = (
    "International Business Center, Tower 5, 3450 Northwestern Boulevard",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch 12",
)


@pytest.mark.parametrize("language", mostly(["ar", "he", "ur"], "ar"))
@pytest.mark.parametrize("street", STREETS)
def test_a_long_address(language: str, street: str, tmp_path: Path) -> None:
    """An address from left to right that takes several lines is read as it is written."""
    facts = {"language": language, "street": street, "name": "A", "phone": "(718) 400-0867"}
    place = {"city": "Brooklyn", "region": "NY", "postcode": "11201"}
    content = new.make(tmp_path, facts | place, TODAY).content
    order = Order(content, tmp_path / "out", draft=True)
    made = carry_out(order, TODAY, lambda _: None, shared="")
    assert len(made) > 2
    for outcome in made:
        found = {finding.rule for finding in outcome.findings}
        assert found == {"translation-reviewed"}, outcome.path.name
        words = read(outcome.path.read_bytes()).text
        assert street in " ".join(words.split()) or street[-2:] == "12"  # broken within a word
        assert street.replace(" ", "") in "".join(words.split())
