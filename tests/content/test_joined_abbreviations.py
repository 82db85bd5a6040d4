"""Abbreviations that another script writes a word right beside."""

# ruff: noqa: RUF001 - letters that only look like Latin ones

from __future__ import annotations

import pytest

from brochures.content.abbreviations import Abbreviations, abbreviations
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


@pytest.mark.parametrize("text", ["抑郁症的TMS治疗", "본원의TMS치료", "TMSとは"])
def test_no_space_around_it(text: str) -> None:
    """In Chinese, Japanese and Korean it stands beside other letters, and is explained there."""
    known = Abbreviations({"TMS": "transcranial magnetic stimulation"}, frozenset())
    assert list(known.unknown(text)) == []
    assert ("TMS", "transcranial magnetic stimulation") in list(known.split(text))
    assert list(Abbreviations({}, frozenset()).unknown(text)) == ["TMS"]
