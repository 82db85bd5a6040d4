"""Packages that are missing or damaged, told apart from mistakes in the program."""

from __future__ import annotations

import sys
import traceback
from importlib.metadata import Distribution, distributions
from pathlib import Path

_CHECKOUT = Path(__file__).parents[2]


def fault(error: BaseException) -> str | None:
    """Say in a sentence what the packages lack, if that may be why an error was raised; else None.

    Takes a moment, for all files of those in use are looked for.
    """
    if isinstance(error, OSError) and "cannot load library" in str(error):
        return f"Pango, with which text is laid out, does not load. {_fix()}"
    if isinstance(error, ModuleNotFoundError):
        package = (error.name or "").partition(".")[0]
        if package not in {"", "brochures", *sys.stdlib_module_names}:
            lacking = f"The package {package}, or a part of it, is missing for this Python"
            return f"{lacking}, {sys.executable}. {_fix()}"
    # One whose import failed is in the traceback only.
    frames = traceback.walk_tb(error.__traceback__)
    names = {*sys.modules, *(str(frame.f_globals.get("__name__")) for frame, _ in frames)}
    used = {name.partition(".")[0] for name in names}
    damaged = next(filter(None, (_damaged(each, used) for each in distributions())), None)
    return f"A file of a package is missing or damaged: {damaged}. {_fix()}" if damaged else None


def told(error: Exception) -> str:
    """Say what the packages lack, if that may be why an error was raised; else its traceback."""
    return fault(error) or "".join(traceback.format_exception(error))


def _damaged(package: Distribution, used: set[str]) -> str | None:
    """Return the first file of a package that is not as it was installed, if it is in use."""
    # What Python compiled it makes again.
    files = [file for file in package.files or () if file.suffix != ".pyc"]
    if not used & {file.parts[0].partition(".")[0] for file in files}:
        return None
    for file in files:
        path = Path(str(file.locate()))
        try:
            size = path.stat().st_size
        except OSError:
            return str(path)
        if size != (size if file.size is None else file.size):
            return str(path)
    return None


def _fix() -> str:
    """Say how to get what is missing."""
    if (_CHECKOUT / "Makefile").exists():
        return f"Type make in {_CHECKOUT}: it sets up or repairs .venv, and builds with that."
    return "Type pip install --force-reinstall brochures."
