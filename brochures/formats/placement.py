"""Placement: which sections stand where, and how much of each is shown.

A content may say it; where it does not, sections fill the places in reading order, all of them in
full. Where that has no room, the last section is shown at less depth, then the one before it, and
so on: the candidates here go from the roomiest to the tightest, and the first that fits is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from itertools import accumulate, combinations, pairwise
from typing import Any

from brochures.content.fields import Loc
from brochures.content.items import DEPTHS, Depth
from brochures.content.model import Content
from brochures.content.yaml_errors import shown
from brochures.formats import FORMATS, formats
from brochures.formats.model import Format, Placed, Placement, Slot

LESS: Mapping[Depth, tuple[Depth, ...]] = {"full": ("full", "short", "name")}
"""What is shown in turn where there is no room; at another depth a section stays as it is."""

NEVER_FALL_BACK = frozenset({"brief", "easy"})
"""Depths whose words are written for themselves: a format made of them needs some."""

TITLE, TEXT = 60, 20
"""What a section and each of its texts weigh beside their letters, in letters: the space around."""

Fault = tuple[Loc, str, str]
"""Where something is wrong with a content, what, and how to fix it."""

_Entry = tuple[str, Depth | None]
"""A section that is to be shown, and the depth, if the content names one."""


def candidates(made: Format, content: Content) -> tuple[Format, ...]:
    """Return a format with its sections placed, in each way to try: the roomiest comes first.

    Where it follows another one, each way is one of that other: `tried` says which has room.
    """
    if made.follows:
        (place,) = made.slots[0].places
        return tuple(
            replace(made, placement={place: _in_reading_order(each, content)})
            for each in tried(made, content)
        )
    filled = _filled(made, content)
    choices = [
        LESS.get(made.depth, (made.depth,)) if depth is None else (depth,)
        for _, entries in filled
        for _, depth in entries
    ]
    ways = _ever_less(choices) if made.pages else [tuple(each[0] for each in choices)]
    placed = [replace(made, placement=_placed(made, content, filled, way)) for way in ways]
    for omitted in accumulate((each,) for each in made.spare):
        placed.append(replace(placed[-1], without=(*made.without, *omitted)))
    return tuple(placed)


def tried(made: Format, content: Content) -> tuple[Format, ...]:
    """Return the format that is laid out to find the candidate with room, in each way to try."""
    return candidates(formats(content)[made.follows] if made.follows else made, content)


def _in_reading_order(made: Format, content: Content) -> tuple[Placed, ...]:
    """Return the sections of a format in the order of the content, wherever they stand on it."""
    order = list(content.topic.sections)
    found = (each for place in made.placement.values() for each in place)
    return tuple(sorted(found, key=lambda each: order.index(each.section)))


def _filled(made: Format, content: Content) -> list[tuple[Slot, tuple[_Entry, ...]]]:
    """Return the slots of a format, and what is to stand in each."""
    match content.handouts.get(made.name):
        case dict() as by_slot:
            return [(slot, _entries(by_slot.get(slot.name))) for slot in made.slots]
        case list() as listed:
            return _in_a_row(made, _entries(listed))
    return _in_a_row(made, tuple((name, None) for name in _shown(made, content)))


def _in_a_row(made: Format, entries: tuple[_Entry, ...]) -> list[tuple[Slot, tuple[_Entry, ...]]]:
    """Return all slots as one, which holds all sections; of a few, the largest slot holds all.

    So one section alone stands inside a folded sheet, not on its flap.
    """
    if not made.slots:
        return []
    largest = max(made.slots, key=lambda slot: len(slot.places))
    if len(entries) <= len(largest.places):
        return [(slot, entries if slot is largest else ()) for slot in made.slots]
    return [(Slot("", tuple(place for slot in made.slots for place in slot.places)), entries)]


def _shown(made: Format, content: Content) -> Iterable[str]:
    """Yield the sections that a format shows where the content does not say which."""
    for name, section in content.topic.sections.items():
        if made.for_patients or section.is_clinical:
            yield name


def _entries(listed: object) -> tuple[_Entry, ...]:
    """Return what a content lists, such as [causes, {types: name}]."""
    entries: list[_Entry] = []
    for each in listed if isinstance(listed, list) else ():
        entries += each.items() if isinstance(each, dict) else [(each, None)]
    return tuple(entries)


def _ever_less(choices: Sequence[Sequence[Depth]]) -> Iterator[tuple[Depth, ...]]:
    """Yield the depths of sections: the first of each, then ever less, the last section first."""
    depths = [each[0] for each in choices]
    yield tuple(depths)
    for level in range(1, max(map(len, choices), default=0)):
        for number in reversed(range(len(choices))):
            if level < len(choices[number]):
                depths[number] = choices[number][level]
                yield tuple(depths)


def _placed(
    made: Format,
    content: Content,
    filled: Iterable[tuple[Slot, tuple[_Entry, ...]]],
    depths: Iterable[Depth],
) -> Placement:
    """Return what stands where, at these depths."""
    left = iter(depths)
    widths = {panel.name: panel.width for panel in made.panels}
    placement: dict[str, tuple[Placed, ...]] = {}
    for slot, entries in filled:
        sections = [Placed(name, next(left)) for name, _ in entries]
        weights = [_weight(content, each) for each in sections]
        ends = _shares(weights, [widths.get(place, 1.0) for place in slot.places])
        for place, (start, end) in zip(slot.places, pairwise((0, *ends)), strict=True):
            placement[place] = tuple(sections[start:end])
    return placement


def _weight(content: Content, placed: Placed) -> int:
    texts = content.topic.sections[placed.section].said(placed.depth)
    return TITLE + sum(len(text) + TEXT for text in texts)


def _shares(weights: Sequence[int], widths: Sequence[float]) -> tuple[int, ...]:
    """Return where each place's share of a row of sections ends, so that all are equally full."""
    count, places = len(weights), len(widths)
    if count <= places:
        return tuple(min(number, count) for number in range(1, places + 1))
    sums = [0, *accumulate(weights)]

    def fullest(ends: tuple[int, ...]) -> float:
        edges = pairwise((0, *ends, count))
        return max(
            (sums[end] - sums[start]) / width
            for (start, end), width in zip(edges, widths, strict=True)
        )

    return (*min(combinations(range(1, count), places - 1), key=fullest), count)


