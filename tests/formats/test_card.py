"""The card: ten alike on a sheet, of which one is read, and marks to cut them apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import pairwise
from math import ceil, floor
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from brochures.checks import Subject, judge, overflow
from brochures.content.loader import load
from brochures.content.model import Content, PaperName
from brochures.formats import on
from brochures.formats.model import PAPERS, Format
from brochures.formats.placement import candidates
from brochures.pdf import Box, Facts, read
from brochures.render.html import compose
from brochures.render.pdf import roomiest, typeset
from brochures.render.provenance import blocks
from brochures.render.qr_code import vcard
from brochures.render.result import Typeset
from tests.samples import minimal, whole

ROOT = Path(__file__).parents[2]
DOTS = 288
"""Four for each pt."""
WIDE, HIGH = round(3.5 * DOTS), 2 * DOTS
QUIET = DOTS // 8
PT = DOTS // 72
WHITE, DARK = 255, 128
TODAY = date(2026, 11, 27)


@dataclass(frozen=True)
class Sheet:
    """A sheet of cards as it is made, and as it is printed."""

    made: Format
    content: Content
    html: str
    typeset: Typeset
    image: Image.Image

    @property
    def corner(self) -> tuple[int, int]:
        """Where the first card begins, in dots."""
        panel = self.made.panels[0]
        return round(panel.left * DOTS), round(panel.top * DOTS)

    def cards(self) -> Iterator[Image.Image]:
        """Yield the cards, row by row, each cut out at whole pt, so that all are cut alike."""
        panel, (width, height) = self.made.panels[0], (252, 144)
        with pypdfium2.PdfDocument(self.typeset.pdf) as document:
            page = document[0]
            for row in range(5):
                for column in range(2):
                    left = floor(panel.left * 72) + column * width
                    top = ceil((self.made.height - panel.top) * 72) - row * height
                    page.set_cropbox(left, top - height, left + width, top)
                    yield page.render(scale=DOTS / 72, grayscale=True).to_pil()


def sheet(content: Content, paper: PaperName = "letter") -> Sheet:
    """Return a sheet of cards, made as a build makes it."""
    ways = candidates(on(PAPERS[paper])["card"], content)
    pages = [compose(content, made) for made in ways]
    best = roomiest(list(zip(ways, pages, strict=True)))
    result = typeset(pages[best], ways[best])
    with pypdfium2.PdfDocument(result.pdf) as document:
        image = document[0].render(scale=DOTS / 72, grayscale=True).to_pil()
    return Sheet(ways[best], content, pages[best], result, image)


@pytest.fixture(scope="module", params=PAPERS)
def printed(request: pytest.FixtureRequest) -> Sheet:
    """The clinic's cards on each paper."""
    return sheet(load(ROOT / "content.yaml"), request.param)


@pytest.fixture(scope="module")
def facts(printed: Sheet) -> Facts:
    """What the PDF really holds."""
    return read(printed.typeset.pdf)


def test_ten_cards_look_alike(printed: Sheet) -> None:
    """Each card shows the same, dot for dot, and says something."""
    first, *others = (card.tobytes() for card in printed.cards())
    assert len(others) == 9
    assert min(first) < DARK
    assert set(others) == {first}


def test_cards_are_in_the_middle(printed: Sheet) -> None:
    """The cards stand in the middle of the sheet, so that it can be put in either way round."""
    left, top = printed.corner
    assert 2 * left + 2 * WIDE == pytest.approx(printed.image.width, abs=2)
    assert 2 * top + 5 * HIGH == pytest.approx(printed.image.height, abs=2)


def test_edges_of_cards_are_quiet(printed: Sheet) -> None:
    """Nothing is printed within an eighth of an inch from the edges of a card."""
    card = next(printed.cards())
    edge = QUIET - PT  # on A4 a card is not cut out at its very edge
    card.paste(Image.new("L", (WIDE - 2 * edge, HIGH - 2 * edge), WHITE), (edge, edge))
    assert card.getextrema() == (WHITE, WHITE)


