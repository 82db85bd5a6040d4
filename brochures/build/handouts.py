"""Handouts: each one composed, laid out, judged and published."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from brochures.build import cache
from brochures.build.atomic_write import Superseded, publish
from brochures.build.cache import Run
from brochures.build.output_folder import OutputFolder
from brochures.build.workers import WorkerKilled, WorkerPool
from brochures.checks.finding import Finding
from brochures.checks.report import Outcome, restored
from brochures.content.model import Content
from brochures.formats import placement
from brochures.formats.model import Format
from brochures.pdf import Facts
from brochures.render import weasyprint_speed
from brochures.render.html import compose
from brochures.render.provenance import blocks
from brochures.render.result import Repainted, Typeset

if TYPE_CHECKING:
    from brochures.render.pagination import Pagination


@dataclass(frozen=True, slots=True)
class Handout:
    """A handout to be made: a format of a content, and where it goes."""

    content: Content
    made: Format
    folder: Path
    """The clinic's."""
    below: str = ""
    """The folder of its brochure within that; '' for the first content's, which has none."""

    @property
    def path(self) -> Path:
        """The file that it is published as."""
        return self.folder / self.name

    @property
    def name(self) -> str:
        """The file's path below the clinic's folder."""
        return f"{self.below}/{self.made.file}" if self.below else self.made.file


