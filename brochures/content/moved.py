"""Keys of an older shape of the content, and where what they held stands now."""

from __future__ import annotations

from brochures.content.fields import Loc

_INTO_TOPIC = 'Move it, with all that stands below it, below "topic:", two spaces further in.'

MOVED: dict[str, str] = {
    "cover": _INTO_TOPIC,
    "summary": _INTO_TOPIC,
    "next_step": _INTO_TOPIC,
    "referral": _INTO_TOPIC,
    "sections": _INTO_TOPIC,
    "titles": (
        "The title and the subtitle of large print stand in topic.title and topic.subtitle, those"
        " of the page for physicians in topic.for_clinicians."
    ),
    "drawings": (
        "Drawings describe themselves now, in the content's language: take it out. Which one stands"
        ' where is said with "art:", below topic.cover or a section. The words for the QR code, if'
        " they are to be others, stand in labels.code."
    ),
    "desk": (
        "The words of the print desk come with the program now, in the content's language: take it"
        " out. Those that are to be others stand in labels.desk, the steps at the printer in"
        " labels.steps, and the e-mail in labels.mail."
    ),
}
"""Where to put what stood below a key at the top of the file."""

REPLACED: dict[Loc, str] = {
    ("labels", "medical"): (
        "Medical names stand in brackets now, with no words before them. Take it out."
    ),
    ("labels", "papers", "landscape"): (
        "The print desk does not say how paper lies: a printer takes it one way only. Take it out."
    ),
    ("labels", "desk", "open"): (
        "The button is there to print now: write its words in labels.desk.print, such as"
        ' "Print {handout}".'
    ),
    ("labels", "desk", "pages"): (
        "How long a handout is stands in a sentence now: write it in labels.steps.sheets, such as"
        ' "{pages} pages on {sheets} sheets."'
    ),
}
"""What to do about labels that are no longer used."""

MADE_KEYS: dict[Loc, str] = {
    ("topic", "referral", "who"): (
        "The heading is now `title`, and what has to be met `lead`, below `who`."
    ),
}
"""Where to put what was one value, and has keys of its own now."""


def moved(loc: Loc) -> str | None:
    """Return where the value of an older shape belongs; None where it never was one.

    Keys that do not belong below `topic` are reported there too.
    """
    if instead := REPLACED.get(loc):
        return instead
    top = loc[1:] if loc[:1] == ("topic",) else loc
    return MOVED.get(str(top[0])) if len(top) == 1 else None