def stretches(line: bytes) -> list[int]:
    """Return where dark stretches of a line of dots have their middle."""
    dark = [place for place, dot in enumerate(line) if dot < DARK]
    ends = [0, *(place for place, (a, b) in enumerate(pairwise(dark), 1) if b - a > 1), len(dark)]
    return [round(sum(dark[a:b]) / (b - a)) for a, b in pairwise(ends) if b > a]


def test_marks_show_each_cut(printed: Sheet) -> None:
    """In the margins stands a mark at both ends of each cut, and nothing else."""
    left, top = printed.corner
    across = [left + column * WIDE for column in range(3)]
    down = [top + row * HIGH for row in range(6)]
    beside = QUIET  # the middle of a mark is as far from the cards
    image = printed.image
    for y in (top - beside, top + 5 * HIGH + beside):
        found = stretches(image.crop((0, y, image.width, y + 1)).tobytes())
        assert found == pytest.approx(across, abs=1.5)
    for x in (left - beside, left + 2 * WIDE + beside):
        found = stretches(image.crop((x, 0, x + 1, image.height)).tobytes())
        assert found == pytest.approx(down, abs=1.5)


def test_one_card_is_read(printed: Sheet, facts: Facts) -> None:
    """Tags and links are those of the first card; all else on the sheet is an artifact."""
    panel = printed.made.panels[0]
    corner = panel.left * 72, panel.top * 72
    card = Box(*corner, corner[0] + 252, corner[1] + 144)
    phone = printed.content.clinic.phone.number
    assert facts.text.count(phone) == 1
    assert facts.untagged == ()
    assert sum(run.text == phone for run in facts.runs) == 10
    assert {bool(run.artifact) for run in facts.runs if not card.meets(run.box)} == {True}
    assert {bool(run.artifact) for run in facts.runs if card.meets(run.box)} == {False}
    assert len(facts.links) == len({link.uri for link in facts.links}) >= 2
    assert all(link.box.common(card) == link.box for link in facts.links)


def test_copies_are_one_drawing(printed: Sheet) -> None:
    """The copies are a form XObject, painted nine times, in which nothing is marked as content."""
    with pikepdf.open(BytesIO(printed.typeset.pdf)) as pdf:
        (page,) = pdf.pages
        drawing = page.Resources.XObject["/copy"]
        painted = [
            str(one.operands[0])
            for one in pikepdf.parse_content_stream(page)
            if str(one.operator) == "Do"
        ]
        operators = {str(one.operator) for one in pikepdf.parse_content_stream(drawing)}
    assert painted.count("/copy") == 9
    assert "TJ" in operators
    assert not operators & {"BMC", "BDC", "EMC"}


def test_each_code_holds_the_contact(printed: Sheet) -> None:
    """A phone's camera reads the clinic's contact off each card."""
    wanted = vcard(printed.content.clinic, printed.content.language)
    for card in printed.cards():
        (code,) = zxingcpp.read_barcodes(card)
        assert code.text == wanted


def test_order_of_reading(facts: Facts, printed: Sheet) -> None:
    """The name is the title; then come the phone, the crisis line, the address and the code."""
    content = printed.content
    assert content.crisis_line
    said = [
        content.clinic.name,
        content.clinic.phone.number,
        content.crisis_line.title,
        content.crisis_line.number,
        content.clinic.address_lines[0],
        content.labels.code,
    ]
    places = [facts.text.index(text) for text in said]
    assert places == sorted(places)
    assert [tag.text for tag in facts.find("H1")] == [content.clinic.name]


def judged(sheet: Sheet, pdf: bytes | None = None) -> set[str]:
    """Return the names of what is found in a sheet, or in what was made of it."""
    subject = Subject(
        read(pdf or sheet.typeset.pdf), sheet.made, sheet.content, blocks(sheet.html), TODAY
    )
    layout = overflow.findings(sheet.made, sheet.content, sheet.typeset.fills)
    return {finding.rule for finding in (*layout, *judge(subject))}


