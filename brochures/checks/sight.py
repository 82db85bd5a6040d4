"""Rules about sight: what an eye needs that tires, or sees less well."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from brochures.checks.blocks import Block, Blocks
from brochures.checks.paper import holds, visible
from brochures.checks.rule import Flaw, advise, at, check
from brochures.facts import Color, Facts
from brochures.formats import Format

CONTRAST = 7.0
NEAR_BLACK = 15.0
"""Least contrast with white of what counts as black (ours)."""

NOTABLE = 0.02
"""A colour behind a text counts from this share of its place on: less is the edge of a shape."""

ROUNDING = 0.05
"""Sizes of type that differ by less are the same, in pt."""

LINE_ROUNDING = 0.005
"""Distances of lines that differ by less are the same, in type sizes."""

EDGE = 1.0
"""Lines whose edges differ by less are flush, in pt."""

LONGEST_ACRONYM = 5


@check
def smallest_type(facts: Facts, made: Format) -> Iterator[Flaw]:
    """No type is smaller than the format allows, page numbers included.

    Why: small type shuts out everybody who sees less well.
    Fix: set it larger in the format's sheet (designer).
    From: RNIB clear print (12 pt); ACB 2025 and APH (18 pt); 10.5 pt for clinicians is ours
    """
    for run in visible(facts):
        if run.size < made.legibility.smallest - ROUNDING:
            yield at(run, f"it is set in {run.size:g} pt, not {made.legibility.smallest:g}.")


@check
def headings_stand_out(blocks: Blocks, made: Format) -> Iterator[Flaw]:
    """Headings are bold, as large as the format asks, and no smaller than the text.

    Why: people find their way by headings, seen before they are read.
    Fix: set them larger and bold in the format's sheet (designer).
    From: ACB 2025; APH
    """
    all_blocks = blocks
    text = median([b.runs[0].size for b in all_blocks if b.level is None] or [0])
    for block in all_blocks:
        if block.level is None:
            continue
        least = max(made.legibility.headings.get(block.tag.type, 0), text)
        size = min(run.size for run in block.runs)
        if size < least - ROUNDING:
            yield at(block.tag, f"the heading is set in {size:g} pt, not {least:g}.")
        if not all(run.bold for run in block.runs):
            yield at(block.tag, "the heading is not bold.")


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
            size = max(before.size, after.size)
            if same and distance / size < made.legibility.leading - LINE_ROUNDING:
                yield at(after, f"its lines are {distance / size:.2f} type sizes apart.")


def _paragraphs(blocks: Blocks) -> Iterator[tuple[Block, Block]]:
    """Yield neighbouring paragraphs of running text: both of more than one line or sentence."""
    for before, after in pairwise(blocks):
        both = before.tag.type == after.tag.type == "P" and before.parent is after.parent
        if both and len(before.lines) > 1 and len(after.lines) > 1:
            yield before, after


@check
def paragraphs_apart(blocks: Blocks, made: Format) -> Iterator[Flaw]:
    """Paragraphs of several lines have space between them.

    Why: a wall of text is not begun by who finds it hard to concentrate.
    Fix: add space between paragraphs in the format's sheet (designer).
    From: ACB 2025; APH
    """
    for before, after in _paragraphs(blocks):
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
            if len(line.text) > made.legibility.characters:
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


@check
def no_italics(facts: Facts) -> Iterator[Flaw]:
    """No text is in italics.

    Why: italics change the shapes of letters that many readers rely on.
    Fix: use bold for emphasis (designer).
    From: RNIB; UKAAF; APH
    """
    for run in visible(facts):
        if run.italic:
            yield at(run, "it is in italics.")


@check
def no_capitals(blocks: Blocks) -> Iterator[Flaw]:
    """No word is set in capitals, acronyms excepted.

    Why: words in capitals have no shape, and are read letter by letter.
    Fix: write it in small letters; use bold for emphasis (content keeper).
    From: RNIB; UKAAF; APH
    """
    for block in blocks:
        for word in re.findall(r"\b[^\W\d_a-z]{4,}\b", block.text):
            if word.isupper() and len(word) > LONGEST_ACRONYM:
                yield at(block.tag, f"{word} is in capitals.")


@check
def no_hyphenation(blocks: Blocks) -> Iterator[Flaw]:
    """No word is broken with a hyphen at a line's end.

    Why: a broken word has to be put together again; a screen reader says two halves.
    Fix: switch hyphenation off, and take soft hyphens out of the text (designer).
    From: ACB 2025; UKAAF
    """
    for block in blocks:
        if any("\u00ad" in run.text for run in block.runs):
            yield at(block.tag, "it has a soft hyphen.")
        for before, _ in pairwise(block.lines):
            word = re.search(r"(\w+)[-\u2010]$", before.text)
            if word and f"{word[1]}-" not in block.text:
                yield at(before, "a word is broken at the line's end.")


@check
def start_aligned(blocks: Blocks) -> Iterator[Flaw]:
    """Text is flush at its start and ragged at its end; only titles may be centred.

    Why: even word spaces and one left edge lead the eye; justified text has rivers and gaps.
    Fix: set text-align to start in the format's sheet (designer).
    From: ACB 2025; UKAAF; RNIB; WCAG 2.2, 1.4.8
    """
    for block in blocks:
        lines = [line for line in block.lines if line.runs[0].page == block.lines[0].runs[0].page]
        columns = {round(line.box.x0) for line in lines}
        if block.level == 1 or len(lines) < 2 or len(columns) > 2:  # noqa: PLR2004 - see below
            continue
        full = lines[:-1]
        rights = [line.box.x1 for line in full]
        if len(full) > 2 and max(rights) - min(rights) < EDGE:  # noqa: PLR2004 - two may chance
            yield at(block.tag, "it is justified.")
    for block in blocks:
        starts = [line.box.x0 for line in block.lines]
        middles = [(line.box.x0 + line.box.x1) / 2 for line in block.lines]
        centred = len(starts) > 1 and max(middles) - min(middles) < EDGE
        if block.level != 1 and centred and max(starts) - min(starts) > 3 * EDGE:
            yield at(block.tag, "it is centred.")


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    parts = (part / 255 for part in color)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@check
def enough_contrast(facts: Facts) -> Iterator[Flaw]:
    """Text has a contrast of 7 to 1 at least with what is really painted behind it.

    Why: in poor light, on a poor printer or with poor sight, less cannot be read.
    Fix: use a darker colour for the text, or a lighter one behind it (designer).
    From: WCAG 2.2, 1.4.6 (AAA)
    """
    for run in visible(facts):
        behind = [backdrop.color for backdrop in run.behind if backdrop.share > NOTABLE]
        ratio = min((contrast(run.color, color) for color in behind), default=CONTRAST)
        if ratio < CONTRAST:
            yield at(run, f"its contrast is {ratio:.1f} to 1.")


@check
def near_black(facts: Facts, made: Format) -> Iterator[Flaw]:
    """In large print all text is black or near black.

    Why: grey and coloured text fades first for readers with low vision.
    Fix: use the text colour for headings and links too (designer).
    From: APH (never grey); 15 to 1 on white is ours
    """
    for run in visible(facts) if made.legibility.near_black else ():
        if contrast(run.color, (255, 255, 255)) < NEAR_BLACK:
            yield at(run, "it is not black.")


@check
def no_text_over_pictures(facts: Facts) -> Iterator[Flaw]:
    """No text stands on a picture, on a pattern or on the edge of a shape.

    Why: the eye cannot tell the letters from what is behind them.
    Fix: move the text beside the picture (designer).
    From: APH; RNIB
    """
    for run in visible(facts):
        if sum(backdrop.share > NOTABLE for backdrop in run.behind) > 1:
            yield at(run, "there is more than one colour behind it.")
        if run.covered:
            yield at(run, "something is painted over it.")


@check
def no_hidden_text(facts: Facts) -> Iterator[Flaw]:
    """What is read out can be seen.

    Why: who listens and who looks have to be told the same.
    Fix: take the hidden text out, or show it (designer).
    From: ISO 14289-1, 7.1; ours
    """
    for root in facts.tags:
        for run in root.runs:
            if run.text.strip() and not run.visible:
                yield at(run, "it is tagged, but cannot be seen.")


@check
def lonely_heading(blocks: Blocks, made: Format) -> Iterator[Flaw]:
    """No heading stands alone at the end of a page or a panel.

    Why: a heading belongs to what follows.
    Fix: keep headings with the next block (designer), or shorten the text (content keeper).
    From: ACB 2025
    """
    for before, after in pairwise(blocks):
        if before.level is None or after.level == before.level:
            continue
        last, first = before.runs[-1], after.runs[0]
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
