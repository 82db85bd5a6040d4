"""Section bodies: a class for each kind, which says what it prints at which depth.

A kind is three things: its class here and its line in `Section`, a macro of its name in
render/templates/blocks/, and its part of styles/blocks.css.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Self, get_args

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from brochures.content.fields import (
    MOST_GROUPS,
    MOST_IN_A_LINE,
    MOST_ITEMS,
    FactError,
    FileName,
    Heading,
    Line,
    Number,
    Part,
    Text,
    Unit,
    as_list,
    as_written,
    one_of,
    or_one_text,
)
from brochures.content.figures import ITEM_STYLES, Figure, Show, check_shown
from brochures.content.items import Depth, Group, Item
from brochures.content.yaml_errors import shown
from brochures.data import drawings

LARGEST, MOST_DECIMALS = 1_000_000_000, 6
"""Of a chart's numbers: they have to be read, and drawn."""

Drawing = Annotated[str, StringConstraints(max_length=MOST_IN_A_LINE), one_of(drawings, "drawing")]
"""The name of a drawing in render/templates/art/."""


class Block:
    """Body of a section: a base class for its kinds."""

    @property
    def all_items(self) -> tuple[Item, ...]:
        """The items in it."""
        return ()

    def said(self, depth: Depth) -> Iterator[str]:
        """Yield the texts that are printed at a depth."""
        raise NotImplementedError


class Items(Block, RootModel[tuple[Item, ...]]):
    """A list of items."""

    model_config = ConfigDict(frozen=True)
    root: Annotated[tuple[Item, ...], Field(min_length=1, max_length=MOST_ITEMS)]

    @property
    def all_items(self) -> tuple[Item, ...]:
        """The items in it."""
        return self.root

    def said(self, depth: Depth) -> Iterator[str]:
        """Yield the texts that are printed at a depth."""
        for item in self.root:
            yield from item.said(depth)


class Groups(Block, RootModel[tuple[Group, ...]]):
    """Items in groups, each with a title."""

    model_config = ConfigDict(frozen=True)
    root: Annotated[tuple[Group, ...], Field(min_length=1, max_length=MOST_GROUPS)]

    @property
    def offered(self) -> int | None:
        """The index of the first group that holds something the clinic offers."""
        return next((index for index, each in enumerate(self.root) if each.offers), None)

    @property
    def all_items(self) -> tuple[Item, ...]:
        """The items of all its groups."""
        return tuple(item for group in self.root for item in group.items)

    def said(self, depth: Depth) -> Iterator[str]:
        """Yield the texts that are printed at a depth."""
        for group in self.root:
            yield group.called(depth)
            for item in group.items:
                yield from item.said(depth)


class StepList(Block, RootModel[tuple[Text, ...]]):
    """What to do or what happens, one step after the other."""

    model_config = ConfigDict(frozen=True)
    root: Annotated[tuple[Text, ...], Field(min_length=1, max_length=MOST_ITEMS)]

    def said(self, _: Depth) -> Iterator[str]:
        """Yield the steps: at any depth they are whole."""
        yield from self.root


class Paragraphs(Block, RootModel[tuple[Text, ...]]):
    """Paragraphs of text."""

    model_config = ConfigDict(frozen=True, json_schema_extra=or_one_text)
    root: Annotated[
        tuple[Text, ...], BeforeValidator(as_list), Field(min_length=1, max_length=MOST_ITEMS)
    ]

    def said(self, _: Depth) -> Iterator[str]:
        """Yield the paragraphs."""
        yield from self.root


def _as_wide_as_the_table(cells: tuple[str, ...], table: ValidationInfo) -> tuple[str, ...]:
    columns = table.data.get("columns")
    if columns and len(cells) != len(columns):
        raise FactError(
            f"The table has {len(columns)} columns, and this row has another number of cells:"
            f" {len(cells)}.",
            "Give each row as many cells as there are columns.",
        )
    return cells


Row = Annotated[tuple[Text, ...], AfterValidator(_as_wide_as_the_table)]


