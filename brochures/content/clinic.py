"""The clinic: its name, and the facts by which it is found, in any country.

Facts that are written by the rules of a country (addresses, phones) are told which country it is
while they are checked, so that each of them can say by itself how it is dialed or addressed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any
from urllib.parse import quote

import phonenumbers
from babel import Locale
from email_validator import validate_email
from pydantic import (
    AfterValidator,
    AliasChoices,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import InitErrorDetails, PydanticKnownError

from brochures.content.catalog import has_catalog, labels_for, languages
from brochures.content.fields import (
    Directions,
    Email,
    Fact,
    FactError,
    Heading,
    Language,
    Line,
    Part,
    Phrase,
    Website,
)
from brochures.content.locales import own_name
from brochures.content.phone_numbers import check_same, dial, is_short, parts
from brochures.content.postal import PostalField, postal_rules
from brochures.content.yaml_errors import shown
from brochures.data import typeface

__all__ = ["Address", "Clinic", "OtherPhone", "Phone", "dial"]

MOST_OTHER_PHONES = 6
MOST_LINES_OF_HOURS = 14
MOST_LINES_OF_STREET = 3
MOST_LANGUAGES_OF_HELP = 16

UNITED_STATES = "US"
WITH_NPI = frozenset({UNITED_STATES, "AS", "GU", "MP", "PR", "VI"})
"""The United States and their territories."""

NPI_PREFIX = "80840"
"""What stands before an NPI when its check digit is computed: health (80) in the US (840)."""

NPI_DIGITS = 10

_MAIL_SAFE = "!$'*+"
"""Marks of an e-mail address that stand as they are in a link (RFC 6068)."""

_COUNTRY = "\0country"
"""Key that passes the country down to each fact. No YAML file can hold it."""

_MISSPELT = "\0misspelt"
"""Key that marks an address with an unknown key, which may be a missing one misspelt."""

_HIDDEN: dict[str, Any] = {"exclude": True, "repr": False}

_SAID_OTHERWISE = {"england": "GB", "scotland": "GB", "uk": "GB", "usa": "US", "wales": "GB"}
"""Codes of countries for what people write instead, beside the countries' names."""


def countries() -> frozenset[str]:
    """Return the codes of the countries that a clinic can be in."""
    return frozenset(phonenumbers.SUPPORTED_REGIONS)


def _country(country: str) -> str:
    if country in phonenumbers.SUPPORTED_REGIONS:
        return country
    names = {name.casefold(): code for code, name in Locale("en").territories.items()}
    said = country.casefold()
    guess = _SAID_OTHERWISE.get(said) or names.get(said) or country.upper()
    if guess in phonenumbers.SUPPORTED_REGIONS:
        fix = f'Write "{guess}".'
    else:
        fix = "Write two capital letters, such as US, CA or GB (ISO 3166)."
    raise FactError(f'"{shown(country)}" is not the code of a country.', fix)


def _has_notice(tag: str) -> str:
    """Refuse a language in which we have no words to offer an interpreter."""
    if not has_catalog(tag):
        known = ", ".join(languages())
        raise FactError(f'There is no notice in "{tag}" yet.', f"There are: {known}.")
    if strange := typeface.unprintable(f"{own_name(tag)} {labels_for(tag)['help']}"):
        raise FactError(*typeface.advice(strange))
    return tag


def _split(value: object) -> object:
    """Make a list of the lines of one text, such as a block text with line breaks."""
    if isinstance(value, str):
        return [line for line in value.splitlines() if line.strip()] or [value]
    if not isinstance(value, list | tuple):
        raise PydanticKnownError("string_type")
    return value


def _or_one_text(schema: dict[str, Any]) -> None:
    """Say in the JSON Schema of a list that one text can stand there too."""
    listed = dict(schema)
    schema.clear()
    schema["anyOf"] = [listed, {"type": "string"}]


SPLIT = BeforeValidator(_split)
"""Stands with a list that can be written as one text, a line for each item."""


class _Local(Part):
    """A fact that is written by the rules of a country."""

    country: SkipJsonSchema[str] = Field(UNITED_STATES, validation_alias=_COUNTRY, **_HIDDEN)


def _told(data: object, country: str) -> object:
    """Return the data of a fact, or of a list of facts, with its country; '' if it is unknown."""
    if isinstance(data, list | tuple):
        return [_told(each, country) for each in data]
    return {**data, _COUNTRY: country} if isinstance(data, dict) else data


def _other_names(schema: dict[str, Any]) -> None:
    """Let the JSON Schema of an address know the other names of its keys."""
    for name, other in (("region", "state"), ("postcode", "zip")):
        about = {"title": other.capitalize(), "description": f'Another name of "{name}".'}
        schema["properties"][other] = {**schema["properties"][name], **about}


