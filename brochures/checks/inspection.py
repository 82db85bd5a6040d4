"""Inspection of a PDF: what the rules and the independent judges find in it, and what is waived.

A waiver is a person's decision that one text may break one rule about words, in the open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TypeAlias

from brochures.checks import RULES, Rule, Subject, judge, readers, watermark
from brochures.checks.blocks import squeezed
from brochures.checks.finding import Finding
from brochures.checks.order import not_compared
from brochures.checks.report import Outcome
from brochures.checks.validators import Verdict, patience, verdicts
from brochures.checks.wording import not_asked
from brochures.content.model import Content, Waiver
from brochures.formats import formats
from brochures.formats.model import (
    PAPERS,
    PRINT_SHOP,
    UA_2,
    Format,
    Part,
    for_print_shop,
    for_ua_2,
)
from brochures.formats.placement import candidates
from brochures.pdf import Facts, UnreadablePDF, poppler, read, trimmed
from brochures.pdf.source import contents, look
from brochures.processes import limited
from brochures.render.html import compose
from brochures.render.provenance import Block, blocks

Answers: TypeAlias = "Future[tuple[tuple[Verdict, ...], poppler.View | None]]"
"""What the validators say of a PDF, and what poppler sees of it."""

SECONDS, MEGABYTES, PATIENCE = 6, 350, 30
"""What judging one file may take: computing time, memory, and time on the clock beside veraPDF's. A
handout takes 0.3 seconds and 60 MB; with Python's start, the code of its libraries and poppler, a
file takes less than 10 seconds of computing time and 500 MB in any case."""

NEVER = frozenset({"crisis-line"})
"""Rules about words that stand whatever anybody decides: lives may depend on them."""


def judged(
    path: Path,
    pdf: bytes,
    made: Format,
    content: Content,
    page: tuple[Block, ...],
    layout: Iterable[Finding],
    today: date,
    meanwhile: Callable[[Facts], object] | None = None,
) -> Outcome:
    """Judge a PDF that is to be published at `path`, by what it was made of.

    Takes what was composed, block by block, what its layout found, and what is called with the
    facts of the PDF while others judge it.
    """
    with _asked(pdf, made.ua, texts=False) as seen:
        facts = read(_judgeable(pdf, made))
        if meanwhile:
            meanwhile(facts)
        subject = Subject(facts, made, content, page, today)
        return _judged(path, pdf, subject, seen, tuple(layout))


@contextmanager
def _asked(pdf: bytes, part: Part, *, texts: bool) -> Iterator[Answers]:
    """Ask validators and poppler, which use another core, while the rules are at it here."""
    with ThreadPoolExecutor(1) as beside:
        yield beside.submit(lambda: (verdicts(pdf, part), poppler.view(pdf, texts=texts)))


def examine(path: Path, content: Content | None, today: date) -> Outcome:
    """Judge a file that anybody may have made, in a process of its own that may take so much.

    One that cannot be read, takes more, or brings a reader down has one finding, which says so.
    """
    limits = limited.Limits(SECONDS, MEGABYTES, PATIENCE + patience())
    try:
        look(path)
        return limited.call(limits, inspected, path, content, today)
    except UnreadablePDF as error:
        return _unreadable(path, str(error))
    except (limited.Overrun, limited.Broken) as error:
        return _unreadable(path, f"Reading it {error}.")


def inspected(path: Path, content: Content | None, today: date) -> Outcome:
    """Judge a file that exists: by its format where it is named like one, else as any PDF.

    A file that cannot be read has one finding, which says so.
    """
    try:
        pdf = contents(path)
    except UnreadablePDF as error:
        return _unreadable(path, str(error))
    return examined(path, pdf, content, today)


def examined(path: Path, pdf: bytes, content: Content | None, today: date) -> Outcome:
    """Judge a file that has been read, as `inspected` does."""
    try:
        facts = read(trimmed(pdf) if path.stem.removesuffix(UA_2).endswith(PRINT_SHOP) else pdf)
    except UnreadablePDF as error:
        return _unreadable(path, str(error))
    made = _named(path.stem, facts, content) if content else None
    subject = _subject(facts, made, content, today) if made and content else Subject(facts)
    part: Part = 2 if facts.xmp.get("pdfuaid:part") == "2" else 1
    with _asked(pdf, part, texts=True) as seen:
        return _judged(path, pdf, subject, seen)


def _judgeable(pdf: bytes, made: Format) -> bytes:
    """Return a PDF as it is judged: one for a print shop as it will be cut."""
    return trimmed(pdf) if made.bleed else pdf


def _subject(facts: Facts, made: Format, content: Content, today: date) -> Subject:
    """Return a PDF to be judged by what it should hold.

    Its sections may have been placed in several ways: it is the one of which least is missing.
    """
    printed = squeezed(facts.text)
    pages = [(each, blocks(compose(content, each))) for each in candidates(made, content)]

    def missing(page: tuple[Format, tuple[Block, ...]]) -> int:
        return sum(squeezed(block.text) not in printed for block in page[1])

    best, page = min(pages, key=missing)
    return Subject(facts, best, content, page, today)


def _named(name: str, facts: Facts, content: Content) -> Format | None:
    """Return the format of that name, on the paper that the PDF has, or else on the content's."""
    own = formats(content)
    papers = [own, *(formats(content, paper) for paper in PAPERS)]
    office = name.removesuffix(UA_2)
    plain = office.removesuffix(PRINT_SHOP)
    known = [each[plain] for each in papers if plain in each]
    if plain != office:
        known = [for_print_shop(made) for made in known]
    if office != name:
        known = [for_ua_2(made) for made in known]
    page = facts.pages[0]
    same = (made for made in known if made.is_size(page.width, page.height))
    return next(same, known[0] if known else None)


