"""The pipeline, from top to bottom: read the words, compose, typeset, judge, publish."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from math import inf
from pathlib import Path
from typing import Any, TypeAlias

from brochures.build import cache
from brochures.build.atomic_write import Superseded, publish
from brochures.build.workers import WorkerKilled, WorkerPool
from brochures.checks.finding import Finding
from brochures.checks.report import Outcome, restored
from brochures.content.model import Content
from brochures.formats.model import Format
from brochures.render import weasyprint_speed
from brochures.render.html import compose, texts


@dataclass(frozen=True, slots=True)
class Job:
    """A handout that has to be made."""

    made: Format
    path: Path
    content: Content
    today: date
    html: str
    key: str
    marked: str | None
    """Its HTML as a draft."""


Made: TypeAlias = tuple[Outcome, bytes]
"""What became of a handout, and its PDF: that of the draft, if it is one."""

HandoutPool: TypeAlias = WorkerPool[str, Job, Made]


def handout_pool(size: int) -> HandoutPool:
    """Return a pool of so many workers that make handouts; of none, they are made here."""
    return WorkerPool(size, make, load)


def load() -> None:
    """Import what lays out and judges."""
    weasyprint_speed.load()
    for name in ("render.pdf", "checks.inspection"):
        importlib.import_module(f"brochures.{name}")


def make(job: Job) -> Made:
    """Lay out a handout and judge it: a pure function, whichever process it runs in."""
    load()
    from brochures.checks import overflow
    from brochures.checks.inspection import judged
    from brochures.render.pdf import typeset

    result = typeset(job.html, job.made)
    layout = overflow.findings(job.made, job.content, result.fills)
    composed = texts(job.html)
    outcome = judged(job.path, result.pdf, job.made, job.content, composed, layout, job.today)
    draft = typeset(job.marked, job.made) if job.marked is not None else None
    outcome = replace(outcome, key=job.key, drafted=draft is not None)
    return outcome, (draft or result).pdf


def build(
    content: Content,
    formats: Iterable[Format],
    output: Path,
    today: date,
    *,
    shared: str = "",
    draft: bool = False,
    force: bool = False,
    pool: HandoutPool | None = None,
    wanted: Callable[[], bool] | None = None,
) -> Iterator[Outcome]:
    """Make each handout, judge the finished PDF, and publish it unless something is wrong with it.

    A handout with findings does not replace the last good one in the folder `output`. A draft does,
    whatever is found, and says on every page that it is one. One that is up to date is left alone,
    unless `force` is set. Takes the key of what all handouts share, if it is known, and a pool to
    make them in, else they are made here: as the outcomes are asked for, which come in the order in
    which they are done. In a watch, `wanted` says whether the words are still those that were read:
    Superseded is raised where something else would be published, and the shortest handout is built
    first, for somebody waits. Raises PublishError when a file cannot be written.
    """
    known = {} if force or draft else cache.handouts(output)
    shared = shared or cache.code()
    chosen = {made.file: made for made in formats}
    there: list[Outcome] = []
    jobs: dict[str, Job] = {}
    # The longest first: it takes about as long as the others together.
    by_length = sorted(
        chosen.items(), key=lambda item: item[1].pages or inf, reverse=wanted is None
    )
    for name, made in by_length:
        html, path = compose(content, made), output / name
        key = cache.digest(shared, html, *_judged_by(content, made, today))
        if recalled := _recalled(known.get(name), path, made, key):
            there.append(recalled)
        else:
            marked = compose(content, made, draft=True) if draft else None
            jobs[name] = Job(made, path, content, today, html, key, marked)
    return chain(_outcomes(jobs, pool or handout_pool(0), wanted), there)


def _outcomes(
    jobs: Mapping[str, Job], pool: HandoutPool, wanted: Callable[[], bool] | None
) -> Iterator[Outcome]:
    """Publish what was made, and yield what became of it."""
    for name, result in pool.results(jobs):
        if isinstance(result, WorkerKilled):
            yield _killed(jobs[name])
            continue
        outcome, pdf = result
        if wanted and not wanted():
            raise Superseded
        if outcome.clean or outcome.drafted:
            publish(outcome.path, pdf)
        yield outcome


def _killed(job: Job) -> Outcome:
    what = "the process that made it was killed, again and again: for want of memory perhaps."
    fix = "Close other programs, and run the command again."
    return Outcome(job.path, job.made, 0, (Finding("killed", "the document", what, fix),))


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
        if not entry or entry["key"] != key or not cache.is_as_written(path, entry["bytes"]):
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
    handouts = cache.handouts(output)
    for outcome in done:
        name = outcome.path.name
        handouts.pop(name, None)
        if outcome.clean and not outcome.drafted:
            written = cache.digest(outcome.path.read_bytes())
            handouts[name] = {"key": outcome.key, "bytes": written, "outcome": outcome.data()}
    settled = all(outcome.path.name in handouts for outcome in done)
    names = (*files, *(outcome.path.name for outcome in done)) if settled else ()
    record = cache.record(
        run if settled else None,
        str(content.review.review_by),
        {name: cache.digest((output / name).read_bytes()) for name in names},
        said,
        handouts,
        overdue=today > content.review.review_by,
    )
    publish(output / cache.RECORD, record)
