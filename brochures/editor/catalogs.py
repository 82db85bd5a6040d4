"""The translations of a content in the editor: what each says beside its source, and its changes.

A catalog is a gettext file (`content/po_file.py`), which is written whole at each change. Its own
editors, such as Poedit, may work on it as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.catalog import Message as Entry

from brochures.build import translate
from brochures.build.atomic_write import publish
from brochures.content import po_file, translation
from brochures.content.catalog import languages
from brochures.content.edits import AGAIN, EditError
from brochures.content.loader import Loaded
from brochures.content.locales import listed_name
from brochures.content.text_file import text as text_of
from brochures.editor.document import INSTEAD, Document, Edit


class Elsewhere(Exception):
    """A catalog was changed by another program since it was shown."""


def listed(loaded: Loaded) -> list[dict[str, Any]]:
    """Return what a content is translated into, and how far each translation is.

    Raises ContentError where a catalog cannot be read.
    """
    return [_listed(loaded, language) for language in loaded.content.translations]


def _listed(loaded: Loaded, language: str) -> dict[str, Any]:
    file = translation.catalog_file(loaded, language)
    texts = list(_texts(loaded, language)) if file.is_file() else []
    return {
        "language": language,
        "name": listed_name(language),
        "file": _name(loaded, language),
        "reviewer": _header(file).get("X-Reviewed-By", ""),
        "done": sum(each["state"] == "done" for each in texts),
        "all": len(texts) or sum(1 for _ in translation.messages(loaded)),
    }


def others(loaded: Loaded) -> list[list[str]]:
    """Return the languages that the program knows and a content is not translated into."""
    there = {loaded.content.language, *loaded.content.translations}
    known = [tag for tag in languages() if tag not in there]
    return [
        [tag, listed_name(tag)] for tag in known if tag != loaded.content.language.split("-")[0]
    ]


def begin(document: Document, loaded: Loaded, language: str) -> None:
    """Begin a catalog, or bring one up to date; name it in the content, which is not saved then.

    Raises ContentError where it cannot be translated into a language, and PublishError where the
    catalog cannot be written.
    """
    translate.update(document.file, language)
    if language in loaded.content.translations:
        return
    name = _name(loaded, language)
    data = document.words.data
    there = isinstance(data, dict) and isinstance(data.get("translations"), dict)
    edit = Edit(do="set", path=("translations", language), value=name)
    whole = Edit(do="set", path=("translations",), value={language: name})
    document.edit([edit if there else whole])


def shown(loaded: Loaded, language: str) -> dict[str, Any]:
    """Return a catalog as JSON can hold it: each text of the content, beside its translation.

    Raises ContentError where it cannot be read, and EditError where there is none.
    """
    file = _existing(loaded, language)
    header = _header(file)
    return {
        "language": language,
        "name": listed_name(language),
        "file": _name(loaded, language),
        "revision": _revision(file),
        "reviewer": header.get("X-Reviewed-By", ""),
        "day": header.get("X-Reviewed-On", ""),
        "texts": list(_texts(loaded, language)),
    }


def change(loaded: Loaded, language: str, revision: str, texts: Mapping[str, str]) -> None:
    """Write translations of texts, by their places, into a catalog.

    A text that is written is done; an empty one is still to be translated. Raises Elsewhere where
    the catalog is not the one of that revision any more, EditError where the content has no such
    text, ContentError where the catalog cannot be read, and PublishError where it cannot be
    written.
    """
    file = _existing(loaded, language)
    if _revision(file) != revision:
        raise Elsewhere
    asked = {message.context: message for message in translation.messages(loaded)}
    if unknown := [path for path in texts if path not in asked]:
        raise EditError(f"There is no {unknown[0]} to be translated.", AGAIN)
    known = Catalog()
    text = translation.catalog_text(loaded, language, text_of(file, po_file.MAX_BYTES), known)
    catalog = po_file.parsed(text)
    for path, translated in texts.items():
        entry = catalog.get(asked[path].text, path)
        if entry is None:
            raise TypeError  # it has just been put in
        entry.string = translated.strip()
        entry.flags.discard("fuzzy")
        entry.previous_id = []
    publish(file, po_file.written(text, catalog).encode("utf-8"), instead=INSTEAD)


def _texts(loaded: Loaded, language: str) -> Iterator[dict[str, Any]]:
    """Yield each text of the content, with its translation and what is to be done with it."""
    catalog = po_file.read(translation.catalog_file(loaded, language))
    entries = {entry.context: entry for entry in catalog if entry.id}
    for message in translation.messages(loaded):
        entry = entries.get(message.context)
        yield {
            "path": message.context,
            "note": " ".join(message.about.split()),
            "source": message.text,
            "text": str(entry.string) if entry else "",
            "state": _state(entry, message.text),
        }


def _state(entry: Entry | None, source: str) -> str:
    if entry is None or not entry.string:
        return "open"
    return "check" if entry.fuzzy or entry.id != source else "done"


def _existing(loaded: Loaded, language: str) -> Path:
    if language not in loaded.content.translations:
        raise EditError(f"There is no translation into {language}.", AGAIN)
    return translation.catalog_file(loaded, language)


def _name(loaded: Loaded, language: str) -> str:
    file = translation.catalog_file(loaded, language)
    return file.relative_to(loaded.file.parent).as_posix()


def _header(file: Path) -> dict[str, str]:
    return po_file.header(file) if file.is_file() else {}


def _revision(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
