"""Large print of everything: all sections in one column, at 18 pt or more, a summary first."""

from dataclasses import replace

from brochures.formats import large_print
from brochures.formats.model import Format, Paper


def sheet(paper: Paper) -> Format:
    """Return the format on a paper."""
    return replace(
        large_print.sheet(paper),
        name="large-print-full",
        order=4,
        title="Large print, in full",
        about="All of it in large type, a summary first.",
        follows="",
    )
