"""Formats: what each handout promises about paper, pages, panels, type, reading order and readers.

All lengths are inches from the sheet's top-left corner unless a name says otherwise. Sources of
the numbers: print shops' letter-fold guides for the panels, ISO 32000 for duplex, RNIB clear print
and APH for the smallest type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from brochures.content.items import Depth
from brochures.content.markup import plain
from brochures.content.model import Content, PaperName
from brochures.data import typeface
from brochures.data.scripts import scripts

Duplex = Literal["Simplex", "DuplexFlipShortEdge", "DuplexFlipLongEdge"]
Part = Literal[1, 2]
Omitted = Literal["sections", "review", "facts", "next_step", "email", "code", "languages"]
"""What a format may do without. `facts` are those of the contact that a clinic may leave out;
`languages` are those that there are other handouts in."""

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


ROOMS = (1, 0.75, 0.5, 0.25, 0)
FITS = (
    *(Fit(room, 1) for room in ROOMS),
    *(Fit(0, type_) for type_ in (0.75, 0.5, 0.25)),
    Fit(0, 0, breaks=True),
)
"""From loose to tight: first the spaces, then the type, then words."""

AIRY = FITS[2]
"""The tightest that a panel is set while there is something that can be left out."""


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


CLEAR_PRINT = Legibility(
    smallest=12,
    headings={},
    leading=1.25,
    characters=60,
    comfortable=60,
    between_paragraphs=0.5,
    columns=1,
)
"""What the folded handouts and the card keep to."""


LARGE_PRINT = Legibility(
    smallest=18,
    headings={"H1": 22, "H2": 20, "H3": 20},
    leading=1.25,
    characters=60,
    comfortable=45,
    between_paragraphs=1,
    columns=1,
    near_black=True,
)
"""What handouts in large print keep to."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Room for sections, which a content fills by its name: one place, or several in a row."""

    name: str
    places: tuple[str, ...]
    """Panels, or columns of one, in reading order."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A section in its place, and how much of it is shown there."""

    section: str
    depth: Depth


