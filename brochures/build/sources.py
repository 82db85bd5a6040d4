"""Sources: the files that a clinic's handouts are made of, told at a glance.

What a file names is read without asking whether the rest of it is right: so a batch knows which
files are clinics, and a watch waits for a base, an edition or a picture that is not there yet.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from brochures.content.text_file import text
from brochures.content.yaml_reader import ContentError, Data, read

Stamp: TypeAlias = tuple[int, int, int] | None
"""What is another whenever a file is saved; None where there is none."""

_NAMES_FILES = re.compile(r"""\b(base|editions|file)["']?\s*:""")
_TOPIC = re.compile(r"""^["']?topic["']?\s*:""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Named:
    """The files that a content names, and whether it has a topic of its own."""

    base: Path | None = None
    editions: tuple[Path, ...] = ()
    pictures: tuple[Path, ...] = ()
    topic: bool = True


def named(file: Path, *, whole: bool = True) -> Named | None:
    """Return what a content names; None where it cannot be read.

    If it need not be known whether the `whole` file can be, one that names none is quickly done.
    """
    try:
        words = text(file)
        if not whole and not _NAMES_FILES.search(words):
            return Named(topic=_TOPIC.search(words) is not None)
        data = read(words, file).data
    except ContentError:
        return None
    if not isinstance(data, dict):
        return Named(topic=False)
    editions, folder = data.get("editions"), file.parent
    return Named(
        next(_paths(folder, data.get("base")), None),
        tuple(_paths(folder, *editions)) if isinstance(editions, list) else (),
        tuple(_paths(folder, *_files(data))),
        "topic" in data,
    )


def _paths(folder: Path, *names: Data) -> Iterator[Path]:
    yield from (folder / name.strip() for name in names if isinstance(name, str) and name.strip())


def _files(data: Data) -> Iterator[Data]:
    """Yield the values of all keys `file` in a content."""
    if isinstance(data, dict):
        yield data.get("file")
    if isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _files(value)


class Sources:
    """The files that a content is made of; one that cannot be read names what it named before."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._known: dict[Path, tuple[Stamp, Named]] = {}

    def stamps(self) -> dict[Path, Stamp]:
        """Return all of them, also those that are not there, each with its stamp."""
        found: dict[Path, Stamp] = {}
        for content in (self._content, *self._named(self._content).editions):
            file: Path | None = content
            while file and file not in found:
                found[file] = stamp(file)
                names = self._named(file, found[file])
                found |= {picture: stamp(picture) for picture in names.pictures}
                file = names.base if names.base and _is_near(file, names.base) else None
        return found

    def _named(self, file: Path, now: Stamp = None) -> Named:
        """Return what a file names; takes its stamp, from before it is read."""
        now = now or stamp(file)
        then, before = self._known.get(file, (None, Named()))
        if now is None or now == then:
            return before
        self._known[file] = now, named(file) or before
        return self._known[file][1]


def stamp(file: Path) -> Stamp:
    """Return the stamp of a file."""
    try:
        found = file.stat()
    except (OSError, ValueError):
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _is_near(file: Path, other: Path) -> bool:
    """Say whether another file lies in the folder around a file's, or below it."""
    return Path(os.path.realpath(other)).is_relative_to(Path(os.path.realpath(file)).parent.parent)
