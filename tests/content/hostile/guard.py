"""Guards around a test: what is opened is noted, and a file is to be refused with nothing lost."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import make_pdf

SECONDS = 30
"""No test here takes longer, on a machine with much else to do."""

GOOD = b"the last good one"
HANDOUT = "one-page"
"""The handout that is asked for, and is there already."""


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


def refused(file: Path, output: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Run the command on a file that it must refuse, touching nothing; return what it says."""
    assert make_pdf.main([HANDOUT, "--content", str(file), "--output", str(output)]) == 2
    said = capsys.readouterr()
    assert [path.name for path in output.iterdir()] == [f"{HANDOUT}.pdf"]
    assert (output / f"{HANDOUT}.pdf").read_bytes() == GOOD
    assert said.out == ""
    assert "Traceback" not in said.err
    assert said.err.startswith(str(file))
    told = said.err.removeprefix(str(file))
    assert all(line.isprintable() for line in told.split("\n"))
    return told
