"""Content: everything that a clinic's file says, typed and immutable.

`Content` is the shape of `content.yaml`; `brochures.content.loader` reads the file into it. The
docstrings of its fields are shown by editors that know JSON Schema, so they speak to the person
who keeps the words, not to a programmer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, Self, cast

from pydantic import (
    AfterValidator,
    Field,
    RootModel,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic.json_schema import SkipJsonSchema

from brochures.content.brand import Brand
from brochures.content.catalog import labels_for
from brochures.content.clinic import Clinic
from brochures.content.crisis import CrisisLine, CrisisWords, line_for
from brochures.content.fields import (
    MOST_NOTES,
    TRANSLATOR,
    Day,
    FactError,
    File,
    Language,
    Line,
    Loc,
    Part,
    Said,
    Text,
    printed_language,
)
from brochures.content.labels import Labels
from brochures.content.topic import Topic
from brochures.content.yaml_errors import shown
from brochures.data import paper_of
from brochures.data.wording import patterns

MAX_YEARS_TO_REVIEW = 3
"""Longest time between two reviews, in years (PIF TICK; Macmillan: 3)."""

INHERITED = ("clinic", "brand", "crisis", "review", "labels", "acronyms", "printing")
"""Keys that a file takes from its base, where it does not say otherwise."""

WITH_TOPIC = ("topic", "handouts", "waivers")
"""Keys that it takes as well, if it has no topic of its own."""

COVER_PHOTO: Loc = ("topic", "cover", "photo", "file")
"""Where the photo of the cover is named, of which more is asked than of other pictures."""

PaperName = Literal["letter", "a4"]


class Review(Part):
    """When these words were last checked, and when they must be checked again."""

    version: Line
    """Such as "1"."""
    reviewed_on: Day
    """The day of the last review, as year-month-day, such as 2026-01-31."""
    review_by: Day
    """The day by which the next review is due, as year-month-day, such as 2027-01-31."""
    reviewer: Text | None = None
    """Who checked them, such as "Dr. Example"."""
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


class Printing(Part):
    """How the handouts are printed."""

    paper: PaperName | None = None
    """letter or a4. Without it, the paper that is usual in the clinic's country."""
    fold_marks: bool = True
    """false if folds are not to be marked at the sheet's edges."""


class Waiver(Part):
    """A person's decision that one text may break one rule about words."""

    rule: Text
    """The rule's name, as the command prints it."""
    text: Text
    """The words that may stay as they are."""
    reason: Text
    """Why they may stay, such as "A quotation from the patient's letter"."""
    name: Text
    """Who decided it."""


_SECTIONS = {
    "type": "array",
    "items": {"anyOf": [{"type": "string"}, {"type": "object", "maxProperties": 1}]},
}
Handouts = Annotated[
    dict[str, Any],
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    {"type": "object", "additionalProperties": _SECTIONS},
                    _SECTIONS,
                    {"type": ["boolean", "null"]},
                ]
            },
        }
    ),
]
"""What stands where, by the names of formats; `formats.placement` checks it, which knows them."""


MOST_LANGUAGES = 40

ON_THE_DESK = {("labels", "desk"), ("labels", "steps"), ("labels", "mail")}
"""Small words that stand on no handout."""


def _file(name: str) -> str:
    if not name.endswith((".yaml", ".yml")):
        raise FactError(f'"{name}" is no name of a YAML file.', "It ends with .yaml.")
    return name


def _catalog(name: str) -> str:
    if not name.endswith(".po"):
        raise FactError(f'"{shown(name)}" is no name of a catalog.', "It ends with .po.")
    return name


