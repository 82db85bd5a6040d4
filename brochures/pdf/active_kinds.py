"""Kinds of active and embedded content, and how a dictionary shows that it is one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from brochures.pdf.qpdf_values import Dict, Values

ACTIONS: Mapping[str, str] = {
    "JavaScript": "it runs a script (JavaScript)",
    "Launch": "it starts a program or opens another file (Launch)",
    "GoToR": "it opens another file (GoToR)",
    "GoToE": "it opens a file that it carries (GoToE)",
    "SubmitForm": "it sends what is filled in (SubmitForm)",
    "ImportData": "it takes in another file (ImportData)",
    "ResetForm": "it empties a form (ResetForm)",
    "Rendition": "it plays media (Rendition)",
    "RichMediaExecute": "it commands media (RichMediaExecute)",
    "GoTo3DView": "it shows a 3D model (GoTo3DView)",
    "SetOCGState": "it changes what is shown (SetOCGState)",
    "Hide": "it changes what is shown (Hide)",
}
"""What is wrong with an action (ISO 32000-2, table 201). GoTo stays within the file; URI and Named
are judged by what they name, Movie and Sound by the annotation or the sound without which they do
nothing: structure elements can be called like them."""

PAGE_TURNS = frozenset({"NextPage", "PrevPage", "FirstPage", "LastPage"})
"""Named actions that all viewers know, and that only turn pages (table 215)."""

SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "ftp"})
"""Of addresses that a browser, a mailer or a telephone opens. Any other one may start a program."""

ANNOTATIONS: Mapping[str, str] = {
    "FileAttachment": "it carries a file (FileAttachment)",
    "RichMedia": "it plays media (RichMedia)",
    "Movie": "it plays media (Movie)",
    "Sound": "it plays media (Sound)",
    "Screen": "it plays media (Screen)",
    "3D": "it shows a 3D model (3D)",
    "Widget": "it is a form to fill in (Widget)",
}
"""What is wrong with an annotation, by its kind (table 171)."""

CATALOG: Mapping[str, str] = {
    "/Collection": "it is a portfolio of files (Collection)",
    "/Requirements": "it asks for what a viewer may not have (Requirements)",
    "/NeedsRendering": "it is a form of another format (XFA)",
}
NAMES: Mapping[str, str] = {
    "/EmbeddedFiles": "it carries files (EmbeddedFiles)",
    "/JavaScript": "it runs scripts (JavaScript)",
    "/Renditions": "it plays media (Renditions)",
}
"""What is wrong with entries of the catalog, and of its name dictionary."""

_FILES = frozenset({"/F", "/UF", "/DOS", "/Mac", "/Unix"})
_TELLING = frozenset({"/S", "/JS", "/URI", "/Base", "/AA", "/EF", "/AF"})
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)")
_HOST_AND_PORT = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+:\d+(/|$)")
_UNC = re.compile(r"[\\/]{2}")


def of_dictionary(values: Values, item: Dict, *, is_stream: bool) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a dictionary, with the key that says so where that helps.

    Resources can be called like any key, so a key counts with a value of its kind only.
    """
    if not _TELLING.isdisjoint(item):
        yield from _of_action(values, item)
        yield from _of_files(values, item)
    if "/Subtype" in item:
        kind = values.name(item["/Subtype"]) or ""
        if kind in ANNOTATIONS:
            yield ANNOTATIONS[kind], ""
    if is_stream:
        yield from _of_stream(values, item)


def of_catalog(values: Values) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what is wrong with the entries that only the catalog has, with their keys."""
    root = values.dict(values.trailer.get("/Root"))
    action = values.name(values.dict(root.get("/OpenAction")).get("/S"))
    if action is not None and action not in {*ACTIONS, "GoTo"}:
        yield f"it does something by itself when it is opened ({action})", ("/OpenAction",)
    for key, what in CATALOG.items():
        if values.resolve(root.get(key)):
            yield what, (key,)
    names = values.dict(root.get("/Names"))
    for key, what in NAMES.items():
        if values.dict(names.get(key)):
            yield what, ("/Names", key)
    form = values.dict(root.get("/AcroForm"))
    if values.list(form.get("/Fields")):
        yield "it is a form to fill in (AcroForm)", ("/AcroForm",)
    if values.resolve(form.get("/XFA")):
        yield "it is a form of another format (XFA)", ("/AcroForm", "/XFA")


def _of_action(values: Values, item: Dict) -> Iterator[tuple[str, str]]:
    action = (values.name(item.get("/S")) or "") if "/S" in item else ""
    if action in ACTIONS:
        yield ACTIONS[action], ""
    elif isinstance(values.resolve(item.get("/JS")), str):
        yield ACTIONS["JavaScript"], "/JS"
    named = values.name(item.get("/N")) if action == "Named" else None
    if named is not None and named not in PAGE_TURNS:
        yield f"it gives the viewer a command ({named})", ""
    if (action, True) in (("Thread", "/F" in item), ("Sound", "/Sound" in item)):
        yield f"it opens another file or plays media ({action})", ""
    for key in ("/URI", "/Base"):
        if scheme := _scheme(values.text(item.get(key)) or ""):
            yield f"it opens an address that may start a program ({scheme})", key
    if any("/S" in values.dict(each) for each in values.dict(item.get("/AA")).values()):
        yield "it does something by itself (AA)", "/AA"


def _of_files(values: Values, item: Dict) -> Iterator[tuple[str, str]]:
    if not _FILES.isdisjoint(values.dict(item.get("/EF"))):
        yield "it carries a file (EF)", "/EF"
    associated = values.resolve(item.get("/AF"))
    files = map(values.dict, associated if isinstance(associated, list) else [associated])
    if any(not (_FILES | {"/EF"}).isdisjoint(each) for each in files):
        yield "it comes with a file (AF)", "/AF"


def _of_stream(values: Values, item: Dict) -> Iterator[tuple[str, str]]:
    if isinstance(values.resolve(item.get("/F")), dict) or values.text(item.get("/F")) is not None:
        yield "some of it is in another file (F)", "/F"
    if "/F" in values.dict(item.get("/Ref")):
        yield "some of it is in another file (Ref)", "/Ref"
    if values.dict(item.get("/OPI")):
        yield "some of it is in another file (OPI)", "/OPI"
    if values.name(item.get("/Type")) == "EmbeddedFile":
        yield "it carries a file (EmbeddedFile)", ""
    if "PS" in (values.name(item.get("/Subtype")), values.name(item.get("/Subtype2"))):
        yield "it is painted by a program (PostScript)", ""


def _scheme(address: str) -> str | None:
    """Return the scheme of an address that is none of `SCHEMES`, None where all is well.

    Viewers pass over blanks and control characters, as those who hide a scheme know.
    """
    plain = "".join(char for char in address.lower() if char.isprintable() and char != " ")
    if _UNC.match(plain):
        return "network folder"
    found = _SCHEME.match(plain)
    if not found or found[0] in SCHEMES or _HOST_AND_PORT.match(plain):
        return None
    return found[0]
