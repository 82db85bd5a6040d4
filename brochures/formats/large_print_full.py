"""Large print of everything: all sections in one column, at 18 pt or more, a summary first."""

from brochures.formats.model import LARGE_PRINT, Format, Paper, Slot


def sheet(paper: Paper) -> Format:
    """Return the format on a paper."""
    return Format(
        name="large-print-full",
        order=4,
        title="Large print, in full",
        about="All of it in large type, a summary first.",
        readers="Anyone who wants larger type",
        icon="eye",
        width=paper.short_edge,
        height=paper.long_edge,
        paper=paper.name,
        sheet=paper.name,
        legibility=LARGE_PRINT,
        margin=1,
        duplex="DuplexFlipLongEdge",
        column=5.45,
        slots=(Slot("pages", ("pages",)),),
    )