class Content(Part):
    """Everything a clinic's handouts say."""

    language: Annotated[Language, AfterValidator(printed_language)]
    """The language of all texts, such as en-US."""
    base: Annotated[Line, AfterValidator(_file)] | None = None
    """Another file that says what this one leaves out, such as content.yaml: the clinic, its brand,
    the crisis line, the review, labels, acronyms and how to print."""
    clinic: Clinic
    brand: Brand = Brand()
    crisis: CrisisWords | None = None
    """The crisis line. Left out, it is that of the country, printed wherever the words speak of
    taking one's life. `always` prints it whatever they say."""
    review: Review | None = None
    topic: Topic
    handouts: Handouts = Field(default_factory=dict)
    """What stands where, if not as usual, such as trifold: {flap: [causes]}."""
    editions: Annotated[
        tuple[Annotated[Line, AfterValidator(_file)], ...], Field(max_length=40)
    ] = ()
    """Files with more brochures of this clinic, such as [quit-smoking.yaml]. Each names this file
    as its base."""
    translations: Annotated[
        dict[Language, Annotated[Line, AfterValidator(_catalog)]],
        Field(max_length=MOST_LANGUAGES),
    ] = Field(default_factory=dict)
    """Catalogs of this brochure in other languages, such as {es: translations/es.po}. The command
    `brochures translate es` writes them, for translators to fill in."""
    labels: Labels = Labels()
    """Small words that are to be other than usual, such as page: "Page {page} of {pages}"."""
    printing: Printing = Printing()
    acronyms: Annotated[tuple[Text, ...], Field(max_length=MOST_NOTES)] = ()
    """Words of more than three letters that are right in capitals, such as NASA."""
    waivers: Annotated[tuple[Waiver, ...], Field(max_length=MOST_NOTES)] = ()
    """Texts that may break a rule about words. They are printed at each build."""
    reviewed_by: SkipJsonSchema[str | None] = Field(
        None, validation_alias=TRANSLATOR, exclude=True, repr=False
    )
    """Who reviewed the translation that it is; '' for nobody yet, None where it is none."""
    also_in: SkipJsonSchema[tuple[str, ...]] = Field(
        (), validation_alias="\0also_in", exclude=True, repr=False
    )
    """Languages in which its translations are published. No file can say so: it is found out."""

    @model_validator(mode="before")
    @classmethod
    def _with_small_words(cls, data: object) -> object:
        """Fill in the small words of the language where the content has none of its own."""
        if not isinstance(data, dict) or not isinstance(data.get("language"), str):
            return data
        own = data.get("labels") or {}
        return {**data, "labels": _merged(labels_for(data["language"]), own)}

    @model_validator(mode="after")
    def _located(self) -> Self:
        """Tell each text where it stands."""
        for loc, text in texts(self, ()):
            text.loc = loc
        return self

    @property
    def is_translation(self) -> bool:
        """Whether it is one of another content's words."""
        return self.reviewed_by is not None

    @property
    def paper(self) -> PaperName:
        """The paper that is printed on."""
        usual: PaperName = paper_of(self.clinic.country)
        return self.printing.paper or usual

    @property
    def crisis_line(self) -> CrisisLine | None:
        """The crisis line, if it stands on the handouts."""
        always = self.crisis is not None and self.crisis.always
        return self.known_crisis_line if always or self.crisis_mention is not None else None

    @property
    def known_crisis_line(self) -> CrisisLine | None:
        """The crisis line that there is for the handouts, whether or not it stands on them."""
        return line_for(self.clinic.country, self.language, self.crisis)

    @cached_property
    def crisis_mention(self) -> Said | None:
        """The first text of the handouts that speaks of taking one's life, if one does."""
        mention = patterns("crisis", self.language)
        return next((text for text in self._printed() if mention and mention.search(text)), None)

    def _printed(self) -> Iterator[Said]:
        """Yield the texts that handouts may say; those of the print desk stand on none."""
        for name in ("clinic", "brand", "topic", "labels"):
            for loc, text in texts(getattr(self, name), (name,)):
                if loc[:2] not in ON_THE_DESK:
                    yield text
        if self.clinic.website:
            website = Said(self.clinic.website)
            website.loc = ("clinic", "website")
            yield website

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy, which looks for itself whether the crisis line has to stand in it."""
        copied = super().model_copy(update=update, deep=deep)
        copied.__dict__.pop("crisis_mention", None)
        return copied

    def files(self) -> Iterator[tuple[Loc, File]]:
        """Yield the names of the pictures in it, and where each stands."""
        if logo := self.brand.logo:
            yield ("brand", "logo", "file"), cast("File", logo.file)
        if self.topic.cover and (photo := self.topic.cover.photo):
            yield COVER_PHOTO, cast("File", photo.file)
        for name, section in self.topic.sections.items():
            if picture := section.picture:
                yield ("topic", "sections", name, "picture", "file"), cast("File", picture.file)

    def prose(self) -> Iterator[tuple[Loc, Said]]:
        """Yield the texts that explain something, and where each stands: no facts, no labels."""
        yield from texts(self.topic, ("topic",))


def _merged(usual: dict[str, Any], own: object) -> object:
    """Return small words, the clinic's own in place of the usual ones."""
    if not isinstance(own, dict):
        return own
    changed = {
        key: _merged(usual[key], value) if isinstance(usual.get(key), dict) else value
        for key, value in own.items()
        if value is not None or key not in usual
    }
    return {**usual, **changed}


def texts(value: object, loc: Loc) -> Iterator[tuple[Loc, Said]]:
    """Yield the texts in a part of the content, and where each stands."""
    if isinstance(value, Said):
        yield loc, value
    elif isinstance(value, RootModel):
        yield from texts(value.root, loc)
    elif isinstance(value, Part):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), (*loc, name))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from texts(item, (*loc, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from texts(item, (*loc, index))
