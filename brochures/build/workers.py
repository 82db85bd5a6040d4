"""Process pool that falls back to running inline, and survives workers that are killed.

Each worker has a pipe of its own. The pools of the standard library let all share one, and there a
worker that is killed while it writes an answer, or before it reads a long job, leaves the others
waiting for ever. Here the end of its pipe says that it is gone, and what it was at is known.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, suppress
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Generic, Self, TypeVar

from brochures.build import stopping

Key = TypeVar("Key")
Job = TypeVar("Job")
Result = TypeVar("Result")

GARBAGE = 200_000
"""Objects made between two collections of garbage. With Python's 700 there are hundreds of them in
a layout, which makes millions of objects of which few are garbage."""

TRIES = 3
"""So often a job may be at work when its worker is killed; every time but the first it is alone."""

PARENT_DEATH_SIGNAL = 1
"""Linux: PR_SET_PDEATHSIG, prctl(2)."""

HARMLESS = "notify-rs"
"""How the threads are called with which a watch waits: they hold nothing that a child asks for."""


class WorkerKilled(Exception):
    """A worker was killed while it was at a job alone, for want of memory perhaps."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def can_fork() -> bool:
    """Say whether a fork is safe and of use: on Linux, without other threads, with a core to spare.

    Python does not know of all threads: GLib starts some where text has been laid out, and a child
    could wait for them for ever. The system lists them.
    """
    if sys.platform != "linux" or cores() == 1:
        return False
    names = []
    for thread in Path("/proc/self/task").iterdir():
        with suppress(OSError):  # it has ended meanwhile
            names.append((thread / "comm").read_text(errors="replace"))
    return sum(not name.startswith(HARMLESS) for name in names) == 1


class _Worker(Generic[Job, Result]):
    """A process that does one job after another, and the pipe to it."""

    def __init__(self, work: Callable[[Job], Result]) -> None:
        self._folder = TemporaryDirectory(prefix="worker-", ignore_cleanup_errors=True)
        """For what it writes on the way: it cannot tidy up if it is killed."""
        context = multiprocessing.get_context("fork")
        self.pipe, theirs = context.Pipe()
        given = (work, theirs, os.getpid(), self._folder.name)
        self._process = context.Process(target=_serve, args=given, daemon=True)
        with stopping.put_off():
            self._process.start()
        theirs.close()  # theirs alone now: where they are gone it ends

    def is_alive(self) -> bool:
        """Say whether it can be given a job."""
        return self._process.is_alive()

    def begin(self, job: Job) -> None:
        """Give it a job; where it has been killed meanwhile, its answer will say so."""
        with suppress(BrokenPipeError, ConnectionResetError):
            self.pipe.send(job)

    def answer(self) -> Result | WorkerKilled:
        """Return the result of its job, or raise what that raised; WorkerKilled if it is gone."""
        try:
            result, error = self.pipe.recv()
        except (EOFError, OSError) as gone:
            return WorkerKilled(str(gone))
        if error is not None:
            raise error
        found: Result = result
        return found

    def end(self) -> None:
        """End it, whatever it is at: what it writes is whole at any time."""
        self._process.terminate()
        self._process.join()
        self.pipe.close()
        self._folder.cleanup()


class WorkerPool(Generic[Key, Job, Result]):
    """Workers, forked when there are jobs for them, each of which does one job at a time.

    They ignore Ctrl-C, which the parent gets, and end with it. With a size of 0, or where no
    process can be forked, jobs are done here, when their results are asked for.
    """

    def __init__(
        self, size: int, work: Callable[[Job], Result], prepare: Callable[[], object]
    ) -> None:
        """Take how many workers there may be, and what they do: a function of a module.

        `prepare` is called here before the first is forked, to import what they need.
        """
        self._size = size
        self._work = work
        self._prepare = prepare
        self._workers: list[_Worker[Job, Result]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end(self._workers)

    def results(
        self, jobs: Iterable[tuple[Key, Job]]
    ) -> Iterator[tuple[Key, Result | WorkerKilled]]:
        """Yield the result of each job as soon as it is done; the first jobs begin first.

        Jobs are asked for when there is a worker for them: while they are prepared here, others are
        done. Where a worker is killed, another does its job again, alone, when all others are done.
        What a job raises is raised here. Who stops asking ends the workers that are at work.
        """
        coming = iter(jobs)
        first = next(coming, None)
        if first is None:
            return
        coming = chain([first], coming)
        if not self._workers and not (self._size and can_fork()):
            yield from ((key, self._work(job)) for key, job in coming)
            return
        again: list[tuple[Key, Job]] = []
        with closing(self._answers(coming, self._size)) as answers:
            for key, job, result in answers:
                if isinstance(result, WorkerKilled):
                    again.append((key, job))
                else:
                    yield key, result
        for key, job in again:
            yield key, self._alone(key, job)

    def _alone(self, key: Key, job: Job) -> Result | WorkerKilled:
        """Return the result of a job whose worker was killed, from one that works alone."""
        result: Result | WorkerKilled = WorkerKilled()
        for _ in range(TRIES - 1):
            ((_, _, result),) = self._answers(iter([(key, job)]), 1)
            if not isinstance(result, WorkerKilled):
                break
        return result

    def _answers(
        self, jobs: Iterator[tuple[Key, Job]], most: int
    ) -> Generator[tuple[Key, Job, Result | WorkerKilled], None, None]:
        """Give jobs to so many workers, and yield what each answers."""
        busy: dict[_Worker[Job, Result], tuple[Key, Job]] = {}
        """In the order in which they began."""
        try:
            while True:
                for key, job in islice(jobs, most - len(busy)):
                    worker = self._idle(busy)
                    busy[worker] = key, job
                    worker.begin(job)
                if not busy:
                    return
                answered = wait([worker.pipe for worker in busy])
                for worker in [worker for worker in busy if worker.pipe in answered]:
                    result = worker.answer()
                    begun = busy.pop(worker)
                    if isinstance(result, WorkerKilled):
                        self._end([worker])
                    yield *begun, result
        finally:
            self._end(busy)

    def _idle(self, busy: Iterable[_Worker[Job, Result]]) -> _Worker[Job, Result]:
        """Return a worker that is at nothing, and make it if there is none."""
        for worker in [worker for worker in self._workers if worker not in busy]:
            if worker.is_alive():
                return worker
            self._end([worker])
        if not self._workers:
            self._prepare()
        sys.stdout.flush()
        sys.stderr.flush()
        gc.freeze()  # a collection in a child would copy all that it inherits
        self._workers.append(_Worker(self._work))
        return self._workers[-1]

    def _end(self, workers: Iterable[_Worker[Job, Result]]) -> None:
        for worker in [worker for worker in workers if worker in self._workers]:
            self._workers.remove(worker)
            worker.end()


def _serve(work: Callable[[Any], Any], pipe: Connection, parent: int, folder: str) -> None:
    """Do jobs until there are no more: what a worker is."""
    _begin(parent, folder)
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            result, error = work(job), None
        except Exception as raised:  # noqa: BLE001 - it is raised where the result is asked for
            raised.add_note(traceback.format_exc())
            result, error = None, raised
        try:
            pipe.send((result, error))
        except OSError:
            return
        except Exception:  # noqa: BLE001 - of another library, and not to be pickled
            pipe.send((None, RuntimeError(traceback.format_exc())))


def _begin(parent: int, folder: str) -> None:
    """Begin a worker: deaf to Ctrl-C, ended with its parent; `folder` is for temporary files."""
    tempfile.tempdir = folder
    stopping.leave_to_parent()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:  # it has gone meanwhile
            os._exit(1)
