"""The first form: a clinic that has written nothing yet begins with a few facts, or with none."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.editor.conftest import Opened
from tests.editor.stub import Stub
from tests.editor.using import says
from tests.thorough import thorough

pytestmark = thorough


@pytest.fixture
def start(opened: Opened, stub: Stub) -> Page:
    """The page where there is no content yet."""
    stub.beside.file = None
    return opened()


def facts(stub: Stub) -> object:
    """Return the facts that were sent last."""
    return [data["facts"] for name, data in stub.asked if name == "start"][-1]


def test_nothing_else_is_there(start: Page) -> None:
    """There is one form, and of the tools only that which ends the editor."""
    expect(start.get_by_role("heading", name="Your clinic")).to_be_visible()
    expect(start.locator("#columns")).to_be_hidden()
    expect(start.get_by_role("button")).to_have_text(["Done", "Begin"])
    expect(start.get_by_label("Country")).to_have_value("US")
    start.locator("body").press("Control+S")
    expect(start.locator("#said")).to_be_empty()


def test_with_facts(start: Page, stub: Stub) -> None:
    """The Enter key begins with the facts that are filled in; then the form has the focus."""
    start.get_by_label("Name of the clinic").fill(" A clinic ")
    start.get_by_label("Language of the brochure").select_option("español")
    start.get_by_label("City").press("Enter")
    says(start, "Your first brochure is here.")
    assert facts(stub) == {"name": "A clinic", "country": "US", "language": "es"}
    expect(start.get_by_role("heading", name="Words")).to_be_focused()
    expect(start.locator("#start")).to_be_hidden()
    expect(start.locator(".sheet img").first).to_be_visible()
    expect(start.get_by_role("button", name="Save")).to_be_visible()


def test_without_facts(start: Page, stub: Stub) -> None:
    """Who fills in nothing sends a country and a language alone."""
    start.get_by_role("button", name="Begin").press("Enter")
    says(start, "Your first brochure is here.")
    assert facts(stub) == {"country": "US", "language": "en"}


def test_facts_that_cannot_be_right(start: Page) -> None:
    """What is wrong stands at its field; the first of them has the focus, and none is lost."""
    start.get_by_label("Phone").fill("12")
    start.get_by_role("button", name="Begin").press("Enter")
    postcode = start.get_by_label("Postal code")
    expect(postcode).to_be_focused()
    expect(postcode).to_have_accessible_description("A postal code has 5 digits.")
    expect(start.locator("[aria-invalid]")).to_have_count(2)
    expect(start.get_by_label("Phone")).to_have_value("12")
    expect(start.locator("#start-wrong")).to_have_text("Two facts cannot be right.")
    start.get_by_label("Phone").fill("")
    start.get_by_role("button", name="Begin").press("Enter")
    expect(start.locator("#form")).to_be_visible()
