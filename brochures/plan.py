"""What has to be built at all. A run with nothing to do reads files, and imports little but this.

Each run is remembered in output/build.json: a key made of everything that went into it (words,
templates, sheets, fonts, code, the versions of Python and of all packages, the options), what it
wrote, and what it said. Where key and files are as remembered there is nothing to do; where only
some handouts differ, only those are built. Losing or spoiling the record costs time, nothing else.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

TYPE_CHECKING = (
    False  # as type checkers know it; importing typing takes longer than reading all inputs
)
if TYPE_CHECKING:
    from typing import Any

RECORD = "build.json"

MOST_BYTES = 10_000_000
"""A larger file is none of ours."""

_ROOT = Path(__file__).parent.parent
_CODE = ("brochures", "styles", "make_pdf.py")
_IGNORED = ("__pycache__", "content.schema.json")


def digest(*parts: bytes | str) -> str:
    """Return a key of bytes and texts: another one for other parts, or for parts cut elsewhere."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()


def code() -> str:
    """Return a key of what all handouts share: code, templates, sheets, fonts and packages."""
    parts: list[bytes | str] = [sys.version]
    for folder in map(Path, sys.path):
        if folder.name.endswith("-packages") and folder.is_dir():
            parts += sorted(each.name for each in folder.iterdir() if each.suffix == ".dist-info")
    for name in _CODE:
        for path in _files(_ROOT / name):
            parts += [str(path.relative_to(_ROOT)), path.read_bytes()]
    return digest(*parts)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for each in sorted(path.iterdir()):
        if each.name not in _IGNORED:
            yield from _files(each)


def run_key(content: Path, options: str) -> str | None:
    """Return the key of a run: its words, its options and all that it shares with others.

    Takes the content file, and the options that change what is made as text. None where the words
    cannot be read: what is wrong with them is said by who loads them.
    """
    words = _read(content)
    return None if words is None else digest(code(), options, words)


def recall(output: Path) -> dict[str, object]:
    """Return what is remembered of a folder; nothing where the record is missing or spoilt."""
    try:
        record = json.loads(_read(output / RECORD) or b"{}")
    except ValueError:
        return {}
    return record if isinstance(record, dict) else {}


def handouts(output: Path) -> dict[str, Any]:
    """Return what is remembered of each handout, by the name of its file."""
    found = recall(output).get("handouts")
    return found if isinstance(found, dict) else {}


def said(output: Path, key: str, today: str) -> list[list[str]] | None:
    """Return what the last run said, if this one would do the same again; None if it would not.

    The files it wrote must be there as it wrote them, and the day on which its words are due for
    review must not have passed since. The day is written as 2026-01-31; each line is a stream,
    'out' or 'err', and its text.
    """
    record = recall(output)
    lines, files, due = record.get("said"), record.get("files"), record.get("due")
    if record.get("run") != key or not isinstance(lines, list) or not isinstance(files, dict):
        return None
    if not isinstance(due, str) or (today > due) != record.get("overdue"):
        return None
    same = all(is_as_written(output / name, wanted) for name, wanted in files.items())
    return lines if same else None


def is_as_written(path: Path, wanted: object) -> bool:
    """Say whether a file has the bytes whose key was remembered."""
    data = _read(path)
    return data is not None and digest(data) == wanted


def _read(path: Path) -> bytes | None:
    """Return the bytes of an ordinary file; None where there is none, or none that can be read."""
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            return None
        return path.read_bytes()
    except OSError:
        return None
