"""The samples in docs/ are what is built today."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from brochures.content.model import Content
from brochures.formats.placement import chosen
from brochures.render.result import Typeset

SAMPLES = Path(__file__).parents[2] / "docs" / "samples"


def test_there_is_a_sample_of_each_handout(content: Content) -> None:
    """Each handout that is made of the clinic's words lies there to be looked at, and no other."""
    made, _ = chosen(content)
    assert {path.name for path in SAMPLES.iterdir()} == {each.file for each in made}


def test_samples_are_the_bytes_of_the_build(handouts: Mapping[str, Typeset]) -> None:
    """A sample is the file that the command writes; `make pictures` writes them anew."""
    for path in SAMPLES.iterdir():
        assert path.read_bytes() == handouts[path.stem].pdf, path.name
