"""Findings of the layout: what overflows its panel, with what to cut, and what is left empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from brochures.checks.finding import Finding
from brochures.content.model import Content
from brochures.formats.model import Format
from brochures.render.result import Fill, Overflow

MOST_EMPTY = 0.4
"""From this share of its height on, an empty panel looks forgotten. The project's own number."""


def findings(made: Format, content: Content | None, fills: Iterable[Fill]) -> Iterator[Finding]:
    """Yield what does not fit, with what to cut, and a warning for each panel left mostly empty."""
    panels = {panel.name: panel for panel in made.panels}
    for fill in fills:
        panel = panels.get(fill.panel or "")
        where = f"panel {panel.name} ({panel.place})" if panel else f"page {fill.page + 1}"
        for overflow in fill.overflows:
            section = overflow.section.rpartition(".")[2]
            section = f", section {section}" if section else ""
            yield Finding(
                "overflow",
                f"{where}{section}",
                f"the text runs {overflow.way}, by {overflow.mm:.1f} mm{_words(overflow)}.",
                _advice(overflow, made, content),
                words=overflow.word,
                path=overflow.source or overflow.section,
                page=fill.page,
            )
        if panel and fill.empty > MOST_EMPTY:
            yield Finding(
                "empty",
                where,
                f"{fill.empty:.0%} of it is left empty.",
                "Say more there, or give the section more items.",
                warning=True,
                page=fill.page,
            )


def _words(overflow: Overflow) -> str:
    return f": about {overflow.words} words" if overflow.words > 1 else ""


def _advice(overflow: Overflow, made: Format, content: Content | None) -> str:
    """Say what to do, and which items have no shorter words yet or have some that are not used."""
    if not overflow.words:
        return "Take out or break up the word that is too long."
    advice = f"Shorten it by about {overflow.words} word{'s' if overflow.words > 1 else ''}."
    name = overflow.section.rpartition(".")[2]
    depth = made.depth_of(name)
    if not content or not depth:
        return advice
    items = content.topic.sections[name].body.all_items
    field = {"short": "short", "clinical": "for_clinicians"}.get(depth)
    if field:
        without = [item.name for item in items if not getattr(item, field)]
        if without:
            return f"{advice} No `{field}` yet: {', '.join(without)}."
        return f"{advice} Or show fewer sections: `handouts` says which." if made.slots else advice
    unused = [item.name for item in items if item.short]
    if depth != "full" or not unused:
        return advice
    whole = f"{advice} The whole `text` of each item stands here."
    return f"{whole} A `short` one that is not used: {', '.join(unused)}."
