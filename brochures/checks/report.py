"""What became of one handout, or of a file that was judged."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brochures.checks.finding import Finding
from brochures.content.model import Waiver
from brochures.formats.model import Format

if TYPE_CHECKING:
    from brochures.checks.readability import Reading


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found, and whether it was published."""

    path: Path
    made: Format | None
    pages: int
    findings: tuple[Finding, ...]
    """What must be fixed; for a handout a reason to withhold it."""
    advice: tuple[Finding, ...] = ()
    """What should be fixed."""
    waived: tuple[tuple[Finding, Waiver], ...] = ()
    """What may stay, as a person decided."""
    judges: tuple[str, ...] = ()
    """Names and versions of the independent judges that saw it."""
    reading: Reading | None = None
    """How hard its text is to read, where patients read it as text."""
    not_compared: str | None = None
    """Where and why the order of reading was not compared with that of sight."""
    not_asked: tuple[str, ...] = ()
    """Names of the rules about words that cannot be asked in its language."""
    drafted: bool = False
    """Whether the file at `path` was made now and is marked as a draft on every page."""
    key: str = ""
    """Stands for all that went into it; another key, another handout."""

    @property
    def clean(self) -> bool:
        """Whether nothing must be fixed: a handout that was built is published then."""
        return not self.findings

    @property
    def by_standard(self) -> int:
        """How many findings break a rule of an ISO standard."""
        return sum(bool(finding.source) and not finding.house for finding in self.findings)

    @property
    def by_house(self) -> int:
        """How many findings break a house rule alone."""
        return sum(finding.house for finding in self.findings)

    def data(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return {
            "file": str(self.path),
            "format": self.made.name if self.made else None,
            "pages": self.pages,
            "clean": self.clean,
            "draft": self.drafted,
            "judges": list(self.judges),
            "to_mend": {"by_standard": self.by_standard, "by_house": self.by_house},
            "reading_order": self.not_compared or "compared",
            "not_asked": list(self.not_asked),
            "findings": [asdict(finding) for finding in self.findings],
            "advice": [asdict(finding) for finding in self.advice],
            "waived": [
                {"finding": asdict(finding), "waiver": waiver.model_dump()}
                for finding, waiver in self.waived
            ],
            "reading": asdict(self.reading) if self.reading else None,
        }


def restored(data: dict[str, Any], path: Path, made: Format, key: str) -> Outcome:
    """Return the outcome of a handout that was published, from its data.

    Raises LookupError, TypeError or ValueError where the data is spoilt.
    """
    from brochures.checks.readability import Reading

    return Outcome(
        path,
        made,
        int(data["pages"]),
        (),
        tuple(Finding(**finding) for finding in data["advice"]),
        tuple((Finding(**each["finding"]), Waiver(**each["waiver"])) for each in data["waived"]),
        tuple(map(str, data["judges"])),
        Reading(**data["reading"]) if data["reading"] else None,
        not_asked=tuple(map(str, data["not_asked"])),
        key=key,
    )
