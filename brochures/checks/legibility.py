"""Rules about sight: type and colours, for an eye that sees less well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, takewhile
from math import ceil
from statistics import median_low

from brochures.checks.blocks import Blocks, names
from brochures.checks.paper import visible
from brochures.checks.rule import Flaw, Group, at, check
from brochures.content.abbreviations import Abbreviations, abbreviations
from brochures.content.model import Content
from brochures.data.contrast import contrast
from brochures.data.scripts import of_character
from brochures.formats.model import PT_PER_IN, Format
from brochures.pdf import Box, Color, Facts, Graphic, Run

ASCENT, DESCENT = 0.7, 0.2
"""Of what is read as text in one line, whatever reaches above and below, in type sizes."""

GROUP: Group = "sight"

CONTRAST = 7.0

NEAR_BLACK = 15.0
"""Least contrast with white of what counts as black (ours)."""

WHITE = (255, 255, 255)

NOTABLE = 0.02
"""A colour behind a text counts from this share of its place on: less is the edge of a shape."""

ROUNDING = 0.05
"""Sizes of type that differ by less are the same, in pt."""

EDGE = 1.0
"""Lines whose edges differ by less are flush, in pt."""

LONGEST_CAPITALS = 3
"""Letters of a word in capitals that needs no entry among the acronyms."""

INVISIBLE = 3
"""The text rendering mode that paints nothing (ISO 32000-1, table 106)."""

LEAST_DPI, ON_COVER = 200, 300
"""Dots an inch as printed, below which a picture looks coarse, and a cover's photo, seen first."""

SPOT = 0.1
"""Half the width that a text without width counts as having, in pt: it is somewhere, too."""

PICTURES = 100
"""A scan is made of no more pictures a page."""

MOSTLY = 0.8
"""Words of a scan stand at least with so much of their place on the picture."""

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
    text = median_low([b.runs[0].size for b in all_blocks if b.level is None] or [0])
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
            if not below or box.height >= reach:
                continue
            shared = min(box.x1, run.box.x1) - max(box.x0, run.box.x0)
            if min(box.width, run.box.width) < 2 * shared and box.width < 2 * run.box.width:
                yield at(run, "it is underlined.")
                break


@check
def no_capitals(blocks: Blocks, content: Content | None = None) -> Iterator[Flaw]:
    """No word of more than three letters is in capitals, but for names and known abbreviations.

    Why: words in capitals have no shape, and are read letter by letter.
    Fix: write it in small letters, or add it to `acronyms` in content.yaml (content keeper).
    From: RNIB; UKAAF; APH; that three letters are allowed is ours
    """
    known = abbreviations(content) if content else Abbreviations({}, frozenset())
    own = set(_in_capitals(" ".join(names(content)))) if content else set()
    for block in blocks:
        for word in _in_capitals(block.text):
            if word not in own and not known.knows(word):
                yield at(block.tag, f"{word} is in capitals.")


def _in_capitals(text: str) -> Iterator[str]:
    """Yield the longer words in capitals; letters of scripts that have none end a word."""
    for word in re.findall(r"[^\W\d_]+", text):
        cased = "".join(letter if letter.lower() != letter.upper() else " " for letter in word)
        long = (each for each in cased.split() if len(each) > LONGEST_CAPITALS)
        yield from filter(str.isupper, long)


def _mixed(run: Run, behind: Color) -> Color:
    """Return the colour in which a run is seen: what is behind it shines through."""
    red, green, blue = (
        round(run.alpha * own + (1 - run.alpha) * other)
        for own, other in zip(run.color, behind, strict=True)
    )
    return red, green, blue


def _notable(run: Run) -> list[Color]:
    """Return the colours behind a run that count.

    Behind most texts these are few. A photograph has so many that each is rare: then all count that
    are known, the darkest and the lightest among them.
    """
    notable = [backdrop for backdrop in run.behind if backdrop.share > NOTABLE]
    few = sum(backdrop.share for backdrop in notable) >= 1 - NOTABLE
    return [backdrop.color for backdrop in (notable if few else run.behind)]


@check
def enough_contrast(facts: Facts) -> Iterator[Flaw]:
    """Text has a contrast of 7 to 1 at least with what is really painted behind it.

    Why: in poor light, on a poor printer or with poor sight, less cannot be read.
    Fix: use a darker colour for the text, or a lighter one behind it (designer).
    From: WCAG 2.2, 1.4.6 (AAA)
    """
    for run in visible(facts):
        behind = _notable(run)
        ratio = min((contrast(_mixed(run, color), color) for color in behind), default=CONTRAST)
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
        if contrast(_mixed(run, WHITE), WHITE) < NEAR_BLACK:
            yield at(run, "it is not black.")


