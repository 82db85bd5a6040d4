"""Phone numbers in many countries: what is dialed, and what is refused."""

from __future__ import annotations

import pytest

from brochures.content.clinic import OtherPhone, Phone, dial
from brochures.content.fields import FactError
from tests.content.clinics import clinic, faults

DIALED = [
    ("US", "(718) 400-0867", "+17184000867"),
    ("US", "718.400.0867", "+17184000867"),
    ("US", "7184000867", "+17184000867"),
    ("US", "+1 (718) 400-0867", "+17184000867"),
    ("US", "1-800-356-9377", "+18003569377"),
    ("US", "1-800-QUIT-NOW", "+18007848669"),
    ("US", "(718) 4000-TMS", "+17184000867"),
    ("US", "(718)\u00a0400-0867", "+17184000867"),
    ("US", "(718) 400-0867 ext. 12", "+17184000867;ext=12"),
    ("US", "(718)\u00a0400-0867\u00a0ext.\u00a012", "+17184000867;ext=12"),
    ("US", "(718) 400-0867 x12", "+17184000867;ext=12"),
    ("US", "(718) 400-0867, extension 12", "+17184000867;ext=12"),
    ("US", "(718) 400-0867 #12", "+17184000867;ext=12"),
    ("US", "(212) 555-0100", "+12125550100"),
    ("US", "+44 20 7946 0123", "+442079460123"),
    ("CA", "514 555-0123", "+15145550123"),
    ("CA", "(604) 555-0199", "+16045550199"),
    ("CA", "514 555-0123, poste 12", "+15145550123;ext=12"),
    ("GB", "020 7946 0123", "+442079460123"),
    ("GB", "020 7946 0123 ext 5", "+442079460123;ext=5"),
    ("GB", "01632 960123", "+441632960123"),
    ("GB", "07700 900123", "+447700900123"),
    ("GB", "+44 (0)20 7946 0123", "+442079460123"),
    ("GB", "0800 REVERSE", "+448007383773"),
    ("IE", "(01) 234 5678", "+35312345678"),
    ("AU", "(02) 5550 1234", "+61255501234"),
    ("AU", "1800 160 401", "1800160401"),
    ("AU", "1300 975 707", "1300975707"),
    ("AU", "13 11 14", "131114"),
    ("NZ", "(09) 887 1234", "+6498871234"),
    ("NZ", "0800 83 83 83", "+64800838383"),
    ("DE", "030 23125 123", "+493023125123"),
    ("DE", "089/1234-56", "+4989123456"),
    ("DE", "+49 (0)30 1234567", "+49301234567"),
    ("FR", "01 99 00 12 34", "+33199001234"),
    ("FR", "06 39 98 12 34", "+33639981234"),
    ("MX", "55 1234 5678", "+525512345678"),
    ("MX", "800 123 4567", "+528001234567"),
    ("JP", "03-1234-5678", "+81312345678"),
    ("JP", "0120-123-456", "+81120123456"),
    ("IT", "06 6982 1234", "+390669821234"),
]


@pytest.mark.parametrize(("country", "number", "dialed"), DIALED)
def test_a_number_is_dialed(country: str, number: str, dialed: str) -> None:
    """A number as people write it there dials, in full and with its extension."""
    assert dial(number, country) == dialed
    facts = {"number": number, "label": "Front desk", "\0country": country}
    assert OtherPhone.model_validate(facts).uri == f"tel:{dialed}"
    del facts["label"]
    assert Phone.model_validate(facts).uri == f"tel:{dialed}"


WRONG_NUMBERS = [
    ("US", "400-0867", ("its area code is missing", '"(201) 555-0123"')),
    ("US", "(718) 400-086", ("not a phone number", "area code")),
    ("US", "(555) 555-5555", ("not a phone number",)),
    ("US", "(718) 400-O867", ("not a phone number",)),
    ("US", "call us", ("not a phone number",)),
    ("US", "711", ("a short number", '"other_phones:"')),
    ("US", "(718) 400-0867 or (718) 400-0868", ("more than one", '"other_phones:"')),
    ("US", "(718) 400-0867 / 0868", ("not a phone number",)),
    ("US", "020 7946 0123", ("country: US",)),
    ("CA", "555-0123", ("area code is missing", '"(506) 234-5678"')),
    ("GB", "7946 0123", ('such as "0121 234 5678"', "begins with +")),
    ("GB", "116 123", ("a short number",)),
    ("GB", "(718) 400-0867", ("not a phone number", "begins with +")),
    ("GB", "20 7946 0123", ("not a phone number",)),
    ("FR", "1 23 45 67 89", ("not a phone number",)),
    ("IE", "234 5678", ("not a phone number",)),
    ("AU", "5550 1234", ('"(02) 1234 5678"',)),
    ("NZ", "09 123", ('"03 234 5678"',)),
    ("DE", "12", ('"030 123456"',)),
    ("FR", "01 23 45 67", ('"01 23 45 67 89"',)),
    ("FR", "3114", ("a short number",)),
    ("MX", "5550 1234", ("area code is missing",)),
    ("JP", "1234-5678", ('"03-1234-5678"',)),
]


