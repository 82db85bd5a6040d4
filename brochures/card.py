"""The clinic's contact as a vCard (RFC 2426), and that as a QR code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import segno
from segno.helpers import make_vcard_data

from brochures.content import Clinic, dial

SMALLEST_MODULE, SMALLEST_SIDE = 0.4, 20.0
"""In mm: what a phone's camera reads off office paper (makers' guides)."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code as one path. Four modules around it have to stay white (ISO/IEC 18004)."""

    modules: int
    """Modules a side."""
    side: float
    """Length of a side in mm."""
    path: str
    """The dark modules as SVG path data, a module a unit."""


def vcard(clinic: Clinic) -> str:
    """Return a clinic's name, phone, e-mail and address as a vCard; a fax and a website too."""
    data: str = make_vcard_data(
        name=clinic.name,
        displayname=clinic.name,
        phone=dial(clinic.phone.number),
        fax=dial(clinic.fax) if clinic.fax else None,
        email=clinic.email,
        url=f"https://{clinic.website}" if clinic.website else None,
        street=clinic.address.street,
        city=clinic.address.city,
        region=clinic.address.state,
        zipcode=clinic.address.zip,
    )
    return data


@lru_cache(maxsize=8)
def code(text: str) -> Code:
    """Return a text as a QR code of level M, as small as a camera still reads."""
    matrix = segno.make(text, error="m", boost_error=False, micro=False).matrix
    side = max(SMALLEST_MODULE * len(matrix), SMALLEST_SIDE)
    return Code(len(matrix), round(side, 2), "".join(_bars(matrix)))


def _bars(matrix: tuple[bytearray, ...]) -> Iterator[str]:
    """Yield a bar for each row of dark modules side by side."""
    for y, row in enumerate(matrix):
        x = 0
        for dark, modules in groupby(row):
            width = len(list(modules))
            if dark:
                yield f"M{x} {y}h{width}v1h-{width}z"
            x += width
