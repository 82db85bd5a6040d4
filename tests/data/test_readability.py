"""What the measures of reading know of English words: nothing idle, nothing in the wrong list."""

from __future__ import annotations

import pytest

from brochures.checks import readability
from brochures.checks.readability import is_passive
from brochures.data.readability import Words, words

ENGLISH = words("en")


def test_every_count_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each word whose syllables are listed is one that the rules get wrong."""
    without = Words({}, ENGLISH.participles, ENGLISH.adjectives)
    monkeypatch.setattr("brochures.data.readability.words", lambda _: without)
    count = readability.syllables.__wrapped__
    idle = [word for word, right in ENGLISH.syllables.items() if count(word) == right]
    assert idle == []


@pytest.mark.parametrize("word", sorted(ENGLISH.participles))
def test_an_irregular_participle_makes_a_sentence_passive(word: str) -> None:
    """Each listed participle is one that the ending -ed does not tell."""
    assert not word.endswith("ed")
    assert is_passive(f"It is {word}.")


@pytest.mark.parametrize("word", sorted(ENGLISH.adjectives))
def test_an_adjective_makes_no_sentence_passive(word: str) -> None:
    """Each listed adjective would be taken for a participle by its ending."""
    assert word.endswith("ed")
    assert not is_passive(f"You are {word}.")
