"""What `make test` leaves to `make test-all`: cases of a matrix, and examples of hypothesis."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from _pytest.mark import ParameterSet
from hypothesis import settings

LEFT_OUT = "not thorough"
"""The expression of marks with which `make test` runs."""

FULL, FEWER = 100, 10
"""Examples that hypothesis tries where a test does not say how many, in full and in `make test`."""

thorough = pytest.mark.thorough


def choose_profile(marks: str) -> None:
    """Let hypothesis try fewer examples in a run that leaves out what is thorough.

    How long one takes is no fact that is tested: a busy machine must not fail it.
    """
    number = FEWER if marks == LEFT_OUT else FULL
    settings.register_profile("brochures", max_examples=number, deadline=None)
    settings.load_profile("brochures")


def examples(number: int) -> int:
    """Return how many examples to try in this run, of so many in full; two are the fewest."""
    return max(2, number * settings().max_examples // FULL)


def mostly(cases: Iterable[object], *quick: object) -> list[ParameterSet]:
    """Return the cases of a matrix as parameters: all thorough but those that are named quick."""
    values = list(cases)
    assert all(case in values for case in quick)
    return [pytest.param(case, marks=() if case in quick else thorough) for case in values]
