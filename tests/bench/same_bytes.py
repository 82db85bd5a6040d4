"""Varied contents with panels that are known: the same handouts as with panels laid out anew.

Run as `python -m tests.bench.same_bytes 200 [FIRST SEED]`. Prints each handout that is different;
ends with 1 if there is one.
"""

from __future__ import annotations

import sys
import time
from multiprocessing import get_context

from brochures.build.handouts import load
from brochures.processes.fork import cores
from tests.render.test_panel_cache import different


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
