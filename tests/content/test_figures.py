"""What a section shows beside its words: what it may ask for, and what it needs for that."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from brochures.content.figures import Pull, pull
from brochures.content.loader import load
from brochures.data.labelled import labelled_drawings
from tests.content.mistakes import Case
from tests.samples import MINIMAL

TITLE = "      title: What can help\n"
BODY = MINIMAL[MINIMAL.index("      items:") :]
HABITS = "topic.sections.habits"
SECTIONS = "  sections:\n"
GROUPS = "      groups: [{title: At night, icon: moon, items: [{name: A dark room}]}]\n"


def asking(lines: str, *says: str, path: str = HABITS, at: str = "habits:") -> Case:
    """Return a mistake in what a section asks for, by the lines that stand below its title."""
    return Case(TITLE, f"{TITLE}{lines}", at, path, says)


REFUSED = [
    asking(
        "      show: [named, run-in]\n", "set in one way", "Keep one of named, run-in, timeline"
    ),
    asking("      show: icon-rows\n", "an icon with each item", "Add `icon:` to each"),
    asking("      show: icon-groups\n", "an icon with each group"),
    asking("      show: frieze\n", "an icon with each group"),
    asking("      show: big\n", "There are: named", path=f"{HABITS}.show[0]", at="show:"),
    asking(
        "      figure: {art: moon, labels: [One]}\n",
        "There are: ",
        path=f"{HABITS}.figure.art",
        at="figure:",
    ),
    asking(
        "      figure: {art: coil, labels: [One]}\n",
        "has 2 parts",
        "from the top: the coil, its field in the head",
        path=f"{HABITS}.figure.labels",
        at="figure:",
    ),
]

NEXT = """\
  next_step:
    title: Next
    steps: [Call us.]
    write: {step: 2, columns: [Medicine]}
"""

OTHERS = [
    Case(BODY, GROUPS + "      show: frieze\n", "habits:", HABITS, ("there are 1", "have 2 to 5")),
    Case(SECTIONS, NEXT + SECTIONS, "next_step:", "topic.next_step", ("no step 2", "from 1")),
]


@pytest.mark.parametrize("case", [*REFUSED, *OTHERS], ids=str)
def test_what_cannot_be_shown_is_refused(case: Case, file: Path) -> None:
    """What a section asks for and lacks is said with its line and the fix."""
    case.check(file, MINIMAL)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It stays after 2 or more.", ("It stays after ", "2", " or more.", "")),
        ("7.5 % of them. More here.", ("", "7.5 %", " of them.", "More here.")),
        ("Take 1,000 steps a day", ("Take ", "1,000", " steps a day", "")),
        ("For 3 in 10: read on.", ("For ", "3", " in 10:", "read on.")),
        ("好好试过2类或更多药。它不同。", ("好好试过", "2", "类或更多药。", "它不同。")),
        ("維生素B12有幫助。", None),
        ("Vitamin B12 helps.", None),
        ("None at all.", None),
        ("**2 of** them.", None),
        ("**Some** of 2.", ("**Some** of ", "2", ".", "")),
        (None, None),
    ],
)
def test_the_first_number_is_pulled(text: str | None, parts: tuple[str, ...] | None) -> None:
    """A text is split around its first number, and after the sentence that holds it."""
    assert pull(text) == (Pull(*parts) if parts else None)


def test_few_words_may_hold_the_name(file: Path) -> None:
    """Where the few words of an item hold its name, they are a sentence by themselves."""
    text = "          text: You sleep better in a dark room.\n"
    for words, itself in (
        ("Sleep in A dark room, if you can.", True),
        ("Sleep in a dark room.", False),
        ("A dark rooms.", False),
    ):
        file.write_text(MINIMAL.replace(text, f"{text}          short: {words}\n"), "utf-8")
        (item,) = load(file).topic.all_items
        assert item.names_itself("short") is itself
        assert not item.names_itself("full")
        assert list(item.said("short")) == ([] if itself else ["A dark room"]) + [words]


def test_each_labelled_drawing_is_a_drawing() -> None:
    """What can be labelled are drawings, whose labels stand one below the other."""
    for parts in labelled_drawings().values():
        levels = [part.label for part in parts]
        assert levels == sorted(levels)
        assert min(b - a for a, b in itertools.pairwise(levels)) >= 20
