"""Bring the catalogs of `brochures/data/locale` up to date with the English texts.

What is translated is kept; a translation whose English text has changed is marked as fuzzy, which
means: to be checked, and not used until then. Messages that are gone stay at the end of the file,
and come back with their translation. Takes the tags of languages that there are no catalogs of yet,
such as it or pt-BR, and begins those.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import denormalize, read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a script, Python looks for modules beside it

from brochures.content.catalog import FOLDER
from brochures.content.crisis import WORDS as CRISIS_WORDS
from brochures.content.fields import Part
from brochures.content.json_schema import docstrings
from brochures.content.labels import Labels
from brochures.data.files import read
from brochures.formats import FORMATS

ART = ROOT / "brochures" / "render" / "templates" / "art"

FORMAT_WORDS = {
    "title": "What people call this kind of handout; part of file names, too.",
    "about": "What this kind of handout is for.",
    "readers": "Who reads this kind of handout.",
}
"""Attributes of a format that are read, and what each is."""

UNWRAPPED = 10_000
"""Babel wraps what is longer, and comments so that it does not read them back as they were."""

PREVIOUS = "| msgid "
"""Begins the comment with the English text that a fuzzy translation was made of."""

HEAD = """\
# The small words around a clinic's texts: {name}.
msgid ""
msgstr ""
"Project-Id-Version: brochures\\n"
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""
"""The first entry of a new catalog. That of an older one stays as translators left it."""


@dataclass(frozen=True, slots=True)
class Message:
    """A text to be translated."""

    context: str
    english: str
    about: str
    """What it is, for translators."""


def messages() -> Iterator[Message]:
    """Yield all that is to be translated, in the order in which it is best read."""
    yield from _labels(Labels(), "labels")
    for name, made in FORMATS.items():
        for word, about in FORMAT_WORDS.items():
            if english := getattr(made, word, ""):
                yield Message(f"format.{name}.{word}", english, about)
    for name, words in read(CRISIS_WORDS).items():
        yield Message(f"crisis.{name}", words["text"], words["about"])
    for path in sorted(each for each in ART.iterdir() if each.is_file()):
        for english in re.findall(r'\{\{\s*_\("([^"]+)"\)', path.read_text("utf-8")):
            yield Message(
                f"art.{path.stem}", english, "What a drawing shows, for people who cannot see it."
            )


def _labels(part: Part, context: str) -> Iterator[Message]:
    said = dict(docstrings(type(part)))
    for name in type(part).model_fields:
        value, place = getattr(part, name), f"{context}.{name}"
        if isinstance(value, Part):
            yield from _labels(value, place)
        elif isinstance(value, tuple):
            for index, each in enumerate(value):
                yield Message(f"{place}.{index}", each, said[name])
        else:
            yield Message(place, value, said[name])


def template(found: Iterator[Message]) -> Catalog:
    """Return messages as a catalog without translations."""
    catalog = Catalog()
    for message in found:
        about = " ".join(message.about.split())
        catalog.add(message.english, context=message.context, auto_comments=[about])
    return catalog


def begun(tag: str) -> str:
    """Return an empty catalog as text."""
    locale = Locale.parse(tag, sep="-")
    return HEAD.format(name=locale.get_display_name("en"), locale=locale)


def updated(text: str, wanted: Catalog) -> str:
    """Return a catalog, as text, with the messages of a template."""
    head = text.partition("\n\n")[0].rstrip("\n")
    catalog = read_po(StringIO(text))
    previous = {entry.context: _previous(entry) for entry in catalog}
    for entry in wanted:
        if entry.id and catalog.get(entry.id, entry.context) is None:
            _bring_over(catalog, entry, previous)
    catalog.update(wanted, no_fuzzy_matching=True)
    for entry in catalog:
        if entry.fuzzy and (was := previous.get(entry.context)):
            entry.previous_id = [was]
    for key, entry in [*catalog.obsolete.items()]:
        if entry.fuzzy or not entry.string:
            del catalog.obsolete[key]
    file = BytesIO()
    write_po(file, catalog, width=UNWRAPPED, omit_header=True, include_previous=True)
    return f"{head}\n\n{file.getvalue().decode('utf-8').strip()}\n"


def _previous(entry: Entry) -> str | None:
    """Take the English text that a translation was made of out of an entry's comments.

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


def _bring_over(catalog: Catalog, wanted: Entry, previous: dict[str | None, str | None]) -> None:
    """Give a text that is new to a catalog the translation that it had, or one to be checked."""
    old = next((each for each in catalog if each.id and each.context == wanted.context), None)
    if old:
        catalog.delete(old.id, old.context)
    if back := catalog.obsolete.pop((str(wanted.id), str(wanted.context)), None):
        catalog[back.id] = back
    elif old and old.string:
        entry = wanted.clone()
        entry.string, entry.user_comments = old.string, old.user_comments
        entry.flags |= {"fuzzy"}
        catalog[entry.id] = entry
        if not old.fuzzy:
            previous[old.context] = str(old.id)


def main(new: list[str]) -> int:
    """Rewrite every catalog, begin new ones, and say how far each is."""
    try:
        heads = {FOLDER / f"{tag}.po": begun(tag) for tag in new}
    except (ValueError, UnknownLocaleError) as error:
        print(f"{error}. Write the tag of a language, such as it or pt-BR.", file=sys.stderr)
        return 2
    for path, head in heads.items():
        if not path.exists():
            path.write_text(head, "utf-8", newline="\n")
    wanted = template(messages())
    for path in sorted(FOLDER.glob("*.po")):
        text = updated(path.read_text("utf-8"), wanted)
        path.write_text(text, "utf-8", newline="\n")
        entries = [entry for entry in read_po(StringIO(text)) if entry.id]
        missing = sum(not entry.string for entry in entries)
        fuzzy = sum(entry.fuzzy for entry in entries)
        print(f"{path.stem}: {len(entries)} texts, {missing} to translate, {fuzzy} to check")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
