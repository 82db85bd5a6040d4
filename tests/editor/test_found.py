"""What is found stands at its field and in the list above the form."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.editor.stub_form import TITLE
from tests.editor.using import at, retitle, says
from tests.thorough import thorough

pytestmark = thorough


def test_a_problem(page: Page) -> None:
    """A problem stands at its field and in the list, which leads to the field."""
    name = at(page, ["clinic", "name"])
    name.fill("")
    page.keyboard.press("Tab")
    says(page, "Problems to fix: 1")
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_accessible_description("It is empty. Write a text here.")
    expect(at(page, ["clinic"], "~title")).to_contain_text("Problems to fix: 1")
    page.locator("#summary").get_by_role("link", name="Name").press("Enter")
    expect(name).to_be_focused()
    page.keyboard.type("A clinic")
    says(page, "Nothing to fix")
    assert name.get_attribute("aria-invalid") is None
    expect(page.locator("#summary")).to_be_empty()


def test_findings(page: Page) -> None:
    """A finding says what, why and how to fix it; a warning stands apart; one may have no field."""
    retitle(page, "Very much a miracle, astray")
    title = at(page, TITLE)
    expect(title).to_have_attribute("aria-invalid", "true")
    wrong = at(page, TITLE, "~found").locator(".wrong")
    expect(wrong).to_contain_text("A promise. “miracle” Say what it is.")
    wrong.locator("summary").press("Enter")
    expect(wrong).to_contain_text("It misleads.")
    summary = page.locator("#summary")
    expect(summary.locator(".wrong li")).to_have_count(2)
    expect(summary).to_contain_text("The pages are out of order.")
    expect(summary.get_by_text("Worth a look: 1")).to_be_visible()
    expect(summary.locator("#better li")).to_be_hidden()


def test_a_warning_alone(page: Page) -> None:
    """What is only worth a look makes no field invalid."""
    retitle(page, "A very good title")
    expect(page.locator("#better")).to_be_visible()
    assert at(page, TITLE).get_attribute("aria-invalid") is None


def test_what_is_typed_stays_in_place(page: Page) -> None:
    """A list that grows above a field does not move it away from under the hands."""
    title = at(page, TITLE)
    title.focus()
    page.evaluate("scrollTo(0, 200)")
    before = page.evaluate("document.activeElement.getBoundingClientRect().top")
    title.fill("Very much a miracle, astray")
    expect(page.locator("#summary .wrong")).to_have_count(1)
    assert abs(page.evaluate("document.activeElement.getBoundingClientRect().top") - before) < 2
