"""Valid contents, drawn from the shape of `Content` itself: a new field needs nothing here.

All texts are pieces of one long row of words: a content of hundreds of texts takes a few hundred
draws, and Hypothesis makes it smaller when a test fails. What the JSON Schema does not say of a
value is drawn by a function of its own, found by the value's place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from brochures.content.blocks import KINDS
from brochures.content.catalog import languages
from brochures.content.fields import Loc
from brochures.content.figures import ITEM_STYLES
from brochures.content.items import DEPTHS
from brochures.content.json_schema import schema as described
from brochures.content.labels import MAIL_MARKS
from brochures.content.model import MAX_YEARS_TO_REVIEW, Content
from brochures.data import drawings, icons
from brochures.formats import FORMATS
from brochures.formats.model import Format
from tests.drawn_facts import (
    COUNTRIES,
    EMAILS,
    FILES,
    LANGUAGES,
    NAMES,
    PHOTO,
    PICTURES,
    Data,
    texts,
)
from tests.drawn_figures import figures, next_steps
from tests.samples import ours

Schema = dict[str, Any]


class Size(NamedTuple):
    """How much a content says."""

    words: int
    """Most words of a text."""
    items: int
    """Most items of a list."""
    sections: int = 1
    """Fewest sections."""


SIZES = (Size(5, 1), Size(12, 3), Size(60, 8))


def content_of(data: Data) -> Content:
    """Return the content that data is, its pictures lying in the folder where they do."""
    content = Content.model_validate(data)
    for _, file in content.files():
        file.folder = PICTURES
    return content


# Values of which the schema does not say all


def _clinics(size: Size) -> st.SearchStrategy[Data]:
    """Draw a clinic in some country, without some of the facts that may be left out."""
    needed = ("country", "address", "phone")

    def of(facts: Data, others: Data, left_out: set[str]) -> Data:
        kept = {key: facts[key] for key in facts if key in needed or key not in left_out}
        return {**others, **kept}

    schema = _definition("Clinic")
    free = {key: each for key, each in schema["properties"].items() if key not in OF_A_COUNTRY}
    others = _values({**schema, "properties": free, "required": ["name"]}, size, "clinic.")
    return st.builds(
        of,
        st.sampled_from(COUNTRIES),
        others,
        st.sets(st.sampled_from(("fax", "npi", "other_phones"))),
    )


OF_A_COUNTRY = ("country", "address", "phone", "fax", "npi", "other_phones")


def _reviews(_: Size) -> st.SearchStrategy[Data]:
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


def _sections(size: Size) -> st.SearchStrategy[Data]:
    """Draw sections with any names."""
    schema = _definition("Topic")["properties"]["sections"]
    (pattern,) = schema["patternProperties"]
    longest = schema["propertyNames"]["maxLength"]
    free = st.from_regex(pattern, fullmatch=True).filter(lambda name: len(name) <= longest)
    names = st.one_of(st.sampled_from(NAMES), free)
    least, most = size.sections, max(size.items, size.sections + 2)
    return st.dictionaries(names, _section(size), min_size=least, max_size=most)


def _section(size: Size) -> st.SearchStrategy[Data]:
    """Draw a section with one body, of any kind."""
    schema = _definition("Section")
    heads = {key: each for key, each in schema["properties"].items() if key not in KINDS}
    head = _values({**schema, "properties": heads}, size, "section.")
    bodies = st.one_of(
        [
            st.fixed_dictionaries({kind: _values(schema["properties"][kind], size, kind)})
            for kind in KINDS
        ]
    )
    return st.builds(lambda head, body: {**head, **body}, head, bodies)


def _tables(size: Size) -> st.SearchStrategy[Data]:
    """Draw a table, each row of which has as many cells as there are columns."""
    schema = _definition("Table")
    properties = schema["properties"]
    most = min(properties["columns"]["maxItems"], 1 + size.items)
    others = {key: properties[key] for key in properties if key not in schema["required"]}
    notes = _values({**schema, "properties": others, "required": ()}, size, "table.")

    def of_width(width: int) -> st.SearchStrategy[Data]:
        headers = st.lists(texts(2, characters=100), min_size=width, max_size=width)
        row = st.lists(texts(size.words), min_size=width, max_size=width)
        rows = st.lists(row, min_size=1, max_size=size.items)
        return st.builds(
            lambda columns, rows, notes: {"columns": columns, "rows": rows, **notes},
            headers,
            rows,
            notes,
        )

    return st.integers(2, most).flatmap(of_width)


def _charts(size: Size) -> st.SearchStrategy[Data]:
    """Draw a chart of any numbers, or of whole numbers of all."""

    def of(all_of: int | None) -> st.SearchStrategy[Data]:
        anything = st.one_of(
            st.integers(0, 10**9), st.decimals(0, 1000, places=2).map(float), st.just(0)
        )
        numbers = st.integers(0, all_of) if all_of else anything
        value = st.builds(
            lambda name, number: {"name": name, "value": number},
            texts(3, characters=100),
            numbers,
        )
        return st.fixed_dictionaries(
            {
                "caption": texts(size.words),
                "values": st.lists(value, min_size=1, max_size=size.items),
                "source": texts(size.words),
                **({"of": st.just(all_of)} if all_of else {}),
            },
            optional={"unit": st.sampled_from(("%", " hours", " <b>"))},
        )

    return st.one_of(st.none(), st.integers(2, 20)).flatmap(of)


def _pictures(size: Size) -> st.SearchStrategy[Data]:
    """Draw a picture that there is."""
    schema = _definition("Picture")
    file = {"enum": list(FILES)}
    return _values(
        {**schema, "properties": {**schema["properties"], "file": file}}, size, "picture."
    )


def _logos(size: Size) -> st.SearchStrategy[Data]:
    """Draw a logo that there is."""
    return st.fixed_dictionaries({"file": st.sampled_from(FILES), "alt": texts(size.words)})


def _covers(size: Size) -> st.SearchStrategy[Data]:
    """Draw a cover with a drawing, or with a photo that there is."""
    schema = _definition("Cover")
    words = {key: each for key, each in schema["properties"].items() if key not in ("art", "photo")}
    photo = st.fixed_dictionaries({"file": st.just(PHOTO), "alt": texts(size.words)})
    pictures: st.SearchStrategy[Data] = st.one_of(
        st.just({}),
        st.sampled_from(drawings()).map(lambda name: {"art": name}),
        photo.map(lambda each: {"photo": each}),
    )
    drawn = _values({**schema, "properties": words}, size, "cover.")
    return st.builds(lambda words, picture: {**words, **picture}, drawn, pictures)


def _colors(_: Size) -> st.SearchStrategy[Data]:
    """Draw colours that do beside one another and beside those of any theme."""
    dark, light = st.sampled_from(("#000000", "#0B4A57", "#404040")), st.just("#eef4f3")
    any_color = st.from_regex(r"#[0-9a-fA-F]{6}", fullmatch=True)
    kinds = {"dark": dark, "light": light, "any": any_color}
    of = {
        **dict.fromkeys(("ink", "deep", "urgent"), "dark"),
        **dict.fromkeys(("tint", "cool", "warm", "glow"), "light"),
    }
    names = _definition("Colors")["properties"]
    return st.fixed_dictionaries({}, optional={name: kinds[of.get(name, "any")] for name in names})


def _mail_line(size: Size) -> st.SearchStrategy[str]:
    """Draw a line of the e-mail to a physician, which may hold some marks and no others."""
    return st.sampled_from(MAIL_MARKS).flatmap(lambda mark: texts(size.words, (mark,)))


_DRAWN: Mapping[str, Callable[[Size], st.SearchStrategy[Any]]] = {
    "language": lambda _: st.sampled_from(LANGUAGES),
    "clinic": _clinics,
    "clinic.language_help[]": lambda _: st.sampled_from(languages()),
    "clinic.email": lambda _: st.sampled_from(EMAILS),
    "clinic.hours": lambda size: st.one_of(
        texts(size.words, characters=100),
        st.lists(texts(size.words, characters=100), min_size=1, max_size=size.items),
    ),
    "brand": lambda size: st.fixed_dictionaries(
        {}, optional={"colors": _colors(size), "logo": _logos(size)}
    ),
    "review": _reviews,
    "topic.cover": _covers,
    "topic.sections": _sections,
    "section.art": lambda _: st.sampled_from(drawings()),
    "topic.referral.who.items[].icon": lambda _: st.sampled_from(icons()),
    "items[].icon": lambda _: st.sampled_from(icons()),
    "groups[].icon": lambda _: st.sampled_from(icons()),
    "groups[].items[].icon": lambda _: st.sampled_from(icons()),
    "section.show": lambda _: st.sampled_from(ITEM_STYLES),
    "section.figure": lambda size: figures(size.words),
    "topic.next_step": lambda size: next_steps(size.words, size.items),
    "table": _tables,
    "chart": _charts,
    "picture": _pictures,
    "labels.mail.lines[]": _mail_line,
}
"""What draws the values at some places."""

LATER = ("base", "editions", "handouts", "translations")
"""What is no value by itself: other files, and what stands where."""


def contents(*sizes: Size, sections: int = 1) -> st.SearchStrategy[Data]:
    """Draw a valid content of one of these sizes, or of any, as data, with so many sections."""
    enough = [size._replace(sections=sections) for size in sizes or SIZES]
    return st.sampled_from(enough).flatmap(of_size)


def contents_for(made: Format, *sizes: Size) -> st.SearchStrategy[Data]:
    """Draw a valid content with enough sections for a format."""
    return contents(*sizes, sections=max(1, sum(len(slot.places) for slot in made.slots)))


@cache
def of_size(size: Size) -> st.SearchStrategy[Data]:
    """Draw a valid content that says about so much, as data."""
    schema = described()
    properties = {key: each for key, each in schema["properties"].items() if key not in LATER}
    needed = [*schema["required"], *schema["else"]["required"]]
    return _values({**schema, "properties": properties, "required": needed}, size).flatmap(_placed)


def _placed(data: Data) -> st.SearchStrategy[Data]:
    """Draw what stands where in a content; or say nothing of it."""
    names = list(data["topic"]["sections"])
    asked = {name: _asked(made, names) for name, made in FORMATS.items()}
    handouts = st.fixed_dictionaries({}, optional=asked)
    return st.one_of(st.just(data), handouts.map(lambda said: {**data, "handouts": said}))


def _asked(made: Format, names: list[str]) -> st.SearchStrategy[Any]:
    """Draw whether a handout is made or, where there are enough sections, what it shows."""
    answers = st.one_of(st.none(), st.booleans())
    places = [len(slot.places) for slot in made.slots]
    if not places or len(names) < sum(places):
        return answers
    entry = st.sampled_from((None, *DEPTHS))

    def entries(order: list[str], depths: list[str | None]) -> list[Any]:
        return [{name: depth} if depth else name for name, depth in zip(order, depths, strict=True)]

    def by_slot(listed: list[Any]) -> Data:
        ends = [sum(places[: number + 1]) for number in range(len(places) - 1)]
        starts = [0, *ends]
        return {
            slot.name: listed[start:end]
            for slot, start, end in zip(made.slots, starts, [*ends, len(listed)], strict=True)
        }

    listed = st.builds(
        entries,
        st.permutations(names),
        st.lists(entry, min_size=len(names), max_size=len(names)),
    )
    return st.one_of(answers, listed, listed.map(by_slot))


def changed() -> st.SearchStrategy[Data]:
    """Draw our own words with a few texts replaced by others."""
    narrow = {"labels", "columns"}  # of a figure, and of rows to write on
    free = [
        loc
        for loc, _ in Content.model_validate(ours()).prose()
        if loc != ("topic", "name") and narrow.isdisjoint(loc[-2:-1])
    ]
    changes = st.lists(st.tuples(st.sampled_from(free), texts(12, characters=100)), max_size=4)
    return changes.map(lambda pairs: _with(ours(), dict(pairs)))


# What the schema says


def _values(schema: Schema, size: Size, path: str = "") -> st.SearchStrategy[Any]:
    """Draw what a schema describes; `path` is that of the value, or of its part with a dot."""
    if path in _DRAWN:
        return _DRAWN[path](size)
    if "$ref" in schema:
        return _values({**_definition(schema["$ref"]), **_but(schema, "$ref")}, size, path)
    if "anyOf" in schema:
        kinds = [each for each in schema["anyOf"] if each != {"type": "null"}]
        about = _but(schema, "anyOf")
        return st.one_of([_values({**each, **about}, size, path) for each in kinds])
    if isinstance(schema.get("type"), list):  # keys or, in their place, a word such as always
        return st.one_of(
            [_of_type({**schema, "type": kind}, size, path) for kind in schema["type"]]
        )
    return _of_type(schema, size, path)


def _of_type(schema: Schema, size: Size, path: str) -> st.SearchStrategy[Any]:
    """Draw a value of the type that a schema says."""
    match schema:
        case {"enum": choices}:
            return st.sampled_from(choices)
        case {"type": "string"}:
            return _strings(schema, size, schema.get("maxLength", 100))
        case {"type": "array", "items": each, "maxItems": most}:
            least = schema.get("minItems", 0)
            values = _values(each, size, f"{path}[]")
            return st.lists(values, min_size=least, max_size=max(least, min(size.items, most)))
        case {"type": "object", "properties": fields}:
            before = f"{path.removesuffix('.')}." if path else ""
            drawn = {key: _values(fields[key], size, f"{before}{key}") for key in fields}
            needed = {key: drawn.pop(key) for key in schema.get("required", ())}
            return st.fixed_dictionaries(needed, optional=drawn)
    assert schema.get("type") == "boolean", f"{path}: {schema}"
    return st.booleans()


def _strings(schema: Schema, size: Size, most: int) -> st.SearchStrategy[str]:
    """Draw what a pattern or, where there is none, a description asks for."""
    if "pattern" in schema:
        pattern: str = schema["pattern"]
        return st.from_regex(pattern, fullmatch=True).filter(lambda text: len(text) <= most)
    asked = re.match(r"(?:[^.]+\. )?Must contain .*", schema.get("description", ""), re.DOTALL)
    marks = dict.fromkeys(re.findall(r"\{\w+\}", asked[0])) if asked else ()
    return texts(size.words, tuple(marks), most)


def _definition(name: str) -> Schema:
    found: Schema = described()["$defs"][name.rpartition("/")[2]]
    return found


def _but(schema: Schema, key: str) -> Schema:
    return {name: value for name, value in schema.items() if name != key}


def _with(data: Data, new: dict[Loc, str]) -> Data:
    """Return data with some of its texts replaced."""
    for loc, text in new.items():
        inner: Any = data
        for step in loc[:-1]:
            inner = inner[step]
        inner[loc[-1]] = text
    return data
