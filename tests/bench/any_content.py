"""Varied contents: each handout is built, or each finding names a line of the content file.

Run as `python -m tests.bench.any_content 500 [FIRST SEED]`. Prints what became of them, and each
finding that a clinic could not fix; ends with 1 if there is one, or a traceback.
"""

from __future__ import annotations

import sys
import tempfile
import time
import traceback
from multiprocessing import get_context
from pathlib import Path

from brochures.build.handouts import load
from brochures.processes.fork import cores
from tests.varied_contents import Tried, tried


def attempt(seed: int) -> Tried:
    """Try a seed; a traceback is a finding that nobody can fix."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            return tried(seed, Path(folder))
        except Exception:  # noqa: BLE001 - whatever it is, it is what we look for
            return Tried(0, 0, [f"seed {seed}: {traceback.format_exc()}"])


def main() -> int:
    """Try so many contents, and say what came of it."""
    number, first = [*map(int, sys.argv[1:]), *(500, 0)[len(sys.argv) - 1 :]]
    begun = time.perf_counter()
    load()
    with get_context("fork").Pool(cores()) as pool:
        found = list(pool.imap_unordered(attempt, range(first, first + number)))
    for each in found:
        print("\n".join(each.unfixable), end="\n" if each.unfixable else "")
    bad = sum(bool(each.unfixable) for each in found)
    print(
        f"{number} contents in {time.perf_counter() - begun:.0f} s:"
        f" {sum(not each.published + each.withheld for each in found)} refused,"
        f" {sum(each.published for each in found)} handouts published,"
        f" {sum(each.withheld for each in found)} withheld;"
        f" {bad} with a finding that a clinic cannot fix"
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
