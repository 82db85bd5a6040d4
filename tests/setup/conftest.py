"""What tests of the set-up share: a computer, and a project's folder."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.setup.machine import PROJECT, Machine, on_path
from tools import setup


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Stand in for this computer: a Debian without commands, and the user is not root."""
    machine = Machine()
    monkeypatch.setattr(subprocess, "run", machine.run)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(setup, "systems", lambda: ["debian"])
    on_path(monkeypatch)
    return machine


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a project's folder as people name them, with only what the set-up reads."""
    root = tmp_path / "our brochures é"
    (root / "tools").mkdir(parents=True)
    tools = ("tools/setup.py", "tools/integrity.py", "tools/pango.py")
    for name in ("Makefile", *tools, "requirements.txt", "requirements-test.txt"):
        shutil.copy(PROJECT / name, root / name)
    return root
