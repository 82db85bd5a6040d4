"""The editor's page as people use it: its fields and tools, what it says, whether all can."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.editor.stub import Stub
from tests.editor.stub_form import TITLE, Node

ENHANCED = {"rules": {"color-contrast-enhanced": {"enabled": True}}}
"""What axe-core tries beside its usual rules: text of 7 to 1 (WCAG 2.2, 1.4.6)."""

UNFOLD = "document.querySelectorAll('details').forEach(each => each.open = true)"


def at(page: Page, path: Sequence[str | int], more: str = "") -> Locator:
    """Return what shows a path."""
    return page.locator(f'[id="at.{".".join(map(str, path))}{more}"]')


def sent(page: Page, stub: Stub, number: int = 1) -> list[Node]:
    """Return the edits that were sent, once there are so many."""
    for _ in range(100):
        if len(stub.edits) >= number:
            break
        page.wait_for_timeout(30)
    page.wait_for_timeout(350)  # no more of them follow
    return stub.edits


def says(page: Page, text: str) -> None:
    """Wait until the live region says a text."""
    expect(page.locator("#said")).to_have_text(text)


def retitle(page: Page, title: str) -> None:
    """Write another title, and wait until it is sent."""
    at(page, TITLE).fill(title)
    expect(page.locator("#saved")).to_have_text("Not saved yet")
    page.wait_for_timeout(500)


def tool(page: Page, name: str) -> None:
    """Press one of the tools, also of those that are unfolded first."""
    pressed = page.locator("header").get_by_role("button", name=name, exact=True)
    if not pressed.is_visible():
        page.locator("#more").click()
    pressed.click()


def nothing_is_found(page: Page) -> None:
    """Require that axe-core finds nothing, and that nothing has to be scrolled sideways."""
    results = Axe().run(page, options=ENHANCED)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(
        "[...document.querySelectorAll('dialog[open]')].every(e => e.scrollWidth <= e.clientWidth)"
    )


def targets_are_large(page: Page) -> None:
    """Require that what is pressed is 24 px wide and high at least (WCAG 2.2, 2.5.8)."""
    small = page.evaluate(
        "[...document.querySelectorAll('a, button, input, select, textarea, summary')]"
        ".filter(each => each.checkVisibility()).filter(each => {"
        " const { width, height } = each.getBoundingClientRect();"
        " return width < 24 || height < 24 }).map(each => each.outerHTML)"
    )
    assert small == []
