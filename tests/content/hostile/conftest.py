"""What holds around every hostile test: no network, no hanging, and a good handout to lose."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from tests.content.hostile.guard import GOOD, HANDOUT, SECONDS, WATCH


@pytest.fixture(scope="module", autouse=True)
def guarded() -> Iterator[None]:
    """Let nothing here reach the network, and note which files are opened."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the network was asked for")

    WATCH.on = True
    with pytest.MonkeyPatch.context() as patch:
        for name in ("socket", "create_connection", "getaddrinfo"):
            patch.setattr(socket, name, refuse)
        yield
    WATCH.on = False


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    """Fail instead of hanging."""

    def stop(*_: object) -> NoReturn:
        raise TimeoutError(f"more than {SECONDS} seconds")

    if hasattr(signal, "SIGALRM"):
        before = signal.signal(signal.SIGALRM, stop)
        signal.alarm(SECONDS)
        yield
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    else:
        yield


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return a folder with a handout that was good."""
    folder = tmp_path / "output"
    folder.mkdir()
    (folder / f"{HANDOUT}.pdf").write_bytes(GOOD)
    return folder
