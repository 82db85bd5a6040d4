"""Sections: their names, their bodies, and what each kind of body is refused for."""

from __future__ import annotations

from pathlib import Path

import pytest

from brochures.content.blocks import KINDS, Section
from brochures.content.fields import MOST_ITEMS, MOST_ITEMS_IN_ALL
from brochures.content.items import DEPTHS
from brochures.content.loader import load
from brochures.data import drawings
from tests.content.mistakes import Case, problems
from tests.samples import MINIMAL

BODY = """\
      items:
        - name: A dark room
          text: You sleep better in a dark room.
"""
TITLE = "      title: What can help\n"
HABITS = "topic.sections.habits"

BODIES = {
    "items": "[{name: Call}]",
    "groups": "[{title: By phone, items: [{name: Call}]}]",
    "steps": "[Call.]",
    "text": "Call.",
    "table": "{columns: [Day, Hours], rows: [[Monday, 9 to 5]]}",
    "chart": "{caption: Calls, values: [{name: Monday, value: 7}], source: Ours}",
    "quote": "{text: Call., by: Ann}",
    "picture": "{file: a.png, alt: A phone}",
}
"""A body of each kind, as YAML."""


def of(**bodies: str) -> str:
    """Return a content whose section has these bodies."""
    lines = "".join(f"      {kind}: {typed}\n" for kind, typed in bodies.items())
    return MINIMAL.replace(BODY, lines)


def wrong(kind: str, typed: str, path: str, *says: str, at: str = "") -> Case:
    """Return a mistake in a body: YAML behind its kind, where in it it is, and what is said."""
    return Case(BODY, f"      {kind}: {typed}\n", at or f"{kind}:", f"{HABITS}.{path}", says)


def in_a_chart(typed: str, path: str, *says: str) -> Case:
    """Return a mistake in a chart."""
    body = f"{{caption: Calls, source: Ours, {typed}}}"
    return wrong("chart", body, f"chart.{path}", *says)


def test_there_is_a_body_of_each_kind() -> None:
    """The bodies that are tried here are of all the kinds that there are."""
    assert tuple(BODIES) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_one_body_is_enough(kind: str, file: Path) -> None:
    """A section has one body, of any kind, and says something at the depth of all its words."""
    assert problems(file, of(**{kind: BODIES[kind]})) == ()
    section = load(file).topic.sections["habits"]
    assert section.kind == kind
    said = list(section.said("full"))
    assert said[0] == section.title
    assert len(said) > 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("depth", DEPTHS)
def test_all_that_is_said_is_written_there(kind: str, depth: str, file: Path) -> None:
    """At no depth a section says what the content does not, and it opens with its heading."""
    file.write_text(of(**{kind: BODIES[kind]}), "utf-8")
    content = load(file)
    written = {"7", *(str(text) for _, text in content.prose())}
    said = list(content.topic.sections["habits"].said(depth))  # type: ignore[arg-type]
    assert said[0] == "What can help"
    assert set(said) <= written


def test_a_section_without_a_body(file: Path) -> None:
    """A heading alone is no section: the kinds of bodies are named."""
    Case(
        BODY, "", "habits:", HABITS, ("This section has no body.", f"these: {', '.join(KINDS)}.")
    ).check(file, MINIMAL)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "items"])
def test_a_section_with_two_bodies(kind: str, file: Path) -> None:
    """Of two bodies one has to go into a section of its own."""
    (problem,) = problems(file, of(items=BODIES["items"], **{kind: BODIES[kind]}))
    assert problem.path == HABITS
    assert problem.what == f"This section has 2 bodies: items, {kind}."
    assert problem.line == MINIMAL[: MINIMAL.index("habits:")].count("\n") + 1