_KEYS = frozenset({"street", "city", "region", "state", "postcode", "zip", _COUNTRY})


class Address(_Local):
    """Where the clinic is: what is needed, and in which order it is printed, goes by the country.

    In the US that is street, city, state and zip.
    """

    model_config = ConfigDict(json_schema_extra=_other_names)

    misspelt: SkipJsonSchema[bool] = Field(default=False, validation_alias=_MISSPELT, **_HIDDEN)
    street: Annotated[
        tuple[Fact, ...],
        SPLIT,
        Field(min_length=1, max_length=MOST_LINES_OF_STREET, json_schema_extra=_or_one_text),
    ]
    """Street and suite as on an envelope, such as "1 Main St., Suite 5"; or a list of up to three
    lines."""
    city: Fact | None = Field(None, validate_default=True)
    """City or town, such as Brooklyn."""
    region: Fact | None = Field(
        None, validate_default=True, validation_alias=AliasChoices("region", "state")
    )
    """State, province or county, such as NY, where addresses in the country have one."""
    postcode: Fact | None = Field(
        None, validate_default=True, validation_alias=AliasChoices("postcode", "zip")
    )
    """Postcode or ZIP code in quotes, such as "11201"."""

    @model_validator(mode="before")
    @classmethod
    def _by_one_name(cls, data: object) -> object:
        """Refuse a value that is given by both its names; leave out the one that is empty."""
        if not isinstance(data, dict):
            return data
        data = dict(data)
        twice = []
        for name, other in (("region", "state"), ("postcode", "zip")):
            if name in data and other in data:
                if data[name] is not None and data[other] is not None:
                    twice.append(_twice(name, other, data[other]))
                del data[other if data[other] is None else name]
        if twice:
            raise ValidationError.from_exception_data(cls.__name__, twice)
        return {**data, _MISSPELT: not _KEYS.issuperset(data)}

    @field_validator("city", "region", "postcode")
    @classmethod
    def _as_the_country_has_it(cls, value: str | None, info: ValidationInfo) -> str | None:
        if not info.data.get("country"):
            return value
        rules = postal_rules(info.data["country"])
        field: PostalField = info.field_name  # type: ignore[assignment]  # one of those above
        if value is None:
            if (missing := rules.missing(field)) and not info.data.get("misspelt"):
                raise missing
        elif field == "region":
            rules.check_region(value)
        elif field == "postcode":
            rules.check_postcode(value, info.data.get("region"))
        return value

    @property
    def lines(self) -> tuple[str, ...]:
        """The address as it stands on an envelope, without the name and the country."""
        rules = postal_rules(self.country)
        return rules.lines(self.street, self.city, self.region, self.postcode)


def _twice(name: str, other: str, value: object) -> InitErrorDetails:
    error = FactError(
        f'"{other}" is another name of "{name}", which stands here as well.',
        "Keep one of the two and take the other out.",
    )
    return {"type": "value_error", "loc": (other,), "input": value, "ctx": {"error": error}}


class Phone(_Local):
    """The clinic's line, which may be written in two ways: in digits and as a word."""

    number: Fact
    """In digits, such as "(212) 555-0123" or "(212) 555-0123 ext. 12"."""
    spelled: Fact | None = None
    """The same number with letters, such as "(212) 555-CARE". Leave empty if there is none."""

    @field_validator("number")
    @classmethod
    def _dials(cls, number: str, info: ValidationInfo) -> str:
        if country := info.data.get("country"):
            dial(number, country)
        return number

    @field_validator("spelled")
    @classmethod
    def _dials_the_same(cls, spelled: str | None, info: ValidationInfo) -> str | None:
        country, number = info.data.get("country"), info.data.get("number")
        if spelled and country:
            if number:
                check_same(number, spelled, country)
            else:
                dial(spelled, country)
        return spelled

    @property
    def uri(self) -> str:
        """The number as a link that dials (RFC 3966), such as tel:+17184000867."""
        return f"tel:{dial(self.number, self.country)}"

    @property
    def parts(self) -> tuple[str, str, str]:
        """The number without its extension, what separates the two, and that: as it is written."""
        return parts(self.number, self.country)


class OtherPhone(_Local):
    """Another line: a second phone, a relay service, a line for physicians, a second fax."""

    label: Phrase
    """What the line is for, such as TTY or "For physicians"."""
    number: Fact
    """In digits, such as "1-800-356-9377", or a short number in quotes, such as "711"."""

    @field_validator("number")
    @classmethod
    def _dials(cls, number: str, info: ValidationInfo) -> str:
        if country := info.data.get("country"):
            dial(number, country, short=True)
        return number

    @property
    def uri(self) -> str:
        """The number as a link that dials (RFC 3966), such as tel:711."""
        return f"tel:{dial(self.number, self.country, short=True)}"

    @property
    def is_short(self) -> bool:
        """Whether the number is one of those for everyone in the country, such as 711."""
        return is_short(self.number, self.country)


