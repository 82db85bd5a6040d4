"""A first brochure, from an empty folder to the print desk, by mouse and by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from brochures.content.loader import load
from brochures.pdf import read
from tests.editor.serving import Served, serving
from tests.editor.using import ENHANCED, UNFOLD
from tests.photographs import photograph, saved
from tests.thorough import thorough

pytestmark = thorough

FACTS = {
    "Name of the clinic": "Harbor Clinic",
    "Street and number": "1 Main St.",
    "City": "Brooklyn",
    "State or region": "NY",
    "Postal code": "11201",
    "Phone": "(718) 400-0867",
    "What the brochure is about": "Sleep",
}

SECTIONS = {
    "Before you go to bed": ("A dark room", "You sleep better in a dark room."),
    "In the morning": ("Daylight", "Go outside after you get up."),
}

FARTHEST = 400
"""Presses of the Tab key in which anything can be reached."""


TRIES = 3
"""Times that somebody shortens a text."""


class Mouse:
    """A person who points and clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go(self, target: Locator) -> None:
        """Go to a control."""
        target.click()

    def press(self, target: Locator) -> None:
        """Press a button, follow a link, or fold or unfold."""
        target.click()

    def write(self, target: Locator, text: str) -> None:
        """Write a text in place of what is in a field."""
        self.go(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)


class Keyboard(Mouse):
    """A person who has no mouse: Tab leads from one control to the next, Enter presses it."""

    def go(self, target: Locator) -> None:
        """Go to a control, from wherever the focus is."""
        for _ in range(FARTHEST):
            if target.evaluate("each => each === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"the Tab key does not lead to {target}")

    def press(self, target: Locator) -> None:
        """Press what has the focus."""
        self.go(target)
        self.page.keyboard.press("Enter")


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Served]:
    """The editor in an empty folder."""
    with serving(tmp_path) as served:
        yield served


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser's window; whatever a page in it complains of fails the test."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("console", lambda said: complaints.append(said.text))
    # Where there is nobody to print for, it is said that it would be.
    context.add_init_script("window.print = () => (document.title = `printed ${location.href}`)")
    yield context
    context.close()
    refused = "Failed to load resource"  # an answer other than 200
    assert [said for said in complaints if not said.startswith(refused)] == []


def accessible(page: Page) -> None:
    """Require that axe-core finds nothing."""
    found = Axe().run(page, options=ENHANCED)
    assert found.violations_count == 0, found.generate_report()


def settled(page: Page) -> None:
    """Wait until the pages are those of the words."""
    expect(page.locator("#pages")).to_have_attribute("aria-busy", "false")
    expect(page.locator("#laying")).to_be_empty()


@pytest.mark.parametrize("kind", [Mouse, Keyboard])
def test_from_an_empty_folder_to_the_print_desk(
    context: BrowserContext, editor: Served, tmp_path: Path, kind: type[Mouse]
) -> None:
    """A first brochure with sections and a photo is written, corrected, published and printed."""
    expect.set_options(timeout=15_000)
    page = context.new_page()
    page.goto(editor.address)
    hand = kind(page)
    accessible(page)

    for name, fact in FACTS.items():
        hand.write(page.get_by_role("textbox", name=name, exact=True), fact)
    hand.press(page.get_by_role("button", name="Begin"))
    expect(page.get_by_role("heading", name="Words", exact=True)).to_be_focused()
    expect(page.locator(".sheet img").first).to_be_visible()
    settled(page)
    accessible(page)

    _sections(page, hand)
    _photo(page, hand)
    settled(page)
    accessible(page)

    _too_long(page, hand)
    _published(page, hand)
    desk = _desk(page, hand, context)

    content = load(tmp_path / "content.yaml")
    assert [each.title for each in content.topic.sections.values()][-2:] == list(SECTIONS)
    assert content.topic.cover
    assert content.topic.cover.photo
    handouts = {each.name: read(each.read_bytes()) for each in (tmp_path / "output").glob("*.pdf")}
    assert len(handouts) > 2
    assert all(FACTS["Name of the clinic"] in facts.text for facts in handouts.values())
    page.bring_to_front()
    hand.press(page.get_by_role("button", name="Done", exact=True))
    expect(page.locator("#ended")).to_be_focused()
    assert editor.process.wait(10) == 0
    desk.close()


