"""What a section shows beside its words: how its items are set, a number, a drawing with labels."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from textwrap import wrap
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationInfo

from brochures.content.fields import (
    MOST_IN_A_LINE,
    MOST_ITEMS,
    FactError,
    Heading,
    Line,
    Part,
    Text,
    as_list,
    as_written,
    one_of,
    or_one_text,
)
from brochures.content.items import Group, Item
from brochures.content.yaml_errors import shown
from brochures.data.labelled import labelled_drawings

ITEM_STYLES = ("named", "run-in", "timeline")
"""How items can be set: their names on lines of their own, each name followed by its words, or one
below the other along a line."""

LOOKS = (*ITEM_STYLES, "icon-rows", "icon-groups", "pull-number", "frieze")
"""What a section may ask for. icon-rows and icon-groups promise an icon with each item or group;
with pull-number the first number in its lead, if there is one, is set large."""

FEWEST_ARCHES, MOST_ARCHES = 2, 5
"""In a frieze: an arch for each group."""

MOST_ROWS = 6
"""To write on, below a step."""

MOST_IN_A_ROW = 28
"""Letters of the longest words of its columns, which stand side by side in the narrowest panel."""

WIDEST_LABEL = 12
"""Letters of a line beside a drawing, in the narrowest panel; there is room for two lines."""

_BESIDE = r"\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Characters of Chinese and Japanese, which have no spaces around numbers."""

_NUMBER = re.compile(rf"(?<![^\W{_BESIDE}])(?<![.,:/-])\d+(?:[.,:/]\d+)*\s?%?(?![^\W{_BESIDE}]|-)")
_SENTENCE_END = re.compile(r"[.?!:\u061f\u06d4\u0964](?=\s)|[\u3002\uff01\uff1a\uff1f]")
"""Also the marks of Arabic, Urdu and Bengali, and those of Chinese and Japanese."""


@dataclass(frozen=True, slots=True)
class Pull:
    """A sentence whose number is set large, and what follows the sentence."""

    before: str
    number: str
    rest: str
    after: str


def pull(text: str | None) -> Pull | None:
    """Split a text around its first number; None where it has none, or one within bold words."""
    found = _NUMBER.search(text or "")
    if text is None or found is None or text[: found.start()].count("**") % 2:
        return None
    end = _SENTENCE_END.search(text, found.end())
    stop = end.end() if end else len(text)
    return Pull(text[: found.start()], found[0], text[found.end() : stop], text[stop:].strip())


def check_shown(asked: Collection[str], groups: Collection[Group], items: Collection[Item]) -> None:
    """Refuse to show a section in a way for which it lacks something."""
    if sum(name in ITEM_STYLES for name in asked) > 1:
        raise FactError(
            f"Items are set in one way, and `show` names several: {', '.join(asked)}.",
            f"Keep one of {', '.join(ITEM_STYLES)}.",
        )
    if "icon-rows" in asked and not (items and all(item.icon for item in items)):
        raise FactError(
            "`show: icon-rows` asks for an icon with each item.",
            "Add `icon:` to each, or take icon-rows out.",
        )
    if {"icon-groups", "frieze"} & set(asked) and not (groups and all(g.icon for g in groups)):
        raise FactError(
            "`show` asks for an icon with each group.",
            "Add `icon:` to each group, or take icon-groups and frieze out.",
        )
    if "frieze" in asked and not FEWEST_ARCHES <= len(groups) <= MOST_ARCHES:
        raise FactError(
            f"A frieze has an arch for each group, and there are {len(groups)}.",
            f"Take it out, or have {FEWEST_ARCHES} to {MOST_ARCHES} groups.",
        )


Show = Annotated[
    tuple[
        Annotated[
            str,
            StringConstraints(max_length=MOST_IN_A_LINE),
            one_of(lambda: LOOKS, "way to show a section"),
        ],
        ...,
    ],
    BeforeValidator(as_list),
    Field(max_length=len(LOOKS), json_schema_extra=or_one_text),
]


def _one_each(labels: tuple[str, ...], figure: ValidationInfo) -> tuple[str, ...]:
    art = figure.data.get("art")
    parts = labelled_drawings().get(art or "", ())
    if art and len(labels) != len(parts):
        named = ", ".join(part.what for part in parts)
        raise FactError(
            f"The drawing {art} has {len(parts)} parts to be labelled, and there are {len(labels)}"
            " labels.",
            f"Write one for each, from the top: {named}.",
        )
    for label in labels:
        if len(wrap(label, WIDEST_LABEL, break_on_hyphens=False)) > 2:  # noqa: PLR2004
            raise FactError(
                f'"{shown(label)}" is too long for a label beside a drawing.',
                f"Write two lines of up to {WIDEST_LABEL} letters; say more in the figure's text.",
            )
    return labels


class Figure(Part):
    """A drawing whose parts are named, such as how a device works."""

    title: Heading | None = None
    """What the figure shows, such as "How it works"."""
    art: Annotated[
        str,
        StringConstraints(max_length=MOST_IN_A_LINE),
        one_of(lambda: tuple(labelled_drawings()), "drawing with parts to be labelled"),
    ]
    """A drawing with parts to be labelled that comes with the program, by its name."""
    labels: Annotated[
        tuple[Line, ...], Field(min_length=1, max_length=MOST_ITEMS), AfterValidator(_one_each)
    ]
    """The names of its parts, from the top."""
    text: Text | None = None
    """What it means, in a sentence or two; stands below it."""

    def said(self) -> tuple[str, ...]:
        """Return its texts, as they are read."""
        return tuple(filter(None, (self.title, *self.labels, self.text)))


def _narrow(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse columns that are wider than a panel: their words stand side by side."""
    words = [max(column.split(), key=len) for column in columns]
    if sum(map(len, words)) > MOST_IN_A_ROW:
        raise FactError(
            f"These columns are too wide: their longest words have {sum(map(len, words))} letters"
            f" together, and there is room for {MOST_IN_A_ROW}.",
            f'Write shorter words than "{shown(max(words, key=len))}", or fewer columns.',
        )
    return columns


class WriteIn(Part):
    """Ruled rows below a step, to be filled in by hand."""

    step: Annotated[int, Field(ge=1, le=MOST_ITEMS), BeforeValidator(as_written)]
    """The number of the step that they stand below."""
    columns: Annotated[tuple[Line, ...], Field(min_length=1, max_length=4), AfterValidator(_narrow)]
    """What is to be written into each row, such as [Medicine, How long]."""
    rows: Annotated[int, Field(ge=1, le=MOST_ROWS), BeforeValidator(as_written)] = 3
    """How many there are."""
