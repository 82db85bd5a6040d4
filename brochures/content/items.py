"""Items: things that are said, each at several depths, and groups of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from brochures.content.fields import MOST_IN_A_LINE, MOST_ITEMS, Brief, Heading, Part, Text, one_of
from brochures.data import icons

Depth = Literal["name", "brief", "short", "full", "clinical", "easy"]
"""How much a format shows of a section: names only, a line, few words, all, what clinicians read,
or what is easiest to read."""

DEPTHS: tuple[Depth, ...] = ("name", "brief", "short", "full", "clinical", "easy")

WORDS: dict[Depth, tuple[str, ...]] = {
    "name": (),
    "brief": ("brief", "short", "text"),
    "short": ("short", "text"),
    "full": ("text", "short"),
    "clinical": ("for_clinicians", "text", "short"),
    "easy": ("easy", "short", "text"),
}
"""The fields of an item that are looked for at a depth, the first one that is there printed."""

FEW_WORDS: frozenset[Depth] = frozenset({"brief", "short", "easy"})
"""Depths at which an item's words can be a sentence around its name."""

Icon = Annotated[str, StringConstraints(max_length=MOST_IN_A_LINE), one_of(icons, "icon")]
"""The name of an icon in render/templates/art/icons/."""


class Item(Part):
    """One thing that is said: a sign, a cause, a treatment, a date."""

    name: Heading
    """In plain words, such as "Always tired"."""
    medical: Text | None = None
    """What a doctor calls it, such as "Chronic fatigue". Printed beside the plain name in large
    print, and read out in place of an abbreviation."""
    medical_short: Text | None = None
    """The medical name in fewer words, such as "Augmentation", for tables."""
    text: Text | None = None
    """The whole of it, in plain words."""
    short: Text | None = None
    """A few words, for places where the whole text has no room."""
    brief: Brief | None = None
    """A line of 62 characters at most, for tables."""
    easy: Text | None = None
    """The same for people who find reading hard: short sentences, one idea each."""
    for_clinicians: Text | None = None
    """The same in clinical words, for physicians."""
    offered: bool = False
    """true if the clinic offers it."""
    icon: Icon | None = None
    """A small picture that comes with the program, by its name, such as moon."""

    def called(self, depth: Depth) -> str:
        """Return the name at a depth: physicians read the medical one, or the abbreviation."""
        if depth == "clinical":
            medical = None if self.name.isupper() else self.medical
            return self.medical_short or medical or self.name
        return self.name

    def words(self, depth: Depth) -> str:
        """Return what is said about the item at a depth; '' where nothing is."""
        found = (getattr(self, field) for field in WORDS[depth])
        return next(filter(None, found), "")

    def around_name(self, depth: Depth) -> tuple[str, str] | None:
        """Return what stands before and after the name in its words; None where they lack it."""
        found = re.search(rf"(?<!\w){re.escape(self.name)}(?!\w)", self.words(depth))
        if found is None or depth not in FEW_WORDS:
            return None
        words = self.words(depth)
        return words[: found.start()], words[found.end() :]

    def names_itself(self, depth: Depth) -> bool:
        """Whether its few words hold the name, which need not stand before them then."""
        return self.around_name(depth) is not None

    def said(self, depth: Depth) -> Iterator[str]:
        """Yield the texts of the item that are printed at a depth."""
        if not self.names_itself(depth):
            yield self.called(depth)
        if depth == "full" and self.medical:
            yield self.medical
        yield from filter(None, [self.words(depth)])


class Group(Part):
    """Some items of a section that belong together."""

    title: Heading
    """What they have in common, such as "Medicine"."""
    for_clinicians: Text | None = None
    """The group's title in clinical words."""
    icon: Icon | None = None
    """A small picture that comes with the program, by its name, such as medicine."""
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=MOST_ITEMS)]
    """A list: a name and a text each."""

    def called(self, depth: Depth) -> str:
        """Return the group's title at a depth."""
        return (self.for_clinicians if depth == "clinical" else None) or self.title

    @property
    def offers(self) -> bool:
        """Whether the clinic offers any of it."""
        return any(item.offered for item in self.items)