def _sections(page: Page, hand: Mouse) -> None:
    """Add sections, each with an item."""
    for title, (name, text) in SECTIONS.items():
        hand.press(page.get_by_role("button", name="Add: Section"))
        expect(page.locator("#said")).to_have_text(re.compile("Added: Section"))
        section = page.locator("details.section").last
        fields = section.locator("input[type=text], textarea")
        expect(fields.first).to_be_focused()
        hand.write(section.get_by_label("Title", exact=False).first, title)
        item = section.locator("details.item").first
        if item.get_attribute("open") is None:
            hand.press(item.locator("summary").first)
        hand.write(item.get_by_label("Name (required)"), name)
        hand.write(item.get_by_label("Text", exact=False).first, text)
    expect(page.locator("#summary .wrong")).to_have_count(0)


def _photo(page: Page, hand: Mouse) -> None:
    """Put a photo on the cover, and say what it shows."""
    cover = page.get_by_role("group", name="Cover", exact=True)
    more = cover.locator("details.more > summary")
    if more.count() and not cover.get_by_role("button", name="Add: Photo").is_visible():
        hand.press(more)
    hand.press(cover.get_by_role("button", name="Add: Photo"))
    pick = cover.get_by_role("button", name=re.compile("Choose a picture"))
    with page.expect_file_chooser() as chooser:
        hand.press(pick)
    shot = saved(photograph(1600, 1200), "JPEG")
    chooser.value.set_files({"name": "Our Door.jpg", "mimeType": "image/jpeg", "buffer": shot})
    words = cover.get_by_label("Words for people who cannot see it", exact=False)
    expect(words).to_be_focused()
    hand.write(words, "Our door with a bell beside it")
    expect(page.locator("#summary .wrong")).to_have_count(0)


def _too_long(page: Page, hand: Mouse) -> None:
    """Write more than there is room for, and take out as many words as the page says.

    It says about how many: where they are not enough, it says how many more.
    """
    cover = page.get_by_role("group", name="Cover", exact=True)
    lead = cover.get_by_role("textbox", name="Opening words")
    words = ("We help you to sleep. " * 60).split()
    hand.write(lead, " ".join(words))
    over = page.locator("#room .over")
    expect(over).to_have_count(1)
    expect(page.locator("#verdict")).to_have_text("This handout would be withheld as it is.")
    accessible(page)
    for _ in range(TRIES):
        said = over.inner_text()
        words = words[: -int(said.rpartition(" ")[2])]
        hand.write(lead, " ".join(words))
        expect(page.get_by_text(said, exact=True)).to_have_count(0)
        settled(page)
        if not over.count():
            break
    expect(over).to_have_count(0)
    assert len(words) > 100
    hand.write(lead, "We help you to sleep.")
    expect(page.locator("#verdict")).to_have_text("This handout can be published as it is.")


def _published(page: Page, hand: Mouse) -> None:
    """Save, publish, and wait until all is made."""
    expect(page.locator("#saved")).to_have_text("Not saved yet")
    hand.press(page.get_by_role("button", name="Publish", exact=True))
    expect(page.locator("#publish-said")).to_have_text(
        "The handouts are published.", timeout=60_000
    )
    expect(page.locator("#saved")).to_have_text("Saved")
    accessible(page)


def _desk(page: Page, hand: Mouse, context: BrowserContext) -> Page:
    """Open the print desk, and print a handout at a click."""
    with context.expect_page() as opened:
        hand.press(page.get_by_role("link", name="Open the print desk"))
    desk = opened.value
    desk.wait_for_load_state()
    expect(desk.get_by_role("heading", level=1)).to_be_visible()
    assert FACTS["Name of the clinic"] in desk.title()
    desk.evaluate(UNFOLD)
    accessible(desk)
    type(hand)(desk).press(desk.locator("a.print").first)
    frame = desk.locator("iframe")
    expect(frame).to_have_attribute("src", re.compile(r"\.pdf$"))
    name = re.escape(frame.get_attribute("src") or "")
    desk.wait_for_function(
        "() => document.querySelector('iframe').contentDocument?.title.startsWith('printed')"
    )
    assert re.search(name, frame.evaluate("each => each.contentDocument.title"))
    page.bring_to_front()
    hand.press(page.locator("#publish-dialog").get_by_role("button", name="Close"))
    return desk
