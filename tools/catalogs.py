"""Bring the catalogs of `brochures/data/locale` up to date with the English texts.

What translators wrote is kept (`brochures.content.po_file`). Takes the tags of languages that there
are no catalogs of yet, such as it or pt-BR, and begins those. The words of the editor and of the
pages for reviewers are in the catalogs of languages that these are shown in: tags of catalogs that
there are put them in.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from babel import Locale, UnknownLocaleError

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a script, Python looks for modules beside it

from brochures.content.catalog import FOLDER
from brochures.content.crisis import WORDS as CRISIS_WORDS
from brochures.content.editor_labels import CONTEXT as EDITOR
from brochures.content.editor_labels import EditorLabels
from brochures.content.fields import Part
from brochures.content.json_schema import docstrings
from brochures.content.labels import Labels
from brochures.content.po_file import Message, progress, template, updated
from brochures.content.review_labels import CONTEXT as REVIEW
from brochures.content.review_labels import ReviewLabels
from brochures.data.files import read
from brochures.editor import speech
from brochures.formats import FORMATS

ART = ROOT / "brochures" / "render" / "templates" / "art"

PAGES: Mapping[str, Part] = {EDITOR: EditorLabels(), REVIEW: ReviewLabels()}
"""The words of pages that are shown in some languages only, by what begins their contexts."""

FORMAT_WORDS = {
    "title": "What people call this kind of handout; part of file names, too.",
    "about": "What this kind of handout is for.",
    "readers": "Who reads this kind of handout.",
}
"""Attributes of a format that are read, and what each is."""

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


def messages(pages: Collection[str] = tuple(PAGES)) -> Iterator[Message]:
    """Yield all that is to be translated, in the order in which it is best read.

    Of the words of pages, those of some pages alone can be asked for.
    """
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
    for context, words in PAGES.items():
        if context in pages:
            yield from _labels(words, context)
    if EDITOR in pages:
        yield from speech.messages()


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


def begun(tag: str) -> str:
    """Return an empty catalog as text."""
    locale = Locale.parse(tag, sep="-")
    return HEAD.format(name=locale.get_display_name("en"), locale=locale)


def pages_in(text: str) -> set[str]:
    """Return of which pages a catalog, as text, holds words."""
    return {context for context in PAGES if f'\nmsgctxt "{context}.' in text}


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
    for path in sorted(FOLDER.glob("*.po")):
        text = path.read_text("utf-8")
        pages = PAGES if path in heads else pages_in(text)
        text = updated(text, template(messages(pages)))
        path.write_text(text, "utf-8", newline="\n")
        print(f"{path.stem}: {progress(text)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
