"""What stands twice in a content is said to the one who keeps the words, with both places."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from brochures.content.loader import advice, read_content
from brochures.content.yaml_reader import Problem
from tests.samples import OURS, whole

WORDS = "There are other treatments that can help you."


def said(content: dict[str, Any], folder: Path) -> list[Problem]:
    """Return what is said of a content as advice, of words that stand twice."""
    file = folder / "content.yaml"
    file.write_text(yaml.safe_dump(content, sort_keys=False), "utf-8")
    return [each for each in advice(read_content(file)) if "same words" in each.what]


@pytest.mark.parametrize("again", [WORDS, WORDS.removesuffix("."), f"**{WORDS}**", WORDS.upper()])
def test_both_places_are_named(again: str, tmp_path: Path) -> None:
    """The advice stands at the second one and names the first, however they are written."""
    content = whole()
    content["topic"]["summary"]["points"][0] = WORDS
    content["topic"]["next_step"]["lead"] = again
    (problem,) = said(content, tmp_path)
    lines = (tmp_path / "content.yaml").read_text("utf-8").splitlines()
    first = next(number for number, line in enumerate(lines, 1) if WORDS in line)
    assert problem.path == "topic.next_step.lead"
    assert f"topic.summary.points[0] (line {first})" in problem.what


def test_several_lengths_of_one_text(tmp_path: Path) -> None:
    """What is shown in the place of a text may be the same: only one of them is printed."""
    content = whole()
    item = content["topic"]["sections"]["definition"]["items"][0]
    item["text"] = item["short"] = WORDS
    assert said(content, tmp_path) == []


def test_short_words_may_stand_twice(tmp_path: Path) -> None:
    """'Call us.' is no mistake, wherever it stands."""
    content = whole()
    content["topic"]["summary"]["points"][0] = content["topic"]["next_step"]["lead"] = "Call us."
    assert said(content, tmp_path) == []


def test_ours_says_everything_once() -> None:
    """Nothing stands twice in our own words."""
    assert [each for each in advice(read_content(OURS)) if "same words" in each.what] == []
