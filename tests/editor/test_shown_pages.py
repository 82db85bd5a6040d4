"""The pages beside the form: where the words stand that are changed, and whether they fit."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.editor.conftest import Opened
from tests.editor.stub_form import ITEMS, TITLE
from tests.editor.using import at, retitle
from tests.thorough import thorough

pytestmark = thorough


def test_what_has_the_focus_is_framed(page: Page) -> None:
    """The field with the focus is framed on the page, and a part with all that is in it."""
    at(page, TITLE).focus()
    expect(page.locator(".focused")).to_have_count(1)
    box = page.locator(".focused").bounding_box()
    sheet = page.locator(".sheet").first.bounding_box()
    assert box is not None
    assert sheet is not None
    assert abs((box["x"] - sheet["x"]) / sheet["width"] - 40 / 792) < 0.01 or box["x"] > sheet["x"]
    assert abs(box["width"] / sheet["width"] - 340 / 792) < 0.01
    at(page, ITEMS[:-1], "~title").focus()
    expect(page.locator(".focused")).to_have_count(8)
    at(page, ["brand"], "~more").locator("> summary").focus()
    expect(page.locator(".frames [tabindex], .frames button")).to_have_count(0)


def test_frames_come_into_view(opened: Opened) -> None:
    """Pages that are shown larger scroll to what has the focus; the form stays where it is."""
    page = opened(reduced_motion="reduce")
    page.locator(".sheet img").first.wait_for()
    larger = page.get_by_role("button", name="Larger")
    for _ in range(3):
        larger.click()
    expect(larger).to_have_attribute("aria-disabled", "true")
    at(page, [*ITEMS, 2], "~title").focus()
    before = page.evaluate("scrollY")
    seen = page.locator("#pages").bounding_box()
    spot = page.locator(".focused").first.bounding_box()
    assert seen is not None
    assert spot is not None
    assert seen["y"] <= spot["y"] <= seen["y"] + seen["height"]
    assert seen["x"] <= spot["x"] <= seen["x"] + seen["width"]
    assert page.evaluate("scrollY") == before
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_pages_are_shown_before_they_are_judged(page: Page) -> None:
    """The pictures of a handout are there while its findings are still awaited."""
    page.locator(".sheet img").first.wait_for()
    page.route("**/preview?format=card*", lambda _: None)  # it is never answered
    page.locator("#format").select_option("card")
    expect(page.locator(".sheet img").first).to_have_attribute("alt", "card, page 1")
    expect(page.locator("#pages")).to_have_attribute("aria-busy", "true")


@pytest.mark.parametrize("width", [1280, 320])
def test_a_click_on_a_page(opened: Opened, width: int) -> None:
    """A click on the picture leads to the field of what stands there, and unfolds it."""
    page = opened(viewport={"width": width, "height": 800})
    picture = page.locator(".sheet img").first
    picture.wait_for()
    box = picture.bounding_box()
    assert box is not None
    scale = box["width"] / 792
    places = page.evaluate("fetch('preview?format=trifold').then(e => e.json()).then(e => e.pages)")
    spot = next(each for each in places[0]["places"] if each["path"].endswith("items[2].text"))
    x, y = spot["box"][0] + 10, spot["box"][1] + 10
    picture.click(position={"x": x * scale, "y": y * scale})
    expect(at(page, [*ITEMS, 2, "text"])).to_be_focused()
    expect(at(page, [*ITEMS, 2, "text"])).to_be_in_viewport()
    if width == 320:
        page.get_by_role("link", name="Go to the pages").click()
        expect(picture).to_be_in_viewport()
        page.get_by_role("link", name="Back to the words").click()
        expect(at(page, [*ITEMS, 2, "text"])).to_be_focused()


def test_old_pages_stay(page: Page) -> None:
    """Where the words are wrong the pages stay, and it is said that they are the old ones."""
    old = page.locator(".sheet img").first.get_attribute("src")
    retitle(page, "x" * 60)
    expect(page.locator("#laying")).to_contain_text("as they were before")
    assert page.locator(".sheet img").first.get_attribute("src") == old
    retitle(page, "Depressed?")
    expect(page.locator(".sheet img").first).not_to_have_attribute("src", old or "")
    expect(page.locator("#laying")).to_be_empty()


def test_another_handout(page: Page) -> None:
    """Another handout is chosen; its pages have descriptions."""
    page.get_by_label("Handout").select_option("Card")
    expect(page.get_by_role("img", name="card, page 1")).to_be_visible()


def test_room(page: Page) -> None:
    """Below the pages stands whether the words fit, for each panel, and whether they pass."""
    panels = page.get_by_role("list", name="Room on the panels").get_by_role("listitem")
    expect(panels).to_have_text(["The cover: fits", "The flap: set tighter", "The back: fits"])
    expect(page.locator("#verdict")).to_have_text("This handout can be published as it is.")
    retitle(page, "One two three four five six seven 8")
    expect(panels.first).to_have_text("The cover: words too many: 2")
    expect(page.locator("#verdict")).to_have_text("This handout would be withheld as it is.")
