"""The words of a form in English: labels made of keys, and help made of the schema's descriptions.

`speech.py` has them in other languages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from brochures.content.fields import Part, Text


class FormWords(Part):
    """What a form says of itself. The docstrings tell translators what a text is."""

    all: Text = "All words"
    """Names the whole form."""
    more: Text = "More settings"
    """Names the last part of the form: what is seldom changed."""
    body: Text = "Body"
    """Names the choice of what stands below a section's heading, such as a list or a table."""
    bodies: Text = "What stands below the heading: one of these."
    """Says what that choice is."""
    cell: Text = "Cell"
    """Names a cell of a table, before its number."""
    in_the_text: Text = "It is changed in the text view."
    """Said of what cannot be changed in the form."""


_LABELS: Mapping[str, str] = {
    "alt": "Words for people who cannot see it",
    "art": "Drawing",
    "by": "Whose words",
    "crisis": "Crisis line",
    "easy": "In easy words",
    "hours": "Opening hours",
    "kind": "Field of work",
    "language_help": "Languages with an interpreter",
    "lead": "Opening words",
    "medical": "Medical name",
    "medical_short": "Medical name in fewer words",
    "not_known": "What is not known",
    "npi": "NPI",
    "of": "Out of",
    "offered": "We offer it",
    "open": "On the flap",
    "other_phones": "Other phone numbers",
    "send": "What to send",
    "short": "In fewer words",
    "show": "How it looks",
    "spelled": "Number with letters",
    "transit": "How to get here",
    "who": "Whom to refer",
    "write": "Rows to write on",
    "zip": "ZIP code",
}
"""Better labels than the keys make."""

_NAMES: Mapping[str, str] = {"a4": "A4", "letter": "US Letter"}
"""What is chosen from, where its name in the file says too little."""

_ITEMS: Mapping[str, str] = {
    "hours": "Line",
    "language_help": "Language",
    "lead": "Sentence",
    "other_phones": "Phone number",
    "send": "Paper",
    "show": "Look",
    "street": "Line",
    "text": "Paragraph",
}
"""What an item of a list is called, where its key is not the plural of that."""

_ITEM = "Item"
"""What it is called where its key says nothing."""

_IN_A_FILE = (
    (r"; in quotes for [^.;]*", ""),
    (r",? in quotes", ""),
    (r"; or a list of up to", ", on up to"),
    (r"; or a list,", ","),
    (r", as year-month-day, such as [\d-]+", ""),
    (r"\btrue if\b", "Yes if"),
    (r"\bfalse if\b", "No if"),
    (r"such as [\[{]([^\[\]{}]*)[\]}]", r"such as \1"),
    (r"`([^`]*)`", r'"\1"'),
)
"""What is said to those who write a file, and what in its place to those who fill in a form."""


def label(key: str) -> str:
    """Return what a key is called, such as For clinicians."""
    return _LABELS.get(key) or plain(key)


def choice(name: str) -> str:
    """Return what one of several names is called, such as Garden."""
    return _NAMES.get(name) or plain(name)


def plain(key: str) -> str:
    """Return the words that a key is made of."""
    words = " ".join(key.replace("_", " ").split())
    return words[:1].upper() + words[1:] or "?"


def item_label(key: str) -> str:
    """Return what an item below a key is called, such as Step."""
    return _ITEMS.get(key) or (plain(key.removesuffix("s")) if key.endswith("s") else _ITEM)


@cache
def help_text(description: str) -> str:
    """Return what the schema says of a key, without what concerns the writing of a file."""
    text = " ".join(description.split())
    for said, instead in _IN_A_FILE:
        text = re.sub(said, instead, text)
    return text


def first_clause(description: str) -> str:
    """Return a description up to its first full stop or semicolon."""
    return re.split(r"[.;](?:\s|$)", help_text(description), maxsplit=1)[0]