Placement = Mapping[str, tuple[Placed, ...]]
"""What stands where, by the names of places."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of handout. Its template and its sheet have the same name."""

    name: str
    title: str
    """What people call it, in English; other languages have it in their catalogs."""
    about: str
    """What it is for, in a sentence."""
    readers: str
    """For whom it is."""
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
    icon: str = ""
    """The icon that stands beside its readers on the print desk, by its name."""
    order: int = 100
    """Where it stands among the others; the smallest number comes first."""
    for_patients: bool = True
    """Whether the rules of plain language apply."""
    on_request: bool = False
    """Whether it is made only where a content or a command names it."""
    multilingual: bool = False
    """Whether it speaks all the languages that a clinic gets interpreters for."""
    pages: int | None = None
    """Number of pages, or None for as many as it takes."""
    panels: tuple[Panel, ...] = ()
    """In reading order, which is not the order of the pages."""
    kept: tuple[str, ...] = ()
    """Ids of parts of a text that flows: each stays on one page, set closer if that is enough."""
    folds: tuple[tuple[float, ...], ...] = ()
    """For each page the distances of its folds from the left edge."""
    fold_marks: bool = True
    """Whether the folds are marked at the sheet's edges."""
    mirrored: bool = False
    """Whether it is folded for reading from right to left."""
    cut: bool = False
    """Whether the sheet is to be cut, along marks."""
    copies: tuple[tuple[float, float], ...] = ()
    """How far, to the right and down, other copies of its panels stand from them on the page."""
    column: float = 3.0
    """The width of a column of text, which pictures fill, in inches."""
    in_grey: bool = False
    """Whether it is printed in black alone, which a fax and any printer have."""
    photo: float = 0
    """The most height of a photo on its cover, in widths of the block that it fills there."""
    bleed: float = 0
    """How far art reaches beyond the trim for a print shop, in inches; 0 for an office printer."""
    ua: Part = 1
    """The part of ISO 14289 that the file declares: 1 for PDF/UA-1, 2 for PDF/UA-2."""
    slots: tuple[Slot, ...] = ()
    """In reading order."""
    depth: Depth = "full"
    """How much of a section is shown where there is room."""
    follows: str = ""
    """The name of a format: this one shows the same sections, just as much of each."""
    without: tuple[Omitted, ...] = ()
    """What other handouts show and this one does not."""
    spare: tuple[Omitted, ...] = ()
    """What else is left out where it would be crowded, the first one first."""
    placement: Placement = field(default_factory=dict)
    """What stands where, once that is known of a content."""

    @property
    def file(self) -> str:
        """The name of its file."""
        kind = (PRINT_SHOP if self.bleed else "") + (UA_2 if self.ua > 1 else "")
        return f"{self.name}{kind}.pdf"

    @property
    def faces(self) -> tuple[str, ...]:
        """The faces in which it may be set: titles of folded sheets have one of their theme's."""
        text = (typeface.TEXT, typeface.EXTENDED, *(each.face for each in scripts().values()))
        return (*text, *typeface.DISPLAY) if self.folds else text

    def is_size(self, width: float, height: float) -> bool:
        """Say whether a page of that size, in pt, is a sheet of this format."""
        lengths = ((width, self.width), (height, self.height))
        return all(abs(pt - inches * PT_PER_IN) <= SAME_LENGTH for pt, inches in lengths)

    @property
    def photo_room(self) -> tuple[float, float]:
        """The width and the height in inches that a photo has on the cover.

        The cover's block keeps clear of edge and fold; for a print shop it ends at the fold, and
        bleeds on the other side.
        """
        cover = next(panel.width for panel in self.panels if panel.name == "cover")
        width = cover + self.bleed if self.bleed else cover - 2 * CLEAR_OF_EDGE
        return width, width * self.photo

    def geometry(self) -> dict[str, str]:
        """Return the lengths its sheet needs, as CSS custom properties without the dashes."""
        lengths = {"page-width": self.width, "page-height": self.height, "bleed": self.bleed}
        for panel in self.panels:
            sides = ("left", "top", "width", "height")
            lengths |= {f"{panel.name}-{side}": getattr(panel, side) for side in sides}
        return {name: f"{inches:g}in" for name, inches in lengths.items()}

    @property
    def tightest(self) -> Fit:
        """How tightly its panels may be set, if need be."""
        return FITS[-1] if set(self.spare) <= set(self.without) else AIRY

    @property
    def cuts(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Where the sheet is to be cut: distances from its left edge, and from its top."""
        if not self.cut:
            return (), ()
        across: set[float] = set()
        down: set[float] = set()
        for panel in self.panels:
            for right, below in ((0.0, 0.0), *self.copies):
                left, top = panel.left + right, panel.top + below
                across |= {round(left, 6), round(left + panel.width, 6)}
                down |= {round(top, 6), round(top + panel.height, 6)}
        return tuple(sorted(across)), tuple(sorted(down))

    def depth_of(self, section: str) -> Depth | None:
        """Return how much of a section is shown; None where it is not shown."""
        placed = (each for place in self.placement.values() for each in place)
        return next((each.depth for each in placed if each.section == section), None)

    def promised(self, content: Content) -> Iterator[str]:
        """Yield the texts of the sections that this format promises to show, as they are read."""
        for place in self.placement.values():
            for each in place:
                yield from map(plain, content.topic.sections[each.section].said(each.depth))


def for_right_to_left(made: Format) -> Format:
    """Return a format for what is read from right to left: a folded sheet is mirrored."""
    if not made.folds:
        return made
    swapped = {"left": "right", "right": "left"}

    def mirrored(panel: Panel) -> Panel:
        place = re.sub(r"left|right", lambda side: swapped[side[0]], panel.place)
        return replace(panel, left=made.width - panel.left - panel.width, place=place)

    folds = tuple(tuple(sorted(made.width - fold for fold in page)) for page in made.folds)
    return replace(made, panels=tuple(map(mirrored, made.panels)), folds=folds, mirrored=True)


def for_print_shop(made: Format) -> Format:
    """Return a format with bleed; crop marks and fold marks stand outside, in the slug."""
    return replace(made, fold_marks=False, bleed=BLEED)


def for_ua_2(made: Format) -> Format:
    """Return a format as PDF/UA-2 (ISO 14289-2), which is PDF 2.0: few readers know it yet."""
    return replace(made, ua=2)
