"""Work on a second core, where the system can fork; on this one, later, where it cannot."""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def can_fork() -> bool:
    """Say whether a fork is safe and of use: on Linux, without any thread, with a core to spare.

    Python does not know of all threads: GLib starts some once text has been laid out, and a child
    would wait for them for ever. The system counts them.
    """
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:  # noqa: PLR2004
        return False
    try:
        return len(list(Path("/proc/self/task").iterdir())) == 1
    except OSError:
        return False


def beside(job: Callable[[], T]) -> Callable[[], T]:
    """Begin a job in a process of its own, and return what waits for its result.

    The job sees everything as it is now; what it changes in memory is lost, but for its result.
    What it raises is raised where it is waited for. A parent that is killed leaves no process that
    waits for it.
    """
    if not can_fork():
        return job
    sys.stdout.flush()
    sys.stderr.flush()
    theirs, ours = os.pipe()
    child = os.fork()
    if not child:
        os.close(theirs)
        _work(job, ours)
    os.close(ours)

    def wait() -> T:
        with os.fdopen(theirs, "rb") as pipe:
            data = pipe.read()
        os.waitpid(child, 0)
        if not data:  # it was ended, for want of memory perhaps: here it may be done
            return job()
        done, result = pickle.loads(data)  # noqa: S301 - written by our own child
        if not done:
            raise result
        value: T = result
        return value

    return wait


def _work(job: Callable[[], object], pipe: int) -> None:
    """Do a job in the child, write its result or its error, and end without the parent's exits."""
    try:
        try:
            data = pickle.dumps((True, job()))
        except BaseException as error:  # noqa: BLE001 - whatever it is, the parent raises it
            error.add_note(traceback.format_exc())
            data = pickle.dumps((False, error))
        with os.fdopen(pipe, "wb") as file:
            file.write(data)
    finally:
        os._exit(0)
