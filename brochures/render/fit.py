"""What does not fit is first set tighter, within the standards; then it is a finding.

Each panel is laid out as designed, unless it runs over. Then the spaces between its parts shrink
and, after them, the type that is larger than the smallest; panels that are read as one spread
share one fit, so that sizes never jump from one to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from brochures.checks.finding import Finding
from brochures.formats.model import FITS, Format
from brochures.render.result import Fill, Fits, Overflow

if TYPE_CHECKING:
    from brochures.content.blocks import Item
    from brochures.content.model import Content

MOST_EMPTY = 0.4
"""From this share of its height on, an empty panel looks forgotten. The project's own number."""

Laid = TypeVar("Laid")


def fitted(
    made: Format, lay_out: Callable[[Fits], tuple[Laid, list[Fill]]]
) -> tuple[Laid, list[Fill], Fits]:
    """Return the loosest layout in which all panels fit; what fits at no level stays tightest.

    Takes a function that lays the format out at given fits and tells how full its panels are. A
    sheet that fits as designed is laid out once; otherwise each group of panels is bisected, all
    groups at a time.
    """
    last = len(FITS) - 1
    loose = dict.fromkeys((panel.fit for panel in made.panels), -1)
    """By group, the tightest level that is known to be too loose."""
    tight = dict.fromkeys(loose, last)
    """By group, the loosest level that is known to do, or the last one."""
    levels = dict.fromkeys(loose, 0)
    while True:
        fits = {panel.name: FITS[levels[panel.fit]] for panel in made.panels}
        laid, fills = lay_out(fits)
        over = {
            panel.fit
            for panel in made.panels
            for fill in fills
            if fill.panel == panel.name and fill.overflows
        }
        for group, level in levels.items():
            if group not in over:
                tight[group] = min(tight[group], level)
            else:
                loose[group] = max(loose[group], level)
        found = {group: _next(loose[group], tight[group]) for group in levels}
        if found == levels:
            return laid, fills, fits
        levels = found


def _next(loose: int, tight: int) -> int:
    """Return the level to try next: the middle of what is unknown, or the one that it ends at."""
    return tight if tight - loose <= 1 else (loose + tight + 1) // 2


def sheet(fits: Fits) -> str:
    """Return the sheet that sets each panel as tightly as its fit says."""
    return "".join(
        f"#{name} {{ --room: {fit.room:g}; --type: {fit.type:g};"
        f" overflow-wrap: {'anywhere' if fit.breaks else 'normal'} }}"
        for name, fit in fits.items()
    )


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
