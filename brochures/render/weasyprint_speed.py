"""Speed of WeasyPrint 70: the same pages in less time and memory.

All that only makes WeasyPrint faster is here, and one switch turns it off: with
`BROCHURES_PLAIN_WEASYPRINT=1` in the environment, `load` is a plain import and `quicker` does
nothing. The handouts are the same, byte for byte (`tests/render/test_weasyprint_speed.py`).

Half of a build used to be the import, which `load` does in a third of the time. One thing is done
once and kept, two are put off until somebody needs them, which for our handouts nobody does.

- cffi reads the declarations of Pango's functions with a C parser in Python, and all their types
  again for each kind of value that is passed. It can compile them; what it compiled is kept.
- cffi asks `ctypes.util.find_library` for each name of a library that is not the system's own, and
  that starts ldconfig, a compiler and a linker, 86 programs in all. On Linux the very file names
  follow in WeasyPrint's lists, so the answer 'not found' loses nothing.
- fontTools' subsetter and instancer are for systems without HarfBuzz's, and for variable fonts.

Upstream declined lazy imports (2073).
"""

from __future__ import annotations

import ctypes.util
import importlib
import os
import re
import sys
from collections.abc import Hashable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree as ET

import cffi  # type: ignore[import-untyped]

ENABLED = os.environ.get("BROCHURES_PLAIN_WEASYPRINT") != "1"
"""The switch."""

FOLDER = Path(__file__).with_name("__pycache__")
"""Where Python keeps compiled modules: as trusted as they are, and as easily made again."""

SPECIAL = frozenset({"display", "float", "page", "position"})
"""Properties whose value depends on more than the cascade."""

_PLAIN = cffi.FFI
_SUBSETTER, _INSTANCER = "fontTools.subset", "fontTools.varLib.instancer"
_DOCTYPE = "<!doctype html>"
_VOID = re.compile(r"<((?:br|img|link|meta)\b[^>]*)>")


@contextmanager
def patched(owner: object, name: str, value: object) -> Iterator[None]:
    """Give an attribute of a module or a class another value until the context ends.

    `unittest.mock.patch` does the same, but its import takes as long as half of WeasyPrint's.
    """
    original = vars(owner)[name]
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, original)


def load() -> None:
    """Import WeasyPrint, if nobody has yet."""
    if ENABLED and sys.platform == "linux" and "weasyprint" not in sys.modules:
        try:
            with _put_off():
                importlib.import_module("weasyprint")
        except OSError:
            # A library under another name: let it be looked for.
            for name in [name for name in sys.modules if name.startswith("weasyprint")]:
                del sys.modules[name]
    importlib.import_module("weasyprint")


@contextmanager
def quicker() -> Iterator[None]:
    """Lay out and write with all changes that save time or memory."""
    with ExitStack() as stack:
        changes = (quick_pages, quick_styles, quick_paths, quick_references, freed_features)
        for change in changes if ENABLED else ():
            stack.enter_context(change())
        yield


