"""What a clinic says: the typed, immutable content behind every handout.

`Content` is the shape of `content.yaml`; `brochures.loading` reads the file into it. The
descriptions below are shown by editors that know JSON Schema, so they speak to the person who
keeps the words, not to a programmer.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

import phonenumbers
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from email_validator import EmailNotValidError, validate_email
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from brochures import typeface
from brochures.syntax import shown

MAX_YEARS_TO_REVIEW = 3
"""Longest time between two reviews, in years (PIF TICK; Macmillan: 3)."""

MOST_CHARACTERS = 2_000
"""Of one text: a page of large print and a half. With the limits below and the one on the file it
bounds what a build costs."""

MOST_IN_A_LINE = 100
MOST_IN_AN_ADDRESS = 250
"""Of a name or a line of an address, and of a web address; e-mail has a like limit (RFC 5321,
4.5.3.1.3). A QR code holds 2,331 bytes at most, which this keeps to, whatever the letters."""

MOST_ITEMS = 20
MOST_GROUPS = 8
"""Of one list. A list for the eye has seven; the longest section of ours has twelve in four."""

MOST_NOTES = 100
"""Acronyms and waivers, which are not printed."""

Depth = Literal["name", "short", "full", "clinical"]
"""How much of an item a format shows: its name only, its short, full or clinicians' text."""


PaperName = Literal["letter", "a4"]


class FactError(ValueError):
    """A fact that cannot be right: what is wrong with it, how to mend it, and where in its text."""

    def __init__(self, what: str, fix: str, at: str = "") -> None:
        super().__init__(f"{what} {fix}")
        self.what = what
        self.fix = fix
        self.at = at


def _printable(text: str) -> str:
    """Write a text in the one way that prints; what the typeface cannot print is refused.

    The line breaks that YAML's block texts bring along are folded; no-break spaces stay.
    """
    text = typeface.normal(re.sub(r"[^\S\u00a0\u2007\u202f]+", " ", text))
    if strange := typeface.unprintable(text):
        raise FactError(*typeface.advice(strange), at=strange[0])
    return text


def _holds(*marks: str) -> AfterValidator:
    """Require each mark exactly once in a text, and no other."""

    def check(text: str) -> str:
        if sorted(re.findall(r"\{.*?\}", text)) != sorted(marks):
            wanted = " and ".join(marks)
            raise FactError(
                f"This text must hold {wanted} exactly once, and nothing else in curly brackets.",
                f"Write {wanted} where the handout is to fill it in.",
            )
        return text

    return AfterValidator(check)


def _up_to(most: int) -> StringConstraints:
    """Require some text, and no more characters than these."""
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=most)


def _like(pattern: str, most: int = MOST_IN_A_LINE) -> StringConstraints:
    """Require a pattern of a text; its field's docstring says the same in words."""
    return StringConstraints(strip_whitespace=True, max_length=most, pattern=pattern)


def _email(text: str) -> str:
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError as error:
        raise FactError(
            f'"{shown(text)}" is not an e-mail address. {error}', "Write it like name@example.com."
        ) from None
    return text


def _language(tag: str) -> str:
    try:
        locale = Locale.parse(tag, sep="-")
    except UnknownLocaleError:
        raise FactError(f'"{tag}" is no known language.', "Write one such as en-US.") from None
    days = "".join(format_date(date(2026, month, 28), locale=locale) for month in range(1, 13))
    if strange := typeface.unprintable(days):
        what, _ = typeface.advice(strange)
        raise FactError(
            f'Dates in the language "{tag}" cannot be printed. {what}',
            "Choose a language that is written in Latin letters.",
        )
    return tag


