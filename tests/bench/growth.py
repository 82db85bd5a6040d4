"""Grow a text of each panel word by word until it overflows: nothing is ever lost without an error.

Run as `python -m tests.bench.growth [--step N]`. Each panel begins with the clinic's own words and
gets a word more at each step, until the layout says that the panel runs over, and a few more. At
every step all texts have to be read in the PDF. As long as nothing is said to run over, none may be
hidden, overlap another or leave its panel, and no other rule of access, sight and paper may find
anything: else the handout is withheld for a reason that does not name the panel. What is said has
to name that panel, its section, and no other panel. With a step of N words, the last N before the
overflow are still added one by one.

Prints a line a panel: how many words it took beyond the clinic's, and from which on it was set
tighter. Ends with status 1 if anything was lost, hidden, or blamed on another panel.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random
from string import ascii_lowercase
from typing import Any
from unittest.mock import patch

import brochures.render.pdf as typesetting
from brochures.checks import RULES, Subject, overflow
from brochures.content.loader import load
from brochures.content.model import Content
from brochures.formats.model import FITS, ROOMS
from brochures.pdf import read
from brochures.render.html import compose
from brochures.render.provenance import blocks
from tests.placing import placed
from tests.render.test_pdf import PANELS, changed, place

TODAY = date(2026, 1, 1)

BEYOND = 3
"""Words that are still added once a panel runs over."""

MOST = 200
"""Words that no panel has room for, and that still are a text of the length that is allowed."""

LOST = ("nothing-lost", "text-complete")
"""Rules that hold at every step."""

SHOWN = tuple(name for name, rule in RULES.items() if rule.group != "words")
"""Rules that hold as long as nothing is said to run over: no-hidden-text, in-panels and others."""


LEVELS = sorted(
    {replace(fit, room=room) for fit in FITS for room in ROOMS},
    key=lambda fit: (fit.breaks, -fit.type, -fit.room),
)
"""All ways to set a panel, from loose to tight."""


@dataclass(frozen=True, slots=True)
class Place:
    """A text that grows, and what runs over when it has grown too long."""

    panel: str
    made: str
    """Name of the format."""
    path: tuple[str | int, ...]
    """Where the text stands in the content."""
    sections: frozenset[str]
    """The sections that may be said to run over: the last one of each column."""


NAMES = (*PANELS, "sheet")
"""Panels in which a text grows: those of the tri-fold, and the one-page."""


def grown_in(content: Content, panel: str) -> Place:
    """Return the text that grows in a panel."""
    if panel in PANELS:
        found = place(content, panel)
        return Place(panel, "trifold", found.path, frozenset({found.section}))
    # Stands at the foot, which grows upwards into the ends of both columns.
    columns = placed(content, "one-page").placement.values()
    last = frozenset(sections[-1].section for sections in columns)
    return Place(panel, "one-page", ("topic", "referral", "lead"), last)


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a text of some length."""

    level: int
    """How tightly its panel was set, an index of LEVELS."""
    overflows: bool
    faults: tuple[str, ...]
    """What is wrong: none of these may ever be."""


@dataclass(slots=True)
class Growth:
    """How a panel's text grew."""

    fitted: int = 0
    """Words beyond the clinic's own for which there was room."""
    tighter: dict[int, int] = field(default_factory=dict)
    """By the index of LEVELS, from how many words on it was set as tightly."""
    steps: int = 0
    layouts: int = 0
    seconds: float = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """The figures in one line; the tightest level at its end is where it ran over."""
        tighter = ", ".join(f"{level} +{more}" for level, more in self.tighter.items() if level)
        return (
            f"{self.fitted:4} words more, {self.steps:4} steps, {self.layouts:5} layouts,"
            f" {self.seconds:6.1f} s; tighter from {tighter}"
        )


def words(count: int) -> list[str]:
    """Return words of 2 to 12 letters, no two of them the same, the same ones at each run."""
    dice = Random(0)  # noqa: S311 - nobody has to be kept from guessing them
    made: dict[str, None] = {}
    while len(made) < count:
        made["".join(dice.choices(ascii_lowercase, k=dice.randint(2, 12)))] = None
    return list(made)


def look(content: Content, where: Place, more: int) -> Step:
    """Typeset a place's text with so many words more, and say what became of it."""
    own: Any = content.model_dump()
    for key in where.path:
        own = own[key]
    longer = changed(content, where.path, " ".join([own, *words(more)]))
    made = placed(longer, where.made)
    html = compose(longer, made)
    result = typesetting.typeset(html, made)
    subject = Subject(read(result.pdf), made, longer, blocks(html), TODAY)
    said = [found for found in overflow.findings(made, longer, result.fills) if not found.warning]
    (at,) = (panel.place for panel in made.panels if panel.name == where.panel)
    wanted = {f"panel {where.panel} ({at}), section {section}" for section in where.sections}
    faults = [
        *(
            f"{found.rule}: {found.where}: {found.what} {found.words}"
            for rule in (LOST if said else SHOWN)
            for found in RULES[rule].judge(subject)
        ),
        *(f"not {where.panel}, but {found.where}" for found in said if found.where not in wanted),
    ]
    return Step(LEVELS.index(result.fits[where.panel]), bool(said), tuple(faults))


def grow(content: Content, where: Place, step: int, *, closely: bool = True) -> Growth:
    """Grow a place's text, so many words at a time, until it overflows.

    Closely: from the clinic's own words on, then from the last length that fitted word by word, and
    some words beyond.
    """
    grown, begun = Growth(), time.perf_counter()
    more, beyond = (0, BEYOND) if closely else (step, 0)
    with patch.object(typesetting, "_laid_out", wraps=typesetting._laid_out) as laid_out:
        while beyond >= 0 and more <= MOST:
            seen = look(content, where, more)
            grown.steps += 1
            grown.faults += [f"{where.panel} +{more}: {fault}" for fault in seen.faults]
            if not seen.overflows:
                grown.fitted = more
                grown.tighter.setdefault(seen.level, more)
            elif closely and step > 1:
                more, step = grown.fitted, 1
            else:
                beyond -= 1
            more += step
    if beyond >= 0:
        grown.faults.append(f"{where.panel} +{MOST}: it never runs over")
    grown.layouts, grown.seconds = laid_out.call_count, time.perf_counter() - begun
    return grown


def main(arguments: list[str]) -> int:
    """Grow all panels, print the figures and what was wrong, and return 1 if anything was."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--step",
        type=int,
        choices=range(1, MOST + 1),
        default=1,
        metavar="N",
        help="words a step, far from the overflow",
    )
    step = parser.parse_args(arguments).step
    content = load(Path("content.yaml"))
    total = Growth()
    for panel in NAMES:
        grown = grow(content, grown_in(content, panel), step)
        print(f"{panel:<9}{grown}", *grown.faults, sep="\n  ", flush=True)
        total.fitted += grown.fitted
        total.steps += grown.steps
        total.layouts += grown.layouts
        total.seconds += grown.seconds
        total.faults += grown.faults
    print(
        f"{len(NAMES)} panels: {total.fitted} words more, {total.steps} steps,"
        f" {total.layouts} layouts, {total.seconds:.0f} s, {len(total.faults)} faults"
    )
    return bool(total.faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
