"""What a rule is: one short function a promise, whose docstring is all that is said of it.

A rule asks for what it needs by the names of its parameters: `facts` (the PDF), `blocks` (its
text, block by block; `english` where it is English, `prose` where patients read it as text,
`reading` how hard that is), `made` (the format that it should keep), `content` (the words that it
should hold), `composed` (every text of the page it was made of), `today`. Where one of them is not
known, as with a file from elsewhere, the rule does not apply, unless the parameter has a default.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Literal

from brochures.checks.blocks import Blocks, blocks, prose, squeezed
from brochures.checks.finding import Finding
from brochures.checks.readability import Reading, measure
from brochures.content.markup import plain
from brochures.content.model import Content
from brochures.content.yaml_reader import dotted
from brochures.formats.model import Format
from brochures.pdf import Box, Facts, Line, Run, Tag
from brochures.render.provenance import Block as Composed

Group = Literal["words", "access", "sight", "paper", "safety"]
"""Of which those about words can be waived by the content keeper."""

_MM_PER_PT = 25.4 / 72


@dataclass(frozen=True)
class Subject:
    """A PDF to be judged, and what is known of what it should be."""

    facts: Facts
    made: Format | None = None
    content: Content | None = None
    page: tuple[Composed, ...] | None = None
    """What was composed for it, block by block."""
    today: date | None = None

    @cached_property
    def composed(self) -> tuple[str, ...] | None:
        """The texts of the page that it was made of, block by block."""
        return None if self.page is None else tuple(block.text for block in self.page)

    def source(self, words: str) -> str:
        """Return where in the content some words of the PDF are from; '' where that is unknown."""
        # Without spaces: a word that is wider than its column is broken.
        wanted = squeezed(words)
        page = self._squeezed if wanted else []
        within = max((each for each in page if each[0] in wanted), key=_letters, default=None)
        around = (each for each in page if wanted in each[0])
        same = (each for each in page if each[0] == wanted)
        _, block = next(chain(same, around), within) or ("", None)
        if block is None:
            return ""
        said = {source: squeezed(self._said.get(source, "")) for source in block.sources}
        holding = (source for source, text in said.items() if wanted in text)
        # A label, whose text is not looked up, stands before what it names.
        held = (source for source in reversed(said) if said[source] in wanted)
        longest = max(held, key=lambda source: len(said[source]), default=block.sources[0])
        return next(holding, longest)

    @cached_property
    def _squeezed(self) -> list[tuple[str, Composed]]:
        """What was composed that is from the content, with its text without spaces."""
        return [(squeezed(block.text), block) for block in self.page or () if block.sources]

    @cached_property
    def _said(self) -> Mapping[str, str]:
        """The texts of the content as they are read, by their places."""
        texts = self.content.prose() if self.content else ()
        return {dotted(loc): plain(text) for loc, text in texts}

    @cached_property
    def blocks(self) -> Blocks:
        """The text of the PDF, block by block in reading order."""
        return tuple(blocks(self.facts))

    @property
    def has_prose(self) -> bool:
        """Whether patients read it as text. A line or two say nothing of how hard it is."""
        made = self.made if self.content else None
        return made is not None and made.for_patients and "sections" not in made.without

    @cached_property
    def prose(self) -> Blocks | None:
        """What patients read as text."""
        return prose(self.blocks, self.content) if self.content and self.has_prose else None

    @cached_property
    def reading(self) -> Reading | None:
        """How hard the prose is to read."""
        return measure((block.text for block in self.prose or ()), self.facts.language)

    @property
    def english(self) -> Blocks | None:
        """The text of the PDF where it is English: some measures are made for no other language."""
        return self.blocks if (self.facts.language or "").lower().startswith("en") else None


def _letters(block: tuple[str, Composed]) -> int:
    return len(block[0])


@dataclass(frozen=True, slots=True)
class Flaw:
    """What a rule found: what is wrong, and where."""

    what: str
    words: str = ""
    page: int | None = None
    """Index of the page, from 0."""
    box: Box | None = None
    house: bool = False
    """Asked by us alone, where the rest of the rule is ISO's."""
    warning: bool = False
    """Not sure enough to withhold a handout, where the rule otherwise is."""

    @property
    def where(self) -> str:
        """The place, as a person finds it on the sheet."""
        if self.page is None:
            return "the document"
        if self.box is None:
            return f"page {self.page + 1}"
        across, down = self.box.x0 * _MM_PER_PT, self.box.y0 * _MM_PER_PT
        return f"page {self.page + 1}, {across:.0f} mm from the left, {down:.0f} mm from the top"


