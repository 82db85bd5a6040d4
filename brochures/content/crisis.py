"""The crisis line: the country's own, and the clinic's words laid over it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Annotated, Any

from pydantic import ConfigDict, model_validator

from brochures.content.catalog import translate
from brochures.content.fields import FactError, Heading, Part, Said, Text, Website, holds, like
from brochures.content.yaml_errors import shown
from brochures.data import DATA
from brochures.data.files import read

LINES = DATA / "crisis_lines.yaml"

WORDS = DATA / "crisis_words.yaml"

_ALWAYS = "always"

CrisisNumber = Annotated[str, like("^[+]?[0-9]+([ \u00a0-][0-9]+)*$")]


@dataclass(frozen=True, slots=True)
class CountryLine:
    """A country's crisis line, as our list knows it. It answers day and night."""

    name: str
    number: str
    website: str
    texts: bool
    """Whether the number takes text messages."""
    chat: bool
    """Whether its website has a chat."""
    languages: tuple[str, ...]
    sources: tuple[str, ...]
    checked: date


class CrisisLine(Part):
    """The crisis line as it is printed."""

    title: Heading
    call: Annotated[Text, holds("{number}")]
    chat: Annotated[Text, holds("{website}")] | None = None
    """How to chat, or where to read more; None if there is no website."""
    number: CrisisNumber
    website: Website | None = None
    for_clinicians: Text

    @property
    def uri(self) -> str:
        """The number as a link that dials within the country, such as tel:116123."""
        return f"tel:{re.sub(r'[^0-9+]', '', self.number)}"


def _or_always(schema: dict[str, Any]) -> None:
    """Say in the JSON Schema that `always` can stand alone."""
    schema["type"] = ["object", "string"]
    schema["pattern"] = f"^{_ALWAYS}$"


class CrisisWords(Part):
    """What is other than usual about the crisis line.

    It stands wherever the words speak of taking one's life. `always` alone prints it in any case.
    """

    model_config = ConfigDict(json_schema_extra=_or_always)

    always: bool = False
    """true if it is to stand on every handout, whatever its words say."""
    title: Heading | None = None
    """The heading over the crisis line, for patients."""
    call: Annotated[Text, holds("{number}")] | None = None
    """Must contain {number}, such as "Call or text {number}, day or night."."""
    chat: Annotated[Text, holds("{website}")] | None = None
    """Must contain {website}, such as "Chat at {website}."."""
    number: CrisisNumber | None = None
    """Digits, with spaces or hyphens between them, in quotes, such as "116 123"."""
    website: Website | None = None
    """Without https://, such as samaritans.org."""
    for_clinicians: Text | None = None
    """Its title on the page for physicians."""

    @model_validator(mode="before")
    @classmethod
    def _always_alone(cls, data: object) -> object:
        if isinstance(data, str) and data.strip() == _ALWAYS:
            return {_ALWAYS: True}
        if isinstance(data, bool):
            data = "yes" if data else "no"
        if isinstance(data, str):
            raise FactError(
                f'"{shown(data)}" cannot stand here.',
                'Write "always", if the crisis line is to stand on every handout. Without this'
                " line it stands wherever the words speak of taking one's life.",
            )
        return data


def line_for(country: str, language: str, words: CrisisWords | None = None) -> CrisisLine | None:
    """Return the crisis line of a country, with a clinic's own words in place of the usual ones.

    None if there is no number: our list has none for the country, and the clinic gives none.
    """
    own = words or CrisisWords()
    known = country_lines().get(country)
    number = own.number or (known.number if known else None)
    website = own.website or (known.website if known else None)
    if number is None:
        return None
    say = partial(_sentence, language)
    line = CrisisLine(
        title=own.title or say("title"),
        call=own.call or say(_call(known, number)),
        chat=(own.chat or say(_chat(known, website))) if website else None,
        number=number,
        website=website,
        for_clinicians=own.for_clinicians or say("for-clinicians"),
    )
    for name in type(line).model_fields:
        given, printed = getattr(own, name), getattr(line, name)
        if isinstance(given, Said) and isinstance(printed, Said):
            printed.loc = given.loc
    return line


def _sentence(language: str, name: str) -> str:
    """Return one of our sentences around a crisis line."""
    return translate(language, f"crisis.{name}", read(WORDS)[name]["text"])


def _call(known: CountryLine | None, number: str) -> str:
    """Return which sentence says how to reach a number; of one not in our list little is known."""
    if known is None or _digits(number) != _digits(known.number):
        return "call-only"
    return "call-or-text" if known.texts else "call"


def _chat(known: CountryLine | None, website: str) -> str:
    chats = known is not None and known.chat and website == known.website
    return "chat" if chats else "more"


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


@cache
def country_lines() -> Mapping[str, CountryLine]:
    """Return the crisis lines of our list, by country."""
    found: dict[str, CountryLine] = {}
    for country, facts in read(LINES).items():
        line = CountryLine(
            facts["name"],
            facts["number"],
            facts["website"],
            facts["texts"],
            facts["chat"],
            tuple(facts["languages"]),
            tuple(facts["sources"]),
            facts["checked"],
        )
        found.update(dict.fromkeys((country, *facts.get("also_in", ())), line))
    return found
