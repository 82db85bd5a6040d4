"""What a clinic says: the typed, immutable content behind every handout.

`Content` is the shape of `content.yaml`; `brochures.content.loader` reads the file into it. The
descriptions below are shown by editors that know JSON Schema, so they speak to the person who
keeps the words, not to a programmer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

import phonenumbers
from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from brochures.content.blocks import Sections
from brochures.content.desk_words import Desk
from brochures.content.fields import (
    MOST_ITEMS,
    MOST_NOTES,
    Day,
    Email,
    FactError,
    Line,
    Loc,
    Part,
    Text,
    Website,
    holds,
    known_language,
    like,
)
from brochures.content.yaml_errors import shown

MAX_YEARS_TO_REVIEW = 3
"""Longest time between two reviews, in years (PIF TICK; Macmillan: 3)."""

PaperName = Literal["letter", "a4"]


class Address(Part):
    """Where the clinic is."""

    street: Line
    """Street and suite, as on an envelope."""
    city: Line
    state: Annotated[str, like(r"^[A-Z]{2}$")]
    """Two capital letters, such as NY."""
    zip: Annotated[str, like(r"^[0-9]{5}(-[0-9]{4})?$")]
    """Five digits in quotes, such as "11201", or nine, such as "11201-1234"."""

    @property
    def lines(self) -> tuple[str, str]:
        """The address as it stands on an envelope, without the name."""
        return self.street, f"{self.city}, {self.state} {self.zip}"


def dial(number: str) -> str:
    """Return what a phone dials for a US number, letters turned into digits, such as +17184000867.

    Raises FactError, a ValueError, when no phone can dial it.
    """
    try:
        parsed = phonenumbers.parse(number, "US")
    except phonenumbers.NumberParseException:
        parsed = None
    if parsed is None or not phonenumbers.is_valid_number(parsed):
        raise FactError(
            f'"{shown(number)}" is not a phone number that can be dialed.',
            'Write it with its area code, such as "(718) 400-0867".',
        )
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _dials(number: str) -> str:
    dial(number)
    return number


class Phone(Part):
    """One line that may be written in two ways: in digits and as a word."""

    number: Annotated[Text, AfterValidator(_dials)]
    """In digits, such as "(718) 400-0867"."""
    spelled: Annotated[Text, AfterValidator(_dials)] | None = None
    """The same number with letters, such as "(718) 4000-TMS". Leave empty if there is none."""

    @field_validator("spelled")
    @classmethod
    def _dials_the_same(cls, spelled: str | None, others: ValidationInfo) -> str | None:
        number = others.data.get("number")
        if spelled and number and dial(spelled) != dial(number):
            raise FactError(
                f'"{shown(spelled)}" dials {dial(spelled)}, but "{shown(number)}" dials '
                f"{dial(number)}.",
                "Correct whichever is wrong.",
            )
        return spelled

    @property
    def uri(self) -> str:
        """The number as a link that dials (RFC 3966), such as tel:+17184000867."""
        return f"tel:{dial(self.number)}"


class Clinic(Part):
    """Who the clinic is. Facts that are not given leave no hole on the page."""

    name: Line
    tagline: Text
    """What the clinic does, in a line."""
    address: Address
    phone: Phone
    email: Email
    fax: Annotated[Text, AfterValidator(_dials)] | None = None
    website: Website | None = None
    """Without https://, such as example.com."""
    hours: Text | None = None
    npi: Annotated[str, like(r"^[0-9]{10}$")] | None = None
    """The clinic's ten-digit National Provider Identifier, in quotes."""
    transit: Text | None = None


class Crisis(Part):
    """The crisis line. It stands on every handout that mentions suicide."""

    title: Text
    call: Annotated[Text, holds("{number}")]
    """Must contain {number}."""
    chat: Annotated[Text, holds("{website}")]
    """Must contain {website}."""
    number: Annotated[str, like(r"^[0-9]+(-[0-9]+)*$")]
    """Digits, with hyphens between them, such as "988"."""
    website: Website
    """Without https://, such as 988lifeline.org."""
    for_clinicians: Text
    """The title of the crisis line on the page for physicians."""


class Review(Part):
    """When these words were last checked, and when they must be checked again."""

    version: Line
    reviewed_on: Day
    """The day of the last review, as year-month-day."""
    review_by: Day
    """The day by which the next review is due, as year-month-day."""
    translator: Text | None = None
    """Who reviewed a translation: a qualified translator. Needed where the texts are not in
    English."""

    @field_validator("review_by")
    @classmethod
    def _in_time(cls, last: date, others: ValidationInfo) -> date:
        first = others.data.get("reviewed_on")
        if first is None:
            return last
        if last <= first:
            raise FactError(
                f"{last} is not later than {first}, the day of the last review.",
                "Write the day by which the next review is due.",
            )
        if (last.year - first.year, last.month, last.day) > (
            MAX_YEARS_TO_REVIEW,
            first.month,
            first.day,
        ):
            raise FactError(
                f"{last} is more than {MAX_YEARS_TO_REVIEW} years after {first}, "
                "the day of the last review.",
                "Write an earlier day.",
            )
        return last


