"""How hard texts in other languages than English are to read: their measures and sentences."""

# ruff: noqa: RUF001 - letters and marks that only look like Latin ones

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textstat.backend.utils.constants import LANG_CONFIGS

from brochures.build.console import judged
from brochures.checks import RULES
from brochures.checks.finding import Finding
from brochures.checks.readability import Reading, grade, measure, sentences, syllables, words
from brochures.checks.report import Outcome
from brochures.content.model import Content
from brochures.data import readability
from brochures.formats import formats
from tests.checks.said_texts import said
from tests.samples import minimal

SPOKEN = {
    "es": "y:1 muy:1 rey:1 TMS:1 988:1 día:2 leer:2 bueno:2 ciudad:2 guía:2 guerra:2 país:2 oír:2"
    " reyes:2 ayuda:3 médico:3 psiquiatra:3 depresión:3 vergüenza:3 energía:4 medicina:4"
    " lingüística:4 averiguáis:4 estimulación:5 antidepresivo:6",
    "fr": "le:1 table:1 tables:1 yeux:1 qui:1 vie:1 août:1 qu'elle:1 voyage:2 santé:2 théâtre:2"
    " maïs:2 guérir:2 croyez:2 médecin:3 hôpital:3 l’hôpital:3 maladie:3 création:3 médicament:4",
    "de": "Arzt:1 tief:1 dient:1 müde:2 Abend:2 neue:2 Quelle:2 Seele:2 Psyche:2 Yoga:2 häufig:2"
    " Patient:3 Therapie:3 Museum:3 Theater:3 beenden:3 Depression:4 beeinflussen:4",
    "ru": "врач:1 вы:1 ёлка:2 объём:2 психиатр:3 здоровье:3 лечение:4 депрессия:4",
    "pt": "pai:1 mãe:1 que:1 dia:2 água:2 quando:2 muito:2 sair:2 saúde:3 coração:3 depressão:3"
    " rainha:3 terapia:4 você:2 remédio:4 ansiedade:5",
}
"""Words with their syllables, as dictionaries of each language divide them."""

BY_HAND = {
    "es": ("Duerme mal. Llame hoy.", 206.835 - 62.3 * 6 / 4 - 2),
    "fr": ("Dormez bien. Parlez ici.", 207 - 1.015 * 2 - 73.6 * 7 / 4),
    "de": ("Sie schlafen schlecht. Rufen Sie an.", 180 - 6 / 2 - 58.5 * 8 / 6),
    "ru": ("Вам грустно. Позвоните нам.", 206.835 - 1.3 * 2 - 60.1 * 8 / 4),
    "pt": ("Durma bem. Ligue hoje.", 248.835 - 1.015 * 2 - 84.6 * 7 / 4),
    "it": ("Dorme male. Chiami oggi.", 89 + 300 * 2 / 4 - 10 * 19 / 4),
}
"""Two sentences, and what the published formula gives for them by hand."""

HARD = {
    "es": "La psicoterapia individualizada complementa farmacológicamente antidepresivos.",
    "it": "Raccomandiamo trattamenti farmacologici individualizzati multidisciplinari.",
    "pt": "Recomendamos intervenções farmacológicas individualizadas multidisciplinares.",
    "fr": "Recommandons des interventions pharmacologiques individualisées pluridisciplinaires.",
    "de": "Individualisierte pharmakologische Interventionen stabilisieren Symptomatologien.",
    "ru": "Рекомендуются индивидуализированные фармакологические вмешательства.",
}


def findings(rule: str, language: str, *texts: str) -> list[Finding]:
    """Return what a rule finds in a handout for patients."""
    content = Content.model_validate(minimal() | {"language": language})
    page = said(*texts, language=language, content=content)
    return list(RULES[rule].judge(replace(page, made=formats(content)["trifold"])))


@pytest.mark.parametrize(
    ("language", "word", "count"),
    [(tag, *pair.split(":")) for tag, line in SPOKEN.items() for pair in line.split()],
)
def test_syllables(language: str, word: str, count: str) -> None:
    """Vowels are counted as the language says them."""
    assert syllables(word, language) == int(count)


@pytest.mark.parametrize("language", BY_HAND)
def test_grade_by_hand(language: str) -> None:
    """The published formulas give what they give by hand, in any region."""
    text, wanted = BY_HAND[language]
    assert grade([text], f"{language}-US") == pytest.approx(wanted)


