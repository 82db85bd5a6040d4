"""What each format promises: its paper, pages, panels, smallest type, reading order and readers.

All lengths are inches from the sheet's top-left corner unless a name says otherwise. Sources of
the numbers: print shops' letter-fold guides for the panels, ISO 32000 for duplex, RNIB clear print
and APH for the smallest type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from brochures.content.blocks import Depth
    from brochures.content.model import Content, PaperName, Printing

Duplex = Literal["Simplex", "DuplexFlipShortEdge", "DuplexFlipLongEdge"]
Part = Literal[1, 2]
SectionName = Literal[
    "definition", "symptoms", "types", "causes", "options", "consequences", "treatments"
]

MM_PER_IN = 25.4
PT_PER_IN = 72
SAME_LENGTH = 0.5
"""Lengths of paper that differ by less are the same, in pt."""

BLEED = 0.125
SLUG = 0.375
"""Space around the trim for bleed and, outside it, crop marks and fold marks."""

PRINT_SHOP = "-print-shop"
"""Ends the name of a file that is made for a print shop."""

UA_2 = "-ua2"
"""Ends the name of a file that declares PDF/UA-2: a file declares one part of the standard."""

CLEAR_OF_FOLD = 0.125
CLEAR_OF_EDGE = 0.25
"""An office laser printer cannot print the outer 4 to 6 mm."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of paper, upright."""

    name: str
    short_edge: float
    long_edge: float
    roll_fold: tuple[float, float]
    """Widths of an outer panel and of the narrower flap that is tucked in."""


LETTER = Paper("US Letter", 8.5, 11.0, roll_fold=(3.6875, 3.625))
A4 = Paper("A4", 210 / MM_PER_IN, 297 / MM_PER_IN, roll_fold=(100 / MM_PER_IN, 97 / MM_PER_IN))
PAPERS: Mapping[PaperName, Paper] = {"letter": LETTER, "a4": A4}


@dataclass(frozen=True, slots=True)
class Fit:
    """How tightly a panel is set: 1 as designed, 0 the least that the standards allow.

    Sheets read both as custom properties, --room and --type.
    """

    room: float
    """The spaces between its parts, and the size of drawings."""
    type: float
    """Type that is larger than the smallest."""
    breaks: bool = False
    """Whether a word that is wider than the panel is broken anywhere."""


FITS = (
    *(Fit(room, 1) for room in (1, 0.75, 0.5, 0.25, 0)),
    Fit(0, 0.5),
    Fit(0, 0, breaks=True),
)
"""From loose to tight: first the spaces, then the type, then words."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A space of fixed size: what is put into it has to fit."""

    name: str
    page: int
    """Index of the page that it stands on."""
    left: float
    top: float
    width: float
    height: float
    place: str = "the whole page"
    """Where it is, in words."""
    fit: str = "alone"
    """Panels with the same fit are set equally tight."""


