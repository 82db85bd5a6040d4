"""Temporary directory of a run: all its temporary files lie there, and go with it.

A run that is killed cannot tidy up. The next one does: it removes the directories of which nobody
holds the lock, which ends with the last process of a run, however it ends.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from brochures.build.atomic_write import needing_room

if sys.platform != "win32":
    import fcntl

PREFIX = "brochures-"

MOMENT = 60
"""Seconds in which a directory that was just made is locked."""


@contextmanager
def scratch() -> Iterator[None]:
    """Let all temporary files be made in a directory of this run until the context ends."""
    with ExitStack() as stack:
        with needing_room():
            _remove_left_over(Path(tempfile.gettempdir()))
            made = TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
            folder = stack.enter_context(made)
        descriptor = _locked(Path(folder))
        if descriptor is not None:
            stack.callback(os.close, descriptor)
        before, tempfile.tempdir = tempfile.tempdir, folder
        try:
            yield
        finally:
            tempfile.tempdir = before


def _remove_left_over(around: Path) -> None:
    """Remove the directories of runs that were killed: ours, a moment old, and locked by nobody."""
    if sys.platform == "win32":  # which keeps no such locks
        return
    for folder in around.glob(f"{PREFIX}*"):
        # Another run may be faster, or it is another person's: it harms nobody.
        with suppress(OSError):
            found = folder.lstat()
            if found.st_uid != os.geteuid() or time.time() - found.st_mtime < MOMENT:
                continue
            descriptor = _locked(folder)
            if descriptor is not None:
                rmtree(folder, ignore_errors=True)
                os.close(descriptor)


def _locked(folder: Path) -> int | None:
    """Lock a directory; return what holds the lock, None where it cannot be had."""
    if sys.platform == "win32":
        return None
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
