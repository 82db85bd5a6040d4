"""The brochures of a clinic, and the menu with the tools that are seldom needed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.editor.conftest import Opened
from tests.editor.stub import Stub
from tests.editor.stub_form import TITLE
from tests.editor.using import at, retitle, says, tool
from tests.thorough import thorough

pytestmark = thorough


@pytest.fixture
def several(opened: Opened, stub: Stub) -> Page:
    """The page of a clinic with three brochures."""
    stub.beside.brochures = 3
    page = opened()
    page.locator(".sheet img").first.wait_for()
    return page


def choose(page: Page, title: str) -> None:
    """Choose a brochure, and open it."""
    page.get_by_label("Brochure", exact=True).select_option(title)
    page.get_by_role("button", name="Open", exact=True).press("Enter")


# The menu.


def test_the_menu(page: Page) -> None:
    """The menu unfolds and folds by keyboard, and gives the focus back."""
    more = page.get_by_role("button", name="More")
    expect(more).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("button", name="Translations")).to_be_hidden()
    more.press("Enter")
    expect(more).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="New brochure")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#more-tools")).to_be_hidden()
    expect(more).to_be_focused()


def test_the_menu_folds_by_itself(page: Page) -> None:
    """Who leaves the menu, by keyboard or by a press elsewhere, folds it."""
    more = page.get_by_role("button", name="More")
    more.press("Enter")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#more-tools")).to_be_hidden()
    more.click()
    page.locator("#words-title").click()
    expect(page.locator("#more-tools")).to_be_hidden()
    more.click()
    page.get_by_role("button", name="Older versions").click()
    expect(page.locator("#more-tools")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(more).to_be_focused()


# Which brochure is open.


def test_one_brochure(page: Page) -> None:
    """Where there is one brochure there is nothing to choose."""
    expect(page.get_by_label("Brochure", exact=True)).to_be_hidden()


def test_another_brochure(several: Page, stub: Stub) -> None:
    """Another brochure is opened with a button, not by arrows; saving leaves what is chosen."""
    select = several.get_by_label("Brochure", exact=True)
    expect(select).to_have_value("content.yaml")
    at(several, ["topic", "lead"]).fill("Hope.")
    select.press("ArrowDown")
    expect(several.get_by_role("button", name="Undo")).not_to_have_attribute(
        "aria-disabled", "true"
    )
    several.keyboard.press("Control+S")
    says(several, "Saved")
    several.wait_for_timeout(300)
    assert "open" not in stub.actions
    several.keyboard.press("Tab")
    several.keyboard.press("Enter")
    says(several, "Open now: Sleep")
    expect(at(several, TITLE)).to_have_value("sleep.yaml")
    expect(several.get_by_role("heading", name="Words")).to_be_focused()
    expect(select).to_have_value("sleep.yaml")
    expect(several.get_by_role("button", name="Open", exact=True)).to_be_hidden()
    expect(several.locator("#file")).to_have_text("sleep.yaml")


def test_pages_of_another_brochure(several: Page, stub: Stub) -> None:
    """The pages are made anew, also where both files were changed as often."""
    assert stub.revision == 1
    with several.expect_request("**/preview**"):
        choose(several, "Sleep")


def test_what_is_not_saved_is_asked_about(several: Page, stub: Stub) -> None:
    """Who stays keeps what is not saved; who saves opens the other brochure then."""
    retitle(several, "Depressed?")
    choose(several, "Sleep")
    several.get_by_role("button", name="Stay here").press("Enter")
    expect(several.get_by_label("Brochure", exact=True)).to_have_value("content.yaml")
    expect(at(several, TITLE)).to_have_value("Depressed?")
    assert "open" not in stub.actions
    choose(several, "Sleep")
    several.get_by_role("button", name="Save and go on").press("Enter")
    says(several, "Open now: Sleep")
    assert stub.actions[-2:] == ["save", "open"]


def test_going_on_without_saving(several: Page, stub: Stub) -> None:
    """What is given up is taken back from disk before the other brochure is opened."""
    retitle(several, "Depressed?")
    choose(several, "Pain")
    several.get_by_role("button", name="Go on without saving").press("Enter")
    says(several, "Open now: Pain")
    assert stub.actions[-2:] == ["reload", "open"]
    expect(several.locator("#saved")).to_have_text("Saved")


def test_a_broken_text_is_given_up(several: Page, stub: Stub) -> None:
    """What was typed in the text view a moment ago does not reach the other brochure."""
    tool(several, "Show text")
    source = several.get_by_label("The file as it is written")
    expect(source).to_be_focused()
    several.route("**/text", lambda route: route.fulfill(status=400, json={"error": "No."}))
    source.fill("{}")
    choose(several, "Sleep")
    several.get_by_role("button", name="Go on without saving").press("Enter")
    says(several, "Open now: Sleep")
    several.unroute("**/text")
    several.wait_for_timeout(1500)
    assert [data for name, data in stub.asked if name == "text" and data] == []
    expect(at(several, TITLE)).to_have_value("sleep.yaml")


# A new one.


def test_a_new_brochure(page: Page, stub: Stub) -> None:
    """A new brochure has a topic, and is begun with a template; then it is open."""
    tool(page, "New brochure")
    dialog = page.get_by_role("dialog", name="New brochure")
    topic = dialog.get_by_label("What the brochure is about")
    expect(topic).to_be_focused()
    page.keyboard.press("Enter")
    expect(topic).to_have_accessible_description("Write what it is about, in a few words.")
    expect(topic).to_have_attribute("aria-invalid", "true")
    page.keyboard.type("Sleep")
    page.keyboard.press("Tab")
    expect(dialog.get_by_role("group", name="Begin with")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    says(page, "Open now: Sleep")
    data = next(data for name, data in stub.asked if name == "new")
    assert (data["topic"], data["template"]) == ("Sleep", "illness")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("heading", name="Words")).to_be_focused()
    expect(page.get_by_label("Brochure", exact=True)).to_have_value("sleep.yaml")


def test_a_new_brochure_that_is_refused(page: Page, stub: Stub) -> None:
    """Why there can be no such brochure stands at its topic."""
    stub.beside.refuse = "There is one of this name."
    tool(page, "New brochure")
    page.keyboard.type("Sleep")
    page.keyboard.press("Enter")
    topic = page.locator("#new-topic")
    expect(topic).to_have_accessible_description("There is one of this name.")
    expect(topic).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#more")).to_be_focused()


def test_a_new_brochure_beside_what_is_not_saved(page: Page, stub: Stub) -> None:
    """It is asked first; who stays is back in the dialog, with what was written there."""
    retitle(page, "Depressed?")
    tool(page, "New brochure")
    page.keyboard.type("Sleep")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Stay here").press("Enter")
    expect(page.locator("#new-topic")).to_have_value("Sleep")
    assert "new" not in stub.actions
    page.get_by_role("button", name="Create").press("Enter")
    page.get_by_role("button", name="Save and go on").press("Enter")
    says(page, "Open now: Sleep")
    assert stub.actions[-2:] == ["save", "new"]
