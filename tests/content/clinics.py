"""An example clinic in many countries, and what is wrong with its facts."""

from __future__ import annotations

from typing import Any

import phonenumbers
import pytest
from pydantic import ValidationError

from brochures.content.clinic import Clinic

US_ADDRESS = {"street": "1 Main St.", "city": "Brooklyn", "state": "NY", "zip": "11201"}
EXAMPLE = {"name": "Example Clinic", "address": US_ADDRESS, "phone": {"number": "(718) 400-0867"}}

Facts = dict[str, Any]


def clinic(**facts: object) -> Clinic:
    """Return the example clinic with some facts in place of its own."""
    return Clinic.model_validate({**EXAMPLE, **facts})


def faults(**facts: object) -> dict[str, str]:
    """Return what is wrong with the example clinic once it has some other facts, by their paths."""
    with pytest.raises(ValidationError) as caught:
        clinic(**facts)
    found = caught.value.errors(include_url=False)
    return {".".join(map(str, each["loc"])): _sentence(each) for each in found}


def _sentence(error: Any) -> str:  # noqa: ANN401  # pydantic's details of an error
    return str(error.get("ctx", {}).get("error", error["type"]))


def in_country(country: str, **address: object) -> Facts:
    """Return an address and a phone in a country."""
    example = phonenumbers.example_number(country)
    assert example
    number = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.NATIONAL)
    return {"country": country, "address": address, "phone": {"number": number}}
