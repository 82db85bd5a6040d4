"""Fictional clinics: known by their numbers, and marked on their handouts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from brochures.content.fictional import is_fictional, mark_of
from brochures.content.loader import load
from brochures.content.model import Content
from tests.samples import minimal

ROOT = Path(__file__).parent.parent.parent


def a_clinic(name: str, phone: str, language: str = "en-US", country: str = "US") -> Content:
    """Return a content of a clinic with a name and a number."""
    data = minimal()
    data["language"] = language
    data["clinic"] |= {"name": name, "phone": {"number": phone}, "country": country}
    if country != "US":
        data["clinic"]["address"] = {"street": "1", "city": "X", "postcode": "10115"}
        if country == "GB":
            data["clinic"]["address"]["postcode"] = "EC1A 1BB"
        if country == "AU":
            data["clinic"]["address"] |= {"region": "NSW", "postcode": "2000"}
    return Content.model_validate(data)


@pytest.mark.parametrize(
    ("country", "number", "fictional"),
    [
        ("US", "(212) 555-0100", True),
        ("US", "(907) 555-0199 ext. 12", True),
        ("US", "(212) 555-0200", False),
        ("US", "(212) 556-0100", False),
        ("US", "+44 20 7946 0123", True),
        ("GB", "020 7946 0999", True),
        ("GB", "020 7946 1000", False),
        ("GB", "01632 960001", True),
        ("GB", "07700 900123", True),
        ("FR", "01 99 00 12 34", True),
        ("FR", "01 99 01 12 34", False),
        ("DE", "030 23125000", True),
        ("DE", "030 23126000", False),
        ("AU", "(02) 5550 1234", True),
        ("AU", "(02) 5551 1234", False),
    ],
)
def test_fictional_numbers(country: str, number: str, *, fictional: bool) -> None:
    """A number reserved for fictional use is recognized, and its neighbours are not."""
    assert is_fictional(a_clinic("A", number, country=country).clinic) == fictional


@pytest.mark.parametrize(
    ("name", "language", "mark"),
    [
        ("Sample Sleep Clinic", "en-US", "Sample"),
        ("The SAMPLE clinic", "en-US", "Sample"),
        ("Samples and More", "en-US", "DRAFT"),
        ("Clinique Exemple", "fr-CA", "Exemple"),
        ("Clinique Sample", "fr-CA", "BROUILLON"),
    ],
)
def test_samples(name: str, language: str, mark: str) -> None:
    """A fictional clinic that is called a sample is marked as one; a real one is not marked."""
    assert mark_of(a_clinic(name, "(212) 555-0100", language)) == mark
    assert mark_of(a_clinic(name, "(718) 400-0867", language)) is None


def test_the_examples_are_samples() -> None:
    """Handouts of the examples say that they are samples, in their language."""
    found = [load(path) for path in sorted((ROOT / "examples").glob("*/content.yaml"))]
    assert [mark_of(content) for content in found] == ["Sample", "Muestra", "Exemple", "Sample"]


def test_every_range_has_a_source() -> None:
    """Each country's numbers name who keeps them free, and when that was looked up."""
    numbers = ROOT / "brochures" / "data" / "fictional_numbers.yaml"
    for kept in yaml.safe_load(numbers.read_text("utf-8")).values():
        assert "https://" in kept["source"]
        assert isinstance(kept["checked"], date)
        assert all(set(number) <= set("+# 0123456789") for number in kept["numbers"])
