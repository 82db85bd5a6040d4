"""A computer to set up, on which nothing is run."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import integrity

PROJECT = Path(__file__).resolve().parent.parent.parent

Commands = list[tuple[str, ...]]
Ended = subprocess.CompletedProcess[bytes]

SITE = Path("lib/python3/site-packages")
FILES = {
    "jinja2/__init__.py": "version = 3\n",
    "jinja2/fast.so": "compiled\n",
    "jinja2-3.1.6.dist-info/METADATA": "Name: Jinja2\n",
    "../../../bin/jinja2": "#!/bin/sh\n",
}
"""A package of the lock files, by the paths that its record names."""


def on_path(monkeypatch: pytest.MonkeyPatch, *commands: str) -> None:
    """Let only these commands be found."""
    monkeypatch.setattr(shutil, "which", lambda name: name if name in commands else None)


class Machine:
    """A computer on which commands are noted, not run, and end as they are told to.

    Those that make an environment or install packages leave a little of what they would.
    """

    def __init__(self) -> None:
        self.commands: Commands = []
        self.ends: Callable[[tuple[str, ...]], int] = lambda _: 0

    def run(self, command: tuple[str | Path, ...], **_: object) -> Ended:
        """Note the command, and do what it has to do here."""
        words = tuple(str(word) for word in command)
        self.commands.append(words)
        status = self.ends(words)
        said = b"what the command said\n"
        if "--clear" in words and not status:
            python = Path(words[-1], "bin", "python")
            python.parent.mkdir(parents=True, exist_ok=True)
            python.unlink(missing_ok=True)
            python.touch()
        elif "pip" in words and not status:
            put_package(Path(words[0]).parent.parent)
        elif words[-2].endswith("integrity.py") and not status:
            said = integrity.flaw(os.fsencode(Path(words[-1]).parent.parent), words[-1])
            status = bool(said)
        return subprocess.CompletedProcess(words, status, said)

    def of(self, *words: str) -> Commands:
        """Return the commands in which all these words are."""
        return [command for command in self.commands if {*words} <= {*command}]


def put_package(venv: Path, name: str = "jinja2") -> None:
    """Install a package under a name, with a record of its files and of a compiled module."""
    site = venv / SITE
    record = [f"{name}/__pycache__/__init__.pyc,,", f"{name}-3.1.6.dist-info/RECORD,,"]
    for path, text in FILES.items():
        renamed = path.replace("jinja2", name)
        (site / renamed).parent.mkdir(parents=True, exist_ok=True)
        (site / renamed).write_text(text)
        record.append(f"{renamed},sha256=x,{len(text)}")
    (site / f"{name}-3.1.6.dist-info/RECORD").write_text("\n".join(record))
