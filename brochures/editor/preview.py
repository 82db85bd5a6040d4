"""A handout as it would be published: pictures of its pages, what stands where, what is found.

It is laid out and judged by what publishes it (`build/handouts.py`); only the pictures are more.
Before the handout is judged, and before it is known how tightly it has to be set, there are
pictures of it as tight as it was last: few changes make a difference to that.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from brochures.build import handouts
from brochures.build.clinic import Brochure, by_itself, nearest
from brochures.build.handouts import Handout, Job, LaidOut
from brochures.checks import RULES
from brochures.checks.finding import Finding
from brochures.content.fields import Loc
from brochures.content.loader import Loaded
from brochures.content.yaml_reader import Data, dotted
from brochures.editor.places import Place, places
from brochures.editor.speech import page_name, place_of
from brochures.formats import formats
from brochures.formats.model import FITS, PT_PER_IN, Format, Panel
from brochures.pdf import Facts
from brochures.pdf.pictures import pictures
from brochures.render.provenance import blocks

SCALE = 1.5
"""Pixels for each pt of a picture: what is 12 pt on paper is as sharp as a screen's own text."""

State = Literal["fits", "tighter", "over"]
"""Whether all that stands in a panel fits as designed, set tighter, or not at all."""

_SECTION = re.compile(r' data-section="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Picture:
    """A page: as a picture, and where each text stands on it."""

    png: bytes
    width: float
    height: float
    """In pt, as all boxes are."""
    alt: str
    places: tuple[Place, ...] = ()

    @property
    def name(self) -> str:
        """A name that equal pictures share, and no others."""
        return sha256(self.png).hexdigest()[:32]

    def data(self) -> dict[str, Any]:
        """Return it as JSON can hold it, with its address."""
        return {
            "src": f"page/{self.name}.png",
            "width": self.width,
            "height": self.height,
            "alt": self.alt,
            "places": [_place(place) for place in self.places],
        }


@dataclass(frozen=True, slots=True)
class Room:
    """Whether all that stands in a panel has room there."""

    panel: str
    label: str
    """Where the panel is, in words of the page's language."""
    state: State
    words: int | None
    """About how many words are too many, where that is known."""
    paths: tuple[str, ...]
    """The parts of the content that stand there."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A handout as it would be published now."""

    format: str
    pages: tuple[Picture, ...]
    findings: tuple[Finding, ...]
    """What must be fixed before it is published, and then what could be better."""
    room: tuple[Room, ...]
    published: bool
    """Whether it would be published as it is."""
    seconds: float
    """How long it took."""

    def data(self, revision: int) -> dict[str, Any]:
        """Return it as JSON can hold it, as that of a revision."""
        return {
            "revision": revision,
            "format": self.format,
            "seconds": round(self.seconds, 3),
            "pages": [page.data() for page in self.pages],
            "findings": [_finding(finding) for finding in self.findings],
            "room": [
                {
                    "panel": room.panel,
                    "label": room.label,
                    "state": room.state,
                    "words": room.words,
                    "paths": list(room.paths),
                }
                for room in self.room
            ],
            "published": self.published,
        }


@dataclass(slots=True)
class _Last:
    """How a handout was laid out last, and its pages as pictures."""

    laid: LaidOut
    pngs: list[bytes]


class Previewer:
    """Makes pictures and previews, and knows how each handout was laid out last."""

    def __init__(self) -> None:
        self._last: dict[str, _Last] = {}

    def pictures(self, loaded: Loaded, name: str, today: date) -> tuple[Picture, ...]:
        """Return the pages of a handout, laid out as tightly as last; none if it never was.

        Raises ContentError where the content names what cannot be printed.
        """
        if name not in self._last:
            return ()
        brochure = by_itself(loaded, today)
        last = self._last.pop(
            name
        )  # where this fails, its pictures would not be those of its pages
        painted = handouts.repainted(_handout(brochure, name), last.laid)
        if painted is None:
            return ()
        new = pictures(painted.pdf, SCALE) if painted.pdf else []
        pngs = dict(zip(painted.painted, new, strict=True))
        last.pngs = [pngs.get(number) or last.pngs[number] for number in range(painted.pages)]
        self._last[name] = last
        return tuple(_pictured(last.pngs, last.laid.made, brochure.content.language))

    def preview(self, loaded: Loaded, name: str, today: date) -> Preview:
        """Return a handout of a content, by the name of its format.

        Raises ContentError where the content names what cannot be printed.
        """
        begun = time.perf_counter()
        brochure = by_itself(loaded, today)
        job = handouts.composed(_handout(brochure, name), today)
        laid = handouts.laid_out(job)
        made = _preview(loaded, brochure, job, laid, begun)
        self._last[name] = _Last(laid, [page.png for page in made.pages])
        return made


def preview(loaded: Loaded, name: str, today: date) -> Preview:
    """Return a handout of a content, by the name of its format.

    Raises ContentError where the content names what cannot be printed.
    """
    return Previewer().preview(loaded, name, today)


def _handout(brochure: Brochure, name: str) -> Handout:
    return Handout(brochure.content, formats(brochure.content)[name], Path())


def _preview(loaded: Loaded, brochure: Brochure, job: Job, laid: LaidOut, begun: float) -> Preview:
    """Judge a handout that was laid out; takes when it was begun."""
    content = brochure.content
    written = {dotted(loc): loc for loc in loaded.places}
    placed: list[Place] = []
    pages: list[Picture] = []

    def look(facts: Facts) -> None:
        for place in places(facts, blocks(laid.html), content):
            if path := _of_text(place.path, loaded.data, written):
                placed.extend(_copied(replace(place, path=path), laid.made))
        pages.extend(
            replace(page, places=tuple(place for place in placed if place.page == number))
            for number, page in enumerate(
                _pictured(pictures(laid.result.pdf, SCALE), laid.made, content.language)
            )
        )

    outcome = brochure.located(handouts.judged(job, laid, look))
    findings = (*outcome.findings, *outcome.advice)
    return Preview(
        laid.made.name,
        tuple(pages),
        tuple(replace(each, path=nearest(each.path, written)) for each in findings),
        tuple(_room(laid, placed, content.language)),
        outcome.clean,
        time.perf_counter() - begun,
    )


def _of_text(path: str, data: Data, written: Mapping[str, Loc]) -> str:
    """Return the path at which the content's files have a text; '' for what nobody wrote there.

    A list of one text may be written as that text.
    """
    path = nearest(path, written)
    for step in written.get(path, ()):
        data = data[step]  # type: ignore[index]
    return "" if isinstance(data, dict | list) else path


def _copied(place: Place, made: Format) -> Iterator[Place]:
    """Yield a place, and where copies of it stand on the sheet."""
    for right, down in ((0, 0), *made.copies):
        yield replace(place, box=place.box.moved(right * PT_PER_IN, down * PT_PER_IN))


def _pictured(pngs: Iterable[bytes], made: Format, language: str) -> Iterator[Picture]:
    width, height = made.width * PT_PER_IN, made.height * PT_PER_IN
    for number, png in enumerate(pngs, start=1):
        yield Picture(png, width, height, page_name(made, number, language))


# Room


def _room(laid: LaidOut, placed: Sequence[Place], language: str) -> Iterator[Room]:
    """Yield for each panel whether all that stands there has room."""
    made, result = laid.made, laid.result
    sections = dict.fromkeys(_SECTION.findall(laid.html))
    for panel in made.panels:
        fills = (fill for fill in result.fills if fill.panel == panel.name)
        over = [each for fill in fills for each in fill.overflows]
        tighter = result.fits[panel.name] != FITS[0]
        state: State = "over" if over else "tighter" if tighter else "fits"
        words = max((each.words for each in over), default=0) or None
        inside = [place.path for place in placed if _is_in(panel, place)]
        paths = (each for each in sections if any(_is_of(path, each) for path in inside))
        yield Room(panel.name, place_of(panel, language), state, words, tuple(paths))


def _is_in(panel: Panel, place: Place) -> bool:
    """Say whether the middle of a place is in a panel."""
    x, y = (place.box.x0 + place.box.x1) / 2, (place.box.y0 + place.box.y1) / 2
    left, top = panel.left * PT_PER_IN, panel.top * PT_PER_IN
    return (
        place.page == panel.page
        and left <= x < left + panel.width * PT_PER_IN
        and top <= y < top + panel.height * PT_PER_IN
    )


def _is_of(path: str, part: str) -> bool:
    """Say whether a path leads to a part of the content, or into it."""
    return path == part or path.startswith((f"{part}.", f"{part}["))


# As JSON


def _place(place: Place) -> dict[str, Any]:
    return {"path": place.path, "box": [round(length, 2) for length in place.box]}


def _finding(finding: Finding) -> dict[str, Any]:
    rule = RULES.get(finding.rule)
    return {
        "rule": finding.rule,
        "path": finding.path,
        "line": finding.line,
        "page": finding.page,
        "what": finding.what,
        "words": finding.words,
        "fix": finding.fix,
        "why": rule.why if rule else "",
        "warning": finding.warning,
    }
