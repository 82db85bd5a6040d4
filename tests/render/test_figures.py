"""Figures as they are printed: numbers, labelled drawings, rows to write on, icons."""

from __future__ import annotations

import itertools
from functools import cache

import pypdfium2
import pytest
from PIL import Image

from brochures.content.model import Content
from brochures.data.labelled import labelled_drawings
from brochures.formats import FORMATS
from brochures.pdf import Facts, Run, Tag, read
from brochures.render.html import compose
from brochures.render.pdf import typeset
from tests.placing import placed
from tests.samples import minimal

FOR_PATIENTS = [name for name, made in FORMATS.items() if made.for_patients and made.slots]

SCALE = 2
"""Pixels for each pt."""

DARK = 120

NUMBER, ROWS = "7", 4
COLUMNS = ("Pill", "Weeks", "Help")


def data() -> dict[str, object]:
    """Return a content with every figure."""
    items = [{"name": f"Thing {n}", "text": "It is said.", "icon": "moon"} for n in (1, 2)]
    stops = [{"name": f"Week {n}", "text": "This happens."} for n in (1, 2, 3)]
    content = minimal()
    content["topic"] |= {
        "cover": {
            "title": "A question?",
            "lead": ["One line.", "Another line."],
            "open": "Open me",
        },
        "summary": {"title": "In short", "points": ["A point."], "short": "All of it in short."},
        "next_step": {
            "title": "Next",
            "steps": ["Do this.", "Then that."],
            "write": {"step": 1, "columns": list(COLUMNS), "rows": ROWS},
        },
        "sections": {
            "pulled": {
                "title": "How many",
                "show": ["pull-number", "icon-rows"],
                "lead": f"It helps about {NUMBER} people of ten. It may help you.",
                "items": items,
            },
            "grouped": {
                "title": "In groups",
                "show": ["icon-groups", "frieze", "run-in"],
                "groups": [
                    {"title": "One group", "icon": "sun", "items": items[:1]},
                    {"title": "Another group", "icon": "moon", "items": items[1:]},
                ],
            },
            "in-time": {"title": "In time", "show": "timeline", "items": stops},
            **{
                art: {
                    "title": f"About the {art}",
                    "figure": {
                        "title": "How it works",
                        "art": art,
                        "labels": [f"Part {n}" for n, _ in enumerate(parts, 1)],
                        "text": "This is what it means.",
                    },
                    "text": "A paragraph.",
                }
                for art, parts in labelled_drawings().items()
            },
        },
    }
    return content


@cache
def printed(name: str) -> tuple[bytes, Facts]:
    """Return a handout of that content, and what it holds."""
    content = Content.model_validate(data())
    made = placed(content, name)
    pdf = typeset(compose(content, made), made).pdf
    return pdf, read(pdf)


def run_of(facts: Facts, words: str) -> Run:
    """Return the run that is, or begins with, some words."""
    return next(run for run in facts.runs if run.text.strip().startswith(words))


def grey(pdf: bytes, page: int) -> Image.Image:
    """Return a page in grey."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture: Image.Image = document[page].render(scale=SCALE, grayscale=True).to_pil()
        return picture


@pytest.mark.parametrize("name", FOR_PATIENTS)
def test_a_number_is_set_large_in_its_sentence(name: str) -> None:
    """The number is larger than all around it, and its sentence is read as it was written."""
    _, facts = printed(name)
    number = run_of(facts, NUMBER)
    words = run_of(facts, "It helps about")
    assert number.size >= 2 * words.size
    assert f"It helps about {NUMBER} people of ten. It may help you." in " ".join(
        facts.text.split()
    )


@pytest.mark.parametrize("name", FOR_PATIENTS)
def test_a_drawing_has_its_labels(name: str) -> None:
    """Title, labels and meaning of a figure are read in that order."""
    _, facts = printed(name)
    for art, parts in labelled_drawings().items():
        at = facts.text.rindex(f"About the {art}")  # after the list of contents
        said = [
            "How it works",
            *(f"Part {n + 1}" for n in range(len(parts))),
            "This is what it means",
        ]
        places = [facts.text.index(each, at) for each in said]
        assert places == sorted(places)
    figures = [tag for tag in facts.find("Figure") if tag.alt]
    assert len(figures) >= len(labelled_drawings())


@pytest.mark.parametrize("name", FOR_PATIENTS)
def test_rows_to_write_on(name: str) -> None:
    """Below the step stand the columns as header cells, and below each as many lines as asked."""
    pdf, facts = printed(name)
    cells = [tag for tag in facts.find("TH") if tag.text.strip() in COLUMNS]
    assert [tag.text.strip() for tag in cells] == list(COLUMNS)
    steps = [tag for tag in facts.find("LBody") if "Do this." in tag.text]
    assert any(inner.text.strip() == COLUMNS[0] for tag in steps for inner in _walk(tag))
    for tag in cells:
        (run,) = tag.runs
        picture = grey(pdf, run.page)
        column = round((run.box.x0 + 6) * SCALE)
        top, below = round((run.box.y1 + 2) * SCALE), round((run.box.y1 + 40 * ROWS) * SCALE)
        pixels = picture.crop((column, top, column + 1, min(below, picture.height))).tobytes()
        lines = sum(a > DARK >= b for a, b in itertools.pairwise(pixels))
        assert lines >= ROWS


def _walk(tag: Tag) -> list[Tag]:
    return list(tag.walk())


@pytest.mark.parametrize("name", FOR_PATIENTS)
@pytest.mark.parametrize("words", ["Thing 1", "Thing 2", "One group", "Another group"])
def test_icons_stand_before_their_words(words: str, name: str) -> None:
    """Where a section asks for icons, something is painted at the left of each item or group."""
    pdf, facts = printed(name)
    run = run_of(facts, words)
    picture = grey(pdf, run.page)
    beside = [round(length * SCALE) for length in (run.box.x0 - 42, run.box.y0 - 4)]
    left, top = max(beside[0], 0), max(beside[1], 0)
    icon = picture.crop(
        (left, top, round((run.box.x0 - 4) * SCALE), round((run.box.y1 + 8) * SCALE))
    )
    assert min(icon.tobytes()) <= DARK


@pytest.mark.parametrize("name", FOR_PATIENTS)
def test_stops_stand_along_a_line(name: str) -> None:
    """Each stop of a timeline has its words, and those of a folded sheet a dot at their left."""
    pdf, facts = printed(name)
    at = facts.text.rindex("In time")
    for week in ("Week 1", "Week 2", "Week 3"):
        assert "This happens." in facts.text[facts.text.index(week, at) :]
        run = run_of(facts, week)
        left, top = (round(length * SCALE) for length in (run.box.x0 - 26, run.box.y0))
        beside = grey(pdf, run.page).crop((left, top, left + 16 * SCALE, top + 16 * SCALE))
        if FORMATS[name].folds or FORMATS[name].follows:
            assert min(beside.tobytes()) <= DARK


@pytest.mark.parametrize("name", [name for name in FOR_PATIENTS if FORMATS[name].folds])
def test_the_scene_has_an_arch_for_each_group(name: str) -> None:
    """The scene of a folded sheet is described once, and stands inside."""
    _, facts = printed(name)
    scenes = [tag for tag in facts.find("Figure") if "open arches" in (tag.alt or "")]
    assert len(scenes) == 1
