"""output/index.html, the print desk: every handout, what is known of it, and how to print it.

One page that opens from disk: no server, no network. It is made anew at each build, from the files
that are published.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pypdfium2
from babel import Locale
from babel.units import format_unit
from PIL import Image

from brochures.checks import RULES
from brochures.checks.finding import Finding
from brochures.checks.inspection import examined
from brochures.checks.report import Outcome
from brochures.content.catalog import translate
from brochures.content.fictional import is_fictional
from brochures.content.model import Content, Waiver
from brochures.data import ordinary_file
from brochures.data.generator import GENERATOR, is_marked
from brochures.data.ordinary_file import NoOrdinaryFile
from brochures.formats import formats
from brochures.formats.model import LETTER, PT_PER_IN, Format, Panel
from brochures.formats.placement import chosen
from brochures.render.html import filled
from brochures.render.pages import compose_desk
from brochures.render.qr_code import vcard

INDEX, CARD, NEWS = "index.html", "contact.vcf", "built.js"

SIDES = {
    "Simplex": ("one_side",),
    "DuplexFlipShortEdge": ("both_sides", "short_edge"),
    "DuplexFlipLongEdge": ("both_sides", "long_edge"),
}
"""What to choose in the print window, by what a format asks of the printer. The last one is a step
of its own."""

OTHER_EDGE = {"short_edge": "long_edge", "long_edge": "short_edge"}
"""What to choose instead where the back comes out upside down."""

SHOWN = 2
"""So many pages of a handout are pictured, or panels of a folded one."""

SCALE = 1.0
"""Pixels for each pt of a picture."""

COLOURS = 64
"""Of a picture: our palette, and what lies between its colours at the edges of letters."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture, or a panel of it."""

    page: int
    data: str
    """As a data: address."""
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Brochure:
    """A content, and the folder of its handouts below the clinic's; '' for the first."""

    content: Content
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A handout on the desk. Without pictures none is published yet."""

    id: str
    format: Format
    content: Content
    name: str
    """What it is called, in the content's language, with its topic where there are several."""
    button: str
    """What the button that prints it says."""
    about: str
    readers: str
    paper: str
    href: str
    """Where its file is, seen from the page."""
    pictures: tuple[Picture, ...] = ()
    withheld: tuple[Finding, ...] = ()
    """Why a newer version was not published."""
    stale: tuple[Finding, ...] = ()
    """What today's words and rules find in the file that is here."""
    draft: bool = False
    """Whether the file that is here is not to be handed out: a draft, or of a fictional clinic."""
    pages: int = 0
    sheets: int = 0
    """How many sheets of paper one copy takes."""
    grade: str = ""
    size: str = ""
    judges: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    """Names of the rules about words that cannot be asked in its language."""
    advice: tuple[Finding, ...] = ()
    waived: tuple[tuple[Finding, Waiver], ...] = ()
    settings: tuple[str, ...] = ()
    """What to choose in the print window, by the names of the labels."""
    steps: tuple[str, ...] = ()
    """What to do, by the names of the labels."""
    other_edge: str | None = None
    """The label of the edge to choose where the back comes out upside down."""
    file: str = ""
    """The name it is downloaded under."""
    download: str = ""
    """The file itself, as a data: address: browsers give no name to a file that opens from disk."""
    mail: str = ""
    """A ready e-mail, of a handout for physicians."""


