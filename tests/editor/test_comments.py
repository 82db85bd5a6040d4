"""A clinician's review: the page that is sent, and the comments that come back."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.editor.stub import Stub
from tests.editor.stub_form import ITEMS, TITLE
from tests.editor.using import at, retitle, says, tool
from tests.thorough import thorough

pytestmark = thorough

SECTIONS = ITEMS[:2]


def came_back(text: str) -> FilePayload:
    """Return a file with a text."""
    return {"name": "review.json", "mimeType": "application/json", "buffer": text.encode()}


def dialog(page: Page) -> Locator:
    """Open the dialog."""
    tool(page, "Share for review")
    return page.get_by_role("dialog", name="Share for review")


def bring_back(page: Page, text: str) -> None:
    """Open a file that came back."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open the comments").press("Enter")
    chooser.value.set_files(came_back(text))


@pytest.fixture
def commented(page: Page) -> Page:
    """The page with comments."""
    dialog(page)
    bring_back(page, json.dumps({"by": "Dr. Jane <i>Doe</i>"}))
    expect(page.locator("#comments-title")).to_be_focused()
    return page


def test_the_page_to_send(page: Page, stub: Stub) -> None:
    """What is not saved is saved first; then a link opens the page in a new tab."""
    retitle(page, "Depressed?")
    shown = dialog(page)
    shown.get_by_role("button", name="Make the page").press("Enter")
    expect(shown.get_by_role("status")).to_have_text("The page is ready.")
    link = shown.get_by_role("link", name="Open the page to send")
    expect(link).to_have_attribute("href", "output/drafts/review.html")
    expect(link).to_have_attribute("target", "_blank")
    assert stub.actions[-2:] == ["save", "share"]
    shown.get_by_role("button", name="Close").press("Enter")
    expect(page.locator("#more")).to_be_focused()


def test_while_it_is_made(page: Page) -> None:
    """It is said that the page is being made; where that fails, why."""
    shown = dialog(page)
    page.route("**/share", lambda _: None)
    shown.get_by_role("button", name="Make the page").press("Enter")
    expect(shown.get_by_role("status")).to_have_text("Making the page …")
    expect(shown.get_by_role("link")).to_be_hidden()
    page.unroute("**/share")
    page.reload()
    page.route("**/share", lambda route: route.fulfill(status=400, json={"error": "No room."}))
    dialog(page).get_by_role("button", name="Make the page").press("Enter")
    says(page, "That did not work: No room.")


def test_comments(commented: Page, stub: Stub) -> None:
    """Comments stand above the form, each with its section, as text and never as markup."""
    comments = commented.locator("#comments")
    expect(comments.get_by_role("heading")).to_have_text(
        "Comments from Dr. Jane <i>Doe</i>, Nov 28, 2026"
    )
    expect(comments).to_contain_text("The words have changed since.")
    entries = comments.get_by_role("listitem")
    expect(entries).to_have_text(
        [
            re.compile(r"Why it happens: To be changed\s*Say <b>less</b>\.\s+And sleep\?"),
            "What can help: Right as it is",
        ]
    )
    expect(commented.locator("#comments b, .comment b, #comments i")).to_have_count(0)
    assert next(data for name, data in stub.asked if name == "review")["body"].startswith(b"{")


def test_comments_at_their_sections(commented: Page) -> None:
    """A comment stands in its section, which the list leads to, also once the form is new."""
    link = commented.locator("#comments").get_by_role("link", name="What can help")
    link.press("Enter")
    section = at(commented, [*SECTIONS, "help"])
    expect(section).to_have_attribute("open", "")
    expect(section.locator("> summary")).not_to_be_focused()
    expect(at(commented, [*SECTIONS, "help", "title"])).to_be_focused()
    expect(section.locator(".comment")).to_contain_text("Right as it is")
    commented.get_by_role("button", name="Move up: What can help").press("Enter")
    says(commented, "What can help is now 1 of 2.")
    expect(section.locator(".comment")).to_have_count(1)
    causes = at(commented, [*SECTIONS, "causes"]).locator("> fieldset")
    expect(causes).to_have_accessible_description(re.compile("To be changed Say <b>less"))


def test_comments_beside_the_text(page: Page) -> None:
    """Who reads comments has the form before them; from the text view a link leads to it."""
    tool(page, "Show text")
    dialog(page)
    bring_back(page, '{"by": "Dr. Doe"}')
    expect(page.locator("#comments-title")).to_be_focused()
    expect(page.locator("#form")).to_be_visible()
    tool(page, "Show text")
    page.locator("#comments").get_by_role("link", name="Why it happens").press("Enter")
    expect(at(page, [*SECTIONS, "causes", "title"])).to_be_focused()


def test_comments_stay_while_words_change(commented: Page) -> None:
    """Comments stay where they are while their words are changed, until they are closed."""
    retitle(commented, "Depressed?")
    expect(commented.locator(".comment")).to_have_count(2)
    expect(at(commented, TITLE)).to_be_focused()
    commented.get_by_role("button", name="Close the comments").press("Enter")
    says(commented, "The comments are closed.")
    expect(commented.locator("#comments, .comment").filter(has_text="Dr")).to_have_count(0)
    expect(commented.get_by_role("heading", name="Words")).to_be_focused()


def test_another_file(page: Page) -> None:
    """A file without comments is refused in a sentence, in the dialog."""
    shown = dialog(page)
    bring_back(page, "no comments")
    expect(shown.get_by_role("alert")).to_have_text("This file holds no comments.")
    expect(page.locator("#comments")).to_be_empty()
