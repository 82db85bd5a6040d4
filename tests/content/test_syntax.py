"""Mistakes in how the YAML is written, and parts of YAML that are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.mistakes import NAME, Case


def mistake(new: str, at: str, *says: str, path: str = "") -> Case:
    """Return a mistake in place of the clinic's name, as it is typed."""
    return Case(NAME, new, at, path, says)


REFUSED = [
    mistake("  name: &a Clinic\n", "&a", "& has a special meaning", path="clinic.name"),
    Case("clinic:\n", "clinic: &a\n", "&a", "clinic", ("& has a special", "Take & out")),
    mistake("  name: *a\n", "*a", "* has a special meaning", 'name: "*a"', path="clinic.name"),
    mistake("  name: !!binary aGk=\n", "!!binary", "! has a special meaning", path="clinic.name"),
    mistake("  name: !!python/object:os.system x\n", "!!py", "! has a special", path="clinic.name"),
    mistake("  name: ! x\n", "! x", "! has a special", path="clinic.name"),
    mistake(NAME + "  <<: *a\n", "<<", "cannot be a key: <<: *a", path="clinic.?"),
    Case("topic:\n", "---\ntopic:\n", "---", "", ("A second document begins",)),
    mistake(f"  name: {'[' * 10_000}\n", "[[", "More than 20 lists", "put the whole text"),
    mistake(f"  name: {'{a: ' * 50}\n", "{a", "More than 20 lists"),
]

MISTAKES = [
    mistake("  name: TMS: a clinic\n", "TMS:", "colon", 'name: "TMS: a clinic"'),
    mistake("  name: A clinic\n    for: you\n", "for: you", "equally far in", "in quotes"),
    mistake("  name: A clinic\n    for all: x\n", "for all", "colon", "where it begins"),
    mistake("  name:Clinic\n", "name:Clinic", "space is missing", "Write: name: Clinic"),
    mistake("  name:Clinic\n  # why\n\n", "name:Clinic", "space is missing"),
    mistake(NAME + "of Brooklyn\n", "of Brooklyn", "not written as a key"),
    mistake("  name: A # b\n    clinic\n", "# b", "From # on"),
    mistake("\tname: X\n", "name: X", "begins with a tab", "spaces"),
    mistake("  \t name: X\n", "name: X", "begins with a tab"),
    mistake('  name: "X\n', "name:", "quotation mark opens", "at the end of the text"),
    mistake("  name: 'X\n    and Y\n", "name: 'X", "quotation mark opens"),
    Case(
        "      title: Whom to refer\n",
        '      title: "X\n',
        'title: "X',
        "",
        ("quotation mark opens",),
    ),
    mistake('  "name: X\n', '"name', "quotation mark opens"),
    mistake('  name: "A "good" clinic"\n', "good", """name: 'A "good" clinic'"""),
    mistake("  name: 'It's'\n", "It's", "closing quotation mark", 'name: "It\'s"'),
    mistake('  name: "C:\\path"\n', "path", "backslash", "twice"),
    mistake('  name: "\\xZZ"\n', "ZZ", "backslash"),
    mistake('  name: "\\U00110000"\n', "\\U", "backslash"),
    mistake('  name: "\\UFFFFFFFF"\n', "\\U", "backslash"),
    mistake("   name: X\n", "tagline:", "as far in", "as many spaces"),
    mistake(" name: X\n", "tagline:", "equally far in"),
    mistake(NAME + "  - x\n", "- x", "as far in"),
    mistake("  name: - x\n", "- x", "A dash cannot stand here"),
    mistake("  name: [TMS] X\n", "[TMS]", "[ has a special", 'name: "[TMS] X"'),
    mistake("  name: [TMS\n", "[TMS", "[ has a special"),
    mistake("  name: {a} b\n", "{a} b", "{ has a special", 'name: "{a} b"'),
    *(
        mistake(f"  name: {char} X\n", "X", f"{char} has a special", f'"{char} X"')
        for char in "@`%&*>|,]}?"
    ),
    mistake("  name: a\x07b\n", "a\x07b", "control character", "U+0007"),
    mistake("  name: a\x00b\n", "a\x00b", "control character", "U+0000"),
    Case("language: en-US\n", "%YAML 9\n", "%YAML", "", ("",)),
    Case("language: en-US\n", "language: en-US\n...\n", "clinic:", "", ("",)),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("case", [*REFUSED, *MISTAKES], ids=str)
def test_a_mistake_is_named_with_its_line_and_how_to_fix_it(case: Case, file: Path) -> None:
    """One mistake gives one problem: its line, what is wrong, the fix, whichever parser reads."""
    case.check(file)
