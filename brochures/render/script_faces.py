"""Faces of scripts: cut down to the letters that a page has, and made static.

A page names its letters in its head, and so its faces: a small font is quickly laid out with and
embedded, where a Chinese one has 30,000 characters. Latin letters and digits are left to the face
for texts, which stands behind in the list. What is made depends on the letters alone, and is the
same in each run.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from html import escape, unescape
from io import BytesIO

from brochures.data import typeface
from brochures.data.scripts import Script, scripts, used
from brochures.render.passages import IN_ANOTHER

FONT = "data:font/ttf;base64,"

UNWANTED = ("curs", "kern")
"""Letters that stand closer or farther apart are read as parts of words."""

SPACES = " \u00a0"
"""Between words of a script they are set in its face."""

_UNSEEN = re.compile(r"<style>.*?</style>|<[^>]*>", re.DOTALL)
_IN_ANOTHER = re.compile(IN_ANOTHER, re.DOTALL)
_LETTERS = re.compile(r'<meta name="letters-(\w+)" content="([^"]*)">')
_UPRIGHT = 100
"""Width of a variable face that has several, in percent."""


def named(page: str, language: str) -> str:
    """Return a page that says which letters it has beyond Latin ones, and in which faces they are.

    One that has none is returned as it is.
    """
    by_language: dict[str, dict[str, str]] = {}
    for tag, text in _by_language(page, language):
        by_language[tag] = used(unescape(_UNSEEN.sub("", text)), tag)
    found: dict[str, str] = {}
    for each in by_language.values():
        for code, own in each.items():
            found[code] = "".join(sorted({*found.get(code, ""), *own}))
    if not found:
        return page
    letters = "".join(
        f'<meta name="letters-{code}" content="{escape(own)}">\n'
        for code, own in sorted(found.items())
    )
    families = {code: f'"{_family(scripts()[code], own)}"' for code, own in found.items()}
    rules = "".join(
        _rule(":root" if tag == language else f'[lang="{tag}"]', each, families)
        for tag, each in by_language.items()
        if each
    )
    return page.replace("</head>", f"{letters}<style>{rules}</style>\n</head>", 1)


def _by_language(page: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield the language of a page with the texts in it, and those of each other one."""
    others: dict[str, str] = {}
    for found in _IN_ANOTHER.finditer(page):
        if (tag := found["language"]) != language:
            others[tag] = others.get(tag, "") + found["said"]
    own = _IN_ANOTHER.sub(lambda found: "" if found["language"] in others else found[0], page)
    yield language, own
    yield from others.items()


def _rule(selector: str, codes: Iterable[str], families: Mapping[str, str]) -> str:
    """Return the style of what is set in some scripts."""
    listed = ", ".join(families[code] for code in codes)
    leading = max(scripts()[code].leading for code in codes)
    own = f'; font-family: var(--script), "{typeface.TEXT}"' if selector != ":root" else ""
    return f"{selector} {{ --script: {listed}; --leading: {leading:g}{own} }}\n"


def sheet(page: str) -> str:
    """Return the style sheet with the faces that a page names; "" where it names none."""
    return "".join(_faces(page))


def families(page: str) -> set[str]:
    """Return the names under which a page names its faces."""
    return {_family(script, own) for script, own in _named(page)}


def _named(page: str) -> Iterator[tuple[Script, str]]:
    for code, own in _LETTERS.findall(page):
        yield scripts()[code], unescape(own)


def _family(script: Script, letters: str) -> str:
    """Return a name that no face with other letters has: those of a process lie side by side."""
    return f"{script.face} {sha256(letters.encode()).hexdigest()[:8]}"


def _faces(page: str) -> Iterator[str]:
    for script, own in _named(page):
        for weight in script.files:
            data = base64.b64encode(face(script.code, own, weight)).decode("ascii")
            yield (
                f'@font-face {{ font-family: "{_family(script, own)}"; font-weight: {weight};'
                f" src: url({FONT}{data}) }}\n"
            )


@lru_cache(maxsize=64)
def face(code: str, letters: str, weight: int) -> bytes:
    """Return the face of a script in a weight, with these letters alone, as a TrueType font."""
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415 - 70 ms, and seldom needed
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib.instancer import instantiateVariableFont  # noqa: PLC0415

    script = scripts()[code]
    font = TTFont(script.file(weight), recalcTimestamp=False)
    if script.joined_by:
        for each in font["GSUB"].table.FeatureList.FeatureRecord:
            if each.FeatureTag == "rlig":
                each.Feature.LookupListIndex = list(script.joined_by)
    options = Options()
    options.notdef_outline = True
    options.layout_features = [each for each in options.layout_features if each not in UNWANTED]
    options.hinting = False
    options.drop_tables += ["STAT", "DSIG", "gasp", "meta"]
    subsetter = Subsetter(options)
    subsetter.populate(text=f"{letters}{SPACES}")
    subsetter.subset(font)
    if "fvar" in font:
        axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
        instantiateVariableFont(font, {**axes, "wght": weight}, inplace=True)
    font["head"].unitsPerEm = round(font["head"].unitsPerEm / script.scale)
    _rename(font, script.face, weight)
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def _rename(font: object, family: str, weight: int) -> None:
    """Give a face the name that the PDF shows."""
    style = {400: "Regular", 700: "Bold"}[weight]
    names = font["name"]  # type: ignore[index]  # fontTools has no types
    postscript = f"{family.replace(' ', '')}-{style}"
    for entry, text in {1: family, 2: style, 4: f"{family} {style}", 6: postscript}.items():
        names.setName(text, entry, 3, 1, 0x409)
    names.names = [each for each in names.names if each.nameID not in (16, 17, 21, 22, 25)]
