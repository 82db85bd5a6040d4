"""One page: a clinical summary for physicians."""

from brochures.formats.model import Format, Legibility, Panel, Paper, Slot


def sheet(paper: Paper) -> Format:
    """Return the format on a paper."""
    return Format(
        name="one-page",
        order=3,
        title="One page",
        about="A clinical summary to send by mail or fax.",
        readers="Referring physicians",
        icon="stethoscope",
        width=paper.short_edge,
        height=paper.long_edge,
        paper=paper.name,
        sheet=paper.name,
        legibility=Legibility(
            smallest=10.5,
            headings={},
            leading=1.2,
            characters=95,
            comfortable=95,
            between_paragraphs=0.25,
            columns=2,
        ),
        margin=0.5,
        duplex="Simplex",
        for_patients=False,
        pages=1,
        panels=(Panel("sheet", 0, 0, 0, paper.short_edge, paper.long_edge),),
        column=6.2,
        in_grey=True,
        slots=(Slot("page", ("page",)),),
        depth="clinical",
    )
