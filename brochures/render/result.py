"""What typesetting gives, without what does it: readers of a result need no WeasyPrint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from brochures.formats.model import Fit

Fits = Mapping[str, Fit]
"""How tightly each panel is set, by its name."""


@dataclass(frozen=True, slots=True)
class Overflow:
    """A section runs out of its space."""

    section: str
    """Where in the content it is from, such as topic.cover; '' where the template names nothing."""
    way: str
    """Where it runs to, such as 'out of its space below'."""
    mm: float
    words: int
    """About so many words too many; 0 where it is a single word that is too wide."""
    source: str = ""
    """Where in the content that word is from, or else the text that is best cut."""
    word: str = ""
    """The word that is too wide."""


@dataclass(frozen=True, slots=True)
class Fill:
    """How full a panel is, or a page or a part that is kept together where there are no panels."""

    panel: str | None
    page: int
    """Index of the page, from 0."""
    overflows: tuple[Overflow, ...]
    empty: float
    """The share of its height that is left between the text and what is pinned to its foot."""
    split: bool = False
    """Whether it is a part that is kept together and has no room on one page."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A handout as bytes, and how full its panels are."""

    pdf: bytes
    pages: int
    fills: tuple[Fill, ...]
    fits: Fits
    """How tightly each panel, and each part that is kept together, had to be set."""


@dataclass(frozen=True, slots=True)
class Repainted:
    """Those pages of a handout that differ from its last ones."""

    pdf: bytes
    """Those pages, for a screen; nothing where there are none."""
    painted: tuple[int, ...]
    """Their indices."""
    pages: int
    """How many pages the handout has."""


class TypesettingError(Exception):
    """WeasyPrint warned: a template or a sheet is wrong. A bug, not the content keeper's fault."""


class PictureError(ValueError):
    """A picture that cannot be printed: what is wrong with it, and how to fix it."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what} {fix}")
        self.what = what
        self.fix = fix
