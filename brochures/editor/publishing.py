"""Publishing from the editor, and drafts for a reviewer: the command, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from brochures.build.atomic_write import publish
from brochures.build.console import Line
from brochures.build.folders import DRAFTS
from brochures.content.loader import Loaded
from brochures.editor.review import review_page
from brochures.editor.workspace import Workspace

HOUSE = Path(__file__).parents[2]

REVIEW = "review.html"
"""The page for a reviewer, beside the drafts that it shows."""


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


def shared(workspace: Workspace, loaded: Loaded) -> tuple[Built, Path]:
    """Make a page for a reviewer of the content that is open, with drafts of its handouts.

    Returns what the command said, and the page, which lies with the drafts. Raises PublishError
    where it cannot be written.
    """
    done = built(workspace, "--draft", "--languages", loaded.content.language)
    folder = workspace.output / DRAFTS / workspace.edition
    drafts = [folder / made.file for made in workspace.document.words.formats]
    there = [path for path in drafts if path.is_file()]
    page = folder / REVIEW
    html = review_page(loaded, there, workspace.today)
    publish(page, html.encode("utf-8"))
    return done, page