@dataclass(frozen=True, slots=True)
class Job:
    """A handout that has to be made, and the ways to place its sections: the roomiest first."""

    handout: Handout
    candidates: tuple[Format, ...]
    pages: tuple[str, ...]
    """The HTML of each candidate."""
    tried: tuple[tuple[Format, str], ...]
    """For each candidate what is laid out to find out whether it has room, and the HTML of that."""
    today: date
    key: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A handout that was laid out: in which of its ways, and what came of it."""

    made: Format
    html: str
    result: Typeset
    pagination: Pagination
    """Its pages, where they stand one after another."""


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


def composed(handout: Handout, today: date, *, draft: bool = False) -> Job:
    """Return what is to be made of a handout: its HTML in each way to place its sections."""
    content = handout.content
    candidates = placement.candidates(handout.made, content)
    pages = tuple(compose(content, made) for made in candidates)
    tried = tuple(zip(candidates, pages, strict=True))
    if handout.made.follows and len(candidates) > 1:
        followed = placement.tried(handout.made, content)
        tried = tuple((made, compose(content, made)) for made in followed)
    return Job(handout, candidates, pages, tried, today, draft=draft)


def laid_out(job: Job) -> LaidOut:
    """Lay out a handout in the roomiest way that fits."""
    load()
    from brochures.render.pagination import Pagination
    from brochures.render.pdf import roomiest, typeset

    best = roomiest(job.tried)
    made, html = job.candidates[best], job.pages[best]
    pagination = Pagination()
    return LaidOut(made, html, typeset(html, made, pagination), pagination)


def repainted(handout: Handout, before: LaidOut) -> Repainted | None:
    """Paint those pages of a handout that differ from the last time, and note how they are now.

    It is laid out in the way and as tightly as it was; None where it has no such way. Nobody has
    asked whether everything has room, or would have more.
    """
    from brochures.render.pdf import repainted

    made = before.made
    if made not in placement.candidates(handout.made, handout.content):
        return None
    html = compose(handout.content, made)
    return repainted(html, made, before.result.fits, before.pagination)


def judged(job: Job, laid: LaidOut, meanwhile: Callable[[Facts], object] | None = None) -> Outcome:
    """Judge a handout that was laid out; `inspection.judged` says what is called `meanwhile`."""
    from brochures.checks import inspection, overflow

    content, result = job.handout.content, laid.result
    layout = overflow.findings(laid.made, content, result.fills)
    texts = blocks(laid.html)
    return inspection.judged(
        job.handout.path, result.pdf, laid.made, content, texts, layout, job.today, meanwhile
    )


def make(job: Job) -> Made:
    """Lay out a handout and judge it: a pure function, whichever process it runs in."""
    laid = laid_out(job)
    outcome = judged(job, laid)
    draft = _drafted(job, laid) if job.draft else None
    outcome = replace(outcome, key=job.key, drafted=draft is not None)
    return outcome, (draft or laid.result).pdf


def _drafted(job: Job, laid: LaidOut) -> Typeset:
    from brochures.render.pdf import typeset

    return typeset(compose(job.handout.content, laid.made, draft=True), laid.made)


def build(
    handouts: Iterable[Handout],
    today: date,
    *,
    known: Mapping[str, Any] | None = None,
    shared: str = "",
    draft: bool = False,
    folder: OutputFolder | None = None,
    pool: HandoutPool | None = None,
    wanted: Callable[[], bool] | None = None,
) -> Iterator[Outcome]:
    """Make each handout, judge the finished PDF, and publish it unless something is wrong with it.

    A handout with findings does not replace the last good one. A draft does, whatever is found, and
    says on every page that it is one. One that is `known` and up to date is left alone. Takes the
    key of what all handouts share, if that is known, the folder that notes what is published, and a
    pool to make them in, else they are made here: as the outcomes are asked for, which come in the
    order in which they are done. In a watch,
    `wanted` says whether the words are still those that were read: Superseded is raised where
    something else would be published, and the shortest handout is built first, for somebody waits.
    Raises PublishError when a file cannot be written.
    """
    shared = shared or cache.code()
    there: list[Outcome] = []
    # The longest first: it takes about as long as the others together.
    by_length = sorted(
        handouts, key=lambda handout: handout.made.pages or inf, reverse=wanted is None
    )

    def jobs() -> Iterator[tuple[str, Job]]:
        """Compose each handout once there is a worker for it, and yield what has to be made."""
        for handout in by_length:
            job = composed(handout, today, draft=draft)
            key = cache.digest(
                shared,
                *job.pages,
                *(html for _, html in job.tried),
                *_judged_by(handout.content, job.candidates[0], today),
            )
            entry = (known or {}).get(handout.name)
            if entry and (recalled := _recalled(entry, handout, key)):
                there.append(recalled)
                if folder:
                    folder.written[handout.name] = entry["bytes"]
            else:
                yield handout.name, replace(job, key=key)

    by_name = {handout.name: handout for handout in by_length}
    outcomes = _outcomes(by_name, jobs(), folder, pool or handout_pool(0), wanted)
    return chain(outcomes, there)


def _outcomes(
    handouts: Mapping[str, Handout],
    jobs: Iterable[tuple[str, Job]],
    folder: OutputFolder | None,
    pool: HandoutPool,
    wanted: Callable[[], bool] | None,
) -> Iterator[Outcome]:
    """Publish what was made, and yield what became of it."""
    for name, result in pool.results(jobs):
        if isinstance(result, WorkerKilled):
            yield _killed(handouts[name])
            continue
        outcome, pdf = result
        if wanted and not wanted():
            raise Superseded
        if outcome.clean or outcome.drafted:
            if folder:
                folder.publish(name, pdf)
            else:
                publish(outcome.path, pdf)
        yield outcome


def _killed(handout: Handout) -> Outcome:
    what = "the process that made it was killed, again and again: for want of memory perhaps."
    fix = "Close other programs, and run the command again."
    return Outcome(handout.path, handout.made, 0, (Finding("killed", "the document", what, fix),))


def _judged_by(content: Content, made: Format, today: date) -> Iterator[str]:
    """Yield what the rules know of a handout beside its HTML, and what programs judge it."""
    kept = {"acronyms", "clinic", "crisis", "labels", "language", "review", "waivers"}
    yield repr(made)
    yield content.model_dump_json(include=kept)
    yield str(content.review is not None and today > content.review.review_by)
    yield shutil.which("verapdf") or ""


def _recalled(entry: dict[str, Any], handout: Handout, key: str) -> Outcome | None:
    """Return the outcome of a handout that is there, made of the same; None of any other."""
    try:
        as_written = cache.is_as_written(handout.folder, handout.name, entry["bytes"])
        if entry["key"] != key or not as_written:
            return None
        return restored(entry["outcome"], handout.path, handout.made, key)
    except (LookupError, TypeError, ValueError):
        return None


def remember(
    folder: OutputFolder,
    handouts: Iterable[Handout],
    outcomes: Mapping[Path, Outcome],
    run: Run,
    files: Iterable[str],
    usual: Collection[str],
) -> dict[str, str]:
    """Write down what was done in a folder, for the next run; return why where that cannot be.

    Takes what became of the handouts by their files, the run, the names of the other files that it
    wrote, and of the handouts that are made without being named. What was not clean is made again
    next time, and so is what another run has replaced meanwhile: nothing is noted of that.
    """
    written = folder.as_written()
    known = cache.handouts(folder.path)
    names = [*files]
    for handout in handouts:
        outcome, name = outcomes[handout.path], handout.name
        known.pop(name, None)
        names.append(name)
        if outcome.clean and name in written:
            known[name] = {"key": outcome.key, "bytes": written[name], "outcome": outcome.data()}
    ours = folder.ours(written, usual)
    settled = run.key is not None and all(name in written for name in names)
    record = cache.record(
        replace(run, key=run.key if settled else None),
        {name: written[name] for name in names} if settled else {},
        {name: each for name, each in known.items() if name in ours},
        ours,
    )
    return folder.publish_all({cache.RECORD: record})
