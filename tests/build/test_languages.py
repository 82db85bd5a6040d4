"""Translations that wait for a reviewer, and contents that are in another language themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.build.bilingual import UNREVIEWED, Bilingual
from tests.build.outputs import Clinic
from tests.samples import MINIMAL
from tests.thorough import thorough


@pytest.fixture
def waiting(tmp_path: Path) -> Bilingual:
    """A clinic whose translation nobody has reviewed."""
    return Bilingual(tmp_path / "clinic").begin(head=UNREVIEWED)


# Nobody has reviewed it


def test_waiting_for_a_reviewer(waiting: Bilingual, capsys: pytest.CaptureFixture[str]) -> None:
    """A translation without a reviewer is named as waiting, and nothing is made of it."""
    capsys.readouterr()
    assert waiting.run() == 0
    said = capsys.readouterr()
    built, waits = said.out.splitlines()
    assert built.startswith("large-print ")
    assert waits == (
        f"Waiting for a qualified reviewer: es ({waiting.catalog})."
        " Read a draft: --draft --languages es"
    )
    assert "es.po" not in said.err
    assert waiting.files() == {
        "large-print.pdf",
        "index.html",
        "contact.vcf",
        "built.js",
        "build.record",
    }


def test_the_desk_names_what_waits(waiting: Bilingual) -> None:
    """The print desk names the languages that wait in their own words."""
    assert waiting.run() == 0
    (line,) = re.findall(r'<p class="waiting">(.*)</p>', waiting.html())
    assert '<span lang="es" dir="auto">español</span>' in line
    assert "es/" not in re.findall(r'href="([^"]*)"', waiting.html())


def test_a_draft_in_one_language(waiting: Bilingual) -> None:
    """A draft may be made before anybody has reviewed it, and nothing but that draft is made."""
    assert waiting.run("--draft", "--languages", "es") == 1
    assert {name for name in waiting.files() if name.endswith(".pdf")} == {
        "drafts/es/large-print.pdf"
    }
    assert {name.partition("/")[0] for name in waiting.files()} == {"drafts"}
    text = waiting.text("drafts/es/large-print.pdf")
    assert "BORRADOR" in text
    assert "Para dormir bien" in text


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("es", "No qualified translator has reviewed the translation into es."),
        ("fr", "There is no translation into fr."),
        ("espanol", "espanol"),
    ],
)
def test_a_language_that_cannot_be_had(
    waiting: Bilingual, capsys: pytest.CaptureFixture[str], language: str, says: str
) -> None:
    """A language that waits, that is not there or that is none is refused, and nothing is made."""
    assert waiting.run("--languages", language) == 2
    assert says in capsys.readouterr().err
    assert not waiting.output.exists()


@pytest.mark.parametrize("draft", [(), ("--draft",)])
def test_a_translation_that_nobody_has_begun(
    waiting: Bilingual, capsys: pytest.CaptureFixture[str], draft: tuple[str, ...]
) -> None:
    """A catalog that is not there holds nothing else up; the command that begins it is named."""
    waiting.catalog.unlink()
    capsys.readouterr()
    assert waiting.run(*draft) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"Waiting for a translator: es ({waiting.catalog}). Begin: brochures translate es"
    )
    assert waiting.run("--languages", "es") == 2
    assert "There is no translation into es." in capsys.readouterr().err


# Contents that are in another language themselves

ORIGINAL = MINIMAL.replace("Sleep", "El sueño").replace("What can help", "Lo que puede ayudar")
LARGE = "handouts: {trifold: no, one-page: no, large-print-full: no}\n"


def content_in_spanish(root: Path, text: str, language: str = "es") -> Clinic:
    """Return a clinic with a content in Spanish that says something."""
    words = ORIGINAL.replace("en-US", language).replace("A dark room", "Un cuarto oscuro")
    words = words.replace("You sleep better in a dark room.", text)
    return Clinic(root / "clinic", f"{words}{LARGE}")


def test_english_that_is_called_spanish(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """English words in a content that says it is in Spanish are found."""
    text = (
        "You sleep better in a dark room. Turn off the lights and the screens, and you will fall"
        " asleep sooner than before. Ask us what else can help you with this."
    )
    assert content_in_spanish(tmp_path, text).run() == 1
    said = capsys.readouterr().err
    assert "in-its-language: " in said
    assert "it is not in español, but seems to be in English." in said


@pytest.mark.parametrize("language", ["es", pytest.param("es-US", marks=thorough)])
def test_safe_wording(tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str) -> None:
    """The rules about safe words are asked in Spanish, in its regions too."""
    text = "Este método está aprobado por la FDA. Su vecino cometió suicidio ayer."
    clinic = content_in_spanish(tmp_path, text, language)
    assert clinic.run() == 1
    said = capsys.readouterr().err
    assert re.search(r"device-approval: .*'aprobado por la FDA' must not be said", said)
    assert re.search(r"unsafe-wording: .*'cometió suicidio' is not safe wording", said)
    (not_asked,) = re.findall(f"Not asked in {language}: .*", said)
    for rule in ("crisis-line", "unsafe-wording", "device-approval", "superlative", "in-its"):
        assert rule not in not_asked
