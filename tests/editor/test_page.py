"""The page of the editor is for everybody, in its languages, and says what goes wrong around it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.editor.conftest import Opened
from tests.editor.stub import Stub
from tests.editor.stub_form import TITLE
from tests.editor.using import (
    UNFOLD,
    at,
    nothing_is_found,
    retitle,
    says,
    sent,
    targets_are_large,
    tool,
)
from tests.thorough import mostly, thorough

pytestmark = thorough

STATES = (
    *("form", "problems", "findings", "text", "unreadable", "versions", "publish", "outside"),
    *("leave", "lost", "ended"),
)


def bring(page: Page, stub: Stub, state: str) -> None:
    """Bring the page into a state."""
    match state:
        case "problems":
            retitle(page, "A title that is longer than the cover of it can ever be")
            expect(page.locator("#summary .wrong")).to_be_visible()
        case "findings":
            retitle(page, "Very much a miracle, astray")
            expect(page.locator(".found .better")).to_have_count(1)
        case "text":
            tool(page, "Show text")
            expect(page.locator("#source")).to_have_value(re.compile("depressed"))
        case "unreadable":
            tool(page, "Show text")
            page.locator("#source").fill('{"topic: 3}')
            expect(page.locator("#unreadable")).to_be_visible()
        case "versions" | "publish":
            tool(page, "Older versions" if state == "versions" else "Publish")
            expect(page.locator("dialog li, dialog .output p").first).to_be_visible()
        case "outside":
            stub.outside = True
            tool(page, "Save")
            expect(page.locator("#outside-dialog")).to_be_visible()
        case "leave":
            retitle(page, "Depressed?")
            tool(page, "Done")
            expect(page.locator("#leave-dialog")).to_be_visible()
        case "lost":
            stub.gone = True
            at(page, TITLE).fill("Depressed?")
            expect(page.locator("#lost")).to_be_visible()
        case "ended":
            tool(page, "Done")
            expect(page.locator("#ended")).to_be_visible()
    page.evaluate(UNFOLD)


@pytest.mark.parametrize("state", mostly(STATES, "form"))
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing(opened: Opened, stub: Stub, state: str, scheme: str, width: int) -> None:
    """axe-core finds nothing in any state, light and dark; nothing has to be scrolled sideways."""
    page = opened(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.locator(".sheet img").first.wait_for()
    bring(page, stub, state)
    nothing_is_found(page)


@pytest.mark.parametrize("width", [1280, 320])
def test_targets(opened: Opened, width: int) -> None:
    """Nothing that is pressed in the form or beside it is too small."""
    page = opened(viewport={"width": width, "height": 800})
    page.evaluate(UNFOLD)
    targets_are_large(page)


def test_the_focus_is_seen(opened: Opened) -> None:
    """What has the focus is not below the header, which stays in sight (WCAG 2.2, 2.4.11)."""
    page = opened(reduced_motion="reduce")
    page.evaluate(UNFOLD)
    at(page, ["review", "reviewed_on"]).focus()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        page.wait_for_timeout(50)
        if not page.evaluate("document.activeElement.closest('#form') !== null"):
            break
        assert page.evaluate(
            "document.activeElement.getBoundingClientRect().top >="
            " document.querySelector('header').getBoundingClientRect().bottom"
        )


# Languages.


def test_in_spanish(opened: Opened, stub: Stub) -> None:
    """The page speaks Spanish; what is said by script, too."""
    stub.language = "es-US"
    page = opened()
    expect(page.locator("html")).to_have_attribute("lang", "es-US")
    expect(page.get_by_role("button", name="Guardar")).to_be_visible()
    at(page, TITLE).fill("x")
    expect(page.locator("#saved")).to_have_text("Aún sin guardar")


def test_another_language(opened: Opened, stub: Stub) -> None:
    """Once the words are in another language that the page speaks, it is asked for anew."""
    page = opened()
    expect(page.locator("html")).to_have_attribute("lang", "en-US")
    stub.language = "es-US"
    at(page, TITLE).fill("x")
    expect(page.locator("#saved")).to_have_text("Not saved yet")
    expect(page.locator("html")).to_have_attribute("lang", "en-US")
    page.locator("#save").click()
    expect(page.locator("html")).to_have_attribute("lang", "es-US")
    expect(page.locator("#saved")).to_have_text("Guardado")


# What goes wrong.


def test_a_server_that_is_gone(page: Page, stub: Stub) -> None:
    """Where the server is gone it is said; what was typed is sent once it is back."""
    stub.gone = True
    at(page, TITLE).fill("Depressed?")
    expect(page.get_by_role("alert")).to_contain_text("does not answer")
    at(page, ["clinic", "name"]).fill("A clinic")
    page.wait_for_timeout(500)
    stub.gone = False
    says(page, "The editor answers again.")
    expect(page.locator("#lost")).to_be_hidden()
    assert {edit["value"] for edit in sent(page, stub, 2)} == {"Depressed?", "A clinic"}
    expect(at(page, TITLE)).to_have_value("Depressed?")


def test_two_windows(page: Page, stub: Stub) -> None:
    """Where another window was first, its words are taken, and the edit is made to them."""
    stub.answer("edit", {"edits": [{"do": "set", "path": ["topic", "lead"], "value": "Hope."}]})
    at(page, TITLE).fill("Depressed?")
    expect(at(page, ["topic", "lead"])).to_have_value("Hope.")
    page.wait_for_timeout(400)
    assert stub.words["topic"]["title"] == "Depressed?"
    assert stub.words["topic"]["lead"] == "Hope."
    expect(at(page, TITLE)).to_have_value("Depressed?")


def test_what_is_typed_meanwhile(page: Page, stub: Stub) -> None:
    """What is typed while an edit is under way is neither lost nor undone by the answer."""

    def late(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/edit", late)
    at(page, TITLE).fill("")
    at(page, TITLE).press_sequentially("Many words typed one after another", delay=35)
    page.wait_for_timeout(1500)
    expect(at(page, TITLE)).to_have_value("Many words typed one after another")
    assert stub.words["topic"]["title"] == "Many words typed one after another"
