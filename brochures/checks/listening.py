"""Rules about access: what is heard when the text is joined exactly as it is tagged."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise

from brochures.checks.blocks import Blocks, squeezed
from brochures.checks.rule import Flaw, Group, at, check
from brochures.formats.model import Format
from brochures.pdf import Facts, Run, separates_words

GROUP: Group = "access"

FUSED = 0.5
"""Share of line ends without a space, from which on a file whose words are not known lacks them: a
word that is wider than its column is broken without a space, too."""


@check
def words_apart(
    facts: Facts, blocks: Blocks, composed: tuple[str, ...] | None = None
) -> Iterator[Flaw | str]:
    """Joined exactly as tagged, no two words run together, and none is torn apart.

    Why: each line is tagged by itself; without the space between them two words are read as one.
    Fix: keep the space at the line's end in the text (designer).
    From: ISO 32000-1, 14.8.2.5
    """
    if composed is None:
        yield from _fused(blocks)
        return
    written = {squeezed(text): " ".join(text.split()) for text in composed}
    for line in facts.joined.split("\n"):
        wanted = written.get(squeezed(line), line)
        if line != wanted:
            yield Flaw(f"it is heard as {line!r}.", wanted)


def _fused(blocks: Blocks) -> Iterator[str]:
    """Yield what is heard where hardly any line of a file ends with a space."""
    ends = [
        (before.runs[-1].text, after.runs[0].text)
        for block in blocks
        for before, after in pairwise(block.lines)
    ]
    words = [(before, after) for before, after in ends if before.strip() and after.strip()]
    fused = [
        before.split()[-1] + after.split()[0]
        for before, after in words
        if separates_words(before[-1], after[0])
    ]
    if len(fused) > FUSED * len(words):
        yield f"at {len(fused)} of {len(words)} line ends words run together, such as {fused[0]!r}."


@check
def content_follows_tags(facts: Facts, made: Format) -> Iterator[Flaw]:
    """The text of a page is painted in the order in which its tags read it.

    Why: what copies, reflows or searches a page goes by the order in which it is painted.
    Fix: leave the order of the content to the order of the tags (designer).
    From: ours; ISO 32000-1, 14.8.2.3 tells the order of the page from that of the tags
    """
    painted = {id(run): place for place, run in enumerate(facts.runs)}
    pages: list[list[Run]] = [[] for _ in range(made.pages or len(facts.pages))]
    for run in chain.from_iterable(root.runs for root in facts.tags):
        if run.page < len(pages):
            pages[run.page].append(run)
    for runs in pages:
        for before, after in pairwise(runs):
            if painted[id(after)] < painted[id(before)]:
                yield at(after, "it is painted before what is read before it.")
