"""Something else in the place of a module's or a class's attribute, for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stand_in(owner: object, name: str, value: object) -> Iterator[None]:
    """Give an attribute another value until the context ends.

    `unittest.mock.patch` does the same, but its import takes as long as half of WeasyPrint's.
    """
    original = vars(owner)[name]
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, original)
