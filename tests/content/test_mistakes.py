"""Keys that are missing or unknown, values of another kind, facts that cannot be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.mistakes import (
    COVER,
    EMAIL,
    ITEM,
    NAME,
    NUMBER,
    POINT,
    POINTS,
    POSTCODE,
    REGION,
    SLEEP,
    TEXT,
    Case,
    problems,
)
from tests.samples import WHOLE

LABELS = "topic:\n"
"""A line before which other parts of a content can stand."""


def a_name(typed: str, at: str, *says: str) -> Case:
    """Return a mistake in the clinic's name, as it is typed."""
    return Case(NAME, f"  name: {typed}\n", at, "clinic.name", says)


def a_label(typed: str, at: str, path: str, *says: str) -> Case:
    """Return a mistake below `labels`, as it is typed."""
    return Case(LABELS, f"labels:\n{typed}{LABELS}", at, f"labels.{path}", says)


KEYS = [
    Case(NAME, "", "clinic:", "clinic.name", ('"name" is missing', 'Add a line "name:"')),
    Case(
        POSTCODE,
        "",
        "address:",
        "clinic.address.postcode",
        ("The ZIP code is missing", 'behind "zip:"'),
    ),
    Case(
        "        - title: Body\n          items:\n" + ITEM,
        "        - title: Body\n",
        "title: Body",
        "topic.sections.symptoms.groups[1].items",
        ('"items" is missing', "a dash before each item"),
    ),
    Case(
        WHOLE[WHOLE.index("topic:") :],
        "",
        "language:",
        "topic",
        ('"topic" is missing', "the lines name, sections"),
    ),
    Case(
        WHOLE[WHOLE.index("  sections:") :],
        "",
        "topic:",
        "topic.sections",
        ('"sections" is missing', "further in", "a name of your choice, such as causes"),
    ),
    Case(COVER, COVER[27:], "cover:", "topic.cover.title", ('"title" is missing',)),
    Case(NAME, "  nmae: X\n", "nmae", "clinic.nmae", ('no key "nmae"', 'Did you mean "name"?')),
    Case(NAME, NAME + "  Faks: X\n", "Faks", "clinic.Faks", ('Did you mean "fax"?',)),
    Case(NAME, NAME + "  1: X\n", "1: X", "clinic.1", ('no key "1"', "can stand here: name, kind")),
    Case(NAME, NAME + "  no: X\n", "no: X", "clinic.no", ('no key "no"',)),
    Case(NAME, NAME + "  city: X\n", "city: X", "clinic.city", ("belongs beside street",)),
    Case(
        POSTCODE,
        POSTCODE + "    email: a@example.com\n",
        "email: a@",
        "clinic.address.email",
        ('no key "email"', "belongs beside name, address, phone"),
    ),
    Case(
        NAME,
        NAME + "  Open today: come in\n",
        "Open today",
        "clinic.Open today",
        ('no key "Open today"', "goes on with the text above"),
    ),
    Case(
        NAME, NAME + NAME, "", "clinic.name", ('"name" stands here twice, in line 3 and in line 4',)
    ),
    Case(NAME, NAME + "  ? [a]\n  : b\n", "? [a]", "clinic.?", ("cannot be a key: ? [a]",)),
    Case(NAME, NAME + "  ? {a: b}\n  : b\n", "? {a", "clinic.?", ("cannot be a key",)),
    Case(NAME, NAME + '  "": b\n', '"": b', "clinic.?", ("cannot be a key",)),
    Case(NAME, NAME + '  "\\0": b\n', '"\\0"', "clinic.?", ("cannot be a key",)),
    a_label("  pgae: Page\n", "pgae", "pgae", 'Did you mean "page"?'),
]

EMPTY = [
    a_name('""', "name:", "text is empty", "Write a text here."),
    a_name('"  "', "name:", "text is empty"),
    Case(NAME, "  name:\n", "name:", "clinic.name", ('Nothing follows "name:"',)),
    a_name("~", "name:", 'Nothing follows "name:"'),
    a_name("#1 of all", "#1", "What stands after # is a note"),
    Case(NAME, NAME + '  fax: ""\n', "fax:", "clinic.fax", ("empty", "or take the line out")),
    Case(NAME, NAME + '  npi: ""\n', "npi:", "clinic.npi", ("empty", "or take the line out")),
    Case(
        POSTCODE,
        '    postcode: " "\n',
        "postcode:",
        "clinic.address.postcode",
        ("empty", "Write a text here"),
    ),
    Case(
        POINT,
        "      -\n",
        "      -\n",
        "topic.summary.points[1]",
        ("This item is empty", "behind the dash"),
    ),
    Case(
        POINT, '      - ""\n', '- ""', "topic.summary.points[1]", ("empty", "or take the line out")
    ),
    Case(
        TEXT,
        '              text: ""\n',
        'text: ""',
        f"{SLEEP}.text",
        ("This text is empty.", "or take the line out"),
    ),
    a_name("Clinic # 1", "# 1", "From # on", "two spaces before"),
    a_name('"a\\0b"', "a\\0b", "control character", "U+0000"),
]

