"""What tests of builds share: a small clinic of which all has been built, and orders for one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from brochures.build.run import Order
from tests.build.outputs import CARDS, Clinic


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


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """Return an order for a clinic of two handouts."""
    content = tmp_path / "words" / "content.yaml"
    content.parent.mkdir()
    content.write_text(CARDS, "utf-8")
    return Order(content, tmp_path / "out")


@pytest.fixture
def spared(order: Order) -> Order:
    """Return an order for its card alone, which takes moments."""
    return replace(order, formats=("card",))
