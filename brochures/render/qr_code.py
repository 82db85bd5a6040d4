"""The clinic's contact as a vCard (RFC 2426), and that as a QR code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import segno
from segno.helpers import make_vcard_data

from brochures.content.model import Clinic, dial

SMALLEST_MODULE, SMALLEST_SIDE = 0.4, 20.0
"""In mm: what a phone's camera reads off office paper (makers' guides)."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code as a path. Four modules around it have to stay white (ISO/IEC 18004)."""

    modules: int
    """Modules a side."""
    side: float
    """Length of a side in mm."""
    path: str
    """The dark modules as one SVG path, a module being 1 unit: edges stay sharp at any size."""


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
    made = segno.make(text, error="m", boost_error=False, micro=False)
    modules = len(made.matrix)
    side = max(SMALLEST_MODULE * modules, SMALLEST_SIDE)
    return Code(modules, round(side, 2), "".join(_rows(made.matrix)))


def _rows(matrix: Sequence[Sequence[int]]) -> Iterator[str]:
    """Yield a rectangle for each run of dark modules in a row."""
    for y, row in enumerate(matrix):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                yield f"M{x} {y}h{length}v1h-{length}z"
            x += length