@pytest.mark.parametrize("language", ["de", "fr", "ru"])
def test_as_textstat_weighs(language: str) -> None:
    """The same formulas stand in textstat. In Spanish and Italian it takes others."""
    theirs, ours = LANG_CONFIGS[language], readability.measure(language)
    assert ours is not None
    assert ours.base == theirs["fre_base"]
    assert ours.weights == {
        "words_a_sentence": -theirs["fre_sentence_length"],
        "syllables_a_word": -theirs["fre_syll_per_word"],
    }


@pytest.mark.parametrize("language", HARD)
def test_a_hard_text(language: str) -> None:
    """What is too hard is found, with measure, limit and sentence; easy texts pass.

    It is a warning where the limit was not found with texts of the language.
    """
    known = readability.measure(language)
    assert known is not None
    (found,) = findings("reading-grade", language, HARD[language])
    assert found.what.startswith(f"its {known.name} is ")
    assert f", not {known.limit:g} or more. " in found.what
    assert found.words == HARD[language]
    assert found.warning is (language in {"de", "fr", "ru"})
    assert not findings("reading-grade", language, BY_HAND[language][0])


def test_a_language_without_a_measure() -> None:
    """No grade is made up where none is published; sentences are counted all the same."""
    reading = measure(["Ou pa poukont ou. Rele nou."], "ht")
    assert reading == Reading(None, None, 3.0, None)
    with pytest.raises(ValueError, match="no measure for ht"):
        grade(["Rele nou."], "ht")
    assert not findings("reading-grade", "ht", "Entèvansyon famakolojik endividyalize.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("¿Le duele? ¡Llame!", ["¿Le duele?", "¡Llame!"]),
        ("Il dort mal. Élodie aussi.", ["Il dort mal.", "Élodie aussi."]),
        ("Sie sagt: „Nein.“ Er geht.", ["Sie sagt: „Nein.“", "Er geht."]),
        ("Это не вина. Звоните, и т. д.", ["Это не вина.", "Звоните, и т. д."]),
        ("هل أنت حزين؟ اتصل بنا.", ["هل أنت حزين؟", "اتصل بنا."]),
        ("آپ اکیلے نہیں۔ ہمیں فون کریں۔", ["آپ اکیلے نہیں۔", "ہمیں فون کریں۔"]),
        ("আপনি একা নন। ফোন করুন।", ["আপনি একা নন।", "ফোন করুন।"]),
        ("您不孤单。请打电话！好吗？", ["您不孤单。", "请打电话！", "好吗？"]),
        ("「眠れない。」と言う。", ["「眠れない。」", "と言う。"]),
    ],
)
def test_sentences(text: str, found: list[str]) -> None:
    """A sentence ends with the mark of its script; in Chinese and Japanese no space is needed."""
    assert sentences(text) == found


def test_characters_are_counted() -> None:
    """Where no spaces are set, characters are counted, and a word of Latin letters as one."""
    assert words("TMS 治疗，很安全。", "zh-Hans") == ["TMS", "治", "疗", "很", "安", "全"]
    assert len(words("カウンセリングは5回", "ja")) == 10
    assert words("治疗", "en") == ["治疗"]


@pytest.mark.parametrize(
    ("language", "word", "most", "unit"),
    [
        ("es", "si ", 25, "words"),
        ("ar", "لا ", 25, "words"),
        ("zh-Hans", "好", 50, "characters"),
        ("vi", "vâng ", 32, "syllables"),
    ],
)
def test_a_long_sentence(language: str, word: str, most: int, unit: str) -> None:
    """In every language a sentence may be so long, and no longer."""
    assert not findings("no-long-sentence", language, word * most)
    (found,) = findings("no-long-sentence", language, word * (most + 1))
    assert found.what == f"it has {most + 1} {unit}."


def test_long_sentences() -> None:
    """The mean length of sentences is judged by what the language counts."""
    assert not findings("short-sentences", "zh-Hans", "好" * 30)
    (found,) = findings("short-sentences", "zh-Hans", "好" * 40, "好" * 24)
    assert found.what == "they have 32.0 characters on average."
    assert findings("short-sentences", "ru", "да " * 16)


@pytest.mark.parametrize(
    ("reading", "told"),
    [
        (Reading(4.7, 8.2, 7.1, 0.02, "grade"), ", reading grade 4.7 (SMOG 8.2))"),
        (Reading(68.0, None, 7.1, None, "INFLESZ"), ", INFLESZ 68)"),
        (Reading(None, None, 7.1, None), "as any PDF)"),
    ],
)
def test_what_is_told(reading: Reading, told: str) -> None:
    """The line after a handout names the measure, where there is one."""
    outcome = Outcome(Path("a.pdf"), None, 1, (), reading=reading)
    assert next(judged(outcome))[1].endswith(told)
