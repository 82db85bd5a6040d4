"""Rules about paper: what a printer, a folder and a hand need."""

from __future__ import annotations

from collections.abc import Iterator

from brochures.checks.blocks import contact_end, holding
from brochures.checks.rule import Flaw, Group, at, check
from brochures.content.model import Content
from brochures.formats.model import CLEAR_OF_EDGE, CLEAR_OF_FOLD, PT_PER_IN, Format, Panel
from brochures.formats.model import SAME_LENGTH as ROUNDING
from brochures.pdf import Box, Facts, Run
from brochures.pdf.right_to_left import is_turned

GROUP: Group = "paper"

MARK_LENGTH = 2 / 25.4 * PT_PER_IN
MARK_WIDTH = 0.5
PHOTOGRAPH = 124
"""Width from which on a picture may be one, in pt: a QR code and a logo are narrower."""

LARGEST_FILE = 200_000
GLYPH_ROUNDING = 0.25
"""Outlines are measured on a grid: as much may be wrong, in pt."""

SPACE = 0.35
"""The width of a space, in type sizes."""

OVERHANG = 0.15
"""How far a letter, such as a j, may hang out beside its place, in type sizes."""


def visible(facts: Facts) -> list[Run]:
    """Return the runs that leave ink."""
    return [run for run in facts.runs if run.visible]


def panel_box(panel: Panel) -> Box:
    """Return a panel's place in pt."""
    left, top = panel.left * PT_PER_IN, panel.top * PT_PER_IN
    return Box(left, top, left + panel.width * PT_PER_IN, top + panel.height * PT_PER_IN)


def places(panel: Panel, made: Format) -> list[Box]:
    """Return the places in pt of a panel and of its copies."""
    box = panel_box(panel)
    return [box, *(box.moved(x * PT_PER_IN, y * PT_PER_IN) for x, y in made.copies)]


def holds(panel: Panel, run: Run) -> bool:
    """Say whether a run begins in a panel."""
    box = panel_box(panel)
    return run.page == panel.page and box.x0 <= run.box.x0 < box.x1 and run.box.y1 <= box.y1


@check
def page_size(facts: Facts, made: Format) -> Iterator[Flaw]:
    """Every page has the size of its paper.

    Why: a page of another size is scaled or cut off by the printer.
    Fix: set the page's size from the format (designer).
    From: ours; the paper of the format
    """
    wanted = (made.width * PT_PER_IN, made.height * PT_PER_IN)
    for number, page in enumerate(facts.pages):
        trim = page.trim_box or Box(0, 0, *wanted)
        for name, width, height in (
            ("it", page.width, page.height),
            ("its trim box", trim.width, trim.height),
        ):
            if not made.is_size(width, height):
                yield Flaw(
                    f"{name} is {width:.0f} x {height:.0f} pt, "
                    f"not {wanted[0]:.0f} x {wanted[1]:.0f} pt.",
                    page=number,
                )


@check
def page_count(facts: Facts, made: Format) -> Iterator[str]:
    """The handout has as many pages as it promises.

    Why: a page too many is a sheet too many, or a panel on the wrong side.
    Fix: shorten the texts until they fit (content keeper).
    From: ours; the format
    """
    if made.pages is not None and len(facts.pages) != made.pages:
        yield f"it has {len(facts.pages)} pages, not {made.pages}."


@check
def not_rotated(facts: Facts) -> Iterator[Flaw]:
    """No page is turned.

    Why: a turned page prints, and folds, the other way round.
    Fix: lay the page out the way it is read (designer).
    From: ours; ISO 32000-1, 7.7.3.3 allows it
    """
    for number, page in enumerate(facts.pages):
        if page.rotation:
            yield Flaw(f"it is turned by {page.rotation} degrees.", page=number)


