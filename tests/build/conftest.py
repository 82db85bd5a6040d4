"""What tests of builds share: a small clinic of which all has been built."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.outputs import Clinic


@pytest.fixture(scope="session")
def first_clinic(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    """A clinic of which all has been built, for others to be copies of."""
    made = Clinic(tmp_path_factory.mktemp("first") / "clinic")
    assert made.run() == 0
    return made


@pytest.fixture
def built_clinic(first_clinic: Clinic, tmp_path: Path) -> Clinic:
    """A clinic of which all has been built."""
    return first_clinic.copied(tmp_path / "built")