@pytest.mark.parametrize(("country", "number", "says"), WRONG_NUMBERS)
def test_a_wrong_number_is_refused(country: str, number: str, says: tuple[str, ...]) -> None:
    """What no phone dials as the clinic's number is refused, with an example of that country."""
    with pytest.raises(FactError) as caught:
        dial(number, country)
    for words in says:
        assert words in str(caught.value)


def test_a_wrong_number_is_named_where_it_stands() -> None:
    """Each phone of a clinic is judged by its country, and each wrong one is named."""
    found = faults(
        country="GB",
        address={"street": "2 High Street", "city": "London", "postcode": "N1 9GU"},
        phone={"number": "(718) 400-0867", "spelled": "SPEAK"},
        other_phones=[
            {"label": "Samaritans", "number": "116 123"},
            {"label": "TTY", "number": "711"},
        ],
        fax="116 123",
    )
    assert set(found) == {"phone.number", "phone.spelled", "other_phones.1.number", "fax"}


@pytest.mark.parametrize(
    ("country", "number", "dialed"),
    [
        ("US", "711", "711"),
        ("US", "988", "988"),
        ("US", "311", "311"),
        ("CA", "811", "811"),
        ("GB", "116 123", "116123"),
        ("GB", "116\u00a0123", "116123"),
        ("GB", "111", "111"),
        ("IE", "116123", "116123"),
        ("AU", "106", "106"),
        ("NZ", "1737", "1737"),
        ("DE", "116 117", "116117"),
        ("FR", "3114", "3114"),
        ("FR", "15", "15"),
        ("MX", "065", "065"),
        ("JP", "119", "119"),
    ],
)
def test_a_short_number_is_another_phone(country: str, number: str, dialed: str) -> None:
    """A number for everyone in the country may stand among the other phones, nowhere else."""
    assert dial(number, country, short=True) == dialed
    with pytest.raises(FactError, match="a short number"):
        dial(number, country)


def test_a_short_number_of_nobody_is_refused() -> None:
    """A few digits that no line answers are refused."""
    found = faults(other_phones=[{"label": "TTY", "number": "712"}])
    assert "not a phone number" in found["other_phones.0.number"]


def test_other_phones_have_a_label_and_a_link() -> None:
    """A relay service, a toll-free line and a second fax each dial."""
    made = clinic(
        other_phones=[
            {"label": "TTY", "number": "711"},
            {"label": "Toll-free", "number": "1-800-QUIT-NOW"},
            {"label": "Fax for referrals", "number": "(718) 400-0869 ext. 3"},
        ]
    )
    assert [(phone.label, phone.uri, phone.is_short) for phone in made.other_phones] == [
        ("TTY", "tel:711", True),
        ("Toll-free", "tel:+18007848669", False),
        ("Fax for referrals", "tel:+17184000869;ext=3", False),
    ]


@pytest.mark.parametrize(
    ("country", "number", "spelled"),
    [
        ("US", "(718) 400-0867", "(718) 4000-TMS"),
        ("US", "(718)\u00a0400-0867", "(718)\u00a04000-TMS"),
        ("US", "(718) 400-0867 ext. 12", "(718) 4000-TMS"),
        ("US", "(718) 400-0867 ext. 12", "(718) 4000-TMS ext. 12"),
        ("US", "1-800-266-8228", "1-800-CONTACTS"),
        ("AU", "1300 356 937", "1300 FLOWERS"),
        ("GB", "0800 738 3773", "0800 REVERSE"),
    ],
)
def test_a_spelled_number_dials_the_same(country: str, number: str, spelled: str) -> None:
    """A number in letters may leave the extension out, and have letters that are not dialed."""
    phone = Phone.model_validate({"number": number, "spelled": spelled, "\0country": country})
    assert phone.uri == f"tel:{dial(number, country)}"


@pytest.mark.parametrize(
    ("number", "spelled", "says"),
    [
        ("(718) 400-0867", "(718) 4000-TMX", "dials +17184000869"),
        ("(718) 400-0867", "(718) 4000-TMS ext. 3", "dials +17184000867;ext=3"),
        ("(718) 400-0867 ext. 12", "(718) 4000-TMS ext. 3", "but"),
        ("(718) 400-0867", "4000-TMS", "area code is missing"),
    ],
)
def test_a_spelled_number_that_dials_otherwise_is_named(
    number: str, spelled: str, says: str
) -> None:
    """Two ways to write a number that do not dial the same are both named."""
    found = faults(phone={"number": number, "spelled": spelled})
    assert list(found) == ["phone.spelled"]
    assert says in found["phone.spelled"]
