"""Rules about access: the order of reading against the order of sight, and what is left unread."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

from brochures.checks.blocks import LEVELS
from brochures.checks.flow import Passage, can_be_compared, passages
from brochures.checks.rule import Flaw, Group, check, unsure
from brochures.pdf import Facts, Page

GROUP: Group = "access"

SAME_EDGE = 2.0
"""Blocks of one column begin at edges that differ by less, in type sizes: an item is indented."""

SMALLER = 0.92
"""Type smaller by this factor than what is read next is that of a note."""

MOST = 50
"""So many steps back are looked at: a file with more is not read by people."""

OUTER = 0.12
"""Share of a page's height, at each end, in which a letter has its head and its foot."""

TOUCH = 0.25
"""How far the ink of two blocks above one another may overlap, in type sizes."""


@check
def read_as_seen(facts: Facts) -> Iterator[Flaw]:
    """Within a column, what stands higher is read before what stands below it.

    Why: who listens hears the second step before the first one.
    Fix: put the tags into the order in which the page is seen (designer).
    From: ISO 14289-1, 7.1 (logical order); that within a column it is that of sight is ours
    """
    found = passages(facts)
    pages: dict[int, list[Passage]] = {}
    for passage in found:
        pages.setdefault(passage.page, []).append(passage)
    back = (
        (before, after)
        for before, after in pairwise(found)
        if before.tag is not after.tag and _is_above(after, before)
    )
    for before, after in islice(back, MOST):
        here = pages[after.page]
        beside = any(_are_beside(other, one) for other in here for one in (before, after))
        if beside and not _begin_alike(before, after):
            continue
        flaw = Flaw(
            f'it stands above "{_few(before.text)}", but is read after it.',
            _few(after.text, 60),
            after.page,
            after.box,
        )
        is_box = beside and before.parent is not after.parent
        page = facts.pages[after.page]
        # Such as a quotation in large type, which the lines of a paragraph make room for.
        is_within = any(one.tag is before.tag and _is_above(one, after) for one in here)
        may_be_meant = (
            is_box or is_within or _is_note(before, after) or _is_outer(before, after, here, page)
        )
        yield unsure(flaw) if may_be_meant else flaw


def _is_note(before: Passage, after: Passage) -> bool:
    """Say whether one is a note in smaller type, or a line above the heading that was read."""
    if before.tag.type in LEVELS:
        return after.tag.type not in LEVELS
    return before.size < SMALLER * after.size


def _is_outer(before: Passage, after: Passage, here: list[Passage], page: Page) -> bool:
    """Say whether one is a letter's head that is read last, or its foot that is read first."""
    head = after is here[-1] and after.box.y1 < OUTER * page.height
    foot = before is here[0] and before.box.y0 > (1 - OUTER) * page.height
    return (head and after.tag.type not in LEVELS) or (foot and before.tag.type not in LEVELS)


def _is_above(one: Passage, other: Passage) -> bool:
    """Say whether a passage stands wholly above another one, over it and not beside it."""
    over = one.box.x0 < other.box.x1 and other.box.x0 < one.box.x1
    return (
        one.page == other.page
        and over
        and one.box.y1 <= other.box.y0 + TOUCH * min(one.size, other.size)
    )


def _are_beside(one: Passage, other: Passage) -> bool:
    """Say whether two passages stand side by side, as columns do."""
    a, b = one.box, other.box
    return (
        one.page == other.page
        and (a.x1 <= b.x0 or b.x1 <= a.x0)
        and min(a.y1, b.y1) - max(a.y0, b.y0) > TOUCH * min(one.size, other.size)
    )


def _begin_alike(one: Passage, other: Passage) -> bool:
    """Say whether two passages begin at the same edge, as those of one column do."""
    return abs(one.start - other.start) < SAME_EDGE * max(one.size, other.size)


def _few(text: str, most: int = 30) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def not_compared(facts: Facts) -> str | None:
    """Return why some of the order of reading is not compared with that of sight, None for none."""
    if not facts.tags:
        return "reading order not compared: it has no tags"
    tagged = [run for root in facts.tags for run in root.runs if run.text.strip()]
    if not tagged:
        return "reading order not compared: its tags hold no text"
    turned = {run.page for run in tagged if not run.artifact and not can_be_compared(run)}
    if not turned:
        return None
    pages = f"{len(turned)} pages" if len(turned) > 1 else f"page {min(turned) + 1}"
    return f"reading order not compared where text is turned, on {pages}"
