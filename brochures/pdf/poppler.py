"""What poppler, the library of many free readers, finds in a PDF; by its tools, where installed."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

from brochures.processes.limited import Limits, run

ABOUT = Limits(seconds=1, megabytes=100, patience=15)
TREE = Limits(seconds=2, megabytes=100, patience=15)
"""What pdfinfo may take to tell of a file, and of its tags. Ours take 0.01 seconds, and up to one
with the texts of all tags, for which it reads the page again and again; and 12 MB."""

_ELEMENT = re.compile(r"^ *([A-Za-z]\w*):?(?: .*)?$")


class View(NamedTuple):
    """A PDF as poppler sees it."""

    title: str
    types: tuple[str, ...]
    """The structure types in reading order."""
    texts: tuple[str, ...] | None
    """The text of each marked content, likewise; None where it was not asked for."""
    warnings: tuple[str, ...]
    answered: bool = True
    """Whether it came to an end, within its limits."""


@cache
def version() -> str | None:
    """Return the version of poppler's tools, None where they are not installed."""
    if not shutil.which("pdfinfo"):
        return None
    done = subprocess.run(["pdfinfo", "-v"], capture_output=True, check=False)
    found = re.search(rb"version ([\d.]+)", done.stderr + done.stdout)
    return found[1].decode() if found else "of unknown version"


def view(pdf: bytes, *, texts: bool) -> View | None:
    """Return what poppler sees of a PDF, None where its tools are not installed.

    To ask for the texts takes it ten times as long: it reads the page again for each of them.
    """
    if version() is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "handout.pdf"
        path.write_bytes(pdf)
        first = _run(ABOUT, path)
        second = first and _run(TREE, "-struct-text" if texts else "-struct", path)
    if not (first and second):
        return View("", (), None, (), answered=False)
    (about, said), (tree, warned) = first, second
    title = re.search(r"^Title: +(.*)$", about, re.MULTILINE)
    types, found_texts = [], []
    for line in tree.split("\n"):
        if line.lstrip().startswith('"'):
            found_texts.append(line.strip()[1:-1])
        elif (found := _ELEMENT.match(line)) and not line.lstrip().startswith("Object "):
            types.append(found[1])
    warnings = dict.fromkeys([*said.split("\n"), *warned.split("\n")])
    return View(
        title[1] if title else "",
        tuple(types),
        tuple(found_texts) if texts else None,
        tuple(filter(None, warnings)),
    )


def _run(limits: Limits, *arguments: str | Path) -> tuple[str, str] | None:
    """Return what pdfinfo prints, and what it complains of; None where it comes to no end."""
    done = run(limits, ["pdfinfo", "-enc", "UTF-8", *arguments])
    if done is None:
        return None
    return done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
