"""Cross-reference streams: whether each compressed object stands where its entry says.

Readers that resolve objects by number, such as qpdf, do not look at the index of an entry; PDFium
and poppler do, and miss what is elsewhere (ISO 32000-1, 7.5.8.3, table 18).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_STREAM = re.compile(rb"\s*\d+\s+\d+\s+obj\s*(<<.*?>>)\s*stream\r?\n", re.DOTALL)

_REFERENCE = re.compile(rb"\d+\s+\d+\s+R\b")

COMPRESSED = 2
"""Type of an entry (table 18): in an object stream."""

MAX_SECTIONS = 100
"""Cross-reference sections that are followed; each update of a file adds one."""


class _Entry(NamedTuple):
    """An entry: where an object is."""

    type: int
    where: int
    """Its offset, or the number of its object stream."""
    place: int
    """Its generation, or its place in the object stream."""


def misplaced(pdf: bytes) -> tuple[int, ...]:
    """Return the numbers of the compressed objects that are not where their entries say.

    Empty too for a file without cross-reference streams, and for one that cannot be read: whatever
    opens that says so.
    """
    try:
        entries = dict(_entries(pdf))
        compressed = {n: entry for n, entry in entries.items() if entry.type == COMPRESSED}
        streams = {entry.where for entry in compressed.values()}
        held = {stream: _numbers(pdf, entries[stream].where) for stream in streams}
    except (ValueError, LookupError, TypeError, pikepdf.PikepdfError):
        return ()
    return tuple(
        number
        for number, entry in sorted(compressed.items())
        if held[entry.where][entry.place : entry.place + 1] != [number]
    )


def _entries(pdf: bytes) -> Iterator[tuple[int, _Entry]]:
    """Yield the entries by object number, the oldest first: later ones take their places."""
    sections: list[tuple[dict[str, Any], bytes]] = []
    start = _START.search(pdf[-1024:])
    at = int(start[1]) if start else None
    while at is not None and len(sections) < MAX_SECTIONS:
        sections.append(_stream(pdf, at))
        at = sections[-1][0].get("/Prev")
    for section, data in reversed(sections):
        widths = section["/W"]
        index = section.get("/Index", [0, section["/Size"]])
        numbers = (
            number
            for first, count in zip(index[::2], index[1::2], strict=True)
            for number in range(first, first + count)
        )
        for number, at in zip(numbers, range(0, len(data), sum(widths)), strict=False):
            yield number, _entry(data[at : at + sum(widths)], *widths)


def _entry(data: bytes, first: int, second: int, third: int) -> _Entry:
    kind = int.from_bytes(data[:first], "big") if first else 1
    where = int.from_bytes(data[first : first + second], "big")
    return _Entry(kind, where, int.from_bytes(data[-third:], "big") if third else 0)


def _numbers(pdf: bytes, at: int) -> list[int]:
    """Return the numbers of the objects that an object stream holds, in their order."""
    entries, data = _stream(pdf, at)
    header = data[: entries["/First"]].split()
    return [int(number) for number in header[: 2 * entries["/N"] : 2]]


def _stream(pdf: bytes, at: int) -> tuple[dict[str, Any], bytes]:
    """Return the dictionary and the decoded data of the stream that begins at an offset."""
    found = _STREAM.match(pdf, at)
    if not found:
        raise ValueError(f"no stream at {at}")
    entries = pikepdf.Object.parse(_REFERENCE.sub(b"null", found[1]))
    end = pdf.index(b"endstream", found.end())
    length = int(entries.get("/Length", end - found.end()))
    with pikepdf.new() as alone:
        data = pikepdf.Stream(alone, pdf[found.end() : found.end() + length], entries).read_bytes()
    return json.loads(entries.to_json()), data
