"""Field types of the content: texts, names, numbers, days and addresses; and `Part`, its base."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from babel import UnknownLocaleError
from email_validator import EmailNotValidError, validate_email
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Strict,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticKnownError

from brochures.content.locales import locale, written
from brochures.content.yaml_errors import shown
from brochures.data import typeface

MOST_CHARACTERS = 2_000
"""Of one text: a page of large print and a half. With the limits below and the one on the file it
bounds what a build costs."""

MOST_IN_A_LINE = 100
MOST_IN_A_HEADING = 160
"""Of a heading or the name of an item: four lines of a cover's title in its smallest type."""

MOST_IN_AN_ADDRESS = 250
"""Of a name or a line of an address, and of a web address; e-mail has a like limit (RFC 5321,
4.5.3.1.3). A QR code holds 2,331 bytes at most, which this keeps to, whatever the letters."""

MOST_OF_DIRECTIONS = 300
"""Of how to get there: nine lines of a panel beside all else that stands there."""

MOST_IN_A_BRIEF = 62
"""Of a brief text: one line of a table beside its row's name, at 10.5 pt."""

MOST_SECTIONS = 24
MOST_ITEMS = 20
MOST_GROUPS = 8
"""Of one list. A list for the eye has seven; the longest section of ours has twelve in four."""

MOST_ITEMS_IN_ALL = 300
"""Of a topic, in all its sections; ours has forty. Each takes a moment in every format."""

MOST_NOTES = 100
"""Acronyms and waivers, which are not printed."""


TRANSLATOR = "\0translator"
"""Key of who reviewed the translation that a content is. No YAML file can hold it."""

Loc = tuple[str | int, ...]
"""The keys and list indices that lead to a value of the content."""


class Said(str):
    """A text of the content that knows where it stands there."""

    __slots__ = ("loc",)

    def __init__(self, _: str) -> None:
        self.loc: Loc = ()


class Verbatim(Said):
    """A text that is the same in every language: a name, a number, an address."""

    __slots__ = ()


class Name(str):
    """The name of something, such as a drawing: no text that anybody reads."""

    __slots__ = ()


class File(Name):
    """The name of a file, and the folder that it is seen from."""

    __slots__ = ("folder",)

    def __init__(self, _: str) -> None:
        self.folder = Path()

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.folder / self


class FactError(ValueError):
    """A fact that cannot be right: what is wrong with it, how to fix it, and where in its text."""

    def __init__(self, what: str, fix: str, at: str = "") -> None:
        super().__init__(f"{what} {fix}")
        self.what = what
        self.fix = fix
        self.at = at


_BULLET = re.compile(
    r"(?:[\u2022\u2023\u2043\u2219\u25aa\u25ab\u25cf\u25cb\u25e6\u25a0\u25a1\u27a2\u2713\u2714\uf0a7\uf0b7\u00b7]\s*"
    r"|[-*\u2013]\s+)(?=[^\W_]|[\"'(*\u201c\u2018])"
)
"""What stands before an item that is copied from a list: those of Word are private to its fonts."""


def _printable(text: str) -> Said:
    """Write a text in the one way that prints; what the typeface cannot print is refused.

    The line breaks that YAML's block texts bring along are folded; no-break spaces stay. A bullet
    goes: where there is a list, the handout draws its own.
    """
    text = re.sub(r"[^\S\u00a0\u2007\u202f]+", " ", text)
    text = typeface.normal(_BULLET.sub("", text, count=1) if _BULLET.match(text) else text)
    if not text.strip():
        raise FactError("There is nothing to be seen here.", "Write a text, or take the key out.")
    if strange := typeface.unprintable(text):
        raise FactError(*typeface.advice(strange), at=strange[0])
    return Said(text)


def holds(*marks: str) -> AfterValidator:
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


def like(pattern: str, most: int = MOST_IN_A_LINE) -> StringConstraints:
    """Require a pattern of a text; its field's docstring says the same in words."""
    return StringConstraints(strip_whitespace=True, max_length=most, pattern=pattern)


def _email(text: str) -> Verbatim:
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError as error:
        raise FactError(
            f'"{shown(text)}" is not an e-mail address. {error}', "Write it like name@example.com."
        ) from None
    return Verbatim(text)


