"""Tri-fold: a roll-folded leaflet, two landscape sides of three panels each."""

from brochures.formats.model import CLEAR_OF_EDGE, CLEAR_PRINT, Format, Panel, Paper, Slot


def sheet(paper: Paper) -> Format:
    """Return the format on a paper.

    The flap, tucked in, is the narrow panel. The sheet turns on its short edge, so the folds of
    the inside mirror those of the outside: inside-3 lies behind the flap, inside-1 behind the
    cover.
    """
    wide, flap = paper.roll_fold
    columns = {
        "cover": (0, flap + wide, wide, "the front"),
        "flap": (0, 0.0, flap, "the flap that folds in"),
        "inside-1": (1, 0.0, wide, "inside, left"),
        "inside-2": (1, wide, wide, "inside, middle"),
        "inside-3": (1, 2 * wide, flap, "inside, right"),
        "back": (0, flap, wide, "the back"),
    }
    return Format(
        name="trifold",
        order=1,
        title="Tri-fold",
        about="A folded brochure for the waiting room and to take home.",
        readers="Patients",
        icon="family",
        width=paper.long_edge,
        height=paper.short_edge,
        paper=f"{paper.name}, landscape",
        sheet=paper.name,
        legibility=CLEAR_PRINT,
        margin=CLEAR_OF_EDGE,
        duplex="DuplexFlipShortEdge",
        pages=2,
        panels=tuple(
            Panel(name, page, left, 0, width, paper.short_edge, place, name.split("-")[0])
            for name, (page, left, width, place) in columns.items()
        ),
        folds=((flap, flap + wide), (wide, 2 * wide)),
        column=2.85,
        photo=6 / 5,
        slots=(Slot("flap", ("flap",)), Slot("inside", ("inside-1", "inside-2", "inside-3"))),
    )
