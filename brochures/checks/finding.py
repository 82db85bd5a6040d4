"""A finding: something about a handout that must be fixed before it is published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, where, and how to fix it, in the words of the person who can."""

    rule: str
    """Name of the rule that is broken, such as 'overflow'."""
    where: str
    """The place, such as 'page 2, at 30 mm from the left and 41 mm from the top'."""
    what: str
    """What is wrong there, with figures."""
    fix: str
    """How to fix it."""
    words: str = ""
    """The words concerned, if any."""
    warning: bool = False
    """Said, but no reason to withhold the handout."""
    source: str = ""
    """Where the rule is from: standards with their clauses, other bodies, or 'ours'."""
    path: str = ""
    """Where in the content its words are from, such as topic.cover.title; '' where unknown."""
    line: int | None = None
    """The line of the content file, where it is known."""
    file: str = ""
    """The content file, where the line is known."""
    house: bool = False
    """Asked by this house, by itself or after such a body, and by no ISO standard."""
    page: int | None = None
    """Index of the page that it is on, from 0; None where it is on none, or on several."""

    @property
    def file_name(self) -> str:
        """The name of that file: where it lies on this computer is nobody's business elsewhere."""
        return PurePath(self.file).name

    def __str__(self) -> str:
        """The finding as it is shown to a person."""
        return self.told()

    def told(self, kind: str = "") -> str:
        """Return the finding as it is shown to a person, the kind of its rule beside the name."""
        quoted = f' "{_shortened(self.words)}"' if self.words else ""
        warning = "warning, " if self.warning else ""
        beside = f" ({kind})" if kind else ""
        from_line = f"\n  {self.file}, line {self.line}: {self.path}" if self.line else ""
        said = f"{warning}{self.rule}{beside}: {self.where}: {self.what}{quoted}"
        return f"{said}{from_line}\n  {self.fix}"


def _shortened(text: str, most: int = 80) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
