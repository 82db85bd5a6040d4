"""What changes of a content file's text leave as it was, and how what is new is written."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import pytest

from brochures.content import edits
from brochures.content.edits import EditError, Value, added, moved, removed, replaced
from brochures.content.fields import Loc
from brochures.content.yaml_file import YamlFile
from brochures.content.yaml_reader import ContentError, Other

LONG = "word " * 30 + "end"
"""A text that takes more than one line."""

FILE = """\
# About the file

clinic:
  name: Example Clinic   # as on the door
  hours:
    - Monday
    # but for holidays
    - "Tuesday: no"

    - 'Friday'
  fax:                   # none yet
  open: yes
topic: {title: Sleep, points: [One, "Two, three"]}

# The end
waivers: []  # such as this
"""


def named(change: object) -> str:
    """Return how a change, or what is said of one, is called in the names of tests."""
    if not isinstance(change, tuple):
        return str(change)
    function, *arguments = change
    return f"{function.__name__} {arguments}"


class Case(NamedTuple):
    """A change of a small file, and the file then."""

    before: str
    change: tuple[Any, ...]
    after: str

    def __str__(self) -> str:
        return named(self.change)


def of_text(before: str, new: str, after: str, loc: Loc = ("a",)) -> Case:
    """Return another text in the place of the one at a key, `a` mostly."""
    return Case(before, (replaced, loc, new), after)


QUOTES = [
    of_text("a: x  # c\n", "y z", "a: y z  # c\n"),
    of_text("a:   x\n", 'it\'s "so", [or] {not} & more!', 'a:   it\'s "so", [or] {not} & more!\n'),
    *(
        of_text("a: x # c\n".replace(" #", "  #"), new, f'a: "{new}"  # c\n')
        for new in (
            *("b: c", "b #c", "#b", "- b", "yes", "No", "null", "~", "", "1", "1.5", "2026-01-31"),
            *("[b", "{b}", "&b", "*b", "!b", "%b", "@b", "`b", "|", ">", " b", "b ", "b:", "? b"),
        )
    ),
    of_text("a: x\n", 'b: "c" \\', 'a: "b: \\"c\\" \\\\"\n'),
    of_text("a: 'x'\n", "it's", "a: 'it''s'\n"),
    of_text("a: 'x'\n", " 1", "a: ' 1'\n"),
    of_text('a: "x"\n', "y", 'a: "y"\n'),
    of_text('a: "x"\n', 'y "z" \\\n', 'a: "y \\"z\\" \\\\\\n"\n'),
    of_text(
        "a: 10\u00a0h\n",
        "\u05e9\u05dc\u05d5\u05dd \U0001f634",
        "a: \u05e9\u05dc\u05d5\u05dd \U0001f634\n",
    ),
    of_text("a: [x, y]\n", "b, c", 'a: ["b, c", y]\n', ("a", 0)),
    of_text("a: [x, y]\n", "b [c]", 'a: [x, "b [c]"]\n', ("a", 1)),
    of_text("a: {b: x}\n", "c: d?", 'a: {b: "c: d?"}\n', ("a", "b")),
    of_text("- x\n- - y\n", "- z", '- x\n- - "- z"\n', (1, 0)),
    of_text("a:\n  x\nb: y\n", "z", "a:\n  z\nb: y\n"),
    of_text("a: # c\n", "x", "a: x  # c\n"),
    of_text("a: yes # c\n", "x", "a: x  # c\n"),
    of_text('a: "x" # c\n', "y", 'a: "y" # c\n'),
    of_text("a: [x]\n", "b?", 'a: ["b?"]\n', ("a", 0)),
    of_text("a: {b, c: x}\n", "y", "a: {b: y, c: x}\n", ("a", "b")),
    of_text("a: [b] # c\n", "x", "a: x  # c\n"),
    of_text("- {} # c\n", "x", "- x  # c\n", (0,)),
]
"""A text takes the quotes of the old one or, where those cannot hold it, double ones."""

LINES = [
    of_text(
        "longer: x\n",
        "word " * 60 + "end",
        f"longer: {'word ' * 17}word\n" + f"  {'word ' * 18}word\n" * 2 + f"  {'word ' * 4}end\n",
        ("longer",),
    ),
    of_text("a: x\n", "word  " * 20 + "end", f"a: {'word  ' * 20}end\n"),
    of_text(
        "a: {b: x\n    y}\n",
        LONG,
        f"a: {{b: {'word ' * 17}word\n    {'word ' * 12}end}}\n",
        ("a", "b"),
    ),
    of_text("a: x\n", LONG, f"a: {'word ' * 18}word\n  {'word ' * 11}end\n"),
    of_text("a: x\n   y  # c\n", LONG, f"a: {'word ' * 18}word\n   {'word ' * 11}end  # c\n"),
    of_text("a: 'x\n     y'\n", LONG, f"a: '{'word ' * 18}word\n     {'word ' * 11}end'\n"),
    of_text(
        f'a: "x"\nb: {"z " * 60}z\n',
        LONG,
        f'a: "{"word " * 23}word\n  {"word " * 6}end"\nb: {"z " * 60}z\n',
    ),
    of_text("a: x\n\n  y\n", "z\nx\n\ny", "a: z\n\n  x\n\n\n  y\n"),
    of_text(
        "a: |\n   x\n   y\n\nb: z\n",
        "1\n\n - b: #\n",
        "a: |\n   1\n\n    - b: #\nb: z\n".replace("#\nb", "#\n\nb"),
    ),
    of_text("a: |-  # c\n  x\n", "y\nz", "a: |-  # c\n  y\n  z\n"),
    of_text("a: |\n  x\nb: z\n", "y", "a: |-\n  y\nb: z\n"),
    of_text("a: |-\n  x\nb: z\n", "y\n", "a: |\n  y\nb: z\n"),
    of_text("a: |+\n  x\n\nb: z\n", "y\n\n\n", "a: |+\n  y\n\n\nb: z\n"),
    of_text("a: |2\n   x\n  y\n", "  y\nz\n", "a: |2\n    y\n  z\n"),
    of_text("a: |\n  x\n", " y\n", 'a: " y\\n"\n'),
    of_text(
        "a: >-\n    x\n    y\n",
        f"{LONG}\nz",
        f"a: >-\n    {'word ' * 18}word\n    {'word ' * 11}end\n\n    z\n",
    ),
]
"""Long texts are broken at the width of the file; texts in blocks keep their marks and indents."""

OTHERS = [
    Case("a: yes\nb: x\n", (replaced, ("a",), False), "a: no\nb: x\n"),
    Case("a: True\n", (replaced, ("a",), False), "a: False\n"),
    Case("a: x\n", (replaced, ("a",), True), "a: yes\n"),
    Case("a: 2026-01-31\n", (replaced, ("a",), date(2026, 2, 1)), "a: 2026-02-01\n"),
    Case("a: 3\n", (replaced, ("a",), Other("a number", "4")), "a: 4\n"),
    Case("a: x  # c\n", (replaced, ("a",), ["b", "c"]), "a:  # c\n  - b\n  - c\n"),
    Case("a: [x]\n", (replaced, ("a",), ["b", "c d"]), "a: [b, c d]\n"),
    Case("a:  # c\n  # d\n  - x\n\n  - y\nb: z\n", (replaced, ("a",), "w"), "a: w  # c\nb: z\n"),
    Case("a:\n- x\n", (replaced, ("a", 0), {"b": "c", "d": ["e"]}), "a:\n- b: c\n  d:\n  - e\n"),
    Case("- a: x\n  b: y\n- z\n", (replaced, (0,), "w"), "- w\n- z\n"),
    Case("a: x\n", (replaced, (), {"b": [{"c": None}]}), "b:\n  - c:\n"),
    Case("a: x\n  y\n", (replaced, ("a",), "x y"), "a: x\n  y\n"),
    Case("a: yes # c\n", (replaced, ("a",), False), "a: no # c\n"),
    Case("a:\n  - x  # c\n    # d\nb: z\n", (replaced, ("a",), "w"), "a: w\nb: z\n"),
    Case("- x\n- y\n", (replaced, (0,), ["z", "w"]), "- [z, w]\n- y\n"),
    Case(
        "a:\n",
        (replaced, ("a",), {"b": [["c", "1"], []], "d": {}, "e": {"f": True, "g": None}}),
        'a:\n  b:\n    - [c, "1"]\n    - []\n  d: {}\n  e:\n    f: yes\n    g:\n',
    ),
]
"""What is no text, and what has entries."""

ENTRIES = [
    Case("a: [x]\n", (added, ("a", 0), "y"), "a: [y, x]\n"),
    Case("a: [x]  # c\n", (added, ("a", 1), "y, z"), 'a: [x, "y, z"]  # c\n'),
    Case("a: {b: x}\n", (added, ("a", "1: 2"), ["y"]), 'a: {b: x, "1: 2": [y]}\n'),
    Case("a:\n  - x\n\n  - y  # c\n", (added, ("a", 2), "z"), "a:\n  - x\n\n  - y  # c\n\n  - z\n"),
    Case("a:\n- x\n# c\n- y\n", (added, ("a", 1), "z"), "a:\n- x\n- z\n# c\n- y\n"),
    Case("- [x, y]\n", (added, (1,), ["z", "?"]), '- [x, y]\n- [z, "?"]\n'),
    Case("- {b: x}\n", (added, (0,), {"b": "y"}), "- {b: y}\n- {b: x}\n"),
    Case("- b: x\n", (added, (1,), {"b": "y", "c": "z"}), "- b: x\n- b: y\n  c: z\n"),
    Case("- b: x\n- c", (added, (0, "a"), "y", "b"), "- a: y\n  b: x\n- c"),
    Case("a: x\nb: y", (added, ("c",), "z"), "a: x\nb: y\nc: z"),
    Case("a: x\n# c\nb: y\n", (added, ("- c",), "z", "b"), 'a: x\n"- c": z\n# c\nb: y\n'),
    Case(
        "a:\n  b: x\n  # in a\n\nc: y\n",
        (added, ("a", "d"), "z"),
        "a:\n  b: x\n  d: z\n  # in a\n\nc: y\n",
    ),
    Case("a: []  # c\nb: y\n", (added, ("a", 0), "x"), "a:  # c\n  - x\nb: y\n"),
    Case("a: {}\n", (added, ("a", "b"), "x"), "a:\n  b: x\n"),
    Case("a:  # c\nb:\n- y\n", (added, ("a", 0), "x"), "a:  # c\n- x\nb:\n- y\n"),
    Case("a: [[], {}, ~]\n", (added, ("a", 0, 0), "x"), "a: [[x], {}, ~]\n"),
    Case("-\n- y\n", (added, (0, "b"), "x"), "- b: x\n- y\n"),
    Case("# nothing yet\n", (added, ("a",), "x"), "# nothing yet\na: x"),
    Case("# nothing yet", (added, ("a",), "x"), "# nothing yet\na: x"),
    Case("a: |+\n  x\n\nb: y\n", (removed, ("b",)), "a: |+\n  x\n\n"),
    Case("a: [x, y, z]\n", (removed, ("a", 0)), "a: [y, z]\n"),
    Case("a: [x, y, z]\n", (removed, ("a", 2)), "a: [x, y]\n"),
    Case("a: [\n  x,  # c\n  y,\n]\n", (removed, ("a", 1)), "a: [\n  x,  # c\n]\n"),
    Case("a: [\n  x,  # c\n  y,\n]\n", (removed, ("a", 0)), "a: [\n    # c\n  y,\n]\n"),
    Case("a: [\n  x,\n]\n", (removed, ("a", 0)), "a: [\n]\n"),
    Case("a: {b: x}  # c\n", (removed, ("a", "b")), "a: {}  # c\n"),
    Case("a:  # c\n  # of x\n  - x\nb: y\n", (removed, ("a", 0)), "a: []  # c\nb: y\n"),
    Case("a:\n  # apart\n\n  b: x\n", (removed, ("a", "b")), "a: {}\n  # apart\n"),
    Case("a: x\n# c\n", (removed, ("a",)), "{}\n# c\n"),
    Case("- b: x\n  # of c\n  c: y\n", (removed, (0, "b")), "- # of c\n  c: y\n"),
    Case("- b: x\n\n  # apart\n\n  c: y\n", (removed, (0, "b")), "-\n\n  # apart\n\n  c: y\n"),
    Case("- b: x\n- y\n", (removed, (0, "b")), "- {}\n- y\n"),
    Case("a: x\n\n# b\nb:\n  - y\n    # in b\n\nc: z\n", (removed, ("b",)), "a: x\n\nc: z\n"),
    Case("a: x\n\n# apart\n\nb: y\n", (removed, ("a",)), "# apart\n\nb: y\n"),
    Case("a: x\nb: |\n  y\n\n", (removed, ("b",)), "a: x\n\n"),
    Case("a: x\nb: y", (removed, ("b",)), "a: x"),
    Case("a: [x, y, z]\n", (moved, ("a", 0), 2), "a: [y, z, x]\n"),
    Case("- x\n# c\n- y  # d\n\n- z", (moved, (1,), 2), "- x\n- z\n\n# c\n- y  # d"),
    Case("- # c\n  b: y\n  a: x\n", (moved, (0, "b"), 1), "- a: x\n  # c\n  b: y\n"),
    Case("- a: x\n  # c\n  b:\n    - y\n", (moved, (0, "b"), 0), "- # c\n  b:\n    - y\n  a: x\n"),
    Case(
        '# f\n\na: x\nb: "y\n# z"\nc: d\n', (moved, ("c",), 0), '# f\n\nc: d\na: x\nb: "y\n# z"\n'
    ),
]
"""Keys and items that come, go and move."""


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("case", [*QUOTES, *LINES, *OTHERS, *ENTRIES], ids=str)
def test_a_change_of_a_small_file(case: Case) -> None:
    """A change is written as this, and all else stays as it is, whichever parser reads."""
    function, *arguments = case.change
    assert function(case.before, *arguments) == case.after


CHANGES: list[tuple[Any, ...]] = [
    (replaced, ("clinic", "name"), "Another: clinic"),
    (replaced, ("clinic", "fax"), LONG),
    (replaced, ("clinic", "hours"), "Always"),
    (replaced, ("topic",), {"a": ["b", "c"]}),
    (added, ("clinic", "hours", 1), LONG),
    (added, ("new",), {"a": ["b", {"c": "d"}]}),
    (added, ("waivers", 0), {"rule": "r", "text": "t"}),
    (removed, ("clinic", "hours", 1)),
    (removed, ("waivers",)),
    (moved, ("clinic", "hours", 2), 0),
    (moved, ("clinic",), 2),
]
"""Of FILE, of every kind."""


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["\n", ""])
@pytest.mark.parametrize("change", CHANGES, ids=named)
def test_line_ends(change: tuple[Any, ...], ends: str, mark: str, last: str) -> None:
    """A file keeps its line ends, its byte-order mark, and the end of its last line."""
    function, *arguments = change
    file = FILE.removesuffix("\n") + last
    new = function(file, *arguments)
    assert new.endswith("\n") == (last == "\n")
    assert function(mark + file.replace("\n", ends), *arguments) == mark + new.replace("\n", ends)


def test_line_ends_that_are_mixed() -> None:
    """Each line keeps the end that it has; a new one has that of the line where it is put."""
    file = "a: x\r\nb:\n- y\r- z\n"
    assert added(file, ("b", 2), "w") == "a: x\r\nb:\n- y\r- z\n- w\n"
    assert added(file, ("b", 0), "w") == "a: x\r\nb:\n- w\r- y\r- z\n"
    assert replaced(file, ("a",), ["v"]) == "a:\r\n- v\r\nb:\n- y\r- z\n"
    assert moved(file, ("b",), 0) == "b:\n- y\r- z\r\na: x\n"


def test_odd_characters_elsewhere() -> None:
    """What the reader takes for a space or a line end stays in lines that do not change."""
    file = "a:\tx  # one\ttwo\x85three\u2028four\r\nb: y\u2029z\r\n \t\r\nc: d\r\n"
    assert replaced(file, ("c",), "e") == file.replace("d", "e")
    assert (
        moved(file, ("a",), 1)
        == "b: y\u2029z\r\na:\tx  # one\ttwo\x85three\u2028four\r\n \t\r\nc: d\r\n"
    )


UNFIT = [
    "a\tb",
    "a\rb",
    "a\x85b",
    "a\u2028b",
    "a\u2029b",
    "a\0",
    "\x1b[31m",
    "\x7f",
    "\ud800",
    "\ufffe",
]


@pytest.mark.parametrize("text", UNFIT, ids=ascii)
def test_characters_that_are_refused(text: str) -> None:
    """No character is put in that the reader refuses, or reads as another, wherever it stands."""
    values: list[Value] = [text, [{"a": text}], {text: "a"}]
    for value in values:
        with pytest.raises(EditError, match=r"^There is a character that cannot be used \(U\+"):
            replaced(FILE, ("topic",), value)
        with pytest.raises(EditError, match="cannot be used"):
            added(FILE, ("topic", text), "a")


WRONG: list[tuple[tuple[Any, ...], str]] = [
    ((replaced, ("clinic", "nam"), "x"), "There is no clinic.nam in the file. Open the page again"),
    ((replaced, ("clinic", "hours", 3), "x"), r"There is no clinic.hours\[3\]"),
    ((replaced, ("clinic", "hours", -1), "x"), r"There is no clinic.hours\[-1\]"),
    ((replaced, ("clinic", "name", 0), "x"), r"There is no clinic.name\[0\]"),
    ((replaced, ("clinic", "name"), None), "clinic.name cannot become nothing. Take it out"),
    ((removed, ("waivers", 0)), r"There is no waivers\[0\]"),
    ((removed, ()), "The whole file cannot be"),
    ((moved, (), 0), "The whole file cannot be"),
    ((moved, ("clinic", "hours", 0), 3), r"clinic.hours\[0\] cannot be moved to place 4"),
    ((moved, ("clinic", "hours", 0), -1), "cannot be moved to place 0"),
    ((added, ("clinic", "name"), "x"), "clinic.name cannot be added: it is there"),
    ((added, ("clinic", "hours", 4), "x"), "cannot be added"),
    ((added, ("clinic", "hours", "x"), "x"), "cannot be added"),
    ((added, ("clinic", "name", "x"), "x"), "cannot be added"),
    ((added, ("clinic", "x"), "x", "y"), "cannot be added"),
    ((added, ("nobody", "x"), "x"), "There is no nobody"),
    ((added, (), "x"), "The whole file cannot be"),
    ((added, ("clinic", ""), "x"), "cannot be changed alone. Change it in the text view."),
]


@pytest.mark.parametrize(("change", "says"), WRONG, ids=named)
def test_what_cannot_be_done(change: tuple[Any, ...], says: str) -> None:
    """A change that cannot be made is refused with a sentence that says what to do."""
    function, *arguments = change
    with pytest.raises(EditError, match=says):
        function(FILE, *arguments)


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("? a\n: b\n? c\n: d\n", (removed, ("c",))),
        ("a: [b: c]\n", (added, ("a", 0, "d"), "e")),
        ("a: |+\n  b\n\nc: d\n\ne: f\n", (moved, ("a",), 1)),
        ("a: x\nb: |\n  y", (added, ("c",), "z")),
        ("a: x\n", (replaced, ("a",), Other("a number", "1\nb: c"))),
    ],
)
def test_what_is_written_in_unusual_ways(file: str, change: tuple[Any, ...]) -> None:
    """Where a change would change more, nothing is returned."""
    function, *arguments = change
    with pytest.raises(EditError, match="Change it in the text view"):
        function(file, *arguments)


@pytest.mark.parametrize("file", ['a: "b\n', "a: [\n", "a:\n\tb: c\n", "a: &b c\n", "a: b\na: c\n"])
@pytest.mark.parametrize("change", [(replaced, ("a",), "x"), (added, ("b",), "x")], ids=named)
def test_a_file_with_mistakes(file: str, change: tuple[Any, ...]) -> None:
    """A file that is not read as it is cannot be changed; the problem says where its mistake is."""
    function, *arguments = change
    with pytest.raises(ContentError) as caught:
        function(file, *arguments)
    assert all(problem.line for problem in caught.value.problems)


@pytest.mark.parametrize("change", CHANGES, ids=named)
@pytest.mark.parametrize("wrong", ["text", "entry", "key"])
def test_a_wrong_change_is_never_returned(
    change: tuple[Any, ...], wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were a place or a text wrong, then what is read back would tell."""
    match wrong:
        case "text":
            monkeypatch.setattr(edits, "inline", lambda *_: "yes: no")
            monkeypatch.setattr(edits, "block", lambda *_: "yes: no")
            monkeypatch.setattr(edits, "entry", lambda *_, **__: "yes: no")
        case "entry":
            right = YamlFile.entry
            monkeypatch.setattr(YamlFile, "entry", lambda file, loc: (right(file, loc)[0], 90))
        case "key":
            monkeypatch.setattr(YamlFile, "head", lambda *_: (20, 25))
    function, *arguments = change
    try:
        new = function(FILE, *arguments)
    except EditError:
        return
    monkeypatch.undo()
    assert YamlFile(new).data == YamlFile(function(FILE, *arguments)).data


def test_what_is_lost_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a change not made at all, or a text run into a note, what is read back would tell."""
    with monkeypatch.context() as patch:
        patch.setattr(edits, "takes_note", lambda _: True)
        with pytest.raises(EditError):
            replaced("a: # c\n", ("a",), "x")
    monkeypatch.setattr(YamlFile, "changed", lambda file, _: file.original)
    for function, *arguments in CHANGES:
        with pytest.raises(EditError):
            function(FILE, *arguments)
