"""What the costliest contents cost that the limits of the loader let through.

Run as `python -m tests.bench.worst`. Each is built by the command, from a cold start and anew, in
all formats; a line says its size, seconds and megabytes. The aim is 20 seconds and 500 MB.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from brochures.content.fields import (
    MOST_CHARACTERS,
    MOST_GROUPS,
    MOST_IN_A_LINE,
    MOST_ITEMS,
    MOST_ITEMS_IN_ALL,
    MOST_SECTIONS,
)
from brochures.content.text_file import MAX_BYTES
from tests.samples import minimal

COMMAND = Path(__file__).parents[2] / "make_pdf.py"
WIDEST = 6
"""Columns of a table at most."""

PROSE = "the quick brown fox jumps over it and you. "
PIECES = {
    "prose": PROSE,
    "one-letter words": "a ",
    "narrow letters": "i",
    "wide letters": "W",
    "slashes": "a/",
}

Fields = tuple[str, ...]


def contents() -> Iterator[tuple[str, bytes]]:
    """Yield contents by name: as many items as there may be, and as much text as the file holds."""
    yield "our own", (COMMAND.parent / "content.yaml").read_bytes()
    yield "all items, one letter each", _written("a", 1, MOST_ITEMS_IN_ALL, ("name", "text"))
    yield (
        "all items, long labels",
        _written("a", 1, MOST_ITEMS_IN_ALL, ("name", "text", "medical"), "W" * MOST_IN_A_LINE),
    )
    yield "tables", _tables(MAX_BYTES // 30)
    yield "many sections", _short(MOST_SECTIONS)
    few = MAX_BYTES // MOST_CHARACTERS
    for name, piece in PIECES.items():
        yield f"all items, {name}", filled(piece, MOST_ITEMS_IN_ALL, ("text",))
        yield f"long items, {name}", filled(piece, few, ("text",))
        yield f"long names, {name}", filled(piece, few // 2, ("name", "text"))


def filled(piece: str, items: int, fields: Fields) -> bytes:
    """Return a file with so many items, each with as much text as the file has room for."""
    low, high = 1, MOST_CHARACTERS
    while low < high:
        middle = (low + high + 1) // 2
        if len(_written(piece, middle, items, fields)) <= MAX_BYTES:
            low = middle
        else:
            high = middle - 1
    return _written(piece, low, items, fields)


def _written(piece: str, length: int, items: int, fields: Fields, label: str = "") -> bytes:
    text = (piece * (length // len(piece) + 1))[:length]
    item = {"name": "N", "text": "a", **dict.fromkeys(fields, text), "offered": bool(label)}
    data: dict[str, Any] = minimal()
    data["topic"]["sections"] = dict(_sections([item] * items))
    if label:
        data["labels"] = {"offered": label, "medical": f"{label[:-7]} {{name}}"}
        data["labels"]["page"] = f"{label[:-16]} {{page}} {{pages}}"
    return _dumped(data)


def _sections(items: list[dict[str, Any]]) -> Iterator[tuple[str, object]]:
    """Yield as few sections as hold some items: in groups, the last ones in lists."""
    whole = MOST_GROUPS * MOST_ITEMS
    for number in range(MOST_SECTIONS):
        left = items[number * whole :]
        lists = [left[at : at + MOST_ITEMS] for at in range(0, len(left[:whole]), MOST_ITEMS)]
        if lists:
            groups = [{"title": "T", "items": each} for each in lists]
            yield f"s{number}", {"title": "T", "groups": groups}


def _tables(cells: int) -> bytes:
    """Return a file with tables of so many cells, a few letters each."""
    data: dict[str, Any] = minimal()
    row = ["a few letters"] * WIDEST
    rows = [row[:] for _ in range(cells // WIDEST)]
    longest = 2 * MOST_ITEMS
    data["topic"]["sections"] = {
        f"s{at}": {"title": "T", "table": {"columns": row, "rows": rows[at : at + longest]}}
        for at in range(0, len(rows), longest)
    }
    return _dumped(data)


def _short(sections: int) -> bytes:
    """Return a file with so many sections that the tri-fold tries many ways to place them."""
    data: dict[str, Any] = minimal()
    items = [{"name": "A name", "text": PROSE * 9, "short": PROSE}] * 3
    data["topic"]["sections"] = {
        f"s{number}": {"title": "T", "items": items} for number in range(sections)
    }
    return _dumped(data)


def _dumped(data: object) -> bytes:
    return yaml.dump(data, Dumper=_Plain, allow_unicode=True, width=10**6).encode()


class _Plain(yaml.SafeDumper):
    """Writes what is there twice twice: the loader takes no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        """Say that no value is written as an alias."""
        del data
        return True


def main() -> None:
    """Build each and print what it cost."""
    for name, words in contents():
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "content.yaml"
            file.write_bytes(words)
            begun = time.perf_counter()
            done = subprocess.run(
                [sys.executable, COMMAND, "--content", file, "--output", folder, "--force"],
                capture_output=True,
                text=True,
                check=False,
            )
            spent = time.perf_counter() - begun
        # Of the largest process so far; the costliest content decides.
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(
            f"{name:<28} {len(words) / 1000:4.0f} KB {spent:6.1f} s {memory:5.0f} MB at most, "
            f"status {done.returncode}",
            flush=True,
        )
        if done.returncode not in (0, 1):
            print(done.stderr)


if __name__ == "__main__":
    main()
