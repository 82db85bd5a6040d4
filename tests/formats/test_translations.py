"""Our handouts in each language that they are translated into, as drafts: what is read in them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import polib
import pytest

import make_pdf
from brochures.content.loader import load, read_content
from brochures.content.markup import plain
from brochures.content.model import Content
from brochures.content.translation import catalog_file, translated
from brochures.formats import FORMATS
from brochures.pdf import Facts, read
from tests.placing import ours, placed
from tests.samples import OURS
from tests.thorough import thorough

LANGUAGES = tuple(load(OURS).translations)
FOR_PATIENTS = tuple(name for name in ours() if FORMATS[name].for_patients)
NOT_YET = {"translation-reviewed"}
"""What is found in a draft that nobody has reviewed."""

FEWEST_TEXTS = 30
"""That a handout with sections promises."""

pytestmark = thorough
each_format = pytest.mark.parametrize("name", FOR_PATIENTS)


class Drafts(NamedTuple):
    """The drafts in one language, and what was found in them, by their formats."""

    language: str
    content: Content
    facts: dict[str, Facts]
    outcomes: dict[str, Any]

    @property
    def translations(self) -> set[str]:
        """What the catalog says, as polib reads it, without spaces."""
        catalog = polib.pofile(str(catalog_file(read_content(OURS), self.language)))
        return {squeezed(entry.msgstr) for entry in catalog.translated_entries()}


def squeezed(text: str) -> str:
    """Return a text as it is read, without spaces: a line may break anywhere."""
    return re.sub(r"\s", "", plain(text))


@pytest.fixture(scope="module")
def built() -> dict[str, Drafts]:
    """Return what has been built by now, by its languages."""
    return {}


@pytest.fixture(params=LANGUAGES)
def drafts(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    built: dict[str, Drafts],
) -> Drafts:
    """Return all drafts in a language, which are built once."""
    if request.param not in built:
        built[request.param] = _drafted(request.param, tmp_path_factory.mktemp(request.param))
    return built[request.param]


def _drafted(language: str, output: Path) -> Drafts:
    where = ["--content", str(OURS), "--output", str(output)]
    told: list[list[Any]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("brochures.build.output.say_json", told.append)
        arguments = [*FOR_PATIENTS, "--draft", "--languages", language, "--json"]
        assert make_pdf.main([*arguments, *where]) == 1  # nobody has reviewed them
    (outcomes,) = told
    folder = output / "drafts" / language
    return Drafts(
        language,
        translated(read_content(OURS), language, date(2026, 12, 1))[0].content,
        {path.stem: read(path.read_bytes()) for path in folder.glob("*.pdf")},
        {each["format"]: each for each in outcomes},
    )


def test_every_format_is_made(drafts: Drafts) -> None:
    """Each format for patients is made, and says which language it is in."""
    assert drafts.facts.keys() == drafts.outcomes.keys() == set(FOR_PATIENTS)
    assert {facts.language for facts in drafts.facts.values()} == {drafts.language}


@each_format
def test_nothing_is_wrong(drafts: Drafts, name: str) -> None:
    """Nothing is found but that nobody has reviewed it; independent judges have seen it too."""
    outcome = drafts.outcomes[name]
    assert {each["rule"] for each in outcome["findings"]} == NOT_YET
    assert outcome["draft"]
    judges = " ".join(outcome["judges"])
    for judge in ("page-validation", "PDFium"):
        assert judge in judges


@each_format
def test_it_is_marked_as_a_draft(drafts: Drafts, name: str) -> None:
    """Each page says in its language that it is a draft."""
    facts = drafts.facts[name]
    mark = drafts.content.labels.draft
    assert mark != "DRAFT"
    assert {run.page for run in facts.runs if mark in run.text} == set(range(len(facts.pages)))


@each_format
def test_texts_in_their_order(drafts: Drafts, name: str) -> None:
    """The texts of the catalog are read one after the other, each from its beginning."""
    promised = [squeezed(text) for text in placed(drafts.content, name).promised(drafts.content)]
    assert len(promised) >= FEWEST_TEXTS or "sections" in FORMATS[name].without
    assert drafts.translations.issuperset(promised)
    text = squeezed(drafts.facts[name].text)
    end = 0
    for each in promised:
        begin = text.find(each, end)
        assert begin >= 0, each
        end = begin + len(each)


@each_format
def test_facts_are_the_same(drafts: Drafts, name: str) -> None:
    """Name, phone number and address are read as the clinic writes them."""
    clinic = drafts.content.clinic
    text = " ".join(drafts.facts[name].text.split())
    for fact in (clinic.name, clinic.phone.number, *clinic.address_lines):
        assert str(fact) in text
