"""Desks to be looked at: handouts of a content, and the page over them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from html import unescape
from pathlib import Path

from playwright.sync_api import Browser, Page

from brochures.build.atomic_write import publish
from brochures.build.handouts import Handout, build
from brochures.checks.report import Outcome
from brochures.content.model import Content, PaperName
from brochures.desk import page as desk
from brochures.formats.placement import chosen

TODAY = date(2026, 12, 1)


def lay_out(
    folder: Path, content: Content, outcomes: Iterable[Outcome] = (), today: date = TODAY
) -> None:
    """Write the desk into a folder of handouts."""
    shown = [desk.Brochure(content)]
    for name, data in desk.lay_out(folder, shown, outcomes, today).items():
        publish(folder / name, data)


def made_of(content: Content, folder: Path, *names: str) -> list[Outcome]:
    """Build the handouts of a content, or those that are named."""
    wanted, _ = chosen(content, names)
    return list(build([Handout(content, each, folder) for each in wanted], TODAY))


def reworded(content: Content, **changes: object) -> Content:
    """Return a content with other facts."""
    words = content.model_dump(mode="json", exclude_unset=True)
    return Content.model_validate(words | changes)


def on(content: Content, paper: PaperName) -> Content:
    """Return a content that is printed on a paper."""
    return reworded(content, printing={"paper": paper})


def opened(browser: Browser, output: Path, **options: object) -> Page:
    """Return the desk, opened from disk; whatever its scripts complain of fails the test."""
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]

    def fail(said: object) -> None:
        raise AssertionError(said)

    page.on("pageerror", fail)
    page.goto((output / "index.html").as_uri())
    return page


def cards(folder: Path) -> dict[str, list[str]]:
    """Return the texts of each card by its id; bold words stand among the others."""
    html = (folder / "index.html").read_text("utf-8")
    articles = re.findall(r'<article id="([^"]*)"(.*?)</article>', html, re.DOTALL)
    assert len(articles) == len(dict(articles))
    plain = {name: re.sub(r"</?(?:abbr|strong)[^>]*>", "", card) for name, card in articles}
    return {
        name: [unescape(text.strip()) for text in re.findall(r">([^<]+)<", card) if text.strip()]
        for name, card in plain.items()
    }