class Clinic(Part):
    """Who the clinic is. Facts that are not given leave no hole on the page."""

    name: Fact
    """Such as "Example Clinic"."""
    kind: Phrase | None = None
    """The clinic's field in a word or two, such as "mental health"."""
    tagline: Heading | None = None
    """What the clinic does, in a line, such as "Care for the whole family"."""
    country: Annotated[
        Line, AfterValidator(_country), Field(json_schema_extra={"pattern": "^[A-Z]{2}$"})
    ] = UNITED_STATES
    """The country's two capital letters (ISO 3166), such as GB; in quotes for Norway: "NO".
    Addresses and phone numbers are read as people write them there. US if it is left out."""
    address: Address
    phone: Phone
    other_phones: Annotated[tuple[OtherPhone, ...], Field(max_length=MOST_OTHER_PHONES)] = ()
    """More lines, such as {label: TTY, number: "711"}."""
    email: Email | None = None
    """Such as info@example.com."""
    fax: Fact | None = None
    """A phone number, such as "(718) 400-0868"."""
    website: Website | None = None
    """Without https://, such as example.com."""
    hours: Annotated[
        tuple[Line, ...],
        SPLIT,
        Field(max_length=MOST_LINES_OF_HOURS, json_schema_extra=_or_one_text),
    ] = ()
    """When the clinic is open, such as "Monday to Friday 9 am to 5 pm"; or a list, a line each."""
    npi: Fact | None = None
    """In the US, the clinic's ten-digit National Provider Identifier in quotes, such as
    "1234567893"."""
    transit: Directions | None = None
    """How to get there, such as "Subway lines 2, 3, 4 and 5 to Borough Hall"."""
    access: Directions | None = None
    """How people with disabilities get in, such as "No steps; the elevator is on the left"."""
    language_help: Annotated[
        tuple[
            Annotated[
                Language,
                AfterValidator(_has_notice),
                Field(description="A language, such as es or zh-Hans."),
            ],
            ...,
        ],
        Field(max_length=MOST_LANGUAGES_OF_HELP),
    ] = ()
    """Languages in which the clinic gets an interpreter, free of charge, such as [es, zh-Hans].
    The sheet `languages` shows them."""

    @field_validator("address", "phone", "other_phones", mode="before")
    @classmethod
    def _in_the_country(cls, data: object, info: ValidationInfo) -> object:
        """Tell facts their country; where that is wrong, they cannot be checked."""
        return _told(data, info.data.get("country", ""))

    @field_validator("fax")
    @classmethod
    def _faxes(cls, fax: str | None, info: ValidationInfo) -> str | None:
        if fax and (country := info.data.get("country")):
            dial(fax, country)
        return fax

    @field_validator("npi")
    @classmethod
    def _is_npi(cls, npi: str | None, info: ValidationInfo) -> str | None:
        country = info.data.get("country")
        if npi is None or not country:
            return npi
        if country not in WITH_NPI:
            raise FactError(
                f"Only clinics in the US have an NPI, and this one is in {country}.",
                "Take the line out, or correct the country.",
            )
        if len(npi) != NPI_DIGITS or not (npi.isascii() and npi.isdigit()):
            raise FactError(
                f'"{shown(npi)}" is not an NPI.', 'It has ten digits, such as "1234567893".'
            )
        if sum(_luhn(NPI_PREFIX + npi)) % 10:
            raise FactError(
                f'"{npi}" is not an NPI: its last digit does not fit the others.',
                "Compare it with the clinic's record: a digit may be wrong or in another's place.",
            )
        return npi

    @property
    def address_lines(self) -> tuple[str, ...]:
        """The address as it stands on an envelope, without the name and the country."""
        return self.address.lines

    @property
    def mail_uri(self) -> str | None:
        """The e-mail address as a link (RFC 6068), a domain in other letters as ASCII (IDNA)."""
        if self.email is None:
            return None
        parts = validate_email(self.email, check_deliverability=False)
        return f"mailto:{quote(parts.local_part, safe=_MAIL_SAFE)}@{parts.ascii_domain}"

    @property
    def fax_uri(self) -> str | None:
        """The fax as a link that dials (RFC 3966)."""
        return f"tel:{dial(self.fax, self.country)}" if self.fax else None


def _luhn(digits: str) -> Iterator[int]:
    """Yield what each digit adds to the sum that ends in 0 (ISO/IEC 7812-1, annex B)."""
    for place, digit in enumerate(reversed(digits)):
        yield sum(divmod(int(digit) * (1 + place % 2), 10))
