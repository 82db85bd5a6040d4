"""Forks: whether one is safe, and how a child begins."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from brochures.processes import stopping

PARENT_DEATH_SIGNAL = 1
"""Linux: PR_SET_PDEATHSIG, prctl(2)."""

HARMLESS = "notify-rs"
"""How the threads are called with which a watch waits: they hold nothing that a child asks for."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def can_fork() -> bool:
    """Say whether a fork is safe: on Linux, without other threads.

    Python does not know of all threads: GLib starts some where text has been laid out, and a child
    could wait for them for ever. The system lists them.
    """
    if sys.platform != "linux":
        return False
    names = []
    for thread in Path("/proc/self/task").iterdir():
        with suppress(OSError):  # it has ended meanwhile
            names.append((thread / "comm").read_text(errors="replace"))
    return sum(not name.startswith(HARMLESS) for name in names) == 1


def begin(parent: int, folder: str) -> None:
    """Begin a child: deaf to Ctrl-C, ended with its parent; `folder` is for temporary files."""
    tempfile.tempdir = folder
    stopping.leave_to_parent()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:  # it has gone meanwhile
            os._exit(1)
