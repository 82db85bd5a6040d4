"""Refuses a file that would take too long, before anything of it is painted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

import pikepdf

from brochures.pdf.limits import (
    MAX_ALL_PIXELS,
    MAX_DEPTH,
    MAX_PIXELS,
    MAX_STREAM,
    MAX_UNPACKED,
    UnreadablePDF,
)
from brochures.pdf.qpdf_values import Dict, Values, is_reference, number_of

USE = 1_000
"""What each use of a drawing costs, in bytes of content that take as long."""

MAX_NESTED = 1_000
"""Levels of marked content in one another; each object is given a list of all those around it."""

_MARKS = re.compile(rb"\b(?:(BMC|BDC)|EMC)\b")
_DRAWS = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_ESCAPE = re.compile(rb"#([0-9a-fA-F]{2})")

Key = tuple[int, int]


def check(scopes: Iterable[pikepdf.ContentScope], values: Values) -> None:
    """Raise `UnreadablePDF` for pages that paint too much, or pictures that are too large.

    Takes all content streams with their resources. Drawings (form XObjects) can use one
    another, so that a small file paints without end.
    """
    total = pixels = 0
    sizes: dict[Key, int] = {}
    drawings: dict[Key, list[Key]] = {}
    pages: list[Key] = []
    for scope in scopes:
        key = scope.content.objgen
        content = _content(scope.content)
        total += len(content)
        if total > MAX_UNPACKED:
            raise UnreadablePDF(f"Its content unpacks to more than {MAX_UNPACKED:,} bytes.")
        if _nested(content) > MAX_NESTED:
            raise UnreadablePDF(f"Its marked content is nested more than {MAX_NESTED:,} deep.")
        drawn = list(_drawn(scope, content, values))
        pixels += sum(_pixels(values.dict(item), values) for item in drawn)
        if pixels > MAX_ALL_PIXELS:
            raise UnreadablePDF(f"Its pictures have more than {MAX_ALL_PIXELS:,} pixels.")
        sizes[key] = len(content)
        drawings[key] = [number_of(item) for item in drawn if is_reference(item)]
        if scope.kind == "page":
            pages.append(key)
    known: dict[Key, int] = {}
    for number, page in enumerate(pages, start=1):
        if _painted(page, sizes, drawings, known) > MAX_STREAM:
            raise UnreadablePDF(
                f"Page {number} unpacks to more than {MAX_STREAM:,} bytes of drawing."
            )


def _content(content: pikepdf.Object) -> bytes:
    """Return the bytes of a form's content stream, or of all of a page's."""
    whole = content.get("/Contents") if isinstance(content, pikepdf.Dictionary) else content
    joined = bytearray()
    try:
        for part in whole if isinstance(whole, pikepdf.Array) else [whole]:
            if isinstance(part, pikepdf.Stream) and len(joined) <= MAX_STREAM:
                joined += part.read_bytes() + b"\n"
    except pikepdf.DataDecodingError as error:
        raise UnreadablePDF(
            f"Its content is damaged, or unpacks to more than {MAX_STREAM:,} bytes."
        ) from error
    return bytes(joined)


def _nested(content: bytes) -> int:
    """Return how deep marked content is nested."""
    steps = (1 if mark[1] else -1 for mark in _MARKS.finditer(content))
    return max(accumulate(steps), default=0)


def _drawn(scope: pikepdf.ContentScope, content: bytes, values: Values) -> Iterator[object]:
    """Yield what a content paints by name, as often as it does: pictures and form XObjects."""
    resources = values.dict(values.of(scope.resources)) if scope.resources is not None else {}
    named = values.dict(resources.get("/XObject"))
    for name in _DRAWS.findall(content) if named else ():
        plain = _ESCAPE.sub(lambda match: bytes.fromhex(match[1].decode()), name)
        yield named.get(f"/{plain.decode('utf-8', 'replace')}")


def _pixels(drawing: Dict, values: Values) -> int:
    """Return how many pixels a picture has, 0 for a form XObject."""
    if values.name(drawing.get("/Subtype")) != "Image":
        return 0
    width, height = (values.integer(drawing.get(key)) or 0 for key in ("/Width", "/Height"))
    if width * height > MAX_PIXELS:
        raise UnreadablePDF(f"It has a picture of {width} x {height} pixels.")
    return max(0, width * height)


def _painted(
    key: Key,
    sizes: dict[Key, int],
    drawings: dict[Key, list[Key]],
    known: dict[Key, int],
    depth: int = 0,
) -> int:
    """Return how much a content paints with all its drawings; PDFium stops at a loop by itself."""
    if depth > MAX_DEPTH:
        raise UnreadablePDF(f"It has drawings within drawings, more than {MAX_DEPTH} deep.")
    if key not in known:
        known[key] = 0
        inside = drawings.get(key, ())
        known[key] = sizes.get(key, 0) + sum(
            USE + _painted(each, sizes, drawings, known, depth + 1) for each in inside
        )
    return known[key]
