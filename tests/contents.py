"""Valid contents, drawn from the shape of `Content` itself: a new field needs nothing here.

All texts are pieces of one long row of words: a content of hundreds of texts takes a few hundred
draws, and Hypothesis makes it smaller when a test fails.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, NamedTuple

from hypothesis import strategies as st

from brochures.content.fields import Loc
from brochures.content.json_schema import schema as described
from brochures.content.model import MAX_YEARS_TO_REVIEW
from tests.samples import OURS, ours

Data = dict[str, Any]
Schema = dict[str, Any]


class Size(NamedTuple):
    """How much a content says."""

    words: int
    """Most words of a text."""
    items: int
    """Most items of a list."""


SIZES = (Size(5, 1), Size(12, 3), Size(60, 8))

PLAIN = (
    "you we the a is are not can help feel call ask work day year people sleep mood brain hope "
    "treatment clinic doctor therapy medicine depression anxiety Deep TMS OCD I. yes, no; or?"
).split()
TYPED = (
    # What means something in HTML, Jinja, CSS, YAML or a shell
    "<b> </b> <br/> <!-- --> ]]> </title> </style> <script>alert(1)</script> &amp; &lt; &#38; & "
    "{{ 7*7 }} {% endraw %} {# #} {number} ${x} `ls` url(x) } ; /* */ \\ \\n \" ' '' '\" %s 100% "
    "- * ! ? @ # : | > [x] ~ ^ = + -- --- ... 12 3.5 2/3 1,000 $5 no yes null 2026-01-31 0x1F "
    # Letters and marks beyond ASCII; accents and no-break spaces in several ways
    "naïve Łódź őrült ñandú Ærø Straße dağ Ș-Ț e\u0301tude 10\u00a0mg 10\u202fmg a\u2007b "
    "\u201cso\u201d \u2018so\u2019 \u2013 \u2014 … • © ½ € ≤5 µg Δ π Å "
    # What is too long for a line. It must not end with a slash: a wrapped line that does is read
    # on without a space, as facts.words explains.
    f"Donaudampfschifffahrtsgesellschaft {'x' * 80} https://example.com/{'a/' * 20}b"
).split(" ")
PLAIN_ROW = Random(0).choices(PLAIN, k=4000)  # noqa: S311 - the same on every run, no secret
TYPED_ROW = Random(0).choices(PLAIN * 9 + TYPED, k=4000)  # noqa: S311

LANGUAGES = ("en-US", "en-US", "en-US", "es-US", "pl", "tr-TR", "de")
PHONES = (
    {"number": "(718) 400-0867", "spelled": "(718) 4000-TMS"},
    {"number": "+1 212 555 2368"},
    {"number": "718.400.0867"},
)
EMAILS = (
    "info@example.com",
    "o'neil+tms@mail.example.org",
    f"{'a' * 64}@{'b' * 60}.example.com",
)


def texts(most: int, marks: tuple[str, ...] = (), characters: int = 2000) -> st.SearchStrategy[str]:
    """Draw a text of some words, with each mark once where its field asks for them."""
    row = PLAIN_ROW if marks else TYPED_ROW

    def piece(start: int, length: int) -> str:
        room = characters - sum(len(mark) + 1 for mark in marks)
        return " ".join((" ".join(row[start : start + length])[:room].strip(), *marks))

    return st.builds(piece, st.integers(0, len(row) - most), st.integers(1, most))


def reviews() -> st.SearchStrategy[Data]:
    """Draw a review and the next one, which is due in time."""
    return st.builds(
        lambda first, days, who: {
            "version": "1",
            "reviewed_on": first,
            "review_by": first + timedelta(days),
            "translator": who,
        },
        st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        st.integers(1, 365 * MAX_YEARS_TO_REVIEW),
        texts(3),
    )


FACTS: dict[str, st.SearchStrategy[Any]] = {
    "language": st.sampled_from(LANGUAGES),
    "clinic.phone": st.sampled_from(PHONES),
    "clinic.fax": st.just("(718) 555-0199"),
    "clinic.email": st.sampled_from(EMAILS),
    "review": reviews(),
}
"""Values of which the schema does not say all, by their place."""


def contents(*sizes: Size) -> st.SearchStrategy[Data]:
    """Draw a valid content of one of these sizes, or of any, as data."""
    return st.sampled_from(sizes or SIZES).flatmap(of_size)


@cache
def of_size(size: Size) -> st.SearchStrategy[Data]:
    """Draw a valid content that says about so much, as data."""
    return _values(described(), size)


def changed() -> st.SearchStrategy[Data]:
    """Draw our own words with a few texts replaced by others, or left out where they may be."""
    changes = st.lists(st.tuples(st.sampled_from(_free(ours())), texts(12)), max_size=4)
    return changes.map(lambda pairs: _with(ours(), dict(pairs)))


def _values(schema: Schema, size: Size, path: str = "") -> st.SearchStrategy[Any]:
    """Draw what a schema describes."""
    if "anyOf" in schema:  # an optional value: the schema proper, and null
        schema = {**schema["anyOf"][0], **schema}
    if "$ref" in schema:
        schema = {**_definition(schema["$ref"]), **schema}
    if path in FACTS:
        return FACTS[path]
    match schema:
        case {"enum": choices}:
            return st.sampled_from(choices)
        case {"type": "string", "maxLength": most}:
            return _strings(schema, size, most)
        case {"type": "array", "items": each, "maxItems": most}:
            return st.lists(
                _values(each, size, f"{path}[]"),
                min_size=schema.get("minItems", 0),
                max_size=min(size.items, most),
            )
        case {"type": "object", "properties": fields}:
            values = {key: _values(fields[key], size, f"{path}.{key}".strip(".")) for key in fields}
            needed = {key: values.pop(key) for key in schema.get("required", ())}
            return st.fixed_dictionaries(needed, optional=values)
    return st.booleans()


def _strings(schema: Schema, size: Size, most: int) -> st.SearchStrategy[str]:
    """Draw what a pattern or, where there is none, a description asks for."""
    if "pattern" in schema:
        pattern: str = schema["pattern"]
        return st.from_regex(pattern, fullmatch=True).filter(lambda text: len(text) <= most)
    asked = re.match(r"Must contain .*", schema.get("description", ""))
    return texts(size.words, tuple(re.findall(r"\{\w+\}", asked[0])) if asked else (), most)


def _definition(name: str) -> Schema:
    found: Schema = described()["$defs"][name.rpartition("/")[2]]
    return found


def _free(data: object, loc: Loc = ()) -> list[Loc]:
    """Return the places of the texts that may say anything."""
    found: list[Loc] = []
    if isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            if loc or step in ("titles", "cover", "summary", "next_step", "sections", "referral"):
                found += _free(value, (*loc, step))
    elif isinstance(data, str):
        found.append(loc)
    return found


def _with(data: Data, new: dict[Loc, str]) -> Data:
    """Return data with some of its texts replaced."""
    for loc, text in new.items():
        inner: Any = data
        for step in loc[:-1]:
            inner = inner[step]
        inner[loc[-1]] = text
    return data


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Draw our own file, damaged: bytes flipped, lines lost, doubled, moved or begun elsewhere."""
    lines = OURS.read_bytes().splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        block = lines[at : at + draw(st.integers(1, 9))]
        how = draw(st.sampled_from(("flip", "lose", "double", "move", "indent")))
        if how == "flip":
            byte = draw(st.integers(0, len(block[0]) - 1))
            new = bytes([draw(st.integers(0, 255))])
            lines[at] = block[0][:byte] + new + block[0][byte + 1 :]
        elif how == "indent":
            spaces = b" " * draw(st.integers(0, 12))
            lines[at : at + len(block)] = [spaces + line.lstrip(b" ") for line in block]
        else:
            if how != "double":
                del lines[at : at + len(block)]
            if how != "lose":
                to = draw(st.integers(0, len(lines)))
                lines[to:to] = block
    return b"".join(lines)
