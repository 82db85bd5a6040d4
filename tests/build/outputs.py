"""A small clinic and its output folder, of which a build takes moments."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, Self

import make_pdf
from brochures.pdf import read
from tests.samples import MINIMAL

CARDS = f"{MINIMAL}handouts: {{trifold: no, large-print-full: no, card: yes}}\n"
"""A content of two handouts that are quickly made."""

BOTH = {"card.pdf", "large-print.pdf"}
BESIDE = {"index.html", "contact.vcf", "built.js", "build.record"}


class Clinic:
    """A content and its output folder."""

    def __init__(self, root: Path, words: str = CARDS) -> None:
        root.mkdir(exist_ok=True)
        self.root, self.content, self.output = root, root / "content.yaml", root / "out"
        self.content.write_text(words, "utf-8")

    def copied(self, root: Path) -> Self:
        """Return it in another place, with all that has been built."""
        shutil.copytree(self.root, root)
        return type(self)(root, self.content.read_text("utf-8"))

    def where(self) -> list[str]:
        """Return the arguments that say of what to build, and into which folder."""
        return ["--content", str(self.content), "--output", str(self.output)]

    def run(self, *arguments: str) -> int:
        """Run the command; return its exit status."""
        return make_pdf.main([*arguments, *self.where()])

    def files(self) -> set[str]:
        """Return the paths of all that lies in the folder, but no folders."""
        found = (path for path in self.output.rglob("*") if path.is_symlink() or not path.is_dir())
        return {path.relative_to(self.output).as_posix() for path in found}

    def text(self, name: str) -> str:
        """Return what is read aloud of a PDF."""
        return read((self.output / name).read_bytes()).text

    def record(self) -> dict[str, Any]:
        """Return what was remembered."""
        record: dict[str, Any] = json.loads((self.output / "build.record").read_bytes())
        return record
