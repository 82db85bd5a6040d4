"""The other facts of a clinic: its name, its hours, its e-mail address and its NPI."""

from __future__ import annotations

import pytest

from brochures.content.clinic import Clinic
from tests.content.clinics import clinic, faults, in_country


@pytest.mark.parametrize("npi", ["1234567893", "1245319599", "1679576722"])
def test_an_npi_whose_digits_agree(npi: str) -> None:
    """An NPI whose check digit is right is taken."""
    assert clinic(npi=npi).npi == npi


@pytest.mark.parametrize(
    ("npi", "says"),
    [
        ("1234567890", "its last digit does not fit"),
        ("1234567839", "its last digit does not fit"),
        ("123456789", "has ten digits"),
        ("12345678933", "has ten digits"),
        ("NPI 1234567893", "has ten digits"),
        ("١٢٣٤٥٦٧٨٩٣", "is not an NPI"),
    ],
)
def test_a_wrong_npi_is_refused(npi: str, says: str) -> None:
    """A digit that is wrong, missing or too many is found."""
    assert says in faults(npi=npi)["npi"]


def test_an_npi_outside_the_us_is_refused() -> None:
    """No clinic of another country has an NPI; those in territories of the US have."""
    address = {"street": "2 High Street", "city": "London", "postcode": "N1 9GU"}
    found = faults(**in_country("GB", **address), npi="1234567893")
    assert "Only clinics in the US" in found["npi"]
    address = {"street": "5 Calle Sol", "city": "San Juan", "state": "PR", "zip": "00901"}
    assert clinic(**in_country("PR", **address), npi="1234567893").npi


@pytest.mark.parametrize(
    ("hours", "lines"),
    [
        ("Daily 9 to 5", ("Daily 9 to 5",)),
        ("Mon 9 to 5\nTue 9 to 7\nWed closed\n", ("Mon 9 to 5", "Tue 9 to 7", "Wed closed")),
        (["Mon 9 to 5", "Tue 9 to 7"], ("Mon 9 to 5", "Tue 9 to 7")),
        (None, ()),
    ],
)
def test_hours_are_lines(hours: object, lines: tuple[str, ...]) -> None:
    """Hours are a text, a block text with line breaks, or a list: each line stays one."""
    assert clinic(hours=hours).hours == lines


@pytest.mark.parametrize("hours", [24, {"Monday": "9 to 5"}])
def test_hours_of_another_kind_are_no_text(hours: object) -> None:
    """A number and keys are told to be no text, at the key and not at a line of a list."""
    assert faults(hours=hours) == {"hours": "string_type"}


@pytest.mark.parametrize(
    ("email", "link"),
    [
        ("info@example.com", "mailto:info@example.com"),
        ("o'brien+new@example.com", "mailto:o'brien+new@example.com"),
        ("info@clínica-münchen.com", "mailto:info@xn--clnica-mnchen-xib5u.com"),
        ("josé@example.com", "mailto:jos%C3%A9@example.com"),
        ("q&a@example.com", "mailto:q%26a@example.com"),
        (
            "appointments.and.referrals@transcranial-magnetic-stimulation.example.com",
            "mailto:appointments.and.referrals@transcranial-magnetic-stimulation.example.com",
        ),
    ],
)
def test_an_email_is_a_link(email: str, link: str) -> None:
    """An address is printed as it is written; its link has what every program can send to."""
    made = clinic(email=email)
    assert (made.email, made.mail_uri) == (email, link)


@pytest.mark.parametrize(
    "name",
    [
        "Life Quality TMS 01",
        "Smith, Jones & Partners, M.D., P.C.",
        "Mind|Body Center \u2014 Brooklyn",
        "Life Quality TMS\u00ae",
        "Phòng khám Nguyễn Thị Ánh",
        "The Brooklyn Heights Center for Transcranial Magnetic Stimulation and Mind-Body Care LLC",
    ],
)
def test_an_ordinary_name_is_taken(name: str) -> None:
    """Names with marks, in any Latin letters, and of up to a hundred are facts like others."""
    assert clinic(name=name).name == name


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Life\u00a0Quality\u202fTMS", "Life Quality TMS"),
        ("Life\u200b Quality\u2060 \ufeffTMS", "Life Quality TMS"),
        ("Neu\u00adro\u00adpsy\u00adchi\u00ada\u00adtry", "Neuropsychiatry"),
        ("Non\u2011Stop Care", "Non-Stop Care"),
    ],
)
def test_what_a_web_page_leaves_in_a_name(typed: str, read: str) -> None:
    """Spaces that do not break are spaces; what only says where a line may break goes."""
    assert clinic(name=typed).name == read


def test_only_name_address_and_phone_are_needed() -> None:
    """All other facts may be left out, and are then absent."""
    made = clinic()
    given = {name for name, value in made if value}
    assert given == {"name", "country", "address", "phone"}
    assert (made.mail_uri, made.fax_uri) == (None, None)
    assert set(faults(name=None, address=None, phone=None)) == {"name", "address", "phone"}


def test_a_hidden_country_is_no_key_and_no_value() -> None:
    """What a fact is told of its country stands neither in the JSON Schema nor in its data."""
    schema = Clinic.model_json_schema()
    keys = {key for part in schema["$defs"].values() for key in part["properties"]}
    assert keys == {"street", "city", "region", "state", "postcode", "zip"} | {
        "number",
        "spelled",
        "label",
    }
    assert "country" not in clinic().model_dump()["address"]
    assert "\0" not in str(schema) + repr(clinic())
