"""Catalogs for translators: written from a content, and brought up to date with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages import Catalog

from brochures.build import folders
from brochures.build.atomic_write import publish
from brochures.content import po_file, translation
from brochures.content.loader import Loaded, read_content
from brochures.content.text_file import text as text_of
from brochures.content.yaml_reader import ContentError


@dataclass(frozen=True, slots=True)
class Updated:
    """A catalog that is up to date, and what is to be said of it."""

    language: str
    file: Path
    said: str


def update(content: Path, language: str) -> Updated:
    """Write the catalog of a content in a language, or bring it up to date, and return it.

    Raises ContentError where the content or the catalog cannot be read, or the language is none,
    and PublishError where the catalog cannot be written.
    """
    loaded = read_content(content)
    if why := _unfit(language, loaded):
        raise ContentError.whole(content, *why)
    file = translation.catalog_file(loaded, language)
    before = None
    if file.exists():
        po_file.read(file)
        before = text_of(file, po_file.MAX_BYTES)
    text = translation.catalog_text(loaded, language, before, _others(file, language))
    if text != before:
        file.parent.mkdir(parents=True, exist_ok=True)
        publish(file, text.encode("utf-8"))
    said = f"{file}: {po_file.progress(text)}."
    if language not in loaded.content.translations:
        name = file.relative_to(loaded.file.parent).as_posix()
        said += f" Name it in {content}:\n  translations: {{{language}: {name}}}"
    return Updated(language, file, said)


def _unfit(language: str, loaded: Loaded) -> tuple[str, str] | None:
    """Say why a content cannot be translated into a language, and what to do; None where it can."""
    known = loaded.content.translations
    if language == loaded.content.language:
        return f"It is in {language} already.", "Name another language, such as es."
    if language in known:
        return None
    try:
        tag = str(Locale.parse(language, sep="-")).replace("_", "-")
    except (UnknownLocaleError, ValueError):
        return f'"{language}" is no language.', "Write a tag such as es or zh-Hans."
    if tag != language or not folders.is_language(language):
        return f'"{language}" is no tag of a language.', f'Write "{tag}".'
    return None


def _others(file: Path, language: str) -> Catalog:
    """Return what the other catalogs of a language beside a file have translated."""
    known = Catalog()
    for other in sorted(file.parent.glob(f"*{language}.po")):
        if other != file and (f".{other.name}").endswith(f".{language}.po"):
            for entry in po_file.read(other):
                if entry.id and entry.string and not entry.fuzzy:
                    known[entry.id] = entry
    return known
