"""The pipeline, from top to bottom: read the words, compose, typeset, check, publish."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from brochures.compose import compose
from brochures.content import Content
from brochures.findings import Finding
from brochures.formats import Format
from brochures.typeset import typeset


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one handout."""

    made: Format
    path: Path
    pages: int
    findings: tuple[Finding, ...]

    @property
    def published(self) -> bool:
        """Whether the file at `path` is the one just made."""
        return not self.findings


class PublishError(Exception):
    """A file cannot be written; the message says which one and why."""


def build(content: Content, formats: Iterable[Format], output: Path) -> Iterator[Outcome]:
    """Make each handout and publish it into the folder `output` unless something is wrong with it.

    A handout with findings does not replace the last good one. Raises PublishError when a file
    cannot be written.
    """
    for made in formats:
        result = typeset(compose(content, made), made)
        path = output / f"{made.name}.pdf"
        if not result.findings:
            publish(path, result.pdf)
        yield Outcome(made, path, result.pages, result.findings)


def publish(path: Path, data: bytes) -> None:
    """Replace a file in one step: whoever reads it sees the old one or the new one, whole.

    Raises PublishError when it cannot be written; the old file is still there then.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            temporary = Path(file.name)
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                # Made private by default; a handout is for everyone who may read the folder.
                temporary.chmod(0o644)
                file.close()
                temporary.replace(path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise PublishError(f"{path} cannot be written: {error.strerror or error}.") from error
