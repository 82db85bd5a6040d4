"""Translations that are reviewed: published, withheld while a text is not done, and gone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

import make_pdf
from brochures.build import cache
from tests.build.bilingual import (
    BRIEF,
    ITEM,
    REVIEWED,
    TRANSLATED,
    UNREVIEWED,
    WORDS,
    Bilingual,
    fill,
)
from tests.build.clinics import change
from tests.thorough import mostly, thorough

EDITION = """\
language: en-US
base: content.yaml
topic:
  name: Snoring
  sections:
    nights: {title: Your nights, items: [{name: On your back, text: You may snore more.}]}
handouts: {trifold: no, one-page: no, large-print-full: no}
translations: {es: translations/snoring.es.po}
"""
EDITION_SPANISH = {
    "clinic.tagline": "Para dormir bien",
    "topic.name": "Ronquidos",
    "topic.sections.nights.title": "Sus noches",
    "topic.sections.nights.items[0].name": "Boca arriba",
    "topic.sections.nights.items[0].text": "Usted puede roncar más.",
}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Bilingual:
    """A clinic of which all has been built in both languages."""
    made = Bilingual(tmp_path_factory.mktemp("languages") / "clinic").begin()
    assert made.run() == 0
    return made


@pytest.fixture
def published(first: Bilingual, tmp_path: Path) -> Bilingual:
    """A copy of it, to be changed."""
    return first.copied(tmp_path / "clinic")


# Published


@pytest.mark.usefixtures("judged_here")
def test_published(first: Bilingual, capsys: pytest.CaptureFixture[str]) -> None:
    """What is translated and reviewed is published in a folder of its language, and is clean."""
    pdfs = {name for name in first.files() if name.endswith(".pdf")}
    assert pdfs == {"large-print.pdf", "es/large-print.pdf"}
    text = first.text("es/large-print.pdf")
    assert "Para dormir bien" in text
    assert "Sleep" not in text
    assert "(718) 400-0867" in text
    capsys.readouterr()
    where = ["--content", str(first.content)]
    assert make_pdf.main(["check", str(first.spanish()), *where]) == 0
    assert "es/large-print.pdf: clean" in capsys.readouterr().out


@thorough
def test_checked_by_its_translation(
    published: Bilingual, capsys: pytest.CaptureFixture[str]
) -> None:
    """`check` judges a file in the folder of a language by the words of the translation."""
    published.spanish().write_bytes((published.output / "large-print.pdf").read_bytes())
    where = ["--content", str(published.content)]
    assert make_pdf.main(["check", str(published.spanish()), *where]) == 1
    assert "it says en-US, but its words are in es." in capsys.readouterr().err


def test_one_language_alone(tmp_path: Path) -> None:
    """With `--languages` the others are not made."""
    clinic = Bilingual(tmp_path / "clinic").begin()
    assert clinic.run("--languages", "es") == 0
    assert {name for name in clinic.files() if name.endswith(".pdf")} == {"es/large-print.pdf"}


def test_nothing_to_do(published: Bilingual) -> None:
    """A second run writes nothing; a catalog that has changed is built again, and alone."""
    assert published.run() == 0  # once: where it lies is part of what is remembered
    before = published.times()
    assert published.run() == 0
    assert published.times() == before
    fill(published.catalog, {"clinic.tagline": "Duerma bien"})
    assert published.run() == 0
    changed = {name for name, when in published.times().items() if when != before.get(name)}
    assert {name for name in changed if name.endswith(".pdf")} == {"es/large-print.pdf"}
    assert "Duerma bien" in published.text("es/large-print.pdf")


def test_no_longer_translated(published: Bilingual) -> None:
    """The handouts of a language that is no longer named are taken away, with their folder."""
    change(published.content, TRANSLATED, "")
    assert published.run() == 0
    assert {name for name in published.files() if "es/" in name} == set()
    assert not (published.output / "es").exists()
    assert "es/large-print.pdf" not in published.html()


@thorough
def test_an_edition(tmp_path: Path) -> None:
    """The translation of an edition goes into a folder of its language below the edition's."""
    clinic = Bilingual(tmp_path / "clinic", f"{WORDS}editions: [snoring.yaml]\n").begin()
    edition = clinic.root / "snoring.yaml"
    edition.write_text(EDITION, "utf-8")
    assert make_pdf.main(["translate", "es", "--content", str(edition)]) == 0
    fill(clinic.root / "translations" / "snoring.es.po", EDITION_SPANISH, REVIEWED)
    assert clinic.run() == 0
    pdfs = {name for name in clinic.files() if name.endswith(".pdf")}
    both = {"large-print.pdf", "es/large-print.pdf"}
    assert pdfs == both | {f"snoring/{name}" for name in both}
    assert "Para dormir bien" in clinic.text("snoring/es/large-print.pdf")
    where = ["--content", str(clinic.content)]
    assert make_pdf.main(["check", str(clinic.output / "snoring/es/large-print.pdf"), *where]) == 0


