"""Plain WeasyPrint on the same pages: what speed is measured against. No fitting and no checks.

Run as `python -m tests.bench.plain FOLDER…`: writes a PDF for each HTML page in each folder, in
one process, with a font configuration for each as WeasyPrint makes it.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from weasyprint import HTML

ROOT = Path(__file__).parent.parent.parent


def main(folders: list[str]) -> None:
    """Write a PDF beside each page."""
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    for folder in map(Path, folders):
        for page in sorted(folder.glob("*.html")):
            html = HTML(string=page.read_text("utf-8"), base_url=ROOT.as_uri() + "/")
            html.write_pdf(page.with_suffix(".plain.pdf"), pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    main(sys.argv[1:])