Function = Callable[..., Iterable[Flaw | str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A promise that a handout keeps."""

    name: str
    """As on the command line, such as heading-skipped."""
    group: Group
    title: str
    """The promise in one sentence."""
    why: str
    fix: str
    source: str
    warning: bool
    """Its findings are said, but withhold nothing."""
    function: Function
    needs: frozenset[str]
    """Names of its parameters that have no default."""
    wants: frozenset[str]
    """Names of all its parameters."""

    @property
    def house(self) -> bool:
        """Whether it is a rule of this house: its source names no ISO standard first."""
        return not self.source.startswith("ISO ")

    def judge(self, subject: Subject) -> Iterator[Finding]:
        """Yield what is wrong with a PDF; nothing where the rule does not apply."""
        known = {name: getattr(subject, name) for name in self.wants}
        if any(known[name] is None for name in self.needs):
            return
        for flaw in self.function(**known):
            found = Flaw(flaw) if isinstance(flaw, str) else flaw
            yield Finding(
                self.name,
                found.where,
                found.what,
                self.fix,
                found.words,
                warning=self.warning or found.warning,
                source=self.source,
                house=self.house or found.house,
                path=subject.source(found.words),
                page=found.page,
            )


RULES: dict[str, Rule] = {}
"""Every rule by its name, in the order in which they are written."""


def judge(subject: Subject) -> Iterator[Finding]:
    """Yield what every rule finds in a PDF."""
    for rule in RULES.values():
        yield from rule.judge(subject)


def check(function: Function) -> Function:
    """Make a rule of a function. Its docstring is a title, then Why:, Fix: and From: parts.

    Its module says which GROUP it belongs to.

    Raises ValueError when a part is missing or a parameter is none of Subject's fields.
    """
    return _rule(function, warning=False)


def advise(function: Function) -> Function:
    """Make a rule as `check` does, whose findings are only warnings."""
    return _rule(function, warning=True)


def _rule(function: Function, *, warning: bool) -> Function:
    said = inspect.cleandoc(function.__doc__ or "")
    title, *more = (" ".join(part.split()) for part in re.split(r"\n\n|\n(?=[A-Z]\w+: )", said))
    parts = dict(part.split(": ", 1) for part in more)
    parameters = inspect.signature(function).parameters.values()
    wants = frozenset(parameter.name for parameter in parameters)
    needs = frozenset(one.name for one in parameters if one.default is inspect.Parameter.empty)
    unknown = (
        wants
        - {field.name for field in fields(Subject)}
        - {"blocks", "composed", "english", "prose", "reading"}
    )
    if parts.keys() != {"Why", "Fix", "From"} or unknown:
        raise ValueError(f"{function.__name__}: {sorted(parts)}, {sorted(unknown)}")
    parts["Fix"] = parts["Fix"][0].upper() + parts["Fix"][1:]
    name = function.__name__.replace("_", "-")
    group: Group = sys.modules[function.__module__].GROUP
    RULES[name] = Rule(
        name,
        group,
        title,
        parts["Why"],
        parts["Fix"],
        parts["From"],
        warning,
        function,
        needs,
        wants,
    )
    return function


def at(place: Run | Line | Tag, what: str) -> Flaw:
    """Return a flaw at something in the PDF, with its words."""
    runs = (place,) if isinstance(place, Run) else place.runs
    painted = [run for run in runs if run.visible]
    text = " ".join(place.text.split())
    if not painted:
        return Flaw(what, text, place.page if isinstance(place, Tag | Run) else None)
    return Flaw(what, text, painted[0].page, painted[0].box)


def ours(flaw: Flaw) -> Flaw:
    """Return a flaw of an ISO rule that only this house takes for one."""
    return replace(flaw, house=True)


def unsure(flaw: Flaw) -> Flaw:
    """Return a flaw that may be none: it is said as a warning."""
    return replace(flaw, warning=True)
