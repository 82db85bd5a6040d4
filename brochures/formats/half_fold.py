"""Half-fold: a leaflet folded once, two landscape sides of two panels each."""

from brochures.formats.model import CLEAR_OF_EDGE, CLEAR_PRINT, Format, Panel, Paper, Slot


def sheet(paper: Paper) -> Format:
    """Return the format on a paper."""
    half = paper.long_edge / 2
    panels = {
        "cover": (0, half, "the front"),
        "inside-1": (1, 0.0, "inside, left"),
        "inside-2": (1, half, "inside, right"),
        "back": (0, 0.0, "the back"),
    }
    return Format(
        name="half-fold",
        order=5,
        title="Half-fold",
        about="A sheet folded once, with four pages.",
        readers="Patients",
        icon="family",
        width=paper.long_edge,
        height=paper.short_edge,
        paper=f"{paper.name}, landscape",
        sheet=paper.name,
        legibility=CLEAR_PRINT,
        margin=CLEAR_OF_EDGE,
        duplex="DuplexFlipShortEdge",
        on_request=True,
        pages=2,
        panels=tuple(
            Panel(name, page, left, 0, half, paper.short_edge, place, name.split("-")[0])
            for name, (page, left, place) in panels.items()
        ),
        folds=((half,), (half,)),
        column=4.5,
        photo=3 / 4,
        slots=(Slot("inside", ("inside-1", "inside-2")),),
    )
