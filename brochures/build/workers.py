"""Work in processes beside this one, where the system can fork; in this one where it cannot."""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader, BufferedWriter
from typing import Any, Generic, NoReturn, Self, TypeVar

Key = TypeVar("Key")
Request = TypeVar("Request")
Result = TypeVar("Result")


GARBAGE = 200_000
"""Objects made between two searches for garbage. Python's 700 means hundreds of searches in a
start, and in a layout, which makes millions of objects of which few are garbage."""


IDLE = 0.05
"""Seconds without a request after which a worker has time for its garbage."""


def count() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def can_fork() -> bool:
    """Say whether a fork is safe and of use: on Linux, without any thread, with a core to spare.

    Python does not know of all threads: GLib starts some once text has been laid out, and a child
    would wait for them for ever. The system counts them.
    """
    if sys.platform != "linux" or count() == 1:
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 - pathlib imports for longer
    except OSError:
        return False


@dataclass(eq=False, slots=True)
class _Worker:
    """The parent's ends of a worker's pipes."""

    requests: BufferedWriter
    results: BufferedReader

    def fileno(self) -> int:
        return self.results.fileno()


class Crew(Generic[Key, Request, Result]):
    """Workers that see everything as it is when the crew is made, and answer requests.

    `prepare` is called once for all of them, in the background; `work` for each request. What they
    change in memory is lost to this process, but for the result. Where no process can be forked
    there are no workers, and the work is done here, when its result is asked for.

    A worker takes one request at a time. All but the first yield to it and to this process as much
    as `nice` says: the first request may be the longest. Workers end with the context, at once, and
    when this process is killed: what they have written must be whole at any time.
    """

    def __init__(
        self,
        size: int,
        prepare: Callable[[], None],
        work: Callable[[Request], Result],
        *,
        nice: int = 0,
    ) -> None:
        self._prepare, self._work, self._nice = prepare, work, nice
        self._workers: list[_Worker] = []
        self._first = 0
        self.waiting: deque[tuple[Key, Request]] = deque()
        """What no worker has been given yet."""
        self.busy: dict[_Worker, tuple[Key, Request]] = {}
        """What each worker is at."""
        if size and can_fork():
            self._fork(size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in list(self._workers):
            self._dismiss(worker)
        if self._first:
            # Idle ones have ended by then; what is still at work, for no one, is interrupted.
            with suppress(ProcessLookupError):
                os.killpg(self._first, signal.SIGINT)
            os.waitpid(self._first, 0)
            self._first = 0

    @property
    def beside(self) -> bool:
        """Whether there are workers beside this process."""
        return bool(self._workers)

    def ask(self, key: Key, request: Request) -> None:
        """Hand a request to a worker that is free, or else keep it until one is."""
        self.waiting.append((key, request))
        self._hand_out()

    def _hand_out(self) -> None:
        """Give workers that are free what is waiting."""
        for worker in list(self._workers):
            if self.waiting and worker not in self.busy:
                try:
                    pickle.dump(self.waiting[0][1], worker.requests)
                    worker.requests.flush()
                except BrokenPipeError:
                    self._dismiss(worker)
                else:
                    self.busy[worker] = self.waiting.popleft()

    def forget(self) -> None:
        """Answer nothing more that was asked; wait for what workers are at."""
        self.waiting.clear()
        while self.busy:
            for worker in select.select(list(self.busy), [], [])[0]:
                with suppress(Exception):  # whatever came of it, nobody asks any more
                    next(self.take(worker), None)
            self.waiting.clear()

    def take(self, worker: _Worker) -> Iterator[tuple[Key, Result]]:
        """Yield the answer of a worker that has one, and give the worker more to do."""
        key, request = self.busy.pop(worker)
        try:
            error, result = pickle.load(worker.results)  # noqa: S301 - our own child's
        except (EOFError, pickle.UnpicklingError):
            self._dismiss(worker)
            self.waiting.appendleft((key, request))
            self._hand_out()
            return
        self._hand_out()
        if error is not None:
            raise error
        yield key, result

    def do_one(self) -> tuple[Key, Result]:
        """Answer the first request that waits here, in this process."""
        key, request = self.waiting.popleft()
        return key, self._work(request)

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        for pipe in (worker.requests, worker.results):
            with suppress(BrokenPipeError):
                pipe.close()

    def _fork(self, size: int) -> None:
        """Fork one child that prepares, and forks the others from itself."""
        sys.stdout.flush()
        sys.stderr.flush()
        gc.freeze()  # to look for garbage in what a child inherits would copy all of it
        pipes = [(os.pipe(), os.pipe()) for _ in range(size)]
        # An interruption on the way would have the child go on as the parent.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._first = os.fork()
            if not self._first:
                _live(lambda: self._serve(pipes))
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        with suppress(OSError):  # as the child does: whoever is first
            os.setpgid(self._first, 0)
        for (request, ours), (theirs, result) in pipes:
            os.close(request)
            os.close(result)
            self._workers.append(_Worker(os.fdopen(ours, "wb"), os.fdopen(theirs, "rb")))

    def _serve(self, pipes: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
        """Be a worker, the first: prepare, fork the others, and answer until nobody asks."""
        with suppress(OSError):
            os.setpgid(0, 0)
        for (_, ours), (theirs, _) in pipes:
            os.close(ours)
            os.close(theirs)
        self._prepare()
        gc.freeze()
        mine = pipes[0]
        for pipe in pipes[1:] if can_fork() else ():
            if not os.fork():
                mine = pipe
                os.nice(self._nice)
                break
        for pipe in pipes:
            if pipe is not mine:
                os.close(pipe[0][0])
                os.close(pipe[1][1])
        self._answer(os.fdopen(mine[0][0], "rb"), os.fdopen(mine[1][1], "wb"))

    def _answer(self, requests: BufferedReader, results: BufferedWriter) -> None:
        while True:
            try:
                request = pickle.load(requests)  # noqa: S301 - written by our own parent
            except EOFError:
                return
            error: BaseException | None = None
            result = None
            try:
                result = self._work(request)
            except Exception as raised:  # noqa: BLE001 - whatever it is, the parent raises it
                raised.add_note(traceback.format_exc())
                error = raised
            pickle.dump((error, result), results)
            results.flush()
            if not select.select([requests], [], [], IDLE)[0]:
                gc.collect()  # now that nobody waits


AnyCrew = Crew[Any, Any, Any]


def answers(*crews: AnyCrew) -> Iterator[tuple[AnyCrew, Any, Any]]:
    """Yield the crew, the key and the answer of each request, when it is done, until none is left.

    Meanwhile more may be asked. What `work` raises is raised here. The request of a worker that was
    killed, for want of memory perhaps, goes to another one, and is answered here in the end.
    """
    while True:
        busy = {worker: crew for crew in crews for worker in crew.busy}
        # What was answered by one crew goes on to the next one first.
        here = next((crew for crew in reversed(crews) if crew.waiting and not crew.beside), None)
        if busy and (ready := select.select(list(busy), [], [], 0 if here else None)[0]):
            for worker in ready:
                for key, result in busy[worker].take(worker):
                    yield busy[worker], key, result
        elif here:
            yield here, *here.do_one()
        elif not busy:
            return


def _live(work: Callable[[], None]) -> NoReturn:
    """Do a child's work and end it, without what its parent does at the end."""
    try:
        try:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
            work()
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            with suppress(ChildProcessError):
                while True:
                    os.wait()
    except (BrokenPipeError, KeyboardInterrupt):
        pass  # nobody waits for it any more
    except BaseException:  # noqa: BLE001 - shown here, and the parent does the work itself
        traceback.print_exc()
    finally:
        os._exit(0)
