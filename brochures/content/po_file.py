"""Gettext catalogs as files (.po): read, begun, and brought up to date with their texts.

Translators open them in Poedit or Weblate. What they wrote is kept, with their header; a
translation whose text has changed is marked as fuzzy, which means: to be checked. Entries that
are gone stay at the end of the file, and come back with their translation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import PoFileError, denormalize, read_po, write_po

from brochures.content.text_file import text as text_of
from brochures.content.yaml_reader import ContentError, Problem

MAX_BYTES = 1_000_000
"""Largest catalog that is read: a content of the largest size, its comments and a translation."""

UNWRAPPED = 10_000
"""Babel wraps what is longer, and comments so that it does not read them back as they were."""

PREVIOUS = "| msgid "
"""Begins the comment with the text that a fuzzy translation was made of."""

GUESSED = ("python-format", "python-brace-format")
"""What Babel takes a text for that has a % or a { in it."""


@dataclass(frozen=True, slots=True)
class Message:
    """A text to be translated."""

    context: str
    """What it is for, or where it stands: no two texts have the same."""
    text: str
    about: str
    """What it is, for translators."""
    marks: bool = True
    """Whether what it holds in curly brackets has to stay, as msgfmt can check."""


def template(messages: Iterable[Message]) -> Catalog:
    """Return messages as a catalog without translations."""
    catalog = Catalog()
    for message in messages:
        about = " ".join(message.about.split())
        entry = catalog.add(message.text, context=message.context, auto_comments=[about])
        if not message.marks:
            entry.flags -= set(GUESSED)
    return catalog


def read(path: Path) -> Catalog:
    """Return the catalog in a file; an entry's `lineno` is the line of its text.

    Raises ContentError where it cannot be opened or is no catalog.
    """
    return _read(path, text_of(path, MAX_BYTES))


def _read(path: Path, text: str) -> Catalog:
    try:
        return read_po(StringIO(text), abort_invalid=True)
    except PoFileError as error:
        problem = Problem(path, error.lineno + 1, None, "", f"No catalog has this: {error}.", _FIX)
        raise ContentError(problem) from None
    except (IndexError, LookupError, ValueError) as error:  # what Babel has no message for
        raise ContentError.whole(path, f"This is no gettext catalog: {error}.", _FIX) from None


_FIX = "Open it in Poedit or another editor of catalogs, or bring it back from a copy."


def header(path: Path) -> dict[str, str]:
    """Return what the head of a catalog says; the rest of it is not looked at.

    Raises ContentError as `read` does.
    """
    head = text_of(path, MAX_BYTES).partition("\n\n")[0]
    _read(path, head)
    said = denormalize(head.partition('msgstr ""\n')[2])  # Babel keeps only the names that it knows
    pairs = (line.partition(":") for line in said.splitlines())
    return {name: value.strip() for name, _, value in pairs}


def updated(text: str, wanted: Catalog) -> str:
    """Return a catalog, as text, with the messages of a template."""
    catalog = read_po(StringIO(text))
    previous = {entry.context: _previous(entry) for entry in catalog}
    stay = {(entry.id, entry.context) for entry in wanted}
    texts = {str(entry.id) for entry in wanted}
    moved = {
        str(entry.id): entry
        for entry in catalog
        if entry.id and (entry.id, entry.context) not in stay and str(entry.id) in texts
    }
    for entry in wanted:
        if entry.id and catalog.get(entry.id, entry.context) is None:
            _bring_over(catalog, entry, previous, moved)
    catalog.update(wanted, no_fuzzy_matching=True)
    for entry in catalog:
        if entry.fuzzy and (was := previous.get(entry.context)):
            entry.previous_id = [was]
        if entry.id and (source := wanted.get(entry.id, entry.context)):
            entry.flags = {*source.flags, *({"fuzzy"} & entry.flags)}
    for key, entry in [*catalog.obsolete.items()]:
        if entry.fuzzy or not entry.string:
            del catalog.obsolete[key]
    return written(text, catalog)


def parsed(text: str) -> Catalog:
    """Return a catalog that `updated` has written; what its fuzzy entries were made of is kept."""
    catalog = read_po(StringIO(text))
    for entry in catalog:
        if was := _previous(entry):
            entry.previous_id = [was]
    return catalog


def written(text: str, catalog: Catalog) -> str:
    """Return the text of a catalog below the head of another text of it."""
    head = text.partition("\n\n")[0].rstrip("\n")
    file = BytesIO()
    write_po(file, catalog, width=UNWRAPPED, omit_header=True, include_previous=True)
    return f"{head}\n\n{file.getvalue().decode('utf-8').strip()}\n"


def _previous(entry: Entry) -> str | None:
    """Take the text that a translation was made of out of an entry's comments.

    Babel writes it, and reads it as a comment of the translator.
    """
    found = [comment for comment in entry.user_comments if comment.startswith("|")]
    entry.user_comments = [each for each in entry.user_comments if each not in found]
    return next(
        (
            denormalize(comment.removeprefix(PREVIOUS))
            for comment in found
            if comment.startswith(PREVIOUS)
        ),
        None,
    )


def _bring_over(
    catalog: Catalog,
    wanted: Entry,
    previous: dict[str | None, str | None],
    moved: dict[str, Entry],
) -> None:
    """Give a text that is new to a catalog the translation that it had, or one to be checked.

    Takes the entries that stand elsewhere now, by their texts: one of the same text has moved.
    """
    old = next((each for each in catalog if each.id and each.context == wanted.context), None)
    if old:
        catalog.delete(old.id, old.context)
    if back := catalog.obsolete.pop((str(wanted.id), str(wanted.context)), None):
        catalog[back.id] = back
    elif same := moved.get(str(wanted.id)):
        _add(catalog, wanted, same)
        previous[wanted.context] = previous.get(same.context)
    elif old and old.string and str(old.id) not in moved:
        _add(catalog, wanted, old).flags |= {"fuzzy"}
        if not old.fuzzy:
            previous[old.context] = str(old.id)


def _add(catalog: Catalog, wanted: Entry, translated: Entry) -> Entry:
    """Add an entry with the translation of another one, and return it."""
    entry = wanted.clone()
    entry.string, entry.user_comments = translated.string, translated.user_comments
    entry.flags |= translated.flags & {"fuzzy"}
    catalog[entry.id] = entry
    return entry


def progress(text: str) -> str:
    """Say how far a catalog is, as text: how many texts there are, and how many are left to do."""
    entries = [entry for entry in read_po(StringIO(text)) if entry.id]
    missing = sum(not entry.string for entry in entries)
    fuzzy = sum(entry.fuzzy for entry in entries)
    return f"{len(entries)} texts, {missing} to translate, {fuzzy} to check"
