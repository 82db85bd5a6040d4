"""A finding that the content's words caused names the file and the line that they stand in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from brochures.build.clinic import Brochure, read_clinic
from brochures.build.handouts import Handout, build
from brochures.checks.finding import Finding
from brochures.checks.inspection import judged
from brochures.checks.report import Outcome
from brochures.formats import formats
from brochures.render.html import compose
from brochures.render.pdf import typeset
from brochures.render.provenance import Block, blocks
from tests.checks import page_damage as damage
from tests.checks.pages import LEAFLET, mutated, page
from tests.placing import placed
from tests.samples import IN_FULL
from tests.thorough import mostly

TODAY = date(2026, 6, 1)

LONG = "You call and " * 9 + "we come."
FULL = "large-print-full"
CASES = {
    "superlative": ("Other treatments offer hope.", "You get the best care.", "trifold"),
    "device-approval": ("Your symptoms stay the same.", "It is FDA-approved.", FULL),
    "unsafe-wording": ("The risk of suicide is higher.", "They commit suicide.", FULL),
    "share-without-source": ("You sleep badly.", "It helps 40% of people.", FULL),
    "no-long-sentence": ("Hope seems out of reach.", LONG, FULL),
    "nothing-left-over": ("Talk to us.", "Talk to us, or to {name}.", "trifold"),
    "no-capitals": ("There are other treatments.", "There are OTHER treatments.", FULL),
    "overflow": ("Other treatments offer hope.", "You can call us now. " * 90, "trifold"),
    "reading-grade": (
        "It reaches further into the brain.",
        "Neuropsychological comorbidities necessitate multidisciplinary collaboration. " * 9,
        FULL,
    ),
}
"""By the rule that finds it: a text of the sample, what stands there instead, and a format."""


def written(folder: Path, text: str, name: str = "content.yaml") -> Path:
    """Write a content's file."""
    (folder / name).write_text(text, "utf-8")
    return folder / name


def swapped(old: str, new: str, text: str = IN_FULL) -> str:
    """Return a file's text with one thing swapped for another; it has to be there, once."""
    assert text.count(old) == 1
    return text.replace(old, new)


def line_of(words: str, text: str) -> int:
    """Return the line of a file in which some words stand."""
    (found,) = (n for n, line in enumerate(text.split("\n"), 1) if words in line)
    return found


def built(brochure: Brochure, name: str, folder: Path) -> Outcome:
    """Build a format of a brochure, and say where the words of its findings stand."""
    content = brochure.content
    (outcome,) = build([Handout(content, formats(content)[name], folder)], TODAY)
    return brochure.located(outcome)


def found(outcome: Outcome, rule: str) -> Finding:
    """Return the first finding of a rule."""
    return next(each for each in (*outcome.findings, *outcome.advice) if each.rule == rule)


QUICK = ("superlative", "nothing-left-over", "overflow", "reading-grade")
"""What words of a text break, marks in it, its length, and all texts together."""


@pytest.mark.parametrize("rule", mostly(CASES, *QUICK))
def test_the_line_is_named(rule: str, tmp_path: Path) -> None:
    """The finding says the file and the line, for people and for programs."""
    old, new, name = CASES[rule]
    text = swapped(old, new.strip())
    file = written(tmp_path, text)
    (brochure,) = read_clinic(file).brochures
    finding = found(built(brochure, name, tmp_path / "output"), rule)
    assert (finding.file, finding.line) == (str(file), line_of(new.strip(), text))
    assert f"{file}, line {finding.line}: {finding.path}" in finding.told()