class Table(Block, Part):
    """A table whose columns and rows have headers."""

    caption: Text | None = None
    """What the table shows, such as "Opening hours"."""
    columns: Annotated[tuple[Line, ...], Field(min_length=2, max_length=6)]
    """The columns' headers, such as [Day, Hours]."""
    rows: Annotated[tuple[Row, ...], Field(min_length=1, max_length=2 * MOST_ITEMS)]
    """A list of cells for each row, such as [Monday, "9 to 5"]. The first is the row's header."""
    source: Text | None = None
    """Where the facts are from."""

    def said(self, _: Depth) -> Iterator[str]:
        """Yield caption, headers, cells and source."""
        yield from filter(None, [self.caption])
        yield from self.columns
        for row in self.rows:
            yield from row
        yield from filter(None, [self.source])


class ChartValue(Part):
    """A value of a chart, and what it is of."""

    name: Line
    """What the number is of, such as "After a week"."""
    value: Number
    """The number alone, such as 7 or 7.5; what it counts stands behind `unit`."""

    @field_validator("value")
    @classmethod
    def _drawable(cls, value: Decimal) -> Decimal:
        if not 0 <= value <= LARGEST or value != round(value, MOST_DECIMALS):
            raise FactError(
                f"{shown(str(value))} cannot be drawn.",
                f"Write a number from 0 to {LARGEST:,}, with {MOST_DECIMALS} decimals at most.",
            )
        return value

    @property
    def written(self) -> str:
        """The number as it is printed, without zeros that say nothing."""
        return f"{self.value.normalize():f}"


def _part_of_all(each: ChartValue, chart: ValidationInfo) -> ChartValue:
    of = chart.data.get("of")
    if of and (each.value > of or each.value != int(each.value)):
        raise FactError(
            f"{each.written} is no whole number of {of}.",
            f"Write 0 to {of}, or take `of` out.",
            at=each.written,
        )
    return each


class Chart(Block, Part):
    """Numbers as bars, or as so many of a few; below the drawing it is a table."""

    caption: Text
    """What the numbers are of."""
    unit: Unit = ""
    """Follows each number, such as "%" or " hours"."""
    of: Annotated[int, Field(ge=2, le=20), BeforeValidator(as_written)] | None = None
    """Draws each value as so many of this number: "of: 10" shows 3 as three of ten."""
    values: Annotated[
        tuple[Annotated[ChartValue, AfterValidator(_part_of_all)], ...],
        Field(min_length=1, max_length=MOST_ITEMS),
    ]
    """A list: a name and a value each."""
    source: Text
    """Where the numbers are from, with the year."""

    def share(self, each: ChartValue) -> float:
        """Return how long the bar of a value is, in percent of the longest one."""
        longest = max(other.value for other in self.values) or 1
        return round(float(each.value * 100 / longest), 1)

    def shown(self, each: ChartValue) -> str:
        """Return a value as it is printed."""
        return f"{each.written}{self.unit}"

    def said(self, _: Depth) -> Iterator[str]:
        """Yield caption, names and source."""
        yield self.caption
        for each in self.values:
            yield each.name
            yield each.written if self.of else self.shown(each)
        yield self.source


class Quote(Block, Part):
    """Somebody's own words."""

    text: Text
    """The words themselves."""
    by: Text
    """Whose words they are."""

    def said(self, _: Depth) -> Iterator[str]:
        """Yield words and name."""
        yield self.text
        yield self.by


class Picture(Block, Part):
    """A picture from a file beside the content."""

    file: FileName
    """A PNG, JPEG or SVG file, such as pictures/room.jpg, seen from the file that names it."""
    alt: Text
    """What it shows, for people who cannot see it."""
    caption: Text | None = None
    """Stands below the picture."""

    def said(self, _: Depth) -> Iterator[str]:
        """Yield alternative text and caption."""
        yield self.alt
        yield from filter(None, [self.caption])


class ClinicalWords(Part):
    """A section's heading and lead as physicians read them."""

    title: Heading
    """The heading in clinical words, such as "Symptoms"."""
    lead: Text | None = None
    """What stands below it, in clinical words."""


