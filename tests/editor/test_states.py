"""What stands beside the form is for everybody: in light and dark, wide and narrow, in Spanish."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.editor.conftest import Opened
from tests.editor.stub import Stub
from tests.editor.using import UNFOLD, nothing_is_found, targets_are_large
from tests.thorough import mostly, thorough

pytestmark = thorough

STATES = (
    *("start", "start-wrong", "picture", "picture-wrong", "menu", "other", "new", "new-wrong"),
    *("languages", "texts", "text-wrong", "share", "shared", "comments"),
)
BEGIN = {
    "start-wrong": "start",
    "picture-wrong": "picture",
    "new-wrong": "new",
    "texts": "languages",
    "text-wrong": "languages",
    "shared": "share",
    "comments": "share",
}
"""The state that comes before another one."""

DIALOGS = {"languages": "translations", "new": "new-brochure", "share": "share"}
"""The tools that lead to a state."""


def bring(page: Page, stub: Stub, state: str) -> None:
    """Bring the page into a state; by ids, since it may speak another language."""
    before = BEGIN.get(state, state)
    if before in DIALOGS:
        page.locator("#more").click()
        page.locator(f"#{DIALOGS[before]}").click()
    stub.beside.refuse = "That is not right." if state.endswith("wrong") else ""
    match state:
        case "start-wrong":
            page.locator("#start-phone").fill("12")
            page.locator("#begin").click()
            expect(page.locator("#start-phone")).to_have_attribute("aria-invalid", "true")
        case "picture-wrong":
            file = {"name": "a.png", "mimeType": "image/png", "buffer": b"a"}
            page.locator(".kind-file [type=file]").first.set_input_files(file)  # type: ignore[arg-type]
            expect(page.locator(".kind-file .refused").first).to_have_text("That is not right.")
        case "menu":
            page.locator("#more").click()
        case "other":
            page.locator('[id="at.topic.title"]').fill("Depressed?")
            page.locator("#brochure").select_option("sleep.yaml")
            page.locator("#open-brochure").click()
            expect(page.locator("#open-dialog")).to_be_visible()
        case "new-wrong":
            page.locator("#new-form .main").click()
        case "texts" | "text-wrong":
            page.locator("#languages li button").click()
            page.locator("#catalog textarea").nth(1).fill("Hay otros.")
            page.locator("#catalog-title").click()
            seen = "#catalog [aria-invalid]" if state == "text-wrong" else "#catalog .done"
            expect(page.locator(seen).first).to_be_visible()
        case "shared":
            page.locator("#share-make").click()
            expect(page.locator("#share-page")).to_be_visible()
        case "comments":
            file = {"name": "a.json", "mimeType": "", "buffer": json.dumps({"by": "Dr."}).encode()}
            page.locator("#comments-file").set_input_files(file)  # type: ignore[arg-type]
            expect(page.locator("#comments-title")).to_be_focused()
    page.evaluate(UNFOLD)


@pytest.mark.parametrize("state", mostly(STATES, "start"))
@pytest.mark.parametrize(
    ("scheme", "width", "language"),
    [("light", 1280, "en"), ("dark", 320, "es")],
)
def test_nothing_is_found(
    opened: Opened, stub: Stub, state: str, scheme: str, width: int, language: str
) -> None:
    """axe-core finds nothing; nothing has to be scrolled sideways, and all can be pressed."""
    stub.language = language
    stub.beside.brochures = 3
    stub.beside.file = None if state.startswith("start") else "content.yaml"
    page = opened(color_scheme=scheme, viewport={"width": width, "height": 800})
    bring(page, stub, state)
    nothing_is_found(page)
    targets_are_large(page)


@pytest.mark.parametrize("state", ["menu", "languages", "texts", "comments", "start"])
def test_forced_colors(opened: Opened, stub: Stub, state: str) -> None:
    """In the colours that a person has chosen, what can be pressed has a line around it."""
    stub.beside.file = None if state.startswith("start") else "content.yaml"
    page = opened(forced_colors="active")
    bring(page, stub, state)
    bare = page.evaluate(
        "[...document.querySelectorAll('main button, main select, main textarea,"
        " main input:not([type=checkbox]), #more-tools')].filter(each => each.checkVisibility())"
        ".filter(each => getComputedStyle(each).borderTopStyle === 'none').length"
    )
    assert bare == 0
