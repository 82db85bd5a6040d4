"""The clinic's web page against the words of the handouts: nothing lost, nothing invented.

`clinic_page.txt` is the web page, fact by fact; it says how it is read. All that tests know of the
first clinic stands there and here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from brochures.content.model import Content
from brochures.content.phone_numbers import dial
from brochures.content.yaml_reader import dotted
from tests.content import said

PAGE = Path(__file__).with_name("clinic_page.txt")

NOT_FROM_THE_PAGE = {
    "clinic.name": "the page bears it in its e-mail address",
    "review": "dates of our own",
    "topic.name": "names the brochure",
    "topic.title": "names a handout",
    "topic.subtitle": "names a handout",
    "topic.for_clinicians": "names a handout",
    "topic.summary.title": "a heading",
    "topic.next_step": "how to reach the clinic, in our words",
    "topic.referral.title": "a heading",
    "topic.referral.lead": "how to reach the clinic, in our words",
    "labels": "small words around the text",
}
"""What needs no fact, and why."""

REFUSED = {
    "approved": "the FDA clears or authorizes devices; 21 CFR 807.97",
    "only device": "would have to be shown each day; FTC Health Products Compliance Guidance",
    "best": "likewise",
    "cure": "likewise",
    "cures": "likewise",
    "cured": "likewise",
    "guarantee": "likewise",
    "guaranteed": "likewise",
    "proven": "likewise",
    "breakthrough": "likewise",
    "risk-free": "likewise",
    "committed suicide": "blames; guidance on reporting suicide",
}
"""Words that no handout may use, and why."""

CLAUSE = re.compile(
    r"""
    \b (?!(?:and|or)\b) \w.*?
    (?= [.,;:?!()] | \b(?:and|or)\b | $)
    """,
    re.VERBOSE,
)


class Fact(NamedTuple):
    """A fact of the page, and what says it."""

    fact: str
    place: str
    key: str
    words: str

    @property
    def path(self) -> str:
        """Where in the content the words stand."""
        return f"{self.place}.{self.key}"


def facts_of(page: str) -> Iterator[Fact]:
    """Yield what says the facts in a table such as that of the page."""
    place = ""
    for line in page.replace("\n    |", " |").splitlines():
        if line.startswith("  "):
            fact, *said = line.strip().split(" | ")
            for words in said:
                yield Fact(fact, place, *words.split(": ", 1))
        elif not line.startswith(("==", "#")):
            place = line


FACTS = list(facts_of(PAGE.read_text("utf-8")))


@pytest.fixture(scope="module")
def texts(content: Content) -> Mapping[str, str]:
    """Every text of the content by its path."""
    return {dotted(loc): text for loc, text in said.texts(content)}


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.path}: {fact.fact}")
def test_what_the_page_says(texts: Mapping[str, str], fact: Fact) -> None:
    """Each fact of the page is said where the table says."""
    assert fact.words.casefold() in texts[fact.path].casefold()


def test_patients_are_told_all() -> None:
    """No fact of the page is for physicians alone."""
    told = {(each.place, each.fact) for each in FACTS if each.key != "for_clinicians"}
    of_both = [each for each in FACTS if not each.place.endswith("for_clinicians")]
    assert [each for each in of_both if (each.place, each.fact) not in told] == []


def test_nothing_is_invented(texts: Mapping[str, str]) -> None:
    """Each clause of each text says a fact of the page, or something listed as not from there."""
    assert {
        path: clauses
        for path, text in texts.items()
        if not path.startswith(tuple(NOT_FROM_THE_PAGE)) and (clauses := unsourced(path, text))
    } == {}


def unsourced(path: str, text: str) -> list[str]:
    """Return the clauses of a text that none of the facts at its path touches."""
    spans = [
        found.span()
        for fact in FACTS
        if fact.path == path
        for found in re.finditer(re.escape(fact.words), text, re.IGNORECASE)
    ]
    return [
        clause[0].strip()
        for clause in CLAUSE.finditer(text)
        if not any(start < clause.end() and end > clause.start() for start, end in spans)
    ]


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("topic.sections.causes.items[2].text", "Diabetes, gout and heart disease.", ["gout"]),
        ("topic.sections.causes.items[2].text", "Diabetes. It hurts.", ["It hurts"]),
        ("topic.sections.causes.items[2].short", "Diabetes or heart disease", []),
        ("topic.sections.causes.items[9].text", "A new cause", ["A new cause"]),
    ],
)
def test_what_is_invented_is_found(path: str, text: str, found: list[str]) -> None:
    """A clause, a sentence or an item that the page does not have is found."""
    assert unsourced(path, text) == found


def test_nothing_is_excused_in_vain(texts: Mapping[str, str]) -> None:
    """What is listed as not from the page is there."""
    assert [
        part for part in NOT_FROM_THE_PAGE if not any(path.startswith(part) for path in texts)
    ] == []


COUNTS = {
    "definition": [4],
    "symptoms": [3, 3, 3],
    "types": [5],
    "causes": [5],
    "options": [3, 3, 3, 3],
    "consequences": [5],
    "treatments": [3],
}
"""How many marks, symptoms, types, causes and so on the page has, group by group."""


def test_counts(content: Content) -> None:
    """There are as many of each as on the page, and no other sections."""
    found = {}
    for name, section in content.topic.sections.items():
        groups = section.groups.root if section.groups else ()
        found[name] = [len(group.items) for group in groups] or [len(section.body.all_items)]
    assert found == COUNTS


def test_only_tms_is_offered(content: Content) -> None:
    """Of all options the clinic offers TMS, and no other."""
    offered = [
        item.name for item in content.topic.sections["options"].body.all_items if item.offered
    ]
    assert offered == ["TMS"]


def test_contact_is_exact(content: Content) -> None:
    """The clinic is reached as its page says, and both spellings dial one number."""
    clinic = content.clinic
    assert clinic.email == "info@lifequalitytms.com"
    assert clinic.address_lines == ("26 Court St., Ste 808", "Brooklyn, NY 11201")
    assert (clinic.phone.number, clinic.phone.spelled) == ("(718) 400-0867", "(718) 4000-TMS")
    assert clinic.phone.uri == "tel:+17184000867"
    assert dial("(718) 4000-TMS", "US") == "+17184000867"


@pytest.mark.parametrize("words", REFUSED)
def test_refused_words(texts: Mapping[str, str], words: str) -> None:
    """No text uses words that the handouts must not use."""
    refused = re.compile(rf"\b{re.escape(words)}\b", re.IGNORECASE)
    assert [path for path, text in texts.items() if refused.search(text)] == []


def test_crisis_line(content: Content) -> None:
    """Whoever reads of suicide is told to call or text 988, and where to chat."""
    crisis = content.crisis_line
    assert crisis
    assert crisis.chat
    assert (crisis.number, crisis.website) == ("988", "988lifeline.org")
    assert re.search(r"\bcall or text \{number\}", crisis.call, re.IGNORECASE)
    assert re.search(r"\bchat at \{website\}", crisis.chat, re.IGNORECASE)
