"""Debian's Chromium for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.programs import needs

RULES = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""No name is found; a test may serve a page from this machine."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser without a network: what a page asks for outside this machine fails."""
    path = needs("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        # A container has no user namespaces for Chromium's own sandbox; it opens our page alone.
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", f"--host-resolver-rules={RULES}"]
        )
        yield browser
        browser.close()