def known_language(tag: str) -> str:
    """Return a language tag; refuse one that is unknown.

    Babel puts a likely region in the place of one that there is not, or not any more.
    """
    try:
        known = locale(tag).territory or ""
    except UnknownLocaleError:
        raise FactError(f'"{tag}" is no known language.', "Write one such as en-US.") from None
    language, *more = tag.split("-")
    region = next((part for part in more if part.isupper()), "")
    if region and region != known:
        such = f"{language}-{known}" if known.isalpha() else "en-US"
        raise FactError(
            f'"{tag}" names a country that there is not: {region}.',
            f'Write one such as {such}, or "{language}" alone.',
        )
    return tag


_TAG = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"
Language = Annotated[str, like(_TAG), AfterValidator(known_language)]
"""A language, perhaps with its script and its country (RFC 5646), such as es, zh-Hans or en-US."""


def printed_language(tag: str) -> str:
    """Return a language tag; refuse one whose dates cannot be printed."""
    days = "".join(written(date(2026, month, 28), tag) for month in range(1, 13))
    if strange := typeface.unprintable(days):
        what, fix = typeface.advice(strange)
        raise FactError(f'Dates in the language "{tag}" cannot be printed. {what}', fix)
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


@dataclass(frozen=True, slots=True)
class OneOf(AfterValidator):
    """Requires one of some names, and can tell which there are."""

    names: Callable[[], tuple[str, ...]]


def one_of(names: Callable[[], tuple[str, ...]], what: str) -> OneOf:
    """Require one of some names; what is wrong is said with the nearest and the list of them."""

    def check(name: str) -> Name:
        if name not in (known := names()):
            near = get_close_matches(name.lower(), known, 1)
            meant = f'Did you mean "{near[0]}"? ' if near else ""
            raise FactError(
                f'There is no {what} called "{shown(name)}".',
                f"{meant}There are: {', '.join(known)}." if known else f"There is no {what} yet.",
            )
        return Name(name)

    return OneOf(check, names)


def as_written(value: object) -> object:
    """Read a number as it is written, be it in quotes or not."""
    if isinstance(value, bool):
        raise PydanticKnownError("decimal_type")
    return getattr(value, "text", value)


def as_list(value: object) -> object:
    """Take one text for a list that holds it."""
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list | tuple):
        raise PydanticKnownError("string_type")
    return value


def or_one_text(schema: dict[str, Any]) -> None:
    """Say in the JSON Schema of a list that one text can stand there too."""
    listed = dict(schema)
    schema.clear()
    schema["anyOf"] = [listed, {"type": "string"}]


def _plain_spaces(text: Said) -> Said:
    """Write the no-break spaces of a fact as spaces: nobody means them there."""
    return Said(" ".join(text.split()))


def _unit(text: str) -> str:
    """Return what follows a number, with the space that it may begin with; '' for nothing."""
    return _printable(text) if text else text


Text = Annotated[str, _up_to(MOST_CHARACTERS), AfterValidator(_printable)]
Line = Annotated[str, _up_to(MOST_IN_A_LINE), AfterValidator(_printable)]
Heading = Annotated[str, _up_to(MOST_IN_A_HEADING), AfterValidator(_printable)]
Directions = Annotated[str, _up_to(MOST_OF_DIRECTIONS), AfterValidator(_printable)]
Phrase = Annotated[Line, AfterValidator(_plain_spaces)]
"""A word or two that say what something is, and no sentence."""
Fact = Annotated[Phrase, AfterValidator(Verbatim)]
"""A name or a number, such as those of a clinic, and not words that say something of them."""
Unit = Annotated[str, StringConstraints(max_length=20), AfterValidator(_unit)]
FileName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_IN_AN_ADDRESS),
    AfterValidator(File),
]
Brief = Annotated[str, _up_to(MOST_IN_A_BRIEF), AfterValidator(_printable)]
Number = Annotated[Decimal, BeforeValidator(as_written), WithJsonSchema({"type": "number"})]
Email = Annotated[Text, AfterValidator(_email)]
Website = Annotated[
    str,
    like(
        r"^[A-Za-z0-9.-]+\.[A-Za-z]{2,}(/[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*)?$",
        MOST_IN_AN_ADDRESS,
    ),
]
"""The characters after the host are those of RFC 3986, appendix A."""
Day = Annotated[date, Strict(), BeforeValidator(_day)]


class Part(BaseModel):
    """A part of the content: closed and immutable."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, data: object) -> object:
        """Leave out the keys that have no value; a misspelt key stays, so that it is found."""
        if not isinstance(data, dict):
            return data
        return {k: v for k, v in data.items() if v is not None or k not in cls.model_fields}
