"""Finished bytes -> a file that is always whole: the old one or the new one."""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

TEMPORARY = ".brochures-*.tmp"
"""What temporary files are called: like nothing that a person or another program makes."""

LEFT_OVER = 3600
"""Seconds after which a temporary file is one that a killed run has left."""

PATIENCE = (0, 0.1, 0.2, 0.4, 0.8)
"""Seconds to wait before each attempt to replace a file that may be open elsewhere."""

OPEN_ELSEWHERE = (5, 32)
"""What Windows says then: ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION."""

_FULL = "the disk, or your share of it, is full. Free some space"
_READ_ONLY = "it or its folder is read-only for you. Have that changed"
_NO_FOLDER = "where its folder should be is something else. Rename that"
FIXES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: "files may not be that large here. Have the limit raised",
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
    errno.EISDIR: "a folder has its name. Rename that folder",
    errno.ENOENT: "its folder is gone or cannot be made. Bring its drive or its folder back",
}
"""What is wrong and how to fix it, by what the system says."""


INSTEAD = "choose another folder with --output"

NO_FOLDER = "No usable temporary directory"
"""What Python says where it finds none, as on a full disk."""


class PublishError(Exception):
    """A file cannot be written; the message says which one, why, and how to fix it."""


class Superseded(Exception):
    """What was to be published is made of words that have been changed since."""


def publish(path: Path, data: bytes, *, instead: str = INSTEAD) -> None:
    """Replace a file in one step: whoever reads it sees the old one or the new one, whole.

    Makes the folder where it is missing, and removes from it what killed runs have left. A
    symbolic link is replaced, not followed. Raises PublishError when the file cannot be written,
    which says what to do `instead`; the old one is still there then, and no temporary file, an
    interruption by Ctrl-C included.
    """
    # In the same folder, for only within a file system is a rename one step.
    temporary = path.with_name(TEMPORARY.replace("*", f"{path.name}-{secrets.token_hex(8)}"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("xb") as file:
                # Before anything is written: what killed runs have left may have filled the disk.
                _remove_left_over(path.parent, os.fstat(file.fileno()).st_mtime)
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            _replace(temporary, path)
        except BaseException:
            # The first error is the one to report, not that the clean-up failed as well.
            with suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        fix = FIXES.get(error.errno or 0, f"{error.strerror or error}. Run the command again")
        raise PublishError(f"{path} cannot be written: {fix}, or {instead}.") from error
    _synchronize(path.parent)


@contextmanager
def needing_room() -> Iterator[None]:
    """Raise PublishError where there is no room for the temporary files of what is done within."""
    try:
        yield
    except OSError as error:
        if FIXES.get(error.errno or 0) != _FULL and NO_FOLDER not in str(error):
            raise
        raise PublishError(
            "There is no room for temporary files: the disk, or your share of it, is full."
            f" Free some space, or name another folder in TMPDIR. ({error})"
        ) from error


def _replace(temporary: Path, path: Path) -> None:
    """Rename a file over another one, with patience where Windows has that one open elsewhere.

    A virus scanner lets go of it in a moment, a viewer does not: raises PublishError then.
    """
    for seconds in PATIENCE:
        time.sleep(seconds)
        try:
            temporary.replace(path)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in OPEN_ELSEWHERE:
                raise
            refusal = error
        else:
            return
    raise PublishError(
        f"{path} cannot be replaced: another program has it open. "
        "Close it in the PDF viewer and run the command again."
    ) from refusal


def _remove_left_over(folder: Path, now: float) -> None:
    """Remove the temporary files that are an hour older than one that was made just now.

    That spares those of a build that is running, which last for moments. Nothing is asked whether
    its build still runs: process ids are reused and mean nothing on a shared drive, and locks are
    not kept by every file system. Both times come from the one that holds the folder, so the clock
    of this computer may be wrong. Should a build sleep for an hour with the lid closed and lose its
    file, it ends with a sentence, and what was published before stays.
    """
    for left_over in folder.glob(TEMPORARY):
        # Another run may be faster, or it is another person's: it harms nobody.
        with suppress(OSError):
            if now - left_over.lstat().st_mtime > LEFT_OVER:
                left_over.unlink()


def _synchronize(folder: Path) -> None:
    """Let the rename outlast a power cut, where the system and the file system know how."""
    if os.name != "posix":
        return
    # Some network drives refuse. The file is whole anyway, old or new.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
