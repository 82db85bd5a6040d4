"""Drawings whose parts can be labelled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from brochures.data import DATA
from brochures.data.files import read


@dataclass(frozen=True, slots=True)
class LabelledPart:
    """A part of a drawing: the point where the line to its label begins, and how high that stands.

    Lengths are in units of the drawing, from its top left corner.
    """

    what: str
    x: float
    y: float
    label: float


@cache
def labelled_drawings() -> Mapping[str, tuple[LabelledPart, ...]]:
    """Return the parts, from the top, of each drawing whose parts can be labelled."""
    found = read(DATA / "labelled_drawings.yaml")
    return {name: tuple(LabelledPart(**part) for part in parts) for name, parts in found.items()}
