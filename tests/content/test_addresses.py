"""Addresses in many countries: what is printed, and what is refused."""

from __future__ import annotations

import re

import phonenumbers
import pytest

from brochures.content.postal import postal_rules
from tests.content.clinics import US_ADDRESS, Facts, clinic, faults, in_country

ENVELOPES = [
    (
        "US",
        {"street": "26 Court St., Ste 808", "city": "Brooklyn", "state": "NY", "zip": "11201"},
        ("26 Court St., Ste 808", "Brooklyn, NY 11201"),
    ),
    (
        "US",
        {"street": "1 Main St.", "city": "Austin", "region": "TX", "postcode": "78701-1234"},
        ("1 Main St.", "Austin, TX 78701-1234"),
    ),
    (
        "US",
        {"street": "5 F St. NW", "city": "Washington", "state": "D.C.", "zip": "20001"},
        ("5 F St. NW", "Washington, D.C. 20001"),
    ),
    (
        "US",
        {"street": "5 Calle Sol", "city": "San Juan", "state": "PR", "zip": "00901"},
        ("5 Calle Sol", "San Juan, PR 00901"),
    ),
    (
        "PR",
        {"street": "5 Calle Sol", "city": "San Juan", "state": "PR", "zip": "00901"},
        ("5 Calle Sol", "San Juan, PR 00901"),
    ),
    (
        "CA",
        {"street": "100 King St. W", "city": "Toronto", "region": "ON", "postcode": "M5X 1A9"},
        ("100 King St. W", "Toronto ON M5X 1A9"),
    ),
    (
        "CA",
        {"street": "5, rue Peel", "city": "Montréal", "region": "Québec", "postcode": "h3a 1s9"},
        ("5, rue Peel", "Montréal Québec h3a 1s9"),
    ),
    (
        "GB",
        {"street": "221B Baker Street", "city": "London", "postcode": "NW1 6XE"},
        ("221B Baker Street", "London", "NW1 6XE"),
    ),
    (
        "GB",
        {
            "street": ["The Old Surgery", "2 High Street"],
            "city": "Maidstone",
            "region": "Kent",
            "postcode": "ME14 1XX",
        },
        ("The Old Surgery", "2 High Street", "Maidstone", "Kent", "ME14 1XX"),
    ),
    (
        "IE",
        {"street": "1 Grafton Street", "city": "Dublin 2", "postcode": "D02 AF30"},
        ("1 Grafton Street", "Dublin 2", "D02 AF30"),
    ),
    (
        "IE",
        {"street": "2 Main Street", "city": "Swords", "region": "County Dublin"},
        ("2 Main Street", "Swords", "County Dublin"),
    ),
    (
        "AU",
        {"street": "1 George St", "city": "Sydney", "state": "NSW", "postcode": "2000"},
        ("1 George St", "Sydney NSW 2000"),
    ),
    (
        "AU",
        {"street": "1 King St", "city": "Perth", "state": "Western Australia", "postcode": "6000"},
        ("1 King St", "Perth Western Australia 6000"),
    ),
    (
        "NZ",
        {"street": ["3 Queen Street", "Grey Lynn"], "city": "Auckland", "postcode": "1010"},
        ("3 Queen Street", "Grey Lynn", "Auckland 1010"),
    ),
    (
        "DE",
        {"street": "Hauptstraße 5", "city": "Berlin", "postcode": "10115"},
        ("Hauptstraße 5", "10115 Berlin"),
    ),
    (
        "DE",
        {"street": "Am Markt 1", "city": "Füssen", "region": "Bayern", "postcode": "87629"},
        ("Am Markt 1", "87629 Füssen", "Bayern"),
    ),
    (
        "FR",
        {"street": "5, rue de la Paix", "city": "Paris Cedex 02", "postcode": "75002"},
        ("5, rue de la Paix", "75002 Paris Cedex 02"),
    ),
    (
        "MX",
        {
            "street": "Av. Reforma 222\nCol. Juárez",
            "city": "Ciudad de México",
            "region": "CDMX",
            "postcode": "06600",
        },
        ("Av. Reforma 222", "Col. Juárez", "06600 Ciudad de México, CDMX"),
    ),
    (
        "MX",
        {"street": "Calle 5", "city": "Monterrey", "state": "Nuevo Leon", "zip": "64000"},
        ("Calle 5", "64000 Monterrey, Nuevo Leon"),
    ),
    (
        "JP",
        {
            "street": "1-2-3 Marunouchi",
            "city": "Chiyoda-ku",
            "region": "Tokyo",
            "postcode": "100-0005",
        },
        ("1-2-3 Marunouchi", "Chiyoda-ku, Tokyo", "100-0005"),
    ),
    (
        "JP",
        {"street": "4-5 Umeda, Kita-ku", "region": "Osaka-fu", "postcode": "530-0001"},
        ("4-5 Umeda, Kita-ku, Osaka-fu", "530-0001"),
    ),
    (
        "SG",
        {"street": "10 Anson Road #10-01", "city": "Singapore", "postcode": "079903"},
        ("10 Anson Road #10-01", "Singapore 079903"),
    ),
    (
        "SE",
        {"street": "Kungsgatan 1", "city": "Stockholm", "postcode": "SE-111 43"},
        ("Kungsgatan 1", "SE-111 43 Stockholm"),
    ),
    (
        "GG",
        {"street": "1 Smith Street", "city": "St Peter Port", "postcode": "GY1 2JG"},
        ("1 Smith Street", "St Peter Port", "GY1 2JG"),
    ),
    (
        "BR",
        {
            "street": "Rua Augusta, 5",
            "city": "São Paulo",
            "region": "SP",
            "postcode": "01304-000",
        },
        ("Rua Augusta, 5", "São Paulo-SP", "01304-000"),
    ),
    ("HK", {"street": "5 Nathan Road", "region": "Kowloon"}, ("5 Nathan Road", "Kowloon")),
    (
        "ES",
        {"street": "Calle Sol 5", "city": "Sevilla", "region": "Sevilla", "postcode": "41001"},
        ("Calle Sol 5", "41001 Sevilla"),
    ),
    (
        "ES",
        {"street": "Calle Sol 5", "city": "MÁLAGA", "region": "Málaga", "postcode": "29001"},
        ("Calle Sol 5", "29001 MÁLAGA"),
    ),
    (
        "ES",
        {"street": "Calle Sol 5", "city": "Dos Hermanas", "region": "Sevilla", "postcode": "41700"},
        ("Calle Sol 5", "41700 Dos Hermanas Sevilla"),
    ),
    (
        "IT",
        {"street": "Via Appia 5", "city": "Roma", "region": "Roma", "postcode": "00185"},
        ("Via Appia 5", "00185 Roma"),
    ),
    (
        "US",
        {"street": "5 F St.", "city": "New York", "state": "New York", "zip": "10001"},
        ("5 F St.", "New York, New York 10001"),
    ),
]