class Message(Part):
    """A heading and what it says."""

    title: Text
    lead: Text


class Steps(Part):
    """What the reader should do, step by step. Where both have no room, the steps are printed."""

    title: Text
    lead: Text
    """What to do, in a sentence or two."""
    steps: Annotated[tuple[Text, ...], Field(max_length=MOST_ITEMS)] = ()


class Summary(Part):
    """The main message in a few sentences; the large-print handout opens with it."""

    title: Text
    points: Annotated[tuple[Text, ...], Field(min_length=1, max_length=MOST_ITEMS)]


class Title(Part):
    """The name of a handout and, below it, what it is."""

    title: Text
    subtitle: Text


class Titles(Part):
    """The names of the handouts. The tri-fold has its cover instead."""

    large_print: Title
    one_page: Title


class Referral(Part):
    """How a physician sends a patient. Steps and papers are printed once the clinic gives them."""

    title: Text
    lead: Text
    who: Text
    """The heading over the marks of a patient to refer."""
    steps: Annotated[tuple[Text, ...], Field(max_length=MOST_ITEMS)] = ()
    send: Annotated[tuple[Text, ...], Field(max_length=MOST_ITEMS)] = ()


class Drawings(Part):
    """What each drawing shows, for people who cannot see it."""

    doors: Text
    medicines: Text
    coil: Text
    code: Text
    """The QR code of the clinic's contact."""


class LinkWords(Part):
    """What a screen reader says of a link: where it leads."""

    call: Annotated[Line, holds("{name}")]
    """Must contain {name}, the clinic's name."""
    call_crisis: Annotated[Line, holds("{number}")]
    """Must contain {number}, that of the crisis line."""
    write: Annotated[Line, holds("{name}")]
    """Must contain {name}, the clinic's name."""
    open: Annotated[Line, holds("{website}")]
    """Must contain {website}."""
    go_to: Annotated[Line, holds("{title}")]
    """Must contain {title}, that of a section."""


class Labels(Part):
    """The small words around the text. They stand here so that they can be translated."""

    # A line each: some are printed with every item, and WeasyPrint takes a second for each page to
    # measure a page number of 1,500 characters.
    contents: Line
    page: Annotated[Line, holds("{page}", "{pages}")]
    """Must contain {page} and {pages}."""
    call: Line
    medical: Annotated[Line, holds("{name}")]
    """Must contain {name}: how the medical name is introduced."""
    offered: Line
    """Marks what the clinic offers."""
    or_dial: Annotated[Line, holds("{spelled}")]
    """Must contain {spelled}: how the spelled phone number is introduced."""
    phone: Line
    email: Line
    address: Line
    fax: Line
    website: Line
    hours: Line
    npi: Line
    transit: Line
    send: Line
    review: Annotated[Line, holds("{version}", "{reviewed_on}", "{review_by}")]
    """Must contain {version}, {reviewed_on} and {review_by}."""
    draft: Line
    """The mark across every page of a draft."""
    scan: Line
    """Stands beside the QR code of the clinic's contact."""
    links: LinkWords


class Printing(Part):
    """How the handouts are printed."""

    paper: PaperName = "letter"
    """letter or a4."""
    fold_marks: bool = True
    """no if the tri-fold's folds are not to be marked at the sheet's edges."""


class Waiver(Part):
    """A person's decision that one text may break one rule about words."""

    rule: Text
    """The rule's name, as the command prints it."""
    text: Text
    """The words that may stay as they are."""
    reason: Text
    name: Text
    """Who decided it."""


class Content(Part):
    """Everything a clinic's handouts say."""

    language: Annotated[str, like(r"^[a-z]{2,3}(-[A-Z]{2})?$"), AfterValidator(known_language)]
    """The language of all texts, such as en-US."""
    clinic: Clinic
    crisis: Crisis
    review: Review
    titles: Titles
    cover: Message
    summary: Summary
    next_step: Steps
    sections: Sections
    referral: Referral
    drawings: Drawings
    labels: Labels
    desk: Desk
    printing: Printing = Printing()
    acronyms: Annotated[tuple[Text, ...], Field(max_length=MOST_NOTES)] = ()
    """Words of more than three letters that are right in capitals, such as EMDR."""
    waivers: Annotated[tuple[Waiver, ...], Field(max_length=MOST_NOTES)] = ()
    """Texts that may break a rule about words. They are printed at each build."""

    def prose(self) -> Iterator[tuple[Loc, str]]:
        """Yield the texts that explain something, and where each stands: no facts, no labels."""
        for name in PROSE:
            yield from _texts(getattr(self, name), (name,))


PROSE = ("crisis", "titles", "cover", "summary", "next_step", "sections", "referral")
"""Parts of the content that hold texts which explain something."""


def _texts(value: object, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, Part):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), (*loc, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*loc, index))
