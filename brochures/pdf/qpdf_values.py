"""A PDF's objects as plain Python values, read with qpdf."""

from __future__ import annotations

import json
from decimal import Decimal
from math import isfinite
from typing import TypeGuard

import pikepdf

MAX_HOPS = 10
"""How often a reference may lead to another one; in a sound file it never does."""

Dict = dict[str, object]


class Values:
    """Resolves references, and hands out only what is of the type that is asked for.

    An object becomes plain values in one call (qpdf's JSON, version 2): names start with '/',
    texts with 'u:', other strings with 'b:' in hexadecimal; 'n g R' is a reference.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._known: dict[str, object] = {}
        self._streams: set[str] = set()
        self.trailer: Dict = json.loads(pdf.trailer.to_json())

    def resolve(self, value: object) -> object:
        """Return a value itself, or what a reference leads to; None where it leads nowhere."""
        for _ in range(MAX_HOPS):
            if not is_reference(value):
                return value
            if value not in self._known:
                self._known[value] = self._read(value)
            value = self._known[value]
        return None

    def is_stream(self, reference: str) -> bool:
        """Say whether a reference leads to a stream, which is handed out as its dictionary."""
        for _ in range(MAX_HOPS):
            self.resolve(reference)
            further = self._known.get(reference)
            if not is_reference(further):
                break
            reference = further
        return reference in self._streams

    def of(self, value: pikepdf.Object) -> object:
        """Return an object of the file as plain values."""
        if value.is_indirect:
            number, generation = value.objgen
            return self.resolve(f"{number} {generation} R")
        return json.loads(value.to_json())

    def _read(self, reference: str) -> object:
        value = self._pdf.get_object(number_of(reference))
        if isinstance(value, pikepdf.Stream):
            self._streams.add(reference)
        if isinstance(value, pikepdf.Object):
            return json.loads(value.to_json(dereference=True))
        return float(value) if isinstance(value, Decimal) else value

    def dict(self, value: object) -> Dict:
        """Return a dictionary (of a stream: its own); an empty one for anything else."""
        value = self.resolve(value)
        return value if isinstance(value, dict) else {}

    def list(self, value: object) -> list[object]:
        """Return an array; an empty one for anything else."""
        value = self.resolve(value)
        return value if isinstance(value, list) else []

    def text(self, value: object) -> str | None:
        """Return a text string, or None."""
        if value is None:
            return None
        value = self.resolve(value)
        if not isinstance(value, str):
            return None
        if value.startswith("u:"):
            return value[2:]
        if value.startswith("b:"):
            return bytes.fromhex(value[2:]).decode("pdfdoc", "replace")
        return None

    def name(self, value: object) -> str | None:
        """Return a name without its slash, or None."""
        value = self.resolve(value)
        if isinstance(value, str) and value.startswith(("/", "n:/")):
            return value.removeprefix("n:").removeprefix("/")
        return None

    def number(self, value: object) -> float | None:
        """Return a finite number, or None."""
        value = self.resolve(value)
        if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
            return float(value)
        return None

    def integer(self, value: object) -> int | None:
        """Return a whole number, or None."""
        value = self.resolve(value)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def numbers(self, value: object, count: int) -> tuple[float, ...] | None:
        """Return an array of just so many numbers, or None."""
        found = [self.number(item) for item in self.list(value)]
        numbers = tuple(item for item in found if item is not None)
        return numbers if len(found) == len(numbers) == count else None

    def plain(self, value: object, depth: int = 5) -> object:
        """Return names and texts as str, numbers as float, arrays as tuples, flags as bool.

        Dictionaries, and arrays too many in one another, are None.
        """
        value = self.resolve(value)
        if isinstance(value, list) and depth:
            return tuple(self.plain(item, depth - 1) for item in value)
        if isinstance(value, bool):
            return value
        for read in self.text, self.name, self.number:
            if (found := read(value)) is not None:
                return found
        return None


def is_reference(value: object) -> TypeGuard[str]:
    """Say whether a value stands for another object."""
    return type(value) is str and value.endswith(" R") and value[0].isdigit()


def number_of(reference: str) -> tuple[int, int]:
    """Return the object and generation number of a reference."""
    number, generation, _ = reference.split()
    return int(number), int(generation)