def without_the_last_copy(operators: list[Any]) -> None:
    """Leave a copy out."""
    (*_, last) = (at for at, one in enumerate(operators) if str(one.operator) == "Do")
    del operators[last]


def with_a_copy_moved(operators: list[Any]) -> None:
    """Move a copy down by a millimetre."""
    (*_, last) = (at for at, one in enumerate(operators) if str(one.operator) == "Do")
    moved = pikepdf.ContentStreamInstruction([1, 0, 0, 1, 0, -3], pikepdf.Operator("cm"))
    operators.insert(last, moved)


def with_a_copy_unmarked(operators: list[Any]) -> None:
    """Let a copy be no artifact."""
    (*_, last) = (at for at, one in enumerate(operators) if str(one.operator) == "Do")
    start = max(at for at in range(last) if str(operators[at].operator) == "BDC")
    end = min(at for at in range(last, len(operators)) if str(operators[at].operator) == "EMC")
    del operators[end]
    del operators[start]


def without_the_last_mark(operators: list[Any]) -> None:
    """Leave a cutting mark out."""
    (*_, last) = (at for at, one in enumerate(operators) if str(one.operator) == "f")
    del operators[last - 1 : last + 1]


@pytest.mark.mutation
@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        (without_the_last_copy, "copies-alike"),
        (with_a_copy_moved, "copies-alike"),
        (with_a_copy_unmarked, "copies-alike"),
        (without_the_last_mark, "cut-marks"),
    ],
)
def test_damage_is_caught(damage: Callable[[list[Any]], None], rule: str) -> None:
    """What the imposition promises is judged on the PDF."""
    whole_sheet = sheet(Content.model_validate(whole()))
    assert judged(whole_sheet) == set()
    out = BytesIO()
    with pikepdf.open(BytesIO(whole_sheet.typeset.pdf)) as pdf:
        operators = list(pikepdf.parse_content_stream(pdf.pages[0]))
        damage(operators)
        pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(operators))
        pdf.save(out)
    assert rule in judged(whole_sheet, out.getvalue())


NEXT = "A call or an email is enough."


def roomy(**clinic: object) -> Sheet:
    """Return cards without a crisis line, some facts of the clinic changed."""
    words = minimal()
    words["clinic"] |= {"email": "info@example.com", **clinic}
    words["topic"]["next_step"] = {"title": "Your next step", "lead": NEXT}
    return sheet(Content.model_validate(words))


def test_next_step_and_mail_where_there_is_room() -> None:
    """Without a crisis line, what to do next and the e-mail address stand on the card."""
    found = roomy()
    text = read(found.typeset.pdf).text
    assert NEXT in text
    assert "info@example.com" in text
    assert judged(found) == set()


def test_the_next_step_gives_way_first() -> None:
    """A longer name leaves no room for the next step, but for the e-mail address."""
    found = roomy(name="Center for Interventional Psychiatry")
    text = read(found.typeset.pdf).text
    assert NEXT not in text
    assert "info@example.com" in text
    assert judged(found) == set()


def test_what_does_not_fit_is_a_finding() -> None:
    """A name and an address that have no room in the smallest type are not made to fit."""
    found = roomy(
        name="Center for Interventional Psychiatry and Neuromodulation of New York and Queens",
        address={
            "street": [
                "Department of Psychiatry and Behavioral Sciences, Division of Neuromodulation",
                "The Rockefeller Building, Building 16, Floor 12, Suites 1604 to 1608",
                "1230 Avenue of the Americas",
            ],
            "city": "North Massapequa Park",
            "region": "NY",
            "postcode": "11762",
        },
        phone={"number": "(718) 400-0867 ext. 1204"},
    )
    assert "overflow" in judged(found)