def _unreadable(path: Path, what: str) -> Outcome:
    finding = Finding("unreadable", "the document", what, "Check that it is a PDF, and whole.")
    unread = "reading order not compared: the file cannot be read"
    return Outcome(path, None, 0, (finding,), not_compared=unread)


def _judged(
    path: Path,
    pdf: bytes,
    subject: Subject,
    seen: Answers,
    layout: Sequence[Finding] = (),
) -> Outcome:
    """Judge a PDF by every rule and every judge, and sort what they and the layout found."""
    unmarked = watermark.without(subject)
    overfull = any(not finding.warning for finding in layout)
    waivers = subject.content.waivers if subject.content else ()
    validated, other = seen.result()
    ours = subject.made is not None
    compared = readers.verdicts(pdf, subject.facts, other, ours=ours) if subject.facts.tags else ()
    judges = [*validated, *compared]
    found = [
        *layout,
        # What overlaps or falls off the sheet breaks many rules: once it fits, they have their say.
        *(each for each in judge(unmarked) if not overfull or RULES[each.rule].group == "words"),
        *(finding for verdict in judges for finding in verdict.findings),
    ]
    waived = tuple(
        (finding, waiver)
        for finding in found
        if (waiver := _waiver_of(finding, waivers)) is not None
    )
    settled = [finding for finding, _ in waived]
    rest = [
        *(finding for finding in found if finding not in settled),
        *_unusable(waivers),
    ]
    return Outcome(
        path,
        subject.made,
        len(subject.facts.pages),
        tuple(finding for finding in rest if not finding.warning),
        tuple(finding for finding in rest if finding.warning),
        waived,
        tuple(verdict.judge for verdict in judges),
        unmarked.reading,
        not_compared=not_compared(subject.facts),
        not_asked=not_asked(subject),
    )


def _waiver_of(finding: Finding, waivers: Iterable[Waiver]) -> Waiver | None:
    """Return the waiver that lets a finding stand: about words, of that rule, for that text."""
    if not _can_be_waived(RULES.get(finding.rule)):
        return None
    words = " ".join(finding.words.split())
    return next(
        (waiver for waiver in waivers if waiver.rule == finding.rule and waiver.text in words), None
    )


def _unusable(waivers: Iterable[Waiver]) -> Iterator[Finding]:
    """Yield a finding for each waiver of a rule that there is not, or that cannot be waived."""
    for waiver in waivers:
        if not _can_be_waived(RULES.get(waiver.rule)):
            names = ", ".join(name for name, rule in RULES.items() if _can_be_waived(rule))
            yield Finding(
                "waiver",
                "content.yaml, waivers",
                f"{waiver.rule} cannot be waived.",
                f"Only rules about words can: {names}.",
                waiver.text,
            )


def _can_be_waived(rule: Rule | None) -> bool:
    return rule is not None and rule.group == "words" and rule.name not in NEVER
