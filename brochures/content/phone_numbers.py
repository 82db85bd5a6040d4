"""Phone numbers: whether a number can be dialed in a country, and what a phone dials for it."""

from __future__ import annotations

import re
from functools import cache

import phonenumbers
from phonenumbers import (
    CountryCodeSource,
    Leniency,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberMatcher,
    ValidationResult,
)

from brochures.content.fields import FactError
from brochures.content.yaml_errors import shown
from brochures.data import DATA
from brochures.data.files import read

FICTIONAL = DATA / "fictional_numbers.yaml"

NORTH_AMERICA, AUSTRALIA = 1, 61
WITH_LONGER_WORDS = (NORTH_AMERICA, AUSTRALIA)
"""Codes of countries where a word may have more letters than are dialed: 1-800-CONTACTS."""

_EXTENSION = re.compile(r"\b(?:poste|toestel|ramal)\.? *(\d{1,7})$", re.IGNORECASE)
"""Words for an extension that phonenumbers does not know: French, Dutch, Portuguese."""

_BEFORE_EXTENSION = re.compile(r"[\s,;/]*(?:#|[^\W\d]+=?\.?)?[\s.:]*$")
"""What stands between a number and the digits of its extension."""


def dial(number: str, country: str, *, short: bool = False) -> str:
    """Return what a phone dials for a number that is written as people of a country write theirs.

    Letters are turned into digits, and an extension stands behind: +17184000867;ext=12 (RFC 3966).
    What cannot be dialed from abroad is without the country's code, and so are short numbers such
    as 711, which are taken if `short`. Raises FactError, a ValueError, when no phone can dial it.
    """
    if short and is_short(number, country):
        return re.sub(r"\D", "", number)
    parsed = _parsed(number, country)
    if parsed is None:
        raise _problem(number, country)
    return _uri(parsed)


def is_short(number: str, country: str) -> bool:
    """Return whether a number is one that is dialed without an area code, such as 711."""
    plain = _plain(number)
    if not re.fullmatch(r"\d[\d -]*", plain):
        return False
    parsed = _read(plain, country)
    return parsed is not None and phonenumbers.is_valid_short_number_for_region(parsed, country)


def is_fictional(dialed: str) -> bool:
    """Return whether a number, as dialed, is reserved for fictional use."""
    return _fictional().fullmatch(dialed.partition(";")[0]) is not None


@cache
def _fictional() -> re.Pattern[str]:
    """Return what finds the numbers that are kept free, written as they are dialed."""
    numbers = [number for kept in read(FICTIONAL).values() for number in kept["numbers"]]
    plain = (re.escape(number.replace(" ", "")) for number in numbers)
    return re.compile("|".join(plain).replace(r"\#", r"\d"))


def check_same(number: str, spelled: str, country: str) -> None:
    """Raise FactError if a number that is spelled in letters dials another one.

    It may leave out an extension, and have more letters than are dialed, as in 1-800-CONTACTS.
    """
    wanted = dial(number, country)
    parsed = _parsed(spelled, country, truncate=True)
    if parsed is None:
        raise _problem(spelled, country)
    found = _uri(parsed)
    if found not in (wanted, wanted.partition(";")[0]):
        raise FactError(
            f'"{shown(spelled)}" dials {found}, but "{shown(number)}" dials {wanted}.',
            "Correct whichever is wrong.",
        )


def parts(number: str, country: str) -> tuple[str, str, str]:
    """Return a number that can be dialed without its extension, and that as it is written.

    Between the two, which may stand on two lines, comes what separates them: "(212) 555-0123",
    ", " and "ext. 12". Both are empty where there is no extension.
    """
    parsed = _parsed(number, country)
    if parsed is None or not parsed.extension:
        return number, "", ""
    before = number[: number.rindex(parsed.extension)]
    main = _BEFORE_EXTENSION.sub("", before)
    rest = number[len(main) :]
    extension = rest.lstrip(" ,/")
    return main, rest.removesuffix(extension), extension


def _uri(parsed: PhoneNumber) -> str:
    if phonenumbers.can_be_internationally_dialled(parsed):
        number = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
    else:
        line = PhoneNumber()
        line.merge_from(parsed)
        line.extension = None
        number = re.sub(r"\D", "", phonenumbers.format_number(line, PhoneNumberFormat.NATIONAL))
    return f"{number};ext={parsed.extension}" if parsed.extension else number


def _plain(number: str) -> str:
    """Return a number with plain spaces, and its extension as it is written in English."""
    return _EXTENSION.sub(r"ext. \1", " ".join(number.split()))


def _read(number: str, country: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(number, country, keep_raw_input=True)
    except phonenumbers.NumberParseException:
        return None


def _parsed(number: str, country: str, *, truncate: bool = False) -> PhoneNumber | None:
    parsed = _read(_plain(number), country)
    if parsed is None:
        return None
    worded = truncate and re.search("[A-Za-z]", number) is not None
    if worded and parsed.country_code in WITH_LONGER_WORDS:
        phonenumbers.truncate_too_long_number(parsed)
    right = phonenumbers.is_valid_number(parsed) or _is_kept(parsed)
    return parsed if right and not _lacks_prefix(number, parsed, country) else None


def _lacks_prefix(number: str, parsed: PhoneNumber, country: str) -> bool:
    """Return whether what is dialed before an area code is missing, such as the 0 of 020.

    A number of another country may be a valid one here, but for that: (212) 555-0123 in the UK.
    """
    if parsed.country_code_source != CountryCodeSource.FROM_DEFAULT_COUNTRY:
        return False
    typed = phonenumbers.normalize_digits_only(number).removesuffix(parsed.extension or "")
    if typed != phonenumbers.national_significant_number(parsed):
        return False
    return not PhoneNumberMatcher(typed, country, leniency=Leniency.VALID).has_next()


def _is_kept(parsed: PhoneNumber) -> bool:
    """Return whether a number is fictional: phonenumbers takes some of those for wrong.

    In North America it takes them for right, behind the area codes that there are.
    """
    return parsed.country_code != NORTH_AMERICA and is_fictional(_uri(parsed))


def _problem(number: str, country: str) -> FactError:
    """Return what is wrong with a number that no phone can dial."""
    example = phonenumbers.example_number(country)
    like = phonenumbers.format_number(example, PhoneNumberFormat.NATIONAL) if example else ""
    plain = _plain(number)
    if sum(1 for _ in PhoneNumberMatcher(plain, country)) > 1:
        return FactError(
            f'"{shown(number)}" is more than one phone number.',
            'Write one of them here, and each other one below "other_phones:", with a label.',
        )
    if is_short(plain, country):
        return FactError(
            f'"{shown(number)}" is a short number, which is not the clinic\'s own.',
            f'Write the number in full, such as "{like}". Short numbers can stand below'
            ' "other_phones:".',
        )
    parsed = _read(plain, country)
    local = ValidationResult.IS_POSSIBLE_LOCAL_ONLY
    lacks_code = parsed is not None and (
        phonenumbers.is_possible_number_with_reason(parsed) == local
    )
    what = f'"{shown(number)}" is not a phone number that can be dialed'
    what += ": its area code is missing." if lacks_code else f" (country: {country})."
    if phonenumbers.country_code_for_region(country) == NORTH_AMERICA:
        return FactError(what, f'Write it with its area code, such as "{like}".')
    return FactError(
        what,
        f'Write it in full, as it is dialed from anywhere in the country, such as "{like}".'
        " A number of another country begins with + and that country's code.",
    )
