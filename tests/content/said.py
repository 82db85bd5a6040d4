"""Walks a content: every text in it, and the way that leads there."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, RootModel

from brochures.content.fields import Loc, Said


def texts(part: object, loc: Loc = ()) -> Iterator[tuple[Loc, Said]]:
    """Yield every text of a part of a content, and the way that leads to it."""
    if isinstance(part, Said):
        yield loc, part
    elif isinstance(part, RootModel):
        yield from texts(part.root, loc)
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from texts(getattr(part, name), (*loc, name))
    elif isinstance(part, dict):
        for name, value in part.items():
            yield from texts(value, (*loc, name))
    elif isinstance(part, tuple):
        for number, value in enumerate(part):
            yield from texts(value, (*loc, number))