def lay_out(
    output: Path,
    brochures: Sequence[Brochure],
    outcomes: Iterable[Outcome],
    today: date,
    *,
    waiting: Iterable[str] = (),
) -> dict[str, bytes]:
    """Return the files of the desk by their names: the clinic's vCard, the page, and its script.

    They belong beside the handouts in the folder `output`, to be written in this order: a page that
    is open looks at the script now and then, and once it is another one, loads anew.

    Takes what became of the handouts that are being built, as soon as it is known; those that are
    not built are judged where they lie. Takes also the languages into which the words are
    translated, but not reviewed.
    """
    built = {outcome.path: outcome for outcome in outcomes}
    first = brochures[0].content
    sheets = [
        _sheet(output, path, each, made, built.get(path), today, several=len(brochures) > 1)
        for each in brochures
        for path, made in _handouts(output / each.folder, each.content, built)
    ]
    due = [each.content.review.review_by for each in brochures if each.content.review]
    card = vcard(first.clinic, first.language, generator=GENERATOR).encode("utf-8")
    html = compose_desk(
        first,
        sheets=sheets,
        overdue=min(due, default=today) if today > min(due, default=today) else None,
        waiting=sorted(set(waiting)),
        rules=len(RULES),
        card={
            "file": f"{_safe(first.clinic.name)}.vcf",
            "download": _address("text/vcard", card),
        },
    )
    page = html.encode("utf-8")
    news = f'window.built = "{sha256(page).hexdigest()}"; // {GENERATOR}\n'.encode("ascii")
    return {CARD: card, INDEX: page, NEWS: news}


def _handouts(
    folder: Path, content: Content, built: Container[Path]
) -> Iterator[tuple[Path, Format]]:
    """Yield the handouts of a content: those that are made of it, and others that are there."""
    usual, _ = chosen(content)
    names = {made.name for made in usual}
    for name, made in formats(content).items():
        path = folder / made.file
        if name in names or path in built or os.path.lexists(path):
            yield path, made


def _sheet(
    output: Path,
    path: Path,
    brochure: Brochure,
    made: Format,
    built: Outcome | None,
    today: date,
    *,
    several: bool,
) -> Sheet:
    content, labels = brochure.content, brochure.content.labels
    title = _word(made, content, "title")
    folder = f"{quote(brochure.folder)}/" if brochure.folder else ""
    sheet = Sheet(
        f"{folder.replace('/', '-')}{made.name}",
        made,
        content,
        f"{content.topic.name}: {title}" if several else title,
        _button(labels.desk.print, title),
        _word(made, content, "about"),
        _word(made, content, "readers"),
        _paper(made, content),
        f"{folder}{made.file}",
        withheld=built.findings if built and not built.drafted else (),
    )
    try:
        pdf = ordinary_file.read(output, path.relative_to(output).as_posix())
    except NoOrdinaryFile as error:
        return _without(sheet, _unknown(f"it cannot be shown: {error}."))
    if pdf is None:
        return sheet
    if not is_marked(pdf):
        return _without(sheet, _unknown("it is none of our handouts, or made by an older version."))
    lies_here = built if built and built.clean and not built.drafted else None
    judged = lies_here or examined(path, pdf, content, today)
    if not judged.pages:  # it cannot be read
        return _without(sheet, *judged.findings)
    there = judged.made or made
    words: Mapping[str, str | None] = {
        "clinic": content.clinic.name,
        "topic": content.topic.name,
        "handout": title,
        "title": content.topic.clinical_heading,
        "phone": content.clinic.phone.number,
        "email": content.clinic.email,
    }
    file = _safe(filled(labels.desk.file_name, **words))
    mail = () if there.for_patients else (labels.mail.subject, *labels.mail.lines)
    sheets = _sheets(there, judged.pages)
    *_, side = SIDES[there.duplex]
    return replace(
        sheet,
        format=there,
        paper=_paper(there, content),
        pictures=_pictures(pdf, _front(there)),
        stale=judged.findings if not sheet.withheld else (),
        draft=any(finding.rule == "no-draft" for finding in judged.findings)
        or is_fictional(content.clinic),
        pages=judged.pages,
        sheets=sheets,
        grade=judged.reading.told if judged.reading else "",
        size=_size(len(pdf), content.language),
        judges=judged.judges,
        not_asked=judged.not_asked,
        advice=judged.advice,
        waived=judged.waived,
        settings=("actual_size", *SIDES[there.duplex]),
        steps=tuple(_steps(there, sheets)),
        other_edge=OTHER_EDGE.get(side),
        file=file,
        download=_address("application/pdf", pdf),
        mail="\n\n".join(
            filled(text, file=file, **words) for text in mail if not _lacks(text, words)
        ),
    )


