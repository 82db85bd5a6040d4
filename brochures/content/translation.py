"""Translations: the texts of a content for translators, and the content with their texts in it.

A translator works on a gettext catalog (.po). An entry's context is the place of its text in the
content; facts, which are the same in every language, have no entry. The header names the qualified
translator who reviewed the whole (45 CFR 92.201): X-Reviewed-By, and the day, X-Reviewed-On.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages import Catalog
from babel.messages.catalog import Message as Entry
from pydantic import RootModel, ValidationError

from brochures.content.fields import MOST_CHARACTERS, TRANSLATOR, Loc, Part, Said, Verbatim
from brochures.content.json_schema import docstrings
from brochures.content.loader import Loaded, faults
from brochures.content.model import Content, texts
from brochures.content.po_file import Message, header, read, template, updated
from brochures.content.problems import problems_of, wanted
from brochures.content.yaml_reader import ContentError, Data, Place, Problem, Source, dotted

FOLDER = "translations"
"""Where catalogs lie, beside the content, unless it says otherwise."""

MAIN = "content"
"""A content file of this name has catalogs that are named by their language alone."""

SPOKEN = ("clinic", "brand", "crisis", "topic", "labels")
"""The parts of a content whose texts are translated."""

WORDS = 4
"""Of a text that no two languages say alike."""

FOR_PHYSICIANS = frozenset({"for_clinicians", "medical", "medical_short", "referral"})

HEAD = """\
# {name}: the texts of {content}.
# Once a qualified translator has read all of it, put a name and the day behind X-Reviewed-By and
# X-Reviewed-On, such as 2026-01-31: until then, drafts are all that is made of it.
msgid ""
msgstr ""
"Project-Id-Version: {content}\\n"
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"X-Reviewed-By: \\n"
"X-Reviewed-On: \\n"
"""


@dataclass(frozen=True, slots=True)
class Translation:
    """A catalog of a content: who reviewed it, and what is still to be done."""

    language: str
    file: Path
    reviewer: str
    """Who reviewed it; '' where nobody is named."""
    unfinished: tuple[Problem, ...] = ()
    """What keeps it from being published once somebody is named."""


# For translators


def messages(loaded: Loaded) -> Iterator[Message]:
    """Yield the texts of a content that are translated, in the order in which they are printed."""
    for loc, text in _texts(loaded):
        yield Message(dotted(loc), text, _about(loaded.content, loc, text), marks=loc[0] != "topic")


def catalog_file(loaded: Loaded, language: str) -> Path:
    """Return the file of a content's catalog, be it there or not."""
    if named := loaded.content.translations.get(language):
        return loaded.file.parent / named
    stem = "" if loaded.file.stem == MAIN else f"{loaded.file.stem}."
    return loaded.file.parent / FOLDER / f"{stem}{language}.po"


def catalog_text(loaded: Loaded, language: str, text: str | None, known: Catalog) -> str:
    """Return a content's catalog with today's texts.

    Takes the catalog as it is, or None for a new one, and one with translations that are used for
    the same texts in the same places: an edition has those of the clinic from another file.
    """
    if text is None:
        locale = Locale.parse(language, sep="-")
        name = locale.get_display_name("en")
        text = HEAD.format(name=name, content=loaded.file.name, locale=locale)
    asked = template(messages(loaded))
    for entry in asked:
        same = known.get(entry.id, entry.context) if entry.id else None
        if same and not same.fuzzy:
            entry.string = same.string
    return updated(text, asked)


def _texts(loaded: Loaded) -> Iterator[tuple[Loc, Said]]:
    """Yield the texts that are translated, and where each stands: those that the files hold."""
    for name in SPOKEN:
        for loc, text in texts(getattr(loaded.content, name), (name,)):
            if not isinstance(text, Verbatim) and _is_written(loaded.data, loc):
                yield loc, text


def _is_written(data: Data, loc: Loc) -> bool:
    """Say whether a text stands in the data: as it is, or as one of the lines of a text."""
    for step in loc:
        if isinstance(data, str) and isinstance(step, int):
            return True
        if isinstance(data, dict):
            data = data.get(str(step))
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return False
    return data is not None


def _about(content: Content, loc: Loc, text: str) -> str:
    """Say to a translator where a text stands, for whom it is, and how long it may be."""
    part: object = content
    said = ""
    for step in loc:
        if isinstance(part, Part):
            said = _docstrings(type(part)).get(str(step), said)
        part = _below(part, step)
    section = loc[:2] == ("topic", "sections") and content.topic.sections.get(str(loc[2]))
    where = f'Section "{section.title}": ' if section else ""
    if FOR_PHYSICIANS.isdisjoint(loc):
        reader = "For patients: short sentences and everyday words."
    else:
        reader = "For physicians."
    most = wanted(loc).get("maxLength", MOST_CHARACTERS)
    length = f"{most} letters at most" if most < MOST_CHARACTERS else f"About {len(text)} letters"
    return f"{where}{said} {reader} {length}."


@cache
def _docstrings(part: type[Part]) -> Mapping[str, str]:
    return dict(docstrings(part))


# With their texts


