"""Mistakes in a content, each one put into a valid one, and what a person is to be told of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from brochures.content.loader import ContentError, Problem, load
from tests.samples import WHOLE

JARGON = re.compile(
    r"type=|Input should|Value error|Field required|Extra inputs|<block|token|None|Other\(|\[key\]"
)
"""Words of the programs below, which mean nothing to whoever keeps the words."""

NAME = "  name: Example Clinic\n"
REGION = "    region: NY\n"
POSTCODE = '    postcode: "11201"\n'
NUMBER = "    number: (718) 400-0867\n"
EMAIL = "  email: info@example.com\n"
POINT = "      - Do not wait.\n"
POINTS = "    points:\n      - There are other treatments.\n      - Do not wait.\n"
COVER = "    title: Still depressed?\n    lead: [Other treatments offer hope.]\n    art: doors\n"
ITEM = "            - name: Sleep\n              text: You sleep badly.\n"
TEXT = "              text: You sleep badly.\n"
SLEEP = "topic.sections.symptoms.groups[1].items[0]"
"""Where ITEM stands."""


@dataclass(frozen=True)
class Case:
    """One mistake in a valid content, and what a person should be told."""

    old: str
    new: str
    at: str
    """Some words of the line that is named."""
    path: str
    says: tuple[str, ...]

    def __str__(self) -> str:
        return self.new.strip()[:40]

    def check(self, file: Path, words: str = WHOLE) -> None:
        """Make the mistake, and read the one problem that it gives."""
        assert self.old in words
        text = words.replace(self.old, self.new, 1)
        (problem,) = problems(file, text)
        assert problem.line is not None
        assert self.at in text.split("\n")[problem.line - 1] + "\n"
        assert problem.path == self.path
        for said in self.says:
            assert said in f"{problem.what} {problem.fix}"
        assert problem.what.strip()
        assert problem.fix.strip()
        assert not JARGON.search(f"{problem.path} {problem.what} {problem.fix}")


def problems(file: Path, text: str | bytes) -> tuple[Problem, ...]:
    """Return what is wrong with a text when it is loaded from a file; () if nothing is."""
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    try:
        load(file)
    except ContentError as error:
        return error.problems
    return ()