class Section(Part):
    """A section: a heading, what it says in short, and a body of one kind."""

    title: Heading
    """The heading, such as "What can help"."""
    lead: Text | None = None
    """One or two sentences that say the main thing."""
    short: Text | None = None
    """The lead in fewer words, for places where it has no room."""
    for_clinicians: ClinicalWords | None = None
    """The heading and the lead for physicians."""
    art: Drawing | None = None
    """A drawing that comes with the program, by its name, such as doors."""
    figure: Figure | None = None
    """A drawing whose parts are named."""
    show: Show | None = None
    """How it looks on folded sheets, one or several of: named, run-in, icon-rows, icon-groups,
    timeline, pull-number, frieze."""
    risks: Text | None = None
    """What may go wrong, such as side effects; stands below the body."""
    not_known: Text | None = None
    """What nobody knows yet, such as how long it lasts; stands below the body."""
    items: Items | None = None
    """A list: a name and a text each."""
    groups: Groups | None = None
    """Several lists, each with a title."""
    steps: StepList | None = None
    """Numbered steps."""
    text: Paragraphs | None = None
    """A text, or a list of paragraphs."""
    table: Table | None = None
    chart: Chart | None = None
    quote: Quote | None = None
    picture: Picture | None = None

    @model_validator(mode="after")
    def _one_body(self) -> Self:
        there = [kind for kind in KINDS if getattr(self, kind) is not None]
        if not there:
            raise FactError(
                "This section has no body.", f"Give it one of these: {', '.join(KINDS)}."
            )
        if len(there) > 1:
            raise FactError(
                f"This section has {len(there)} bodies: {', '.join(there)}.",
                "Keep one of them, and make a section of each other one.",
            )
        groups = self.groups.root if self.groups else ()
        check_shown(self.show or (), groups, self.body.all_items)
        return self

    @property
    def style(self) -> str:
        """How its items are set on folded sheets."""
        return next((each for each in self.show or () if each in ITEM_STYLES), "named")

    @property
    def pulls(self) -> bool:
        """Whether the number in its lead is set large."""
        return "pull-number" in (self.show or ())

    @property
    def frieze(self) -> Groups | None:
        """The groups that have an arch each in a frieze, if it asks for one."""
        return self.groups if "frieze" in (self.show or ()) else None

    def notes_at(self, depth: Depth) -> dict[str, Text]:
        """Return what is said of risks and of what is not known, by the names of the fields."""
        notes = {"risks": self.risks, "not_known": self.not_known}
        return {} if depth == "name" else {name: text for name, text in notes.items() if text}

    def figure_at(self, depth: Depth) -> Figure | None:
        """Return its figure, where it is shown at a depth: not where there are names only."""
        return None if depth in ("name", "clinical") else self.figure

    @property
    def kind(self) -> str:
        """The kind of its body, such as items."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @property
    def body(self) -> Block:
        """What stands below its heading."""
        body: Block = getattr(self, self.kind)
        return body

    def heading(self, depth: Depth) -> str:
        """Return the title at a depth."""
        return self._clinical(depth).title

    def opening(self, depth: Depth) -> str | None:
        """Return what is said below the title at a depth; physicians may be told nothing."""
        if depth == "clinical":
            return self.for_clinicians.lead if self.for_clinicians else None
        return (self.lead if depth == "full" else self.short) or self.lead or self.short

    def _clinical(self, depth: Depth) -> Section | ClinicalWords:
        return (self.for_clinicians if depth == "clinical" else None) or self

    @property
    def is_clinical(self) -> bool:
        """Whether it has words for physicians."""
        items = self.body.all_items
        return bool(self.for_clinicians or any(item.for_clinicians for item in items))

    def said(self, depth: Depth) -> Iterator[str]:
        """Yield the texts of the section that are printed at a depth."""
        yield self.heading(depth)
        yield from filter(None, [self.opening(depth)])
        if figure := self.figure_at(depth):
            yield from figure.said()
        yield from self.body.said(depth)
        yield from self.notes_at(depth).values()


KINDS: tuple[str, ...] = tuple(
    name
    for name, field in Section.model_fields.items()
    if any(
        isinstance(each, type) and issubclass(each, Block) for each in get_args(field.annotation)
    )
)
"""The kinds of bodies: fields of a section whose type is a block."""
