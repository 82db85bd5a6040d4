"""The words of a form in other languages than English: those of `words.py`, from the catalogs.

`messages` says which there are. The labels of what a content may override of the small words
(`OWN_WORDS`) are not among them: no form shows them unless a clinic has written such words, so
that they stay in English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from brochures.content.blocks import KINDS
from brochures.content.catalog import ENGLISH, all_are_in, translate
from brochures.content.editor_labels import editor_labels
from brochures.content.json_schema import Schema, docstrings
from brochures.content.labels import DeskLabels
from brochures.content.po_file import Message
from brochures.editor import words
from brochures.editor.wanted import SECTION, Wanted, other_names, part_of, whole
from brochures.editor.words import FormWords
from brochures.formats import FORMATS
from brochures.formats.model import Format, Panel, for_right_to_left

OWN_WORDS = frozenset({"Labels", "Links", "Papers", "DeskLabels", "PrintSteps", "Mail"})
"""Parts with the words that come with the program, which a content may override."""

_LIST = "[]"
"""Ends the places of what a list holds, where translators are told of them."""


@dataclass(frozen=True, slots=True)
class Speech:
    """The words of a form in one language."""

    language: str
    texts: Mapping[str, str]
    """By their contexts."""
    helps: Mapping[str, str]
    """Help texts by what they are in English."""
    own: FormWords

    def label(self, key: str, part: str) -> str:
        """Return what a key of a part is called."""
        known = None if part in OWN_WORDS else self.texts.get(f"form.label.{key}")
        return known or words.label(key)

    def item_label(self, key: str) -> str:
        """Return what an item below a key is called."""
        return self.texts.get(f"form.item.{key}") or words.item_label(key)

    def choice(self, name: str) -> str:
        """Return what one of several names is called."""
        return self.texts.get(f"form.choice.{name}") or words.choice(name)

    def body(self, kind: str, description: str) -> str:
        """Return what a kind of body is called."""
        return self.texts.get(f"form.body.{kind}") or words.first_clause(description)

    def help_text(self, description: str) -> str:
        """Return what the schema says of a key, as those who fill in a form need it."""
        text = words.help_text(description)
        return self.helps.get(text, text)


@cache
def spoken(language: str) -> str:
    """Return the language that both the editor's page and its form speak for a content in one.

    That is English where a catalog does not have all words of both.
    """
    page, _ = editor_labels(language)
    if page != ENGLISH and all_are_in(page, {(each.context, each.text) for each in messages()}):
        return page
    return ENGLISH


def speech(language: str) -> Speech:
    """Return the words of a form for a content in a language: in that, or else in English."""
    return _speech(spoken(language))


@cache
def _speech(language: str) -> Speech:
    every = list(messages())
    texts = {each.context: translate(language, each.context, each.text) for each in every}
    return Speech(
        language,
        texts,
        {each.text: texts[each.context] for each in every if each.context.startswith("form.help.")},
        FormWords(**{name: texts[f"form.word.{name}"] for name in FormWords.model_fields}),
    )


# Handouts


def title(made: Format, language: str) -> str:
    """Return what people call a kind of handout."""
    return translate(spoken(language), f"format.{made.name}.title", made.title)


def page_name(made: Format, number: int, language: str) -> str:
    """Return what a page of a handout is called, the first one being number 1."""
    english = DeskLabels().picture
    name = translate(spoken(language), "labels.desk.picture", english)
    return name.format(name=title(made, language), page=number)


def place_of(panel: Panel, language: str) -> str:
    """Return in words where a panel is."""
    return translate(spoken(language), _panel(panel.place), panel.place)


def _panel(place: str) -> str:
    """Return the context of a panel's place, such as panel.inside-left."""
    return f"panel.{place.replace(',', '').replace(' ', '-')}"


# What there is to be translated


def messages() -> Iterator[Message]:
    """Yield the words of the form, and of the panels beside it; each text of help once."""
    for name, about in docstrings(FormWords):
        yield Message(f"form.word.{name}", FormWords.model_fields[name].default, about)
    found: dict[str, tuple[str, str, list[str]]] = {}
    for context, english, about, where in _of_form():
        key = english if context.startswith("form.help.") else context
        found.setdefault(key, (context, english, [about]))[2].append(where)
    for context, english, (about, *places) in found.values():
        yield Message(context, english, about.format(", ".join(dict.fromkeys(places))), marks=False)
    made = [each for one in FORMATS.values() for each in (one, for_right_to_left(one))]
    for place in dict.fromkeys(each.place for one in made for each in one.panels):
        yield Message(_panel(place), place, "Where a panel of a handout is, in words.")


_Found = tuple[str, str, str, str]
"""A context, an English text, what it is, and where it stands."""


def _of_form() -> Iterator[_Found]:
    """Yield all words of the form's parts, as the schema has them: a text as often as it is there.

    What belongs to a place stands together, as translators read it best.
    """
    for where, key, wanted, is_other_name in _places(whole(None), "", frozenset()):
        if key:
            about = "Names a part of the form or a field: {}."
            yield f"form.label.{key}", words.label(key), about, where
        if (english := words.help_text(wanted.description)) and not is_other_name:
            yield f"form.help.{where}", english, "Says in the form what belongs into {}.", where
        if key in KINDS and where == f"{SECTION}.{key}":
            english = words.first_clause(wanted.description)
            yield f"form.body.{key}", english, "A choice: what a section holds.", where
        for option in wanted.options:
            yield from _of_option(where, key, wanted, option)


def _of_option(where: str, key: str, wanted: Wanted, option: Schema) -> Iterator[_Found]:
    """Yield what an item of a list is called, and texts to choose from."""
    if _is_list(option) and key:
        about = "Names an item of the list {}, before its number."
        yield f"form.item.{key}", words.item_label(key), about, where
    for name in wanted.choices(option) if option["type"] == "string" else ():
        about = "One of the choices of {}."
        yield f"form.choice.{name}", words.choice(name), about, where


def _places(
    wanted: Wanted, where: str, around: frozenset[str], key: str = "", *, other: bool = False
) -> Iterator[tuple[str, str, Wanted, bool]]:
    """Yield what belongs at a place and below it: with its part and key, and its key alone.

    What a list holds has no key. The last says whether its key is only another name of a key.
    """
    if where:
        yield where, key, wanted, other
    for option in wanted.options:
        if _is_list(option):
            yield from _places(wanted.item(option), f"{where}{_LIST}", around)
        elif "properties" in option and (part := part_of(option)) not in {*around, *OWN_WORDS}:
            others = other_names(part)
            for name, each in wanted.keys(option, None).items():
                here = f"{part}.{name}"
                yield from _places(each, here, around | {part}, name, other=name in others)


def _is_list(option: Schema) -> bool:
    return option["type"] == "array" or "patternProperties" in option