MISREAD = [
    Case(
        REGION,
        "    region: NO\n",
        "region: NO",
        "clinic.address.region",
        ('YAML reads NO as the answer "no"', 'Put it in quotes: region: "NO"'),
    ),
    Case(
        REGION,
        "    state: NO\n",
        "state: NO",
        "clinic.address.state",
        ('YAML reads NO as the answer "no"', 'Put it in quotes: state: "NO"'),
    ),
    a_name("yes", "name:", 'reads yes as the answer "yes"'),
    a_name("On", "name:", 'name: "On"'),
    a_name("off", "name:", 'name: "off"'),
    Case(
        POSTCODE,
        "    zip: 11201\n",
        "zip:",
        "clinic.address.zip",
        ("YAML reads 11201 as a number", 'zip: "11201"'),
    ),
    Case(
        POSTCODE,
        "    postcode: 07030\n",
        "postcode:",
        "clinic.address.postcode",
        ("number", 'postcode: "07030"'),
    ),
    Case(
        NUMBER,
        "    number: 7184000867\n",
        "number: 7184000867",
        "clinic.phone.number",
        ("reads 7184000867 as a number", 'number: "7184000867"'),
    ),
    a_name("12:30", "12:30", "reads 12:30 as a number", '"12:30"'),
    a_name("1.5e+3", "1.5e+3", "reads 1.5e+3 as a number"),
    a_name("1" * 9999, "111", "as a number"),
    a_name("2026-01-31", "name:", "reads 2026-01-31 as a date"),
    a_name("2026-13-45", "name:", "reads 2026-13-45 as a date"),
    Case(POINT, "      - 12\n", "- 12", "topic.summary.points[1]", ('Put it in quotes: - "12"',)),
]

ANOTHER_KIND = [
    Case(NAME, "  name:\n    - a\n", "name:", "clinic.name", ("A list stands here",)),
    a_name("[a]", "name:", "[ has a special", 'name: "[a]"'),
    a_label("  page: {page}\n", "page: {", "page", "{ has a", 'page: "{page}"'),
    a_label("  page: {{page}}\n", "page: {", "page.?", "cannot be a key"),
    Case(
        NAME, "  name:\n    a: b\n    c: d\n", "name:", "clinic.name", ("Keys stand here (a, c)",)
    ),
    Case(
        POINT,
        "      - Remember: do not wait.\n",
        "Remember",
        "topic.summary.points[1]",
        ("a colon and a space", '- "Remember: do not wait."'),
    ),
    Case(
        POINTS,
        "    points: Hope\n",
        "points:",
        "topic.summary.points",
        ("A list is wanted", "- Hope"),
    ),
    Case(POINTS, "    points: []\n", "points:", "topic.summary.points", ("This list is empty",)),
    Case(
        POINTS,
        "    points:\n" + POINT * 21,
        "points:",
        "topic.summary.points",
        ("more than 20 items", "Take some out"),
    ),
    Case(
        ITEM,
        "            name: Sleep\n            text: You sleep badly.\n",
        "items:",
        SLEEP.removesuffix("[0]"),
        ("A list is wanted here", "dash"),
    ),
    Case(ITEM, "            -\n", "  -\n", SLEEP, ("item is empty",)),
    Case(
        ITEM,
        "            - name:Sleep\n",
        "name:Sleep",
        SLEEP,
        ("A space is missing after the colon", "Write: name: Sleep"),
    ),
    Case(
        f"  cover:\n{COVER}",
        "  cover: Still depressed?\n",
        "cover:",
        "topic.cover",
        ("Keys are wanted here (title)", "Still depressed?"),
    ),
    Case(
        f"  cover:\n{COVER}",
        "  cover:\n    - title: Still depressed?\n",
        "cover:",
        "topic.cover",
        ("this is a list", "Take the dashes out"),
    ),
    Case(LABELS, f"labels: Page\n{LABELS}", "labels:", "labels", ("page, call, ", "…", ": Page")),
    Case(
        LABELS,
        f"handouts: [trifold]\n{LABELS}",
        "handouts:",
        "handouts",
        ("Keys are wanted here, but this is a list", "such as trifold: {flap: [causes]}"),
    ),
    Case(
        ITEM,
        ITEM + "              offered: maybe\n",
        "maybe",
        f"{SLEEP}.offered",
        ("maybe is neither yes nor no",),
    ),
    Case(
        LABELS,
        f"printing: {{paper: legal}}\n{LABELS}",
        "legal",
        "printing.paper",
        ("legal cannot stand here", "Write letter or a4."),
    ),
]

