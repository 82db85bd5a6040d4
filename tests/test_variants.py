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
        kinds = [tag.type for tag in facts.find("H1", "H2", "H3", "P", "L", "TOC", "Figure")]
        assert ("H3", "H2") not in pairwise(kinds)
        assert ("H2", "H2") not in pairwise(kinds)
        assert kinds[-1] in ("P", "Figure")  # the code of the contact


def test_referral_in_full(tmp_path: Path) -> None:
    """What the content says of referring and of reaching the clinic stands on the one-page."""
    content = Content.model_validate(longer())
    (outcome,) = build(content, [FORMATS["one-page"]], tmp_path, TODAY)
    text = read(outcome.path.read_bytes()).text
    clinic, referral = content.clinic, content.referral
    wanted = [*referral.steps, *referral.send, clinic.hours, clinic.npi, clinic.transit]
    assert [words for words in wanted if str(words) not in text] == []
    assert f"{content.labels.fax}: {clinic.fax}" in text
    code = f"{content.labels.scan}\n{content.drawings.code}"
    assert text.rpartition(clinic.email)[2].strip() in ("", code)


def test_no_holes_where_facts_are_missing(tmp_path: Path) -> None:
    """A fact that is not given leaves no label behind."""
    content = Content.model_validate(minimal())
    for outcome in build(content, FORMATS.values(), tmp_path, TODAY):
        text = read(outcome.path.read_bytes()).text
        labels = content.labels
        for label in (labels.fax, labels.website, labels.hours, labels.npi, labels.transit):
            assert f"{label}:" not in text
        assert labels.send not in text