# Which handouts are made


def chosen(content: Content, names: Iterable[str] = ()) -> tuple[list[Format], list[str]]:
    """Return the formats to make of a content, and a sentence for each that is not.

    Those that are named are made in any case; `lacking` says what they need. A translation is for
    patients, unless its handouts are named; what speaks all languages is not made of each.
    """
    named = set(names)
    made, notes = [], []
    for name, each in formats(content).items():
        asked = content.handouts.get(name, not each.on_request)
        if named and name not in named:
            continue
        elsewhere = content.is_translation and (each.multilingual or not each.for_patients)
        if not named and (asked is False or elsewhere):
            continue
        if not named and (why := lacking(each, content)):
            notes.append(f"{name}: not made. {why}")
        else:
            made.append(each)
    return made, notes


def lacking(made: Format, content: Content) -> str | None:
    """Say what words a format has to have that a content does not; None where it has them."""
    topic = content.topic
    if made.multilingual and not content.clinic.language_help:
        return (
            "The clinic does not say for which languages it gets interpreters: add"
            " `language_help` to the clinic."
        )
    if not made.for_patients:
        clinical = topic.for_clinicians or topic.referral
        if not clinical and not any(each.is_clinical for each in topic.sections.values()):
            return "There are no words for clinicians: add `for_clinicians` to the topic."
    if made.slots and made.depth in NEVER_FALL_BACK:
        own = any(getattr(item, made.depth) for item in topic.all_items)
        return None if own else f"There are no `{made.depth}` words: add them to the items."
    return None


# What a content says of it


def faults(content: Content) -> Iterator[Fault]:
    """Yield what is wrong with `handouts` in a content."""
    for name, asked in content.handouts.items():
        loc: Loc = ("handouts", name)
        if name not in FORMATS:
            yield loc, f'There is no format called "{shown(name)}".', _instead(name, FORMATS)
            continue
        yield from _wrong(FORMATS[name], content, asked, loc)


def _wrong(made: Format, content: Content, asked: object, loc: Loc) -> Iterator[Fault]:
    if asked is None or isinstance(asked, bool):
        return
    if not made.slots or made.follows:
        yield _takes_none(made, loc)
        return
    slots = {slot.name: slot for slot in made.slots}
    lists: dict[Loc, object]
    if isinstance(asked, dict):
        lists = {(*loc, name): listed for name, listed in asked.items() if name in slots}
        for name in (name for name in slots if name not in asked):
            yield loc, f"Nothing says what stands in {name}.", f"Add a line: {name}: [...]"
        for name in (name for name in asked if name not in slots):
            what = f'{made.name} has no place called "{shown(name)}".'
            yield (*loc, name), what, _instead(name, slots)
    else:
        lists = {loc: asked}
    seen: set[str] = set()
    places = {(*loc, name): len(slot.places) for name, slot in slots.items()}
    places[loc] = sum(places.values())
    for where, listed in lists.items():
        if not isinstance(listed, list):
            example = f"[{', '.join(content.topic.sections)}]"
            yield where, "A list of sections is wanted here.", f"Write it like {example}."
            continue
        if len(listed) < places[where]:
            room = f"{places[where]} section{'s' if places[where] > 1 else ''}"
            what = f"There is room for {room} at least, and {len(listed)} listed."
            yield where, what, "Add some, or split one in two."
        for number, entry in enumerate(listed):
            yield from _wrong_entry(content, entry, (*where, number), seen)


def _takes_none(made: Format, loc: Loc) -> Fault:
    if not made.follows:
        return loc, f"{made.name} takes no sections.", f"Write {made.name}: yes"
    what = f"{made.name} shows what {made.follows} shows."
    return loc, what, f"Write {made.name}: yes, and list the sections below {made.follows}."


def _wrong_entry(content: Content, entry: Any, loc: Loc, seen: set[str]) -> Iterator[Fault]:  # noqa: ANN401 - as it was read
    if isinstance(entry, str):
        entry = {entry: None}
    if not isinstance(entry, dict) or len(entry) != 1:
        yield loc, "A section is wanted here.", "Write its name, or its name: short."
        return
    ((name, depth),) = entry.items()
    sections = content.topic.sections
    if name not in sections:
        yield loc, f'There is no section called "{shown(name)}".', _instead(name, sections)
    elif name in seen:
        yield loc, f'"{name}" stands in this handout twice.', "Take it out here."
    if isinstance(depth, str) and depth not in DEPTHS:
        what = f'There is no depth called "{shown(depth)}".'
        yield (*loc, name), what, _instead(depth, DEPTHS)
    elif depth is not None and depth not in DEPTHS:
        yield (*loc, name), "A depth is wanted here.", _instead("", DEPTHS)
    seen.add(name)


def _instead(word: str, names: Iterable[str]) -> str:
    known = list(names)
    near = get_close_matches(word.lower(), known, 1, 0.6)
    return f'Did you mean "{near[0]}"?' if near else f"There are: {', '.join(known)}."
