"""What the tests promise of themselves: what is left out, and what a missing program means."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.programs import needs
from tests.thorough import LEFT_OUT, choose_profile, examples, mostly


@pytest.mark.parametrize(
    ("variables", "ends"), [({}, pytest.skip.Exception), ({"CI": "true"}, pytest.fail.Exception)]
)
def test_a_missing_program(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], ends: type[BaseException]
) -> None:
    """Without a program its test is skipped; under CI it fails, and says where to install it."""
    monkeypatch.delenv("CI", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ends, match="no-such-program is not installed"):
        needs("no-such-program", "nor-this-one")


def test_a_program_under_another_name() -> None:
    """A program is found by any of its names."""
    assert needs("no-such-program", "sh") == needs("sh")


@pytest.fixture
def profile() -> Iterator[None]:
    """Put hypothesis back as it was."""
    before = settings.get_current_profile_name(), settings().max_examples
    yield
    settings.register_profile(before[0], max_examples=before[1])
    settings.load_profile(before[0])


@pytest.mark.usefixtures("profile")
@pytest.mark.parametrize(
    ("marks", "tried"),
    [(LEFT_OUT, 50), ("thorough or hypothesis", 500), ("", 500)],
)
def test_how_much_is_tried(marks: str, tried: int) -> None:
    """`make test` tries a tenth of the examples."""
    choose_profile(marks)
    assert examples(500) == tried
    assert examples(3) >= 2


def test_one_case_stays() -> None:
    """Of a matrix the cases that are named are quick, all others thorough."""
    marks = {case.values: [mark.name for mark in case.marks] for case in mostly("abc", "b")}
    assert marks == {("a",): ["thorough"], ("b",): [], ("c",): ["thorough"]}


def test_every_test_is_collected(request: pytest.FixtureRequest) -> None:
    """No folder of tests is passed over: pytest leaves out any that is called build."""
    folders = {path.parent.name for path in request.config.rootpath.glob("tests/*/test_*.py")}
    assert {"build", "checks", "pdf", "render"} <= folders
    assert folders.isdisjoint(request.config.getini("norecursedirs"))
