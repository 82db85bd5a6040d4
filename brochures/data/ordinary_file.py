"""Ordinary files: read below a folder, without following a link or waiting for a pipe.

What lies in an output folder may be anything, and somebody else may have put it there.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePath

MOST_BYTES = 25_000_000
"""A larger file is none of ours."""

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # what has become a pipe since it was looked at keeps nobody
    | getattr(os, "O_BINARY", 0)
)

_JUNCTION = 0xA0000003
"""Windows: IO_REPARSE_TAG_MOUNT_POINT. What OneDrive keeps has other tags, and is in its place."""

_INSTEAD = {
    stat.S_IFLNK: "it is a link",
    stat.S_IFDIR: "a folder has its name",
    stat.S_IFREG: "",
}
"""What lies there instead of a file, by its type."""


class NoOrdinaryFile(Exception):
    """What lies there is not read; the message says what it is, to be put after a colon."""


class Unreachable(NoOrdinaryFile):
    """Nobody can say what lies there, for a reason that the system gives."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"its folder cannot be looked into ({reason})")
        self.reason = reason


def read(folder: Path, name: str) -> bytes | None:
    """Return the bytes of a file by its path below a folder; None where nothing lies there.

    Raises NoOrdinaryFile for a link, a folder, a pipe, a socket or a device, for what must not be
    read or is too large, and for a path that leads out of the folder, by its name or by a link.
    """
    if linked := link(folder, name):
        raise NoOrdinaryFile(f"{linked} is a link")
    path = folder / name
    try:
        kind = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Unreachable(error.strerror or str(error)) from error
    except ValueError as error:
        raise NoOrdinaryFile("no file can have such a name") from error
    _refuse(kind)
    try:
        with open(os.open(path, _FLAGS), "rb") as file:  # noqa: PTH123 - a file that is open
            _refuse(os.fstat(file.fileno()).st_mode)
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:  # gone since
        return None
    except OSError as error:
        raise NoOrdinaryFile(f"what is there cannot be read ({error.strerror})") from error
    if len(data) > MOST_BYTES:
        raise NoOrdinaryFile("what is there is too large")
    return data


def link(folder: Path, name: str) -> Path | None:
    """Return the first folder on the way to a file that is a link; None where none is.

    Raises NoOrdinaryFile where the file's path leads out of the folder by itself.
    """
    path = PurePath(name)
    if path.is_absolute() or path.drive or ".." in path.parts:
        raise NoOrdinaryFile("its name leads out of the folder")
    on_the_way = [folder / parent for parent in reversed(path.parents) if parent.name]
    return next((each for each in on_the_way if is_link(each)), None)


def is_link(path: Path) -> bool:
    """Say whether a path is a symbolic link, or what Windows calls a junction."""
    try:
        found = path.lstat()
    except (OSError, ValueError):
        return False
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION


def _refuse(mode: int) -> None:
    if instead := _INSTEAD.get(stat.S_IFMT(mode), "it is a pipe or a device, and no file"):
        raise NoOrdinaryFile(instead)
