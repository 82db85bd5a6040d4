"""Findings of the layout: what overflows its panel, with what to cut, and what is left empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from brochures.checks.finding import Finding
from brochures.formats.model import Format
from brochures.render.result import Fill, Overflow

if TYPE_CHECKING:
    from brochures.content.blocks import Item
    from brochures.content.model import Content

MOST_EMPTY = 0.4
"""From this share of its height on, an empty panel looks forgotten. The project's own number."""


def findings(made: Format, content: Content | None, fills: Iterable[Fill]) -> Iterator[Finding]:
    """Yield what does not fit, with what to cut, and a warning for each panel left mostly empty."""
    panels = {panel.name: panel for panel in made.panels}
    for fill in fills:
        panel = panels.get(fill.panel or "")
        where = f"panel {panel.name} ({panel.place})" if panel else f"page {fill.page + 1}"
        for overflow in fill.overflows:
            section = f", section {overflow.section}" if overflow.section else ""
            yield Finding(
                "overflow",
                f"{where}{section}",
                f"the text runs {overflow.way}, by {overflow.mm:.1f} mm{_words(overflow)}.",
                _advice(overflow, made, content),
            )
        if panel and fill.empty > MOST_EMPTY:
            yield Finding(
                "empty",
                where,
                f"{fill.empty:.0%} of it is left empty.",
                "Say more there, or give the section more items.",
                warning=True,
            )


def _words(overflow: Overflow) -> str:
    return f": about {overflow.words} words" if overflow.words > 1 else ""


def _advice(overflow: Overflow, made: Format, content: Content | None) -> str:
    """Say what to do, and which items have no shorter words yet or have some that are not used."""
    if not overflow.words:
        return "Take out or break up the word that is too long."
    advice = f"Shorten it by about {overflow.words} word{'s' if overflow.words > 1 else ''}."
    depth = next((how for name, how in made.depth.items() if name == overflow.section), None)
    section = getattr(content.sections, overflow.section, None) if content and depth else None
    if section is None:
        return advice
    items: tuple[Item, ...] = section.all_items
    if depth == "short":
        without = [item.name for item in items if not item.short]
        return f"{advice} No `short` text yet: {', '.join(without)}." if without else advice
    if depth == "clinical":
        without = [item.name for item in items if not item.for_clinicians]
        return f"{advice} No `for_clinicians` yet: {', '.join(without)}." if without else advice
    unused = [item.name for item in items if item.short]
    whole = f"{advice} The whole `text` of each item stands here."
    return f"{whole} A `short` one that is not used: {', '.join(unused)}." if unused else whole
