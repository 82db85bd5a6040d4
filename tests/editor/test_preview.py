"""A preview is the handout that would be published, and says where each text stands on it."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from io import BytesIO
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from PIL import Image

from brochures.build import handouts
from brochures.build.clinic import by_itself, read_clinic
from brochures.build.handouts import Handout
from brochures.checks import RULES
from brochures.content.loader import ContentError, Loaded, read_content
from brochures.content.markup import plain
from brochures.content.model import texts
from brochures.content.translation import translated
from brochures.content.yaml_reader import dotted
from brochures.editor.places import Place, _tiles
from brochures.editor.preview import SCALE, Picture, Preview, preview
from brochures.formats import FORMATS, formats
from brochures.formats.model import Format
from brochures.pdf import Box, Facts, Run, read
from tests.photographs import photograph, saved
from tests.placing import all_placed, ours
from tests.samples import OUR_WORDS, OURS, WHOLE
from tests.thorough import mostly, thorough

TODAY = date(2026, 12, 1)

NAMES = ours()
FOR_PATIENTS = tuple(name for name in NAMES if FORMATS[name].for_patients)
WITH_PANELS = tuple(name for name in NAMES if FORMATS[name].panels and FORMATS[name].slots)

LANGUAGES = ("", *read_content(OURS).content.translations)
"""'' for the clinic's own."""

CASES = [
    *(("", name) for name in NAMES),
    *zip(LANGUAGES[1:], cycle(FOR_PATIENTS), strict=False),
]
"""All handouts of the clinic's own words, and one of each translation."""

FILLING = "You can call us now. "
MUCH = 92
"""So often it makes a text that is hardly any longer than one may be."""

STATES = ("fits", "tighter", "over")
SAME = ("Despair", "Sleep", "Symptoms stay", "Deep TMS")
"""Names of the sample's items."""

SLEEP = "topic.sections.symptoms.groups[1].items[0].text"
"""Where the sample says that you sleep badly."""

BODY = next(name for name in NAMES if not (FORMATS[name].pages or FORMATS[name].follows))
"""A format that takes as many pages as it needs."""


class Seen(NamedTuple):
    """A preview, and what the PDF holds that it is a picture of."""

    preview: Preview
    loaded: Loaded
    made: Format
    facts: Facts

    @property
    def said(self) -> dict[str, str]:
        """The texts of the content as they are read, by their paths."""
        return {dotted(loc): plain(text) for loc, text in texts(self.loaded.content, ())}

    def places(self) -> Iterator[tuple[Picture, Place]]:
        """Yield each place, and the page that it is on."""
        yield from ((page, place) for page in self.preview.pages for place in page.places)


@cache
def loaded_in(language: str) -> Loaded:
    """Return the clinic's words in a language."""
    own = read_content(OURS)
    return translated(own, language, TODAY)[0] if language else own


@cache
def seen(language: str, name: str) -> Seen:
    """Return the preview of a format of the clinic's words."""
    return seen_of(loaded_in(language), name)


def seen_of(loaded: Loaded, name: str) -> Seen:
    """Return the preview of a format of some words."""
    content = by_itself(loaded, TODAY).content
    job = handouts.composed(Handout(content, formats(content)[name], Path()), TODAY)
    laid = handouts.laid_out(job)
    return Seen(preview(loaded, name, TODAY), loaded, laid.made, read(laid.result.pdf))


def sample(folder: Path, text: str = WHOLE) -> Loaded:
    """Return a content of a file with some words."""
    file = folder / "content.yaml"
    file.write_text(text, "utf-8")
    return read_content(file)


def swapped(old: str, new: str, text: str = WHOLE) -> str:
    """Return a text with one thing swapped for another; it has to be there, once."""
    assert text.count(old) == 1
    return text.replace(old, new)


def squeezed(text: str) -> str:
    """Return a text without spaces."""
    return "".join(text.split())


def middle(box: Box) -> tuple[float, float]:
    """Return the middle of a box."""
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


def holds(box: Box, point: tuple[float, float]) -> bool:
    """Say whether a point is in a box."""
    return box.x0 <= point[0] <= box.x1 and box.y0 <= point[1] <= box.y1


def words_in(runs: Iterable[Run], places: Iterable[Place], text: str) -> str:
    """Return what is painted in the places of a text, without spaces: all of it lies in there.

    A run may also hold other texts.
    """
    where = list(places)
    return "".join(
        squeezed(run.text)
        for run in runs
        if any(run.page == place.page and is_in(run, place.box, text) for place in where)
    )


def is_in(run: Run, box: Box, text: str) -> bool:
    """Say whether a run lies in the box of a text; of one that holds more than that, a part."""
    if squeezed(run.text) in squeezed(text):
        return holds(box.shrunk(-0.01), run.box[:2]) and holds(box.shrunk(-0.01), run.box[2:])
    return box.meets(run.box)


each_case = pytest.mark.parametrize("case", mostly(CASES, *CASES[:2]), ids="-".join)
each_format = pytest.mark.parametrize("name", mostly(NAMES, NAMES[0]))
each_panelled = pytest.mark.parametrize("name", mostly(WITH_PANELS, WITH_PANELS[0]))


