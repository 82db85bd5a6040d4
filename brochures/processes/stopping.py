"""Signals that stop a program: Ctrl-C, a shutdown, a closed window; each ends it in order."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType

SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""What a person or the system stops a program with; Windows has not all of them."""

BY_SIGNAL = 128
"""Exit status, as shells count, of what a signal ends: so much, and the signal's number."""


class Stopped(KeyboardInterrupt):
    """A signal, whose number is given, has stopped the program."""


def status(stop: KeyboardInterrupt) -> int:
    """Return the exit status of what is stopped: by Ctrl-C, where no other signal is known."""
    (number,) = stop.args or (signal.SIGINT,)
    return BY_SIGNAL + int(number)


@contextmanager
def in_order() -> Iterator[None]:
    """Raise `Stopped` where a signal would end the program, so that it tidies up as it goes.

    What the caller ignores, as `nohup` does, or sees to by itself stays as it is. Who is stopped
    hears no second signal, till its end: nothing disturbs the tidying up.
    """
    before = {each: signal.getsignal(each) for each in SIGNALS}
    ours = [
        each
        for each, action in before.items()
        if action in (signal.SIG_DFL, signal.default_int_handler)
    ]

    received: list[int] = []

    def stop(number: int, _: object) -> None:
        received.append(number)
        for each in ours:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(number)

    with suppress(ValueError):  # only the main thread can be stopped
        for each in ours:
            signal.signal(each, stop)
    try:
        with _silent():
            yield
    except Exception as error:
        if received:  # a library has made an error of its own of it, as pydantic does
            raise Stopped(received[0]) from error
        raise
    finally:
        with suppress(ValueError):
            for each in ours:
                if signal.getsignal(each) is stop:
                    signal.signal(each, before[each])


@contextmanager
def _silent() -> Iterator[None]:
    """Let libraries in other languages print no `Stopped` that is raised while they call Python."""
    unraisable, uncaught = sys.unraisablehook, sys.excepthook

    def tell_unraisable(told: sys.UnraisableHookArgs) -> None:
        if not isinstance(told.exc_value, Stopped):
            unraisable(told)

    def tell_uncaught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, Stopped):
            uncaught(kind, error, trace)

    sys.unraisablehook, sys.excepthook = tell_unraisable, tell_uncaught
    try:
        yield
    finally:
        sys.unraisablehook, sys.excepthook = unraisable, uncaught


@contextmanager
def put_off() -> Iterator[None]:
    """Let signals that stop the program wait until the context ends; Windows cannot."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_to_parent() -> None:
    """Begin as a child that was started with signals put off: deaf to Ctrl-C, ended by others."""
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN if each == signal.SIGINT else signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
