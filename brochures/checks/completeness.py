"""Rules about completeness: that nothing is missing on the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from brochures.checks.blocks import contact, squeezed
from brochures.checks.rule import Flaw, Group, check
from brochures.content.model import Content
from brochures.formats.model import Format
from brochures.pdf import Facts

GROUP: Group = "paper"

SHORT_TEXT = 12
"""Fewer characters, such as a number, may stand elsewhere by chance."""

LONG_WORD = 15
"""Words of more letters may be wider than a panel."""


@check
def text_complete(facts: Facts, made: Format, content: Content) -> Iterator[Flaw]:
    """Every text that the format promises is read in the handout.

    Why: nothing may be cut off or dropped in silence.
    Fix: shorten the text until it fits (content keeper), or print it (designer).
    From: ours
    """
    printed = squeezed(facts.text)
    for text in [*made.promised(content), *contact(content, made)]:
        # Whether its spaces are right is asked by nothing-lost.
        if squeezed(text) not in printed:
            yield Flaw("it is missing.", text)


@check
def nothing_lost(facts: Facts, composed: tuple[str, ...]) -> Iterator[Flaw]:
    """Every text of the composed page is read in the handout, as often as it stands there.

    Why: nothing may be cut off, dropped or doubled in silence.
    Fix: shorten the text until it fits (content keeper), or give it room (designer).
    From: ours
    """
    wanted, printed = "\n".join(composed), facts.text
    for text in dict.fromkeys(composed):
        times, found = wanted.count(text), printed.count(text)
        if found != times:
            as_set = _as_set(text)
            times, found = (len(as_set.findall(whole)) for whole in (wanted, printed))
        if found != times and any(len(word) > LONG_WORD for word in text.split()):
            # A word that is wider than its panel goes on in the next line, which reads as a space.
            times, found = (squeezed(whole).count(squeezed(text)) for whole in (wanted, printed))
        if found < times or (found > times and len(text) > SHORT_TEXT):
            how = "missing" if not found else f"read {found} times instead of {times}"
            yield Flaw(f"it is {how}.", text)


def _as_set(text: str) -> re.Pattern[str]:
    """Return what finds a text however its lines are broken.

    A line may end beside a mark within a word, such as the slash of 'and/or', which a reader may
    take for the end of the word.
    """
    pieces = re.split(r"(?<=[^\w\s])(?=\S)|(?<=\w)(?=[^\w\s])", text)
    return re.compile(" ?".join(map(re.escape, pieces)))
