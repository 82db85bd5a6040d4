"""Card: ten cards of the size of a business card on a sheet, to be cut apart."""

from brochures.formats.model import CLEAR_OF_EDGE, CLEAR_PRINT, Format, Panel, Paper

WIDE, HIGH = 3.5, 2.0
"""A business card in the United States, as wallets have room for it."""

ACROSS, DOWN = 2, 5


def sheet(paper: Paper) -> Format:
    """Return the format on a paper.

    The cards stand in its middle. One is tagged; the others are copies of it, and not read. It
    makes no statement that a clinician would have to check anew, so it says no version.
    """
    left = (paper.short_edge - ACROSS * WIDE) / 2
    top = (paper.long_edge - DOWN * HIGH) / 2
    places = [(column * WIDE, row * HIGH) for row in range(DOWN) for column in range(ACROSS)]
    return Format(
        name="card",
        order=6,
        title="Card",
        about="Ten cards on a sheet, to cut and hand out.",
        readers="Everyone",
        icon="family",
        width=paper.short_edge,
        height=paper.long_edge,
        paper=paper.name,
        sheet=paper.name,
        legibility=CLEAR_PRINT,
        margin=CLEAR_OF_EDGE,
        duplex="Simplex",
        on_request=True,
        pages=1,
        panels=(Panel("card", 0, left, top, WIDE, HIGH, "the first card"),),
        cut=True,
        copies=tuple(places[1:]),
        column=1.0,
        without=("sections", "review", "facts", "languages"),
        spare=("next_step", "email", "code"),
    )
