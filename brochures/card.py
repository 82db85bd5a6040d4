"""The clinic's contact as a vCard (RFC 2426), and that as a QR code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import segno
from segno.helpers import make_vcard_data

from brochures.content import Clinic, dial

SMALLEST_MODULE, SMALLEST_SIDE = 0.4, 20.0
"""In mm: what a phone's camera reads off office paper (makers' guides)."""

PIXELS = 4
"""Of a module's side: a viewer that blurs edges blurs no more than an eighth of a module."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code as a picture. Four modules around it have to stay white (ISO/IEC 18004).

    As a drawing of 700 modules it takes longer than the text of the page around it.
    """

    modules: int
    """Modules a side."""
    side: float
    """Length of a side in mm."""
    picture: str
    """A PNG file as a data: address."""


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
    return Code(modules, round(side, 2), made.png_data_uri(scale=PIXELS, border=0))
