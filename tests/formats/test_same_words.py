"""A handout that follows another has its very words: who needs larger type reads the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from brochures.build.clinic import read_clinic
from brochures.content.loader import load
from brochures.content.model import Content
from brochures.formats import FORMATS, formats
from brochures.formats.placement import candidates, lacking, tried
from brochures.pdf import read
from brochures.render.html import compose
from brochures.render.pdf import roomiest, typeset
from tests.samples import OURS, longer, whole
from tests.thorough import mostly

ROOT = Path(__file__).parents[2]

FOLLOWING = [name for name, made in FORMATS.items() if made.follows]


def contents() -> Iterator[tuple[str, Content]]:
    """Yield contents to compare: ours, longer words, a small one, and each example's."""
    yield "longer", Content.model_validate(longer())
    yield "small", Content.model_validate(whole())
    yield "ours", load(OURS)
    for path in sorted((ROOT / "examples").glob("*/content.yaml")):
        for brochure in read_clinic(path).brochures:
            yield f"{path.parent.name}/{brochure.edition}", brochure.content


CONTENTS = dict(contents())


def words(content: Content, name: str) -> Counter[str]:
    """Return the words that are read in a handout as it is printed, and how often.

    Those that describe a drawing are left out: each handout has drawings of its own.
    """
    made = formats(content)[name]
    ways = tried(made, content)
    best = roomiest([(way, compose(content, way)) for way in ways])
    placed = candidates(made, content)[best]
    facts = read(typeset(compose(content, placed), placed).pdf)
    drawn = " ".join(figure.alt or "" for figure in facts.find("Figure"))
    return _counted(facts.text) - _counted(drawn)


def _counted(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


@pytest.mark.parametrize("name", FOLLOWING)
@pytest.mark.parametrize("key", mostly(CONTENTS, "ours"))
def test_word_for_word(key: str, name: str) -> None:
    """Each word is read as often in both; but for what is said of opening the folded sheet."""
    content = CONTENTS[key]
    made = formats(content)[name]
    if lacking(made, content) or lacking(formats(content)[made.follows], content):
        pytest.skip("there are no words for it")
    followed = words(content, made.follows)
    cover = content.topic.cover
    to_open = _counted((cover and cover.open) or "")
    assert words(content, name) == followed - to_open
