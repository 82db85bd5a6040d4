"""Rules about safety: what a file does beyond being read, and what it brings along."""

from __future__ import annotations

from collections.abc import Iterator

from brochures.checks.rule import Flaw, Group, check
from brochures.pdf import Facts

GROUP: Group = "safety"


@check
def nothing_active(facts: Facts) -> Iterator[Flaw]:
    """The file does nothing by itself and carries no other: it has text, pictures and plain links.

    Why: a script, a form or a file within it can harm who opens it, and mail gateways refuse it.
    Fix: take it out, or print the file to a new PDF (designer).
    From: ours; ISO 19005-2, 6.3 to 6.5, 6.8 and 6.11 ask most of it of PDF/A
    """
    for found in facts.active:
        place = f" ({found.place})" if found.place else ""
        yield Flaw(f"{found.what}{place}.", page=found.page)
