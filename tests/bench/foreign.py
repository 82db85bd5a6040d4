"""Judge every PDF below some folders, whoever made it: none may end in a traceback.

Run as `python -m tests.bench.foreign FOLDER…`, on manuals that packages bring along, say. Prints
how many were judged and refused, the slowest, and any traceback, which is a bug of ours.
"""

from __future__ import annotations

import sys
import time
import traceback
from datetime import date
from pathlib import Path

from brochures.checks.inspection import inspected

TODAY = date(2026, 1, 1)


def main(folders: list[str]) -> int:
    """Judge what is there, print the figures, and return 1 if there was a traceback."""
    files = sorted(path for folder in folders for path in Path(folder).rglob("*.pdf"))
    judged = refused = failed = 0
    seconds: list[tuple[float, Path]] = []
    for path in files:
        begun = time.perf_counter()
        try:
            outcome = inspected(path, None, TODAY)
        except Exception:  # noqa: BLE001 - whatever it is, it is what we look for
            failed += 1
            print(f"{path}\n{traceback.format_exc()}")
            continue
        finally:
            seconds.append((time.perf_counter() - begun, path))
        unreadable = [found for found in outcome.findings if found.rule == "unreadable"]
        judged, refused = judged + (not unreadable), refused + bool(unreadable)
    print(f"{len(files)} files: {judged} judged, {refused} refused, {failed} tracebacks")
    for spent, path in sorted(seconds, reverse=True)[:5]:
        print(f"{spent:6.1f} s  {path}")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
