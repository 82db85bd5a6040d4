"""Our words in other languages: what longer texts and other scripts must not spoil."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from brochures.content.loader import load, read_content
from brochures.content.model import Content
from brochures.content.translation import translated
from brochures.formats import FORMATS
from brochures.pdf import Facts, Run, Tag, read
from brochures.render.html import compose
from brochures.render.pdf import typeset
from brochures.render.result import Typeset
from tests.placing import placed
from tests.samples import OURS
from tests.thorough import mostly

LANGUAGES = tuple(load(OURS).translations)
FOLDED = tuple(name for name, made in FORMATS.items() if made.folds)
LARGE = tuple(name for name, made in FORMATS.items() if made.kept)

MOST_APART = 1.75
"""Lines of a text are so far apart at most, in type sizes; those of Arabic are the farthest."""

BELOW = 40
"""The first row lies so close below the word over it, in pt."""

NARROWEST = 48
"""A column to write a word into is so wide at least, in pt."""

each_language = pytest.mark.parametrize("language", mostly(LANGUAGES, "ru"))
each_folded = pytest.mark.parametrize("name", mostly(FOLDED, "trifold"))


@cache
def words(language: str) -> Content:
    """Return our content in a language."""
    return translated(read_content(OURS), language, date(2026, 12, 1))[0].content


@cache
def handout(language: str, name: str) -> Typeset:
    """Return a handout in a language."""
    made = placed(words(language), name)
    return typeset(compose(words(language), made), made)


@cache
def facts(language: str, name: str) -> Facts:
    """Return what a handout in a language really holds."""
    return read(handout(language, name).pdf)


def lines(runs: tuple[Run, ...]) -> list[list[Run]]:
    """Return runs by the lines that they stand on, the uppermost first."""
    found: dict[float, list[Run]] = {}
    for run in runs:
        if run.visible:
            found.setdefault(round(run.baseline, 1), []).append(run)
    return [found[baseline] for baseline in sorted(found)]


def crisis(language: str, name: str) -> list[Tag]:
    """Return the paragraphs below the title of the crisis line."""
    line = words(language).crisis_line
    assert line
    tags = list(facts(language, name).walk())
    (title,) = (
        index for index, tag in enumerate(tags) if tag.type == "H2" and tag.text == line.title
    )
    paragraphs = [tag for tag in tags[title:] if tag.type == "P"][:2]
    assert line.number in paragraphs[0].text
    assert str(line.website) in paragraphs[1].text
    return paragraphs


@each_folded
@each_language
def test_only_the_number_needs_room(language: str, name: str) -> None:
    """Of the lines of the crisis line, none but that of the large number is higher than others."""
    first, _ = crisis(language, name)
    for before, after in pairwise(lines(first.runs)):
        if len({run.size for run in after}) == 1:
            assert after[0].baseline - before[0].baseline <= MOST_APART * after[0].size


@each_folded
@each_language
def test_paragraphs_of_the_crisis_line(language: str, name: str) -> None:
    """Half a line stands between whom to call and where to chat, however long both are."""
    first, second = crisis(language, name)
    last, following = lines(first.runs)[-1], lines(second.runs)[0]
    size = following[0].size
    assert following[0].baseline - last[0].baseline >= (1.25 + 0.5) * size


@pytest.mark.parametrize("language", mostly(LANGUAGES, "ar", "zh-Hans"))
@pytest.mark.parametrize("name", mostly((*FOLDED, *LARGE), "trifold"))
def test_steps_are_numbered_in_the_middle(language: str, name: str) -> None:
    """The number of each step stands in the middle of its disc or ring, whatever the script."""
    found = facts(language, name)
    next_step = words(language).topic.next_step
    assert next_step
    numbers = [run for tag in found.find("Lbl") for run in tag.runs if run.text.strip().isdigit()]
    assert len(numbers) == len(next_step.steps)
    for run in numbers:
        x, y = (run.box.x0 + run.box.x1) / 2, (run.box.y0 + run.box.y1) / 2
        (disc,) = (
            graphic.box
            for graphic in found.graphics
            if graphic.page == run.page
            and graphic.box.x0 <= x <= graphic.box.x1
            and graphic.box.y0 <= y <= graphic.box.y1
            and abs(graphic.box.width - graphic.box.height) < 1
        )
        assert y == pytest.approx((disc.y0 + disc.y1) / 2, abs=0.8)


@pytest.mark.parametrize("language", mostly(LANGUAGES, "ar", "zh-Hans"))
@pytest.mark.parametrize("name", mostly((*FOLDED, *LARGE), "trifold"))
def test_there_is_room_to_write(language: str, name: str) -> None:
    """Each ruled row is wide enough for a word, however short the word above it is."""
    found = facts(language, name)
    next_step = words(language).topic.next_step
    assert next_step
    assert next_step.write
    heads = [tag for tag in found.find("TH") if tag.text in next_step.write.columns]
    assert len(heads) == len(next_step.write.columns)
    for tag in heads:
        first, last = tag.runs[0], tag.runs[-1]
        (rows,) = (
            graphic.box
            for graphic in found.graphics
            if graphic.page == first.page
            and graphic.count == next_step.write.rows
            and graphic.box.x0 <= (first.box.x0 + first.box.x1) / 2 <= graphic.box.x1
            and 0 < graphic.box.y0 - last.baseline < BELOW
        )
        assert rows.width >= NARROWEST


@pytest.mark.parametrize("language", mostly(LANGUAGES, "ar"))
def test_the_first_page_is_whole(language: str) -> None:
    """The first page of large print holds the phone number, however long the words above it are."""
    found = facts(language, "large-print")
    clinic = words(language).clinic
    (first, *_) = (run.page for run in found.runs if clinic.phone.number in run.text)
    assert first == 0


@pytest.mark.parametrize("language", mostly(LANGUAGES, "ar"))
def test_the_last_page_is_whole(language: str) -> None:
    """Crisis line, next step and contact stand together on the last page of large print."""
    found = facts(language, "large-print")
    topic, line = words(language).topic, words(language).crisis_line
    assert topic.next_step
    assert line
    titles = [topic.next_step.title, line.title]
    pages = {tag.runs[0].page for tag in found.find("H2") if tag.text in titles}
    assert pages == {len(found.pages) - 1}


def test_pages_are_numbered_where_lines_begin() -> None:
    """From right to left the number of a page stands at its right edge, as far in as the words."""
    found = facts("ar", "large-print")
    for number, page in enumerate(found.pages):
        right = max(run.box.x1 for run in found.runs if run.page == number and run.artifact)
        assert right == pytest.approx(page.width - 72, abs=3)