@check
def page_boxes(facts: Facts) -> Iterator[Flaw]:
    """The boxes of a page lie within one another: trim in bleed, bleed in media.

    Why: print shops cut along the trim box and keep the bleed around it.
    Fix: set the boxes in the order trim, bleed, media (designer).
    From: ours; ISO 15930-7, 6.10 asks it of PDF/X-4
    """
    for number, page in enumerate(facts.pages):
        media, trim = page.media_box, page.trim_box
        bleed = page.bleed_box or media
        for name in page.odd_boxes:
            yield Flaw(
                f"its {name} is no rectangle: viewers make of it what they will.", page=number
            )
        for inner, outer, names in (
            (trim or bleed, bleed, "trim box is not in its bleed box"),
            (bleed, media, "bleed box is not in its media box"),
            (page.crop_box or media, media, "crop box is not in its media box"),
            (trim or media, page.crop_box or media, "trim box is cut off by its crop box"),
        ):
            if not _within(inner, outer):
                yield Flaw(f"its {names}.", page=number)


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner.x0 >= outer.x0 - ROUNDING
        and inner.y0 >= outer.y0 - ROUNDING
        and inner.x1 <= outer.x1 + ROUNDING
        and inner.y1 <= outer.y1 + ROUNDING
    )


@check
def clear_of_folds(facts: Facts, made: Format) -> Iterator[Flaw]:
    """No text crosses a fold or comes nearer to it than an eighth of an inch.

    Why: text in a fold cracks, and a sheet is never folded quite where it should be.
    Fix: keep the text within the panel's padding (designer).
    From: print shops' letter-fold guides
    """
    clear = CLEAR_OF_FOLD * PT_PER_IN
    for run in visible(facts):
        folds = made.folds[run.page] if run.page < len(made.folds) else ()
        for fold in folds:
            middle = fold * PT_PER_IN
            if run.box.x0 < middle + clear and run.box.x1 > middle - clear:
                yield at(run, f"it comes nearer than {CLEAR_OF_FOLD} in to the fold.")


@check
def clear_of_edges(facts: Facts, made: Format) -> Iterator[Flaw]:
    """Text keeps the format's margin; page numbers may stand in it, where printers print.

    Why: an office printer cannot print the outer 4 to 6 mm, and a thumb needs room.
    Fix: keep the text within the page's margins (designer).
    From: ACB 2025 (1 in for large print); printer makers' 4 to 6 mm
    """
    for run in visible(facts):
        margin = CLEAR_OF_EDGE if run.artifact else made.margin
        page = facts.pages[run.page]
        box, clear = run.box, margin * PT_PER_IN - GLYPH_ROUNDING - OVERHANG * run.size
        if is_turned(run.text) and run.text.endswith(" "):  # which hangs out at the left
            box = box._replace(x0=box.x0 + SPACE * run.size)
        if (
            min(box.x0, box.y0) < clear
            or box.x1 > page.width - clear
            or box.y1 > page.height - clear
        ):
            yield at(run, f"it comes nearer than {margin} in to the sheet's edge.")


@check
def drawings_clear_of_edges(facts: Facts, made: Format) -> Iterator[Flaw]:
    """No drawing comes nearer to the sheet's edge than a printer prints.

    Why: what an office printer leaves out is cut off without a word.
    Fix: draw within a quarter of an inch from the edges (designer).
    From: printer makers' 4 to 6 mm
    """
    clear = CLEAR_OF_EDGE * PT_PER_IN - GLYPH_ROUNDING
    for graphic in facts.graphics if not made.bleed else ():
        box = graphic.box
        right, low = made.width * PT_PER_IN - box.x1, made.height * PT_PER_IN - box.y1
        if min(box.x0, box.y0, right, low) < clear:
            yield Flaw("a drawing comes too near to the edge.", page=graphic.page, box=box)


@check
def in_panels(facts: Facts, made: Format) -> Iterator[Flaw]:
    """Every text lies within one panel, or a copy of it.

    Why: text between two panels is read by nobody once the sheet is folded.
    Fix: place the text in a panel (designer).
    From: ours; the format
    """
    boxes: dict[int, list[Box]] = {}
    for panel in made.panels:
        boxes.setdefault(panel.page, []).extend(places(panel, made))
    for run in visible(facts) if made.panels else ():
        if not any(_within(run.box, box) for box in boxes.get(run.page, ())):
            yield at(run, "it stands in no panel.")


