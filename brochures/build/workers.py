"""Process pool that falls back to running inline, and survives workers that are killed.

Workers answer through files, and only say their names: all share one pipe, and one that is killed
while it writes a long answer into that would leave the reader waiting for the rest, for ever.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Generic, Self, TypeVar

from brochures.processes import fork, stopping
from brochures.processes.fork import cores

Key = TypeVar("Key")
Job = TypeVar("Job")
Result = TypeVar("Result")

GARBAGE = 200_000
"""Objects made between two collections of garbage. With Python's 700 there are hundreds of them in
a layout, which makes millions of objects of which few are garbage."""

MOST_BREAKS = 2
"""A job that was at work when workers were killed so often runs alone, so that it can be named."""


class WorkerKilled(Exception):
    """A worker was killed while it was at a job alone, for want of memory perhaps."""


def can_fork() -> bool:
    """Say whether workers are safe and of use: a fork is, and there is a core to spare."""
    return cores() > 1 and fork.can_fork()


def _filed(work: Callable[[Job], Result], job: Job) -> str:
    """Do a job, and return the file with its result: what a worker runs."""
    result = work(job)
    with tempfile.NamedTemporaryFile(delete=False) as file:
        pickle.dump(result, file)
    return file.name


def _unfiled(name: str) -> Any:  # noqa: ANN401 - what was done
    """Return the result in a file, and remove that."""
    file = Path(name)
    result = pickle.loads(file.read_bytes())  # noqa: S301 - written by our own worker
    file.unlink()
    return result


def _noted(jobs: Iterator[tuple[Key, Job]], left: dict[Key, Job]) -> Iterator[tuple[Key, Job]]:
    """Yield jobs, and note each as one that is not done."""
    for key, job in jobs:
        left[key] = job
        yield key, job


class WorkerPool(Generic[Key, Job, Result]):
    """Workers, forked when the first job comes, each of which does one job at a time.

    They ignore Ctrl-C, which the parent gets, and end with it. With a size of 0, or where no
    process can be forked, jobs are done here, when their results are asked for.
    """

    def __init__(
        self, size: int, work: Callable[[Job], Result], prepare: Callable[[], object]
    ) -> None:
        """Take how many workers there may be, and what they do: a function of a module.

        `prepare` is called here before they are forked, to import what they need.
        """
        self._size = size
        self._work = work
        self._prepare = prepare
        self._executor: ProcessPoolExecutor | None = None
        self._folder: TemporaryDirectory[str] | None = None
        """For what workers write on the way: they cannot tidy up if they are killed."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def results(
        self, jobs: Iterable[tuple[Key, Job]]
    ) -> Iterator[tuple[Key, Result | WorkerKilled]]:
        """Yield the result of each job as soon as it is done; the first jobs begin first.

        Jobs are asked for when there is a worker for them: while they are prepared here, others are
        done. Where a worker is killed, a new pool takes what is unfinished. What a job raises is
        raised here. Who stops asking ends the workers with it.
        """
        coming = iter(jobs)
        first = next(coming, None)
        if first is None:
            return
        if self._executor is None and not (self._size and can_fork()):
            yield from ((key, self._work(job)) for key, job in chain([first], coming))
            return
        left = dict([first])
        """What has been asked for and is not done."""
        breaks: Counter[Key] = Counter()
        while True:
            suspect = next((key for key in left if breaks[key] >= MOST_BREAKS), None)
            waiting = dict(left) if suspect is None else {suspect: left[suspect]}
            running: dict[Future[str], Key] = {}
            try:
                more = _noted(coming, left) if suspect is None else iter(())
                for key, result in self._run(chain(waiting.items(), more), running):
                    del left[key]
                    yield key, result
                if suspect is None:
                    return
            except BrokenProcessPool as error:
                self._stop()
                breaks.update(running.values())
                if suspect is not None:
                    del left[suspect]
                    yield suspect, WorkerKilled(str(error))

    def _run(
        self, jobs: Iterator[tuple[Key, Job]], running: dict[Future[str], Key]
    ) -> Iterator[tuple[Key, Result]]:
        """Yield results; `running` holds what workers are at, and no more than that."""
        executor = self._started()
        try:
            while True:
                for key, job in islice(jobs, self._size - len(running)):
                    with stopping.put_off():  # the first one forks
                        running[executor.submit(_filed, self._work, job)] = key
                if not running:
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in sorted(done, key=list(running).index):
                    result = _unfiled(future.result())
                    yield running.pop(future), result
        except GeneratorExit:
            self._stop()
            raise

    def _started(self) -> ProcessPoolExecutor:
        """Fork the workers, which see everything as it is now."""
        if self._executor is None:
            self._prepare()
            sys.stdout.flush()
            sys.stderr.flush()
            gc.freeze()  # a collection in a child would copy all that it inherits
            self._folder = TemporaryDirectory(prefix="workers-", ignore_cleanup_errors=True)
            context = multiprocessing.get_context("fork")
            self._executor = ProcessPoolExecutor(
                self._size, context, fork.begin, (os.getpid(), self._folder.name)
            )
        return self._executor

    def _stop(self) -> None:
        """End the workers, whatever they are at: what they write is whole at any time.

        Nothing stops it half-way: a worker that is left waits for ever, and its parent for it.
        """
        if self._executor is None:
            return
        with stopping.put_off():
            executor, self._executor = self._executor, None
            executor.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                child.terminate()
                child.join()
            executor.shutdown()  # its thread ends: while there is one, nothing can be forked
            if self._folder:
                self._folder.cleanup()
