"""What tests of the editor share: a browser, a server that only plays the editor, a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium
from tests.editor.stub import Stub, served

Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for all tests of a module."""
    with chromium() as started:
        yield started


@pytest.fixture
def stub() -> Stub:
    """The words behind the page, and what it asked for."""
    return Stub()


@pytest.fixture
def opened(browser: Browser, stub: Stub) -> Iterator[Opened]:
    """Open the page in a window with options; whatever it complains of fails the test."""
    complaints: list[str] = []
    with ExitStack() as stack:
        address = stack.enter_context(served(stub))

        def open_page(**options: object) -> Page:
            made = {"viewport": {"width": 1280, "height": 800}, **options}
            context = browser.new_context(**made)  # type: ignore[arg-type]
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(5000)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda said: complaints.append(said.text))
            page.goto(address)
            page.locator("#form .part, #unreadable:visible, #start:visible").first.wait_for()
            return page

        yield open_page
    network = "Failed to load resource"
    assert [said for said in complaints if not said.startswith(network)] == []


@pytest.fixture
def page(opened: Opened) -> Page:
    """The page, with its first pictures."""
    page = opened()
    page.locator(".sheet img").first.wait_for()
    return page


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft of two pages."""
    path = tmp_path / "trifold.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(792, 612))
        pdf.add_blank_page(page_size=(792, 612))
        pdf.save(path)
    return path
