"""What has to be built at all. A run with nothing to do reads files, and imports little but this.

Each run is remembered in output/build.record: a key made of everything that went into it (words,
templates, sheets, fonts, code, the versions of Python and of all packages, the options), what it
wrote, and what it said. Where key and files are as remembered there is nothing to do; where only
some handouts differ, only those are built. Losing or spoiling the record costs time, nothing else.

A start of Python takes 11 ms; each of pathlib, json, re and argparse would add a third of that.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from time import strftime

TYPE_CHECKING = (
    False  # as type checkers know it; importing typing takes longer than reading all inputs
)
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    AnyPath = str | os.PathLike[str]

RECORD = "build.record"

MOST_BYTES = 10_000_000
"""A larger file is none of ours."""

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_CODE = ("brochures", "styles", "make_pdf.py")
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
    for folder in sys.path:
        if folder.endswith("-packages") and os.path.isdir(folder):
            parts += sorted(name for name in os.listdir(folder) if name.endswith(".dist-info"))
    for name in _CODE:
        for path in _files(os.path.join(_ROOT, name)):
            parts += [path[len(_ROOT) :], _read(path) or b""]
    return digest(*parts)


def _files(path: str) -> Iterator[str]:
    if not os.path.isdir(path):
        yield path
        return
    for name in sorted(os.listdir(path)):
        if name not in _IGNORED:
            yield from _files(os.path.join(path, name))


def today() -> str:
    """Return the day here, written as 2026-01-31."""
    return strftime("%Y-%m-%d")


def run_key(shared: str, content: AnyPath, options: str) -> str | None:
    """Return the key of a run: its words, its options and all that it shares with others.

    Takes the key of what is shared, the content file, and the options that change what is made as
    text. None where the words cannot be read: what is wrong with them is said by who loads them.
    """
    words = _read(content)
    return None if words is None else digest(shared, options, words)


def record(
    run: str | None,
    due: str,
    files: Mapping[str, str],
    said: Iterable[tuple[str, str]],
    handouts: str,
    *,
    overdue: bool,
) -> bytes:
    """Return the record of a run, a line for each thing to remember.

    Takes its key (None if the next one has to do it again), the day on which its words are due for
    review and whether that is past, the keys of the files it wrote by their names, what it said,
    and what is remembered of each handout as JSON in one line.
    """
    lines = [f"run {run or ''}", f"due {due} {'past' if overdue else 'to come'}"]
    lines += [f"file {key} {name}" for name, key in files.items()]
    lines += [f"said {stream} {text.encode('unicode_escape').decode()}" for stream, text in said]
    return "\n".join([*lines, f"handouts {handouts}", ""]).encode()


def _recall(output: AnyPath) -> dict[str, list[str]]:
    """Return what is remembered of a folder, by the first word of each line."""
    found: dict[str, list[str]] = {}
    data = _read(os.path.join(output, RECORD)) or b""
    for line in data.decode("utf-8", "replace").split("\n"):
        kind, _, rest = line.partition(" ")
        found.setdefault(kind, []).append(rest)
    return found


def handouts(output: AnyPath) -> dict[str, Any]:
    """Return what is remembered of each handout, by the name of its file."""
    import json

    try:
        found = json.loads(_recall(output).get("handouts", ["{}"])[0])
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def said(output: AnyPath, key: str, today: str) -> list[tuple[str, str]] | None:
    """Return what the last run said, if this one would do the same again; None if it would not.

    The files it wrote must be there as it wrote them, and the day on which its words are due for
    review must not have passed since. The day is written as 2026-01-31; each line is a stream,
    'out' or 'err', and its text.
    """
    recalled = _recall(output)
    if recalled.get("run") != [key]:
        return None
    due, _, past = recalled.get("due", [""])[0].partition(" ")
    if (today > due) != (past == "past"):
        return None
    for line in recalled.get("file", []):
        wanted, _, name = line.partition(" ")
        if not is_as_written(os.path.join(output, name), wanted):
            return None
    lines = []
    for line in recalled.get("said", []):
        stream, _, text = line.partition(" ")
        lines.append((stream, text.encode().decode("unicode_escape")))
    return lines


def is_as_written(path: AnyPath, wanted: object) -> bool:
    """Say whether a file has the bytes whose key was remembered."""
    data = _read(path)
    return data is not None and digest(data) == wanted


def _read(path: AnyPath) -> bytes | None:
    """Return the bytes of an ordinary file; None where there is none, or none that can be read."""
    try:
        if not os.path.isfile(path) or os.path.getsize(path) > MOST_BYTES:
            return None
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None
