"""Hostile and broken content, through the command: refused with a sentence, or printed as typed.

Whatever stands in the words or in the place of their file: the command ends soon and with a
status, a person reads sentences, nothing that was good is overwritten, nothing is fetched, and no
file outside the project is opened.
"""

from __future__ import annotations

import os
import signal
import socket
import struct
import sys
import tracemalloc
import zlib
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple, NoReturn

import pytest
import yaml

import make_pdf
from brochures.content.loader import ContentError, load
from brochures.content.opening import MAX_BYTES
from brochures.formats.model import FORMATS
from brochures.pdf import Facts, read
from tests.samples import MINIMAL, minimal
from tests.trials import reads

SECONDS = 30
"""No test here takes longer, on a machine with much else to do."""

GOOD = b"the last good one"

TEXT = "            text: You sleep badly.\n"
POINT = "    - Do not wait.\n"
NAME = "  name: Example Clinic\n"
EMAIL = "  email: info@example.com\n"
NUMBER = "    number: (718) 400-0867\n"
CRISIS_NUMBER = '  number: "988"\n'
CRISIS_WEBSITE = "  website: 988lifeline.org\n"
LANGUAGE = "language: en-US\n"
ITEMS = "        items:\n          - name: Sleep\n            text: You sleep badly.\n"


class Watch:
    """Notes which files are opened. Python keeps an audit hook for good: it is switched off."""

    def __init__(self) -> None:
        self.on = False
        self.opened: list[str] = []

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        """Take an audit event (PEP 578)."""
        if self.on and event == "open":
            self.opened.append(str(arguments[0]))


WATCH = Watch()
sys.addaudithook(WATCH)


@pytest.fixture(scope="module", autouse=True)
def guarded() -> Iterator[None]:
    """Let nothing here reach the network, and note which files are opened."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the network was asked for")

    WATCH.on = True
    with pytest.MonkeyPatch.context() as patch:
        for name in ("socket", "create_connection", "getaddrinfo"):
            patch.setattr(socket, name, refuse)
        yield
    WATCH.on = False


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    """Fail instead of hanging."""

    def stop(*_: object) -> NoReturn:
        raise TimeoutError(f"more than {SECONDS} seconds")

    if hasattr(signal, "SIGALRM"):
        before = signal.signal(signal.SIGALRM, stop)
        signal.alarm(SECONDS)
        yield
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    else:
        yield


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return a folder with a handout that was good."""
    folder = tmp_path / "output"
    folder.mkdir()
    (folder / "one-page.pdf").write_bytes(GOOD)
    return folder