@pytest.mark.parametrize(("country", "address", "lines"), ENVELOPES)
def test_an_address_as_on_an_envelope(country: str, address: Facts, lines: tuple[str, ...]) -> None:
    """An address is printed in the order of its country, and as the clinic writes it."""
    made = clinic(**in_country(country, **address))
    assert made.address.lines == made.address_lines == lines


def test_every_country_prints_all_of_an_address() -> None:
    """In no country a part of an address is lost, doubled, or joined by what it does not say."""
    for country in phonenumbers.SUPPORTED_REGIONS:
        lines = postal_rules(country).lines(("STREET", "SUITE"), "CITY", "REGION", "CODE")
        words = re.findall(r"\w+", " ".join(lines))
        assert sorted(words) == ["CITY", "CODE", "REGION", "STREET", "SUITE"], country


WRONG_ADDRESSES = [
    ("US", {"state": "XQ"}, "state", ('"XQ" is no state', "such as AL", '"country: GB"')),
    ("US", {"state": "ny"}, "state", ('Write "NY".',)),
    ("US", {"state": "Nwe York"}, "state", ('Did you mean "NY"?',)),
    ("US", {"zip": "1120"}, "zip", ('"1120" is no ZIP code', "country: US", '"95014"')),
    ("US", {"zip": "90210"}, "zip", ('"90210" is not in "NY"', "whichever is wrong")),
    ("US", {"zip": None}, "zip", ("The ZIP code is missing", '"zip:"')),
    ("US", {"state": None}, "state", ("The state is missing", '"state:", such as "AL"')),
    ("US", {"city": None}, "city", ("The city is missing", '"city:"')),
    ("CA", {"region": "ON", "postcode": "M5V"}, "postcode", ('"M5V" is no', '"H3Z 2Y7"')),
    ("CA", {"region": "ON", "postcode": "H3Z 2Y7"}, "postcode", ('is not in "ON"',)),
    ("CA", {"region": "Ontaria", "postcode": "M5X 1A9"}, "region", ('mean "ON"?',)),
    ("CA", {"postcode": "M5X 1A9"}, "region", ("The province is missing", '"region:"')),
    ("GB", {"postcode": "12345"}, "postcode", ('"12345" is no postcode', '"EC1Y 8SY"')),
    ("GB", {}, "postcode", ("The postcode is missing", "EC1Y")),
    ("GB", {"city": None, "postcode": "N1 9GU"}, "city", ("The post town is missing",)),
    ("IE", {"region": "Leinster"}, "region", ("no county", "Co. Carlow")),
    ("IE", {"postcode": "2"}, "postcode", ('"2" is no Eircode', "A65 F4E2")),
    ("AU", {"state": "VIC", "postcode": "2000"}, "postcode", ('is not in "VIC"',)),
    ("AU", {"state": "NSW", "postcode": "20000"}, "postcode", ("no postcode",)),
    ("NZ", {"postcode": "101"}, "postcode", ('"101" is no',)),
    ("DE", {"postcode": "1011"}, "postcode", ('"1011" is no postcode', "26133")),
    ("DE", {}, "postcode", ("The postcode is missing",)),
    ("FR", {"postcode": "7500"}, "postcode", ("no postcode", "33380")),
    ("MX", {"region": "Jalisko", "postcode": "44100"}, "region", ("no state", "Jal.")),
    ("JP", {"postcode": "100-0005"}, "region", ("The prefecture is missing", "Hokkaido")),
    ("JP", {"region": "Tokyo", "postcode": "100"}, "postcode", ("154-0023",)),
]


