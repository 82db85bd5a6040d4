"""What we change in WeasyPrint and in the PDF it writes: each change with its reason."""

from __future__ import annotations

from collections.abc import Sequence

import pydyf


def set_up_printer(pdf: pydyf.PDF, duplex: str) -> None:
    """Ask viewers to print at actual size and on the right number of sides (ISO 32000-1, 12.2)."""
    preferences = pdf.catalog["ViewerPreferences"]
    preferences["PrintScaling"] = "/None"
    preferences["Duplex"] = f"/{duplex}"


def order_panels(pdf: pydyf.PDF, written: Sequence[str], reading: Sequence[str]) -> None:
    """Move the panels' structure elements into reading order, straight under the document element.

    WeasyPrint writes tags in page order, but a folded sheet is read in another (ISO 14289-1,
    7.2): the back panel, printed on the first page, comes last. `written` names the panels in the
    order of the HTML, `reading` in the order in which people read. Each panel is a Sect in the
    page's Div. Raises ValueError when the structure tree is not of that shape.
    """
    elements = {
        element.reference: element
        for element in pdf.objects
        if isinstance(element, pydyf.Dictionary) and element.get("Type") == "/StructElem"
    }
    (document,) = (element for element in elements.values() if element["S"] == "/Document")
    sides = [elements[kid] for kid in document["K"]]
    panels = [elements[kid] for side in sides for kid in side["K"]]
    if any(panel["S"] != "/Sect" for panel in panels) or len(panels) != len(written):
        raise ValueError(f"expected the panels {', '.join(written)} as sections, one Div a page")
    named = dict(zip(written, panels, strict=True))
    document["K"] = pydyf.Array(named[name].reference for name in reading)
    for panel in panels:
        panel["P"] = document.reference
    for side in sides:
        side.free = "f"
