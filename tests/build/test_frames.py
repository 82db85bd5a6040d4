"""Deep calls cost no more than others."""

from __future__ import annotations

import sys

import pytest

from brochures.build.frames import roomy

resource = pytest.importorskip("resource")

DEPTHS = 200
CALLS = 300


def faults() -> int:
    """Return how often the system had to give memory while many functions called others."""

    def call() -> None:
        """Do nothing, in a frame of its own."""

    def deep(depth: int) -> None:
        if depth:
            deep(depth - 1)
        else:
            for _ in range(CALLS):
                call()

    before: int = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for depth in range(DEPTHS):
        deep(depth)
    after: int = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    return after - before


def test_calls_at_any_depth_ask_for_no_memory() -> None:
    """With room for them, frames of calls at every depth are given memory once."""
    faults()
    assert roomy(faults) < CALLS


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count otherwise")
def test_without_it_they_do() -> None:
    """Plain Python asks for memory for each call at some depth: the trick is still needed."""
    faults()
    assert faults() > CALLS


def test_it_is_a_call_like_any_other() -> None:
    """What the work returns is returned, and what it raises is raised."""
    assert roomy(lambda: "done") == "done"
    with pytest.raises(ZeroDivisionError):
        roomy(lambda: 1 // 0)
