"""Large print: all of the content in one column, at 18 pt or more."""

from brochures.formats.model import Format, Legibility, Paper, Slot


def sheet(paper: Paper) -> Format:
    """Return the format on a paper."""
    return Format(
        name="large-print",
        order=2,
        title="Large print",
        about="All of it in large type, a summary first.",
        readers="Anyone who wants larger type",
        icon="eye",
        width=paper.short_edge,
        height=paper.long_edge,
        paper=paper.name,
        sheet=paper.name,
        legibility=Legibility(
            smallest=18,
            headings={"H1": 22, "H2": 20, "H3": 20},
            leading=1.25,
            characters=60,
            comfortable=45,
            between_paragraphs=1,
            columns=1,
            near_black=True,
        ),
        margin=1,
        duplex="DuplexFlipLongEdge",
        column=5.45,
        slots=(Slot("pages", ("pages",)),),
    )
