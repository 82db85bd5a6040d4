"""The text view: the file as it is written, also where it cannot be read."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.editor.conftest import Opened
from tests.editor.stub import Stub
from tests.editor.stub_form import TITLE
from tests.editor.using import at, retitle, tool
from tests.thorough import thorough

pytestmark = thorough


def test_the_text(page: Page, stub: Stub) -> None:
    """The text is shown and changed; problems lead to their lines."""
    retitle(page, "x" * 60)
    tool(page, "Show text")
    source = page.get_by_label("The file as it is written")
    expect(source).to_have_value(re.compile("x{60}"))
    page.get_by_role("link", name="Line 6").press("Enter")
    expect(source).to_be_focused()
    line = page.evaluate(
        "(() => { const e = document.activeElement;"
        " return e.value.slice(e.selectionStart, e.selectionEnd) })()"
    )
    assert line == source.input_value().split("\n")[5]
    source.fill(source.input_value().replace("x" * 60, "Depressed?"))
    expect(page.locator("#summary")).to_be_empty()
    assert stub.words["topic"]["title"] == "Depressed?"
    page.get_by_role("button", name="Show form").press("Enter")
    expect(page.get_by_role("heading", name="Words")).to_be_focused()
    expect(at(page, TITLE)).to_have_value("Depressed?")


def test_a_line_far_down(page: Page) -> None:
    """A line that is out of sight is scrolled to."""
    tool(page, "Show text")
    source = page.locator("#source")
    expect(source).to_have_value(re.compile("depressed"))
    source.evaluate("each => each.style.height = '6rem'")
    page.evaluate("import('./static/text.js').then(text => text.toLine(40))")
    page.wait_for_timeout(200)
    assert source.evaluate("each => each.scrollTop") > 300


def test_a_text_that_cannot_be_read(page: Page, stub: Stub) -> None:
    """A mistake in the text leaves only the text; once it is fixed the form comes back."""
    tool(page, "Show text")
    source = page.locator("#source")
    expect(source).to_have_value(re.compile("depressed"))
    whole = source.input_value()
    source.fill(whole.replace('"topic"', '"topic'))
    expect(page.locator("#unreadable")).to_be_visible()
    expect(page.locator("#to-words")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("link", name="Line 3").press("Enter")
    source.fill(whole)
    expect(page.locator("#form")).to_be_visible()
    assert stub.text is None


def test_it_begins_with_what_cannot_be_read(opened: Opened, stub: Stub) -> None:
    """A file that cannot be read is shown as text at once."""
    stub.text = 'clinic: "'
    page = opened()
    expect(page.locator("#source")).to_have_value('clinic: "')
