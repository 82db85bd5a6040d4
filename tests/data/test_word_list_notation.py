"""Word lists: how their entries are written, and which of them hold where."""

# ruff: noqa: RUF001 - letters that only look like Latin ones

from __future__ import annotations

import pytest

from brochures.data.wording import compiled, patterns


@pytest.mark.parametrize(
    ("phrase", "found", "passed"),
    [
        ("cat", "a Cat.", "concatenate"),
        ("cat", "cat", "cats"),
        ("cat*", "cats", "bobcat"),
        ("*cat*", "bobcats", "ca"),
        ("cat+", "cats", "cat"),
        ("(cat|dog)s", "dogs", "dog"),
        ("cat[s]", "cat", "catch"),
        ("cat[s|tle] food", "cattle food", "cater food"),
        ("[very ]old", "old", "cold"),
        ("<digits>%", "40%", "%"),
        ("<digits>[.<digits>]%", "12.5%", "a.b%"),
        ("in <year>", "in 2026", "in 3026"),
        ("a <word> dog", "a big dog", "a big, dog"),
        ("800<gap>1", "800-1", "800x1"),
        ("cat's", "cat\u2019s", "cats"),
        ("\\[a\\]", "[a]", "a"),
        ("a.b", "a.b", "axb"),
        ("#1", "#1", "#10"),
        ("(very [big|small]|old) cat", "very small cat", "small cat"),
        # Chinese sets no spaces; a Latin word within it is whole all the same.
        ("根治", "可以根治疾病", "根本治疗"),
        ("(FDA)批准", "获FDA批准的", "获XFDA批准的"),
        ("<digits>%", "约40%的人", "约%的人"),
        ("100", "约100人", "约1100人"),
        # Japanese and Thai do not either.
        ("治る", "必ず治ります。治る。", "治らない"),
        ("หาย", "รักษาหายขาด", "รักษา"),
        # Korean does.
        ("치료", "치료 중", "치료를"),
        ("치료*", "치료를", "재치료"),
        # Vowels are marks in Bengali: a word does not end before one.
        ("সেরা", "সেরা।", "সেরামিক"),
        ("কর", "কর।", "করা"),
        ("কর*", "করেছেন।", "আকর"),
        ("কর+", "করা", "কর"),
        ("এক <word> কেন্দ্র", "এক চিকিৎসা কেন্দ্র", "এক কেন্দ্র"),
        # Points may be there or not.
        ("علاج", "عِلَاجٌ", "علاجات"),
        ("آمن تماما", "آمن تمامًا", "آمن تمام"),
        ("آمن تماما", "آمن تماماً", "آمنة تماما"),
        ("شفاء", "شفــاء", "شفاف"),
        ("שלום", "שָׁלוֹם", "שלומי"),
        ("דאס", "דאָס", "דאסט"),
        # Digits of other scripts are digits.
        ("<digits>[ ](%|٪)", "٤٠٪", "٪"),
        ("<digits> فیصد", "۴۰ فیصد", "فیصد"),
        ("<digits>%", "৪০%", "%"),
        ("<year>\\)", "(٢٠٢٣)", "(٣٠٢٣)"),
        ("<year>\\)", "(২০২৩)", "(২১২৩)"),
    ],
)
def test_the_notation(phrase: str, found: str, passed: str) -> None:
    """Each mark of the notation finds what it says, and whole words only."""
    assert compiled([phrase]).search(found)
    assert not compiled([phrase]).search(passed)


@pytest.mark.parametrize(
    "phrase", ["", "(a", "a)", "[a", "a]", "(a]", "[(a])", "a|b", "<dogs>", "a < b", "a\\"]
)
def test_a_wrong_entry_is_refused(phrase: str) -> None:
    """An entry that cannot be read is an error, and finds nothing in silence."""
    with pytest.raises(ValueError, match=r"cannot be read|opens nothing|has no end"):
        compiled([phrase])


@pytest.mark.parametrize("tag", ["en", "en-US", "EN", "en_GB", "en-Latn-US"])
def test_a_language_is_known_by_its_first_part(tag: str) -> None:
    """A language's list holds wherever it is spoken, however its tag is written."""
    assert patterns("crisis", tag) == patterns("crisis", "en")


@pytest.mark.parametrize("tag", [None, "", "ja-JP", "enm", "../wording/en", "country/US", "*"])
def test_a_language_without_lists(tag: str | None) -> None:
    """Where there is no list there is no pattern, whatever a file says that its language is."""
    assert patterns("crisis", tag) is None
    assert patterns("device-approval", tag, "US") is None


def test_the_lists_of_a_country_hold_there_alone() -> None:
    """What US law forbids to say is found in the US, and nowhere else."""
    assert patterns("device-approval", "es-US", "US")
    assert patterns("device-approval", "en", "us") == patterns("device-approval", "en", "US")
    for country in (None, "", "GB", "../country/US"):
        assert patterns("device-approval", "en-US", country) is None


def test_a_number_holds_in_any_language() -> None:
    """A country's list for any language holds in languages without lists, too."""
    pattern = patterns("old-crisis-number", "ja-JP", "US")
    assert pattern
    assert pattern.search("1-800-273-TALK")
