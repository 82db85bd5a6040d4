"""Debian's Chromium for tests; where there is none they are skipped, except under CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


def found(program: str) -> str:
    """Return where a program is; skip the test where it is not installed, fail it under CI."""
    return shutil.which(program) or missing(program)


def missing(what: str) -> NoReturn:
    """Skip the test for want of something that is not installed; fail it under CI."""
    reason = f"{what} is not installed"
    if os.environ.get("CI"):
        pytest.fail(f"{reason}, and .ci/run has to install it")
    pytest.skip(reason)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser without a network: what a page asks for outside itself fails."""
    path = next((path for name in PROGRAMS if (path := shutil.which(name))), None) or found(
        PROGRAMS[0]
    )
    with sync_playwright() as playwright:
        # A container has no user namespaces for Chromium's own sandbox; it opens our page alone.
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND"]
        )
        yield browser
        browser.close()
