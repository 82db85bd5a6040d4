"""Publishing from the editor: the command itself, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from brochures.build.console import Line
from brochures.editor.workspace import Workspace

HOUSE = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Built:
    """What the command said, and whether all is well."""

    lines: tuple[Line, ...]
    clean: bool


def built(workspace: Workspace, *options: str) -> Built:
    """Build a clinic's handouts, with options of the command."""
    command = [sys.executable, "-m", "brochures", "build", *options]
    command += ["--content", str(workspace.content), "--output", str(workspace.output)]
    paths = os.pathsep.join(filter(None, [str(HOUSE), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env=os.environ | {"PYTHONPATH": paths, "PYTHONUTF8": "1"},
    )
    said = [("out", line) for line in done.stdout.splitlines()]
    said += [("err", line) for line in done.stderr.splitlines()]
    return Built(tuple(said), done.returncode == 0)
