"""Locales: how people of a language write days, and what they call their language."""

from __future__ import annotations

from datetime import date

from babel import Locale
from babel.dates import format_date

from brochures.data import typeface


def locale(tag: str) -> Locale:
    """Return what Babel knows of a language; raises UnknownLocaleError where it knows nothing."""
    return Locale.parse(tag, sep="-")


def written(day: date, tag: str) -> str:
    """Return a day as people of a language write it, such as Nov 23, 2026."""
    return typeface.normal(format_date(day, format="medium", locale=locale(tag)))


def own_name(tag: str) -> str:
    """Return the name of a language in itself, without its country."""
    known = locale(tag)
    plain = Locale(known.language, script=known.script if "-" in tag else None)
    return plain.get_display_name() or tag


def listed_name(tag: str) -> str:
    """Return the name of a language in itself as it stands in a list: with a capital."""
    name = own_name(tag)
    return name[0].upper() + name[1:]
