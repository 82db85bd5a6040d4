"""The word lists: each entry finds what it is for, and lets pass what is near it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path

import pytest

from brochures.data import wording
from brochures.data.files import read
from brochures.data.wording import compiled, countries, languages, listed, patterns

EXAMPLES = Path(__file__).parent / "wording"
"""A file for each language: by the kinds of its lists, texts that they find and let pass."""


def texts_that_are(which: str) -> dict[tuple[str, str], list[str]]:
    """Return the texts that each list finds, or lets pass, by its kind and its language."""
    return {
        (kind, path.stem): texts[which]
        for path in sorted(EXAMPLES.iterdir())
        for kind, texts in read(path).items()
    }


FOUND, PASSED = texts_that_are("found"), texts_that_are("passed")


def country_of(kind: str) -> str | None:
    """Return the country that has a list of this kind; None where languages have it."""
    return None if any(kind in listed(language) for language in languages()) else "US"


def lists() -> Iterator[tuple[str, str, str | None]]:
    """Yield kind, language and country of every list."""
    for language in languages():
        for kind in listed(language):
            yield kind, language, None
        for country in countries():
            for kind in listed(language, country).keys() - listed(language).keys():
                yield kind, language, country


EVERY = sorted(lists(), key=str)


IN_ANY_LANGUAGE = {"old-crisis-number"}


def finds(kind: str, language: str, text: str) -> bool:
    """Say whether a list finds something in a text."""
    pattern = patterns(kind, language, country_of(kind))
    assert pattern
    return bool(pattern.search(text))


@pytest.mark.parametrize(("kind", "language", "country"), EVERY)
def test_every_entry_finds_an_example(kind: str, language: str, country: str | None) -> None:
    """Each entry compiles, and alone finds one of the examples of its list."""
    examples = FOUND.get((kind, "en" if kind in IN_ANY_LANGUAGE else language), ())
    idle = [
        phrase
        for phrase in listed(language, country)[kind]
        if not any(map(compiled([phrase]).search, examples))
    ]
    assert idle == []


@pytest.mark.parametrize(
    ("kind", "language", "text"),
    [(*which, text) for which, texts in FOUND.items() for text in texts],
)
def test_every_example_is_found(kind: str, language: str, text: str) -> None:
    """A list finds its examples, in capitals too, and within a sentence."""
    assert finds(kind, language, text)
    assert finds(kind, language, text.upper())
    assert finds(kind, language, f"({text})")


@pytest.mark.parametrize(
    ("kind", "language", "text"),
    [(*which, text) for which, texts in PASSED.items() for text in texts],
)
def test_near_misses_pass(kind: str, language: str, text: str) -> None:
    """A list finds nothing in a text that only looks like what it is for."""
    assert not finds(kind, language, text)


def test_every_list_has_examples_and_near_misses() -> None:
    """A list without examples, or without texts that it lets pass, fails the tests."""
    tried = {(kind, language) for kind, language, _ in EVERY if kind not in IN_ANY_LANGUAGE}
    tried |= {(kind, "en") for kind in IN_ANY_LANGUAGE}
    assert FOUND.keys() == tried
    assert PASSED.keys() == tried


def test_every_language_has_the_same_lists() -> None:
    """What is asked in one language is asked in the others; the US asks more."""
    assert {frozenset(listed(language)) for language in languages()} == {frozenset(listed("en"))}
    assert {frozenset(listed(language, "US")) for language in languages()} == {
        frozenset({*listed("en"), "device-approval", "old-crisis-number"})
    }


@pytest.mark.parametrize("path", sorted(wording.FOLDER.rglob("*.yaml")), ids=attrgetter("stem"))
def test_every_list_names_its_source(path: Path) -> None:
    """Above each list stands where it is from, and at the top of a file of which day it is.

    It is in NFC, as the texts are.
    """
    text = path.read_text("utf-8")
    assert re.match(r"# .* as of \d{4}-\d\d-\d\d", text)
    above = "".join(line if line.startswith("#") else f"\n{line}" for line in text.splitlines())
    lists = re.findall(r"^(#.*|)\n([\w-]+):$", above, re.MULTILINE)
    assert unicodedata.is_normalized("NFC", text)
    unknown = [kind for comment, kind in lists if "From: " not in comment and kind != "source"]
    assert lists
    assert unknown == []