@check
def no_text_over_pictures(facts: Facts) -> Iterator[Flaw]:
    """No text stands on a picture, on a pattern or on the edge of a shape.

    Why: the eye cannot tell the letters from what is behind them.
    Fix: move the text beside the picture (designer).
    From: APH; RNIB; how much of it counts is ours
    """
    for run in visible(facts):
        if len(_notable(run)) > 1:
            yield at(run, "there is more than one colour behind it.")
        if run.covered:
            yield at(run, "something is painted over it.")


@check
def pictures_sharp(
    facts: Facts,
    made: Format,
    content: Content,
) -> Iterator[Flaw]:
    """Pictures have 200 dots an inch or more as they are printed, the photo of a cover 300.

    Why: a coarse picture cannot be made out, and looks careless.
    Fix: use a larger picture, of 300 dots an inch at best (content keeper).
    From: ours; print shops' guides ask for 300
    """
    said = {
        (held.page, held.mcid): figure.alt or ""
        for figure in facts.find("Figure")
        for held in figure.contents()
    }
    cover = content.topic.cover if made.photo else None
    photo = cover.photo.alt if cover and cover.photo else None
    for image in facts.images:
        wide = image.box.width / PT_PER_IN
        alt = said.get((image.page, image.mcid or 0), "")
        least = ON_COVER if alt == photo else LEAST_DPI
        if image.pixels and wide and image.pixels[0] < least * wide - 1:
            needed = ceil(least * wide)
            what = (
                f"it is {image.pixels[0]} pixels wide, and {wide:.1f} in on paper: "
                f"{image.pixels[0] / wide:.0f} dots an inch. It needs {needed} pixels."
            )
            yield Flaw(what, alt, image.page, image.box)


@check
def no_text_over_text(facts: Facts) -> Iterator[Flaw]:
    """No text is painted over another one.

    Why: neither can be read.
    Fix: give each text a place of its own in the format's sheet (designer).
    From: ours
    """
    below = sorted(visible(facts), key=lambda run: (run.page, run.box.y0))
    for _, page in groupby(below, key=lambda run: run.page):
        runs = [*page]
        for index, run in enumerate(runs, start=1):
            for other in takewhile(lambda other: other.box.y0 < run.box.y1, runs[index:]):  # noqa: B023
                if _body(run).meets(_body(other)):
                    yield at(other, "another text is painted over it.")


def _body(run: Run) -> Box:
    """Return the place of a run; of tall letters, which reach into other lines, less of it."""
    box = run.box.shrunk(EDGE)
    if not any(script.leading > 1 for script in map(of_character, set(run.text)) if script):
        return box
    top, low = run.baseline - ASCENT * run.size, run.baseline + DESCENT * run.size
    return Box(box.x0, max(box.y0, top), box.x1, min(box.y1, low))


def _is_scanned(run: Run, pictures: Iterable[Box]) -> bool:
    """Say whether a run stands for words that a picture shows, as a scan with text does."""
    box = run.box.shrunk(-SPOT)
    shared = (picture.common(box) for picture in pictures)
    on_them = sum(box.width * box.height for box in shared)
    return run.mode == INVISIBLE and on_them > MOSTLY * box.width * box.height


def _pictures(facts: Facts) -> dict[int, list[Box]]:
    """Return the places of the largest pictures of each page."""
    found: dict[int, list[Box]] = {}
    for image in sorted(facts.images, key=lambda image: -image.box.width * image.box.height):
        page = found.setdefault(image.page, [])
        if len(page) < PICTURES:
            page.append(image.box)
    return found


@check
def no_hidden_text(facts: Facts) -> Iterator[Flaw]:
    """What is read out can be seen, and no other text is hidden.

    Why: who listens and who looks have to be told the same, and so have programs that read.
    Fix: take the hidden text out, or show it (designer).
    From: ours; ISO 14289-1, 7.1 asks that what is no content is an artifact
    """
    pictures = _pictures(facts)
    tagged = {id(run) for root in facts.tags for run in root.runs}
    for run in facts.runs:
        if run.text.strip() and not run.visible:
            if not _is_scanned(run, pictures.get(run.page, ())):
                read = "is tagged, but cannot" if id(run) in tagged else "can neither be read nor"
                yield at(run, f"it {read} be seen.")
        elif run.visible and run.clipped and id(run) in tagged:
            yield at(run, "some of it is cut off.")
