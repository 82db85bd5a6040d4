"""Pages that were kept from the last layout look as they do when all are laid out again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from copy import deepcopy
from random import Random
from typing import Any

import pytest

from brochures.content.model import Content
from brochures.formats.model import Format
from brochures.pdf.pictures import pictures
from brochures.render import weasyprint_speed
from brochures.render.html import compose
from brochures.render.pagination import Pagination
from brochures.render.pdf import repainted, typeset
from brochures.render.result import Fits, Typeset
from tests.placing import all_placed
from tests.thorough import mostly
from tests.varied_contents import allowed

SCALE = 0.5
STEPS = 2
OFTEN = 0.5


def in_pages(content: Content) -> Iterator[Format]:
    """Yield the formats that have pages one after another, and no panels."""
    yield from (made for made in all_placed(content).values() if not made.panels)


class Screen:
    """What is seen of a handout: pages that differ take the place of old ones."""

    def __init__(self, pages: Sequence[bytes] = ()) -> None:
        self.pages = [*pages]
        self.painted: list[int] = []
        """The indices of the pages that were painted last."""

    def show(self, html: str, made: Format, fits: Fits, pagination: Pagination) -> None:
        """Show a handout as it is now."""
        new = repainted(html, made, fits, pagination)
        painted = dict(zip(new.painted, pictures(new.pdf, SCALE) if new.pdf else (), strict=True))
        self.pages = [painted.get(page) or self.pages[page] for page in range(new.pages)]
        self.painted = [*painted]


def anew(html: str, made: Format, fits: Fits) -> list[bytes]:
    """Return all pages of a handout of which nothing is kept."""
    screen = Screen()
    screen.show(html, made, fits, Pagination())
    return screen.pages


def plain(html: str, made: Format) -> Typeset:
    """Return a handout that knows of no other one."""
    with weasyprint_speed.patched(weasyprint_speed, "ENABLED", False):  # noqa: FBT003
        return typeset(html, made)


def edited(data: dict[str, Any], random: Random) -> dict[str, Any]:
    """Return words with a change in one place, as somebody makes it who types."""
    data = deepcopy(data)
    places = [*_places(data["topic"]), *_places(data["clinic"])]
    holder, key = random.choice(places)
    words = holder[key].split(" ")
    holder[key] = random.choice(
        (
            " ".join((*words, *words[: random.randint(1, 12)])),
            " ".join(words[: max(1, len(words) // 2)]),
            " ".join((f"**{words[0]}**", *words[1:])),
            holder[key].replace("e", "i", 1),
        )
    )
    if isinstance(holder, list) and random.random() < OFTEN:
        random.choice((holder.pop, lambda: holder.append(holder[0])))()
    return data


def _places(data: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - words as data
    """Yield where texts stand: what holds each of them, and its key or index there."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, str):
            yield data, key
        elif isinstance(value, dict | list):
            yield from _places(value)


def edits(data: dict[str, Any], made: Format, random: Random) -> Iterator[str]:
    """Yield the HTML of a handout after each of some changes that can be seen there."""
    html = compose(Content.model_validate(data), made)
    for _ in range(STEPS):
        while True:
            changed = edited(data, random)
            with suppress(ValueError):  # what no clinic may write
                after = compose(Content.model_validate(changed), made)
                if after != html:
                    break
        data, html = changed, after
        yield html


def different(seed: int) -> list[str]:
    """Return the handouts whose bytes or pages are not what a whole layout gives."""
    random = Random(seed)  # noqa: S311 - to be repeated
    data = allowed(seed)
    content = Content.model_validate(data)
    found = []
    for made in in_pages(content):
        html = compose(content, made)
        pagination = Pagination()
        first = typeset(html, made, pagination)
        if first != plain(html, made):
            found.append(f"seed {seed}: {made.name} after another handout")
        fits = first.fits
        screen = Screen(anew(html, made, fits))
        for number, after in enumerate(edits(data, made, random), start=1):
            screen.show(after, made, fits, pagination)
            if screen.pages != anew(after, made, fits):
                found.append(f"seed {seed}: {made.name} on the screen after {number} changes")
            if typeset(after, made) != plain(after, made):
                found.append(f"seed {seed}: {made.name} after {number} changes")
    return found


@pytest.mark.parametrize("seed", mostly(range(2)))
def test_pages_look_the_same(seed: int) -> None:
    """Change after change: what is on the screen is what a whole layout gives.

    `python -m tests.bench.same_bytes 200` tries more.
    """
    assert different(seed) == []


def test_few_pages_are_painted(content: Content) -> None:
    """Where nothing changed no page is painted, and none at the beginning for the last words."""
    for made in in_pages(content):
        html = compose(content, made)
        pagination = Pagination()
        fits = typeset(html, made, pagination).fits
        screen = Screen(anew(html, made, fits))
        screen.show(html, made, fits, pagination)
        assert screen.painted == []
        *pages, _ = range(len(screen.pages))
        before, end, after = html.rpartition("</p>")
        changed = f"{before} more{end}{after}"
        screen.show(changed, made, fits, pagination)
        assert screen.painted
        assert set(screen.painted).isdisjoint(pages[:-1])
        assert screen.pages == anew(changed, made, fits)


def test_drafts(content: Content) -> None:
    """What stands across every page stands there once, however often the pages are laid out."""
    made = next(in_pages(content))
    html = compose(content, made, draft=True)
    assert typeset(html, made) == typeset(html, made) == plain(html, made)


def test_switched_off(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    """With plain WeasyPrint all pages are painted."""
    monkeypatch.setattr(weasyprint_speed, "ENABLED", False)
    made = next(in_pages(content))
    html = compose(content, made)
    pagination = Pagination()
    fits = typeset(html, made, pagination).fits
    assert len(repainted(html, made, fits, pagination).painted) > 1
