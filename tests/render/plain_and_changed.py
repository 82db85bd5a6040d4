"""Documents as plain WeasyPrint writes them, and with our changes."""

from __future__ import annotations

from contextlib import nullcontext

import page
from weasyprint import HTML

from brochures.pdf import Facts, read
from brochures.render import line_ends, weasyprint_fixes

STYLE = """<style>
@page { size: 200pt 200pt; margin: 20pt }
body { margin: 0 }
li { list-style: none }
</style>"""


def written(body: str, *, changed: bool, style: str = "") -> Facts:
    """Write a document with WeasyPrint, plain or with our changes, and read it."""
    html = f'<html lang="en"><head><title>T</title>{STYLE}{style}</head><body>{body}</body></html>'
    with line_ends.broken() if changed else nullcontext():
        document = HTML(string=html).render(pdf_variant="pdf/ua-1")
    with weasyprint_fixes.changes(document) if changed else nullcontext():
        pdf = document.write_pdf(pdf_variant="pdf/ua-1")
    if changed:
        report = page.validate_pdf_bytes(pdf, profile="ua1")
        assert report.is_compliant, [failure.message for failure in report.failures]
    return read(pdf)


def both(body: str, style: str = "") -> tuple[Facts, Facts]:
    """Return what plain WeasyPrint writes, and what it writes with our changes."""
    return written(body, changed=False, style=style), written(body, changed=True, style=style)
