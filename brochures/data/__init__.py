"""Data that the program brings along: where its files are, and the styles beside them."""

from functools import cache
from pathlib import Path
from typing import Literal

DATA = Path(__file__).parent

_PACKAGED = DATA.parent / "styles"
STYLES = _PACKAGED if _PACKAGED.is_dir() else DATA.parent.parent / "styles"
"""The sheets and fonts: packed beside the modules, or else in the checkout."""

ART = DATA.parent / "render" / "templates" / "art"
"""The drawings: an SVG template each."""


@cache
def drawings() -> tuple[str, ...]:
    """Return the names of the drawings that come with the program."""
    return tuple(sorted(path.stem for path in ART.glob("*.svg")))


ICONS = ART / "icons"
"""The icons: an SVG template each, which begins with what it shows and means."""


@cache
def icons() -> tuple[str, ...]:
    """Return the names of the icons that come with the program."""
    return tuple(sorted(path.stem for path in ICONS.glob("*.svg")))


LETTER_COUNTRIES = frozenset("BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split())
"""Where paper is US Letter; elsewhere it is A4 (Unicode CLDR, paperSize)."""


def paper_of(country: str) -> Literal["letter", "a4"]:
    """Return the paper that is usual in a country."""
    return "letter" if country in LETTER_COUNTRIES else "a4"
