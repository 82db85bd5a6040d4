"""Signs beside numbers within what runs from right to left: as the Unicode algorithm has them."""

from __future__ import annotations

import re

import pytest
from bidi import get_display  # type: ignore[import-untyped]  # it has no types

from brochures.render.passages import marked


def by_sight(text: str) -> str:
    """Return a line as it is seen from left to right."""
    seen: str = get_display(text, base_dir="R")
    return re.sub("[\u2066\u2069]", "", seen)


@pytest.mark.parametrize("text", ["עם 50% מהם", "עולה $50 ליום", "בין 50% ל-60% מהם"])
def test_signs_stay_beside_their_numbers(text: str) -> None:
    """In Hebrew a percent sign stands on the right of its number, and a dollar sign on its left."""
    isolated = re.sub("<bdi[^>]*>", "\u2066", marked(f"<p>{text}</p>", "he"))
    isolated = re.sub("<[^>]*>", "", isolated.replace("</bdi>", "\u2069"))
    assert by_sight(isolated) == by_sight(text)


@pytest.mark.parametrize("text", ["نحو 50% منهم", "50% منهم", "(50%) منهم"])
def test_arabic_signs_stand_as_arabic_has_them(text: str) -> None:
    """Behind an Arabic word the percent sign follows its number, to the left of it."""
    isolated = re.sub("<bdi[^>]*>", "\u2066", marked(f"<p>{text}</p>", "ar"))
    isolated = re.sub("<[^>]*>", "", isolated.replace("</bdi>", "\u2069"))
    assert by_sight(isolated) == by_sight(text)