@pytest.mark.parametrize(("country", "address", "at", "says"), WRONG_ADDRESSES)
def test_a_wrong_address_is_refused_where_it_is_wrong(
    country: str, address: Facts, at: str, says: tuple[str, ...]
) -> None:
    """What cannot be right is named at its very key, with an example of that country."""
    usual = {**US_ADDRESS} if country == "US" else {"street": "1 Main St.", "city": "Example"}
    found = faults(**in_country(country, **{**usual, **address}))
    assert list(found) == [f"address.{at}"]
    for words in says:
        assert words in found[f"address.{at}"]


def test_all_that_is_wrong_with_an_address_is_said_at_once() -> None:
    """Several wrong or missing parts are each named, in whatever kind they are wrong."""
    assert set(faults(address={"street": 12, "state": "XQ"})) == {
        "address.street",
        "address.city",
        "address.state",
        "address.postcode",
    }


def test_a_value_by_both_its_names_is_refused() -> None:
    """State and region are one thing: given twice, nothing is left out in silence."""
    (where, said), *more = faults(address={**US_ADDRESS, "region": "NY"}).items()
    assert (where, more) == ("address.state", [])
    assert '"state" is another name of "region"' in said


def test_an_empty_second_name_counts_for_nothing() -> None:
    """A key that is left empty beside its other name changes nothing."""
    made = clinic(address={**US_ADDRESS, "region": None, "postcode": None})
    assert made.address.lines == ("1 Main St.", "Brooklyn, NY 11201")


def test_a_misspelt_key_is_named_alone() -> None:
    """Where a key is misspelt, it is not said as well that the right one is missing."""
    address = {"street": "1 Main St.", "citty": "Brooklyn", "state": "NY", "zip": "11201"}
    assert list(faults(address=address)) == ["address.citty"]


def test_a_country_inside_an_address_is_no_key_of_it() -> None:
    """The country stands beside the address; inside it is a key in the wrong place."""
    assert list(faults(address={**US_ADDRESS, "country": "GB"})) == ["address.country"]


@pytest.mark.parametrize(
    ("street", "lines"),
    [
        ("1 Main St.", ("1 Main St.",)),
        ("1 Main St.\nSuite 2\n", ("1 Main St.", "Suite 2")),
        (["The Mill", "1 Main St.", "Suite 2"], ("The Mill", "1 Main St.", "Suite 2")),
    ],
)
def test_a_street_has_up_to_three_lines(street: object, lines: tuple[str, ...]) -> None:
    """A street is a text, a text with line breaks, or a list."""
    assert clinic(address={**US_ADDRESS, "street": street}).address.street == lines


def test_a_street_of_four_lines_is_too_long() -> None:
    """Four lines are refused as a list that is too long."""
    assert faults(address={**US_ADDRESS, "street": "a\nb\nc\nd"}) == {"address.street": "too_long"}


@pytest.mark.parametrize(
    ("country", "guess"),
    [
        ("UK", 'Write "GB".'),
        ("us", 'Write "US".'),
        ("USA", 'Write "US".'),
        ("Germany", 'Write "DE".'),
        ("England", 'Write "GB".'),
        ("New Zealand", 'Write "NZ".'),
        ("XX", "two capital letters, such as US"),
        ("ZZ", "two capital letters"),
        ("Europe", "two capital letters"),
    ],
)
def test_a_wrong_country_is_refused_alone(country: str, guess: str) -> None:
    """A country that is none is named, and nothing else is judged by it."""
    found = faults(country=country, address={"street": "x"}, phone={"number": "1"}, fax="2")
    assert list(found) == ["country"]
    assert f'"{country}" is not the code of a country' in found["country"]
    assert guess in found["country"]
