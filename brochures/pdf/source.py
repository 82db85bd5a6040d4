"""The bytes of a file that somebody names, once it is known what kind of file it is."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

from brochures.pdf.limits import MAX_BYTES, UnreadablePDF

KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
"""What has a name like a file and is none. To read a pipe or a device may take for ever."""


def look(path: Path) -> None:
    """Raise `UnreadablePDF` for what is no file or is too large, before any of it is read.

    A link is what it leads to.
    """
    try:
        about = path.stat()
    except OSError as error:
        raise _closed(error) from error
    if not stat.S_ISREG(about.st_mode):
        kind = next((kind for test, kind in KINDS if test(about.st_mode)), "something else")
        raise UnreadablePDF(f"It is {kind}, not a file.")
    if about.st_size > MAX_BYTES:
        raise UnreadablePDF(f"It has more than {MAX_BYTES // 1_000_000} MB.")


def contents(path: Path) -> bytes:
    """Return the bytes of a file; raise `UnreadablePDF` where that cannot be."""
    look(path)
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _closed(error) from error


def _closed(error: OSError) -> UnreadablePDF:
    return UnreadablePDF(f"It cannot be opened: {error.strerror}.")
