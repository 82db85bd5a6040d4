"""The tools of the editor: undoing, saving, publishing, older versions, and the end."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.editor.stub import Stub
from tests.editor.stub_form import TITLE
from tests.editor.using import at, retitle, says, tool
from tests.thorough import thorough

pytestmark = thorough


def test_undo_and_redo(page: Page, stub: Stub) -> None:
    """Undo and redo say what they changed; by keys they work outside of texts alone."""
    expect(page.locator("#undo")).to_have_attribute("aria-disabled", "true")
    retitle(page, "Depressed?")
    tool(page, "Undo")
    says(page, "Undone: Title")
    expect(at(page, TITLE)).to_have_value("Still depressed after two medicines?")
    expect(page.locator("#undo")).to_be_focused()
    page.keyboard.press("Control+Shift+Z")
    says(page, "Done again: Title")
    expect(at(page, TITLE)).to_have_value("Depressed?")
    at(page, ["topic", "lead"]).press("Control+Z")
    page.wait_for_timeout(200)
    assert [name for name, _ in stub.asked if name == "undo"] == ["undo"]
    page.get_by_role("button", name="Remove: Genes").click()
    says(page, "Removed: Genes. Undo brings it back.")
    page.keyboard.press("Control+Z")
    says(page, "Undone: A list")
    expect(page.get_by_role("button", name="Remove: Genes")).to_be_visible()


def test_saving(page: Page, stub: Stub) -> None:
    """What was typed a moment ago is saved too, with the button or with Ctrl+S."""
    at(page, TITLE).fill("Depressed?")
    expect(page.locator("#saved")).to_have_text("Not saved yet")
    page.keyboard.press("Control+S")
    says(page, "Saved")
    expect(page.locator("#saved")).to_have_text("Saved")
    assert stub.saved
    assert stub.words["topic"]["title"] == "Depressed?"


def test_a_file_changed_outside(page: Page, stub: Stub) -> None:
    """Who saves over a file that was changed meanwhile is asked; closing the question saves not."""
    retitle(page, "Depressed?")
    stub.outside = True
    tool(page, "Save")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("#saved")).to_have_text("Not saved yet")
    expect(page.locator("#save")).to_be_focused()
    tool(page, "Save")
    page.get_by_role("button", name="Keep mine").press("Enter")
    says(page, "Saved")
    assert [data["over"] for name, data in stub.asked if name == "save"] == [False, False, True]


def test_taking_the_file_from_disk(page: Page, stub: Stub) -> None:
    """A window that gets the focus again says that the file has changed, and offers a reload."""
    stub.outside = True
    stub.words["topic"]["title"] = "From outside"
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.get_by_role("button", name="Take the file from disk").press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(at(page, TITLE)).to_have_value("From outside")
    assert stub.actions[-1] == "reload"


def test_publishing(page: Page, stub: Stub) -> None:
    """What is not saved is saved first; then the lines are shown, and a link to the print desk."""
    retitle(page, "Depressed?")
    tool(page, "Publish")
    dialog = page.get_by_role("dialog", name="Publish")
    expect(dialog).to_contain_text("Not everything was published.")
    expect(dialog.locator(".err")).to_have_text("card: too many words")
    link = dialog.get_by_role("link", name="Open the print desk")
    expect(link).to_have_attribute("href", "output/index.html")
    dialog.get_by_role("button", name="Close").press("Enter")
    expect(page.locator("#publish")).to_be_focused()
    assert stub.actions[-2:] == ["save", "publish"]


def test_older_versions(page: Page, stub: Stub) -> None:
    """An older version comes back, and it is said which."""
    retitle(page, "Depressed?")
    tool(page, "Older versions")
    page.get_by_role("button", name="Go back to this").press("Enter")
    expect(page.locator("#said")).to_contain_text("Back to Nov 27, 2026")
    expect(at(page, TITLE)).to_have_value("Still depressed after two medicines?")
    expect(page.locator("#more")).to_be_focused()
    name, data = stub.asked[-1]
    assert (name, data["name"]) == ("restore", "2026-11-27 16.40.12")


def test_the_end(page: Page, stub: Stub) -> None:
    """Who ends the editor with something not saved is asked; then the page says that it is over."""
    retitle(page, "Depressed?")
    tool(page, "Done")
    page.get_by_role("button", name="Go on editing").press("Enter")
    expect(page.locator("#form")).to_be_visible()
    tool(page, "Done")
    page.get_by_role("button", name="Save and finish").press("Enter")
    expect(page.get_by_text("The editor has ended.")).to_be_focused()
    expect(page.locator("#form")).to_be_hidden()
    assert stub.actions[-2:] == ["save", "done"]


@pytest.mark.parametrize("typed", [True, False])
def test_closing_the_tab(page: Page, typed: bool) -> None:  # noqa: FBT001 - a case
    """A tab with something not saved asks before it closes; another one does not."""
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    at(page, TITLE).click()
    if typed:
        page.keyboard.type("x")
    page.goto("about:blank")
    assert asked == (["beforeunload"] if typed else [])
