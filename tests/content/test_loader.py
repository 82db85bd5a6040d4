"""Loading content.yaml: what is accepted, and what a person is told otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brochures.content import json_schema, yaml_reader
from brochures.content.fields import Loc
from brochures.content.loader import ContentError, Problem, load
from brochures.content.model import Content
from brochures.content.yaml_reader import MOST_PROBLEMS
from brochures.data import typeface
from tests.samples import MINIMAL, minimal
from tests.thorough import examples

PROJECT = Path(__file__).resolve().parents[2]
COMMON = "\n\t :-#\"'[]{}&*|%@`?,\\~x1é\u2028"
"""Characters that mean something in YAML, and a few that do not."""
JARGON = re.compile(r"type=|Input should|Value error|Field required|Extra inputs|<block|token|None")
NAME = "  name: Example Clinic\n"
ZIP = '    zip: "11201"\n'
CALL = "  call: Call or text {number}, day or night.\n"
POINT = "    - Do not wait.\n"
POINTS = "  points:\n    - There are other treatments.\n    - Do not wait.\n"
ITEM = "          - name: Sleep\n            text: You sleep badly.\n"

same_file = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=examples(100),
)


@pytest.fixture(params=["C", "Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read with each of PyYAML's two parsers."""
    name: str = request.param
    if name == "Python":
        monkeypatch.setattr(yaml_reader, "PARSER", yaml.SafeLoader)
    elif not yaml.__with_libyaml__:
        pytest.skip("PyYAML is built without libyaml here")
    return name


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where a test may write its content."""
    return tmp_path / "content.yaml"


def problems(file: Path, text: str | bytes) -> tuple[Problem, ...]:
    """Return what is wrong with a text when it is loaded from a file; () if nothing is."""
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    try:
        load(file)
    except ContentError as error:
        return error.problems
    return ()


@dataclass(frozen=True)
class Case:
    """One mistake in the minimal content, and what a person should be told."""

    old: str
    new: str
    at: str
    """Some words of the line that is named."""
    path: str
    says: tuple[str, ...]

    def __str__(self) -> str:
        return self.new.strip()[:40]


CASES = [
    # Keys
    Case(NAME, "", "clinic:", "clinic.name", ('"name" is missing', 'Add a line "name:"')),
    Case(ZIP, "", "address:", "clinic.address.zip", ('"zip" is missing', "Five digits in quotes")),
    Case(
        "      - title: Body\n        items:\n" + ITEM,
        "      - title: Body\n",
        "title: Body",
        "sections.symptoms.groups[1].items",
        ('"items" is missing', "a dash before each item"),
    ),
    Case(
        "cover:\n  title: Still depressed?\n  lead: Other treatments offer hope.\n",
        "",
        "language:",
        "cover",
        ('"cover" is missing', "the lines title, lead"),
    ),
    Case(NAME, "  nmae: X\n", "nmae", "clinic.nmae", ('no key "nmae"', 'Did you mean "name"?')),
    Case(NAME, NAME + "  Faks: X\n", "Faks", "clinic.Faks", ('Did you mean "fax"?',)),
    Case(NAME, NAME + "  1: X\n", "1: X", "clinic.1", ('no key "1"', "can stand here: name, tag")),
    Case(NAME, NAME + "  no: X\n", "no: X", "clinic.no", ('no key "no"',)),
    Case(
        NAME,
        NAME + "  city: X\n",
        "city: X",
        "clinic.city",
        ("belongs beside street, state, zip",),
    ),
    Case(
        '    zip: "11201"\n',
        '    zip: "11201"\n    email: a@example.com\n',
        "email: a@",
        "clinic.address.email",
        ('no key "email"', "belongs beside name, tagline, address, phone"),
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
    # Texts that are none
    Case(NAME, '  name: ""\n', "name:", "clinic.name", ("text is empty", "Write a text here.")),
    Case(NAME, '  name: "  "\n', "name:", "clinic.name", ("text is empty",)),
    Case(NAME, "  name:\n", "name:", "clinic.name", ('Nothing follows "name:"',)),
    Case(NAME, "  name: ~\n", "name:", "clinic.name", ('Nothing follows "name:"',)),
    Case(NAME, "  name: #1 of all\n", "#1", "clinic.name", ("What stands after # is a note",)),
    Case(NAME, NAME + '  fax: ""\n', "fax:", "clinic.fax", ("empty", "or take the line out")),
    Case(NAME, NAME + '  npi: ""\n', "npi:", "clinic.npi", ("empty", "or take the line out")),
    Case(ZIP, '    zip: " "\n', "zip:", "clinic.address.zip", ("empty", "Write a text here.")),
    Case(
        POINT, "    -\n", "    -\n", "summary.points[1]", ("This item is empty", "behind the dash")
    ),
    Case(POINT, '    - ""\n', '- ""', "summary.points[1]", ("empty", "or take the line out")),
    Case(
        "            text: You sleep badly.\n",
        '            text: ""\n',
        'text: ""',
        "sections.symptoms.groups[1].items[0].text",
        ("This text is empty.", "Write a text here."),
    ),
    Case(NAME, "  name: Clinic # 1\n", "# 1", "clinic.name", ("From # on", "two spaces before")),
    Case(NAME, '  name: "a\\0b"\n', "a\\0b", "clinic.name", ("control character", "U+0000")),
    # What YAML reads as something else
    Case(
        "    state: NY\n",
        "    state: NO\n",
        "state: NO",
        "clinic.address.state",
        ('YAML reads NO as the answer "no"', 'Put it in quotes: state: "NO"'),
    ),
    Case(NAME, "  name: yes\n", "name:", "clinic.name", ('reads yes as the answer "yes"',)),
    Case(NAME, "  name: On\n", "name:", "clinic.name", ('name: "On"',)),
    Case(NAME, "  name: off\n", "name:", "clinic.name", ('name: "off"',)),
    Case(
        ZIP,
        "    zip: 11201\n",
        "zip:",
        "clinic.address.zip",
        ("YAML reads 11201 as a number", 'zip: "11201"'),
    ),
    Case(ZIP, "    zip: 07030\n", "zip:", "clinic.address.zip", ("number", 'zip: "07030"')),
    Case(
        "    number: (718) 400-0867\n",
        "    number: 7184000867\n",
        "number: 7184000867",
        "clinic.phone.number",
        ("reads 7184000867 as a number", 'number: "7184000867"'),
    ),
    Case(NAME, "  name: 12:30\n", "12:30", "clinic.name", ("reads 12:30 as a number", '"12:30"')),
    Case(NAME, "  name: 1.5e+3\n", "1.5e+3", "clinic.name", ("reads 1.5e+3 as a number",)),
    Case(NAME, f"  name: {'1' * 9999}\n", "111", "clinic.name", ("as a number",)),
    Case(NAME, "  name: 2026-01-31\n", "name:", "clinic.name", ("reads 2026-01-31 as a date",)),
    Case(NAME, "  name: 2026-13-45\n", "name:", "clinic.name", ("reads 2026-13-45 as a date",)),
    Case(POINT, "    - 12\n", "- 12", "summary.points[1]", ('Put it in quotes: - "12"',)),
    # One thing where another is wanted
    Case(NAME, "  name:\n    - a\n", "name:", "clinic.name", ("A list stands here",)),
    Case(NAME, "  name: [a]\n", "name:", "clinic.name", ("[ has a special", 'name: "[a]"')),
    Case(CALL, "  call: {number}\n", "call: {", "crisis.call", ("{ has a", 'call: "{number}"')),
    Case(CALL, "  call: {{number}}\n", "call: {", "crisis.call.?", ("cannot be a key",)),
    Case(
        NAME, "  name:\n    a: b\n    c: d\n", "name:", "clinic.name", ("Keys stand here (a, c)",)
    ),
    Case(
        POINT,
        "    - Remember: do not wait.\n",
        "Remember",
        "summary.points[1]",
        ("a colon and a space", '- "Remember: do not wait."'),
    ),
    Case(POINTS, "  points: Hope\n", "points:", "summary.points", ("A list is wanted", "- Hope")),
    Case(POINTS, "  points: []\n", "points:", "summary.points", ("This list is empty",)),
    Case(
        ITEM,
        "          name: Sleep\n          text: You sleep badly.\n",
        "items:",
        "sections.symptoms.groups[1].items",
        ("A list is wanted here", "dash"),
    ),
    Case(
        ITEM, "          -\n", "  -\n", "sections.symptoms.groups[1].items[0]", ("item is empty",)
    ),
    Case(
        ITEM,
        "          - name:Sleep\n",
        "name:Sleep",
        "sections.symptoms.groups[1].items[0]",
        ("A space is missing after the colon", "Write: name: Sleep"),
    ),
    Case(
        "cover:\n  title: Still depressed?\n  lead: Other treatments offer hope.\n",
        "cover: Still depressed?\n",
        "cover:",
        "cover",
        ("Keys are wanted here (title, lead)", "Still depressed?"),
    ),
    Case(
        "cover:\n  title: Still depressed?\n  lead: Other treatments offer hope.\n",
        "cover:\n  - title: Still depressed?\n",
        "cover:",
        "cover",
        ("this is a list", "Take the dashes out"),
    ),
    Case(
        ITEM,
        ITEM + "            offered: maybe\n",
        "maybe",
        "sections.symptoms.groups[1].items[0].offered",
        ("maybe is neither yes nor no",),
    ),
    # Facts
    Case(ZIP, '    zip: "1120"\n', "zip:", "clinic.address.zip", ('"1120" is not', "Five digits")),
    Case("language: en-US", "language: English", "language", "language", ("such as en-US",)),
    Case(
        "    number: (718) 400-0867\n",
        '    number: "400-0867"\n',
        "number:",
        "clinic.phone.number",
        ('"400-0867" is not a phone number', "area code"),
    ),
    Case(
        "    number: (718) 400-0867\n",
        "    number: (718) 400-0867\n    spelled: (718) 4000-TMX\n",
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
    Case("info@example.com", "info@example", "info@", "clinic.email", ("not an e-mail address",)),
    Case(
        CALL, "  call: Call us.\n", "Call us", "crisis.call", ("must hold {number} exactly once",)
    ),
    Case(
        CALL, "  call: Call {number} {nmae}\n", "{nmae}", "crisis.call", ("nothing else in curly",)
    ),
    Case("2026-01-31", "2026-02-31", "2026-02-31", "review.reviewed_on", ("not a day in the cal",)),
    Case("2026-01-31", "Jan 31", "Jan 31", "review.reviewed_on", ('"Jan 31" is not a date',)),
    Case("2026-01-31", "20260131", "2026013", "review.reviewed_on", ("year-month-day",)),
    Case("2026-01-31", "2026-01-31 10:00:00", "10:00", "review.reviewed_on", ("without a time",)),
    Case("2027-01-31", "2025-01-31", "2025-01-31", "review.review_by", ("not later than 2026-01",)),
    Case("2027-01-31", "2029-02-01", "2029-02-01", "review.review_by", ("more than 3 years",)),
    # Parts of YAML that are refused
    Case(NAME, "  name: &a Clinic\n", "&a", "clinic.name", ("& has a special meaning",)),
    Case("clinic:\n", "clinic: &a\n", "&a", "clinic", ("& has a special", "Take & out")),
    Case(NAME, "  name: *a\n", "*a", "clinic.name", ("* has a special meaning", 'name: "*a"')),
    Case(NAME, "  name: !!binary aGk=\n", "!!binary", "clinic.name", ("! has a special meaning",)),
    Case(
        NAME, "  name: !!python/object:os.system x\n", "!!py", "clinic.name", ("! has a special",)
    ),
    Case(NAME, "  name: ! x\n", "! x", "clinic.name", ("! has a special",)),
    Case(NAME, NAME + "  <<: *a\n", "<<", "clinic.?", ("cannot be a key: <<: *a",)),
    Case("cover:\n", "---\ncover:\n", "---", "", ("A second document begins",)),
    Case(NAME, f"  name: {'[' * 10_000}\n", "[[", "", ("More than 20 lists", "put the whole text")),
    Case(NAME, f"  name: {'{a: ' * 50}\n", "{a", "", ("More than 20 lists",)),
    # Slips in the syntax
    Case(NAME, "  name: TMS: a clinic\n", "TMS:", "", ("colon", 'name: "TMS: a clinic"')),
    Case(NAME, "  name: A clinic\n    for: you\n", "for: you", "", ("equally far in", "in quotes")),
    Case(NAME, "  name: A clinic\n    for all: x\n", "for all", "", ("colon", "where it begins")),
    Case(NAME, "  name:Clinic\n", "name:Clinic", "", ("space is missing", "Write: name: Clinic")),
    Case(NAME, "  name:Clinic\n  # why\n\n", "name:Clinic", "", ("space is missing",)),
    Case(NAME, NAME + "of Brooklyn\n", "of Brooklyn", "", ("not written as a key",)),
    Case(NAME, "  name: A # b\n    clinic\n", "# b", "", ("From # on",)),
    Case(NAME, "\tname: X\n", "name: X", "", ("begins with a tab", "spaces")),
    Case(NAME, "  \t name: X\n", "name: X", "", ("begins with a tab",)),
    Case(NAME, '  name: "X\n', "name:", "", ("quotation mark opens", "at the end of the text")),
    Case(NAME, "  name: 'X\n    and Y\n", "name: 'X", "", ("quotation mark opens",)),
    Case("{review_by}\n", '{review_by}\n  send: "X\n', 'send: "X', "", ("quotation mark opens",)),
    Case(NAME, '  "name: X\n', '"name', "", ("quotation mark opens",)),
    Case(NAME, '  name: "A "good" clinic"\n', "good", "", ("""name: 'A "good" clinic'""",)),
    Case(NAME, "  name: 'It's'\n", "It's", "", ("closing quotation mark", 'name: "It\'s"')),
    Case(NAME, '  name: "C:\\path"\n', "path", "", ("backslash", "twice")),
    Case(NAME, '  name: "\\xZZ"\n', "ZZ", "", ("backslash",)),
    Case(NAME, '  name: "\\U00110000"\n', "\\U", "", ("backslash",)),
    Case(NAME, '  name: "\\UFFFFFFFF"\n', "\\U", "", ("backslash",)),
    Case(NAME, "   name: X\n", "tagline:", "", ("as far in", "as many spaces")),
    Case(NAME, " name: X\n", "tagline:", "", ("equally far in",)),
    Case(NAME, NAME + "  - x\n", "- x", "", ("as far in",)),
    Case(NAME, "  name: - x\n", "- x", "", ("A dash cannot stand here",)),
    Case(NAME, "  name: [TMS] X\n", "[TMS]", "", ("[ has a special", 'name: "[TMS] X"')),
    Case(NAME, "  name: [TMS\n", "[TMS", "", ("[ has a special",)),
    Case(NAME, "  name: {a} b\n", "{a} b", "", ("{ has a special", 'name: "{a} b"')),
    *(
        Case(NAME, f"  name: {char} X\n", "X", "", (f"{char} has a special", f'"{char} X"'))
        for char in "@`%&*>|,]}?"
    ),
    Case(NAME, "  name: a\x07b\n", "a\x07b", "", ("control character", "U+0007")),
    Case(NAME, "  name: a\x00b\n", "a\x00b", "", ("control character", "U+0000")),
    Case("language: en-US\n", "%YAML 9\n", "%YAML", "", ("",)),
    Case("language: en-US\n", "language: en-US\n...\n", "clinic:", "", ("",)),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_mistake_is_named_with_its_line_and_how_to_mend_it(case: Case, file: Path) -> None:
    """One mistake gives one problem: its line, its path, what is wrong, and the mend."""
    text = MINIMAL.replace(case.old, case.new, 1)
    assert text != MINIMAL

    (problem,) = problems(file, text)

    assert problem.line is not None
    assert case.at in text.split("\n")[problem.line - 1] + "\n"
    assert problem.path == case.path
    for words in case.says:
        assert words in f"{problem.what} {problem.fix}"
    assert not JARGON.search(str(problem))


def test_every_mistake_is_reported_at_once(file: Path) -> None:
    """A person who mends all that is named does not have to run the command again."""
    text = MINIMAL
    for old, new in {
        NAME: "  name: NO\n",
        "    city: Brooklyn\n": "    citty: Brooklyn\n",
        ZIP: "    zip: 11201\n",
        "    number: (718) 400-0867\n": '    number: "12"\n',
        "  email: info@example.com\n": "  email: nobody\n  fax: *number\n",
        "  chat: Chat at {website}.\n": "  chat: Chat with us.\n",
        "2026-01-31": "2026-01-32",
        "  version:": "  verzion:",
        "  title: In short\n": '  title: ""\n',
        POINT: "    - Now: call\n",
        "  who: Whom to refer\n": "",
        "  coil: A coil over a head.\n": "  coil: A coil.\n  coil: A coil over a head.\n",
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
        "crisis.chat",
        "review.verzion",
        "review.reviewed_on",
        "summary.title",
        "summary.points[1]",
        "referral.who",
        "drawings.coil",
    ]
    lines = [problem.line or 0 for problem in found]
    assert lines == sorted(lines)


def test_a_problem_reads_well(file: Path) -> None:
    """A problem is the file, the line and the place, then what is wrong, then the mend."""
    text = MINIMAL.replace("text: You sleep badly.", 'text: ""')

    (problem,) = problems(file, text)

    assert str(problem) == (
        f"{file}, line 58: sections.symptoms.groups[1].items[0].text\n"
        "  This text is empty.\n"
        "  Write a text here."
    )


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda _: None, "There is no such file"),
        (lambda file: file.mkdir(), "This is a folder"),
        (lambda file: file.write_bytes(b"#" * 100_001), "larger than 100 KB"),
        (lambda file: file.write_bytes(b""), "The file is empty"),
        (lambda file: file.write_text("# words\n\n"), "The file is empty"),
        (lambda file: file.write_text("---\n"), "The file is empty"),
        (lambda file: file.write_text("Hello\n"), "does not begin with a key"),
        (lambda file: file.write_text("- language: en-US\n"), "does not begin with a key"),
        (lambda file: file.write_bytes(MINIMAL.encode("utf-16")), "saved as UTF-16"),
    ],
)
def test_a_file_that_holds_no_words(made: Callable[[Path], object], says: str, file: Path) -> None:
    """A file that is missing, empty or of another kind is named in one sentence."""
    made(file)

    with pytest.raises(ContentError) as caught:
        load(file)

    (problem,) = caught.value.problems
    assert says in problem.what
    assert problem.fix
    assert problem.line is None


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    """What the system says against opening a file is passed on."""
    not_a_folder = tmp_path / "file"
    not_a_folder.touch()

    with pytest.raises(ContentError, match="cannot be opened: Not a directory"):
        load(not_a_folder / "content.yaml")


def test_a_file_in_another_encoding_is_named_with_the_line(file: Path) -> None:
    """A letter saved by an old editor is found by its line."""
    text = MINIMAL.replace("Whom to refer", "Whom to réfer")

    (problem,) = problems(file, text.encode("latin-1"))

    assert problem.line == text[: text.index("é")].count("\n") + 1
    assert "UTF-8" in problem.fix


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    "changed",
    [
        lambda text: "\ufeff" + text,
        lambda text: "---\n" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace(": ", ":\t"),
        lambda text: text.replace("\n", "\n \t\n"),
        lambda text: text.rstrip("\n"),
    ],
    ids=["BOM", "---", "CRLF", "CR", "tabs after colons", "blank lines", "no last line end"],
)
def test_what_editors_do_to_a_file_is_accepted(changed: Callable[[str], str], file: Path) -> None:
    """Marks, line ends and blanks that no person sees change nothing."""
    file.write_bytes(changed(MINIMAL).encode())

    assert load(file) == Content.model_validate(minimal())


def test_lines_are_those_that_an_editor_counts(file: Path) -> None:
    """Line separators pasted along with a text do not shift the line that is named."""
    text = MINIMAL.replace(NAME, '  name: "A\u2028B\u2029C\x85D"\n').replace(ZIP, "")

    (problem,) = problems(file, text)

    assert problem.line == 5


def test_what_is_left_empty_counts_as_absent(file: Path) -> None:
    """A key without a value is as good as no key, where the value may be missing."""
    text = (
        MINIMAL.replace(NAME, NAME + "  fax:\n  website:\n  hours:\n  npi:\n  transit: # none\n")
        .replace("  title: Your next step\n", "  title: Your next step\n  steps:\n")
        .replace(ITEM, ITEM + "            short:\n            offered:\n")
        .replace("  treatments:\n", "  types:\n  treatments:\n")
    )

    assert problems(file, text) == ()
    assert load(file) == Content.model_validate(minimal())


def test_a_date_may_stand_in_quotes(file: Path) -> None:
    """A person who puts everything in quotes is understood."""
    assert problems(file, MINIMAL.replace("2026-01-31", '"2026-01-31"')) == ()


def test_a_note_two_spaces_after_a_text_is_a_note(file: Path) -> None:
    """Notes after a text are fine where nobody takes them for a part of it."""
    assert problems(file, MINIMAL.replace(NAME, NAME.rstrip() + "  # a note\n")) == ()


def test_the_bomb_of_aliases_is_refused(file: Path) -> None:
    """Text that would swell to gigabytes is not even put together."""
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
    )

    assert any("* has a special meaning" in problem.what for problem in problems(file, bomb))


@pytest.mark.parametrize("wrong", ["x%d: y\n", "? [%d]\n: y\n", "x%d: *y\n"])
def test_no_more_is_listed_than_a_person_mends(wrong: str, file: Path) -> None:
    """Of thousands of problems the first hundred are listed, and that there are more."""
    text = MINIMAL + "".join(wrong.replace("%d", str(number)) for number in range(3000))

    *listed, last = problems(file, text)

    assert len(listed) == MOST_PROBLEMS
    assert all(problem.line is not None for problem in listed)
    assert last.what == "There is more to fix than these 100 places."


@pytest.mark.parametrize("language", ["en", "es-US", "fr-FR", "pl", "ht", "vi-VN", "yo"])
def test_languages_in_latin_letters(language: str, file: Path) -> None:
    """A language is accepted when the typeface can print its dates."""
    assert problems(file, MINIMAL.replace("en-US", language)) == ()


@pytest.mark.parametrize("language", ["ru", "zh-CN", "ar-EG", "he", "hi", "th"])
def test_languages_in_other_letters(language: str, file: Path) -> None:
    """A language whose dates the typeface cannot print is refused with a sentence."""
    (problem,) = problems(file, MINIMAL.replace("en-US", language))

    assert f'Dates in the language "{language}" cannot be printed.' in problem.what


def test_the_largest_texts_and_lists(file: Path) -> None:
    """What is just within the limits is accepted."""
    text = MINIMAL.replace("You sleep badly.", "s" * 2000).replace(POINT, POINT * 19)

    assert problems(file, text) == ()


def test_our_own_content_is_valid() -> None:
    """The content that this project ships can be loaded."""
    assert load(PROJECT / "content.yaml").language


def test_the_schema_file_is_current() -> None:
    """Editors help with the content by the same rules by which it is loaded."""
    assert json_schema.SCHEMA_FILE.read_text("utf-8") == json_schema.written()


# Properties


def broken(characters: str) -> st.SearchStrategy[str]:
    """Draw valid content in which a piece is replaced by some of these characters."""
    return st.builds(
        lambda at, length, new: MINIMAL[:at] + new + MINIMAL[at + length :],
        st.integers(0, len(MINIMAL)),
        st.integers(0, 30),
        st.text(characters, max_size=8),
    )


@same_file
@pytest.mark.usefixtures("parser")
@given(text=st.one_of(st.binary(), st.text(), broken(f"{COMMON}!>=<\x00")))
def test_any_file_gives_content_or_problems(text: str | bytes, file: Path) -> None:
    """Whatever a file holds, a person gets sentences with lines that exist, and no traceback."""
    found = problems(file, text)

    count = len(re.findall(r"\r\n?|\n", file.read_bytes().decode("latin-1"))) + 1
    for problem in found:
        assert problem.line is None or 1 <= problem.line <= count
        assert problem.what
        assert problem.fix


@same_file
@given(text=broken(COMMON))
@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML is built without libyaml here")
def test_both_parsers_find_the_same(text: str, file: Path) -> None:
    """What a person is told does not depend on how PyYAML was built.

    After ! and > the two differ in what they take for YAML, so these are left out.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_reader, "PARSER", yaml.SafeLoader)
        in_python = problems(file, text)

    assert problems(file, text) == in_python