def waiting(loaded: Loaded, language: str) -> Translation | None:
    """Return a translation that nobody has begun or reviewed; None where somebody has.

    Raises ContentError where its catalog cannot be read.
    """
    path = catalog_file(loaded, language)
    if not path.exists():
        return Translation(language, path, "")
    reviewer, _ = _review(header(path))
    return None if reviewer else Translation(language, path, "")


def _review(said: Mapping[str, str]) -> tuple[str, str]:
    """Return who reviewed a catalog, and on which day, as its header says."""
    return said.get("X-Reviewed-By", "").strip(), said.get("X-Reviewed-On", "").strip()


def translated(loaded: Loaded, language: str, today: date) -> tuple[Loaded, Translation]:
    """Return a content in another language, and what is known of its translation.

    What is not translated stays as it is, but for labels: those are there in many languages. Raises
    ContentError where the catalog cannot be read, or holds what a content may not say.
    """
    path = catalog_file(loaded, language)
    catalog = read(path)
    reviewer, day = _review(header(path))
    entries = {entry.context: entry for entry in catalog if entry.id}
    data = deepcopy(loaded.data)
    places = dict(loaded.places)
    unfinished = [*_undated(path, reviewer, day, today)]
    for loc, text in _texts(loaded):
        entry = entries.get(dotted(loc))
        if (why := _unfinished(text, entry)) and not _for_physicians_alone(loc):
            unfinished.append(_problem(loaded, path, loc, entry, *why))
        if entry and entry.string:
            _put(data, loc, str(entry.string), loaded.content)
            places[loc] = _place(path, entry)
        elif loc[0] == "labels":
            _put(data, loc, None, loaded.content)
    if not isinstance(data, dict):  # it has been read as a content
        raise TypeError
    data |= {"language": language, "translations": None, "editions": None, TRANSLATOR: reviewer}
    source = Source(path, "", data, places)
    try:
        content = Content.model_validate(data)
    except ValidationError as error:
        raise ContentError.listed(problems_of(source, error)) from None
    for loc, file in content.files():
        file.folder = loaded.place(loc).file.parent
    made = Loaded(content, (*loaded.files, path), places, data)
    made.require(faults(content))
    return made, Translation(language, path, reviewer, tuple(unfinished))


def _undated(path: Path, reviewer: str, day: str, today: date) -> Iterator[Problem]:
    """Yield what is wrong with the day of a review."""
    if not reviewer:
        return
    fix = "Write the day on which it was reviewed into its header, such as 2026-01-31."
    try:
        reviewed = date.fromisoformat(day)
    except ValueError:
        what = f'X-Reviewed-On is no date: "{day}".' if day else "X-Reviewed-On is empty."
        yield Problem(path, None, None, "", what, fix)
    else:
        if reviewed.toordinal() > today.toordinal() + 1:
            what = f"X-Reviewed-On is still to come: {reviewed}."
            yield Problem(path, None, None, "", what, fix)


def _is_sentence(text: str) -> bool:
    """Return whether a text has words enough that no two languages say it alike."""
    return len(re.findall(r"\b[^\W\d_]{2,}\b", text)) >= WORDS and not text.istitle()


def _for_physicians_alone(loc: Loc) -> bool:
    """Return whether no patient reads a text: a translation can do without it."""
    return "for_clinicians" in loc or loc[:2] == ("topic", "referral")


def _unfinished(text: str, entry: Entry | None) -> tuple[str, str] | None:
    """Say what is still to be done with a text, and how; None where nothing is."""
    update = "Run `brochures translate`"
    if entry is None:
        return "The catalog does not have this text.", f"{update}, then translate it."
    if not entry.string:
        return "This is not translated.", "Translate it."
    if entry.string == entry.id and _is_sentence(text):
        return "The translation is the same as the original.", "Translate it."
    if entry.id != text:
        return "The text has changed since it was translated.", f"{update}, then check it."
    if entry.fuzzy:
        fix = "Check it, and take the word fuzzy out."
        return "This translation is marked as fuzzy: nobody has checked it.", fix
    return None


def _problem(
    loaded: Loaded, path: Path, loc: Loc, entry: Entry | None, what: str, fix: str
) -> Problem:
    """Return what is to be done with a text: in its catalog, or else at its source."""
    if entry is None:
        return loaded.problem(loc, what, fix)
    return Problem(path, entry.lineno, None, dotted(loc), what, fix)


def _place(path: Path, entry: Entry) -> Place:
    line = entry.lineno or 1
    return Place(path, line, line, 1, str(entry.string))


def _put(data: Data, loc: Loc, text: str | None, content: Content) -> None:
    """Put a text into data in place of another one; None takes that out."""
    here: Any = data
    shown: object = content
    for step, after in pairwise(loc):
        shown = _below(shown, step)
        if isinstance(here[step], str) and isinstance(after, int):  # a text, read as a list
            here[step] = [str(each) for _, each in texts(shown, ())]
        here = here[step]
    here[loc[-1]] = text


def _below(part: object, step: str | int) -> object:
    """Return what stands in a part of a content, below a key or an index."""
    match part:
        case Part():
            part = getattr(part, str(step))
        case dict():
            part = part[step]
        case tuple():
            part = part[int(step)]
    return part.root if isinstance(part, RootModel) else part
