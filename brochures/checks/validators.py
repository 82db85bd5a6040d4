"""Independent judges of PDF/UA-1 (ISO 14289-1): programs that know nothing of this project."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import page

from brochures.checks.finding import Finding
from brochures.formats.model import Part
from brochures.processes.limited import Limits, run

VERAPDF = Limits(seconds=120, megabytes=2_000, patience=120)
"""What veraPDF may take, which starts a Java machine."""

FIX = "Read what the judge says of that rule, and correct the template or engine.py (designer)."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge said of a file."""

    judge: str
    """Its name and version."""
    findings: tuple[Finding, ...]


def patience() -> int:
    """Return how many seconds those judges that are programs of their own may take."""
    return VERAPDF.patience if shutil.which("verapdf") else 0


def verdicts(pdf: bytes, part: Part = 1) -> tuple[Verdict, ...]:
    """Return what each judge that is installed says of a PDF that declares a part of ISO 14289.

    page-validation knows PDF/UA-1 only, so of PDF/UA-2 there may be no judge.
    """
    found = [_page(pdf)] if part == 1 else []
    if shutil.which("verapdf"):
        found.append(_verapdf(pdf, part))
    return tuple(found)


def _finding(rule: str, message: str, part: Part = 1) -> Finding:
    standard = f"ISO 14289-{part}"
    return Finding(f"pdf-ua-{part}", "the document", f"{rule}: {message}", FIX, source=standard)


def _page(pdf: bytes) -> Verdict:
    """Ask page-validation."""
    name = f"page-validation {page.__version__}"
    try:
        report = page.validate_pdf_bytes(pdf, profile="ua1")
    except page.PageError as error:
        return Verdict(name, (_finding("unreadable", str(error)),))
    found = (_finding(failure.rule_id, failure.message) for failure in report.failures)
    return Verdict(name, tuple(dict.fromkeys(found)))


def _verapdf(pdf: bytes, part: Part) -> Verdict:
    """Ask veraPDF, which reads a file and writes JSON."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "handout.pdf"
        path.write_bytes(pdf)
        try:
            done = run(VERAPDF, ["verapdf", "--flavour", f"ua{part}", "--format", "json", path])
        except OSError as error:
            return _silent(f"it cannot be started: {error}", part)
    if done is None:
        return _silent(f"no answer in {VERAPDF.patience} s", part)
    try:
        (verdict,) = reported(json.loads(done.stdout)["report"], part)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        return _silent(f"its answer is unclear: {error}", part)
    return verdict


def _silent(why: str, part: Part) -> Verdict:
    return Verdict("veraPDF", (_finding("no verdict", why, part),))


def reported(report: dict[str, Any], part: Part = 1) -> Iterator[Verdict]:
    """Read veraPDF's report, as its versions 1.24 to 1.31 write it: one verdict a file."""
    details = report["buildInformation"]["releaseDetails"]
    name = "veraPDF " + next((one["version"] for one in details if one["id"] == "core"), "")
    for job in report["jobs"]:
        found = (_finding(rule, message, part) for rule, message in sorted(_found(job)))
        yield Verdict(name, tuple(found))  # they come in any order


def _found(job: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the rules that a file breaks, and what each asks for."""
    if "validationResult" not in job:
        failed = job.get("taskException") or job["taskResult"]
        return [("no verdict", failed["exceptionMessage"])]
    results = job["validationResult"]
    result = results[0] if isinstance(results, list) else results
    found = [
        (f"{rule['clause']}-{rule['testNumber']}", rule["description"])
        for rule in result["details"]["ruleSummaries"]
        if rule["ruleStatus"] == "FAILED"
    ]
    if not found and result["compliant"] is not True:
        found = [("no verdict", f"it ended with: {result.get('jobEndStatus')}")]
    return found
