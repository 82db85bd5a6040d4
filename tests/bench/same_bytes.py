"""Varied contents with panels and pages that are known: the same as all laid out anew.

Run as `python -m tests.bench.same_bytes 200 [FIRST SEED]`. Prints each handout that is different;
ends with 1 if there is one.
"""

from __future__ import annotations

import sys
import time
from multiprocessing import get_context

from brochures.build.handouts import load
from brochures.processes.fork import cores
from tests.render import test_pagination, test_panel_cache


def different(seed: int) -> list[str]:
    """Return what is different of a content."""
    return test_panel_cache.different(seed) + test_pagination.different(seed)


def main() -> int:
    """Compare so many contents."""
    number, first = [*map(int, sys.argv[1:]), *(200, 0)[len(sys.argv) - 1 :]]
    begun = time.perf_counter()
    load()
    with get_context("fork").Pool(cores()) as pool:
        found = [
            each
            for names in pool.imap(different, range(first, first + number), 4)
            for each in names
        ]
    print("\n".join(found), end="\n" if found else "")
    print(f"{number} contents in {time.perf_counter() - begun:.0f} s: {len(found)} handouts differ")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
