"""In which language words are: our own handouts in all their languages, each judged as each."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polib
import pytest

from brochures.checks.language import ENOUGH, YIDDISH, _letters, another, can_tell
from brochures.content.catalog import FOLDER
from brochures.content.loader import read_content
from brochures.content.markup import plain
from brochures.content.translation import translated
from brochures.data.scripts import is_right_to_left
from tests.samples import OURS

Texts = Mapping[str, Mapping[str, str]]
"""The text of each section by the name of the section, by languages."""

FEWEST_SWAPPED = 200
LONG = 3 * ENOUGH
"""Of the small words, which are no whole sentences, so many letters are judged together."""

ALONE = """
import sys
from brochures.checks.language import another
assert another(sys.argv[1], "en-US") is None
print("py3langid" in sys.modules)
"""


@pytest.fixture(scope="module")
def sections() -> Texts:
    """Return the sections of our content that are long enough, in all its languages."""
    loaded = read_content(OURS)
    contents = {loaded.content.language: loaded.content}
    for language in loaded.content.translations:
        contents[language] = translated(loaded, language, date(2026, 12, 1))[0].content
    found: dict[str, dict[str, list[str]]] = {language: {} for language in contents}
    for language, content in contents.items():
        for loc, text in content.prose():
            section = loc[2] if loc[1] == "sections" else loc[1]
            found[language].setdefault(str(section), []).append(plain(text))
    return {
        language: {
            name: text
            for name, text in ((name, " ".join(texts)) for name, texts in said.items())
            if _letters(text) >= ENOUGH
        }
        for language, said in found.items()
    }


def test_our_languages(sections: Texts) -> None:
    """Each language that ours is translated into can be told, and each has the same sections."""
    assert len(sections) >= 6
    assert all(map(can_tell, sections))
    assert len({frozenset(said) for said in sections.values()}) == 1


def test_no_section_is_taken_for_another_language(sections: Texts) -> None:
    """Each section is in the language that it says it is in."""
    wrong = {
        (language, name): other
        for language, said in sections.items()
        for name, text in said.items()
        if (other := another(text, language))
    }
    assert wrong == {}


def test_every_section_in_another_language_is_found(sections: Texts) -> None:
    """Each section of each language is found out under the tag of every other language."""
    swapped = [
        (tag, language, name, text)
        for language, said in sections.items()
        for name, text in said.items()
        for tag in sections
        if tag != language
    ]
    assert len(swapped) >= FEWEST_SWAPPED
    assert [
        (tag, language, name) for tag, language, name, text in swapped if not another(text, tag)
    ] == []


def test_the_language_that_it_is_in_is_named(sections: Texts) -> None:
    """A finding names the language in its own words."""
    names = {"en-US": "English", "es": "español", "ru": "русский", "zh-Hans": "中文"}
    for language, name in names.items():
        tag = "ar" if language != "ar" else "es"
        assert {another(text, tag) for text in sections[language].values()} == {name}


def small_words(language: str) -> list[str]:
    """Return the small words of a language, some together, without what is filled in."""
    catalog = polib.pofile(str(FOLDER / f"{language}.po"))
    parts = [""]
    for entry in catalog.translated_entries():
        if _letters(parts[-1]) >= LONG:
            parts.append("")
        parts[-1] += " " + re.sub(r"\{\w+\}", "", entry.msgstr)
    return [part for part in parts if _letters(part) >= LONG]


@pytest.mark.parametrize(("language", "other"), [("he", YIDDISH), (YIDDISH, "he")])
def test_yiddish_and_hebrew(language: str, other: str) -> None:
    """Both are written in Hebrew letters, and each is found out where it is called the other."""
    assert is_right_to_left(language)
    parts = small_words(language)
    assert len(parts) >= 4
    assert [part for part in parts if another(part, language)] == []
    assert [part for part in parts if not another(part, other)] == []


@pytest.mark.parametrize("tag", ["es", "ar", "ru"])
@pytest.mark.parametrize("language", ["he", YIDDISH])
def test_hebrew_letters_under_another_tag(language: str, tag: str) -> None:
    """Hebrew and Yiddish are found out under the tag of a language in other letters."""
    assert [part for part in small_words(language) if not another(part, tag)] == []


def test_english_needs_no_model(sections: Texts) -> None:
    """English is judged by its small words alone: the model, which takes a second, stays out."""
    text = max(sections["en-US"].values(), key=len)
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", ALONE, text]
    told = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