def test_more_items_than_a_brochure_holds(file: Path) -> None:
    """All sections together have a limit, which lists alone do not keep: it says how to split."""
    items = "[" + "{name: Call}, " * MOST_ITEMS + "]"
    full = MINIMAL.replace(BODY, "      text: Call.\n") + "".join(
        f"    s{number}: {{title: T, items: {items}}}\n"
        for number in range(MOST_ITEMS_IN_ALL // MOST_ITEMS)
    )
    assert problems(file, full) == ()
    last = "    last: {title: T, groups: [{title: G, items: [{name: Call}]}]}\n"
    (problem,) = problems(file, full + last)
    assert problem.path == "topic.sections"
    assert problem.line == full[: full.index("sections:")].count("\n") + 1
    assert problem.what == "The sections have 301 items in all, more than 300."
    assert problem.fix.startswith("Split it into two brochures: ")


TABLES = [
    wrong(
        "table",
        "\n        columns: [Day, Hours]\n        rows:\n          - [Day, a]\n          - [Day]",
        "table.rows[1]",
        "has 2 columns, and this row has another number of cells: 1.",
        "as many cells as there are columns",
        at="- [Day]",
    ),
    wrong(
        "table",
        "\n        columns: [Day, Hours]\n        rows:\n          - []",
        "table.rows[0]",
        "another number of cells: 0.",
        at="- []",
    ),
    wrong(
        "table",
        "{columns: [Day, Hours], rows: [[Monday, a, b]]}",
        "table.rows[0]",
        "another number of cells: 3.",
    ),
    wrong(
        "table",
        "{columns: [Day, Hours], rows: [[Monday, 9]]}",
        "table.rows[0][1]",
        "reads 9 as a number",
        'Put it in quotes: - "9"',
    ),
    wrong(
        "table",
        "{columns: [Day], rows: [[Monday]]}",
        "table.columns",
        "fewer than 2 items",
        "such as [Day, Hours]",
    ),
    wrong(
        "table",
        "{columns: [a, b, c, d, e, f, g], rows: [[a, b, c, d, e, f, g]]}",
        "table.columns",
        "more than 6 items",
    ),
    wrong("table", "{columns: [Day, Hours], rows: []}", "table.rows", "This list is empty."),
    wrong("table", "{columns: [Day, Hours]}", "table.rows", '"rows" is missing'),
]

CHARTS = [
    in_a_chart("values: [{name: a, value: many}]", "values[0].value", "many is not a number."),
    in_a_chart("values: [{name: a, value: NaN}]", "values[0].value", "NaN is not a number."),
    in_a_chart("values: [{name: a, value: .inf}]", "values[0].value", ".inf is not a number."),
    in_a_chart("values: [{name: a, value: yes}]", "values[0].value", "yes is not a number."),
    in_a_chart("values: [{name: a, value: [3]}]", "values[0].value", "[3] is not a number."),
    in_a_chart("values: [{name: a, value: 12:30}]", "values[0].value", "12:30 is not a number."),
    in_a_chart("values: [{name: a, value: 7%}]", "values[0].value", "7% is not a number."),
    in_a_chart("values: [{name: a, value: -1}]", "values[0].value", "from 0 to 1,000,000,000"),
    in_a_chart(f"values: [{{name: a, value: {'9' * 500}}}]", "values[0].value", "99… cannot be"),
    in_a_chart("values: [{name: a, value: 1e-9999}]", "values[0].value", "6 decimals at most"),
    in_a_chart("values: [{name: a, value: }]", "values[0].value", 'Nothing follows "value:"'),
    in_a_chart("values: []", "values", "This list is empty."),
    in_a_chart(
        "of: 10, values: [{name: a, value: 3}, {name: b, value: 13}]",
        "values[1]",
        "13 is no whole number of 10.",
        "Write 0 to 10, or take `of` out.",
    ),
    in_a_chart(
        "of: 10, values: [{name: a, value: 2.5}]", "values[0]", "2.5 is no whole number of 10."
    ),
    in_a_chart("of: 1, values: [{name: a, value: 1}]", "of", "1 is no whole number from 2 to 20."),
    in_a_chart("of: 21, values: [{name: a, value: 1}]", "of", "21 is no whole number from 2 to 20"),
    in_a_chart("of: ten, values: [{name: a, value: 1}]", "of", "ten is no whole number from 2"),
    in_a_chart("of: 2.5, values: [{name: a, value: 1}]", "of", "2.5 is no whole number from 2"),
    in_a_chart("unit: 5, values: [{name: a, value: 1}]", "unit", "reads 5 as a number"),
    wrong(
        "chart",
        "{caption: Calls, values: [{name: a, value: 1}]}",
        "chart.source",
        '"source" is missing',
    ),
]

OTHERS = [
    wrong("text", '""', "text[0]", "This text is empty."),
    wrong("text", "[]", "text", "This list is empty."),
    wrong("text", "12", "text", "reads 12 as a number", 'Put it in quotes: text: "12"'),
    wrong("text", "{a: b}", "text", "{ has a"),
    wrong("text", f"[{', '.join('a' * 21)}]", "text", "more than 20 items"),
    wrong("steps", "Call us", "steps", "A list is wanted here", "- Call us"),
    wrong("quote", "Call us", "quote", "Keys are wanted here (text, by)"),
    wrong("quote", "{text: Call us}", "quote.by", '"by" is missing'),
    wrong("picture", "a.png", "picture", "Keys are wanted here (file, alt)"),
    wrong("picture", "{file: a.png}", "picture.alt", '"alt" is missing'),
    wrong("groups", "[]", "groups", "This list is empty."),
    wrong("items", "[{name: a, brief: " + "b" * 63 + "}]", "items[0].brief", "more than 62 char"),
    Case(TITLE, f"{TITLE}      art: dog\n", "art:", f"{HABITS}.art", ('no drawing called "dog"',)),
    Case(
        TITLE,
        f"{TITLE}      show: grid\n",
        "show:",
        f"{HABITS}.show[0]",
        ("There are: named, run-in",),
    ),
]


@pytest.mark.parametrize("case", [*TABLES, *CHARTS, *OTHERS], ids=str)
def test_what_is_wrong_with_a_body(case: Case, file: Path) -> None:
    """One mistake gives one problem: its line, its path, what is wrong, and the fix."""
    case.check(file, MINIMAL)


def test_unknown_drawings_are_said_with_those_that_there_are(file: Path) -> None:
    """A drawing that does not come with the program is refused with the list of those that do."""
    (problem,) = problems(file, MINIMAL.replace(TITLE, f"{TITLE}      art: dog\n"))
    assert problem.fix == f"There are: {', '.join(drawings())}."


@pytest.mark.parametrize("name", ["a", "z9", "side-effects", "side_effects", "n" * 40, "cover"])
def test_names_of_sections(name: str, file: Path) -> None:
    """A section has any name of small letters, digits, hyphens and underlines."""
    assert problems(file, MINIMAL.replace("habits:", f"{name}:")) == ()
    assert list(load(file).topic.sections) == [name]


@pytest.mark.parametrize(
    ("name", "such_as"),
    [
        ("Good Habits", "Such as good_habits."),
        ("Habits", "Such as habits."),
        ("Schlaf-Tipps für Sie", "Such as schlaf-tipps_fur_sie."),
        ("1st", "Such as st."),
        ("n" * 41, f"Such as {'n' * 40}."),
        ("_", "no more than 40."),
    ],
)
def test_what_cannot_be_the_name_of_a_section(name: str, such_as: str, file: Path) -> None:
    """Another name is refused in its own line, with one that can stand there."""
    Case(
        "    habits:",
        f"    {name}:",
        f"    {name}:",
        f"topic.sections.{name}",
        (f'"{name}" cannot be a name here.', "a letter first", such_as),
    ).check(file, MINIMAL)


SECTIONS = MINIMAL[MINIMAL.index("  sections:\n") :]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("  sections: Sleep\n", "Keys are wanted here, but this is one value: Sleep"),
        ("  sections:\n    - title: Sleep\n", "Keys are wanted here, but this is a list."),
        ("  sections: {}\n", 'Nothing stands below "sections:"'),
        ("  sections:\n", 'Nothing follows "sections:"'),
        ("  sections: {a: }\n", "This item is empty. Write its keys (title)"),
        ("  sections: {a: Sleep}\n", "Keys are wanted here (title), but this is one value: Sleep"),
        (
            "  sections:\n" + "".join(f"    s{n}: {{title: T, text: A.}}\n" for n in range(25)),
            "There are more than 24 items.",
        ),
    ],
)
def test_sections_are_keys(typed: str, says: str, file: Path) -> None:
    """What is no set of sections is said so, with an example where that helps."""
    (problem,) = problems(file, MINIMAL.replace(SECTIONS, typed))
    assert says in f"{problem.what} {problem.fix}"
    assert problem.path.startswith("topic.sections")


def test_numbers_are_printed_as_they_are_read() -> None:
    """A chart's number is printed without zeros that say nothing, and never with an exponent."""
    chart = Section.model_validate(
        {
            "title": "Calls",
            "chart": {
                "caption": "Calls",
                "unit": "%",
                "values": [{"name": "a", "value": value} for value in ("7", "7.50", "1e3", "0")],
                "source": "Ours",
            },
        }
    ).chart
    assert chart
    assert [chart.shown(each) for each in chart.values] == ["7%", "7.5%", "1000%", "0%"]
