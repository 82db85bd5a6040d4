"""Other languages on a handout: those that it is there in, and the sheet to point at."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import polib
import pytest

import make_pdf
from brochures.content.catalog import labels_for, languages
from brochures.content.clinic import MOST_LANGUAGES_OF_HELP
from brochures.content.loader import load, read_content
from brochures.content.locales import own_name
from brochures.content.translation import catalog_file
from brochures.formats import FORMATS
from brochures.pdf import Facts, read
from tests.samples import MINIMAL, OURS
from tests.thorough import thorough

SHEETS = [name for name, made in FORMATS.items() if made.multilingual]
WITH_LINE = [
    name for name, made in FORMATS.items() if made.for_patients and "languages" not in made.without
]
"""Formats that name the other languages."""

REVIEWED = ("es", "zh-Hans", "ar")
"""Languages whose catalogs name a reviewer here; the others wait."""


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return our content in a folder of its own, some of its translations reviewed."""
    file = tmp_path_factory.mktemp("clinic") / OURS.name
    shutil.copy(OURS, file)
    loaded = read_content(OURS)
    for tag in loaded.content.translations:
        catalog = catalog_file(loaded, tag)
        copy = file.parent / catalog.relative_to(OURS.parent)
        copy.parent.mkdir(exist_ok=True)
        text = catalog.read_text("utf-8")
        if tag in REVIEWED:
            text = text.replace("X-Reviewed-By: ", "X-Reviewed-By: Ana Ruiz")
            text = text.replace("X-Reviewed-On: ", "X-Reviewed-On: 2026-11-01")
        copy.write_text(text, "utf-8")
    return file


@pytest.fixture(scope="module")
def handouts(clinic: Path) -> dict[str, Facts]:
    """Return what every handout in the content's own language holds, by the name of its format."""
    output = clinic.parent / "output"
    names = [name for name in FORMATS if name not in SHEETS]
    where = ["--content", str(clinic), "--output", str(output), "--languages", "en-US"]
    assert make_pdf.main([*names, *where]) == 0
    return {path.stem: read(path.read_bytes()) for path in output.glob("*.pdf")}


def named(facts: Facts) -> dict[str, str]:
    """Return the names of languages on a handout, each by the language that it is tagged with."""
    others = (tag for tag in facts.find("Span") if tag.language)
    return {str(tag.language): tag.text.strip() for tag in others}


def test_patients_learn_of_other_languages(handouts: dict[str, Facts]) -> None:
    """A handout for patients names each language of a reviewed translation, in that language."""
    expected = {tag: own_name(tag).lower() for tag in REVIEWED}
    for name, facts in handouts.items():
        said = {tag: text.lower() for tag, text in named(facts).items()}
        if name in WITH_LINE:
            assert said == expected, name
        else:
            assert expected.keys().isdisjoint(said), name


def test_the_contact_is_last_all_the_same(handouts: dict[str, Facts], clinic: Path) -> None:
    """The line stands before the contact, with which every handout ends."""
    phone = load(clinic).clinic.phone.number
    for facts in handouts.values():
        text = " ".join(facts.text.split())
        assert text.rindex(phone) > max(map(text.rfind, named(facts).values()), default=0)


@thorough
@pytest.mark.usefixtures("handouts")
def test_the_same_bytes_whichever_languages_are_made(clinic: Path) -> None:
    """A handout is the same when all languages are built and when one is."""
    name = WITH_LINE[0]
    where = ["--content", str(clinic), "--output", str(clinic.parent / "again")]
    assert make_pdf.main([name, *where]) == 0
    once, again = (clinic.parent / folder / f"{name}.pdf" for folder in ("output", "again"))
    assert again.read_bytes() == once.read_bytes()


@pytest.mark.parametrize("asked", [(), ("--languages", "en-US")])
def test_an_unfinished_language_is_not_named(
    asked: tuple[str, ...], clinic: Path, tmp_path: Path
) -> None:
    """A language that is reviewed, but withheld as a text is still to be checked, is left out."""
    folder = tmp_path / "clinic"
    shutil.copytree(clinic.parent, folder, ignore=shutil.ignore_patterns("output", "again"))
    first, *others = REVIEWED
    catalog = catalog_file(read_content(folder / clinic.name), first)
    entry = next(each for each in polib.pofile(str(catalog)) if each.msgctxt == "topic.cover.title")
    text = catalog.read_text("utf-8")
    context = f'msgctxt "{entry.msgctxt}"'
    assert text.count(context) == 1
    catalog.write_text(text.replace(context, f"#, fuzzy\n{context}"), "utf-8")
    name = WITH_LINE[0]
    where = ["--content", str(folder / clinic.name), "--output", str(tmp_path / "output")]
    make_pdf.main([name, *asked, *where])
    facts = read((tmp_path / "output" / f"{name}.pdf").read_bytes())
    assert list(named(facts)) == others


# The sheet to point at


def sheet_of(tags: tuple[str, ...], folder: Path) -> Path:
    """Write the smallest content of a clinic that gets interpreters for some languages."""
    listed = f"\n  language_help: [{', '.join(tags)}]\ntopic:"
    path = folder / "content.yaml"
    path.write_text(MINIMAL.replace("\ntopic:", listed, 1), "utf-8")
    return path


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("first", range(0, len(languages()), MOST_LANGUAGES_OF_HELP))
def test_a_row_for_each_language(name: str, first: int, tmp_path: Path) -> None:
    """Every language that there are words in has a row in itself, tagged with the language."""
    tags = languages()[first : first + MOST_LANGUAGES_OF_HELP]
    output = tmp_path / "output"
    content = sheet_of(tags, tmp_path)
    assert make_pdf.main([name, "--content", str(content), "--output", str(output)]) == 0
    facts = read((output / f"{name}.pdf").read_bytes())
    assert [tag.language for tag in facts.find("TH")] == list(tags)
    offers = {str(tag.language): " ".join(tag.text.split()) for tag in facts.find("TD")}
    assert offers == {tag: labels_for(tag)["help"] for tag in tags}
    for tag in facts.find("TH"):
        assert tag.text.strip().lower() == own_name(str(tag.language)).lower()


@pytest.mark.parametrize("name", SHEETS)
def test_the_sheet_needs_languages(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Asked for where the clinic names no language, it is refused with what to add."""
    content = tmp_path / "content.yaml"
    content.write_text(MINIMAL, "utf-8")
    assert make_pdf.main([name, "--content", str(content), "--output", str(tmp_path / "o")]) == 2
    assert "language_help" in capsys.readouterr().err


@pytest.mark.parametrize(("tag", "what"), [("is", "There is no notice"), ("xx", "no known")])
def test_languages_without_words(
    tag: str, what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A language that we have no words in is refused, with its line and those that there are."""
    content = sheet_of(("es", tag), tmp_path)
    assert make_pdf.main(["--content", str(content), "--output", str(tmp_path / "o")]) == 2
    said = capsys.readouterr().err
    assert re.search(r"line \d+: clinic.language_help\[1\]", said)
    assert what in said
