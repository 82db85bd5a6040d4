"""output/index.html, the print desk: every handout, what is known of it, and how to print it.

One page that opens from disk: no server, no network. It is made anew at each build, from the files
that are published.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pypdfium2
from babel import Locale
from PIL import Image

from brochures.checks import RULES
from brochures.checks.finding import Finding
from brochures.checks.inspection import examine
from brochures.checks.report import Outcome
from brochures.content.model import Content, Waiver
from brochures.formats.model import Format, formats
from brochures.render.html import compose_desk, filled
from brochures.render.qr_code import vcard

INDEX, CARD, NEWS = "index.html", "contact.vcf", "built.js"

STEPS = {
    "Simplex": ("paper", "actual_size", "one_side"),
    "DuplexFlipShortEdge": ("paper", "actual_size", "short_edge"),
    "DuplexFlipLongEdge": ("paper", "actual_size", "long_edge"),
}
"""What to do at the printer, by the sides that a format prints on."""

FOLDS = ("fold_flap", "fold_cover")
"""What to do with a sheet that is folded."""

SHOWN = 2
"""Pages of a handout that are pictured: its first, and the spread of a folded one."""

SCALE = 1.0
"""Pixels for each pt of a picture."""

COLOURS = 64
"""Of a picture: our palette, and what lies between its colours at the edges of letters."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture."""

    page: int
    data: str
    """As a data: address."""
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A handout on the desk. Without pictures none is published yet."""

    format: Format
    pictures: tuple[Picture, ...] = ()
    withheld: tuple[Finding, ...] = ()
    """Why a newer version was not published."""
    stale: tuple[Finding, ...] = ()
    """What today's words and rules find in the file that is here."""
    draft: bool = False
    pages: int = 0
    grade: str = ""
    size: str = ""
    judges: tuple[str, ...] = ()
    advice: tuple[Finding, ...] = ()
    waived: tuple[tuple[Finding, Waiver], ...] = ()
    steps: tuple[str, ...] = ()
    file: str = ""
    """The name it is downloaded under."""
    download: str = ""
    """The file itself, as a data: address: browsers give no name to a file that opens from disk."""
    mail: str = ""


def lay_out(
    output: Path, content: Content, outcomes: Iterable[Outcome], today: date
) -> dict[str, bytes]:
    """Return the files of the desk by their names: the clinic's vCard, the page, and its script.

    They belong beside the handouts in the folder `output`, to be written in this order: a page that
    is open looks at the script now and then, and once it is another one, loads anew.

    Takes what became of the handouts that are being built, as soon as it is known; those that are
    not built are judged where they lie.
    """
    chosen = formats(content.printing)
    built = {
        outcome.made.name: _sheet(outcome.path, outcome.made, content, outcome, today)
        for outcome in outcomes
        if outcome.made
    }
    sheets = [
        built.get(name) or _sheet(output / f"{name}.pdf", made, content, None, today)
        for name, made in chosen.items()
    ]
    card = vcard(content.clinic).encode("utf-8")
    html = compose_desk(
        content,
        sheets=sheets,
        overdue=today > content.review.review_by,
        language=_language(content),
        rules=len(RULES),
        card={
            "file": f"{_safe(content.clinic.name)}.vcf",
            "download": _address("text/vcard", card),
        },
    )
    page = html.encode("utf-8")
    news = f'window.built = "{sha256(page).hexdigest()}";\n'.encode("ascii")
    return {CARD: card, INDEX: page, NEWS: news}


def _sheet(path: Path, made: Format, content: Content, built: Outcome | None, today: date) -> Sheet:
    withheld = built.findings if built and not built.drafted else ()
    if not path.exists():
        return Sheet(made, withheld=withheld)
    lies_here = built if built and built.clean and not built.drafted else None
    judged = lies_here or examine(path, content, today)
    pdf = path.read_bytes()
    words: Mapping[str, str] = {
        "clinic": content.clinic.name,
        "handout": getattr(content.desk.handouts, made.name.replace("-", "_")).name,
        "phone": content.clinic.phone.number,
        "email": content.clinic.email,
    }
    file = _safe(filled(content.desk.file_name, **words))
    mail = content.desk.mail
    return Sheet(
        made,
        _pictures(pdf),
        withheld,
        stale=judged.findings if not withheld else (),
        draft=any(finding.rule == "no-draft" for finding in judged.findings),
        pages=judged.pages,
        grade=f"{judged.reading.grade:g}" if judged.reading else "",
        size=f"{max(1, round(len(pdf) / 1000))} KB",
        judges=judged.judges,
        advice=judged.advice,
        waived=judged.waived,
        steps=STEPS[made.duplex] + (FOLDS if made.folds else ()),
        file=file,
        download=_address("application/pdf", pdf),
        mail="\n\n".join(filled(text, file=file, **words) for text in (mail.subject, *mail.lines)),
    )


@lru_cache(maxsize=8)
def _pictures(pdf: bytes) -> tuple[Picture, ...]:
    pictures = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(min(SHOWN, len(document))):
            image = document[number].render(scale=SCALE, rev_byteorder=True).to_pil()
            file = BytesIO()
            image.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(file, "PNG", compress_level=3)
            data = _address("image/png", file.getvalue())
            pictures.append(Picture(number + 1, data, *image.size))
    return tuple(pictures)


def _address(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _safe(name: str) -> str:
    """Return a file name without what Windows, macOS or Linux do not allow in one."""
    return re.sub(r'[\x00-\x1f<>:"/\\|?*]+', " ", name).strip(" .") or "handout"


def _language(content: Content) -> str:
    locale = Locale.parse(content.language, sep="-")
    return locale.get_display_name() or content.language
