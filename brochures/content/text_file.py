"""Reading a content file: bounded in size, and never waiting for more to come."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from brochures.content.yaml_errors import shown
from brochures.content.yaml_reader import ContentError, Problem

MAX_BYTES = 100_000
"""Largest file that is read; a clinic's words take about 25,000. The costliest that fits is built
in 15 seconds on two cores, with 190 MB a core (tests/bench/worst.py)."""


def text(path: Path, most: int = MAX_BYTES) -> str:
    """Return the text of a file of so many bytes at most.

    Raises ContentError when it cannot be opened, is no ordinary file, leads elsewhere as a link,
    is too large, or is not saved as UTF-8.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ContentError.whole(path, "This is a folder, not a file.", "Name the file in it.")
        if not stat.S_ISREG(mode):
            raise ContentError.whole(
                path,
                "This is no ordinary file, but a device or a pipe.",
                "Save the words in a file, and name that.",
            )
        _refuse_strangers(path)
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        raise ContentError.whole(
            path, "There is no such file.", "Check its name, its ending and its folder."
        ) from None
    except OSError as error:
        raise ContentError.whole(
            path,
            f"The file cannot be opened: {error.strerror}.",
            "Close it in other programs, and check that you are allowed to read it.",
        ) from None
    if len(data) > most:
        raise ContentError.whole(
            path,
            f"The file is larger than {most // 1_000} KB.",
            "It should hold words only: check that it is the right file.",
        )
    return _decoded(path, data)


def _refuse_strangers(path: Path) -> None:
    """Refuse a link that leads out of its folder: somebody may have put it there for us to read."""
    if path.is_symlink():
        target = Path(os.path.realpath(path))
        if not target.is_relative_to(os.path.realpath(path.parent)):
            raise ContentError.whole(
                path,
                f"This is a link that leads out of its folder: {shown(str(target))}",
                "Name that file itself, or put a copy of it here.",
            )


def _decoded(path: Path, data: bytes) -> str:
    save = 'In your editor choose "Save as", and there the encoding UTF-8.'
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or 0 in data[:4]:
        raise ContentError.whole(
            path, "The file is saved as UTF-16 or UTF-32 (Unicode), not as UTF-8.", save
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line = len(re.findall(rb"\r\n?|\n", before)) + 1
        what = f"A character here is not saved as UTF-8 (byte {error.object[error.start]:02X})."
        raise ContentError(Problem(path, line, None, "", what, save)) from None
