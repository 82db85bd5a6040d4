"""Gettext catalogs: what the program itself says, in other languages than English.

A message is found by its context, which says what it is for, and its English text.
`tools/catalogs.py` brings the catalogs up to date with the English texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from brochures.content.fields import Part
from brochures.content.labels import Labels
from brochures.data import DATA
from brochures.data.scripts import of_language

FOLDER = DATA / "locale"
"""A catalog for each language, named by its tag, such as es.po or fr-CA.po."""

ENGLISH = "en"
"""The language of the messages themselves, which needs no catalog."""


def translate(language: str, context: str, english: str) -> str:
    """Return a text in a language, or else in the language without its region, or in English."""
    found = (_messages(tag).get((context, english)) for tag in _tags(language))
    return next(filter(None, found), english)


def has_catalog(language: str) -> bool:
    """Return whether there are messages in a language, or in the language without its region."""
    return not languages_of(language).isdisjoint(languages())


def languages_of(language: str) -> set[str]:
    """Return the tags under which a language may be known, such as zh-Hant and zh for zh-TW."""
    return set(_tags(language))


@cache
def _tags(language: str) -> tuple[str, ...]:
    """Return the tags of a language from the closest on: with its script, without its region."""
    parts = language.split("-")
    script = of_language(language)
    written = f"{parts[0]}-{script}"
    tags = ["-".join(parts[:number]) for number in range(len(parts), 0, -1)]
    return tuple(dict.fromkeys([*tags[:-1], written, parts[0]]))


@cache
def languages() -> tuple[str, ...]:
    """Return the tags of the languages that there are catalogs of, after English."""
    return ENGLISH, *sorted(path.stem for path in FOLDER.glob("*.po"))


def labels_for(language: str) -> dict[str, Any]:
    """Return all `Labels` in a language as data: what a content leaves out."""
    return part_for(Labels(), language, "labels")


def part_for(part: Part, language: str, context: str) -> dict[str, Any]:
    """Return the texts of a part in a language as data; `context` is where the part stands."""
    return {
        name: _value(getattr(part, name), language, f"{context}.{name}")
        for name in type(part).model_fields
    }


def _value(value: object, language: str, context: str) -> object:
    if isinstance(value, Part):
        return part_for(value, language, context)
    if isinstance(value, tuple):
        return [_value(each, language, f"{context}.{index}") for index, each in enumerate(value)]
    return translate(language, context, str(value))


def part_is_in(part: Part, language: str, context: str) -> bool:
    """Say whether a language has all texts of a part, which holds nothing but texts."""
    texts = {(f"{context}.{name}", getattr(part, name)) for name in type(part).model_fields}
    return all_are_in(language, texts)


def all_are_in(language: str, texts: set[tuple[str, str]]) -> bool:
    """Say whether a language has all of some texts, each of which is a context and its English."""
    known = {message for tag in _tags(language) for message in _messages(tag)}
    return ENGLISH in _tags(language) or texts <= known


Words = TypeVar("Words", bound=Part)


def spoken(english: Words, language: str, context: str) -> tuple[str, Words]:
    """Return the words of a page in a language, and that language.

    They stay English where a catalog does not have all of them: no page speaks two languages.
    """
    if not part_is_in(english, language, context):
        return ENGLISH, english
    return language, type(english).model_validate(part_for(english, language, context))


@cache
def _messages(tag: str) -> Mapping[tuple[str, str], str]:
    """Return what a catalog has translated for good, by context and English text."""
    if tag not in languages()[1:]:
        return {}
    from babel.messages.pofile import read_po

    with (FOLDER / f"{tag}.po").open("rb") as file:
        catalog = read_po(file)
    return {
        (str(message.context), str(message.id)): str(message.string)
        for message in catalog
        if message.id and message.string and not message.fuzzy
    }
