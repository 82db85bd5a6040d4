"""What we change in WeasyPrint 70 so that the same pages take less time and memory.

`tests/test_quicker.py` shows for each change that its result is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any
from xml.etree import ElementTree as ET

import tinyhtml5  # type: ignore[import-untyped]
from weasyprint.css import ComputedStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.functions import check_math
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.text.ffi import ffi, pango
from weasyprint.text.line_break import Layout

from brochures.render.stand_in import stand_in

_DOCTYPE = "<!doctype html>"
_VOID = re.compile(r"<((?:br|img|link|meta)\b[^>]*)>")

SPECIAL = frozenset({"display", "float", "page", "position"})
"""Properties whose value depends on more than the cascade."""

LOGICAL = {
    name: frozenset(find(block="ttb", inline=direction) for direction in ("ltr", "rtl"))
    for name, find in PHYSICAL_FUNCTIONS.items()
}
"""Names such as margin_inline_start that may stand for a physical one such as margin_left."""

PLAIN = frozenset(
    name
    for name in INITIAL_VALUES
    if name not in SPECIAL and not name.startswith("text_decoration_")
)
"""Properties that are inherited or initial where nothing in the cascade says otherwise."""


@contextmanager
def quick_styles() -> Iterator[None]:
    """Compute styles in fewer steps while pages are laid out and written.

    Most properties of most elements are named nowhere. WeasyPrint goes through all that could be
    said of each, which takes a tenth of a page (none); the values are the same.
    """
    general = ComputedStyle.__missing__

    def missing(style: ComputedStyle, key: str) -> object:
        cascaded = style.cascaded
        if key in PLAIN and key not in cascaded:
            logical = LOGICAL.get(key)
            if logical is None or logical.isdisjoint(cascaded):
                parent = style.parent_style
                if key not in INHERITED or parent is None:
                    if key not in INITIAL_NOT_COMPUTED:
                        value = style[key] = INITIAL_VALUES[key]
                        return value
                elif not check_math(value := parent[key]):
                    style[key] = value
                    return value
        return general(style, key)

    with stand_in(ComputedStyle, "__missing__", missing):
        yield


def parse_quickly(page: str) -> ET.Element | None:
    """Return the tree of a page that is well-formed, as ours are; None for another page."""
    with suppress(ET.ParseError):
        return ET.fromstring(_VOID.sub(r"<\1/>", page.removeprefix(_DOCTYPE)))  # noqa: S314 - ours
    return None


@contextmanager
def quick_pages() -> Iterator[None]:
    """Parse pages in a tenth of the time (none).

    WeasyPrint's parser, written in Python, mends whatever a page may lack. Ours are closed
    element by element: Python's own parser of XML, written in C, gives the same tree.
    """
    general = tinyhtml5.parse

    def parse(file: Any, **options: Any) -> ET.Element:  # noqa: ANN401 - tinyhtml5's
        page = file.read()
        tree = parse_quickly(page) if isinstance(page, str) else None
        return general(page, **options) if tree is None else tree

    with stand_in(tinyhtml5, "parse", parse):
        yield


class OwnFeatures(dict[bytes, object]):
    """For a font configuration: gives each text its own OpenType features, to be freed with it."""

    def setdefault(self, _: bytes, features: object = None) -> object:
        """Return what was just made."""
        return features


@contextmanager
def freed_features() -> Iterator[None]:
    """Free the list of OpenType features of each piece of text (none).

    WeasyPrint keeps all lists for ever, 230 KB for our three handouts, for several own the same
    features. With `OwnFeatures` none does, and the text is the only one to hold the list.
    """
    set_up = Layout.setup

    def setup(layout: Layout, style: ComputedStyle) -> None:
        set_up(layout, style)
        features = pango.pango_layout_get_attributes(layout.layout)
        if features != ffi.NULL:
            pango.pango_attr_list_unref(features)

    with stand_in(Layout, "setup", setup):
        yield


@contextmanager
def quicker() -> Iterator[None]:
    """Lay out and write with all of these changes."""
    with ExitStack() as stack:
        for change in (quick_pages, quick_styles, freed_features):
            stack.enter_context(change())
        yield
