"""The real words and the handouts made of them, made once for all tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from brochures.compose import compose
from brochures.content import Content
from brochures.facts import Facts, read
from brochures.formats import FORMATS
from brochures.loading import load
from brochures.typeset import Typeset, typeset

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def content() -> Content:
    """The clinic's words."""
    return load(ROOT / "content.yaml")


@pytest.fixture(scope="session")
def handouts(content: Content) -> Mapping[str, Typeset]:
    """Every handout by the name of its format."""
    return {name: typeset(compose(content, made), made) for name, made in FORMATS.items()}


@pytest.fixture(scope="session")
def facts(handouts: Mapping[str, Typeset]) -> Mapping[str, Facts]:
    """What the PDFs really hold, by the name of their format."""
    return {name: read(made.pdf) for name, made in handouts.items()}
