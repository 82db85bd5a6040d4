"""What all checks cost, against laying out and writing the same PDF.

Run as `python -m tests.bench.checks`. Each round makes and judges each handout once, in one warm
process; the medians of the rounds are compared. The aim is a ratio below 0.5.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import ParamSpec, TypeVar

from brochures.checks import Subject, judge
from brochures.checks.finding import Finding
from brochures.checks.validators import verdicts
from brochures.content.loader import load
from brochures.pdf import read
from brochures.render.html import compose
from brochures.render.pdf import typeset
from brochures.render.provenance import blocks
from tests.placing import all_placed

P = ParamSpec("P")
T = TypeVar("T")

ROUNDS = 9
TODAY = date(2026, 1, 1)


def timed(work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> tuple[T, float]:
    """Return what a function returns, and how many milliseconds it took."""
    begun = time.perf_counter()
    done = work(*arguments, **named)
    return done, 1000 * (time.perf_counter() - begun)


def _judge(subject: Subject) -> list[Finding]:
    return list(judge(subject))


def main() -> None:
    """Print a line a handout: making, reading, rules, independent judges, and the ratio."""
    content = load(Path("content.yaml"))
    print(f"{'':<12} {'make':>7} {'read':>7} {'rules':>7} {'judges':>7}   checks/make")
    for name, made in all_placed(content).items():
        rounds = []
        for _ in range(ROUNDS + 1):
            html = compose(content, made)
            result, making = timed(typeset, html, made)
            facts, reading = timed(read, result.pdf)
            subject = Subject(facts, made, content, blocks(html), TODAY)
            _, ruling = timed(_judge, subject)
            _, judging = timed(verdicts, result.pdf)
            rounds.append((making, reading, ruling, judging))
        make, *checks = (median(column) for column in zip(*rounds[1:], strict=True))
        parts = " ".join(f"{part:7.1f}" for part in (make, *checks))
        print(f"{name:<12} {parts}   {sum(checks) / make:.2f}")


if __name__ == "__main__":
    main()
