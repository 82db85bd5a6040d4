"""Lays handouts out, in processes beside this one where that can be.

The others need no WeasyPrint then: it is imported there, while the words are read here.
"""

from __future__ import annotations

import importlib
from typing import TypeAlias

from brochures.build.workers import Crew
from brochures.formats.model import Format
from brochures.render import weasyprint_speed
from brochures.render.result import Typeset

Job: TypeAlias = tuple[Format, tuple[str, ...]]
"""A format, and the HTML of each version of it."""

Press: TypeAlias = Crew[str, Job, tuple[Typeset, ...]]

SECOND = 10
"""How much the other processes yield to the first, which lays out the longest handout."""


def press(size: int) -> Press:
    """Return a press of so many processes; with none, it lays out here, when it is asked."""
    return Crew(size, _set_up, _typeset, nice=SECOND)


def _set_up() -> None:
    weasyprint_speed.load()
    importlib.import_module("brochures.render.pdf")


def _typeset(job: Job) -> tuple[Typeset, ...]:
    weasyprint_speed.load()
    from brochures.render.pdf import typeset

    made, htmls = job
    return tuple(typeset(html, made) for html in htmls)
