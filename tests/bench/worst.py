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

from brochures.opening import MAX_BYTES
from brochures.texts import MOST_CHARACTERS, MOST_GROUPS, MOST_ITEMS
from tests.samples import minimal

COMMAND = Path(__file__).parents[2] / "make_pdf.py"
GROUPED = ("symptoms", "options")
PLAIN = ("types", "causes", "consequences", "treatments", "definition")
ALL_ITEMS = MOST_ITEMS * (len(GROUPED) * MOST_GROUPS + len(PLAIN))

PROSE = "the quick brown fox jumps over it and you. "
TEXTS = {
    "one letter": "a",
    "prose, many items": PROSE,
    "single letters": "a ",
    "narrow letters": "i",
    "wide letters": "W",
    "slashes": "a/",
    "quotes": "\u201c",
}
"""Pieces of which every text of a content is made, as many as fit into the file."""


def contents() -> Iterator[tuple[str, bytes]]:
    """Yield contents by name: as many items as there may be, and as much text."""
    yield "our own", (COMMAND.parent / "content.yaml").read_bytes()
    for name, piece in TEXTS.items():
        yield name, filled(piece, 1 if name == "one letter" else MOST_CHARACTERS, ALL_ITEMS)
    few = MAX_BYTES // MOST_CHARACTERS
    yield "prose, long items", filled(PROSE, MOST_CHARACTERS, few)
    yield "single letters, long items", filled("a ", MOST_CHARACTERS, few)
    yield "one long word an item", filled("x", MOST_CHARACTERS, few)


def filled(piece: str, most: int, items: int) -> bytes:
    """Return a file with so many items, each with as much text as the file has room for."""
    low, high = 1, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high)
            if len(_written(piece, middle, items)) <= MAX_BYTES
            else (
                low,
                middle - 1,
            )
        )
    return _written(piece, low, items)


def _written(piece: str, length: int, items: int) -> bytes:
    text = (piece * (length // len(piece) + 1))[:length]
    left = [{"name": "N", "text": text} for _ in range(items)]
    data: dict[str, Any] = minimal()
    for name in PLAIN:
        data["sections"][name] = {"title": "T", "items": left[:MOST_ITEMS] or [_ITEM]}
        del left[:MOST_ITEMS]
    for name in GROUPED:
        groups: list[dict[str, Any]] = []
        while left and len(groups) < MOST_GROUPS:
            groups.append({"title": "T", "items": left[:MOST_ITEMS]})
            del left[:MOST_ITEMS]
        data["sections"][name] = {"title": "T", "groups": groups or [_GROUP]}
    return yaml.dump(data, Dumper=_Plain, allow_unicode=True, width=10**6).encode()


_ITEM = {"name": "N", "text": "a"}
_GROUP = {"title": "T", "items": [_ITEM]}


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
