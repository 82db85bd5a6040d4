"""The pipeline, from top to bottom: read the words, compose, typeset, check, publish."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from math import inf
from pathlib import Path
from typing import Any

from brochures import fit, plan
from brochures.checks import RULES, Subject, judge
from brochures.checks.judges import Verdict, verdicts
from brochures.compose import compose, texts
from brochures.content import Content, PaperName
from brochures.cores import beside
from brochures.facts import Facts, UnreadablePDF, read, trimmed
from brochures.findings import Finding
from brochures.formats import PAPERS, PRINT_SHOP, Format, for_print_shop, formats
from brochures.outcome import Outcome, restored
from brochures.publish import publish
from brochures.typeset import typeset
from brochures.waivers import unusable, waiver_of


def build(
    content: Content,
    formats: Iterable[Format],
    output: Path,
    today: date,
    *,
    draft: bool = False,
    force: bool = False,
) -> Iterator[Outcome]:
    """Make each handout, judge the finished PDF, and publish it unless something is wrong with it.

    A handout with findings does not replace the last good one in the folder `output`. A draft
    does, whatever is found, and says on every page that it is one. One that is there already, made
    of the very same, is left alone, unless `force` says otherwise. Raises PublishError when a file
    cannot be written.
    """
    known = {} if force or draft else plan.handouts(output)
    shared = plan.code()
    done: dict[str, Outcome] = {}
    jobs: dict[str, Callable[[], Outcome]] = {}
    chosen = {made.file: made for made in formats}
    for name, made in chosen.items():
        html, path = compose(content, made), output / name
        key = plan.digest(shared, html, *_judged_by(content, made, today))
        if there := _recalled(known.get(name), path, made, key):
            done[name] = there
        else:
            jobs[name] = partial(_made, content, made, path, html, key, today, draft=draft)
    if len(jobs) > 1:
        # Large print takes about as long as the others together: it is made on another core.
        longest = max(jobs, key=lambda name: chosen[name].pages or inf)
        jobs[longest] = beside(jobs.pop(longest))  # now the last, that is waited for
    done |= {name: job() for name, job in jobs.items()}
    yield from (done[name] for name in chosen)


def _made(
    content: Content, made: Format, path: Path, html: str, key: str, today: date, *, draft: bool
) -> Outcome:
    result = typeset(html, made)
    subject = Subject(read(_judgeable(result.pdf, made)), made, content, texts(html), today)
    layout = fit.findings(made, content, result.fills)
    outcome = replace(_judged(path, result.pdf, subject, layout), key=key)
    if draft:
        publish(path, typeset(compose(content, made, draft=True), made).pdf)
        return replace(outcome, drafted=True)
    if outcome.clean:
        publish(path, result.pdf)
    return outcome


def _judged_by(content: Content, made: Format, today: date) -> Iterator[str]:
    """Yield what the rules know of a handout beside its HTML, and what programs judge it."""
    kept = {"acronyms", "clinic", "crisis", "labels", "language", "review", "waivers"}
    yield repr(made)
    yield content.model_dump_json(include=kept)
    yield str(today > content.review.review_by)
    yield shutil.which("verapdf") or ""


def _recalled(entry: dict[str, Any] | None, path: Path, made: Format, key: str) -> Outcome | None:
    """Return the outcome of a handout that is there, made of the same; None of any other."""
    try:
        if not entry or entry["key"] != key or not plan.is_as_written(path, entry["bytes"]):
            return None
        return restored(entry["outcome"], path, made, key)
    except (LookupError, TypeError, ValueError):
        return None


def remember(
    output: Path,
    content: Content,
    outcomes: Iterable[Outcome],
    today: date,
    *,
    run: str | None,
    said: Iterable[tuple[str, str]],
    files: Iterable[str],
) -> None:
    """Write down what was done in a folder, for the next run.

    Takes what became of the handouts, the key of the run and what it said, and the names of the
    other files that it wrote. What was not clean is made again next time.
    """
    done = list(outcomes)
    handouts = plan.handouts(output)
    for outcome in done:
        name = outcome.path.name
        handouts.pop(name, None)
        if outcome.clean and not outcome.drafted:
            written = plan.digest(outcome.path.read_bytes())
            handouts[name] = {"key": outcome.key, "bytes": written, "outcome": outcome.data()}
    settled = all(outcome.path.name in handouts for outcome in done)
    record = {
        "run": run if settled else None,
        "due": str(content.review.review_by),
        "overdue": today > content.review.review_by,
        "said": list(said),
        "files": {
            name: plan.digest((output / name).read_bytes())
            for name in (*files, *(outcome.path.name for outcome in done))
        }
        if settled
        else {},
        "handouts": handouts,
    }
    publish(output / plan.RECORD, json.dumps(record, indent=1).encode("utf-8"))


def examine(path: Path, content: Content | None, today: date) -> Outcome:
    """Judge a file that exists: by its format where it is named like one, else as any PDF.

    A file that cannot be read has one finding, which says so.
    """
    try:
        pdf = path.read_bytes()
        facts = read(trimmed(pdf) if path.stem.endswith(PRINT_SHOP) else pdf)
    except OSError as error:
        return _unreadable(path, f"it cannot be opened: {error.strerror}.")
    except UnreadablePDF as error:
        return _unreadable(path, str(error))
    made = _named(path.stem, facts, content) if content else None
    if made is None or content is None:
        return _judged(path, pdf, Subject(facts))
    composed = texts(compose(content, made))
    return _judged(path, pdf, Subject(facts, made, content, composed, today))


def _judgeable(pdf: bytes, made: Format) -> bytes:
    """Return a PDF as it is judged: one for a print shop as it will be cut."""
    return trimmed(pdf) if made.bleed else pdf


def _named(name: str, facts: Facts, content: Content) -> Format | None:
    """Return the format of that name, on the paper that the PDF has, or else on the content's."""
    own = content.printing
    papers: tuple[PaperName, ...] = (own.paper, *PAPERS)
    printings = (own.model_copy(update={"paper": paper}) for paper in papers)
    plain = name.removesuffix(PRINT_SHOP)
    known = [made for printing in printings if (made := formats(printing).get(plain))]
    if plain != name:
        known = [for_print_shop(made) for made in known]
    page = facts.pages[0]
    same = (made for made in known if made.is_size(page.width, page.height))
    return next(same, known[0] if known else None)