@dataclass(frozen=True, slots=True)
class Legibility:
    """What the type of a format keeps to.

    Sources: APH and ACB 2025 (large print), RNIB and UKAAF (clear print), WCAG 2.2 1.4.6 and
    1.4.8. The rules in `brochures.checks` say which.
    """

    smallest: float
    """Smallest type anywhere on the sheet, page numbers included, in pt."""
    headings: Mapping[str, float]
    """Smallest type of the structure types H1 to H6, in pt."""
    leading: float
    """Least distance of two lines of a text, in type sizes."""
    characters: int
    """Most characters a line."""
    comfortable: int
    """More characters a line are worth a warning."""
    between_paragraphs: float
    """Least space between two paragraphs, in lines."""
    columns: int
    """Most columns of text in a panel, or on a page without panels."""
    near_black: bool = False
    """Whether all text is black or near black (APH: never grey)."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of handout. Its template and its sheet have the same name."""

    name: str
    title: str
    """What people call it."""
    readers: str
    width: float
    height: float
    paper: str
    """The paper and how it lies, in words."""
    sheet: str
    """The paper's name."""
    legibility: Legibility
    margin: float
    """Least distance of text from the sheet's edges."""
    duplex: Duplex
    for_patients: bool = True
    """Whether the rules of plain language apply."""
    faces: tuple[str, ...] = ("Handout Sans",)
    pages: int | None = None
    """Number of pages, or None for as many as it takes."""
    panels: tuple[Panel, ...] = ()
    """In reading order, which is not the order of the pages."""
    folds: tuple[tuple[float, ...], ...] = ()
    """For each page the distances of its folds from the left edge."""
    fold_marks: bool = True
    """Whether the folds are marked at the sheet's edges."""
    bleed: float = 0
    """How far art reaches beyond the trim for a print shop, in inches; 0 for an office printer."""
    ua: Part = 1
    """The part of ISO 14289 that the file declares: 1 for PDF/UA-1, 2 for PDF/UA-2."""
    depth: Mapping[SectionName, Depth] = field(default_factory=dict)
    """The sections it shows, and how much of each item."""

    @property
    def file(self) -> str:
        """The name of its file."""
        kind = (PRINT_SHOP if self.bleed else "") + (UA_2 if self.ua > 1 else "")
        return f"{self.name}{kind}.pdf"

    def is_size(self, width: float, height: float) -> bool:
        """Say whether a page of that size, in pt, is a sheet of this format."""
        lengths = ((width, self.width), (height, self.height))
        return all(abs(pt - inches * PT_PER_IN) <= SAME_LENGTH for pt, inches in lengths)

    def geometry(self) -> dict[str, str]:
        """Return the lengths its sheet needs, as CSS custom properties without the dashes."""
        lengths = {"page-width": self.width, "page-height": self.height, "bleed": self.bleed}
        for panel in self.panels:
            lengths |= {f"{panel.name}-left": panel.left, f"{panel.name}-width": panel.width}
        return {name: f"{inches:g}in" for name, inches in lengths.items()}

    def promised(self, content: Content) -> Iterator[str]:
        """Yield the texts of the sections that this format promises to show."""
        for name, depth in self.depth.items():
            section = getattr(content.sections, name)
            if section is not None:
                yield from section.said(depth)


def trifold(paper: Paper) -> Format:
    """Return the roll-folded leaflet: two landscape sides of three panels each.

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
        title="Tri-fold",
        readers="patients, in the waiting room",
        width=paper.long_edge,
        height=paper.short_edge,
        paper=f"{paper.name}, landscape",
        sheet=paper.name,
        legibility=Legibility(
            smallest=12,
            headings={},
            leading=1.25,
            characters=60,
            comfortable=60,
            between_paragraphs=0.5,
            columns=1,
        ),
        margin=CLEAR_OF_EDGE,
        duplex="DuplexFlipShortEdge",
        pages=2,
        panels=tuple(
            Panel(name, page, left, 0, width, paper.short_edge, place, name.split("-")[0])
            for name, (page, left, width, place) in columns.items()
        ),
        folds=((flap, flap + wide), (wide, 2 * wide)),
        depth={
            "definition": "name",
            "causes": "short",
            "symptoms": "short",
            "options": "short",
            "treatments": "full",
        },
    )


def large_print(paper: Paper) -> Format:
    """Return the large-print handout: all of the content, one column, at 18 pt or more."""
    return Format(
        name="large-print",
        title="Large print",
        readers="patients with low vision",
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
        depth={
            "definition": "full",
            "symptoms": "full",
            "types": "full",
            "causes": "full",
            "options": "full",
            "consequences": "full",
            "treatments": "full",
        },
    )


def one_page(paper: Paper) -> Format:
    """Return the summary for physicians: exactly one page."""
    return Format(
        name="one-page",
        title="One page",
        readers="referring physicians",
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
        depth={
            "definition": "clinical",
            "types": "clinical",
            "options": "clinical",
            "consequences": "clinical",
            "treatments": "clinical",
        },
    )


def formats(printing: Printing) -> Mapping[str, Format]:
    """Return every format by its name, on the paper that is printed on."""
    made = _on(PAPERS[printing.paper])
    return {each.name: replace(each, fold_marks=printing.fold_marks) for each in made}


def _on(paper: Paper) -> tuple[Format, ...]:
    return trifold(paper), large_print(paper), one_page(paper)


def for_print_shop(made: Format) -> Format:
    """Return a format with bleed; crop marks and fold marks stand outside, in the slug."""
    return replace(made, fold_marks=False, bleed=BLEED)


def for_ua_2(made: Format) -> Format:
    """Return a format as PDF/UA-2 (ISO 14289-2), which is PDF 2.0: few readers know it yet."""
    return replace(made, ua=2)


FORMATS: Mapping[str, Format] = {each.name: each for each in _on(LETTER)}
"""Every format by its name, on US Letter."""
