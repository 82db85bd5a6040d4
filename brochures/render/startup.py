"""Imports WeasyPrint in a third of the time, with the same result.

Half of a build used to be this import. One thing is done once and kept, two are put off until
somebody needs them, which for our handouts nobody does. Where that cannot be, WeasyPrint is
imported the plain way.

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
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import cffi  # type: ignore[import-untyped]

from brochures.render.kept import FOLDER
from brochures.render.stand_in import stand_in

_PLAIN = cffi.FFI
_SUBSETTER, _INSTANCER = "fontTools.subset", "fontTools.varLib.instancer"


class _Later(ModuleType):
    """Stands for a module until something of it is used."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(importlib.import_module(self.__name__), name)


def _instantiate(*arguments: Any, **options: Any) -> object:  # noqa: ANN401 - fontTools' own
    """Import fontTools' function of that name, and call it."""
    return importlib.import_module(_INSTANCER).instantiateVariableFont(*arguments, **options)


class Declared(cffi.FFI):  # type: ignore[misc]
    """An interface to C whose declarations are compiled once, and kept."""

    def __init__(self) -> None:
        """Begin without what cffi begins with, its parser: `cdef` makes up for it if need be."""

    def cdef(self, csource: str, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - cffi's
        """Take C declarations in, from what was compiled of the very same before."""
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


@contextmanager
def _put_off() -> Iterator[None]:
    """Let what is imported meanwhile find stand-ins, and take them away again."""
    subsetter, instancer = _Later(_SUBSETTER), _Later(_INSTANCER)
    vars(instancer)["instantiateVariableFont"] = _instantiate
    stand_ins = {_SUBSETTER: subsetter, _INSTANCER: instancer}
    waiting = {name: module for name, module in stand_ins.items() if name not in sys.modules}
    sys.modules.update(waiting)
    try:
        with (
            stand_in(ctypes.util, "find_library", lambda _: None),
            stand_in(cffi, "FFI", Declared),
        ):
            yield
    finally:
        for name, module in waiting.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def load() -> None:
    """Import WeasyPrint, if nobody has yet."""
    if sys.platform == "linux" and "weasyprint" not in sys.modules:
        try:
            with _put_off():
                importlib.import_module("weasyprint")
        except OSError:
            # A library under another name: let it be looked for.
            for name in [name for name in sys.modules if name.startswith("weasyprint")]:
                del sys.modules[name]
    importlib.import_module("weasyprint")