@check
def bleed(facts: Facts, made: Format) -> Iterator[Flaw]:
    """For a print shop, each page has an eighth of an inch of bleed around its trim.

    Why: no knife cuts twice at the same place; without bleed a white edge is left.
    Fix: set bleed box and trim box from the format (designer).
    From: print shops' guides; ISO 32000-1, 14.11.2
    """
    wide = made.bleed * PT_PER_IN
    for number, page in enumerate(facts.pages if made.bleed else ()):
        trim, box = page.trim_box, page.bleed_box
        wanted = trim.shrunk(-wide) if trim else None
        if not wanted or not box or not (_within(wanted, box) and _within(box, wanted)):
            yield Flaw("its bleed is not an eighth of an inch.", page=number)


@check
def marks_in_slug(facts: Facts, made: Format) -> Iterator[Flaw]:
    """For a print shop, both ends of each fold are marked outside the bleed.

    Why: the shop folds by these marks, and cuts them off.
    Fix: draw the marks in the format's sheet, beyond the bleed (designer).
    From: print shops' guides
    """
    wide = made.bleed * PT_PER_IN
    high = made.height * PT_PER_IN
    marks = [
        graphic
        for graphic in facts.graphics
        if graphic.artifact
        and graphic.box.width <= MARK_WIDTH
        and (graphic.box.y1 <= ROUNDING - wide or graphic.box.y0 >= high + wide - ROUNDING)
    ]
    for number, folds in enumerate(made.folds if made.bleed else ()):
        for fold in folds:
            found = [
                mark
                for mark in marks
                if mark.page == number and abs(mark.box.x0 - fold * PT_PER_IN) <= ROUNDING
            ]
            if len(found) != 2:  # noqa: PLR2004 - one at each end
                yield Flaw(f"the fold at {fold:g} in has {len(found)} marks, not 2.", page=number)


@check
def fold_marks(facts: Facts, made: Format) -> Iterator[Flaw]:
    """Both ends of each fold carry a mark, 2 mm long and thin, that is an artifact.

    Why: whoever folds by hand needs to see where; whoever listens need not hear of it.
    Fix: draw the marks in the format's sheet (designer).
    From: ours; the LaTeX leaflet class (2 mm, 0.4 pt); that they are artifacts is ISO 14289-1, 7.1
    """
    for number, folds in enumerate(made.folds if made.fold_marks else ()):
        marks = [
            graphic.box
            for graphic in facts.graphics
            if graphic.page == number
            and graphic.artifact
            and graphic.box.width <= MARK_WIDTH
            and abs(graphic.box.height - MARK_LENGTH) < ROUNDING
        ]
        for fold in folds:
            found = [mark for mark in marks if abs(mark.x0 - fold * PT_PER_IN) <= ROUNDING]
            if len(found) != 2:  # noqa: PLR2004 - one at each end
                yield Flaw(f"the fold at {fold:g} in has {len(found)} marks, not 2.", page=number)


@check
def contact_last_on_paper(facts: Facts, made: Format, content: Content) -> Iterator[Flaw]:
    """The contact ends the handout: below its last line stand a page number and a caption at most.

    Why: who holds the sheet looks for the clinic at its end.
    Fix: end the template with the contact block (designer).
    From: ours
    """
    runs = [run for run in visible(facts) if not run.artifact]
    last = max((run.page for run in runs), default=0)
    if made.panels:
        end = [run for run in runs if holds(made.panels[-1], run)]
    else:
        end = [run for run in runs if run.page == last]
    wanted = contact_end(content, made)
    mails = holding(end, wanted)
    if not mails:
        yield Flaw("the contact is not at the end of the handout.", wanted, page=last)
        return
    for run in end:
        beside = run.box.x1 <= mails[-1].box.x0 or run.box.x0 >= mails[-1].box.x1
        caption = run.text.strip() in content.labels.scan
        if run.box.y0 > mails[-1].box.y1 and not beside and not caption:
            yield at(run, "it stands below the contact.")


