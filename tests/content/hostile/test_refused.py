"""Words that no handout can hold, and parts of YAML that a content does not need."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.content.hostile.guard import refused
from tests.content.mistakes import EMAIL, ITEM, NAME, NUMBER, POINT, TEXT
from tests.samples import WHOLE

LANGUAGE = "language: en-US\n"
TOPIC = "topic:\n"
"""A line before which other parts of a content can stand."""

ITEMS = f"          items:\n{ITEM}"


class Wrong(NamedTuple):
    """What is put into a valid content, and what a person is told of it."""

    old: str
    new: str
    says: str
    below: int = 0
    """So many lines below the first one that is new, the line that is named."""


def a_text(typed: str, says: str, below: int = 0) -> Wrong:
    """Return a wrong text of an item, as it is typed."""
    return Wrong(TEXT, f"              text: {typed}\n", says, below)


def an_escape(code: str, says: str) -> Wrong:
    """Return a text with a character that is written as an escape, as JSON does."""
    return a_text(f'"You \\{code} sleep badly."', says)


INVISIBLE = "There is an invisible character here"
CONTROL = "There is an invisible control character here"
CANNOT = "The typeface cannot print this: "

CHARACTERS = {
    "NUL escape": an_escape("0", f"{CONTROL} (U+0000)"),
    "NUL": a_text("You \0 sleep badly.", f"{CONTROL} (U+0000)"),
    "bell": a_text("You \a sleep badly.", f"{CONTROL} (U+0007)"),
    "terminal escape": an_escape("e[31m", f"{CONTROL} (U+001B)"),
    "delete": an_escape("x7F", f"{CONTROL} (U+007F)"),
    "C1 control": an_escape("x9B", f"{CONTROL} (U+009B)"),
    "lone surrogate": an_escape("uD800", "A backslash (\\) has a special meaning"),
    "surrogate pair": an_escape("uD83D\\uDE00", "A backslash (\\) has a special meaning"),
    "beyond Unicode": an_escape("U00110000", "A backslash (\\) has a special meaning"),
    "override": a_text("You \u202e sleep", f"{INVISIBLE} (U+202E, RIGHT-TO-LEFT OVERRIDE)"),
    "override escape": an_escape("u202E", f"{INVISIBLE} (U+202E, RIGHT-TO-LEFT OVERRIDE)"),
    "embedding": a_text("You \u202b sleep", f"{INVISIBLE} (U+202B, RIGHT-TO-LEFT EMBEDDING)"),
    "isolate": a_text("You \u2066 sleep", f"{INVISIBLE} (U+2066, LEFT-TO-RIGHT ISOLATE)"),
    "joiner": a_text("You \u200d sleep", f"{INVISIBLE} (U+200D, ZERO WIDTH JOINER)"),
    "tag": a_text("You \U000e0041 sleep", f"{INVISIBLE} (U+E0041, TAG LATIN CAPITAL LETTER A)"),
    "in the third line": a_text(
        "You\n                sleep\n                ba\u200ddly.", f"{INVISIBLE} (U+200D", 2
    ),
    "private use": a_text("You \ue000 sleep", f"{CANNOT}U+E000."),
    "unassigned": a_text("You \u0378 sleep", f"{CANNOT}U+0378."),
    "no character": an_escape("uFFFE", f"{CANNOT}U+FFFE."),
    "replacement": a_text("You \ufffd sleep", f'{CANNOT}"\ufffd" (U+FFFD, REPLACEMENT CHARACTER).'),
    "emoji": a_text("You sleep \U0001f634", f'{CANNOT}"\U0001f634" (U+1F634, SLEEPING FACE).'),
    "joined emoji": a_text(
        "A \U0001f469\u200d\u2695\ufe0f",
        f'{CANNOT}"\U0001f469" (U+1F469, WOMAN); U+200D, ZERO WIDTH JOINER; "\u2695" (U+2695, '
        "STAFF OF AESCULAPIUS); and 1 more.",
    ),
    "flag": a_text("\U0001f1fa\U0001f1f8", "U+1F1FA, REGIONAL INDICATOR SYMBOL LETTER U"),
    "Zalgo": a_text("Y\u0300\u0316\u0489\u034f" * 20, "(U+0489, COMBINING CYRILLIC MILLIONS SIGN)"),
    "accent on no letter": a_text("3\u0303", "\u25cc\u0303 (U+0303, COMBINING TILDE)"),
    "three accents on a letter": a_text("g\u0303\u0323\u0308", "(U+0308, COMBINING DIAERESIS)"),
    "Thai": a_text("คุณ", "U+0E04, THAI CHARACTER KHO KHWAI"),
    "Georgian": a_text("ძილი", "U+10EB, GEORGIAN LETTER JIL"),
    "vowel on no letter": a_text("\u064e sleep", "U+064E, ARABIC FATHA"),
    "Cyrillic that looks Latin": a_text("You sl\u0435ep", "U+0435, CYRILLIC SMALL LETTER IE"),
    "ligature": a_text("a \ufb01t", 'Write it in another way, such as "fi".'),
    "in a key": Wrong(NAME, "  na\u200bme: X\n", f"{INVISIBLE} (U+200B"),
    "before a key": Wrong(NAME, "\u00a0 name: X\n", "What looks like a space is none for YAML"),
    "after a colon": Wrong(NAME, "  name:\u00a0X\n", "(U+00A0, NO-BREAK SPACE): name: X"),
    "mark of order before a key": Wrong(
        TOPIC, f"\ufeff{TOPIC}", f"{INVISIBLE} (U+FEFF, ZERO WIDTH NO-BREAK SPACE)"
    ),
}
"""Characters that no handout can print, or that would change how others are read."""

BOMB = "a0: &a0 [x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
)

STRUCTURE = {
    "bomb of aliases": Wrong(LANGUAGE, LANGUAGE + BOMB, "& has a special meaning", 1),
    "quadratic blow-up": Wrong(
        NAME, f"  name: &a {'x' * 9000}\n  tags: [{'*a, ' * 9000}]\n", "& has a special meaning"
    ),
    "alias of itself": Wrong(NAME, "  name: &a [*a]\n", "* has a special meaning"),
    "merge key": Wrong(NAME, NAME + "  <<: {name: X}\n", "This cannot be a key: <<", 1),
    "anchor": Wrong(NAME, "  name: &a Clinic\n", "& has a special meaning"),
    "object of Python": Wrong(
        NAME, "  name: !!python/object/apply:os.system [id]\n", "! has a special meaning"
    ),
    "name in Python": Wrong(NAME, "  name: !!python/name:os.system\n", "! has a special meaning"),
    "include": Wrong(NAME, "  name: !include /etc/passwd\n", "! has a special meaning"),
    "tag of one's own": Wrong(
        LANGUAGE, "%TAG ! tag:yaml.org,2002:\n---\nlanguage: !str en-US\n", "! has a special", 2
    ),
    "key twice": Wrong(NAME, NAME + "  name: X\n", '"name" stands here twice', 1),
    "key that is a list": Wrong(NAME, NAME + "  ? [a]\n  : b\n", "This cannot be a key", 1),
    "key that is a number": Wrong(NAME, NAME + "  1: b\n", 'There is no key "1" here', 1),
    "key that is nothing": Wrong(NAME, NAME + "  ~: b\n", 'There is no key "~" here', 1),
    "endless key": Wrong(NAME, NAME + f"  ? {'k' * 50_000}\n  : b\n", 'There is no key "kkkk', 1),
    "brackets 10,000 deep": Wrong(NAME, f"  name: {'[' * 10_000}\n", "More than 20 lists"),
    "braces 10,000 deep": Wrong(NAME, f"  name: {'{a: ' * 10_000}\n", "More than 20 lists"),
    "dashes 10,000 deep": Wrong(POINT, f"      {'- ' * 10_000}x\n", "More than 20 lists"),
    "huge whole number": Wrong(NAME, f"  name: {'9' * 50_000}\n", "as a number, not as a text"),
    "number to the base of 60": Wrong(NAME, "  name: 1:59:59\n", "as a number, not as a text"),
    "not a number": Wrong(NAME, "  name: .nan\n", "as a number, not as a text"),
    "infinity": Wrong(NAME, "  name: -.inf\n", "as a number, not as a text"),
    "hexadecimal number": Wrong(NAME, "  name: 0xFFFFFFFF\n", "as a number, not as a text"),
    "day as a text": Wrong(NAME, "  name: 2026-01-31\n", "as a date, not as a text"),
    "day that is none": Wrong(NAME, "  name: 9999-99-99\n", "as a date, not as a text"),
    "picture of the clinic": Wrong(NAME, NAME + "  logo: photo.png\n", 'no key "logo" here', 1),
    "section with another's name": Wrong(
        "    definition:\n", "    <b>definition:\n", '"<b>definition" cannot be a name here'
    ),
    "section of endless name": Wrong(
        "    definition:\n", f"    {'d' * 1000}:\n", "cannot be a name here"
    ),
}
"""What YAML can do beyond texts, lists and keys."""

LONG = {
    "text": a_text("Sleep. " * 300, "This text has more than 2,000 characters."),
    "points": Wrong(POINT, POINT * 20, "This list has more than 20 items.", -2),
    "items": Wrong(ITEMS, ITEMS + ITEM * 20, "This list has more than 20 items."),
    "groups": Wrong(
        f"        - title: Body\n{ITEMS}",
        f"        - title: Body\n{ITEMS}" * 8,
        "This list has more than 8 items.",
        -5,
    ),
    "name of 254 characters": Wrong(
        NAME, f"  name: {'C' * 254}\n", "This text has more than 100 characters."
    ),
    "e-mail of 255 characters": Wrong(
        EMAIL,
        f"  email: {'a' * 64}@{'.'.join(['b' * 46] * 4)}.com\n",
        "is not an e-mail address",
    ),
    "web address of 251 characters": Wrong(
        EMAIL, f"{EMAIL}  website: example.com/{'a' * 239}\n", "more than 250 characters", 1
    ),
    "label of 101 characters": Wrong(
        TOPIC, f"labels:\n  call: {'C' * 101}\n{TOPIC}", "This text has more than 100 char", 1
    ),
    "number of 300 digits": Wrong(
        NUMBER, f'    number: "{"7" * 300}"\n', "more than 100 characters"
    ),
}
"""What would cost more than a handout may."""

FACTS = {
    "website that runs": Wrong(EMAIL, EMAIL + "  website: javascript:alert(1)\n", "Without h", 1),
    "website that leaves its attribute": Wrong(
        EMAIL, EMAIL + "  website: 'example.com/\" onclick=\"alert(1)'\n", "Without https://", 1
    ),
    "website with markup": Wrong(EMAIL, EMAIL + "  website: example.com/<b>\n", "Without https", 1),
    "website of the machine": Wrong(EMAIL, EMAIL + "  website: file:///etc/passwd\n", "Without", 1),
    "website with a style": Wrong(EMAIL, EMAIL + "  website: example.com/;{}\n", "Without ht", 1),
    "e-mail that leaves its attribute": Wrong(
        EMAIL, "  email: '\"><script>@example.com'\n", "is not an e-mail address"
    ),
    "e-mail with a header": Wrong(
        EMAIL, '  email: "a@example.com\\nBcc: b@example.com"\n', "is not an e-mail address"
    ),
    "drawing that is a path": Wrong(
        "    art: doors\n", "    art: ../../base\n", 'There is no drawing called "../../base".'
    ),
    "colour that is a style": Wrong(
        TOPIC, f"brand: {{colors: {{deep: '#000}}*{{}}'}}}}\n{TOPIC}", "more than 7 characters"
    ),
    "colour that is a call": Wrong(
        TOPIC, f"brand: {{colors: {{glow: 'url(x)'}}}}\n{TOPIC}", "is not written in the way"
    ),
    "base in another folder": Wrong(
        TOPIC, f"base: ../../../../etc/passwd\n{TOPIC}", "lies in another folder"
    ),
    "base that never ends": Wrong(TOPIC, f"base: /dev/zero\n{TOPIC}", "lies in another folder"),
    "edition that is a picture": Wrong(
        TOPIC, f"editions: [photo.png]\n{TOPIC}", '"photo.png" is no name of a YAML file'
    ),
    "format that is a path": Wrong(
        TOPIC, f"handouts: {{../../x: yes}}\n{TOPIC}", 'There is no format called "../../x".'
    ),
    "phone that runs": Wrong(NUMBER, '    number: "javascript:alert(1)"\n', "is not a phone num"),
    "crisis number that runs": Wrong(
        TOPIC,
        f'crisis:\n  number: "988;javascript:1"\n{TOPIC}',
        "Digits, with spaces or hyphens",
        1,
    ),
    "crisis website that leaves its attribute": Wrong(
        TOPIC, f"crisis:\n  website: '988lifeline.org\" x=\"'\n{TOPIC}", "Without https://", 1
    ),
    "language with a path": Wrong(LANGUAGE, "language: ../../etc\n", "such as en-US"),
    "language whose dates cannot be printed": Wrong(
        LANGUAGE, "language: th\n", 'Dates in the language "th" cannot be printed'
    ),
    "mark that reaches into Python": Wrong(
        TOPIC,
        f"crisis:\n  call: Call {{number}} {{number.__class__}}\n{TOPIC}",
        "nothing else in curly",
        1,
    ),
    "mark that is a template": Wrong(
        TOPIC,
        f"crisis:\n  call: Call {{{{ number }}}}\n{TOPIC}",
        "must hold {number} exactly once",
        1,
    ),
}
"""Facts that end up in links and attributes."""

WRONG: Mapping[str, Wrong] = {**CHARACTERS, **STRUCTURE, **LONG, **FACTS}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_is_refused(
    case: Wrong, tmp_path: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is refused with a sentence that names the line; the last good handout stays."""
    file = tmp_path / "content.yaml"
    assert case.old in WHOLE
    file.write_bytes(WHOLE.replace(case.old, case.new, 1).encode("utf-8", "surrogatepass"))

    told = refused(file, output, capsys)

    line = WHOLE[: WHOLE.index(case.old)].count("\n") + 1 + case.below
    assert f", line {line}" in told
    assert case.says in " ".join(told.split())
