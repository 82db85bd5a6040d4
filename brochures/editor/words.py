"""The words of a form: labels made of keys, and help made of what the schema describes."""

from __future__ import annotations

import re
from collections.abc import Mapping

ENGLISH = "en"

_LABELS: Mapping[str, Mapping[str, str]] = {
    ENGLISH: {
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
}
"""Better labels than the keys make, by language."""

_NAMES: Mapping[str, Mapping[str, str]] = {ENGLISH: {"a4": "A4", "letter": "US Letter"}}
"""What is chosen from, where its name in the file says too little."""

_ITEMS: Mapping[str, Mapping[str, str]] = {
    ENGLISH: {
        "hours": "Line",
        "language_help": "Language",
        "lead": "Sentence",
        "other_phones": "Phone number",
        "send": "Paper",
        "show": "Look",
        "street": "Line",
        "text": "Paragraph",
    }
}
"""What an item of a list is called, where its key is not the plural of that."""

ALL, MORE, BODY, CELL, ITEM = "All words", "More settings", "Body", "Cell", "Item"

IN_THE_TEXT = "It is changed in the text view."

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


def label(key: str, language: str = ENGLISH) -> str:
    """Return what a key is called, such as For clinicians."""
    better = _LABELS.get(language, _LABELS[ENGLISH]).get(key)
    return better or plain(key)


def choice(name: str, language: str = ENGLISH) -> str:
    """Return what one of several names is called, such as Garden."""
    better = _NAMES.get(language, _NAMES[ENGLISH]).get(name)
    return better or plain(name)


def plain(key: str) -> str:
    """Return the words that a key is made of."""
    words = " ".join(key.replace("_", " ").split())
    return words[:1].upper() + words[1:] or "?"


def item_label(key: str, language: str = ENGLISH) -> str:
    """Return what an item below a key is called, such as Step."""
    better = _ITEMS.get(language, _ITEMS[ENGLISH]).get(key)
    return better or (plain(key.removesuffix("s")) if key.endswith("s") else ITEM)


def help_text(description: str) -> str:
    """Return what the schema says of a key, without what concerns the writing of a file."""
    text = " ".join(description.split())
    for said, instead in _IN_A_FILE:
        text = re.sub(said, instead, text)
    return text


def first_clause(description: str) -> str:
    """Return a description up to its first full stop or semicolon."""
    return re.split(r"[.;](?:\s|$)", help_text(description), maxsplit=1)[0]
