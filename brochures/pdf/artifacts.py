"""How a page's content declares its artifacts: PDFium keeps to itself what names say."""

from __future__ import annotations

import pikepdf

from brochures.pdf.limits import MAX_DEPTH
from brochures.pdf.text import Artifact

_MARKS = "BMC BDC EMC"
_PAINTS = "Tj TJ ' \" f F f* B B* b b* S s sh Do"


def artifacts(page: pikepdf.Page) -> list[Artifact]:
    """Return the outermost artifacts of a page's content that paint anything, in order."""
    found: list[Artifact] = []
    painting: set[int] = set()
    marks: list[int | None] = []
    for instruction in pikepdf.parse_content_stream(page, f"{_MARKS} {_PAINTS}"):
        operator = str(instruction.operator)
        if operator in {"BMC", "BDC"}:
            name, *properties = instruction.operands
            marks.append(len(found) if name == "/Artifact" else None)
            if name == "/Artifact":
                found.append(_artifact(properties, page))
        elif operator == "EMC":
            if marks:
                marks.pop()
        else:
            painting.update([mark for mark in marks if mark is not None][:1])
    return [artifact for index, artifact in enumerate(found) if index in painting]


def _artifact(properties: list[pikepdf.Object], page: pikepdf.Page) -> Artifact:
    """Return the artifact of a property list, given in place or by a name in /Properties."""
    given = properties[0] if properties else None
    if isinstance(given, pikepdf.Name):
        given = _resources(page).get("/Properties", pikepdf.Dictionary()).get(given)
    if not isinstance(given, pikepdf.Dictionary):
        return Artifact()
    return Artifact(_name(given.get("/Type")), _name(given.get("/Subtype")))


def _resources(page: pikepdf.Page) -> pikepdf.Object:
    """Return a page's resources, or those of the nearest node of the page tree above it."""
    node: pikepdf.Object = page.obj
    for _ in range(MAX_DEPTH):
        if "/Resources" in node or not isinstance(node.get("/Parent"), pikepdf.Dictionary):
            break
        node = node.Parent
    found = node.get("/Resources")
    return found if isinstance(found, pikepdf.Dictionary) else pikepdf.Dictionary()


def _name(value: object) -> str | None:
    return str(value).removeprefix("/") if isinstance(value, pikepdf.Name) else None
