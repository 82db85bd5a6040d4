"""Abbreviations that another script writes a word right beside."""

# ruff: noqa: RUF001 - letters that only look like Latin ones

from __future__ import annotations

import pytest

from brochures.content.abbreviations import abbreviations
from brochures.content.model import Content
from tests.samples import minimal


@pytest.mark.parametrize(
    ("language", "text"),
    [("ar", "أدوية SSRI وSNRI"), ("he", "תרופות מסוג SSRI וSNRI"), ("zh-Hans", "服用SSRI和SNRI药")],
)
def test_a_word_right_beside_it(language: str, text: str) -> None:
    """An abbreviation is known by its Latin letters, whatever is written right beside it."""
    content = Content.model_validate(
        {**minimal(), "language": language, "acronyms": ["SSRI", "SNRI"]}
    )
    assert list(abbreviations(content).unknown(text)) == []
