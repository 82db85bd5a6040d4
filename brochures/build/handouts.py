"""The pipeline, from top to bottom: read the words, compose, typeset, judge, publish."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from math import inf
from pathlib import Path
from typing import Any, TypeAlias

from brochures.build import cache, workers
from brochures.build.atomic_write import Superseded, publish
from brochures.build.press import Press, press
from brochures.checks.report import Outcome, restored
from brochures.content.model import Content
from brochures.formats.model import Format
from brochures.render import fit
from brochures.render.html import compose, texts
from brochures.render.result import Typeset

_Judges: TypeAlias = workers.Crew[str, tuple[str, Typeset], Outcome]


@dataclass(frozen=True, slots=True)
class _Job:
    """A handout that has to be made."""

    made: Format
    path: Path
    html: str
    key: str
    marked: str | None
    """Its HTML as a draft."""

    @property
    def htmls(self) -> tuple[str, ...]:
        return (self.html,) if self.marked is None else (self.html, self.marked)


def build(
    content: Content,
    formats: Iterable[Format],
    output: Path,
    today: date,
    *,
    shared: str = "",
    draft: bool = False,
    force: bool = False,
    beside: Press | None = None,
    wanted: Callable[[], bool] | None = None,
) -> Iterator[Outcome]:
    """Make each handout, judge the finished PDF, and publish it unless something is wrong with it.

    A handout with findings does not replace the last good one in the folder `output`. A draft
    does, whatever is found, and says on every page that it is one. One that is there already, made
    of the very same, is left alone, unless `force` says otherwise. Takes the key of what all
    handouts share, if it is known, and a press to lay out beside this process: it begins at once;
    the rest is done as the outcomes are asked for, and they come in the order in which they are
    done. In a watch, `wanted` says whether the words are still those that were read: Superseded is
    raised where something else would be published, and the shortest handout is built first, for
    somebody waits. Raises PublishError when a file cannot be written.
    """
    known = {} if force or draft else cache.handouts(output)
    shared = shared or cache.code()
    chosen = {made.file: made for made in formats}
    there: list[Outcome] = []
    jobs: dict[str, _Job] = {}
    at_work = beside or press(0)
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
            jobs[name] = _Job(made, path, html, key, marked)
            at_work.ask(name, (made, jobs[name].htmls))
    return chain(_outcomes(content, jobs, at_work, today, wanted), there)


def _outcomes(
    content: Content,
    jobs: Mapping[str, _Job],
    at_work: Press,
    today: date,
    wanted: Callable[[], bool] | None,
) -> Iterator[Outcome]:
    """Judge what was laid out, publish it, and yield what became of it."""
    if not jobs:
        return
    from brochures.checks.inspection import judged  # meanwhile it is being laid out

    composed = {name: texts(job.html) for name, job in jobs.items()}

    def judge(laid_out: tuple[str, Typeset]) -> Outcome:
        name, result = laid_out
        job = jobs[name]
        layout = fit.findings(job.made, content, result.fills)
        outcome = judged(job.path, result.pdf, job.made, content, composed[name], layout, today)
        return replace(outcome, key=job.key, drafted=job.marked is not None)

    publishable: dict[str, bytes] = {}
    size = min(workers.count(), len(jobs)) if at_work.beside else 0
    judges: _Judges = workers.Crew(size, _nothing, judge)
    with judges:
        for crew, name, answer in workers.answers(at_work, judges):
            if crew is at_work:
                publishable[name] = answer[-1].pdf
                judges.ask(name, (name, answer[0]))
                continue
            pdf = publishable.pop(name)
            if wanted and not wanted():
                raise Superseded
            if answer.clean or answer.drafted:
                publish(jobs[name].path, pdf)
            yield answer


def _nothing() -> None:
    """Judges are forked from a process that has imported what they need."""


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