# Withheld

UNFINISHED = {
    "fuzzy": (None, "This translation is marked as fuzzy: nobody has checked it."),
    "not translated": ("", "This is not translated."),
    "same": ("You sleep better in a dark room.", "The translation is the same as the original."),
}


@pytest.mark.parametrize("how", mostly(UNFINISHED, "fuzzy"))
def test_one_unfinished_text(
    published: Bilingual, capsys: pytest.CaptureFixture[str], how: str
) -> None:
    """One text that is not done withholds a language; its line is named, the last file stays."""
    text, says = UNFINISHED[how]
    good = published.spanish().read_bytes()
    fill(published.catalog, {ITEM: text})
    capsys.readouterr()
    assert published.run() == 1
    said = capsys.readouterr()
    assert f"{published.output / 'es'} withheld: 1 text is still to be translated" in said.out
    assert f"{published.catalog}, line {published.line(ITEM)}: {ITEM}\n  {says}" in said.err
    assert published.spanish().read_bytes() == good


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("You sleep better in a dark room.", "Dim the lights.", "The text has changed"),
        ("handouts:", "    more: {title: Ask us, text: Call.}\nhandouts:", "does not have this"),
    ],
)
def test_words_that_have_changed(
    published: Bilingual, capsys: pytest.CaptureFixture[str], old: str, new: str, says: str
) -> None:
    """Words that are new or others than those that were translated withhold a language."""
    change(published.content, old, new)
    assert published.run() == 1
    assert says in capsys.readouterr().err
    assert published.spanish().exists()


def test_once_it_is_finished(published: Bilingual) -> None:
    """A translation that was withheld is published once it is corrected."""
    fill(published.catalog, {ITEM: ""})
    assert published.run() == 1
    fill(published.catalog, {ITEM: "Sin luz, usted duerme mejor."})
    assert published.run() == 0
    assert published.run() == 0


def test_for_physicians(published: Bilingual) -> None:
    """Texts that physicians alone read need not be translated."""
    fill(published.catalog, {BRIEF: ""})
    assert published.run() == 0


@pytest.mark.parametrize("day", mostly(["", "next week", "2026-02-30", "ahead"], "ahead"))
def test_the_day_of_the_review(
    published: Bilingual, capsys: pytest.CaptureFixture[str], day: str
) -> None:
    """A review without a day, or on one that is none or still to come, withholds a language."""
    ahead = date.fromisoformat(cache.today()) + timedelta(days=7)
    fill(published.catalog, {}, {"X-Reviewed-On": str(ahead) if day == "ahead" else day})
    capsys.readouterr()
    assert published.run() == 1
    said = capsys.readouterr().err
    assert f"{published.catalog}\n  X-Reviewed-On " in said
    assert published.spanish().exists()


def test_once_it_is_reviewed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What waited is published by the next run after a reviewer is named, and waits no more."""
    clinic = Bilingual(tmp_path / "clinic").begin(head=UNREVIEWED)
    assert clinic.run() == 0
    assert not clinic.spanish().exists()
    fill(clinic.catalog, {}, REVIEWED)
    capsys.readouterr()
    assert clinic.run() == 0
    assert clinic.spanish().exists()
    assert "Waiting" not in capsys.readouterr().out
    assert 'class="waiting"' not in clinic.html()
    assert 'href="es/large-print.pdf"' in clinic.html()
