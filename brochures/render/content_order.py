"""Content streams in the order of the tags.

WeasyPrint paints in the order that CSS asks for: markers, floats and drawings come after the text
around them. Readers that go by the content and not by the tags (reflow, selection, plain text
extraction) read them in that order too. So what is tagged is written in the order in which it is
read (none), wherever nothing else is painted under another transformation or clip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, NamedTuple

import pydyf
from weasyprint.pdf.stream import Stream

Marked = Callable[[Stream, Any, str], AbstractContextManager[None]]


PAINTS = frozenset("f F f* B B* b b* S s sh Do TJ Tj EMC BMC BDC".split())
"""Operators that paint, or that say what is painted."""

CHANGES = ("cm", "W", "W*")
"""Operators that change where things are painted: transformations and clips."""


class _Sequence(NamedTuple):
    """A marked-content sequence and what is set for it alone: a part of a content stream."""

    mcid: int
    start: int
    end: int
    around: tuple[int, ...]
    """Which transformations and clips it is painted under."""


def self_contained(mark: Marked) -> Marked:
    """Return a `Stream.marked` whose sequences set all colours that they use: they can be moved."""

    @contextmanager
    def marked(stream: Stream, box: object, tag: str) -> Iterator[None]:
        _forget_colors(stream)
        with mark(stream, box, tag):
            yield
        _forget_colors(stream)

    return marked


def _forget_colors(stream: Stream) -> None:
    for name in ("color", "color_stroke", "alpha", "alpha_stroke", "font"):
        setattr(stream, f"_current_{name}", None)


def follow_tags(pdf: pydyf.PDF) -> None:
    """Write the marked content of each page in the order in which the structure tree reads it."""
    objects = {obj.reference: obj for obj in pdf.objects if obj.free != "f"}
    orders: dict[bytes, dict[int, int]] = {}
    for page, mcid in _read(objects, objects[pdf.catalog["StructTreeRoot"]], b""):
        order = orders.setdefault(page, {})
        order[mcid] = len(order)
    for page, order in orders.items():
        stream = objects[objects[page]["Contents"]]
        stream.stream = _reordered(stream.stream, order)


def _read(
    objects: Mapping[bytes, pydyf.Object], element: pydyf.Dictionary, page: bytes
) -> Iterator[tuple[bytes, int]]:
    """Yield page and MCID of all marked content below a structure element, in reading order."""
    page = element.get("Pg", page)
    for kid in element.get("K", ()):
        child = kid if isinstance(kid, int | pydyf.Dictionary) else objects[kid]
        if isinstance(child, int):
            yield page, child
        elif child.get("Type") == "/MCR":
            yield child["Pg"], child["MCID"]
        elif "S" in child:
            yield from _read(objects, child, page)


def _reordered(operators: list[Any], order: Mapping[int, int]) -> list[Any]:
    """Return operators with the sequences under each transformation and clip in the given order."""
    slots = list(_sequences(operators))
    taken: dict[tuple[int, ...], Iterator[_Sequence]] = {}
    for around in {slot.around for slot in slots}:
        alike = (slot for slot in slots if slot.around == around)
        taken[around] = iter(sorted(alike, key=lambda slot: order[slot.mcid]))
    written: list[Any] = []
    at = 0
    for slot in slots:
        new = next(taken[slot.around])
        written += operators[at : slot.start] + operators[new.start : new.end]
        at = slot.end
    return written + operators[at:]


def _sequences(operators: Sequence[Any]) -> Iterator[_Sequence]:
    names = [_name(operator) for operator in operators]
    levels: list[list[int]] = [[]]
    mcid, start, depth = None, 0, 0
    for at, (name, operator) in enumerate(zip(names, operators, strict=True)):
        if mcid is None and isinstance(operator, pydyf.Dictionary) and "MCID" in operator:
            mcid, start, depth = operator["MCID"], at - 1, 0  # its tag stands before it
        elif name == "q":
            levels.append([])
        elif name == "Q":
            levels.pop()
        elif mcid is None:
            levels[-1] += [at] if name in CHANGES else []
        elif name in ("BDC", "BMC"):
            depth += 1
        elif name == "EMC":
            depth -= 1
            if not depth:
                yield _alone(mcid, start, at + 1, names, levels)
                mcid = None


def _alone(
    mcid: int, start: int, end: int, names: Sequence[str], levels: Sequence[Sequence[int]]
) -> _Sequence:
    """Return a sequence with each saved state around it in which nothing else is painted."""
    kept = len(levels)
    while kept > 1:
        before, after = start - 1, end
        while names[before] != "q" and names[before] not in PAINTS | {"Q"}:
            before -= 1
        while names[after] != "Q" and names[after] not in PAINTS | {"q"}:
            after += 1
        if (names[before], names[after]) != ("q", "Q"):
            break
        start, end, kept = before, after + 1, kept - 1
    return _Sequence(mcid, start, end, tuple(at for level in levels[:kept] for at in level))


def _name(operator: object) -> str:
    """Return the name of an operator, which stands behind its operands."""
    if isinstance(operator, pydyf.Object):
        return ""
    written = operator.decode("latin-1") if isinstance(operator, bytes) else str(operator)
    return written.rpartition(" ")[2]