@check
def phone_found_at_once(facts: Facts, made: Format, content: Content) -> Iterator[Flaw | str]:
    """The phone number is the largest text around it, larger than that of the crisis line.

    Why: a hand that holds the handout has to find it at once, and not mistake the crisis line.
    Fix: set the phone number larger than all else in the contact's panel (designer).
    From: ours; the design
    """
    runs = [run for run in visible(facts) if not run.artifact]
    number, *_ = content.clinic.phone.parts
    crisis = content.crisis_line.number if content.crisis_line else None
    phones = [run for run in runs if number in run.text]
    if not phones:
        yield f"the phone number {number} is nowhere to be seen."
        return
    phone = phones[-1]
    panels = [panel for panel in made.panels if holds(panel, phone)]
    for run in runs:
        near = holds(panels[0], run) if panels else run.page == phone.page
        rival = run.text.strip() == crisis or run.box.y0 > phone.box.y0
        if near and rival and run is not phone and run.size >= phone.size:
            yield at(run, f"it is as large as the phone number ({phone.size:g} pt).")


@check
def two_sided(facts: Facts, made: Format) -> Iterator[str]:
    """Viewers print on the right number of sides, turned on the right edge.

    Why: turned on the wrong edge, the inside of a tri-fold stands on its head.
    Fix: set the format's duplex in the PDF's viewer preferences (designer).
    From: ours; ISO 32000-1, 12.2 says how a PDF asks for it
    """
    asked = facts.viewer_preferences.get("Duplex")
    if asked != made.duplex:
        yield f"the PDF asks for {asked or 'nothing'}, not for {made.duplex}."


@check
def actual_size(facts: Facts) -> Iterator[str]:
    """Viewers print at actual size.

    Why: scaled to fit, type gets smaller than promised and folds fall beside the marks.
    Fix: set PrintScaling to None in the PDF's viewer preferences (designer).
    From: ours; ISO 32000-1, 12.2 says how a PDF asks for it
    """
    if facts.viewer_preferences.get("PrintScaling") != "None":
        yield "the PDF leaves the scaling to the viewer."


@check
def size_of_file(facts: Facts) -> Iterator[str]:
    """A handout without photographs takes 200 KB at most.

    Why: physicians' mail and fax gateways turn larger files away.
    Fix: take out pictures, or draw them as SVG (designer).
    From: ours
    """
    photographs = [image for image in facts.images if image.box.width > PHOTOGRAPH]
    if not photographs and facts.size_bytes > LARGEST_FILE:
        yield f"it takes {facts.size_bytes // 1000} KB."


@check
def no_draft(facts: Facts, content: Content) -> Iterator[str]:
    """It is no draft.

    Why: a draft has not passed the checks and may not reach a patient.
    Fix: correct what was found, and build it without --draft (content keeper).
    From: ours
    """
    if (facts.title or "").startswith(f"{content.labels.draft}: "):
        yield "it is marked as a draft."


@check
def blank_page(facts: Facts) -> Iterator[Flaw]:
    """Every page has text, or a picture that stands for it.

    Why: a blank sheet is paid for, and looks like a mistake.
    Fix: take out the page break that makes it (designer).
    From: ours
    """
    # An artifact, such as a page number or a fold mark, fills no page; a scan's picture does,
    # though it may be one beside the words that are read.
    filled = {run.page for run in facts.runs if run.visible and not run.artifact}
    filled |= {graphic.page for graphic in facts.graphics if not graphic.artifact}
    filled |= {
        content.page
        for root in facts.tags
        for content in root.contents()
        if content.page is not None and any(run.text.strip() for run in content.runs)
    }
    for number in range(len(facts.pages)):
        if number not in filled:
            yield Flaw("it is blank.", page=number)
