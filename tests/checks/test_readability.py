"""How hard the patients' words are to read, and whether that is measured rightly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import mean

import pytest
import textstat
from hypothesis import given
from hypothesis import strategies as st

from brochures.checks.readability import grade, sentences, smog, syllables, words
from brochures.content.markup import plain
from brochures.content.model import Content
from brochures.formats.model import Format
from brochures.render.html import filled

HIGHEST_GRADE = 8
"""NIH: grade 6 to 8. The aim is 6 (AMA)."""

LONGEST_MEAN = 15
LONGEST = 25
"""Words in a sentence, on average and at most (HHS NOFO Builder; the cap is ours)."""

FOR_PHYSICIANS = {"for_clinicians", "referral"}
"""Keys of what patients do not read."""

SYLLABLES = {
    1: "a lose stress which mood genes nerves cleared helped don't brain's doubt",
    2: "added harder tired treated testing stronger lifeline hormone thyroid doctor",
    3: "depression medicines ketamine therapy tricyclics magnetic including transcranial lithium",
    4: "esketamine diabetes serotonin inflammation emotional behavioral stimulation psychiatric",
    5: "antidepressant anticonvulsant antipsychotic norepinephrine flexibility dialectical",
    6: "cardiovascular electroconvulsive desensitization neurostimulation",
    7: "anti-inflammatory",
}
"""Words by their syllables, as Merriam-Webster divides them."""

ALOUD = {"TMS": 3, "dTMS": 4, "SSRIs": 4, "WHO": 5, "988": 3, "107": 5, "omega-3": 4}
"""Syllables of what is read letter by letter and digit by digit."""


def patient_texts(content: Content, *keys: str) -> Iterator[str]:
    """Yield the texts that patients read; those of some parts of the topic, if they are named."""
    for loc, text in content.prose():
        if FOR_PHYSICIANS.isdisjoint(loc) and (not keys or loc[1] in keys):
            yield plain(text)
    if line := content.crisis_line:
        yield line.title
        for sentence in filter(None, (line.call, line.chat)):
            yield filled(sentence, **line.model_dump())


@pytest.fixture(scope="module")
def measured(content: Content, made: Mapping[str, Format]) -> Mapping[str, list[str]]:
    """What is measured, in blocks. Names and headings make sentences short, so prose comes too."""
    every = list(patient_texts(content))
    opening = {
        "trifold": patient_texts(content, "cover", "next_step"),
        "large-print-full": patient_texts(content, "title", "subtitle", "summary", "next_step"),
    }
    return {
        "all": every,
        "prose": [
            sentence for text in every for sentence in sentences(text) if sentence[-1] in ".!?"
        ],
    } | {name: [*around, *made[name].promised(content)] for name, around in opening.items()}


every_measured = pytest.mark.parametrize("name", ["all", "prose", "trifold", "large-print-full"])


@every_measured
def test_reading_grade(measured: Mapping[str, list[str]], name: str) -> None:
    """Patients' words take grade 8 or less; SMOG is shown beside it (pytest -rP)."""
    reached = grade(measured[name])
    print(f"{name}: Flesch-Kincaid {reached:.1f}, SMOG {smog(measured[name]):.1f}")
    assert reached <= HIGHEST_GRADE


@every_measured
def test_mean_sentence(measured: Mapping[str, list[str]], name: str) -> None:
    """Patients' sentences have 15 words or fewer on average."""
    lengths = [len(words(sentence)) for text in measured[name] for sentence in sentences(text)]
    print(f"{name}: {mean(lengths):.1f} words in a sentence, at most {max(lengths)}")
    assert mean(lengths) <= LONGEST_MEAN


@every_measured
def test_longest_sentence(measured: Mapping[str, list[str]], name: str) -> None:
    """No sentence for patients has more than 25 words."""
    said = [sentence for text in measured[name] for sentence in sentences(text)]
    assert [sentence for sentence in said if len(words(sentence)) > LONGEST] == []


@pytest.mark.parametrize(
    ("word", "count"),
    [(word, count) for count, line in SYLLABLES.items() for word in line.split()]
    + list(ALOUD.items()),
)
def test_syllables(word: str, count: int) -> None:
    """Syllables are counted as the word is spoken."""
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Worn down", ["Worn down"]),
        ("Help came. It was late!", ["Help came.", "It was late!"]),
        ("Why? 24 hours pass.", ["Why?", "24 hours pass."]),
        ('She said "no." They left.', ['She said "no."', "They left."]),
        ("26 Court St., ste 808", ["26 Court St., ste 808"]),
        ("It costs 2.5 dollars.", ["It costs 2.5 dollars."]),
        (" \n", []),
    ],
)
def test_sentences(text: str, found: list[str]) -> None:
    """A sentence ends with its mark before a capital or a digit, or with its block."""
    assert sentences(text) == found


@given(st.text())
def test_sentences_lose_no_word(text: str) -> None:
    """A text has the words of its sentences, in their order."""
    assert [word for sentence in sentences(text) for word in words(sentence)] == words(text)


def test_grade_by_hand() -> None:
    """The published formulas give what they give by hand."""
    blocks = ["Depression", "The cat sat on the mat."]  # 2 sentences, 7 words, 9 syllables
    assert grade(blocks) == pytest.approx(0.39 * 7 / 2 + 11.8 * 9 / 7 - 15.59)
    assert smog(blocks) == pytest.approx(3.1291 + 1.0430 * 15**0.5)


def test_a_block_ends_a_sentence() -> None:
    """List items without full stops are not read as one long sentence."""
    assert grade(["Hard to focus", "Always tired"]) < grade(["Hard to focus always tired"])


def test_no_words() -> None:
    """Where nothing is said, no grade is made up."""
    with pytest.raises(ValueError, match="no word"):
        grade(["...", ""])


def test_as_textstat_measures(
    measured: Mapping[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given our syllables, textstat comes to the same grades.

    Its own dictionary would be downloaded. Sentences of one or two words are left out, because
    textstat does not count them, and those with a web address or brackets: it cuts the one in two,
    and joins the halves of a compound in the others.
    """

    class Spoken(dict[str, list[list[str]]]):
        """Our syllables as the pronunciations that textstat looks up: a digit marks a vowel."""

        def __missing__(self, word: str) -> list[list[str]]:
            return [["1"] * syllables(word)]

    monkeypatch.setattr("textstat.backend.counts._count_syllables.get_cmudict", lambda _: Spoken())
    textstat.set_lang("en_US")
    prose = [
        text.lower()
        for text in measured["prose"]
        if len(words(text)) > 2 and "." not in text.removesuffix(".") and "(" not in text
    ]
    joined = " ".join(prose)
    assert textstat.flesch_kincaid_grade(joined) == pytest.approx(grade(prose))
    assert textstat.smog_index(joined) == pytest.approx(smog(prose))