def free_texts(data: Any, loc: Loc = ()) -> Iterator[Loc]:  # noqa: ANN401
    """Find the texts that may say anything."""
    if isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from free_texts(value, (*loc, step))
    elif isinstance(data, str) and loc[0] in ("titles", "cover", "summary", "sections", "drawings"):
        yield loc


PRINTABLE = st.characters(max_codepoint=0x17F).filter(
    lambda letter: typeface.has(letter) and not typeface.is_hidden(letter)
)
WRITTEN = st.text(st.one_of(PRINTABLE, st.sampled_from(" \n\u00a0")), max_size=90).filter(
    lambda text: bool(text.strip())
)


@same_file
@given(data=st.data())
def test_texts_come_back_as_they_were_written(data: st.DataObject, file: Path) -> None:
    """Loading what a YAML writer wrote gives the same texts, line breaks folded."""
    words = minimal()
    written = {}
    for loc in data.draw(st.lists(st.sampled_from(list(free_texts(words))), max_size=9)):
        written[loc] = data.draw(WRITTEN)
        inner: Any = words
        for step in loc[:-1]:
            inner = inner[step]
        inner[loc[-1]] = written[loc]
    dumped = yaml.safe_dump(
        words, allow_unicode=data.draw(st.booleans()), width=data.draw(st.integers(20, 200))
    )

    file.write_text(dumped, "utf-8")
    content = load(file)

    for loc, expected in written.items():
        found: Any = content
        for step in loc:
            found = found[step] if isinstance(step, int) else getattr(found, step)
        assert found == re.sub(r"[ \n]+", " ", expected.strip())
