"""Rules about sight: lines, paragraphs and columns, for an eye that tires."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import inf
from statistics import median

from brochures.checks.blocks import Block, Blocks, contact, squeezed
from brochures.checks.paper import holds
from brochures.checks.rule import Flaw, Group, advise, at, check
from brochures.checks.scripts import RIGHT_TO_LEFT, script
from brochures.content.model import Content
from brochures.formats.model import Format
from brochures.pdf import Box, Facts, Line

GROUP: Group = "sight"

LINE_ROUNDING = 0.005
"""Distances of lines that differ by less are the same, in type sizes."""

CELLS = frozenset({"TD", "TH"})
"""Texts that stand side by side without being columns."""

TAILS = 0.25
"""How far letters go below the baseline, of their whole height."""

EDGE = 1.0
"""Lines whose edges differ by less are flush, in pt."""


@check
def leading(blocks: Blocks, made: Format) -> Iterator[Flaw]:
    """Lines of a text stand as far apart as the format asks.

    Why: with tight lines the eye slips into the wrong one.
    Fix: raise line-height in the format's sheet (designer).
    From: APH (1.25); WCAG 2.2, 1.4.8; 1.2 for clinicians is ours
    """
    for block in blocks:
        for before, after in pairwise(block.lines):
            distance = after.baseline - before.baseline
            same = before.runs[0].page == after.runs[0].page and distance > 0
            # Between two baselines are the tails of the upper line and the heads of the lower one.
            size = TAILS * _usual_size(before) + (1 - TAILS) * _usual_size(after)
            if same and distance / size < made.legibility.leading - LINE_ROUNDING:
                yield at(after, f"its lines are {distance / size:.2f} type sizes apart.")


def _usual_size(line: Line) -> float:
    """Return the size of most of a line: a numeral beside several lines is larger than they are."""
    letters: Counter[float] = Counter()
    for run in line.runs:
        letters[run.size] += len(run.text)
    return max(letters, key=lambda size: (letters[size], size))


def _paragraphs(blocks: Blocks) -> Iterator[tuple[Block, Block]]:
    """Yield neighbouring paragraphs of running text, both of several lines.

    In an item, its name and what doctors call it belong to the text below them.
    """
    for before, after in pairwise(blocks):
        both = before.tag.type == after.tag.type == "P" and before.parent is after.parent
        item = before.parent is not None and before.parent.type == "LBody"
        name = item or all(run.bold for run in before.runs)
        if both and not name and len(before.lines) > 1 and len(after.lines) > 1:
            yield before, after


@check
def paragraphs_apart(
    blocks: Blocks, made: Format, content: Content | None = None
) -> Iterator[Flaw]:
    """Paragraphs of several lines have space between them; the lines of an address belong together.

    Why: a wall of text is not begun by who finds it hard to concentrate.
    Fix: add space between paragraphs in the format's sheet (designer).
    From: ACB 2025; APH
    """
    together = squeezed("".join(contact(content))) if content else ""
    for before, after in _paragraphs(blocks):
        if squeezed(after.text) in together:
            continue
        line = after.lines[1].baseline - after.lines[0].baseline
        gap = after.lines[0].baseline - before.lines[-1].baseline - line
        same = after.runs[0].page == before.runs[-1].page and gap > -line
        if same and line > 0 and gap / line < made.legibility.between_paragraphs - LINE_ROUNDING:
            yield at(after.tag, f"there is only {gap / line:.2f} of a line before it.")


@check
def line_length(blocks: Blocks, made: Format) -> Iterator[Flaw]:
    """No line is longer than the eye can follow.

    Why: from the end of a long line the eye does not find the beginning of the next.
    Fix: make the column narrower in the format's sheet (designer).
    From: APH; RNIB; WCAG 2.2, 1.4.8; our limits
    """
    for block in blocks:
        for line in block.lines:
            # A word alone, such as a long address, is no line for the eye to follow.
            if len(line.text) > made.legibility.characters and " " in line.text:
                yield at(line, f"the line has {len(line.text)} characters.")


@advise
def comfortable_lines(blocks: Blocks, made: Format) -> Iterator[str]:
    """The usual line is of a comfortable length.

    Why: short lines are easier to keep for readers with low vision.
    Fix: make the column narrower in the format's sheet (designer).
    From: APH (39 to 43 characters in large print)
    """
    full = [len(line.text) for block in blocks for line in block.lines[:-1]]
    if full and median(full) > made.legibility.comfortable:
        yield f"the usual line has {median(full):g} characters."


def _is_running(block: Block) -> bool:
    """Say whether a block goes on below its first line."""
    return block.lines[-1].baseline - block.lines[0].baseline > block.lines[0].size / 2


@check
def no_hyphenation(blocks: Blocks, composed: tuple[str, ...] | None = None) -> Iterator[Flaw]:
    """No word is broken with a hyphen at a line's end.

    Why: a broken word has to be put together again; a screen reader says two halves.
    Fix: switch hyphenation off, and take soft hyphens out of the text (designer).
    From: ACB 2025; UKAAF
    """
    for block in blocks:
        if any("\u00ad" in run.text for run in block.runs):
            yield at(block.tag, "it has a soft hyphen.")
        for before, after in pairwise(block.lines):
            halves = re.search(r"\w+[-\u2010]$", before.text), re.match(r"\w+", after.text)
            if not all(halves):
                continue
            whole = "".join(half[0] for half in halves if half)
            # Unless it is known how the word was written, only a typesetter's hyphen tells.
            written = any(whole in text for text in composed) if composed else "\u2010" not in whole
            if not written:
                yield at(before, "a word is broken at the line's end.")


def _first_page(block: Block) -> list[Line]:
    """Return a text's lines on the page on which it begins."""
    return [line for line in block.lines if line.runs[0].page == block.lines[0].runs[0].page]


