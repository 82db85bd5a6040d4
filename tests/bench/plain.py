"""Plain WeasyPrint on the same pages: what speed is measured against. No fitting and no checks.

Run as `python -m tests.bench.plain FOLDER…`: writes a PDF for each HTML page in each folder, in
one process, with a font configuration for each as WeasyPrint makes it.
"""

from __future__ import annotations

import logging
import sys
import time
from pathlib import Path
from statistics import median

from weasyprint import HTML

ROOT = Path(__file__).parent.parent.parent


def main(folders: list[str]) -> None:
    """Write a PDF beside each page."""
    for folder in map(Path, folders):
        for page in sorted(folder.glob("*.html")):
            write(page)


def write(page: Path) -> None:
    """Write a PDF beside a page."""
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    html = HTML(string=page.read_text("utf-8"), base_url=ROOT.as_uri() + "/")
    html.write_pdf(page.with_suffix(".plain.pdf"), pdf_variant="pdf/ua-1")


def again(page: str, rounds: int) -> float:
    """Return how long a page takes that was written before, in ms: the median of some rounds."""
    write(Path(page))
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        write(Path(page))
        times.append(1000 * (time.perf_counter() - begun))
    return median(times)


if __name__ == "__main__":
    main(sys.argv[1:])
