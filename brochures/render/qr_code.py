"""The clinic's contact as a vCard (RFC 2426), and that as a QR code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from urllib.parse import unquote

import segno
from babel import Locale

from brochures.content.clinic import Clinic

SMALLEST_MODULE, SMALLEST_SIDE = 0.4, 20.0
"""In mm: what a phone's camera reads off office paper (makers' guides)."""

LONG_NAME = 40
"""Letters of a name from which on address books have to do with FN and ORG."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code as a path. Four modules around it have to stay white (ISO/IEC 18004)."""

    modules: int
    """Modules a side."""
    side: float
    """Length of a side in mm."""
    path: str
    """The dark modules as one SVG path to be stroked one unit wide, a module being 1 unit: edges
    stay sharp at any size."""


def vcard(clinic: Clinic, language: str = "en", *, generator: str = "") -> str:
    """Return a clinic's name, phones, e-mail and address as a vCard; a website and a fax too.

    Short numbers such as 711 are left out: they are not the clinic's. The country is in it if the
    content names it, in the language of a tag such as en-US. A file says what made it, its
    `generator`; a code, which should be small, does not.
    """
    country = ""
    if "country" in clinic.model_fields_set:
        names = Locale.parse(language, sep="-").territories
        country = names.get(clinic.country, clinic.country)
    return "".join(f"{line}\r\n" for line in _card_lines(clinic, country, generator))


def _card_lines(clinic: Clinic, country: str, generator: str) -> Iterator[str]:
    name, address = _escaped(clinic.name), clinic.address
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    if generator:
        yield f"PRODID:{_escaped(generator)}"
    # N has to be there. Where the name is long, saying it a third time would make the code coarse.
    yield f"N:{name if len(name) <= LONG_NAME else ';;;;'}"
    yield f"FN:{name}"
    yield f"ORG:{name}"
    if clinic.mail_uri:
        yield f"EMAIL:{_escaped(unquote(clinic.mail_uri.removeprefix('mailto:')))}"
    yield f"TEL:{_dialed(clinic.phone.uri)}"
    for phone in clinic.other_phones:
        if not phone.is_short:
            kind = ";TYPE=FAX" if "fax" in phone.label.casefold() else ""
            yield f"TEL{kind}:{_dialed(phone.uri)}"
    if clinic.fax_uri:
        yield f"TEL;TYPE=FAX:{_dialed(clinic.fax_uri)}"
    if clinic.website:
        yield f"URL:https://{clinic.website}"
    street = ", ".join(address.street)
    parts = ["", "", street, address.city, address.region, address.postcode, country]
    yield f"ADR:{';'.join(_escaped(part or '') for part in parts)}"
    yield "END:VCARD"


def _escaped(text: str) -> str:
    """Return a text as a value of a vCard (RFC 2426, section 4; RFC 6350, section 3.4)."""
    return re.sub(r"([\\;,])", r"\\\1", text)


def _dialed(uri: str) -> str:
    """Return what a link dials as address books do: a comma waits before an extension."""
    return _escaped(uri.removeprefix("tel:").replace(";ext=", ","))


@lru_cache(maxsize=8)
def code(text: str) -> Code:
    """Return a text as a QR code of level M, as small as a camera still reads."""
    made = segno.make(text, error="m", boost_error=False, micro=False)
    modules = len(made.matrix)
    side = max(SMALLEST_MODULE * modules, SMALLEST_SIDE)
    return Code(modules, round(side, 2), "".join(_rows(made.matrix)))


def _rows(matrix: Sequence[Sequence[int]]) -> Iterator[str]:
    """Yield a line for each run of dark modules in a row: it takes half the time of a rectangle."""
    for y, row in enumerate(matrix):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                yield f"M{x} {y}.5h{length}"
            x += length
