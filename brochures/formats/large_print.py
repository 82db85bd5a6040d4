"""Large print: the words of the tri-fold in one column, at 18 pt or more."""

from brochures.formats.model import LARGE_PRINT, Format, Paper, Slot


def sheet(paper: Paper) -> Format:
    """Return the format on a paper."""
    return Format(
        name="large-print",
        order=2,
        title="Large print",
        about="The words of the tri-fold in large type.",
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
        kept=("opening", "ending"),
        slots=(Slot("pages", ("pages",)),),
        follows="trifold",
    )
