"""What takes long to make from a package's data is made once, and kept beside compiled modules."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

FOLDER = Path(__file__).with_name("__pycache__")
"""Where Python keeps compiled modules: as trusted as they are, and as easily made again."""

Thing = TypeVar("Thing")


def kept(name: str, make: Callable[[], Thing]) -> Thing:
    """Return a thing that was kept under a name, or make it and keep it.

    Whatever it is made of has to be in its name. Where it cannot be kept it is made each time.
    """
    file = FOLDER / name
    with suppress(Exception):  # missing, or spoilt: pickle raises anything then
        thing: Thing = pickle.loads(file.read_bytes())  # noqa: S301 - written by ourselves
        return thing
    thing = make()
    with suppress(OSError):
        FOLDER.mkdir(exist_ok=True)
        temporary = file.with_name(f"{name}.{os.getpid()}")
        temporary.write_bytes(pickle.dumps(thing))
        temporary.replace(file)
    return thing
