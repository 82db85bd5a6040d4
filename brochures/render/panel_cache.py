"""Panels that were laid out before: each one is laid out once, and kept.

Of a handout in which one sentence was changed, or which has to be set tighter in one place, most
panels stay as they are; and clinics that share words share panels. A panel has its own place and
size, so it depends on what stands in it, on its fit, on the sheets and the faces, and on what the
page is without panels: that is the key. A panel that is known is left empty while WeasyPrint lays
out the others, and then gets its boxes back. The handouts are the same, byte for byte
(`tests/render/test_panel_cache.py`), and the switch of `weasyprint_speed` turns it off.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TypeAlias
from xml.etree import ElementTree as ET

from weasyprint.document import Document, Page
from weasyprint.formatting_structure import boxes

from brochures.formats.model import Format
from brochures.render import weasyprint_speed
from brochures.render.result import Fits

MOST = 24
"""Panels that are kept, the last used ones, at all fits that were tried: those of a few sheets.
Each takes about 2 MB."""

Key: TypeAlias = tuple[Hashable, ...]


@dataclass(slots=True)
class _Kept:
    """What came of a panel, once it was laid out."""

    contents: list[boxes.Box] | None = None


@lru_cache(maxsize=MOST)
def _kept(_key: Key) -> _Kept:
    return _Kept()


def forget() -> None:
    """Forget all panels: what WeasyPrint warned of when it laid them out it would not say again."""
    _kept.cache_clear()


def emptied(tree: ET.Element, made: Format, fits: Fits, given: Key) -> Mapping[str, _Kept]:
    """Empty the panels of a page that are known; return what is kept of each panel by its name.

    Takes the tree of the page, and all else that its layout depends on. What is a single panel is
    not kept: it changes as a whole.
    """
    if not weasyprint_speed.ENABLED or len(made.panels) == 1:
        return {}
    names = {panel.name for panel in made.panels}
    panels = {name: each for each in tree.iter() if (name := each.get("id", "")) in names}
    inside = {name: (panel.text, panel[:]) for name, panel in panels.items()}
    words = {name: ET.tostring(panel, "unicode") for name, panel in panels.items()}
    for panel in panels.values():
        _empty(panel)
    # Of the head, only styles are laid out.
    around = repr(tree.items()) + "".join(ET.tostring(each, "unicode") for each in _styled(tree))
    kept = {
        name: _kept((name, _digest(words[name]), fits[name], _digest(around), *given))
        for name in panels
    }
    for name, panel in panels.items():
        if kept[name].contents is None:
            panel.text, panel[:] = inside[name]
    return kept


def fill(document: Document, kept: Mapping[str, _Kept]) -> None:
    """Put the boxes of known panels into a document that was laid out, and keep the others."""
    known = {name for name, each in kept.items() if each.contents is not None}
    for page in document.pages if kept else ():
        for box in page._page_box.descendants(placeholders=True):
            name = "" if box.element is None else box.element.get("id", "")
            if name in known:
                box.children = kept[name].contents
            elif name in kept:
                kept[name].contents = box.children
    if known:
        # Links, anchors and bookmarks are gathered from the boxes.
        document.pages[:] = [Page(page._page_box) for page in document.pages]


def _digest(text: str) -> bytes:
    return sha256(text.encode()).digest()  # the text itself may hold whole pictures


def _empty(element: ET.Element) -> None:
    element.text, element[:] = None, []


def _styled(tree: ET.Element) -> Iterator[ET.Element]:
    """Yield what a page is laid out by, but for its panels."""
    for part in tree:
        yield from part.iter("style") if part.tag == "head" else [part]
