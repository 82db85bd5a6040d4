"""What is installed: the package, its data and its styles, and the command that comes with it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def ours(text: str) -> dict[str, str]:
    """Return the versions of the packages that requirements list as ours, by their names."""
    section = text.partition("\n# Ours")[2].partition("\n\n")[0]
    return dict(re.findall(r"^([\w-]+)==([\w.]+)", section, re.MULTILINE))


def test_the_package_needs_what_the_program_is_tried_with() -> None:
    """What requirements.txt lists as ours is a dependency, of that version or newer."""
    needed = {
        name: version
        for dependency in PROJECT["project"]["dependencies"]
        for name, version in [re.split(">=|~=", dependency)]
    }
    assert needed == ours((ROOT / "requirements.txt").read_text("utf-8"))


def test_what_builds_the_package_is_what_the_tests_use() -> None:
    """The build backend is pinned, and installed for the tests in the very same version."""
    (backend,) = PROJECT["build-system"]["requires"]
    name, version = backend.split("==")
    assert ours((ROOT / "requirements-test.txt").read_text("utf-8"))[name] == version
