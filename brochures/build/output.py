"""Standard output and standard error, which may be closed, full, or read by nobody."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO


class Lost(Exception):
    """What is said does not arrive."""


class ReaderGone(Lost):
    """Nobody reads what is printed any more, as after `| head -1`."""


class Unwritable(Lost):
    """What is printed cannot be written, as on a full disk; the message says why."""


def prepare() -> None:
    """Open the standard streams that are closed, and let each take any character.

    A file that is opened later would else take a closed one's number, and be written into by the
    programs that we start.
    """
    nothing = Path(os.devnull)
    sys.stdin = sys.stdin or nothing.open(encoding="utf-8")
    sys.stdout = sys.stdout or nothing.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nothing.open("w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def say(line: Sequence[str]) -> None:
    """Print a line, as the stream that it is for ('out' or 'err') and its text."""
    stream, text = line
    with _written():
        print(text, file=sys.stderr if stream == "err" else sys.stdout)


def say_now(line: Sequence[str]) -> None:
    """Print a line at once, whoever reads it."""
    say(line)
    flush()


def say_json(data: object, *, indent: int | None = 2) -> None:
    """Print data as JSON."""
    with _written():
        print(json.dumps(data, indent=indent))


def say_json_now(line: Sequence[str]) -> None:
    """Print a line at once as an object of JSON, for who reads one after another."""
    stream, text = line
    say_json({"stream": stream, "text": text}, indent=None)
    flush()


def silent(_: Sequence[str]) -> None:
    """Print nothing: what was found is printed as JSON in the end."""


def is_terminal() -> bool:
    """Say whether a person is there who can be asked: who types, and sees what is asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str) -> str | None:
    """Ask a person on standard error, and return the answer in a line; None where none comes."""
    with _written():
        print(question, end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    return answer.strip() if answer else None


def flush() -> None:
    """Write what has been printed so far."""
    with _written():
        sys.stdout.flush()


def give_up(reason: str = "") -> None:
    """Print no more, but for a reason, on standard error and if that can be.

    What could not be written goes nowhere: Python would try again as it ends.
    """
    _drain(sys.stdout)
    with suppress(OSError):
        if reason:
            print(reason, file=sys.stderr)
    _drain(sys.stderr)


def _drain(stream: TextIO) -> None:
    """Write what a stream still holds, to nowhere if it cannot be written where it should go."""
    try:
        stream.flush()
    except OSError:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
        stream.flush()


@contextmanager
def _written() -> Iterator[None]:
    """Tell apart why something could not be printed."""
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGone from error
    except OSError as error:
        raise Unwritable(f"What was found cannot be printed: {error.strerror}.") from error
