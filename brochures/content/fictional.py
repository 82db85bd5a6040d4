"""Fictional clinics: those with a phone number that is reserved for films and examples."""

from __future__ import annotations

import re
from functools import cache

from brochures.content.clinic import Clinic
from brochures.content.model import Content
from brochures.data import DATA
from brochures.data.files import read

NUMBERS = DATA / "fictional_numbers.yaml"


def is_fictional(clinic: Clinic) -> bool:
    """Say whether a clinic cannot be called: its facts are not given yet, or never will be."""
    dialed = clinic.phone.uri.removeprefix("tel:").partition(";")[0]
    return _kept().fullmatch(dialed) is not None


def mark_of(content: Content) -> str | None:
    """Return the words across every page of what a fictional clinic hands out; None of others.

    A clinic that is called a sample is to stay one, and its handouts are no drafts of anything.
    """
    if not is_fictional(content.clinic):
        return None
    labels = content.labels
    sample = re.compile(rf"(?<!\w){re.escape(labels.sample)}(?!\w)", re.IGNORECASE)
    return labels.sample if sample.search(content.clinic.name) else labels.draft


@cache
def _kept() -> re.Pattern[str]:
    """Return what finds the numbers that are kept free, written as they are dialed."""
    numbers = [number for kept in read(NUMBERS).values() for number in kept["numbers"]]
    return re.compile("|".join(map(_pattern, numbers)))


def _pattern(number: str) -> str:
    return re.escape(number.replace(" ", "")).replace(r"\#", r"\d")
