"""Finished bytes -> a file that is always whole: the old one or the new one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


class PublishError(Exception):
    """A file cannot be written; the message says which one and why."""


def publish(path: Path, data: bytes) -> None:
    """Replace a file in one step: whoever reads it sees the old one or the new one, whole.

    Raises PublishError when it cannot be written; the old file is still there then.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            temporary = Path(file.name)
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                # Made private by default; a handout is for everyone who may read the folder.
                temporary.chmod(0o644)
                file.close()
                temporary.replace(path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise PublishError(f"{path} cannot be written: {error.strerror or error}.") from error