@check
def not_justified(blocks: Blocks) -> Iterator[Flaw]:
    """No text is justified: word spaces are even and the end is ragged.

    Why: justified text has gaps and rivers, in which a tired eye loses its way.
    Fix: set text-align to start in the format's sheet (designer).
    From: ACB 2025; UKAAF; RNIB; WCAG 2.2, 1.4.8
    """
    flush: list[tuple[Block, int]] = []
    for block in blocks:
        lines = _first_page(block)
        one_column = len({round(line.box.x0) for line in lines}) <= 2  # noqa: PLR2004 - an indent
        full = lines[:-1]
        if len({len(line.text) for line in full}) == 1:
            continue  # the same word again and again
        if one_column and len(full) > 2 and _spread(line.box.x1 for line in full) < 2 * EDGE:  # noqa: PLR2004
            flush.append((block, len(full)))
    # The edges of three lines may be flush by chance, in one paragraph of a handout.
    if len(flush) > 1 or any(lines > 3 for _, lines in flush):  # noqa: PLR2004
        for block, _ in flush:
            yield at(block.tag, "it is justified.")


@check
def start_aligned(facts: Facts, blocks: Blocks) -> Iterator[Flaw]:
    """All lines of a text begin flush; only titles may be centred.

    Why: one straight edge leads the eye to the next line.
    Fix: set text-align to start, and text-indent to 0, in the format's sheet (designer).
    From: ACB 2025; UKAAF; RNIB; WCAG 2.2, 1.4.8
    """
    for block in blocks:
        backwards = script(block.tag.language or facts.language or "") in RIGHT_TO_LEFT
        lines = _first_page(block)
        starts, ends = [line.box.x0 for line in lines], [line.box.x1 for line in lines]
        if backwards:
            starts, ends = ends, starts
        if block.level == 1 or len(lines) < 2 or _spread(starts) <= 3 * EDGE:  # noqa: PLR2004
            continue
        if _spread((start + end) / 2 for start, end in zip(starts, ends, strict=True)) < EDGE:
            yield at(block.tag, "it is centred.")
        elif _spread(ends) < EDGE:
            yield at(block.tag, "it is flush at its end.")
        elif len(lines) > 2 and _spread(starts[1:]) < EDGE:  # noqa: PLR2004 - of two, either may be
            yield at(block.tag, "its first line is indented.")


def _spread(lengths: Iterable[float]) -> float:
    """Return how far apart the smallest and the largest length are."""
    found = list(lengths)
    return max(found) - min(found)


@check
def columns(blocks: Blocks, made: Format) -> Iterator[Flaw]:
    """Text stands in as many columns as the format allows: one in a panel.

    Why: in narrow columns side by side the eye jumps into the wrong one.
    Fix: set the texts below one another in the format's sheet (designer).
    From: ACB 2025; APH
    """
    spaces: dict[tuple[object, ...], list[tuple[Line, Box]]] = {}
    for block in blocks:
        if _is_running(block) and block.tag.type not in CELLS:
            for line in block.lines:
                first = line.runs[0]
                space = (first.page, *(panel.name for panel in made.panels if holds(panel, first)))
                spaces.setdefault(space, []).append((line, line.box))
    for lines in spaces.values():
        for line, its in lines:
            number, reached = 0, -inf
            level = (box for _, box in lines if box.y0 < (its.y0 + its.y1) / 2 < box.y1)
            for box in sorted(level, key=lambda box: box.x1):
                if box.x0 > reached:
                    number, reached = number + 1, box.x1
            if number > made.legibility.columns:
                yield at(line, f"it stands in one of {number} columns.")
                break


@check
def lonely_heading(facts: Facts, blocks: Blocks, made: Format) -> Iterator[Flaw]:
    """No heading stands alone at the end of a page or a panel.

    Why: a heading belongs to what follows.
    Fix: keep headings with the next block (designer), or shorten the text (content keeper).
    From: ACB 2025
    """
    places = {id(tag): number for number, tag in enumerate(facts.walk())}
    pictures = [(places[id(tag)], tag.page) for tag in facts.find("Figure")]
    for before, after in pairwise(blocks):
        if before.level is None or after.level == before.level:
            continue
        last, first = before.runs[-1], after.runs[0]
        between = range(places[id(before.tag)], places[id(after.tag)])
        if any(place in between and page == last.page for place, page in pictures):
            continue
        panels = [
            {panel.name for panel in made.panels if holds(panel, run)} for run in (last, first)
        ]
        if last.page != first.page or panels[0] != panels[1]:
            yield at(before.tag, "the text under this heading begins elsewhere.")


@check
def widows_and_orphans(blocks: Blocks) -> Iterator[Flaw]:
    """A paragraph that goes over a page's end has two lines at least on each page.

    Why: a line alone is overlooked, or taken for something of its own.
    Fix: set orphans and widows to 2 in the format's sheet (designer).
    From: ACB 2025
    """
    for block in blocks:
        pages = Counter(line.runs[0].page for line in block.lines)
        if len(pages) > 1 and min(pages.values()) == 1:
            yield at(block.tag, "one of its lines stands alone on a page.")
