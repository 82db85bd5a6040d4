"""A clinic's brochures: its editions, and what its contents say of handouts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from brochures.build.clinic import Clinic, read_clinic
from brochures.content.items import DEPTHS
from brochures.content.loader import ContentError, Problem
from brochures.formats import FORMATS
from brochures.formats.placement import candidates
from tests.samples import EDITION, MINIMAL

WITH_SLOTS = {name: made for name, made in FORMATS.items() if made.slots}
OF_THEIR_OWN = [name for name, made in WITH_SLOTS.items() if not made.follows]
FORMAT, MADE = next((name, made) for name, made in WITH_SLOTS.items() if len(made.slots) > 1)
"""A format with several places to put sections, whichever it is."""

SLOT, OTHER = (slot.name for slot in MADE.slots[:2])


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files into a folder, and return the first."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder / next(iter(files))


def problems(file: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a clinic's contents; () if nothing is."""
    try:
        read_clinic(file)
    except ContentError as error:
        return error.problems
    return ()


def with_editions(folder: Path, editions: str, **files: str) -> Path:
    """Write a content that lists editions, and files beside it without their ending."""
    named = {f"{name}.yaml": text for name, text in files.items()}
    return written(folder, {"content.yaml": f"{MINIMAL}editions: {editions}\n", **named})


# Editions


def test_a_content_alone_is_a_clinic(tmp_path: Path) -> None:
    """Without editions there is one brochure, which has no folder of its own."""
    clinic = read_clinic(written(tmp_path, {"content.yaml": MINIMAL}))
    (brochure,) = clinic.brochures
    assert (brochure.edition, clinic.content) == ("", brochure.content)


def test_editions_are_brochures_of_the_same_clinic(tmp_path: Path) -> None:
    """Each edition has its file's name, its own topic, and the clinic of the first content."""
    file = with_editions(tmp_path, "[quit.yaml, more/sleep.yaml]", quit=EDITION)
    written(tmp_path, {"more/sleep.yaml": EDITION.replace("content.yaml", "../content.yaml")})
    clinic = read_clinic(file)
    assert [each.edition for each in clinic.brochures] == ["", "quit", "sleep"]
    assert [each.content.topic.name for each in clinic.brochures] == ["Sleep", "Smoking", "Smoking"]
    assert {each.content.clinic.name for each in clinic.brochures} == {"Example Clinic"}
    assert clinic.content.topic.name == "Sleep"
    assert {each.name for each in clinic.files} == {"content.yaml", "quit.yaml", "sleep.yaml"}


def test_editions_are_not_inherited(tmp_path: Path) -> None:
    """An edition that takes all but a name from its base has no editions itself."""
    other = "language: en-US\nbase: content.yaml\nclinic: {name: Second Clinic}\n"
    clinic: Clinic = read_clinic(with_editions(tmp_path, "[other.yaml]", other=other))
    assert [each.content.editions for each in clinic.brochures] == [("other.yaml",), ()]


def test_an_edition_of_an_edition(tmp_path: Path) -> None:
    """The first content may be the base of an edition's base."""
    middle = "base: content.yaml\nclinic: {tagline: In the middle}\n"
    file = with_editions(
        tmp_path,
        "[quit.yaml]",
        quit=EDITION.replace("content.yaml", "middle.yaml"),
        middle=middle,
    )
    assert read_clinic(file).brochures[1].content.clinic.tagline == "In the middle"


@pytest.mark.parametrize(
    ("base", "also"),
    [("", {}), ("base: other.yaml\n", {"other.yaml": MINIMAL})],
    ids=["none", "another"],
)
def test_an_edition_names_its_base(base: str, also: dict[str, str], tmp_path: Path) -> None:
    """A file that is no edition of this content is told how to become one."""
    written(tmp_path, {"content.yaml": "", **also})
    edition = MINIMAL if not base else EDITION.replace("base: content.yaml\n", base)
    (problem,) = problems(with_editions(tmp_path, "[quit.yaml]", quit=edition))
    assert problem.file.name == "quit.yaml"
    assert problem.what == "It does not name its base."
    assert problem.fix == "Add: base: content.yaml"


def test_two_editions_of_one_name(tmp_path: Path) -> None:
    """Two files whose brochures would go into one folder are refused, in the line of the second."""
    file = with_editions(tmp_path, "\n  - quit.yaml\n  - more/quit.yaml", quit=EDITION)
    written(tmp_path, {"more/quit.yaml": EDITION.replace("content", "../content")})
    (problem,) = problems(file)
    assert problem.what == 'Two editions are called "quit".'
    assert (problem.path, problem.file) == ("editions[1]", file)
    assert problem.line == MINIMAL.count("\n") + 3


