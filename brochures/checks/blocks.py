"""A PDF's tagged text as blocks, such as headings and paragraphs, and the lines they are set in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate

from brochures.content import locales
from brochures.content.model import Content
from brochures.formats.model import Format
from brochures.pdf import Facts, Line, Run, Tag
from brochures.pdf import text as painted

BLOCKS = frozenset({"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "TD", "TH", "Caption"})
LEVELS = {"H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6}


@dataclass(frozen=True)
class Block:
    """A tag whose text is read in one go."""

    tag: Tag
    parent: Tag | None

    @property
    def level(self) -> int | None:
        """The level of a heading, from 1; None for other text."""
        return LEVELS.get(self.tag.type)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """What is painted of it and leaves ink."""
        return tuple(run for run in self.tag.runs if run.visible)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Its painted lines."""
        return tuple(map(Line, painted.lines(self.runs)))

    @cached_property
    def text(self) -> str:
        """What is read out, white space folded."""
        return " ".join(self.tag.text.split())


Blocks = tuple[Block, ...]


def prose(blocks: Blocks, content: Content) -> Blocks:
    """Return the blocks that people read as text: all but contact, dates and page numbers."""
    clinic = content.clinic
    marks = [*contact(content)[1:], clinic.phone.parts[0], *clinic.hours]
    marks += [other.number for other in clinic.other_phones]
    marks += filter(None, (clinic.phone.spelled, clinic.fax, clinic.website))
    if content.crisis_line and content.crisis_line.website:
        marks.append(content.crisis_line.website)
    if content.review:
        marks.append(written(content.review.review_by, content))
    return tuple(
        block
        for block in blocks
        if not any(mark in block.text for mark in marks)
        and block.text != clinic.name
        and re.search(r"[A-Za-z]{2} | (?![\x00-\u036f]) [^\W\d_]", block.text, re.VERBOSE)
    )


def contact(content: Content, made: Format | None = None) -> list[str]:
    """Return what a handout says of the clinic: its name, address and phone, and its e-mail.

    A format may do without the e-mail.
    """
    clinic = content.clinic
    words = [clinic.name, *clinic.address_lines, clinic.phone.number]
    if clinic.email and not (made and "email" in made.without):
        words.append(clinic.email)
    return words


def names(content: Content) -> list[str]:
    """Return the names of the clinic, of places and of people: they are as they are written."""
    clinic, review = content.clinic, content.review
    found = [clinic.name, *clinic.address_lines, clinic.transit, clinic.access]
    found += [other.label for other in clinic.other_phones]
    found += [review.reviewer, review.translator] if review else []
    return [name for name in found if name]


def contact_end(content: Content, made: Format | None = None) -> str:
    """Return what ends the contact: the e-mail address or, where there is none, the address."""
    clinic = content.clinic
    email = None if made and "email" in made.without else clinic.email
    return email or clinic.address_lines[-1]


def written(day: date, content: Content) -> str:
    """Return a date as people of the content's language write it, white space folded."""
    return " ".join(locales.written(day, content.language).split())


def blocks(facts: Facts) -> list[Block]:
    """Return the innermost blocks with text, in reading order."""
    return [block for root in facts.tags for block in _blocks(root, None) if block.runs]


def _blocks(tag: Tag, parent: Tag | None) -> Iterator[Block]:
    inner = [
        block for child in tag.children if isinstance(child, Tag) for block in _blocks(child, tag)
    ]
    if tag.type in BLOCKS and not any(block.runs for block in inner):
        yield Block(tag, parent)
    else:
        yield from inner


def squeezed(text: str) -> str:
    """Return a text without its spaces: a word wider than its panel goes on in the next line."""
    return "".join(text.split())


def holding(runs: Sequence[Run], words: str) -> list[Run]:
    """Return the runs that hold some words where they are painted last, however they are broken."""
    texts = [squeezed(run.text) for run in runs]
    end = "".join(texts).rfind(squeezed(words)) + len(squeezed(words))
    start = end - len(squeezed(words))
    if start < 0:
        return []
    ends = list(accumulate(map(len, texts)))
    return [
        run
        for run, text, last in zip(runs, texts, ends, strict=True)
        if last - len(text) < end and last > start
    ]
