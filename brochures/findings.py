"""A finding: something about a handout that has to be mended before it is published."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, where, and how to mend it, in the words of the person who can."""

    rule: str
    """Short name of the rule that is broken, such as 'overflow'."""
    where: str
    """The place, such as 'panel inside-2, section causes'."""
    what: str
    """What is wrong there, with figures."""
    fix: str
    """How to mend it."""

    def __str__(self) -> str:
        """The finding as it is shown to a person."""
        return f"{self.where}: {self.what}\n  {self.fix}"
