"""Independent judges: what they say becomes findings, and silence is never taken for consent."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from brochures.checks.validators import verdicts
from brochures.render.result import Typeset

RELEASE = {"buildInformation": {"releaseDetails": [{"id": "core", "version": "1.28.1"}]}}
RULE = {"ruleStatus": "FAILED", "clause": "7.3", "testNumber": 1, "description": "No text."}
FAILED = {"details": {"ruleSummaries": [RULE]}, "compliant": False, "jobEndStatus": "normal"}
PASSED = {"details": {"ruleSummaries": []}, "compliant": True, "jobEndStatus": "normal"}
CUT_OFF = PASSED | {"compliant": False, "jobEndStatus": "timeout"}


def verapdf(folder: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> list[str]:
    """Put a program that answers like veraPDF on the path; return what is found in no PDF."""
    (folder / "answer").write_text(answer, "utf-8")
    program = folder / "verapdf"
    program.write_text(f"#!/bin/sh\nexec /bin/cat '{folder / 'answer'}'\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    _, verdict = verdicts(b"no PDF")
    assert verdict.judge.startswith("veraPDF")
    return [finding.what for finding in verdict.findings]


def report(job: object) -> str:
    """Return a report as veraPDF writes it."""
    return json.dumps({"report": {**RELEASE, "jobs": [job]}})


@pytest.mark.parametrize("listed", [True, False], ids=["since 1.28", "before"])
def test_verapdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, listed: bool) -> None:
    """A rule that veraPDF finds broken is a finding; a file that it passes has none."""
    for result, found in ((FAILED, ["7.3-1: No text."]), (PASSED, [])):
        answer = report({"validationResult": [result] if listed else result})
        assert verapdf(tmp_path, monkeypatch, answer) == found


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("", "its answer is unclear"),
        ("{}", "its answer is unclear"),
        (report({"validationResult": [CUT_OFF]}), "it ended with: timeout"),
        (report({"taskException": {"exceptionMessage": "Couldn't parse."}}), "Couldn't parse."),
        (report({"taskResult": {"exceptionMessage": "Couldn't parse."}}), "Couldn't parse."),
    ],
)
def test_no_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, said: str
) -> None:
    """Where veraPDF gives no verdict, that is a finding."""
    (found,) = verapdf(tmp_path, monkeypatch, answer)
    assert said in found


def test_the_handouts_pass(
    handouts: Mapping[str, Typeset], record_property: Callable[[str, object], None]
) -> None:
    """Each judge on this machine finds nothing in the handouts."""
    for made in handouts.values():
        for verdict in verdicts(made.pdf):
            assert verdict.findings == ()
            record_property("judge", verdict.judge)


def test_a_broken_file() -> None:
    """A file that page-validation cannot read is a finding, not a traceback."""
    verdict, *_ = verdicts(b"no PDF")
    assert verdict.findings
