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
from brochures.formats.model import Format, for_right_to_left

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
    texts = {(each.context, each.text) for each in messages()}
    return page if all_are_in(language, texts) else ENGLISH


@cache
def speech(language: str) -> Speech:
    """Return the words of a form for a content in a language: in that, or else in English."""
    language = spoken(language)
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


def panel(place: str, language: str) -> str:
    """Return in words where a panel is; `place` is that in English."""
    return translate(spoken(language), _panel(place), place)


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
    """Yield all words of the form's parts, from the schema; a text as often as it is there."""
    every = list(_places(whole(None), "", frozenset()))
    for where, key, _, _ in every:
        if key:
            context = f"form.label.{key}"
            yield context, words.label(key), "Names a part of the form or a field: {}.", where
    for where, _, wanted, other in every:
        if (english := words.help_text(wanted.description)) and not other:
            yield f"form.help.{where}", english, "Says in the form what belongs into {}.", where
    for where, key, wanted, _ in every:
        if any(_is_list(option) for option in wanted.options) and key:
            about = "Names an item of the list {}, before its number."
            yield f"form.item.{key}", words.item_label(key), about, where
    for where, key, wanted, _ in every:
        if where == f"{SECTION}.{key}" and key in KINDS:
            english = words.first_clause(wanted.description)
            yield f"form.body.{key}", english, "A choice: what a section holds.", where
    for where, _, wanted, _ in every:
        for option in wanted.options:
            for name in wanted.choices(option) if option["type"] == "string" else ():
                about = "A choice, such as the name of a picture: {}."
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