def refused(file: Path, output: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Run the command on a file that it must refuse, touching nothing; return what it says."""
    assert make_pdf.main(["one-page", "--content", str(file), "--output", str(output)]) == 2
    said = capsys.readouterr()
    assert [path.name for path in output.iterdir()] == ["one-page.pdf"]
    assert (output / "one-page.pdf").read_bytes() == GOOD
    assert said.out == ""
    assert "Traceback" not in said.err
    assert said.err.startswith(str(file))
    told = said.err.removeprefix(str(file))
    assert all(line.isprintable() for line in told.split("\n"))
    return told


class Wrong(NamedTuple):
    """What is put into the smallest valid content, and what a person is told of it."""

    old: str
    new: str
    says: str
    below: int = 0
    """So many lines below the first one that is new, the line that is named."""


def a_text(typed: str, says: str, below: int = 0) -> Wrong:
    """Return a wrong text of an item, as it is typed."""
    return Wrong(TEXT, f"            text: {typed}\n", says, below)


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
    "mark": a_text("You \u200f sleep", f"{INVISIBLE} (U+200F, RIGHT-TO-LEFT MARK)"),
    "zero width": a_text("You \u200b sleep", f"{INVISIBLE} (U+200B, ZERO WIDTH SPACE)"),
    "joiner": a_text("You \u200d sleep", f"{INVISIBLE} (U+200D, ZERO WIDTH JOINER)"),
    "word joiner": a_text("You \u2060 sleep", f"{INVISIBLE} (U+2060, WORD JOINER)"),
    "soft hyphen": a_text("You sle\u00adep", f"{INVISIBLE} (U+00AD, SOFT HYPHEN)"),
    "tag": a_text("You \U000e0041 sleep", f"{INVISIBLE} (U+E0041, TAG LATIN CAPITAL LETTER A)"),
    "mark of order": a_text("You \ufeff sleep", f"{INVISIBLE} (U+FEFF, ZERO WIDTH NO-BREAK"),
    "in the third line": a_text(
        "You\n              sleep\n              ba\u200bdly.", f"{INVISIBLE} (U+200B", 2
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
    "Zalgo": a_text("Y\u0300\u0316\u0489\u034f" * 20, "(U+0316, COMBINING GRAVE ACCENT BELOW)"),
    "accent that joins no letter": a_text("g\u0303", "\u25cc\u0303 (U+0303, COMBINING TILDE)"),
    "Chinese": a_text("你睡不好", "U+7761, CJK UNIFIED IDEOGRAPH-7761"),
    "Arabic": a_text("لا تنام", "U+0644, ARABIC LETTER LAM"),
    "Cyrillic that looks Latin": a_text("You sl\u0435ep", "U+0435, CYRILLIC SMALL LETTER IE"),
    "ligature": a_text("a \ufb01t", 'Write it in another way, such as "fi".'),
    "no-break hyphen": a_text("anti\u2011depressant", 'such as "-"'),
    "in a key": Wrong(NAME, "  na\u200bme: X\n", f"{INVISIBLE} (U+200B"),
    "before a key": Wrong(NAME, "\u00a0 name: X\n", "What looks like a space is none for YAML"),
    "after a colon": Wrong(NAME, "  name:\u00a0X\n", "(U+00A0, NO-BREAK SPACE): name: X"),
    "mark of order before a key": Wrong(
        "crisis:\n", "\ufeffcrisis:\n", f"{INVISIBLE} (U+FEFF, ZERO WIDTH NO-BREAK SPACE)"
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
    "dashes 10,000 deep": Wrong(POINT, f"    {'- ' * 10_000}x\n", "More than 20 lists"),
    "huge whole number": Wrong(NAME, f"  name: {'9' * 50_000}\n", "as a number, not as a text"),
    "number to the base of 60": Wrong(NAME, "  name: 1:59:59\n", "as a number, not as a text"),
    "not a number": Wrong(NAME, "  name: .nan\n", "as a number, not as a text"),
    "infinity": Wrong(NAME, "  name: -.inf\n", "as a number, not as a text"),
    "hexadecimal number": Wrong(NAME, "  name: 0xFFFFFFFF\n", "as a number, not as a text"),
    "day as a text": Wrong(NAME, "  name: 2026-01-31\n", "as a date, not as a text"),
    "day that is none": Wrong(NAME, "  name: 9999-99-99\n", "as a date, not as a text"),
    "picture": Wrong(NAME, NAME + "  logo: photo.png\n", 'There is no key "logo" here', 1),
}
"""What YAML can do beyond texts, lists and keys."""

LONG = {
    "text": a_text("Sleep. " * 300, "This text has more than 2,000 characters."),
    "points": Wrong(POINT, POINT * 20, "This list has more than 20 items.", -2),
    "items": Wrong(ITEMS, ITEMS + ITEMS[15:] * 20, "This list has more than 20 items."),
    "groups": Wrong(
        f"      - title: Body\n{ITEMS}",
        f"      - title: Body\n{ITEMS}" * 8,
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
        "  call: Call us\n", f"  call: {'C' * 101}\n", "This text has more than 100 characters."
    ),
    "number of 300 digits": Wrong(NUMBER, f'    number: "{"7" * 300}"\n', "is not a phone number"),
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
    "phone that runs": Wrong(NUMBER, '    number: "javascript:alert(1)"\n', "is not a phone num"),
    "crisis number that runs": Wrong(
        CRISIS_NUMBER, '  number: "988;javascript:1"\n', "Digits, with hyphens between them"
    ),
    "crisis website that leaves its attribute": Wrong(
        CRISIS_WEBSITE, "  website: '988lifeline.org\" x=\"'\n", "Without https://"
    ),
    "language with a path": Wrong(LANGUAGE, "language: ../../etc\n", "such as en-US"),
    "language whose dates cannot be printed": Wrong(
        LANGUAGE, "language: ar\n", 'Dates in the language "ar" cannot be printed'
    ),
    "mark that reaches into Python": Wrong(
        "Call or text {number}", "Call {number} {number.__class__}", "nothing else in curly"
    ),
    "mark that is a template": Wrong(
        "Call or text {number}", "Call {{ number }}", "must hold {number} exactly once"
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
    assert case.old in MINIMAL
    file.write_bytes(MINIMAL.replace(case.old, case.new, 1).encode("utf-8", "surrogatepass"))

    told = refused(file, output, capsys)

    line = MINIMAL[: MINIMAL.index(case.old)].count("\n") + 1 + case.below
    assert f", line {line}" in told
    assert case.says in " ".join(told.split())


ENCODINGS = {
    "UTF-16 with its mark": (MINIMAL.encode("utf-16"), "saved as UTF-16 or UTF-32"),
    "UTF-16 without": (MINIMAL.encode("utf-16-le"), "saved as UTF-16 or UTF-32"),
    "UTF-32 with its mark": (MINIMAL.encode("utf-32"), "saved as UTF-16 or UTF-32"),
    "UTF-32 without": (MINIMAL.encode("utf-32-be"), "saved as UTF-16 or UTF-32"),
    "Latin-1": (MINIMAL.replace("sleep", "slé").encode("latin-1"), "not saved as UTF-8 (byte E9)"),
    "Windows quotes": (MINIMAL.replace("sleep", "“s”").encode("cp1252"), "UTF-8 (byte 93)"),
    "Shift JIS": (MINIMAL.replace("sleep", "眠").encode("shift-jis"), "not saved as UTF-8"),
    "overlong": (MINIMAL.encode().replace(b"sleep", b"\xc0\xaf"), "UTF-8 (byte C0)"),
    "surrogate": (MINIMAL.encode().replace(b"sleep", b"\xed\xa0\x80"), "UTF-8 (byte ED)"),
    "cut short": (MINIMAL.encode() + b"\xe4\xbd", "not saved as UTF-8 (byte E4)"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "not saved as UTF-8 (byte 89)"),
    "zeros": (bytes(1000), "saved as UTF-16 or UTF-32"),
}
"""Bytes that are no UTF-8."""


@pytest.mark.parametrize(("data", "says"), ENCODINGS.values(), ids=ENCODINGS)
def test_other_encodings_are_refused(
    data: bytes, says: str, tmp_path: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is not UTF-8 is refused, and how to save it is told."""
    file = tmp_path / "content.yaml"
    file.write_bytes(data)
    told = refused(file, output, capsys)
    assert says in told
    assert "UTF-8" in told


def a_socket(file: Path) -> None:
    """Make a socket without asking for the network."""
    os.mknod(file, 0o140600)


def a_sparse_file(size: int) -> Callable[[Path], None]:
    """Return what makes a file that says to have so many bytes and takes none."""

    def make(file: Path) -> None:
        with file.open("wb") as sparse:
            sparse.truncate(size)

    return make


def a_link_to(target: str) -> Callable[[Path], None]:
    """Return what makes a symbolic link."""
    return lambda file: file.symlink_to(target)


def in_a_file(file: Path) -> None:
    """Put a file where the folder should be."""
    file.parent.rmdir()
    file.parent.write_bytes(b"")


PLACES: Mapping[str, tuple[Callable[[Path], object], str]] = {
    "nothing": (lambda _: None, "There is no such file."),
    "folder": (Path.mkdir, "This is a folder, not a file."),
    "pipe": (os.mkfifo, "This is no ordinary file, but a device or a pipe."),
    "socket": (a_socket, "This is no ordinary file, but a device or a pipe."),
    "endless device": (a_link_to("/dev/zero"), "This is no ordinary file, but a device or a pipe."),
    "empty device": (a_link_to("/dev/null"), "This is no ordinary file, but a device or a pipe."),
    "link to passwords": (a_link_to("/etc/passwd"), "out of its folder: /etc/passwd"),
    "link around the corner": (a_link_to("../../../etc/passwd"), "There is no such file."),
    "link to itself": (a_link_to("content.yaml"), "Too many levels of symbolic links"),
    "link to nothing": (a_link_to("gone.yaml"), "There is no such file."),
    "link to memory": (a_link_to("/proc/self/mem"), "This is a link that leads out of its folder"),
    "100 MB": (a_sparse_file(100_000_000), "The file is larger than 100 KB."),
    "100 GB": (a_sparse_file(100_000_000_000), "The file is larger than 100 KB."),
    "within a file": (in_a_file, "The file cannot be opened: Not a directory"),
}
"""What can stand in the place of the file."""


@pytest.mark.skipif(os.name == "nt", reason="devices, pipes and links of Unix")
@pytest.mark.parametrize(("make", "says"), PLACES.values(), ids=PLACES)
def test_what_is_no_file_of_words_is_refused(
    make: Callable[[Path], object],
    says: str,
    tmp_path: Path,
    output: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It is refused at once, and the loader opens nothing but what it may read."""
    file = tmp_path / "words" / "content.yaml"
    file.parent.mkdir()
    make(file)
    assert says in refused(file, output, capsys)
    WATCH.opened.clear()
    with pytest.raises(ContentError):
        load(file)
    assert (str(file) in WATCH.opened) == ("larger" in says)


@pytest.mark.skipif(os.name == "nt", reason="files with holes of Unix")
@pytest.mark.parametrize("size", [MAX_BYTES + 1, 100_000_000_000])
def test_no_more_is_read_than_is_needed(size: int, tmp_path: Path) -> None:
    """Of a file that is too large the loader keeps no more than the limit in memory."""
    file = tmp_path / "content.yaml"
    a_sparse_file(size)(file)
    tracemalloc.start()
    with pytest.raises(ContentError, match="larger than 100 KB"):
        load(file)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 5 * MAX_BYTES


def test_a_name_that_no_file_has(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is too long is refused with the system's words."""
    assert "File name too long" in refused(Path("a" * 300), output, capsys)


@pytest.mark.skipif(os.name == "nt", reason="permissions of Unix")
@pytest.mark.parametrize("closed", ["file", "folder"])
def test_what_must_not_be_read(
    closed: str, tmp_path: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file or a folder that is closed to us is refused with the system's words."""
    file = tmp_path / "words" / "content.yaml"
    file.parent.mkdir()
    file.write_text(MINIMAL, "utf-8")
    (file if closed == "file" else file.parent).chmod(0)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    root = os.geteuid() == 0
    if root:  # who may read everything: be somebody else meanwhile
        os.seteuid(65534)
    try:
        told = refused(file, output, capsys)
    finally:
        if root:
            os.seteuid(0)
        file.parent.chmod(0o755)
    assert "The file cannot be opened: Permission denied." in told


def test_a_link_within_the_folder_is_read(tmp_path: Path) -> None:
    """A link to another file beside it is fine: versions and languages are kept like that."""
    (tmp_path / "english.yaml").write_text(MINIMAL, "utf-8")
    (tmp_path / "content.yaml").symlink_to("english.yaml")
    assert load(tmp_path / "content.yaml").language == "en-US"


HEAVY = {
    "aliases": "a: *a\n",
    "aliases in one line": "[*a, ",
    "anchors": "- &a x\n",
    "unknown keys": "k%d: x\n",
    "long unknown keys": "zzzzzzzzzz%dnameclinic: x\n",
    "one key again and again": "a: b\n",
    "keys that are lists": "? [a, b]\n: c\n",
    "keys full of aliases": "? [*a, *a, *a, *a]\n: c\n",
    "merge keys": "<<: *a\n",
    "brackets": "[",
    "brackets and spaces": "[          ",
    "dashes": "- ",
    "questions": "? ",
    "quotes": 'a: "\n',
    "quotes in a list": "- 'x\n",
    "colons": "a: b: c\n",
    "no space after the colon": "a:b\n",
    "spaces": "          ",
    "tabs": "\t",
    "blank lines": "\n",
    "hashes": "a: b # c\n",
    "numbers": "1",
    "bars": "a: |\n",
    "documents": "---\n",
    "tags": "- !!x y\n",
    "backslashes": '- "\\',
    "letters of another script": "a: \u4e2d\n",
    "accents": "\u0301",
    "times": "1:",
    "underlines": "1_",
    "aliases in a list": "*a, ",
}
"""Pieces of which a file of the largest size is made."""


@pytest.mark.parametrize(
    ("start", "end"), [("", ""), ("clinic:\n  name: [x", "x]\n"), ("clinic:\n  name: ", "")]
)
@pytest.mark.parametrize("piece", HEAVY.values(), ids=HEAVY)
def test_the_largest_file_is_refused_soon(start: str, piece: str, end: str, tmp_path: Path) -> None:
    """No file makes the loader try for long, or list more than a person would read."""
    file = tmp_path / "content.yaml"
    room = MAX_BYTES - len(start) - len(end)
    pieces = [piece.replace("%d", str(number)) for number in range(room // len(piece) + 1)]
    middle = "".join(pieces).encode()[:room].decode("utf-8", "ignore")
    file.write_text(start + middle + end, "utf-8")
    begun = os.times().user
    with pytest.raises(ContentError) as caught:
        load(file)
    assert os.times().user - begun < 5
    assert len(str(caught.value)) < 100_000


CANARY = "file:///{canary}"
"""Stands for the address of a file that must not be read."""

MARKUP = (
    "<script>alert(1)</script>",
    "<style>* { display: none }</style>",
    f"<img src={CANARY}>",
    f"<link rel=stylesheet href={CANARY}>",
    f"<iframe src={CANARY}></iframe>",
    f'<object data="{CANARY}"></object>',
    f'<svg><image href="{CANARY}"/></svg>',
    f'<!DOCTYPE x [<!ENTITY e SYSTEM "{CANARY}">]> &e;',
    f'<xi:include href="{CANARY}"/>',
    f'<link rel=attachment href="{CANARY}">',
    "<img src=http://127.0.0.1:9/pixel.png>",
    "<link rel=stylesheet href=http://example.com/a.css>",
    "<link rel=stylesheet href=//example.com/a.css>",
    "<base href=https://example.com/>",
    "<meta http-equiv=refresh content=0;url=http://example.com>",
    '<a href="javascript:alert(1)" onclick="alert(1)">you</a>',
    "<svg onload=alert(1)><title>you</title></svg>",
    "</title></head><body><h1>you</h1>",
    "</p></li></ul></section>",
    "<!-- you",
    "--> you ]]> you",
    "<![CDATA[ you ]]>",
    "<?xml version='1.0'?>",
    "&amp; &lt;b&gt; &nbsp; &quot;",
    "&#60;b&#62; &#x202E; &#0;",
    "<b",
    "\" onmouseover='alert(1)' x=\"",
    "< b > & < / b >",
)

TEMPLATES = (
    "{{ 7*7 }}",
    "{{ content.clinic.email }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ x | safe }}",
    f"{{% include '{CANARY}' %}}",
    "{% for x in range(9**9) %}you{% endfor %}",
    "{% raw %}{{ you }}{% endraw %}",
    "{# you #}",
    "{number} {page} {clinic.__class__}",
    "%(name)s %s {0} ${HOME} $(id) `id`",
)

STYLES = (
    "} body { display: none } /*",
    f"@import url({CANARY});",
    "background: url(http://example.com/a.png)",
    "\\3c script\\3e you",
    "--room: 0; color: expression(alert(1))",
    "*/ @page { size: 1in } /*",
)

SPELLINGS = (
    "'; DROP TABLE you; --",
    "!!python/object:os.system you",
    "*a &b <<: x",
    "- - - # you",
    "null",
    ".nan",
    "0x1F 1_000 1e999 12:30",
    "2026-01-31",
    "+ADw-script+AD4-",
    "C:\\you\\new\\0",
    "/etc/passwd",
    "../../etc/passwd",
    "you" * 300,
    "i" * 1000,
)

TYPED = (*MARKUP, *TEMPLATES, *STYLES, *SPELLINGS)
"""Texts that are printed as they were typed."""

MENDED = {
    "accents": ("cafe\u0301 nin\u0303o", "café niño"),
    "no-break spaces": ("10\u202fmg 5\u2007mg 2\u00a0mg", "10\u00a0mg 5\u00a0mg 2\u00a0mg"),
    "next line": ("you\x85we", "you we"),
    "separators": ("you\u2028we\u2029they", "you we they"),
    "wide spaces": ("you\u2003we\u3000they", "you we they"),
    "line breaks": ("you\r\nwe\n\n\nthey", "you we they"),
    "tabs": ("you\t\twe", "you we"),
}
"""Texts that are printed in the one way that prints."""

LINKS = {
    "website": ("example.com/?a='b'&c=(d);e=%22#f", "https://example.com/?a='b'&c=(d);e=%22#f"),
    "email": ("o'neil+a@mail.example.com", "mailto:o'neil+a@mail.example.com"),
}
"""Facts of the clinic with odd characters, and where their links lead."""


class Printed(NamedTuple):
    """What became of all those texts."""

    facts: Mapping[str, Facts]
    desk: str
    plain: str
    """The print desk of plain words."""
    canary: Path
    opened: list[str]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Make drafts of a content that holds all those texts."""
    folder = tmp_path_factory.mktemp("hostile")
    canary = folder / "canary.txt"
    canary.write_text("p { color: red } /* the canary sings */", "utf-8")
    texts = [
        *(text.replace("{canary}", str(canary).lstrip("/")) for text in TYPED),
        *(text for text, _ in MENDED.values()),
    ]
    data = minimal()
    (folder / "plain.yaml").write_text(yaml.safe_dump(data), "utf-8")
    for part, number in (
        ("types", 0),
        ("treatments", 20),
        ("consequences", 40),
        ("definition", 60),
    ):
        items = [{"name": f"{n}.", "text": text} for n, text in enumerate(texts[number:][:20])]
        data["sections"][part] = {"title": "Signs", "items": items}
    data["clinic"] |= {key: value for key, (value, _) in LINKS.items()}
    data["cover"]["title"] = data["titles"]["large_print"]["title"] = MARKUP[0]
    data["desk"]["title"] = data["desk"]["lead"] = data["clinic"]["name"] = MARKUP[15]
    data["desk"]["mail"]["lines"] = [*TEMPLATES, *MARKUP[:9]]
    file = folder / "content.yaml"
    file.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    WATCH.opened.clear()
    for words in (file, folder / "plain.yaml"):
        out = folder / words.stem
        assert make_pdf.main(["--draft", "--content", str(words), "--output", str(out)]) in (0, 1)
    made = {name: read((folder / "content" / f"{name}.pdf").read_bytes()) for name in FORMATS}
    desks = [(folder / name / "index.html").read_text("utf-8") for name in ("content", "plain")]
    return Printed(made, desks[0], desks[1], canary, list(WATCH.opened))


@pytest.mark.parametrize("text", TYPED, ids=lambda text: text[:30])
def test_is_printed_as_typed(text: str, printed: Printed) -> None:
    """What means something to HTML, Jinja, CSS, YAML or a shell is a text like any other."""
    text = text.replace("{canary}", str(printed.canary).lstrip("/"))
    for name in ("large-print", "one-page"):
        assert reads(printed.facts[name].text, text)


@pytest.mark.parametrize(("typed", "expected"), MENDED.values(), ids=MENDED)
def test_is_printed_in_one_way(typed: str, expected: str, printed: Printed) -> None:
    """Accents, spaces and line breaks that look alike print alike."""
    assert typed != expected
    assert expected in printed.facts["large-print"].text


@pytest.mark.parametrize(("text", "uri"), LINKS.values(), ids=LINKS)
def test_links_lead_where_they_say(text: str, uri: str, printed: Printed) -> None:
    """A fact with odd characters is printed as typed, and its link leads to it and no further."""
    for facts in printed.facts.values():
        assert reads(facts.text, text)
        assert uri in {annotation.uri for annotation in facts.annotations}
        actions = {annotation.action for annotation in facts.annotations}
        assert actions <= {"URI", "GoTo", None}


def test_titles_and_names_are_texts_too(printed: Printed) -> None:
    """Markup in what becomes the title of the document stays a text."""
    assert printed.facts["trifold"].title == f"Draft: {MARKUP[0]} \u2013 {MARKUP[15]}"
    assert reads(printed.facts["trifold"].text, MARKUP[15])


def test_nothing_outside_is_read(printed: Printed) -> None:
    """No address in a text is followed: the file that they name was never opened."""
    assert str(printed.canary) not in printed.opened
    assert "/etc/passwd" not in printed.opened
    assert str(printed.canary.with_name("content.yaml")) in printed.opened
    assert not any("canary sings" in facts.text for facts in printed.facts.values())


class Elements(HTMLParser):
    """Collects the elements of a page that could run, load or restyle something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[tuple[str, str]] = set()
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element with each of its attributes; of an address only its scheme."""
        for name, value in attrs or [("", "")]:
            where = (value or "").partition(":")[0] if name in ("href", "src") else ""
            self.found.add((tag, f"{name} {where}".strip()))

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.text.append(data)


def test_the_print_desk_is_no_way_in(printed: Printed) -> None:
    """The page that opens in a browser has no element or attribute that plain words do not make."""
    desk, plain = Elements(printed.desk), Elements(printed.plain)
    findings = {(tag, "") for tag in ("ul", "li", "strong", "br", "summary")}
    assert desk.found - plain.found <= findings | {("details", "class"), ("ul", "class")}
    assert MARKUP[15] in "".join(desk.text)
    assert "{{ 7*7 }}" in "".join(desk.text)


def a_picture(side: int) -> bytes:
    """Return a small PNG file of a large picture, all black."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = zlib.compress(bytes(side * (side // 8 + 1)), 9)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_picture_of_81_megapixels(
    command: str, tmp_path: Path, output: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No picture is unpacked: as the words it is refused, as a handout to be judged it is none."""
    file = tmp_path / "photo.png"
    file.write_bytes(a_picture(9000))
    assert file.stat().st_size < 20_000
    words = {
        "build": ["build", "--content", str(file), "--output", str(output)],
        "check": ["check", str(file)],
    }
    status = make_pdf.main(words[command])
    said = capsys.readouterr()
    assert status == (2 if command == "build" else 1)
    assert "not saved as UTF-8" in said.err if status == 2 else "unreadable" in said.err
    assert "Traceback" not in said.err
