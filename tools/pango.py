"""Search for Pango: for the shared libraries that WeasyPrint loads, before it is fetched itself.

Standard library only. Exit status: 0 all are there; 3 one is missing, and is named.
"""

import ctypes
import os
import sys
from contextlib import suppress
from ctypes.util import find_library

NO_LIBRARY = 3

# Each under the names that WeasyPrint tries, for one system or another.
LIBRARIES = (
    (
        "libgobject-2.0-0",
        "gobject-2.0-0",
        "gobject-2.0",
        "libgobject-2.0.so.0",
        "libgobject-2.0.0.dylib",
        "libgobject-2.0-0.dll",
    ),
    (
        "libpango-1.0-0",
        "pango-1.0-0",
        "pango-1.0",
        "libpango-1.0.so.0",
        "libpango-1.0.dylib",
        "libpango-1.0-0.dll",
    ),
    (
        "libharfbuzz-0",
        "harfbuzz",
        "harfbuzz-0.0",
        "libharfbuzz.so.0",
        "libharfbuzz.0.dylib",
        "libharfbuzz-0.dll",
    ),
    (
        "libfontconfig-1",
        "fontconfig-1",
        "fontconfig",
        "libfontconfig.so.1",
        "libfontconfig.1.dylib",
        "libfontconfig-1.dll",
    ),
    (
        "libpangoft2-1.0-0",
        "pangoft2-1.0-0",
        "pangoft2-1.0",
        "libpangoft2-1.0.so.0",
        "libpangoft2-1.0.dylib",
        "libpangoft2-1.0-0.dll",
    ),
)
FOLDERS = (
    "C:\\msys64\\ucrt64\\bin;C:\\msys64\\mingw64\\bin;C:\\Program Files\\GTK3-Runtime Win64\\bin"
)


def loads(name: str | None) -> bool:
    """Say whether a library can be loaded by a name."""
    try:
        ctypes.CDLL(name or "")
    except OSError:
        return False
    return bool(name)


def missing() -> str:
    """Return the name of the first library that is missing; nothing if all are there."""
    if sys.platform == "win32":
        for folder in os.getenv("WEASYPRINT_DLL_DIRECTORIES", FOLDERS).split(";"):
            with suppress(OSError):
                os.add_dll_directory(folder)
    for names in LIBRARIES:
        # On Linux the very file name is among them, and a search would start many programs.
        by_search = () if sys.platform == "linux" else names
        if not (any(map(loads, names)) or any(loads(find_library(name)) for name in by_search)):
            return names[0]
    return ""


def main() -> int:
    """Name a library that is missing; return the exit status."""
    name = missing()
    if name:
        print(f"cannot load library {name}")
    return NO_LIBRARY if name else 0


if __name__ == "__main__":
    sys.exit(main())
