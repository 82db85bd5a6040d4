"""Imports WeasyPrint in a third of the time, with the same result.

Half of a build used to be this import. Two things are put off until somebody needs them, which for
our handouts nobody does; where that cannot be done, WeasyPrint is imported the plain way.

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
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from brochures.stand_in import stand_in

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


@contextmanager
def _put_off() -> Iterator[None]:
    """Let what is imported meanwhile find stand-ins, and take them away again."""
    subsetter, instancer = _Later(_SUBSETTER), _Later(_INSTANCER)
    vars(instancer)["instantiateVariableFont"] = _instantiate
    stand_ins = {_SUBSETTER: subsetter, _INSTANCER: instancer}
    waiting = {name: module for name, module in stand_ins.items() if name not in sys.modules}
    sys.modules.update(waiting)
    try:
        with stand_in(ctypes.util, "find_library", lambda _: None):
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