def test_an_edition_that_is_not_there(tmp_path: Path) -> None:
    """A missing file is said in the line of the content that names it."""
    file = with_editions(tmp_path, "\n  - gone.yaml")
    (problem,) = problems(file)
    assert (problem.file, problem.path, problem.line) == (
        file,
        "editions[0]",
        MINIMAL.count("\n") + 2,
    )
    assert "There is no such file" in problem.what


def test_mistakes_of_all_editions_at_once(tmp_path: Path) -> None:
    """What is wrong in several editions is told together, each in its own file and line."""
    file = with_editions(
        tmp_path,
        "[a.yaml, b.yaml]",
        a=EDITION.replace("  name: Smoking\n", "  nmae: Smoking\n"),
        b=f"{EDITION}handouts: {{no-such-format: yes}}\n",
    )
    file.write_text(file.read_text("utf-8") + "handouts: {another: no}\n", "utf-8")
    found = problems(file)
    assert {(each.file.name, each.path, each.line) for each in found} == {
        ("a.yaml", "topic.nmae", 4),
        ("b.yaml", "handouts.no-such-format", 6),
        ("content.yaml", "handouts.another", MINIMAL.count("\n") + 2),
    }


# Handouts

SECTIONS = ("habits", *(f"s{number}" for number in range(20)))
MANY = MINIMAL + "".join(f"    {name}: {{title: T, text: A.}}\n" for name in SECTIONS[1:])
"""A content with more sections than any format has places."""


def listed(slot: str, *entries: str) -> str:
    """Return as many sections as a place asks for, beginning with some entries, as YAML."""
    (number,) = (at for at, each in enumerate(MADE.slots) if each.name == slot)
    before = sum(len(each.places) for each in MADE.slots[:number])
    names = SECTIONS[1 + before :][len(entries) : len(MADE.slots[number].places)]
    return f"{slot}: [{', '.join([*entries, *names])}]"


def placed(*entries: str, slot: str = SLOT) -> str:
    """Return sections in all places of the format, those of one beginning with some entries."""
    slots = [listed(each.name, *(entries if each.name == slot else ())) for each in MADE.slots]
    return f"{FORMAT}: {{{', '.join(slots)}}}"


FIRST = f"{FORMAT}.{SLOT}[0]"
"""Where the first entry of `placed` stands."""

WRONG = {
    "format": ("no-such-format: yes", "no-such-format", 'There is no format called "no-such-fo'),
    "format misspelt": (f"{FORMAT[:-1]}: no", FORMAT[:-1], f'Did you mean "{FORMAT}"?'),
    "capitals": (f"{FORMAT.upper()}: no", FORMAT.upper(), f'Did you mean "{FORMAT}"?'),
    "long": (f"{'f' * 500}: no", "", "There are: "),
    "text": (f"{FORMAT}: maybe", FORMAT, "A list of sections is wanted here."),
    "number": (f"{FORMAT}: 3", FORMAT, "A list of sections is wanted here."),
    "place misspelt": (
        placed().replace("}", f", {SLOT}x: [habits]}}"),
        f"{FORMAT}.{SLOT}x",
        f'Did you mean "{SLOT}"?',
    ),
    "place of another name": (
        placed().replace("}", ", nowhere: [habits]}"),
        f"{FORMAT}.nowhere",
        f'{FORMAT} has no place called "nowhere". There are: {SLOT}, ',
    ),
    "a place left out": (
        placed().replace(f", {listed(OTHER)}", ""),
        FORMAT,
        f"Nothing says what stands in {OTHER}. Add a line: {OTHER}: [...]",
    ),
    "nothing in a place": (
        placed().replace(listed(SLOT), f"{SLOT}: []"),
        f"{FORMAT}.{SLOT}",
        "at least, and 0 listed.",
    ),
    "too few": (f"{FORMAT}: [habits]", FORMAT, "sections at least, and 1 listed."),
    "one section": (
        placed().replace(listed(SLOT), f"{SLOT}: habits"),
        f"{FORMAT}.{SLOT}",
        "Write it like [habits, s0, ",
    ),
    "section misspelt": (
        placed("habts"),
        FIRST,
        'There is no section called "habts". Did you mean "habits"?',
    ),
    "section of another name": (
        placed("dreams"),
        FIRST,
        'There is no section called "dreams". There are: habits, s0, ',
    ),
    "number for a section": (placed("3"), FIRST, "A section is wanted here."),
    "list for a section": (placed("[habits]"), FIRST, "A section is wanted here."),
    "nothing for a section": (placed("~"), FIRST, "A section is wanted here."),
    "two in one": (
        placed("{habits: name, s9: name}"),
        FIRST,
        "Write its name, or its name: short.",
    ),
    "twice": (
        placed("habits").replace(listed(OTHER), listed(OTHER, "habits")),
        f"{FORMAT}.{OTHER}[0]",
        '"habits" stands in this handout twice.',
    ),
    "depth misspelt": (
        placed("{habits: shrt}"),
        f"{FIRST}.habits",
        'There is no depth called "shrt". Did you mean "short"?',
    ),
    "number for a depth": (
        placed("{habits: 3}"),
        f"{FIRST}.habits",
        f"A depth is wanted here. There are: {', '.join(DEPTHS)}.",
    ),
    "no for a depth": (placed("{habits: no}"), f"{FIRST}.habits", "A depth is wanted here."),
    "list for a depth": (placed("{habits: [a]}"), f"{FIRST}.habits", "A depth is wanted here."),
}
"""What is written below `handouts`, where the mistake is, and what is said of it."""


