"""Scripts beyond Latin: which letters each has, and where its typeface comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from babel.core import get_global

from brochures.data import DATA, STYLES
from brochures.data.files import read

LATIN = "Latn"
OTHERS = 0x370
"""What stands before it in Unicode is Latin, or a mark on such a letter."""


@dataclass(frozen=True, slots=True)
class Script:
    """A script, and the typeface that it is set in."""

    code: str
    """As ISO 15924 has it, such as Arab; Hans and Hant are the two ways of writing Chinese."""
    name: str
    extra: str
    """What is installed for it: pip install brochures[arabic]."""
    package: str
    """Holds the face; '' for one of ours."""
    files: Mapping[int, str]
    """The face's file for each weight, within the package."""
    ranges: tuple[range, ...]
    marks: str
    """Marks that it shares with Latin, and sets in its own way."""
    scale: float
    smallest: float
    """The smallest type for patients, in pt of its own face."""
    leading: float
    """How much farther apart than those of Latin its lines stand."""
    right_to_left: bool
    joined_by: tuple[int, ...]
    """Lookups of required ligatures that are kept, where not all are."""
    joins: bool
    """Whether its letters are joined, or change with those beside them."""

    @property
    def complex(self) -> bool:
        """Whether its glyphs are others than its characters, or in another order."""
        return self.right_to_left or self.joins

    @property
    def is_installed(self) -> bool:
        """Whether its face is there."""
        return not self.package or find_spec(self.package) is not None

    @property
    def face(self) -> str:
        """The name of its face in the PDF."""
        return f"Handout {self.name}"

    def file(self, weight: int) -> Path:
        """Return the file of its face in a weight."""
        if not self.package:
            return STYLES / "fonts" / self.files[weight]
        (folder,) = import_module(self.package).__path__
        return Path(folder) / self.files[weight]

    def covers(self, character: str) -> bool:
        """Return whether a character is one of its own."""
        return any(ord(character) in each for each in self.ranges)

    def has(self, character: str) -> bool:
        """Return whether its face is installed and has a character."""
        return self.is_installed and ord(character) in _code_points(self.file(min(self.files)))


@cache
def scripts() -> Mapping[str, Script]:
    """Return the scripts by their codes."""
    return {code: _script(code, said) for code, said in read(DATA / "scripts.yaml").items()}


def _script(code: str, said: Mapping[str, object]) -> Script:
    ranges = [str(each).split("-") for each in said["ranges"]]  # type: ignore[attr-defined]  # a list
    return Script(
        code,
        str(said["name"]),
        str(said.get("extra", "")),
        str(said.get("package", "")),
        {400: str(said["regular"]), 700: str(said["bold"])},
        tuple(range(int(first, 16), int(last, 16) + 1) for first, last in ranges),
        str(said.get("marks", "")),
        float(str(said["scale"])),
        float(str(said["smallest"])),
        float(str(said.get("leading", 1))),
        bool(said.get("right_to_left")),
        tuple(said.get("joined_by", ())),  # type: ignore[arg-type]  # a list of numbers
        bool(said.get("joins")),
    )


@cache
def of_language(tag: str) -> str:
    """Return the code of the script that a language is written in, such as Hans of zh-CN."""
    parts = tag.split("-")
    if named := next((part for part in parts[1:] if len(part) == 4), None):  # noqa: PLR2004 - of a script
        return named
    likely = get_global("likely_subtags")
    known = likely.get("_".join(parts)) or likely.get(parts[0]) or ""
    return next((part for part in known.split("_") if len(part) == 4), LATIN)  # noqa: PLR2004


def is_right_to_left(tag: str) -> bool:
    """Return whether a language is written from right to left."""
    script = scripts().get(of_language(tag))
    return script is not None and script.right_to_left


def of_character(character: str, tag: str = "") -> Script | None:
    """Return the script that a character belongs to; where it is one of several, the language's.

    None for Latin letters, and for what belongs to no script that we know.
    """
    if ord(character) < OTHERS:
        return None
    own = scripts().get(of_language(tag)) if tag else None
    found = [each for each in (own, *scripts().values()) if each and each.covers(character)]
    return next((each for each in found if each.has(character)), found[0] if found else None)


def used(letters: Iterable[str], tag: str) -> dict[str, str]:
    """Return the codes of the scripts that are used beside Latin, each with its letters.

    Takes letters, and the language of what they are in.
    """
    found: dict[str, set[str]] = {}
    for letter in set(letters):
        if script := of_character(letter, tag):
            found.setdefault(script.code, set()).add(letter)
    if (code := of_language(tag)) in found:
        found[code] |= set(scripts()[code].marks).intersection(letters)
    return {code: "".join(sorted(own)) for code, own in sorted(found.items())}


@lru_cache(maxsize=16)
def _code_points(file: Path) -> frozenset[int]:
    font = import_module("fontTools.ttLib").TTFont
    with font(file, lazy=True) as opened:
        return frozenset(opened.getBestCmap())
