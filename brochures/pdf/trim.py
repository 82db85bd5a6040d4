"""A PDF as it is once it is cut."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from brochures.pdf.limits import UnreadablePDF


def trimmed(pdf: bytes) -> bytes:
    """Return a PDF whose pages show what is left when they are cut along their trim boxes.

    Raises `UnreadablePDF` for what is no PDF.
    """
    out = BytesIO()
    try:
        with pikepdf.open(BytesIO(pdf)) as opened:
            for page in opened.pages:
                page.cropbox = page.trimbox
            opened.save(out)
    except (pikepdf.PikepdfError, RecursionError) as error:
        raise UnreadablePDF("It is not a PDF, or it is damaged.") from error
    return out.getvalue()
