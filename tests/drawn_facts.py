"""Texts and facts that hypothesis puts contents together of."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.samples import OURS

Data = dict[str, Any]

PLAIN = (
    "you we the a is are not can help feel call ask work day year people sleep mood brain hope "
    "treatment clinic doctor therapy medicine depression anxiety Deep TMS OCD I. yes, no; or?"
).split()
TYPED = (
    # What means something in HTML, Jinja, CSS, YAML or a shell
    "<b> </b> <br/> <!-- --> ]]> </title> </style> <script>alert(1)</script> &amp; &lt; &#38; & "
    "{{ 7*7 }} {% endraw %} {# #} {number} ${x} `ls` url(x) } ; /* */ \\ \\n \" ' '' '\" %s 100% "
    "- * ! ? @ # : | > [x] ~ ^ = + -- --- ... 12 3.5 2/3 1,000 $5 no yes null 2026-01-31 0x1F "
    # Bold words and links, and what only looks like them
    "**now** **not **even [us](https://example.com/a/) [see](http://x.y) [](https://x.y) ![a](b) "
    # Letters and marks beyond ASCII; accents and no-break spaces in several ways
    "naïve Łódź őrült ñandú Ærø Straße dağ Ș-Ț e\u0301tude 10\u00a0mg 10\u202fmg a\u2007b "
    "\u201cso\u201d \u2018so\u2019 \u2013 \u2014 … • © ½ € ≤5 µg Δ π Å "
    # What has the crisis line printed
    "suicide suicidio Suizid "
    # What is too long for a line. It must not end with a slash: a wrapped line that does is read
    # on without a space, as facts.words explains.
    f"Donaudampfschifffahrtsgesellschaft {'x' * 80} https://example.com/{'a/' * 20}b"
).split(" ")
PLAIN_ROW = Random(0).choices(PLAIN, k=4000)  # noqa: S311 - the same on every run, no secret
TYPED_ROW = Random(0).choices(PLAIN * 9 + TYPED, k=4000)  # noqa: S311

LANGUAGES = ("en-US", "en-US", "en-US", "en-GB", "es-US", "fr-CA", "de", "pl", "tr-TR")
"""With catalogs and word lists, and without."""

COUNTRIES: tuple[Data, ...] = (
    {
        "address": {"street": "26 Court St.", "city": "Brooklyn", "state": "NY", "zip": "11201"},
        "phone": {"number": "(718) 400-0867", "spelled": "(718) 4000-TMS"},
        "fax": "(718) 555-0199",
        "npi": "1234567893",
        "other_phones": [{"label": "TTY", "number": "711"}],
    },
    {
        "country": "US",
        "address": {
            "street": ["Suite 808", "26 Court St."],
            "city": "San Juan",
            "region": "PR",
            "postcode": "00901-1234",
        },
        "phone": {"number": "+1 787 555 2368"},
        "fax": "718.400.0867",
        "other_phones": [
            {"label": "For physicians", "number": "1-800-356-9377 ext. 12"},
            {"label": "En español", "number": "787-555-0101"},
        ],
    },
    {
        "country": "GB",
        "address": {"street": "1 Sample Street", "city": "London", "postcode": "EC1A 1BB"},
        "phone": {"number": "020 7946 0123"},
        "fax": "+44 20 7946 0124",
        "other_phones": [{"label": "NHS", "number": "111"}],
    },
    {
        "country": "CA",
        "address": {
            "street": "123, rue de l\u2019Exemple",
            "city": "Montréal",
            "region": "QC",
            "postcode": "H0H 0H0",
        },
        "phone": {"number": "(514) 555-0123"},
        "fax": "514-555-0124",
    },
    {
        "country": "DE",
        "address": {"street": "Musterstraße 1", "city": "Berlin", "postcode": "10115"},
        "phone": {"number": "030 23125 000"},
        "fax": "+49 30 23125 001",
        "other_phones": [{"label": "Praxis", "number": "0800 1110111"}],
    },
)
"""Facts that are written by the rules of a country; those that may be left out are, at times."""

EMAILS = (
    "info@example.com",
    "o'neil+tms@mail.example.org",
    f"{'a' * 64}@{'b' * 60}.example.com",
)

PICTURES = OURS.parent / "examples" / "dentist"
"""The folder of the pictures that are drawn: see `content_of`."""

PHOTO = "pictures/salt-water.png"
"""One that could stand on a cover."""

FILES = ("pictures/salt-water.png", "pictures/gauze-pad.svg")

NAMES = (
    # Of what else has a name on the page: none of them may be taken for another
    *("cover", "flap", "inside-1", "back", "sheet", "left", "contact", "crisis", "title", "items"),
    *("a", "n-o", "z_9", "symptoms", "x" * 40),
)
"""Names of sections that may be mistaken for something."""


def texts(most: int, marks: tuple[str, ...] = (), characters: int = 2000) -> st.SearchStrategy[str]:
    """Draw a text of some words, with each mark once where its field asks for them."""
    row = PLAIN_ROW if marks else TYPED_ROW

    def piece(start: int, length: int) -> str:
        room = characters - sum(len(mark) + 1 for mark in marks)
        return " ".join((" ".join(row[start : start + length])[:room].strip(), *marks))

    return st.builds(piece, st.integers(0, len(row) - most), st.integers(1, most))
