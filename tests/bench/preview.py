"""What a preview takes beside laying out and writing the same PDF, part by part.

Run as `python -m tests.bench.preview`. Each round reads the content and makes each preview once, in
one warm process; the medians of the rounds are compared. Judging reads the PDF, too. The aim is
that all of a folded sheet or of a page takes less than twice as long as laying it out and writing.
"""

from __future__ import annotations

import gc
from datetime import date
from pathlib import Path
from statistics import median

from brochures.build import handouts
from brochures.build.clinic import by_itself
from brochures.build.handouts import Handout
from brochures.build.workers import GARBAGE
from brochures.content.loader import load, read_content
from brochures.editor.places import places
from brochures.editor.preview import SCALE, preview
from brochures.formats import formats
from brochures.pdf import read
from brochures.pdf.pictures import pictures
from brochures.render.provenance import blocks
from tests.bench.checks import timed
from tests.placing import all_placed

ROUNDS = 9
TODAY = date(2026, 12, 1)
OURS = Path("content.yaml")
PARTS = ("load", "compose", "lay out", "(read)", "judge", "places", "pictures", "all")


def parts(name: str) -> tuple[float, ...]:
    """Return how many ms each part of a preview takes by itself, and all of it."""
    loaded, loading = timed(read_content, OURS)
    content = by_itself(loaded, TODAY).content
    handout = Handout(content, formats(content)[name], Path())
    job, composing = timed(handouts.composed, handout, TODAY)
    laid, laying = timed(handouts.laid_out, job)
    facts, reading = timed(read, laid.result.pdf)
    _, judging = timed(handouts.judged, job, laid)
    page = blocks(laid.html)
    _, placing = timed(lambda: list(places(facts, page, content)))
    _, drawing = timed(lambda: list(pictures(laid.result.pdf, SCALE)))
    gc.collect()  # as the process does while nobody waits
    _, whole = timed(preview, loaded, name, TODAY)
    return loading, composing, laying, reading, judging, placing, drawing, loading + whole


def main() -> None:
    """Print a line a handout: the parts, all of it, and the ratio to laying out and writing."""
    handouts.load()
    gc.set_threshold(GARBAGE)
    print(f"{'':<17}" + "".join(f"{part:>9}" for part in PARTS) + "   all/lay out")
    for name in all_placed(load(OURS)):
        rounds = [parts(name) for _ in range(ROUNDS + 1)][1:]
        medians = [median(column) for column in zip(*rounds, strict=True)]
        ratio = medians[-1] / medians[PARTS.index("lay out")]
        print(f"{name:<17}" + "".join(f"{each:9.1f}" for each in medians) + f"   {ratio:.2f}")


if __name__ == "__main__":
    main()
