"""Active and embedded content: actions, scripts, forms, files and media that a PDF carries.

All objects that the trailer leads to are looked at, wherever they hang: in object streams and in
updates of a file too. What nothing leads to, such as an object that a later update has replaced,
is not: no viewer comes upon it, and honest programs leave such remains.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from brochures.pdf.active_kinds import of_catalog, of_dictionary
from brochures.pdf.model import Active
from brochures.pdf.qpdf_values import Values, is_reference

_UP = frozenset({"/Parent", "/P", "/Pg", "/D", "/Dest"})
"""Keys that lead from a page's object to others that are none of the page's."""

_HOLDS = (str, list, dict)
"""Types of what may be a reference, or hold one."""

_KEYS_SHOWN = 4


class _Node(NamedTuple):
    """A value that is to be looked at, and the last keys on the way to it."""

    value: object
    path: tuple[str, ...]


def active(values: Values, pages: list[str]) -> Iterator[Active]:
    """Yield what acts or is carried, page by page and then for the document, each kind once."""
    walk = _Walk(values, set(pages))
    for index, page in enumerate(pages):
        yield from _once(walk.below([_Node(values.dict(page), ())], index), index)
    rest = [*walk.upwards, _Node(values.dict(values.trailer), ())]
    found = [*of_catalog(values), *walk.below(rest, None)]
    yield from _once(found, None)


def _once(found: Iterable[tuple[str, tuple[str, ...]]], page: int | None) -> Iterator[Active]:
    """Yield each kind of what was found on a page once, with the first place."""
    places: dict[str, str] = {}
    for what, path in found:
        places.setdefault(what, ", ".join(key for key in path if key != "/Root"))
    return (Active(what, page, place) for what, place in places.items())


class _Walk:
    """A walk through a file that comes to each object once."""

    def __init__(self, values: Values, seen: set[str]) -> None:
        self._values = values
        self._seen = seen
        self.upwards: list[_Node] = []
        """Where pages lead that is none of theirs."""

    def below(self, nodes: list[_Node], page: int | None) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield what is wrong with all that some values lead to."""
        while nodes:
            value, path = nodes.pop()
            is_stream = False
            if is_reference(value):
                if value in self._seen:
                    continue
                self._seen.add(value)
                is_stream = self._values.is_stream(value)
                value = self._values.resolve(value)
            if isinstance(value, list):
                nodes += [_Node(item, path) for item in value if isinstance(item, _HOLDS)]
            elif isinstance(value, dict):
                for what, key in of_dictionary(self._values, value, is_stream=is_stream):
                    yield what, (*path, key) if key else path
                for key, item in value.items():
                    up = page is not None and key in _UP
                    if isinstance(item, _HOLDS):
                        (self.upwards if up else nodes).append(
                            _Node(item, (*path, key)[-_KEYS_SHOWN:])
                        )