def _day(value: object) -> object:
    """Read a date that was put in quotes."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise FactError(
            f'"{shown(value)}" is not a date.', "Write year-month-day, such as 2026-01-31."
        ) from None


Text = Annotated[str, _up_to(MOST_CHARACTERS), AfterValidator(_printable)]
Line = Annotated[str, _up_to(MOST_IN_A_LINE), AfterValidator(_printable)]
Email = Annotated[Text, AfterValidator(_email)]
Website = Annotated[
    str,
    _like(
        r"^[A-Za-z0-9.-]+\.[A-Za-z]{2,}(/[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*)?$",
        MOST_IN_AN_ADDRESS,
    ),
]
"""The characters after the host are those of RFC 3986, appendix A."""
Day = Annotated[date, Strict(), BeforeValidator(_day)]


class Part(BaseModel):
    """A part of the content: closed and immutable."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, data: object) -> object:
        """Leave out the keys that have no value; a misspelt key stays, so that it is found."""
        if not isinstance(data, dict):
            return data
        return {k: v for k, v in data.items() if v is not None or k not in cls.model_fields}


class Address(Part):
    """Where the clinic is."""

    street: Line
    """Street and suite, as on an envelope."""
    city: Line
    state: Annotated[str, _like(r"^[A-Z]{2}$")]
    """Two capital letters, such as NY."""
    zip: Annotated[str, _like(r"^[0-9]{5}(-[0-9]{4})?$")]
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
    npi: Annotated[str, _like(r"^[0-9]{10}$")] | None = None
    """The clinic's ten-digit National Provider Identifier, in quotes."""
    transit: Text | None = None


class Crisis(Part):
    """The crisis line. It stands on every handout that mentions suicide."""

    title: Text
    call: Annotated[Text, _holds("{number}")]
    """Must contain {number}."""
    chat: Annotated[Text, _holds("{website}")]
    """Must contain {website}."""
    number: Annotated[str, _like(r"^[0-9]+(-[0-9]+)*$")]
    """Digits, with hyphens between them, such as "988"."""
    website: Website
    """Without https://, such as 988lifeline.org."""
    for_clinicians: Text
    """The title of the crisis line on the page for physicians."""


class Review(Part):
    """When these words were last checked, and when they must be checked again."""

    version: Text
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


class Item(Part):
    """One thing that is said: a sign, a cause, a treatment."""

    name: Text
    """In plain words."""
    medical: Text | None = None
    """What a doctor calls it. Printed beside the plain name in large print."""
    text: Text
    """The whole of it, in plain words."""
    short: Text | None = None
    """A few words, for places where the whole text has no room."""
    for_clinicians: Text | None = None
    """The same in clinical words, for physicians."""
    offered: bool = False
    """yes if the clinic offers this treatment."""

    def called(self, depth: Depth) -> str:
        """Return the name at a depth: physicians read the medical one, or the abbreviation."""
        if depth == "clinical" and self.medical and not self.name.isupper():
            return self.medical
        return self.name

    def words(self, depth: Depth) -> str:
        """Return what is said about the item at a depth ('' at depth 'name')."""
        match depth:
            case "name":
                return ""
            case "short":
                return self.short or self.text
            case "full":
                return self.text
            case "clinical":
                return self.for_clinicians or self.text


class ClinicalWords(Part):
    """A section's heading and lead as physicians read them."""

    title: Text
    lead: Text | None = None


class Heading(Part):
    """What every section begins with."""

    title: Text
    lead: Text | None = None
    """One or two sentences that say the main thing."""
    short: Text | None = None
    """The lead in fewer words, for places where it has no room."""
    for_clinicians: ClinicalWords | None = None


class Section(Heading):
    """A section with a plain list of items."""

    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=MOST_ITEMS)]

    @property
    def all_items(self) -> tuple[Item, ...]:
        """Its items."""
        return self.items


class Group(Part):
    """Some items of a section that belong together."""

    title: Text
    for_clinicians: Text | None = None
    """The group's title in clinical words."""
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=MOST_ITEMS)]


