"""The watermark on the handouts of a fictional clinic, which is no text that the rules are about.

It is pale and turned, and lies behind all that is printed, as it should.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from brochures.checks.rule import Subject
from brochures.content.fictional import mark_of
from brochures.pdf import Tag


def without(subject: Subject) -> Subject:
    """Return what is to be judged without its watermark, if it should have one and does.

    It has one where its words stand turned on every page. Where a page lacks it, all is judged as
    it is, and that is found.
    """
    words = mark_of(subject.content) if subject.content else None
    if words is None:
        return subject
    facts = subject.facts
    marks = {id(run) for run in facts.runs if run.angle and run.text.strip() == words}
    if {run.page for run in facts.runs if id(run) in marks} != set(range(len(facts.pages))):
        return subject
    rest = replace(
        facts,
        runs=tuple(run for run in facts.runs if id(run) not in marks),
        tags=tuple(_unmarked(tag, marks) for tag in facts.tags),
    )
    # What is composed begins with the mark.
    return replace(subject, facts=rest, page=subject.page and subject.page[1:])


def _unmarked(tag: Tag, marks: Collection[int]) -> Tag:
    """Return a tag without those below it that hold nothing but marks."""

    def is_mark(child: object) -> bool:
        runs = child.runs if isinstance(child, Tag) else ()
        return bool(runs) and all(id(run) in marks for run in runs)

    children = (
        _unmarked(child, marks) if isinstance(child, Tag) else child
        for child in tag.children
        if not is_mark(child)
    )
    return replace(tag, children=tuple(children))
