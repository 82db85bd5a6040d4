"""The real words and the handouts made of them, made once for all tests.

A run ends with how many mutations were caught, and with the files that were rewritten or that show
what has changed.
"""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from brochures.build import workers
from brochures.content.loader import load
from brochures.content.model import Content
from brochures.formats import formats
from brochures.formats.model import Format
from brochures.formats.placement import candidates, lacking, tried
from brochures.pdf import Facts, read
from brochures.processes import limited
from brochures.render.html import compose
from brochures.render.pdf import roomiest, typeset
from brochures.render.result import Typeset
from tests import thorough

ROOT = Path(__file__).parent.parent

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell's background job ignores it, and so would every command under test.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def content() -> Content:
    """The clinic's words."""
    return load(ROOT / "content.yaml")


@pytest.fixture(scope="session")
def made(content: Content) -> Mapping[str, Format]:
    """Every format that there are words for, its sections placed as they are printed, by name."""
    return {
        name: _printed(each, content)
        for name, each in formats(content).items()
        if lacking(each, content) is None
    }


def _printed(made: Format, content: Content) -> Format:
    """Return a format in the first way to place its sections that fits."""
    ways = tried(made, content)
    return candidates(made, content)[roomiest([(way, compose(content, way)) for way in ways])]


@pytest.fixture(scope="session")
def handouts(content: Content, made: Mapping[str, Format]) -> Mapping[str, Typeset]:
    """Every handout by the name of its format."""
    return {name: typeset(compose(content, each), each) for name, each in made.items()}


@pytest.fixture(scope="session")
def facts(handouts: Mapping[str, Typeset]) -> Mapping[str, Facts]:
    """What the PDFs really hold, by the name of their format."""
    return {name: read(made.pdf) for name, made in handouts.items()}


@pytest.fixture
def judged_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files be judged in this process: one of its own takes a second, and has its own tests."""

    def call(_: limited.Limits, function: Callable[..., object], *given: object) -> object:
        return function(*given)

    monkeypatch.setattr(limited, "call", call)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person accept what has changed in files that tests compare with."""
    parser.addoption(
        "--update",
        action="store_true",
        help="accept what has changed: rewrite the trees and pictures in tests/golden that differ",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Name the marks, look for garbage as the command does, and choose how much is tried."""
    gc.set_threshold(workers.GARBAGE)
    config.addinivalue_line("markers", "mutation: passes when a rule finds the damage it does")
    config.addinivalue_line(
        "markers",
        "thorough: a matrix, a browser, a scan or a validator, for which `make test` has no time",
    )
    thorough.choose_profile(config.getoption("markexpr"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what was caught, rewritten and drawn, and which judges looked at the handouts."""
    tests = [
        report
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and (report.when == "call" or report.failed)
    ]
    caught = [report.passed for report in tests if "mutation" in report.keywords]
    if caught:
        terminalreporter.write_line(f"mutations caught: {sum(caught)} of {len(caught)}")
    told = [item for report in tests for item in report.user_properties]
    for name, value in told:
        if name in ("rewritten", "drawn"):
            terminalreporter.write_line(f"{name}: {value}")
    if judges := dict.fromkeys(str(value) for name, value in told if name == "judge"):
        terminalreporter.write_line(f"judges: {', '.join(judges)}")
