"""Fictional clinics: those with a phone number that is reserved for films and examples."""

from __future__ import annotations

import re

from brochures.content import phone_numbers
from brochures.content.clinic import Clinic
from brochures.content.model import Content


def is_fictional(clinic: Clinic) -> bool:
    """Say whether a clinic cannot be called: its facts are not given yet, or never will be."""
    return phone_numbers.is_fictional(clinic.phone.uri.removeprefix("tel:"))


def mark_of(content: Content) -> str | None:
    """Return the words across every page of what a fictional clinic hands out; None of others.

    A clinic that is called a sample is to stay one, and its handouts are no drafts of anything.
    """
    if not is_fictional(content.clinic):
        return None
    labels = content.labels
    sample = re.compile(rf"(?<!\w){re.escape(labels.sample)}(?!\w)", re.IGNORECASE)
    return labels.sample if sample.search(content.clinic.name) else labels.draft
