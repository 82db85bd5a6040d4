"""What the handouts explain: sections, their groups and items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from brochures.content.fields import MOST_GROUPS, MOST_ITEMS, Part, Text

Depth = Literal["name", "short", "full", "clinical"]
"""How much of an item a format shows: its name only, its short, full or clinicians' text."""


class Item(Part):
    """One thing that is said: a sign, a cause, a treatment."""

    name: Text
    """In plain words."""
    medical: Text | None = None
    """What a doctor calls it. Printed beside the plain name in large print."""
    text: Text
    """The whole of it, in plain words."""
    short: Text | None = None
    """A few words, for places where the whole text has no room."""
    for_clinicians: Text | None = None
    """The same in clinical words, for physicians."""
    offered: bool = False
    """yes if the clinic offers this treatment."""

    def called(self, depth: Depth) -> str:
        """Return the name at a depth: physicians read the medical one, or the abbreviation."""
        if depth == "clinical" and self.medical and not self.name.isupper():
            return self.medical
        return self.name

    def words(self, depth: Depth) -> str:
        """Return what is said about the item at a depth ('' at depth 'name')."""
        match depth:
            case "name":
                return ""
            case "short":
                return self.short or self.text
            case "full":
                return self.text
            case "clinical":
                return self.for_clinicians or self.text

    def said(self, depth: Depth) -> Iterator[str]:
        """Yield the texts of the item that are printed at a depth."""
        yield self.called(depth)
        if depth == "full" and self.medical:
            yield self.medical
        yield from filter(None, [self.words(depth)])


class ClinicalWords(Part):
    """A section's heading and lead as physicians read them."""

    title: Text
    lead: Text | None = None


class Heading(Part):
    """What every section begins with."""

    title: Text
    lead: Text | None = None
    """One or two sentences that say the main thing."""
    short: Text | None = None
    """The lead in fewer words, for places where it has no room."""
    for_clinicians: ClinicalWords | None = None

    def opening(self, depth: Depth) -> Iterator[str]:
        """Yield the title and the lead that are printed at a depth."""
        clinical = self.for_clinicians if depth == "clinical" else None
        yield clinical.title if clinical else self.title
        if depth == "clinical":
            lead = clinical.lead if clinical else None
        else:
            lead = self.lead if depth == "full" else self.short or self.lead
        yield from filter(None, [lead])


class Section(Heading):
    """A section with a plain list of items."""

    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=MOST_ITEMS)]

    @property
    def all_items(self) -> tuple[Item, ...]:
        """Its items."""
        return self.items

    def said(self, depth: Depth) -> Iterator[str]:
        """Yield the texts of the section that are printed at a depth."""
        yield from self.opening(depth)
        for item in self.items:
            yield from item.said(depth)


class Group(Part):
    """Some items of a section that belong together."""

    title: Text
    for_clinicians: Text | None = None
    """The group's title in clinical words."""
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=MOST_ITEMS)]

    def called(self, depth: Depth) -> str | None:
        """Return the group's title at a depth; physicians may be given none."""
        return self.for_clinicians if depth == "clinical" else self.title


class GroupedSection(Heading):
    """A section whose items stand in groups."""

    groups: Annotated[tuple[Group, ...], Field(min_length=1, max_length=MOST_GROUPS)]

    @property
    def all_items(self) -> tuple[Item, ...]:
        """The items of all its groups."""
        return tuple(item for group in self.groups for item in group.items)

    def said(self, depth: Depth) -> Iterator[str]:
        """Yield the texts of the section that are printed at a depth."""
        yield from self.opening(depth)
        for group in self.groups:
            yield from filter(None, [group.called(depth)])
            for item in group.items:
                yield from item.said(depth)

    @property
    def offered(self) -> tuple[Item, ...]:
        """What the clinic offers of it."""
        return tuple(item for item in self.all_items if item.offered)


class Sections(Part):
    """What the handouts explain. Types, causes and consequences may be left out as a whole."""

    definition: Section
    symptoms: GroupedSection
    options: GroupedSection
    treatments: Section
    types: Section | None = None
    causes: Section | None = None
    consequences: Section | None = None

    @property
    def all_items(self) -> Iterator[Item]:
        """The items of all sections."""
        for name in type(self).model_fields:
            if section := getattr(self, name):
                yield from section.all_items