FACTS = [
    Case(
        POSTCODE,
        '    zip: "1120"\n',
        "zip:",
        "clinic.address.zip",
        ('"1120" is no ZIP code', 'a line such as "country: GB"'),
    ),
    Case("language: en-US", "language: English", "language", "language", ("such as en-US",)),
    Case(
        "language: en-US",
        "language: es-ZZ",
        "language",
        "language",
        ('"es-ZZ" names a country that there is not: ZZ.', 'or "es" alone'),
    ),
    Case("language: en-US", "language: en-UK", "language", "language", ("such as en-GB",)),
    Case("language: en-US", "language: eo-ZZ", "language", "language", ("such as en-US",)),
    Case(
        NUMBER,
        '    number: "400-0867"\n',
        "number:",
        "clinic.phone.number",
        ('"400-0867" is not a phone number', "area code"),
    ),
    Case(
        NUMBER,
        f"{NUMBER}    spelled: (718) 4000-TMX\n",
        "spelled:",
        "clinic.phone.spelled",
        ("dials +17184000869", "whichever is wrong"),
    ),
    Case(NAME, NAME + '  fax: "123"\n', "fax:", "clinic.fax", ("not a phone number",)),
    Case(
        NAME,
        NAME + "  website: https://example.com\n",
        "website:",
        "clinic.website",
        ("https://example.com is not", "Without https://"),
    ),
    Case(EMAIL, "  email: info@example\n", "info@", "clinic.email", ("not an e-mail address",)),
    a_label("  page: Page 7\n", "Page 7", "page", "must hold {page} and {pages} exactly once"),
    a_label(
        "  page: '{page} {pages} {nmae}'\n", "{nmae}", "page", "nothing else in curly brackets"
    ),
    a_label(
        "  mail: {lines: ['See {flie}.']}\n", "{flie}", "mail.lines[0]", "fill in for {flie} here"
    ),
    Case("2026-01-31", "2026-02-31", "2026-02-31", "review.reviewed_on", ("not a day in the cal",)),
    Case("2026-01-31", "Jan 31", "Jan 31", "review.reviewed_on", ('"Jan 31" is not a date',)),
    Case("2026-01-31", "20260131", "2026013", "review.reviewed_on", ("year-month-day",)),
    Case("2026-01-31", "2026-01-31 10:00:00", "10:00", "review.reviewed_on", ("without a time",)),
    Case("2027-01-31", "2025-01-31", "2025-01-31", "review.review_by", ("not later than 2026-01",)),
    Case("2027-01-31", "2029-02-01", "2029-02-01", "review.review_by", ("more than 3 years",)),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("case", [*KEYS, *EMPTY, *MISREAD, *ANOTHER_KIND, *FACTS], ids=str)
def test_a_mistake_is_named_with_its_line_and_how_to_fix_it(case: Case, file: Path) -> None:
    """One mistake gives one problem: its line, its path, what is wrong, and the fix."""
    case.check(file)


def test_every_mistake_is_reported_at_once(file: Path) -> None:
    """A person who fixes all that is named does not have to run the command again."""
    text = WHOLE
    for old, new in {
        NAME: "  name: NO\n",
        "    city: Brooklyn\n": "    citty: Brooklyn\n",
        POSTCODE: "    zip: 11201\n",
        NUMBER: '    number: "12"\n',
        EMAIL: "  email: nobody\n  fax: *number\n",
        "2026-01-31": "2026-01-32",
        "  version:": "  verzion:",
        "    art: doors\n": "    art: gates\n",
        "    title: In short\n": '    title: ""\n',
        POINT: "      - Now: call\n",
        "      title: What it is\n": "",
        ITEM: f"{ITEM}          steps: [Call.]\n",
        "    title: How to refer\n": "    title: How\n    title: How to refer\n",
        "    who:\n": "    whom:\n",
    }.items():
        assert old in text
        text = text.replace(old, new, 1)

    found = problems(file, text)

    assert [problem.path for problem in found] == [
        "clinic.name",
        "clinic.address.citty",
        "clinic.address.zip",
        "clinic.phone.number",
        "clinic.email",
        "clinic.fax",
        "review.verzion",
        "review.reviewed_on",
        "topic.cover.art",
        "topic.summary.title",
        "topic.summary.points[1]",
        "topic.sections.definition.title",
        "topic.sections.symptoms.groups[1].steps",
        "topic.referral.title",
        "topic.referral.whom",
    ]
    lines = [problem.line or 0 for problem in found]
    assert lines == sorted(lines)


def test_a_problem_reads_well(file: Path) -> None:
    """A problem is the file, the line and the place, then what is wrong, then the fix."""
    text = WHOLE.replace("text: You sleep badly.", 'text: ""')
    line = text[: text.index('text: ""')].count("\n") + 1

    (problem,) = problems(file, text)

    assert str(problem) == (
        f"{file}, line {line}: {SLEEP}.text\n"
        "  This text is empty.\n"
        "  Write a text here, or take the line out."
    )