def _unreadable(path: Path, what: str) -> Outcome:
    finding = Finding("unreadable", "the document", what, "Check that it is a PDF, and whole.")
    return Outcome(path, None, 0, (finding,))


def _judged(path: Path, pdf: bytes, subject: Subject, layout: Iterable[Finding] = ()) -> Outcome:
    """Judge a PDF by every rule and every judge, and sort what they and the layout found."""
    seen: tuple[Verdict, ...] = verdicts(pdf)
    layout = tuple(layout)
    overfull = any(not finding.warning for finding in layout)
    waivers = subject.content.waivers if subject.content else ()
    found = [
        *layout,
        # What overlaps or falls off the sheet breaks many rules: once it fits, they have their say.
        *(each for each in judge(subject) if not overfull or RULES[each.rule].group == "words"),
        *(finding for verdict in seen for finding in verdict.findings),
    ]
    waived = tuple(
        (finding, waiver)
        for finding in found
        if (waiver := waiver_of(finding, waivers, RULES)) is not None
    )
    settled = [finding for finding, _ in waived]
    rest = [
        *(finding for finding in found if finding not in settled),
        *unusable(waivers, RULES),
    ]
    return Outcome(
        path,
        subject.made,
        len(subject.facts.pages),
        tuple(finding for finding in rest if not finding.warning),
        tuple(finding for finding in rest if finding.warning),
        waived,
        tuple(verdict.judge for verdict in seen),
        subject.reading,
    )
