"""The program is of no topic: what a clinic treats stands in content and data, never in code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml

from brochures.data import wording

ROOT = Path(__file__).parent.parent

TOPIC = {
    "the illness": re.compile(r"depress", re.IGNORECASE),
    "its danger": re.compile(r"suicid", re.IGNORECASE),
    "its treatments": re.compile(
        r"\b[dr]?TMS\b|\b(?:es)?ketamine|\bSSRIs?\b|\belectroconvuls", re.IGNORECASE
    ),
    "devices and who clears them": re.compile(
        r"\bFDA\b|brains ?way|neuro ?star|mag ?venture|magstim|nexstim|spravato", re.IGNORECASE
    ),
    "one country's crisis line": re.compile(
        r"\b988(?:\b|lifeline)|273-(?:8255|TALK)", re.IGNORECASE
    ),
}
"""Words of the first clinic's topic. The shipped drawings may have names of what they show."""


def code() -> Iterator[Path]:
    """Yield the files of the program: modules, templates and sheets, but no data."""
    for folder, kinds in (("brochures", "py html js css svg"), ("styles", "css")):
        for kind in kinds.split():
            for path in sorted((ROOT / folder).rglob(f"*.{kind}")):
                if ROOT / "brochures" / "data" not in path.parents:
                    yield path


def kinds() -> frozenset[str]:
    """Return the names of the word lists, which code has to call by their names."""
    everywhere = [
        wording.listed(language, country)
        for language in wording.languages()
        for country in (None, *wording.countries())
    ]
    return frozenset(kind for lists in everywhere for kind in lists)


def hits(text: str, topic: Mapping[str, re.Pattern[str]]) -> list[str]:
    """Return the lines of a text that hold a word of the topic, each with its number."""
    for kind in kinds():
        text = text.replace(f'"{kind}"', '""')
    return [
        f"{number}: {line.strip()}"
        for number, line in enumerate(text.splitlines(), 1)
        if any(pattern.search(line) for pattern in topic.values())
    ]


def found(topic: Mapping[str, re.Pattern[str]]) -> list[str]:
    """Return where words of a topic stand in the program."""
    return [
        f"{path.relative_to(ROOT)}:{hit}"
        for path in code()
        for hit in hits(path.read_text("utf-8"), topic)
    ]


def test_no_word_of_a_topic_stands_in_the_program() -> None:
    """Modules, templates and sheets name no illness, treatment, device or crisis line."""
    assert found(TOPIC) == []


def test_no_fact_of_a_clinic_stands_in_the_program() -> None:
    """Name, numbers and addresses of the first clinic are no example for others."""
    clinic = yaml.safe_load((ROOT / "content.yaml").read_text("utf-8"))["clinic"]
    facts = [
        clinic["name"],
        clinic["email"],
        clinic["address"]["street"],
        *clinic["phone"].values(),
    ]
    assert found({fact: re.compile(re.escape(fact), re.IGNORECASE) for fact in facts}) == []


@pytest.mark.parametrize(
    ("text", "is_hit"),
    [
        ('"""Still depressed?"""', True),
        ("speaks_of_suicide = True", True),
        ('patterns("crisis", language)', False),
        ("such as dTMS", True),
        ("SSRIs help.", True),
        ("NeuroStar", True),
        ("FDA-cleared", True),
        ('such as "988"', True),
        ("988lifeline.org", True),
        ("1-800-273-8255", True),
        ("x = 1988", False),
        ("atms = items", False),
        ("the impression of a page", False),
    ],
)
def test_a_word_of_the_topic_is_seen(text: str, *, is_hit: bool) -> None:
    """The words above are found wherever they stand in a line, and nothing that only holds them."""
    assert bool(hits(text, TOPIC)) == is_hit


def test_the_program_is_read() -> None:
    """Modules, templates and sheets are among the files that are read; data is not."""
    names = {path.relative_to(ROOT).as_posix() for path in code()}
    assert {
        "brochures/cli.py",
        "brochures/render/templates/base.html",
        "styles/tokens.css",
        "styles/themes/harbour.css",
    } <= names
    assert not any(name.startswith("brochures/data/") for name in names)
