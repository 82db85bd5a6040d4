"""Rules about access: what can be seen and is kept from those who listen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import count, groupby

from brochures.checks.blocks import squeezed
from brochures.checks.rule import Flaw, Group, advise
from brochures.pdf import Artifact, Box, Facts, Line
from brochures.pdf import text as painted

GROUP: Group = "access"

OUTER = 0.1
"""Share of a page's width and height, at each edge, in which headers, footers, page numbers and
notes to the printer stand."""

FEW_WORDS = 4
"""So many words and more are a text: fewer may be a logo, a stamp or a label of a drawing."""

DECLARED_WORDS = 12
"""So many, where the artifact is declared to be of a type, such as Layout or Background."""

TURNING = frozenset({"Header", "Footer", "Watermark", "BatesN"})
"""Subtypes of artifacts that are texts on purpose (ISO 32000-1, table 330)."""

LARGE = 36
"""Type of this size, in pt, across the middle of a page is a watermark."""

FAINT = 0.5
"""Type less opaque than this is one too."""

MOST = 500
"""Of so many lines it is asked whether they are read elsewhere, as a repeated table head is."""

_WORD = re.compile(r"[^\W\d_]{2,}")


@advise
def text_left_unread(facts: Facts) -> Iterator[Flaw]:
    """No text in the middle of a page is an artifact.

    Why: an artifact is passed over in silence: who listens never hears of it.
    Fix: tag it as what it is, a paragraph or a heading (designer).
    From: ISO 14289-1, 7.1 (real content is tagged); what counts as such a text is ours
    """
    if not facts.tags:
        return
    heard = squeezed(facts.text)
    runs = (run for run in facts.runs if run.artifact and run.text.strip())
    lines = list(map(Line, painted.lines(runs)))
    times = Counter(map(_alike, lines))
    asked = count()
    for (page, artifact), passage in groupby(lines, key=_mark):
        left = [
            line
            for line in passage
            if times[_alike(line)] == 1
            and not _in_margin(line, facts)
            and not _is_watermark(line)
            and (next(asked) >= MOST or squeezed(line.text) not in heard)
        ]
        words = painted.text(run for line in left for run in line.runs)
        if left and len(_WORD.findall(words)) >= _most(artifact):
            yield Flaw("it is an artifact, so it is not read out.", words, page, left[0].box)


def _mark(line: Line) -> tuple[int, Artifact | None]:
    return line.runs[0].page, line.runs[0].artifact


def _most(artifact: Artifact | None) -> float:
    """Return how many words an artifact in the middle of a page may not have."""
    if artifact is None or artifact.type is None:
        return FEW_WORDS
    return float("inf") if artifact.subtype in TURNING else DECLARED_WORDS


def _alike(line: Line) -> str:
    """Return what a line shares with its like on other pages: a header, but for its numbers."""
    return re.sub(r"\d+", "#", line.text)


def _in_margin(line: Line, facts: Facts) -> bool:
    page = facts.pages[line.runs[0].page]
    across, down = OUTER * page.width, OUTER * page.height
    middle = Box(across, down, page.width - across, page.height - down)
    return not middle.meets(line.box)


def _is_watermark(line: Line) -> bool:
    first = line.runs[0]
    return (
        first.angle != 0
        or first.size >= LARGE
        or first.alpha < FAINT
        or not any(run.visible for run in line.runs)
    )