class Declared(cffi.FFI):  # type: ignore[misc]
    """An interface to C whose declarations are compiled once, and kept."""

    def __init__(self) -> None:
        """Begin without what cffi begins with, its parser: `cdef` makes up for it if need be."""

    def cdef(self, csource: str, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - cffi's
        """Add C declarations, from the compiled copy if these were compiled before."""
        name = f"declared_{sha256(f'{cffi.__version__} {csource}'.encode()).hexdigest()[:16]}"
        file = FOLDER / f"{name}.py"
        with suppress(OSError):
            if not file.exists():
                _compile(csource, name, file)
        try:
            compiled = _executed(name, file).ffi
        except Exception:  # noqa: BLE001 - spoilt, or never written: cffi's plain way does as well
            super().__init__()
            super().cdef(csource, *arguments, **options)
        else:
            names = (name for name in dir(compiled) if not name.startswith("_"))
            self.__dict__.update((name, getattr(compiled, name)) for name in names)


def _compile(declarations: str, name: str, file: Path) -> None:
    recompiler = importlib.import_module("cffi.recompiler")
    ffi = _PLAIN()
    ffi.cdef(declarations)
    ffi.set_source(name, None)
    FOLDER.mkdir(exist_ok=True)
    recompiler.make_py_source(ffi, name, str(file))  # in one step, by another name first


def _executed(name: str, file: Path) -> ModuleType:
    spec = spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ImportError(name)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class _Later(ModuleType):
    """Stands for a module until something of it is used."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(importlib.import_module(self.__name__), name)


def _instantiate(*arguments: Any, **options: Any) -> object:  # noqa: ANN401 - fontTools' own
    """Import fontTools' function of that name, and call it."""
    return importlib.import_module(_INSTANCER).instantiateVariableFont(*arguments, **options)


@contextmanager
def _put_off() -> Iterator[None]:
    """Let what is imported meanwhile find placeholders, and take them away again."""
    subsetter, instancer = _Later(_SUBSETTER), _Later(_INSTANCER)
    vars(instancer)["instantiateVariableFont"] = _instantiate
    placeholders = {_SUBSETTER: subsetter, _INSTANCER: instancer}
    waiting = {name: module for name, module in placeholders.items() if name not in sys.modules}
    sys.modules.update(waiting)
    try:
        with (
            patched(ctypes.util, "find_library", lambda _: None),
            patched(cffi, "FFI", Declared),
        ):
            yield
    finally:
        for name, module in waiting.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


# From here on WeasyPrint is imported where it is needed: `load` has to be called before.
# ruff: noqa: PLC0415


@cache
def _logical() -> Mapping[str, frozenset[str]]:
    """Return names such as margin_inline_start by the physical one that each may stand for."""
    from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS

    return {
        name: frozenset(find(block="ttb", inline=direction) for direction in ("ltr", "rtl"))
        for name, find in PHYSICAL_FUNCTIONS.items()
    }


@contextmanager
def quick_styles() -> Iterator[None]:
    """Compute styles in fewer steps while pages are laid out and written.

    Most properties of most elements are named nowhere. WeasyPrint goes through all that could be
    said of each, which takes a tenth of a page (none); the values are the same.
    """
    from weasyprint.css import ComputedStyle
    from weasyprint.css.functions import check_math
    from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

    general, all_logical = ComputedStyle.__missing__, _logical()
    plain = frozenset(
        name
        for name in INITIAL_VALUES
        if name not in SPECIAL and not name.startswith("text_decoration_")
    )
    """Properties that are inherited or initial where nothing in the cascade says otherwise."""

    def missing(style: ComputedStyle, key: str) -> object:
        cascaded = style.cascaded
        if key in plain and key not in cascaded:
            logical = all_logical.get(key)
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

    with patched(ComputedStyle, "__missing__", missing):
        yield


def parse_quickly(page: str) -> ET.Element | None:
    """Return the tree of a page that is well-formed, as ours are; None for another page."""
    with suppress(ET.ParseError):
        return ET.fromstring(_VOID.sub(r"<\1/>", page.removeprefix(_DOCTYPE)))  # noqa: S314 - ours
    return None


@contextmanager
def quick_pages() -> Iterator[None]:
    """Parse pages in a tenth of the time (none).

    WeasyPrint's parser, written in Python, supplies whatever a page may lack. Ours are closed
    element by element: Python's own parser of XML, written in C, gives the same tree.
    """
    import tinyhtml5  # type: ignore[import-untyped]

    general = tinyhtml5.parse

    def parse(file: Any, **options: Any) -> ET.Element:  # noqa: ANN401 - tinyhtml5's
        page = file.read()
        tree = parse_quickly(page) if isinstance(page, str) else None
        return general(page, **options) if tree is None else tree

    with patched(tinyhtml5, "parse", parse):
        yield


@dataclass(slots=True)
class _Path:
    """What a path of a drawing paints, and its corners."""

    operators: tuple[bytes, ...] | None = None
    corners: tuple[object, ...] = ()


@lru_cache(maxsize=1024)
def _path(*_given: Hashable) -> _Path:
    return _Path()


@contextmanager
def quick_paths() -> Iterator[None]:
    """Read each path of a drawing once (none).

    WeasyPrint goes through the letters of a path each time that it is drawn, which takes a third of
    writing a folded sheet. An icon stands in many places, and on the same page of all clinics.
    """
    from weasyprint import svg

    general = svg.TAGS["path"]

    def path(drawing: svg.SVG, node: svg.Node, font_size: float) -> None:
        inner = drawing.inner_width, drawing.inner_height, drawing.inner_diagonal
        known = _path(node.get("d", ""), font_size, *inner)
        painted, corners = drawing.stream.stream, node.vertices
        if known.operators is not None:
            painted += known.operators
            corners += known.corners
            return
        before = len(painted), len(corners)
        general(drawing, node, font_size)
        known.corners = (*corners,)[before[1] :]
        known.operators = tuple(painted[before[0] :])

    with patched(svg, "TAGS", {**svg.TAGS, "path": path}):
        yield


@contextmanager
def quick_references() -> Iterator[None]:
    """Name the pages of a PDF once, and not again for each structure element (none).

    Of a tenth of the time that 500 pages take it leaves nothing; of a handout it is none.
    """
    import pydyf

    name = pydyf.PDF.page_references.fget
    known: dict[int, tuple[int, tuple[bytes, ...]]] = {}

    def page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
        count = len(pdf.pages["Kids"])
        if known.get(id(pdf), (None,))[0] != count:
            known[id(pdf)] = count, name(pdf)
        return known[id(pdf)][1]

    with patched(pydyf.PDF, "page_references", property(page_references)):
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
    from weasyprint.text.ffi import ffi, pango
    from weasyprint.text.line_break import Layout

    set_up = Layout.setup

    def setup(layout: Layout, style: object) -> None:
        set_up(layout, style)
        features = pango.pango_layout_get_attributes(layout.layout)
        if features != ffi.NULL:
            pango.pango_attr_list_unref(features)

    with patched(Layout, "setup", setup):
        yield
