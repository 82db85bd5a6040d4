"""Texts that grow until they overflow, in large steps; tests/bench/growth.py grows them by a word.

At no step is a text missing without an error, and the error names the panel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

import brochures.render.pdf as typesetting
from brochures.checks import overflow
from brochures.content.model import Content
from brochures.render.result import Fill, Overflow, Typeset
from tests.bench.growth import MOST, NAMES, grow, grown_in, look, words
from tests.thorough import mostly

STEP = dict.fromkeys(NAMES, 30) | {"back": 15}
"""So many words at a time set a panel tighter once, before it runs over."""


@pytest.mark.parametrize("panel", mostly(NAMES, "cover"))
def test_nothing_is_lost_while_a_text_grows(content: Content, panel: str) -> None:
    """Until a panel runs over all texts are read and seen; then the error names that panel."""
    assert grow(content, grown_in(content, panel), STEP[panel], closely=False).faults == []


def test_what_is_lost_is_noticed(
    content: Content, handouts: Mapping[str, Typeset], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text whose last word is not in the PDF is a fault."""
    monkeypatch.setattr(typesetting, "typeset", lambda *_: handouts["trifold"])
    assert not look(content, grown_in(content, "cover"), 0).faults
    faults = look(content, grown_in(content, "cover"), 1).faults
    assert any(fault.startswith("nothing-lost: the document: it is missing.") for fault in faults)


def test_what_is_hidden_is_noticed(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were an overflow not reported, the texts that it prints over each other would be a fault."""
    monkeypatch.setattr(overflow, "findings", lambda *_: [])
    faults = look(content, grown_in(content, "sheet"), 80).faults
    assert any(fault.startswith("no-text-over-text: page 1") for fault in faults)


@pytest.mark.parametrize(
    ("panel", "section", "where"),
    [
        ("flap", "other", "panel flap (the flap that folds in), section other"),
        ("cover", "other", "panel cover (the front), section other"),
        ("cover", "", "panel cover (the front)"),
    ],
)
def test_who_is_blamed_wrongly_is_noticed(
    content: Content,
    handouts: Mapping[str, Typeset],
    monkeypatch: pytest.MonkeyPatch,
    panel: str,
    section: str,
    where: str,
) -> None:
    """An error that names another panel or section than those of the text that grew is a fault."""
    overflow = Overflow(section, "out of its space below", 1, 1)
    blamed = replace(handouts["trifold"], fills=(Fill(panel, 0, (overflow,), 0),))
    monkeypatch.setattr(typesetting, "typeset", lambda *_: blamed)
    assert look(content, grown_in(content, "cover"), 0).faults == (f"not cover, but {where}",)


def test_words_are_distinct() -> None:
    """A word that is lost cannot be mistaken for another: no two are the same, lengths differ."""
    made = words(MOST)
    assert len(set(made)) == MOST
    assert {len(word) for word in made} == set(range(2, 13))
    assert words(10) == made[:10]
