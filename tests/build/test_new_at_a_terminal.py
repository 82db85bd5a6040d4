"""`brochures new` at a terminal: what it asks for, and what it takes for an answer."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from brochures.build import new
from brochures.content.loader import load
from tests.build.new_clinics import REAL

ROOT = Path(__file__).parent.parent.parent


def answering(*answers: str) -> tuple[Callable[[str], str | None], list[str]]:
    """Return what answers one question after another, and the list of the questions."""
    asked: list[str] = []
    left: Iterator[str] = iter(answers)

    def ask(question: str) -> str | None:
        asked.append(question)
        return next(left, None)

    return ask, asked


def test_questions(tmp_path: Path) -> None:
    """Name, address and phone are asked for; what cannot be right is asked for again."""
    ask, asked = answering(
        "Harbor Clinic",
        "1 Main St.",
        "Brooklyn",
        "XX",
        "NY",
        "90210",
        "NY",
        "11201",
        "1",
        "7184000867",
    )
    made = new.make(tmp_path / "a", {"topic": "TMS"}, date(2026, 11, 27), ask)
    clinic = load(made.content).clinic
    assert clinic.address_lines == ("1 Main St.", "Brooklyn, NY 11201")
    assert (clinic.name, clinic.phone.number) == ("Harbor Clinic", "7184000867")
    assert clinic.website is None
    assert asked[0] == "Name of the clinic [Your Clinic]: "
    assert [question.splitlines()[-1] for question in asked[1:]] == [
        "Street and number [100 Example Street]: ",
        "City: ",
        "State: ",
        "State: ",
        "ZIP code: ",
        "State [NY]: ",
        "ZIP code: ",
        "Phone [(212) 555-0100]: ",
        "Phone [(212) 555-0100]: ",
    ]
    assert asked[4].startswith('"XX" is no state (country: US). Write one such as ')
    assert asked[6].startswith('The ZIP code "90210" is not in "NY".')
    assert asked[9].startswith('"1" is not a phone number that can be dialed')


def test_questions_in_another_country(tmp_path: Path) -> None:
    """Only parts that addresses have there are asked for, by their names there; options are not."""
    ask, asked = answering("1 High Street", "Leeds", "LS1 4AP")
    given = {"name": "The Mill", "country": "GB", "phone": "0113 222 4444"}
    new.make(tmp_path / "a", given, date(2026, 11, 27), ask)
    assert asked == ["Street and number [1 Example Street]: ", "Post town: ", "Postcode: "]


def test_only_enter(tmp_path: Path) -> None:
    """Who answers nothing gets the fictional clinic."""
    ask, asked = answering("", "", "")
    new.make(tmp_path / "a", {}, date(2026, 11, 27), ask)
    new.make(tmp_path / "b", {}, date(2026, 11, 27), None)
    one, other = ((tmp_path / name / new.NAME).read_bytes() for name in "ab")
    assert len(asked) == 3
    assert one == other


def test_what_is_made_up_beside_a_number_that_is_not(tmp_path: Path) -> None:
    """Whose number may be somebody's is asked again for a name and an address of its own."""
    ask, asked = answering(
        *("", "", "(718) 400-0867"), *("", "Harbor Clinic", "1 Main St.", "Brooklyn", "NY", "11201")
    )
    made = new.make(tmp_path / "a", {}, date(2026, 11, 27), ask)
    assert [question.splitlines()[-1] for question in asked[3:]] == [
        "Name of the clinic: ",
        "Name of the clinic: ",
        "Street and number: ",
        "City: ",
        "State: ",
        "ZIP code: ",
    ]
    clinic = load(made.content).clinic
    assert (clinic.name, clinic.phone.number) == ("Harbor Clinic", "(718) 400-0867")
    assert clinic.address_lines == ("1 Main St.", "Brooklyn, NY 11201")
    assert clinic.website is None


def test_no_more_answers(tmp_path: Path) -> None:
    """Who ends the input gets nothing."""
    ask, _ = answering("Harbor Clinic")
    with pytest.raises(new.Refused, match="Nothing is written"):
        new.make(tmp_path / "a", {}, date(2026, 11, 27), ask)
    assert not (tmp_path / "a").exists()


def test_at_a_terminal(tmp_path: Path) -> None:
    """A person at a terminal is asked there, and standard output holds what was made."""
    person, terminal = pty.openpty()
    command = [sys.executable, "-m", "brochures", "new", "a"]
    facts = [*REAL["US"].values()]
    os.write(person, "\n".join([facts[0], *facts[1:5], "none", facts[5], ""]).encode())
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=terminal,
        text=True,
        check=False,
        timeout=60,
    )
    seen = os.read(person, 100_000).decode()
    os.close(terminal)
    os.close(person)
    assert done.returncode == 0, seen
    assert '"none" is not a phone number that can be dialed' in seen
    assert done.stdout.startswith("a/content.yaml is made.")
    assert load(tmp_path / "a" / new.NAME).clinic.name == "Harbor Clinic"
