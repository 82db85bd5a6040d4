"""A computer to set up, on which nothing is run."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent

Commands = list[tuple[str, ...]]
Ended = subprocess.CompletedProcess[bytes]


def on_path(monkeypatch: pytest.MonkeyPatch, *commands: str) -> None:
    """Let only these commands be found."""
    monkeypatch.setattr(shutil, "which", lambda name: name if name in commands else None)


class Machine:
    """A computer on which commands are noted, not run, and end as they are told to."""

    def __init__(self) -> None:
        self.commands: Commands = []
        self.ends: Callable[[tuple[str, ...]], int] = lambda _: 0

    def run(self, command: tuple[str | Path, ...], **_: object) -> Ended:
        """Note the command; make a python where it makes an environment."""
        words = tuple(str(word) for word in command)
        self.commands.append(words)
        status = self.ends(words)
        if "--clear" in words and not status:
            python = Path(words[-1], "bin", "python")
            python.parent.mkdir(parents=True, exist_ok=True)
            python.unlink(missing_ok=True)
            python.touch()
        return subprocess.CompletedProcess(words, status, b"what the command said\n")

    def of(self, *words: str) -> Commands:
        """Return the commands in which all these words are."""
        return [command for command in self.commands if {*words} <= {*command}]
