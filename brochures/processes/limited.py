"""A function call in a child process with resource limits (setrlimit): of time and memory.

Nothing that the call does can hang this process, fill its memory or end it: a reader of hostile
files is safe in there, whichever trick they know.
"""

from __future__ import annotations

import errno
import faulthandler
import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from subprocess import DEVNULL, PIPE, CompletedProcess, Popen, TimeoutExpired
from tempfile import TemporaryDirectory
from typing import Any, Literal, ParamSpec, TypeVar, cast

from brochures.processes import fork, stopping

if sys.platform != "win32":
    import resource

Given = ParamSpec("Given")
Result = TypeVar("Result")

NO_MEMORY = (errno.ENOMEM, errno.EAGAIN)
"""What the system says to a program that may have no more memory, or no more processes."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a call may take."""

    seconds: int
    """Of computing time."""
    megabytes: int
    """Of memory that it writes to (RLIMIT_DATA). What is only mapped or shared, such as the
    code of libraries, is not counted; the address space is several times as large, for each
    thread reserves some that it never uses. Linux alone keeps to this limit."""
    patience: int
    """Seconds on the clock, for a call that sleeps, and where there are no other limits."""


class Overrun(Exception):
    """A call that took more than its limits; the message goes on from 'it'."""


class Broken(Exception):
    """A call that ended in an error or a crash; the message goes on from 'it'."""


def call(
    limits: Limits, function: Callable[Given, Result], *given: Given.args, **named: Given.kwargs
) -> Result:
    """Return what a function returns that is called in a child process.

    Function, arguments and result are to be such as can be pickled. Raises `Overrun` or `Broken`
    for a call that does not return, and the `OSError` of one for which the machine is at fault, as
    a full disk is. The child, and all that it starts, ends with the call and with this process.
    """
    way: Literal["fork", "spawn"] = "fork" if fork.can_fork() else "spawn"
    context: Any = multiprocessing.get_context(way)  # its types know no Process
    with TemporaryDirectory(prefix="brochures-") as folder:
        ours, theirs = context.Pipe(duplex=False)
        begin = theirs, os.getpid(), folder, limits
        child = context.Process(target=_answer, args=(*begin, function, given, named))
        sys.stdout.flush()
        sys.stderr.flush()
        try:
            with stopping.put_off():  # a signal within a fork would be lost
                child.start()
            theirs.close()
            answer = _answered(ours, limits)
        finally:
            _end(child)
            ours.close()
    if answer is None:
        raise _cause(child.exitcode or 0, limits)
    result, error = answer
    if error is not None:
        raise error
    return cast(Result, result)


def _answered(ours: Connection, limits: Limits) -> tuple[Any, Exception | None] | None:
    """Return the child's answer, None for a child that ended without one; raise `Overrun`."""
    if not ours.poll(limits.patience):
        raise Overrun(f"takes more than {limits.patience} seconds")
    with suppress(EOFError):
        answer: tuple[Any, Exception | None] = ours.recv()
        return answer
    return None


def _end(child: BaseProcess) -> None:
    """End a child with all that it has started; one that has ended keeps its status."""
    if child.pid is None:
        return  # it could not be started
    if sys.platform != "win32":
        # Before it is waited for: until then its number is its own.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    child.join()


def _cause(status: int, limits: Limits) -> Exception:
    """Return the error that says why a child ended without an answer."""
    if sys.platform != "win32" and status < 0:
        if -status == signal.SIGXCPU:
            return Overrun(f"takes more than {limits.seconds} seconds of computing time")
        # Libraries that get no memory end the process in ways of their own.
        how = signal.strsignal(-status)
        return Broken(f"crashes the reader ({how}), or takes more than {_memory(limits)}")
    return Broken(f"ends the reader (status {status})")


def _memory(limits: Limits) -> str:
    return f"{limits.megabytes} MB of memory"


def run(limits: Limits, command: Sequence[str | Path]) -> CompletedProcess[bytes] | None:
    """Return what a program says; None for one that takes more than its limits, or crashes.

    Only Linux can give a program limits of its own: elsewhere it has those of this process.
    """
    with Popen(command, stdin=DEVNULL, stdout=PIPE, stderr=PIPE) as program:
        if sys.platform == "linux":
            with suppress(ProcessLookupError):  # it has ended already
                for which, most in _wanted(limits).items():
                    _, hard = resource.prlimit(program.pid, which)
                    resource.prlimit(program.pid, which, (_least(most, hard), hard))
        try:
            out, err = program.communicate(timeout=limits.patience)
        except TimeoutExpired:
            program.kill()
            return None
        if program.returncode < 0:
            return None
    return CompletedProcess(command, program.returncode, out, err)


# In the child


def _answer(
    theirs: Connection,
    parent: int,
    folder: str,
    limits: Limits,
    function: Callable[..., object],
    given: tuple[object, ...],
    named: dict[str, object],
) -> None:
    """Call a function and send its result, or an error."""
    fork.begin(parent, folder)
    _silence()
    _limit(limits)
    answer: tuple[object, Exception | None]
    try:
        answer = function(*given, **named), None
    except MemoryError:
        answer = None, Overrun(f"takes more than {_memory(limits)}")
    except OSError as error:
        short = error.errno in NO_MEMORY
        answer = None, Overrun(f"takes more than {_memory(limits)}") if short else error
    except Exception as error:  # noqa: BLE001 - the caller gets it, as Broken
        answer = None, Broken(f"makes the reader fail: {_named(error)}")
    theirs.send(answer)
    theirs.close()
    # Threads that still wait for a program, and what libraries do at their end, are not waited for.
    os._exit(0)


def _silence() -> None:
    """Let libraries complain to nobody: what they say of a file is no sentence for people."""
    faulthandler.disable()
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nothing, stream)


def _limit(limits: Limits) -> None:
    """Set the limits for this process and those that it starts, and leave its parent's group."""
    if sys.platform == "win32":
        return
    os.setpgid(0, 0)
    for which, most in _wanted(limits).items():
        _, hard = resource.getrlimit(which)
        with suppress(ValueError, OSError):  # macOS knows the name of a limit that it does not keep
            resource.setrlimit(which, (_least(most, hard), hard))


def _wanted(limits: Limits) -> dict[int, int]:
    """Return the limits as the system numbers them; those of programs may be wider again."""
    if sys.platform == "win32":
        return {}
    return {
        resource.RLIMIT_CPU: limits.seconds,
        resource.RLIMIT_DATA: limits.megabytes * 1_000_000,
        resource.RLIMIT_CORE: 0,
    }


def _least(most: int, hard: int) -> int:
    """Return a limit, or a lower one that cannot be raised."""
    return most if hard == resource.RLIM_INFINITY else min(most, hard)


def _named(error: Exception) -> str:
    """Return an error's kind, what it says, and where it was raised."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    said = " ".join(str(error).split())
    kind = type(error).__name__
    place = f"{os.path.basename(last.filename)}, line {last.lineno}"  # noqa: PTH119
    return f"{kind} {said} ({place})" if said else f"{kind} ({place})"
