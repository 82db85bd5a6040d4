"""What may lie in an output folder in the place of a file that is to be written, or to be shown."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

FOREIGN = b"%PDF-1.7\nsomebody else's\n%%EOF\n"

posix_only = pytest.mark.skipif(os.name != "posix", reason="there are none of these elsewhere")


def listening(path: Path) -> None:
    """Make a socket; its name must be a short one."""
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(before)


def filled(path: Path) -> None:
    """Make a folder with a file in it."""
    path.mkdir()
    (path / "kept.txt").write_text("kept", "utf-8")


def piped(path: Path) -> None:
    """Make a named pipe, which nobody writes into."""
    os.mkfifo(path)


STAY: dict[str, Callable[[Path], object]] = {
    "no PDF": lambda path: path.write_text("a letter", "utf-8"),
    "somebody else's PDF": lambda path: path.write_bytes(FOREIGN),
    "a folder": Path.mkdir,
    "a folder that is not empty": filled,
    "a pipe": piped,
    "a socket": listening,
}
"""What is not ours, and stays."""


def outside(path: Path) -> Path:
    """Return a folder beside the output, to which links lead."""
    folder = path.parent.parent / "outside"
    folder.mkdir(exist_ok=True)
    (folder / "secret.pdf").write_bytes(FOREIGN)
    return folder


LINKS: dict[str, Callable[[Path], object]] = {
    "a link to a file": lambda path: path.symlink_to(outside(path) / "secret.pdf"),
    "a link to a folder": lambda path: path.symlink_to(outside(path)),
    "a link to nothing": lambda path: path.symlink_to(outside(path) / "none"),
    "a link to itself": lambda path: path.symlink_to(path),
}
"""Links, which are replaced and not followed."""


def state(folder: Path) -> dict[str, object]:
    """Return what lies in a folder: of each file its bytes, of all else its type."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        if path.is_file() and not path.is_symlink()
        else path.lstat().st_mode
        for path in folder.rglob("*")
    }
