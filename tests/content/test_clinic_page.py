"""The clinic's web page against the words of the handouts: nothing lost, nothing invented.

`web_page.txt` is the page, word for word; `clinic_page.txt` has it fact by fact, and
`statements.yaml` has what each text stands for. Both say how they are read. All that tests know of
the first clinic stands there and here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from brochures.content.model import Content
from brochures.content.phone_numbers import dial
from brochures.content.yaml_reader import dotted
from tests.content import said

PAGE = Path(__file__).with_name("clinic_page.txt")
WEB_PAGE = Path(__file__).with_name("web_page.txt")
STATEMENTS = Path(__file__).with_name("statements.yaml")

NOT_FROM_THE_PAGE = {
    "translations": "names of files",
    "clinic.name": "the page bears it in its e-mail address",
    "review": "dates of our own",
    "topic.name": "names the brochure",
    "topic.title": "names a handout",
    "topic.subtitle": "names a handout",
    "topic.for_clinicians": "names a handout",
    "topic.summary.title": "a heading",
    "topic.sections.treatments.figure.labels[0]": "a part of the drawing",
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


HEDGES = {
    "may": "may|can",
    "can": "can|may",
    "often": "often",
    "some": "some",
    "likely": "likely|may",
    "such as": "such as|examples are|may include|and more",
    "including": "including|such as|examples are|may include|and more",
    "particularly": "particularly|above all|especially",
    "comparable to": "comparable to|as much as",
    "at least": "at least|or more",
    "when": "when|if|with",
}
"""Words by which the page says less than it might, and what says the same in a text."""

ABSOLUTE = (
    "all|always|any|anything|completely|ever|every|everyone|never|no|none|nothing|sure"
    "|only(?! a little)"
)
"""Words that allow of no exception."""


class Statement(NamedTuple):
    """What a text of the content stands for, and why it may say less or more plainly."""

    quotations: tuple[str, ...]
    without: Mapping[str, str]
    absolute: Mapping[str, str]


def read_statements(table: str) -> Iterator[tuple[str, Statement]]:
    """Yield the statements of a table such as that of `statements.yaml`, each with its path."""
    for place, said_there in yaml.safe_load(table).items():
        left_out = said_there.pop("without", {})
        absolute = said_there.pop("absolute", {})
        for keys, quoted in said_there.items():
            quotations = (quoted,) if isinstance(quoted, str) else tuple(quoted)
            for key in keys.split(", "):
                yield (
                    f"{place}.{key}",
                    Statement(quotations, left_out.pop(key, {}), absolute.pop(key, {})),
                )
        assert not left_out, f"{place}: no such text"
        assert not absolute, f"{place}: no such text"


STATED = dict(read_statements(STATEMENTS.read_text("utf-8")))


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


def test_every_text_stands_for_a_statement(texts: Mapping[str, str]) -> None:
    """Each text that is medical or names an offer is in the table, and nothing else is."""
    medical = {
        path
        for path in texts
        if path.startswith(("topic.", "clinic.tagline"))
        and not path.startswith(tuple(NOT_FROM_THE_PAGE))
    }
    assert set(STATED) == medical


def test_statements_are_on_the_page() -> None:
    """Each quotation stands on the page, word for word."""
    page = folded(WEB_PAGE.read_text("utf-8"))
    assert [
        (path, quotation)
        for path, statement in STATED.items()
        for quotation in statement.quotations
        if folded(quotation) not in page
    ] == []


def test_no_hedge_is_lost(texts: Mapping[str, str]) -> None:
    """Where the page hedges the text does, or the table says why it need not."""
    assert {
        path: lost
        for path, each in STATED.items()
        if (lost := lost_hedges(each.quotations, texts[path])) != set(each.without)
    } == {}


def test_nothing_is_made_absolute(texts: Mapping[str, str]) -> None:
    """A text allows of exceptions where the page does, or the table says why it seems not to."""
    assert {
        path: made
        for path, each in STATED.items()
        if (made := made_absolute(each.quotations, texts[path])) != set(each.absolute)
    } == {}


def folded(text: str) -> str:
    """Return a text with each run of white space as one space."""
    return " ".join(text.split())


def found(words: str, text: str) -> set[str]:
    """Return which of some words, with a bar between them, stand in a text."""
    pattern = rf"\b(?:{words})\b"
    return {folded(each).casefold() for each in re.findall(pattern, text, re.IGNORECASE)}


def lost_hedges(quotations: Iterable[str], text: str) -> set[str]:
    """Return the hedges of some quotations that a text lacks."""
    hedges = found("|".join(HEDGES), folded(" ".join(quotations)))
    return {hedge for hedge in hedges if not found(HEDGES[hedge], text)}


def made_absolute(quotations: Iterable[str], text: str) -> set[str]:
    """Return the words of a text that allow of no exception, and stand in no quotation."""
    return found(ABSOLUTE, text) - found(ABSOLUTE, " ".join(quotations))


@pytest.mark.parametrize(
    ("quotation", "text", "lost"),
    [
        ("It can help some people.", "It helps.", {"can", "some"}),
        ("It can help some people.", "Some may feel better.", set()),
        ("Illness such as diabetes, including type 2", "Diabetes", {"such as", "including"}),
        ("Illness such as diabetes, including type 2", "Such as diabetes", set()),
        ("at least two medicines", "Two medicines", {"at least"}),
        ("at least two medicines", "2 or more medicines", set()),
        ("scanned", "Seen", set()),
    ],
)
def test_a_lost_hedge_is_found(quotation: str, text: str, lost: set[str]) -> None:
    """A hedge that a text drops is found, and one that it says in other words is not."""
    assert lost_hedges([quotation], text) == lost


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It always helps everyone.", {"always", "everyone"}),
        ("There is no surgery.", {"no"}),
        ("It helps in any case.", set()),
        ("They know another way.", set()),
    ],
)
def test_what_is_made_absolute_is_found(text: str, words: set[str]) -> None:
    """A word that allows of no exception is found where the page has it not."""
    assert made_absolute(["Useful in any case"], text) == words


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