@pytest.mark.parametrize(("typed", "path", "says"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_handouts(typed: str, path: str, says: str, tmp_path: Path) -> None:
    """One mistake gives one problem: its line, its path, what is wrong, and the fix."""
    file = written(tmp_path, {"content.yaml": f"{MANY}handouts:\n  {typed}\n"})
    (problem,) = problems(file)
    assert problem.line == MANY.count("\n") + 2
    assert problem.path.removeprefix("handouts.").startswith(path)
    said = f"{problem.what} {problem.fix}"
    assert says in said
    assert "Other(" not in said
    assert len(said) < 1000


def test_all_that_is_wrong_with_handouts_is_said_in_one_order(tmp_path: Path) -> None:
    """Several mistakes in a line are told in the order in which they are written."""
    names = [f"x{letter}" for letter in "zkqaoe"]
    typed = placed().replace("}", "".join(f", {name}: [habits]" for name in names) + "}")
    file = written(tmp_path, {"content.yaml": f"{MANY}handouts: {{{typed}}}\n"})
    assert [each.path for each in problems(file)] == [f"handouts.{FORMAT}.{name}" for name in names]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        *(f"{name}: {answer}" for name in FORMATS for answer in ("yes", "no", "~")),
        *(f"{name}: [{', '.join(SECTIONS)}]" for name in OF_THEIR_OWN),
        *(placed(f"{{habits: {depth}}}") for depth in DEPTHS),
        placed("habits"),
        placed("{habits: }"),
        placed("habits", slot=OTHER),
    ],
)
def test_what_handouts_may_say(typed: str, tmp_path: Path) -> None:
    """A handout may be left out, asked for, refused, or given its sections, and their depths."""
    file = written(tmp_path, {"content.yaml": f"{MANY}handouts: {{{typed}}}\n"})
    assert problems(file) == ()


def test_formats_without_sections_take_none(tmp_path: Path) -> None:
    """A format that shows no sections is asked for with yes, and takes no list."""
    for name in FORMATS.keys() - WITH_SLOTS.keys():
        text = f"{MINIMAL}handouts: {{{name}: [habits]}}\n"
        (problem,) = problems(written(tmp_path, {"content.yaml": text}))
        assert problem.fix == f"Write {name}: yes"


def test_what_is_asked_for_stands_there(tmp_path: Path) -> None:
    """A section stands in the place and at the depth that the content names."""
    text = f"{MANY}handouts: {{{placed('{habits: name}', slot=OTHER)}}}\n"
    content = read_clinic(written(tmp_path, {"content.yaml": text})).content
    (made, *_) = candidates(MADE, content)
    (place,) = (
        place
        for place, sections in made.placement.items()
        if "habits" in {each.section for each in sections}
    )
    assert place in MADE.slots[1].places
    assert made.depth_of("habits") == "name"


@pytest.mark.parametrize(("day", "wrong"), [(27, False), (28, False), (29, True)])
def test_a_review_on_a_day_to_come(day: int, *, wrong: bool, tmp_path: Path) -> None:
    """It is refused with its line, but for tomorrow: it is that day elsewhere already."""
    file = tmp_path / "content.yaml"
    review = f'review:\n  version: "1"\n  reviewed_on: 2026-11-{day}\n  review_by: 2027-11-01\n'
    file.write_text(MINIMAL + review, "utf-8")
    try:
        read_clinic(file, today=date(2026, 11, 27))
        said = []
    except ContentError as error:
        said = [(each.line, each.what) for each in error.problems]
    line = len(MINIMAL.splitlines()) + 3
    what = f"2026-11-{day} is still to come: today is 2026-11-27."
    assert said == ([(line, what)] if wrong else [])
