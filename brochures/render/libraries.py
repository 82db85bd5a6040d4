"""Versions of the system's libraries that lay out text: with others a handout has other bytes."""

from __future__ import annotations

from brochures.render import weasyprint_speed


def versions() -> str:
    """Say which Pango there is, and whether HarfBuzz or fontTools subsets the fonts."""
    weasyprint_speed.load()
    from weasyprint.text import ffi  # noqa: PLC0415 - only once that was made quick

    subsetter = "HarfBuzz" if ffi.harfbuzz_subset else "fontTools"
    return f"Pango {ffi.pango.pango_version()}, {subsetter}"
