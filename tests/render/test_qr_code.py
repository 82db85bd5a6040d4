"""The clinic's contact as a vCard, read as address books read it."""

from __future__ import annotations

import re
from typing import Any

import phonenumbers

from brochures.content.clinic import Clinic
from brochures.render.qr_code import vcard

OURS: dict[str, Any] = {
    "name": "Life Quality TMS",
    "address": {
        "street": "26 Court St., Ste 808",
        "city": "Brooklyn",
        "state": "NY",
        "zip": "11201",
    },
    "phone": {"number": "(718) 400-0867", "spelled": "(718) 4000-TMS"},
    "email": "info@lifequalitytms.com",
}


def card(language: str = "en", **facts: object) -> str:
    """Return the vCard of our clinic with some facts in place of its own."""
    return vcard(Clinic.model_validate({**OURS, **facts}), language)


def read(text: str) -> dict[str, list[list[str]]]:
    """Return the parts of each value of a vCard, by property, without their escapes."""
    found: dict[str, list[list[str]]] = {}
    for line in text.split("\r\n")[:-1]:
        name, _, value = line.partition(":")
        parts = re.findall(r"(?:^|;)((?:\\.|[^\\;])*)", value)
        found.setdefault(name, []).append([re.sub(r"\\(.)", r"\1", part) for part in parts])
    return found


def test_our_own_card() -> None:
    """Our clinic's card, byte for byte."""
    assert card().split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:Life Quality TMS",
        "FN:Life Quality TMS",
        "ORG:Life Quality TMS",
        "EMAIL:info@lifequalitytms.com",
        "TEL:+17184000867",
        r"ADR:;;26 Court St.\, Ste 808;Brooklyn;NY;11201;",
        "END:VCARD",
        "",
    ]


def test_marks_in_a_name_and_a_street_are_escaped() -> None:
    """Backslash, semicolon and comma stay within their value (RFC 6350, 3.4)."""
    name, street = r"Smith, Jones; & Co. \ Brooklyn", r"1 Main St.; Rear \ B, Floor 2"
    found = read(card(name=name, address={**OURS["address"], "street": street}))
    assert found["N"] == found["FN"] == found["ORG"] == [[name]]
    assert found["ADR"] == [["", "", street, "Brooklyn", "NY", "11201", ""]]


def test_an_extension_is_dialed() -> None:
    """A phone waits, and then dials the extension."""
    found = read(card(phone={"number": "(718) 400-0867 ext. 12"}))
    assert found["TEL"] == [["+17184000867,12"]]
    parsed = phonenumbers.parse(found["TEL"][0][0])
    assert (parsed.national_number, parsed.extension) == (7184000867, "12")


def test_other_phones_and_faxes() -> None:
    """All lines of the clinic are in it, faxes as such; a number for everyone is not its own."""
    found = read(
        card(
            other_phones=[
                {"label": "TTY", "number": "711"},
                {"label": "Toll-free", "number": "1-800-QUIT-NOW"},
                {"label": "Fax for referrals", "number": "(718) 400-0869"},
            ],
            fax="(718) 400-0868",
        )
    )
    assert found["TEL"] == [["+17184000867"], ["+18007848669"]]
    assert found["TEL;TYPE=FAX"] == [["+17184000869"], ["+17184000868"]]


def test_a_card_without_email_and_website() -> None:
    """What is not given is not in it."""
    assert not {"EMAIL", "URL", "TEL;TYPE=FAX"} & set(read(card(email=None)))
    found = read(card(email="info@clínica-münchen.com", website="example.com/a"))
    assert found["EMAIL"] == [["info@xn--clnica-mnchen-xib5u.com"]]
    assert found["URL"] == [["https://example.com/a"]]


def test_a_card_of_another_country() -> None:
    """The country is in it where the content names it, in the content's language."""
    facts: dict[str, Any] = {
        "country": "DE",
        "address": {"street": ["Haus 2", "Am Markt 1"], "city": "Füssen", "postcode": "87629"},
        "phone": {"number": "08362 12345"},
    }
    found = read(card("de-DE", **facts))
    assert found["TEL"] == [["+49836212345"]]
    assert found["ADR"] == [["", "", "Haus 2, Am Markt 1", "Füssen", "", "87629", "Deutschland"]]
    assert read(card("en", **facts))["ADR"][0][-1] == "Germany"
    assert read(card(country="US"))["ADR"][0][-1] == "United States"
