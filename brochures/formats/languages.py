"""Languages: a sheet to point at, for whoever cannot say which language they speak."""

from brochures.formats.model import CLEAR_PRINT, Format, Panel, Paper


def sheet(paper: Paper) -> Format:
    """Return the format on a paper.

    A row for each language in which the clinic gets an interpreter, in that language. It says
    nothing of any topic, and the same in every translation.
    """
    return Format(
        name="languages",
        order=7,
        title="Languages",
        about="A sheet for the front desk: patients point to their language.",
        readers="Everyone",
        icon="talk",
        width=paper.short_edge,
        height=paper.long_edge,
        paper=paper.name,
        sheet=paper.name,
        legibility=CLEAR_PRINT,
        margin=0.5,
        duplex="Simplex",
        on_request=True,
        multilingual=True,
        pages=1,
        panels=(Panel("sheet", 0, 0, 0, paper.short_edge, paper.long_edge),),
        without=("sections", "review", "next_step", "languages"),
    )