# The pictures


@each_format
def test_the_picture_is_the_published_page(name: str, tmp_path: Path) -> None:
    """Each picture is, pixel by pixel, a page of the PDF that a build of the clinic publishes."""
    content = read_clinic(OURS, today=TODAY).brochures[0].content
    (outcome,) = handouts.build([Handout(content, formats(content)[name], tmp_path)], TODAY)
    found = seen("", name).preview
    assert outcome.clean
    assert found.published
    with pypdfium2.PdfDocument(outcome.path.read_bytes()) as document:
        assert len(document) == len(found.pages)
        for page, picture in zip(document, found.pages, strict=True):
            wanted = page.render(scale=SCALE).to_pil().convert("RGB")
            with Image.open(BytesIO(picture.png)) as image:
                assert image.format == "PNG"
                assert image.size == wanted.size
                assert image.tobytes() == wanted.tobytes()
            assert page.get_size() == pytest.approx((picture.width, picture.height))


def test_pages_have_names() -> None:
    """Each picture says which page of which handout it is."""
    found = seen("", NAMES[0]).preview
    title = FORMATS[NAMES[0]].title
    assert [page.alt for page in found.pages] == [
        f"{title}, page {number}" for number in range(1, len(found.pages) + 1)
    ]


# Where texts stand


@each_case
def test_every_promised_text_has_a_place(case: tuple[str, str]) -> None:
    """Each text that the format promises to show has a place, and its words are painted there."""
    here = seen(*case)
    by_path: dict[str, list[Place]] = {}
    for _, place in here.places():
        by_path.setdefault(place.path, []).append(place)
    for text in here.made.promised(here.loaded.content):
        paths = [path for path, said in here.said.items() if said == text]
        assert any(
            squeezed(text) in words_in(here.facts.runs, by_path.get(path, ()), text)
            for path in paths
        ), text


@each_case
def test_a_click_leads_to_the_text(case: tuple[str, str]) -> None:
    """In the middle of a place no smaller one lies than its own, but that of a name within it."""
    for page, place in seen(*case).places():
        around = [other for other in page.places if holds(other.box, middle(place.box))]
        smallest = min(around, key=lambda each: each.box.width * each.box.height)
        item = place.path.rpartition(".")[0]
        assert smallest.path in (place.path, f"{item}.name")


@each_case
def test_places_are_on_the_page(case: tuple[str, str]) -> None:
    """Each place has an area, lies on its page, and is that of a text which somebody wrote."""
    here = seen(*case)
    written = {dotted(loc) for loc in here.loaded.places}
    assert any(page.places for page in here.preview.pages)
    for number, page in enumerate(here.preview.pages):
        for place in page.places:
            assert place.page == number
            assert 0 <= place.box.x0 < place.box.x1 <= page.width
            assert 0 <= place.box.y0 < place.box.y1 <= page.height
            assert place.path in written


@thorough
@each_format
def test_the_same_words_in_several_places(name: str, tmp_path: Path) -> None:
    """Where several texts say the same, each one's place is beside what belongs to it."""
    text = WHOLE
    for item in SAME:
        text = swapped(f"name: {item}", "name: The same", text)
    here = seen_of(sample(tmp_path, text), name)
    same = [place for _, place in here.places() if here.said.get(place.path, "") == "The same"]
    items = [place.path.rpartition(".")[0] for place in same]
    beside = [
        place
        for _, place in here.places()
        if place not in same and place.path.rpartition(".")[0] in items
    ]
    for place, item in zip(same, items, strict=True) if beside else ():
        nearest = min(beside, key=lambda other: away(place, other))
        assert nearest.path.startswith(f"{item}.")


def away(one: Place, other: Place) -> float:
    """Return how far the middles of two places are from each other; another page is far away."""
    (x, y), (left, top) = middle(one.box), middle(other.box)
    return abs(one.page - other.page) * 10_000 + abs(top - y) * 10 + abs(left - x)


def test_rows_of_equal_texts() -> None:
    """Panels in another order are found; of texts that are there twice, each one's own."""
    ours = ["a", "same", "b", "c", "same", "d"]
    theirs = ["c", "same", "d", "x", "a", "same", "b", "same"]
    assert sorted(_tiles(ours, theirs)) == [(0, 4), (1, 5), (2, 6), (3, 0), (4, 1), (5, 2)]
    assert list(_tiles(["a"], ["b"])) == []


def test_a_text_over_two_pages(tmp_path: Path) -> None:
    """A text that goes on on the next page has a place on each."""
    here = seen_of(sample(tmp_path, swapped("You sleep badly.", (FILLING * 90).strip())), BODY)
    pages = [place.page for _, place in here.places() if place.path == SLEEP]
    assert len(pages) > 1
    assert pages == list(range(pages[0], pages[0] + len(pages)))


@thorough
def test_a_list_written_as_one_text(tmp_path: Path) -> None:
    """Where a list may be written as one text, the path is that of this."""
    text = swapped("lead: [Other treatments offer hope.]", "lead: Other treatments offer hope.")
    here = seen_of(sample(tmp_path, text), folded())
    paths = {place.path for _, place in here.places()}
    assert "topic.cover.lead" in paths
    assert "topic.cover.lead[0]" not in paths


