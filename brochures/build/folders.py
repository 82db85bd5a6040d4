"""Folders in the output: what a clinic's and an edition's may be called, and the one for drafts."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from babel import Locale, UnknownLocaleError

DRAFTS = "drafts"
"""Holds drafts, in the same places as the handouts that they are drafts of."""


_TAG = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-[a-z]{2})?")
"""A language, perhaps with its script and its country; my-clinic is none."""


_IMPOSSIBLE = re.compile(r'[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069<>:"/\\|?*]|[. ]$')
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def alike(name: str) -> str:
    """Return what is the same for names that are one folder on Windows or macOS."""
    return unicodedata.normalize("NFC", name).casefold()


def printed(path: Path) -> str:
    """Return a path as a message shows it: on one line, and no part of it acts on a terminal."""
    return "".join(char if char.isprintable() else "\ufffd" for char in str(path))


def unfit(name: str) -> str | None:
    """Say why a folder of handouts cannot be called so; None where it can."""
    if not name or name.startswith("."):
        return "no folder can be told by such a name"
    if _IMPOSSIBLE.search(name) or _DEVICE.fullmatch(name):
        return "there are systems on which no folder has such a name"
    if alike(name) == DRAFTS:
        return "drafts go into a folder of that name"
    if is_language(name):
        return f"{name} is the tag of a language, whose handouts go into a folder of that name"
    return None


def is_language(name: str) -> bool:
    """Say whether a name is a language tag, such as es or fr-CA, in whatever case."""
    if not _TAG.fullmatch(name.lower()):
        return False
    try:
        Locale.parse(name.lower(), sep="-")
    except UnknownLocaleError:
        return False
    return True