def _without(sheet: Sheet, *why: Finding) -> Sheet:
    """Return a sheet that shows nothing of the file that is here, and why."""
    return replace(sheet, stale=why if not sheet.withheld else ())


def _unknown(what: str) -> Finding:
    """Return what is said of something that has a handout's name and is not shown."""
    fix = "Build it again; where that leaves it alone, move it to another folder."
    return Finding("unreadable", "the document", what, fix)


def _size(count: int, language: str) -> str:
    """Return a number of bytes as people of a language write it, in whole kilobytes."""
    locale = Locale.parse(language, sep="-")
    return format_unit(max(1, round(count / 1000)), "digital-kilobyte", "short", locale=locale)


def _lacks(text: str, words: Mapping[str, str | None]) -> bool:
    """Say whether a text is about a fact that the clinic has not given."""
    return any(f"{{{name}}}" in text for name, word in words.items() if word is None)


def _word(made: Format, content: Content, name: str) -> str:
    """Return what a format says of itself, in the content's language."""
    return translate(content.language, f"format.{made.name}.{name}", getattr(made, name))


def _paper(made: Format, content: Content) -> str:
    """Return the paper's name, in the content's language."""
    papers = content.labels.papers
    return papers.letter if made.sheet == LETTER.name else papers.a4


def _button(label: str, handout: str) -> str:
    """Return what a button says: a handout's name begins small unless it comes first."""
    first, others = handout[:1], handout[1:]
    if others[:1].islower() and not label.startswith("{handout}"):
        first = first.lower()
    return filled(label, handout=first + others)


def _sheets(made: Format, pages: int) -> int:
    """Return how many sheets so many pages take."""
    return pages if made.duplex == "Simplex" else (pages + 1) // 2


def _steps(made: Format, sheets: int) -> Iterator[str]:
    """Yield what to do at the printer and with the sheets, by the names of the steps."""
    *_, side = SIDES[made.duplex]
    yield from ("paper", "actual_size", side)
    if sheets > 1:
        yield "staple"
    folds = max(map(len, made.folds), default=0)
    if folds == 1:
        yield "fold_once"
    elif folds:
        yield from ("fold_flap_left" if made.mirrored else "fold_flap", "fold_cover")
    if made.cut:
        yield "cut"


def _front(made: Format) -> tuple[Panel, ...]:
    """Return the panels that are pictured of a folded sheet: its cover, and the one to open next.

    They are the first ones, in reading order, of the side that the cover is on.
    """
    if not made.folds:
        return ()
    outside = [panel for panel in made.panels if panel.page == made.panels[0].page]
    return tuple(outside[:SHOWN])


@lru_cache(maxsize=8)
def _pictures(pdf: bytes, panels: tuple[Panel, ...]) -> tuple[Picture, ...]:
    """Return pictures of these panels of a file, or else of its first pages."""
    pictures = []
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [panel.page for panel in panels] or range(min(SHOWN, len(document)))
        for number, page in enumerate(pages):
            image = document[page].render(scale=SCALE, rev_byteorder=True).to_pil()
            if panels:
                image = image.crop(_box(panels[number]))
            file = BytesIO()
            image.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(file, "PNG", compress_level=3)
            data = _address("image/png", file.getvalue())
            pictures.append(Picture(page + 1, data, *image.size))
    return tuple(pictures)


def _box(panel: Panel) -> tuple[int, int, int, int]:
    """Return where a panel is on the picture of its page: left, top, right and bottom."""
    right, bottom = panel.left + panel.width, panel.top + panel.height
    left, top, right, bottom = (
        round(inches * PT_PER_IN * SCALE) for inches in (panel.left, panel.top, right, bottom)
    )
    return left, top, right, bottom


def _address(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _safe(name: str) -> str:
    """Return a file name without what Windows, macOS or Linux do not allow in one."""
    return re.sub(r'[\x00-\x1f<>:"/\\|?*]+', " ", name).strip(" .") or "handout"
