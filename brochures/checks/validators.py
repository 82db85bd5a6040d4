"""Independent judges of PDF/UA-1 (ISO 14289-1): programs that know nothing of this project."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import page

from brochures.findings import Finding

PATIENCE = 120
"""Seconds that veraPDF, which starts a Java machine, may take."""

FIX = "Read what the judge says of that rule, and mend the template or engine.py (designer)."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge said of a file."""

    judge: str
    """Its name and version."""
    findings: tuple[Finding, ...]


def verdicts(pdf: bytes) -> tuple[Verdict, ...]:
    """Return what each judge that is installed says of a PDF."""
    return (_page(pdf), *([_verapdf(pdf)] if shutil.which("verapdf") else []))


def _finding(rule: str, message: str) -> Finding:
    return Finding("pdf-ua-1", "the document", f"{rule}: {message}", FIX, source="ISO 14289-1")


def _page(pdf: bytes) -> Verdict:
    """Ask page-validation."""
    name = f"page-validation {page.__version__}"
    try:
        report = page.validate_pdf_bytes(pdf, profile="ua1")
    except page.PageError as error:
        return Verdict(name, (_finding("unreadable", str(error)),))
    found = (_finding(failure.rule_id, failure.message) for failure in report.failures)
    return Verdict(name, tuple(dict.fromkeys(found)))


def _verapdf(pdf: bytes) -> Verdict:
    """Ask veraPDF, which reads a file and writes JSON."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "handout.pdf"
        path.write_bytes(pdf)
        command = ["verapdf", "--flavour", "ua1", "--format", "json", str(path)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            return Verdict("veraPDF", (_finding("time-out", f"no answer in {PATIENCE} s"),))
        except OSError as error:
            return Verdict("veraPDF", (_finding("no verdict", f"it cannot be started: {error}"),))
    try:
        (verdict,) = reported(json.loads(done.stdout)["report"])
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        return Verdict("veraPDF", (_finding("no verdict", f"its answer is unclear: {error}"),))
    return verdict


def reported(report: dict[str, Any]) -> Iterator[Verdict]:
    """Read veraPDF's report, as its versions 1.24 to 1.31 write it: one verdict a file."""
    details = report["buildInformation"]["releaseDetails"]
    name = "veraPDF " + next((one["version"] for one in details if one["id"] == "core"), "")
    for job in report["jobs"]:
        yield Verdict(name, tuple(_found(job)))


def _found(job: dict[str, Any]) -> list[Finding]:
    if "validationResult" not in job:
        failed = job.get("taskException") or job["taskResult"]
        return [_finding("no verdict", failed["exceptionMessage"])]
    results = job["validationResult"]
    result = results[0] if isinstance(results, list) else results
    found = [
        _finding(f"{rule['clause']}-{rule['testNumber']}", rule["description"])
        for rule in result["details"]["ruleSummaries"]
        if rule["ruleStatus"] == "FAILED"
    ]
    if not found and result["compliant"] is not True:
        found = [_finding("no verdict", f"it ended with: {result.get('jobEndStatus')}")]
    return sorted(found, key=lambda finding: finding.what)  # they come in any order