class GroupedSection(Heading):
    """A section whose items stand in groups."""

    groups: Annotated[tuple[Group, ...], Field(min_length=1, max_length=MOST_GROUPS)]

    @property
    def all_items(self) -> tuple[Item, ...]:
        """The items of all its groups."""
        return tuple(item for group in self.groups for item in group.items)

    @property
    def offered(self) -> tuple[Item, ...]:
        """What the clinic offers of it."""
        return tuple(item for item in self.all_items if item.offered)


class Sections(Part):
    """What the handouts explain. Types, causes and consequences may be left out as a whole."""

    definition: Section
    symptoms: GroupedSection
    options: GroupedSection
    treatments: Section
    types: Section | None = None
    causes: Section | None = None
    consequences: Section | None = None


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


class Labels(Part):
    """The small words around the text. They stand here so that they can be translated."""

    contents: Text
    page: Annotated[Text, _holds("{page}", "{pages}")]
    """Must contain {page} and {pages}."""
    call: Text
    medical: Annotated[Text, _holds("{name}")]
    """Must contain {name}: how the medical name is introduced."""
    offered: Text
    """Marks what the clinic offers."""
    or_dial: Annotated[Text, _holds("{spelled}")]
    """Must contain {spelled}: how the spelled phone number is introduced."""
    phone: Text
    email: Text
    address: Text
    fax: Text
    website: Text
    hours: Text
    npi: Text
    transit: Text
    send: Text
    review: Annotated[Text, _holds("{version}", "{reviewed_on}", "{review_by}")]
    """Must contain {version}, {reviewed_on} and {review_by}."""
    draft: Text
    """The mark across every page of a draft."""
    scan: Text
    """Stands beside the QR code of the clinic's contact."""


class Handout(Part):
    """What the print desk says of a handout."""

    name: Text
    about: Text
    """What it is for."""
    readers: Text


class Handouts(Part):
    """The handouts on the print desk."""

    trifold: Handout
    large_print: Handout
    one_page: Handout


class PrintSteps(Part):
    """How to print and fold, step by step; each handout shows those that it needs."""

    paper: Annotated[Text, _holds("{paper}")]
    """Must contain {paper}."""
    actual_size: Text
    one_side: Text
    short_edge: Text
    long_edge: Text
    fold_flap: Text
    fold_cover: Text


class Mail(Part):
    """A ready e-mail to a physician."""

    subject: Annotated[Text, _holds("{clinic}")]
    """Must contain {clinic}."""
    lines: Annotated[tuple[Text, ...], Field(min_length=1, max_length=MOST_ITEMS)]
    """Its paragraphs. They may contain {file}, {handout}, {clinic}, {phone} and {email}."""


class DeskLabels(Part):
    """The small words of the print desk."""

    open: Text
    download: Text
    copy_mail: Text
    copied: Text
    steps: Text
    mail: Text
    picture: Annotated[Text, _holds("{page}", "{name}")]
    """Must contain {page} and {name}: describes a picture of a page."""
    passed: Text
    about: Text
    withheld: Text
    unpublished: Text
    stale: Text
    """The file that is here does not hold today's words."""
    draft: Text
    overdue: Annotated[Text, _holds("{review_by}")]
    """Must contain {review_by}."""
    one_side: Text
    both_sides: Text
    pages: Text
    language: Text
    grade: Text
    size: Text
    version: Text
    reviewed: Text
    review_by: Text
    judges: Text
    judged: Annotated[Text, _holds("{rules}", "{judges}")]
    """Must contain {rules} and {judges}."""
    advice: Text
    waived: Text
    card: Text


class Desk(Part):
    """The print desk: the page from which the front desk prints."""

    title: Text
    lead: Text
    file_name: Annotated[Text, _holds("{clinic}", "{handout}")]
    """Must contain {clinic} and {handout}: the name under which a handout is downloaded."""
    handouts: Handouts
    steps: PrintSteps
    mail: Mail
    labels: DeskLabels


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

    language: Annotated[str, _like(r"^[a-z]{2,3}(-[A-Z]{2})?$"), AfterValidator(_language)]
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
