"""Contents shorter and longer than the clinic's give handouts that pass everything too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

import pytest

from brochures.build.handouts import Handout, build
from brochures.checks.report import Outcome
from brochures.content.model import Content
from brochures.formats.placement import chosen
from brochures.pdf import Facts, read
from tests.samples import longer, minimal, whole
from tests.thorough import mostly

TODAY = date(2026, 6, 1)

VARIANTS: dict[str, Callable[[], dict[str, Any]]] = {
    "minimal": minimal,
    "whole": whole,
    "longer": longer,
}

every_variant = pytest.mark.parametrize(
    "variant", mostly(VARIANTS, "minimal", "longer"), indirect=True, scope="module"
)


class Variant(NamedTuple):
    """A content, and what was built of it."""

    content: Content
    outcomes: tuple[Outcome, ...]
    facts: dict[str, Facts]
    """What was published, by the name of its format."""


@pytest.fixture(scope="module")
def variant(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Variant:
    """Return what was built of one of the contents."""
    content = Content.model_validate(VARIANTS[request.param]())
    folder = tmp_path_factory.mktemp(request.param)
    formats, _ = chosen(content)
    outcomes = tuple(build([Handout(content, made, folder) for made in formats], TODAY))
    facts = {path.stem: read(path.read_bytes()) for path in folder.glob("*.pdf")}
    return Variant(content, outcomes, facts)


@every_variant
def test_variants_pass(variant: Variant) -> None:
    """Every rule and judge passes each handout that there are words for."""
    assert variant.facts.keys() == {made.name for made in chosen(variant.content)[0]}
    for outcome in variant.outcomes:
        assert outcome.findings == ()
        assert outcome.path.exists()


@every_variant
def test_no_heading_without_text(variant: Variant) -> None:
    """Whatever is left out, no heading is left behind without something under it."""
    for facts in variant.facts.values():
        kinds = [tag.type for tag in facts.find(*"H1 H2 H3 P L Table TOC Figure".split())]
        assert ("H3", "H2") not in pairwise(kinds)
        assert ("H2", "H2") not in pairwise(kinds)
        assert kinds[-1] in ("P", "Figure")  # the code of the contact


@pytest.mark.parametrize("variant", ["minimal"], indirect=True, scope="module")
def test_a_handout_without_words_is_not_made(variant: Variant) -> None:
    """Where nothing is said to clinicians, nothing is made for them; patients get the rest."""
    made, notes = chosen(variant.content)
    assert made
    assert all(each.for_patients for each in made)
    assert any(note.startswith("one-page: not made.") for note in notes)


@pytest.mark.parametrize("variant", ["longer"], indirect=True, scope="module")
def test_referral_in_full(variant: Variant) -> None:
    """What the content says of referring and of reaching the clinic stands on the one-page."""
    content, text = variant.content, variant.facts["one-page"].text
    clinic, referral = content.clinic, content.topic.referral
    assert referral
    wanted = [*referral.steps, *referral.send, *clinic.hours, clinic.npi, clinic.transit]
    assert len(wanted) > 6
    assert [words for words in wanted if str(words) not in text] == []
    assert f"{content.labels.fax}: {clinic.fax}" in text
    code = f"{content.labels.scan}\n{content.labels.code}"
    assert text.rpartition(str(clinic.email))[2].strip() in ("", code)


@pytest.mark.parametrize("variant", ["minimal"], indirect=True, scope="module")
def test_no_holes_where_facts_are_missing(variant: Variant) -> None:
    """A fact that is not given leaves no label behind."""
    labels = variant.content.labels
    missing = ("email", "fax", "website", "hours", "npi", "transit", "access", "send", "who")
    for facts in variant.facts.values():
        for name in missing:
            assert f"{getattr(labels, name)}:" not in facts.text
        assert labels.send not in facts.text
        assert labels.who not in facts.text
