"""In which language words are, where some are in other letters, names or abbreviations."""

from __future__ import annotations

import pytest

from brochures.checks.language import YIDDISH, _bare, _judged, another
from tests.checks.test_language import small_words


@pytest.mark.parametrize("language", ["he", YIDDISH])
def test_hebrew_letters_called_english(language: str) -> None:
    """Text in Hebrew letters is not English because one of its few Latin words is."""
    assert [part for part in small_words(language) if not another(part, "en")] == []


def test_names_and_abbreviations_are_not_judged() -> None:
    """Names and words in capitals, which are in no language, are taken out."""
    names = _bare(["Example Clinic"])
    assert _judged("Example Clinic: TMS and dTMS, example", names).split() == [
        ":",
        "and",
        ",",
        "example",
    ]
