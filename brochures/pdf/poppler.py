"""What poppler, the library of many free readers, finds in a PDF; by its tools, where installed."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

PATIENCE = 30
"""Seconds that a tool may take; a handout takes a twentieth of one."""

_ELEMENT = re.compile(r"^ *([A-Za-z]\w*):?(?: .*)?$")


class View(NamedTuple):
    """A PDF as poppler sees it."""

    title: str
    types: tuple[str, ...]
    """The structure types in reading order."""
    texts: tuple[str, ...] | None
    """The text of each marked content, likewise; None where it was not asked for."""
    warnings: tuple[str, ...]


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
        about, said = _run("-enc", "UTF-8", path)
        tree, warned = _run("-enc", "UTF-8", "-struct-text" if texts else "-struct", path)
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


def _run(*arguments: str | Path) -> tuple[str, str]:
    """Return what pdfinfo prints, and what it complains of."""
    try:
        done = subprocess.run(
            ["pdfinfo", *arguments], capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return "", f"no answer in {PATIENCE} s"
    return done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
