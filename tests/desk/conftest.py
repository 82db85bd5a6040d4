"""What tests of the print desk share: a desk, and a browser to open it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from brochures.content.model import Content
from tests.browser import chromium
from tests.desk.desks import lay_out, made_of


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory, content: Content) -> Path:
    """A folder, with a space in its name, that holds the handouts and the desk."""
    folder = tmp_path_factory.mktemp("the desk") / "out put"
    lay_out(folder, content, made_of(content, folder))
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for all tests of a module."""
    with chromium() as started:
        yield started
