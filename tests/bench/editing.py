"""How long a change takes until its pictures are there, and whether long editing costs memory.

Run as `python -m tests.bench.editing [CHANGES]`. The editor runs as a person begins it, for a copy
of our content; a text is changed again and again, each time after a pause, with the pages of one
handout and then of the next.
Prints medians for each handout, the ratio of the time to its pictures to laying out and writing the
same page in a warm process, and the memory of all processes after a tenth of its changes and after
all of them. The aim is 0.5 s from a pause in typing to the pictures on two cores; ten minutes of
typing are about 600 changes.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from brochures.build import handouts
from brochures.build.clinic import by_itself
from brochures.build.handouts import Handout
from brochures.content.loader import read_content
from tests.bench.checks import timed
from tests.bench.preview import OURS, TODAY
from tests.editor.serving import Served, serving

CHANGED = "clinic.hours"

PAUSE = 0.4
"""Seconds in which a person reads, and the process that makes previews tidies up."""


def change(editor: Served, name: str, number: int) -> tuple[float, float, float]:
    """Change a text and ask for all pages of a handout, as the page does.

    Returns the ms until the state is known, the pictures are there, and the handout is judged.
    """
    time.sleep(PAUSE)
    revision = editor.state()["revision"]
    edit = {"do": "set", "path": CHANGED.split("."), "value": f"Monday to Friday 9 am to {number}"}
    begun = time.perf_counter()
    data = {"revision": revision, "edits": [edit]}
    state = editor.ask("POST", "edit", data).data
    known = time.perf_counter()
    at = f"format={name}&revision={state['revision']}"
    pages = editor.ask("GET", f"pictures?{at}").data["pages"]
    for page in pages:
        editor.ask("GET", page["src"])
    seen = time.perf_counter()
    preview = editor.ask("GET", f"preview?{at}").data
    for page in preview["pages"]:
        if page["src"] not in [each["src"] for each in pages]:
            editor.ask("GET", page["src"])
            seen = time.perf_counter()
    judged = time.perf_counter()
    return 1000 * (known - begun), 1000 * (seen - begun), 1000 * (judged - begun)


def processes(pid: int) -> Iterator[int]:
    """Yield a process and all that it has begun."""
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from processes(int(child))


def memory(pid: int) -> int:
    """Return the proportional memory of a process and of all that it has begun, in KB."""
    return sum(
        int(line.split()[1])
        for each in processes(pid)
        for line in Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
        if line.startswith("Pss:")
    )


def plain() -> dict[str, float]:
    """Return how many ms laying out and writing each handout takes, warm and by itself."""
    loaded = read_content(OURS)
    brochure = by_itself(loaded, TODAY)
    found = {}
    for made in brochure.chosen()[0]:
        job = handouts.composed(Handout(brochure.content, made, Path()), TODAY)
        handouts.laid_out(job)
        found[made.name] = median(timed(handouts.laid_out, job)[1] for _ in range(5))
    return found


def main(arguments: Sequence[str]) -> None:
    """Print a line for each handout, and one for the memory."""
    changes = int(arguments[0]) if arguments else 600
    alone = plain()
    with TemporaryDirectory() as folder:
        shutil.copy(OURS, folder)
        shutil.copytree(OURS.parent / "translations", Path(folder) / "translations")
        with serving(Path(folder)) as editor:
            names = list(alone)
            taken: dict[str, list[tuple[float, float, float]]] = {name: [] for name in names}
            held: dict[str, list[int]] = {name: [] for name in names}
            each = max(2, changes // len(names))
            for name in names:
                for number in range(each):
                    taken[name].append(change(editor, name, number))
                    if number in (each // 10, each - 1):
                        held[name].append(memory(editor.process.pid) // 1024)
    for name, rows in taken.items():
        state, seen, judged = (median(column) for column in zip(*rows, strict=True))
        ratio = seen / alone[name]
        print(
            f"{name:<17} state {state:6.1f} ms, pictures {seen:6.1f} ms ({ratio:.2f} x laid out),"
            f" judged {judged:6.1f} ms; memory {held[name][0]} MB, then {held[name][-1]} MB"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