def test_a_text_on_several_lines(tmp_path: Path) -> None:
    """Of a text that goes on in further lines, that of the words is named where they are in one."""
    text = swapped(
        "    lead: [Other treatments offer hope.]",
        "    lead: >\n      Other treatments offer hope.\n      You get the best care.",
    )
    (brochure,) = read_clinic(written(tmp_path, text)).brochures
    finding = found(built(brochure, "trifold", tmp_path / "output"), "superlative")
    assert finding.path == "topic.cover.lead[0]"
    assert finding.line in (line_of("lead: >", text), line_of("the best care", text))


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("text: It reaches", "text: It is the best. It reaches", "items[0].text"),
        ("text: It reaches", "text: '**It** is [the best](https://example.com).'", "items[0].text"),
    ],
    ids=["text", "markup"],
)
def test_name_and_text_in_one_paragraph(old: str, new: str, path: str, tmp_path: Path) -> None:
    """Where a name and its text are one paragraph, the line of the text is named."""
    text = swapped(old, new)
    if "'" in new:
        text = text.replace(".' further into the brain.", ".'")
    text = swapped("      art: coil\n", "      art: coil\n      show: run-in\n", text)
    (brochure,) = read_clinic(written(tmp_path, text)).brochures
    finding = found(built(brochure, "trifold", tmp_path / "output"), "superlative")
    assert finding.path == f"topic.sections.treatments.{path}"
    assert finding.line == line_of(new.partition(": ")[2].strip("'")[:8], text)


def test_words_that_others_hold(tmp_path: Path) -> None:
    """A short text that stands before is not taken for the source of a longer one that holds it."""
    text = swapped("name: Despair", "name: The best")
    text = swapped("text: You sleep badly.", "text: You get The best care.", text)
    (brochure,) = read_clinic(written(tmp_path, text)).brochures
    outcome = built(brochure, "large-print-full", tmp_path / "output")
    lines = [each.line for each in outcome.findings if each.rule == "superlative"]
    assert lines == [line_of("name: The best", text), line_of("You get The best", text)]


def test_the_file_of_a_base(tmp_path: Path) -> None:
    """What a base says is found there, what an edition says in its own file."""
    base = swapped("tagline: TMS for depression", "tagline: The best TMS for you")
    base += "editions: [sleep.yaml]\n"
    own = (
        "language: en-US\nbase: content.yaml\ntopic:\n  name: Sleep\n  sections:\n    habits:\n"
        "      title: What can help\n      items:\n        - name: A dark room\n"
        "          text: It is the best for you.\n"
    )
    file, other = written(tmp_path, base), written(tmp_path, own, "sleep.yaml")
    brochure = read_clinic(file).brochures[1]
    outcome = built(brochure, "large-print-full", tmp_path / "output")
    places = {(each.file, each.line) for each in outcome.findings if each.rule == "superlative"}
    assert places == {
        (str(file), line_of("The best TMS", base)),
        (str(other), line_of("It is the best", own)),
    }


def test_small_words(tmp_path: Path) -> None:
    """Small words that the content overrides have a line; those of the program have none."""
    text = IN_FULL + "labels:\n  offered: The best\n"
    (brochure,) = read_clinic(written(tmp_path, text)).brochures
    finding = found(built(brochure, "large-print-full", tmp_path / "output"), "superlative")
    assert finding.line == line_of("offered: The best", text)
    finding = Finding("rule", "where", "what", "fix", "Call us", path="labels.call")
    outcome = Outcome(tmp_path / "a.pdf", None, 1, (finding,))
    (located,) = brochure.located(outcome).findings
    assert (located.line is None) or located.line == line_of("labels:", text)


def test_damage_has_no_line(tmp_path: Path) -> None:
    """What is wrong with the PDF, and not with words, names no line."""
    (brochure,) = read_clinic(written(tmp_path, IN_FULL)).brochures
    content = brochure.content
    made = placed(content, "trifold")
    html = compose(content, made)
    pdf = mutated(typeset(html, made).pdf, damage.untitled)
    outcome = judged(tmp_path / "a.pdf", pdf, made, content, blocks(html), (), TODAY)
    finding = found(brochure.located(outcome), "title-set")
    assert (finding.path, finding.line, finding.file) == ("", None, "")


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("One", "a"),
        ("One two", "b"),
        ("two", "b"),
        ("• Three  four", "c"),
        ("Nothing", ""),
        ("", ""),
    ],
)
def test_source_of_words(words: str, source: str) -> None:
    """Words are those of the text that says just that, or else holds them, or is held by them."""
    texts = (
        Block("One", ("a",)),
        Block("One two", ("b",)),
        Block("Three four", ("c",)),
        Block("x"),
    )
    subject = page()
    subject = type(subject)(subject.facts, LEAFLET, subject.content, texts, TODAY)
    assert subject.source(words) == source