@thorough
def test_a_picture_is_what_is_said_of_it(tmp_path: Path) -> None:
    """The place of a photo's alternative text is that of the photo."""
    (tmp_path / "door.jpg").write_bytes(saved(photograph(2_000, 1_500), "JPEG"))
    photo = "photo: {file: door.jpg, alt: Our front door}"
    here = seen_of(sample(tmp_path, swapped("art: doors", photo)), folded())
    (place,) = (each for _, each in here.places() if each.path == "topic.cover.photo.alt")
    (figure,) = (tag for tag in here.facts.find("Figure") if tag.alt == "Our front door")
    (painted,) = (each for held in figure.contents() for each in held.graphics)
    assert place.box == pytest.approx(painted.box, abs=1)


def folded() -> str:
    """Return the name of a format with a cover."""
    return next(
        name for name in NAMES if any(each.name == "cover" for each in FORMATS[name].panels)
    )


def test_copies_are_places_too(tmp_path: Path) -> None:
    """Where a sheet has copies of its panels, each copy of a text is a place."""
    loaded = sample(tmp_path)
    for name, made in all_placed(loaded.content).items():
        if made.copies:
            found = [place.path for _, place in seen_of(loaded, name).places()]
            assert found
            assert {found.count(path) for path in found} == {1 + len(made.copies)}


# Findings and room


@thorough
@each_panelled
def test_what_is_too_long(name: str, tmp_path: Path) -> None:
    """Words that do not fit are found: where they stand, in which line, and how many too many."""
    text, words, path = overfull(name, tmp_path)
    loaded = sample(tmp_path, text)
    found = preview(loaded, name, TODAY)
    assert not found.published
    finding = next(each for each in found.findings if each.rule == "overflow")
    line = next(n for n, each in enumerate(text.splitlines(), 1) if words in each)
    assert (finding.path, finding.line, finding.file) == (path, line, str(loaded.file))
    (too_many,) = re.findall(r"about (\d+) words", finding.what)
    over = [room for room in found.room if room.state == "over"]
    assert int(too_many) in [room.words for room in over]
    assert any(path.startswith(part) for room in over for part in room.paths)
    pages = {panel.name: panel.page for panel in FORMATS[name].panels}
    assert finding.page in [pages[room.panel] for room in over]


@thorough
@pytest.mark.parametrize("name", WITH_PANELS[:1])
def test_what_is_set_tighter(name: str, tmp_path: Path) -> None:
    """As a text grows its panel is set tighter, which is said, before it is too full."""
    text, words, path = overfull(name, tmp_path)
    states = []
    for count in range(0, MUCH, 2):
        shorter = text.replace(words, words.partition(FILLING)[0] + (FILLING * count).strip())
        found = preview(sample(tmp_path, shorter), name, TODAY)
        rooms = [room for room in found.room if any(path.startswith(part) for part in room.paths)]
        states.append(max((room.state for room in rooms), key=STATES.index))
        overflows = any(finding.rule == "overflow" for finding in found.findings)
        assert overflows == any(room.state == "over" for room in found.room)
        if overflows:
            break
    assert tuple(dict.fromkeys(states)) == STATES


def overfull(name: str, folder: Path) -> tuple[str, str, str]:
    """Return our words with a text that is too long for a format, that text, and its path."""
    here = seen("", name)
    for _, place in here.places():
        said = here.said.get(place.path, "")
        # Of a section less is shown where it has no room.
        if place.path.startswith("topic.sections.") or OUR_WORDS.count(said) != 1:
            continue
        words = f"{said} {FILLING * MUCH}".strip()
        with suppress(ContentError):  # a heading or a name may not be as long
            text = swapped(said, words, OUR_WORDS)
            if not preview(sample(folder, text), name, TODAY).published:
                return text, words, place.path
    raise AssertionError(name)


@each_panelled
def test_every_panel_has_room(name: str) -> None:
    """Each panel of a format has its room, with the sections that are placed there."""
    here = seen("", name)
    assert [room.panel for room in here.preview.room] == [each.name for each in here.made.panels]
    for room in here.preview.room:
        placed = here.made.placement.get(room.panel, ())
        assert {f"topic.sections.{each.section}" for each in placed} <= set(room.paths)
        assert room.state != "over"
        assert room.words is None
        assert room.label


def test_it_is_plain_data(tmp_path: Path) -> None:
    """A preview can be pickled, and is JSON with addresses of its pictures; a rule says why."""
    found = preview(sample(tmp_path, swapped("You sleep badly.", "You get the best.")), BODY, TODAY)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own
    data = json.loads(json.dumps(found.data(12)))
    sources = [page["src"] for page in data["pages"]]
    assert len(set(sources)) == len({page.png for page in found.pages})
    finding = next(each for each in data["findings"] if each["rule"] == "superlative")
    assert finding["why"] == RULES["superlative"].why
    assert finding["path"] == SLEEP
    assert finding["page"] is not None
    assert data["published"] is False
