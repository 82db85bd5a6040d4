"""Slips in how the YAML is written, and parts of YAML that are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.mistakes import NAME, Case


def a_slip(new: str, at: str, *says: str, path: str = "") -> Case:
    """Return a slip in place of the clinic's name, as it is typed."""
    return Case(NAME, new, at, path, says)


REFUSED = [
    a_slip("  name: &a Clinic\n", "&a", "& has a special meaning", path="clinic.name"),
    Case("clinic:\n", "clinic: &a\n", "&a", "clinic", ("& has a special", "Take & out")),
    a_slip("  name: *a\n", "*a", "* has a special meaning", 'name: "*a"', path="clinic.name"),
    a_slip("  name: !!binary aGk=\n", "!!binary", "! has a special meaning", path="clinic.name"),
    a_slip("  name: !!python/object:os.system x\n", "!!py", "! has a special", path="clinic.name"),
    a_slip("  name: ! x\n", "! x", "! has a special", path="clinic.name"),
    a_slip(NAME + "  <<: *a\n", "<<", "cannot be a key: <<: *a", path="clinic.?"),
    Case("topic:\n", "---\ntopic:\n", "---", "", ("A second document begins",)),
    a_slip(f"  name: {'[' * 10_000}\n", "[[", "More than 20 lists", "put the whole text"),
    a_slip(f"  name: {'{a: ' * 50}\n", "{a", "More than 20 lists"),
]

SLIPS = [
    a_slip("  name: TMS: a clinic\n", "TMS:", "colon", 'name: "TMS: a clinic"'),
    a_slip("  name: A clinic\n    for: you\n", "for: you", "equally far in", "in quotes"),
    a_slip("  name: A clinic\n    for all: x\n", "for all", "colon", "where it begins"),
    a_slip("  name:Clinic\n", "name:Clinic", "space is missing", "Write: name: Clinic"),
    a_slip("  name:Clinic\n  # why\n\n", "name:Clinic", "space is missing"),
    a_slip(NAME + "of Brooklyn\n", "of Brooklyn", "not written as a key"),
    a_slip("  name: A # b\n    clinic\n", "# b", "From # on"),
    a_slip("\tname: X\n", "name: X", "begins with a tab", "spaces"),
    a_slip("  \t name: X\n", "name: X", "begins with a tab"),
    a_slip('  name: "X\n', "name:", "quotation mark opens", "at the end of the text"),
    a_slip("  name: 'X\n    and Y\n", "name: 'X", "quotation mark opens"),
    Case(
        "      title: Whom to refer\n",
        '      title: "X\n',
        'title: "X',
        "",
        ("quotation mark opens",),
    ),
    a_slip('  "name: X\n', '"name', "quotation mark opens"),
    a_slip('  name: "A "good" clinic"\n', "good", """name: 'A "good" clinic'"""),
    a_slip("  name: 'It's'\n", "It's", "closing quotation mark", 'name: "It\'s"'),
    a_slip('  name: "C:\\path"\n', "path", "backslash", "twice"),
    a_slip('  name: "\\xZZ"\n', "ZZ", "backslash"),
    a_slip('  name: "\\U00110000"\n', "\\U", "backslash"),
    a_slip('  name: "\\UFFFFFFFF"\n', "\\U", "backslash"),
    a_slip("   name: X\n", "tagline:", "as far in", "as many spaces"),
    a_slip(" name: X\n", "tagline:", "equally far in"),
    a_slip(NAME + "  - x\n", "- x", "as far in"),
    a_slip("  name: - x\n", "- x", "A dash cannot stand here"),
    a_slip("  name: [TMS] X\n", "[TMS]", "[ has a special", 'name: "[TMS] X"'),
    a_slip("  name: [TMS\n", "[TMS", "[ has a special"),
    a_slip("  name: {a} b\n", "{a} b", "{ has a special", 'name: "{a} b"'),
    *(
        a_slip(f"  name: {char} X\n", "X", f"{char} has a special", f'"{char} X"')
        for char in "@`%&*>|,]}?"
    ),
    a_slip("  name: a\x07b\n", "a\x07b", "control character", "U+0007"),
    a_slip("  name: a\x00b\n", "a\x00b", "control character", "U+0000"),
    Case("language: en-US\n", "%YAML 9\n", "%YAML", "", ("",)),
    Case("language: en-US\n", "language: en-US\n...\n", "clinic:", "", ("",)),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("case", [*REFUSED, *SLIPS], ids=str)
def test_a_slip_is_named_with_its_line_and_how_to_mend_it(case: Case, file: Path) -> None:
    """One slip gives one problem: its line, what is wrong, and the mend, whichever parser reads."""
    case.check(file)
