"""What forms, templates and other programs leave in a text is found, and nothing else."""

from __future__ import annotations

import pytest

from tests.checks.said_texts import shown


def test_what_is_left_over_and_what_is_a_word() -> None:
    """TODO is left over; todo is a Spanish word, and passes."""
    assert shown("nothing-left-over", "TODO: la dirección", "es-US") == ["TODO"]
    assert shown("nothing-left-over", "Lorem Ipsum dolor", "es-US") == ["Lorem Ipsum"]
    assert shown("nothing-left-over", "Traiga todo lo que tenga.", "es-US") == []


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("[Clinic tagline here]", "[Clinic tagline here]"),
        ("Call [PHONE] now.", "[PHONE]"),
        ("Your tagline here", "Your tagline here"),
        ("{{ clinic.name }}", "{{ clinic.name }}"),
        ("We <b>never</b> stop.", "<b>"),
        ("Call<br/>us.", "<br/>"),
        ('<a href="x">us</a>', '<a href="x">'),
        ("Dear <your name>,", "<your name>"),
        ("Fish &amp; chips", "&amp;"),
        ("We **never stop.", "**"),
        ("See [us](http://example.com).", "[us](http://example.com)"),
        ("We __never__ stop.", "__never__"),
    ],
)
def test_marks_of_other_programs_are_left_over(text: str, mark: str) -> None:
    """What is between brackets, or looks like markup, is named as it stands there."""
    assert shown("nothing-left-over", text) == [mark]


@pytest.mark.parametrize(
    "text",
    [
        "It is 2 < 3 and 5 > 4.",
        "It was found before [2], [3-5].",
        "'I am fine [sic].'",
        "Write to <info@example.com>.",
        "Tom & Jerry; R&D; Q&A",
        "A * B * C",
        "snake_case_name",
    ],
)
def test_signs_that_belong_to_a_text(text: str) -> None:
    """Numbers in brackets, comparisons and addresses are no marks."""
    assert shown("nothing-left-over", text) == []
