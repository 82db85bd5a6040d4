"""The build cache: what was made before, of what, so that a run does only what has to be done.

Each run is remembered in output/build.record: a key of all that it shares with others (templates,
sheets, fonts, code, the versions of Python and of all packages, the options), what it read, what it
wrote, and what it said. Where key and files are as remembered there is nothing to do; where only
some handouts differ, only those are built. It also names all files in the folder that are ours
(`output_folder`). Losing or spoiling the record costs time, and what is no longer made stays.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from time import strftime
from typing import Any

from brochures.data import STYLES, ordinary_file
from brochures.data.ordinary_file import MOST_BYTES, NoOrdinaryFile

RECORD = "build.record"

_CODE = Path(__file__).parent.parent
_IGNORED = ("__pycache__", "content.schema.json")


def digest(*parts: bytes | str) -> str:
    """Return a key of bytes and texts: another one for other parts, or for parts cut elsewhere."""
    whole = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()


def code() -> str:
    """Return a key of what all handouts share: code, templates, sheets, fonts and packages."""
    parts: list[bytes | str] = [sys.version]
    for place in sys.path:
        with suppress(OSError):  # an archive, or a folder that is not there or is closed
            parts += sorted(path.name for path in Path(place or ".").glob("*.dist-info"))
    # An installed package has its styles within; they are the same ones, under the same names.
    for name, folder in {"brochures": _CODE, "styles": STYLES}.items():
        for path in _files(folder):
            if folder == STYLES or STYLES not in path.parents:
                parts += [f"{name}/{path.relative_to(folder).as_posix()}", bytes_of(path) or b""]
    return digest(*parts)


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and in those within it, always in the same order."""
    for path in sorted(folder.iterdir()):
        if path.name in _IGNORED:
            continue
        if path.is_dir():
            yield from _files(path)
        else:
            yield path


def today() -> str:
    """Return the day here, written as 2026-01-31."""
    return strftime("%Y-%m-%d")


def run_key(shared: str, content: Path, options: str) -> str:
    """Return the key of a run: its content file, its options and all that it shares with others.

    Takes the key of what is shared, and the options that change what is made as text.
    """
    return digest(shared, options, str(content))


@dataclass(frozen=True, slots=True)
class Run:
    """What is remembered of a run of the command."""

    key: str | None
    """None if the next run has to do it again."""
    sources: Mapping[str, str]
    """The digests of the files that it read, by their paths."""
    due: str
    """The day on which the words are due for review, as 2026-01-31; '' where nobody says."""
    overdue: bool
    """Whether that day is past."""
    said: tuple[tuple[str, str], ...]
    """What it printed: streams, 'out' or 'err', and texts."""


def digests(files: Iterable[Path]) -> dict[str, str]:
    """Return the digests of files by their paths; of one that cannot be read, none."""
    read = {str(file): bytes_of(file) for file in files}
    return {name: digest(data) for name, data in read.items() if data is not None}


def record(
    run: Run,
    files: Mapping[str, str],
    handouts: Mapping[str, Any],
    written: Mapping[str, Any],
) -> bytes:
    """Return the record of a run, as JSON.

    Takes the run, the digests of the files that it wrote by their names, what is remembered of
    each handout, and of each file in the folder that is ours.
    """
    remembered = {"run": asdict(run)}
    tables = {"files": files, "handouts": handouts, "written": written}
    for name, table in tables.items():
        remembered[name] = dict(sorted(table.items()))  # whichever run wrote which of them before
    return as_record(remembered)


def as_record(remembered: Mapping[str, Any]) -> bytes:
    """Return what is remembered as the bytes of a record."""
    return (json.dumps(remembered, indent=1) + "\n").encode()


def _recall(output: Path) -> dict[str, Any]:
    """Return what is remembered of a folder; nothing where there is no record, or a spoilt one."""
    try:
        found = json.loads(ordinary_file.read(output, RECORD) or b"")
    except (NoOrdinaryFile, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def handouts(output: Path) -> dict[str, Any]:
    """Return what is remembered of each handout, by the name of its file."""
    return _table(_recall(output), "handouts")


def written(output: Path) -> dict[str, Any]:
    """Return what is remembered of each file that is ours, by its name.

    An older version has only the digests of what it wrote.
    """
    recalled = _recall(output)
    known = {name: {"bytes": wanted} for name, wanted in _table(recalled, "files").items()}
    return known | _table(recalled, "handouts") | _table(recalled, "written")


def _table(recalled: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = recalled.get(name)
    return found if isinstance(found, dict) else {}


def said(output: Path, key: str, today: str) -> list[tuple[str, str]] | None:
    """Return what the last run said, if this one would do the same again; None if it would not.

    What it read and what it wrote must be as it was, and the day on which its words are due for
    review must not have passed since. The day is written as 2026-01-31; each line is a stream,
    'out' or 'err', and its text.
    """
    recalled = _recall(output)
    try:
        run = Run(**recalled["run"])
        if run.key != key or (bool(run.due) and today > run.due) != run.overdue:
            return None
        if any(digests([Path(name)]) != {name: wanted} for name, wanted in run.sources.items()):
            return None
        files = recalled["files"].items()
        if not all(is_as_written(output, name, wanted) for name, wanted in files):
            return None
        return [(stream, text) for stream, text in run.said]
    except (AttributeError, LookupError, TypeError, ValueError):
        return None  # there is none, or somebody else wrote it


def is_as_written(output: Path, name: str, wanted: object) -> bool:
    """Say whether a file in a folder has the bytes whose key was remembered."""
    try:
        data = ordinary_file.read(output, name)
    except NoOrdinaryFile:
        return False
    return data is not None and digest(data) == wanted


def bytes_of(path: Path) -> bytes | None:
    """Return the bytes of an ordinary file; None where there is none, or none that can be read."""
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            return None
        return path.read_bytes()
    except (OSError, ValueError):
        return None
