"""Rules about sight: what an eye needs that tires, or sees less well."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import inf
from statistics import median

from brochures.checks.blocks import Block, Blocks
from brochures.checks.contrast import contrast
from brochures.checks.paper import holds, visible
from brochures.checks.rule import Flaw, advise, at, check
from brochures.checks.scripts import RIGHT_TO_LEFT, script
from brochures.content import Content
from brochures.facts import Box, Facts, Graphic, Line
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

CELLS = frozenset({"TD", "TH"})
"""Texts that stand side by side without being columns."""

EDGE = 1.0
"""Lines whose edges differ by less are flush, in pt."""

LONGEST_CAPITALS = 3
"""Letters of a word in capitals that needs no entry among the acronyms."""

UNDERLINE = 0.3
"""How far below the baseline, and how thick, an underline can be, in type sizes."""


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


def _is_running(block: Block) -> bool:
    """Say whether a block goes on below its first line."""
    return block.lines[-1].baseline - block.lines[0].baseline > block.lines[0].size / 2


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
def no_underline(facts: Facts) -> Iterator[Flaw]:
    """No text is underlined, links excepted.

    Why: the line cuts through the letters' tails, and looks like a link.
    Fix: use bold for emphasis (designer).
    From: RNIB; UKAAF; APH
    """
    linked = {id(run) for link in facts.find("Link") for run in link.runs}
    lines: dict[int, list[Graphic]] = {}
    for graphic in facts.graphics:
        if graphic.kind == "path" and graphic.box.height < graphic.box.width:
            lines.setdefault(graphic.page, []).append(graphic)
    for run in visible(facts):
        reach = UNDERLINE * run.size
        for line in lines.get(run.page, ()) if id(run) not in linked else ():
            box = line.box
            below = run.baseline < (box.y0 + box.y1) / 2 < run.baseline + reach
            shared = min(box.x1, run.box.x1) - max(box.x0, run.box.x0)
            under = min(box.width, run.box.width) < 2 * shared and box.width < 2 * run.box.width
            if below and under and box.height < reach:
                yield at(run, "it is underlined.")
                break


@check
def no_capitals(blocks: Blocks, content: Content | None = None) -> Iterator[Flaw]:
    """No word of more than three letters is set in capitals, listed acronyms excepted.

    Why: words in capitals have no shape, and are read letter by letter.
    Fix: write it in small letters, or add it to `acronyms` in content.yaml (content keeper).
    From: RNIB; UKAAF; APH
    """
    acronyms = content.acronyms if content else ()
    for block in blocks:
        for word in re.findall(rf"\b[^\W\d_]{{{LONGEST_CAPITALS + 1},}}\b", block.text):
            if word.isupper() and word not in acronyms:
                yield at(block.tag, f"{word} is in capitals.")


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
    for block in blocks:
        lines = _first_page(block)
        one_column = len({round(line.box.x0) for line in lines}) <= 2  # noqa: PLR2004 - an indent
        full = lines[:-1]
        # The edges of two lines may be flush by chance.
        if one_column and len(full) > 2 and _spread(line.box.x1 for line in full) < EDGE:  # noqa: PLR2004
            yield at(block.tag, "it is justified.")


@check
def start_aligned(facts: Facts, blocks: Blocks) -> Iterator[Flaw]:
    """All lines of a text begin flush; only titles may be centred.

    Why: one straight edge leads the eye to the next line.
    Fix: set text-align to start, and text-indent to 0, in the format's sheet (designer).
    From: ACB 2025; UKAAF; RNIB; WCAG 2.2, 1.4.8
    """
    backwards = script(facts.language or "") in RIGHT_TO_LEFT
    for block in blocks:
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
