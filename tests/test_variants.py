"""Contents shorter and longer than the clinic's give handouts that pass everything too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from brochures.build import build
from brochures.content import Content
from brochures.facts import read
from brochures.formats import FORMATS
from tests.samples import longer, minimal

TODAY = date(2026, 6, 1)

every_variant = pytest.mark.parametrize("words", [minimal, longer])


@every_variant
def test_variants_pass(words: Callable[[], dict[str, Any]], tmp_path: Path) -> None:
    """Every rule and judge passes each handout of it."""
    content = Content.model_validate(words())
    for outcome in build(content, FORMATS.values(), tmp_path, TODAY):
        assert outcome.findings == ()
        assert outcome.path.exists()


@every_variant
def test_no_heading_without_text(words: Callable[[], dict[str, Any]], tmp_path: Path) -> None:
    """Whatever is left out, no heading is left behind without something under it."""
    content = Content.model_validate(words())
    for outcome in build(content, FORMATS.values(), tmp_path, TODAY):
        facts = read(outcome.path.read_bytes())
        kinds = [tag.type for tag in facts.find("H1", "H2", "H3", "P", "L", "Figure")]
        assert ("H3", "H2") not in pairwise(kinds)
        assert ("H2", "H2") not in pairwise(kinds)
        assert kinds[-1] == "P"
