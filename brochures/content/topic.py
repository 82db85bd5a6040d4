"""What a brochure is about: its titles, its summary, its sections, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from brochures.content.blocks import Drawing, Section
from brochures.content.fields import (
    MOST_ITEMS,
    MOST_ITEMS_IN_ALL,
    MOST_SECTIONS,
    FactError,
    FileName,
    Heading,
    Line,
    Part,
    Text,
    as_list,
    or_one_text,
)
from brochures.content.figures import WriteIn
from brochures.content.items import Item

SectionName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$", max_length=40)]


CoverLead = Annotated[
    tuple[Text, ...],
    BeforeValidator(as_list),
    Field(min_length=1, max_length=4, json_schema_extra=or_one_text),
]


class Photo(Part):
    """A photo on the cover, as wide as that."""

    file: FileName
    """A PNG or JPEG file, such as pictures/door.jpg, seen from the file that names it. Best it is
    1,250 pixels wide or more, and 1,800 for a half-fold. It may be 5 wide by 6 high, up to 16 by 9:
    nothing is cut off."""
    alt: Text
    """What it shows, for people who cannot see it."""


class Cover(Part):
    """The front of a folded brochure: the reader's question and the answer to it."""

    title: Heading
    """A question that the reader asks, or what the brochure is about, in a few words."""
    lead: CoverLead | None = None
    """The answer, in a sentence or two; each one of a list stands on a line of its own."""
    art: Drawing | None = None
    """A drawing that comes with the program, by its name, such as doors."""
    photo: Photo | None = None
    """A photo of your own, in place of the drawing."""
    open: Line | None = None
    """Stands on the flap: what is inside, such as "Open: what can help"."""

    @model_validator(mode="after")
    def _one_picture(self) -> Self:
        if self.art and self.photo:
            raise FactError(
                "This cover has a drawing (art) and a photo, and room for one of them.",
                "Keep one, and take the other out.",
            )
        return self


class Title(Part):
    """The name of a handout and, below it, what it is."""

    title: Heading
    """What it is about, in a few words."""
    subtitle: Heading | None = None
    """What it is, such as "A summary for physicians"."""


class Summary(Part):
    """The main message in a few sentences; large print opens with it."""

    title: Heading
    """Such as "In short"."""
    points: Annotated[tuple[Text, ...], Field(min_length=1, max_length=MOST_ITEMS)]
    """A list of sentences."""
    short: Text | None = None
    """The same in one or two sentences, for the back of a folded brochure."""


class NextStep(Part):
    """What the reader should do. Where both have no room, the steps are printed."""

    title: Heading
    """Such as "Your next step"."""
    lead: Text | None = None
    """What to do, in a sentence or two."""
    steps: Annotated[tuple[Text, ...], Field(max_length=MOST_ITEMS)] = ()
    """What to do, step by step."""
    write: WriteIn | None = None
    """Ruled rows below one of the steps, to be filled in by hand."""

    @model_validator(mode="after")
    def _step_is_there(self) -> Self:
        if self.write and self.write.step > len(self.steps):
            raise FactError(
                f"There is no step {self.write.step} to write below: there are {len(self.steps)}.",
                "Give the number of a step, from 1, in write.step.",
            )
        return self


class Criterion(Part):
    """Whom a physician should refer: what has to be met, and what else to look at."""

    title: Heading | None = None
    """The heading; "Who to refer" where none is given."""
    lead: Text
    """What has to be met, in a sentence that is printed large."""
    items: Annotated[tuple[Item, ...], Field(max_length=MOST_ITEMS)] = ()
    """What to rule out, and who else may be referred: a name and a line each."""


class Referral(Part):
    """How a physician sends a patient. Steps and papers are printed once the clinic gives them."""

    title: Heading
    """Such as "How to refer"."""
    lead: Text | None = None
    """How to reach the clinic, such as "Call us or send us an email."."""
    who: Criterion | None = None
    steps: Annotated[tuple[Text, ...], Field(max_length=MOST_ITEMS)] = ()
    """What happens from the call to the first visit, step by step."""
    send: Annotated[tuple[Text, ...], Field(max_length=MOST_ITEMS)] = ()
    """The papers to send along."""


def _items(sections: Iterable[Section]) -> Iterator[Item]:
    """Yield the items of some sections."""
    for section in sections:
        yield from section.body.all_items


def _few_enough(sections: dict[str, Section]) -> dict[str, Section]:
    """Refuse more items than a brochure can hold."""
    number = sum(1 for _ in _items(sections.values()))
    if number > MOST_ITEMS_IN_ALL:
        raise FactError(
            f"The sections have {number:,} items in all, more than {MOST_ITEMS_IN_ALL}.",
            "Split it into two brochures: move some sections into a file of their own, an edition,"
            " and name that file below `editions:`.",
        )
    return sections


class Topic(Part):
    """One subject, as patients and physicians read of it."""

    name: Line
    """In a word or two, for names of files and for the print desk."""
    title: Heading | None = None
    """The title of large print; where there is none, that of the cover."""
    subtitle: Heading | None = None
    """What large print is about, below its title."""
    cover: Cover | None = None
    for_clinicians: Title | None = None
    """The title of the page for physicians."""
    summary: Summary | None = None
    next_step: NextStep | None = None
    referral: Referral | None = None
    sections: Annotated[
        dict[SectionName, Section],
        Field(min_length=1, max_length=MOST_SECTIONS),
        AfterValidator(_few_enough),
    ]
    """The sections in reading order, each below a name of your choice, such as causes."""

    @property
    def heading(self) -> str:
        """The title for patients."""
        return self.title or (self.cover.title if self.cover else None) or self.name

    @property
    def question(self) -> str:
        """The title on the cover."""
        return self.cover.title if self.cover else self.heading

    @property
    def clinical_heading(self) -> str:
        """The title for physicians."""
        return self.for_clinicians.title if self.for_clinicians else self.heading

    @property
    def all_items(self) -> Iterator[Item]:
        """The items of all sections."""
        return _items(self.sections.values())
