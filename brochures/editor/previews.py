"""Previews, made one at a time in a process that stays warm: the newest words asked for win."""

from __future__ import annotations

import gc
import multiprocessing
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, Literal, Protocol, Self, TypeAlias

from brochures.build import handouts
from brochures.build.workers import GARBAGE, WorkerKilled
from brochures.content.loader import Loaded
from brochures.editor.preview import Picture, Preview, Previewer
from brochures.processes import fork, stopping

_Asked: TypeAlias = tuple[Loaded, str, date]
_Answer: TypeAlias = tuple[Any, Exception | None]


class Maker(Protocol):
    """What makes pictures and previews, and may remember what it made."""

    def pictures(self, loaded: Loaded, name: str, today: date) -> tuple[Picture, ...]:
        """Return the pages of a handout before it is judged; none where that is no quicker."""

    def preview(self, loaded: Loaded, name: str, today: date) -> Preview:
        """Return a handout as it would be published."""


class Previews:
    """A process that makes previews, one at a time; any number of threads may ask for them.

    Where it is killed, the next preview begins another one. Takes what gives the maker of previews
    there.
    """

    def __init__(self, maker: Callable[[], Maker] = Previewer) -> None:
        self._maker = maker
        self._turn = Lock()
        self._asked = 0
        self._child: tuple[BaseProcess, Connection] | None = None
        self._folder = TemporaryDirectory(prefix="previews-", ignore_cleanup_errors=True)
        """For what the process writes: it cannot tidy up if it is killed."""

    def __enter__(self) -> Self:
        """Begin the process, while there are no threads here yet: it can be forked then."""
        handouts.load()
        self._connection()
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        self._folder.cleanup()

    def pictures(self, loaded: Loaded, name: str, today: date) -> tuple[Picture, ...] | None:
        """Return the pages of a handout before it is judged, as `preview` returns the whole."""
        found: tuple[Picture, ...] | None = self._made("pictures", (loaded, name, today))
        return found

    def preview(self, loaded: Loaded, name: str, today: date) -> Preview | None:
        """Return a preview; None where something newer was asked for before its turn came.

        Raises what making it raises, and WorkerKilled where its process ends without an answer.
        """
        found: Preview | None = self._made("preview", (loaded, name, today))
        return found

    def _made(self, what: str, asked: _Asked) -> Any:  # noqa: ANN401 - what the maker's method gives
        self._asked += 1
        mine = self._asked
        with self._turn:
            if mine != self._asked:
                return None
            connection = self._connection()
            try:
                connection.send((what, asked))
                answer: _Answer = connection.recv()
            except (EOFError, OSError) as error:
                self._end()
                raise WorkerKilled("the process that makes previews was killed") from error
        made, fault = answer
        if fault is not None:
            raise fault
        return made

    def _connection(self) -> Connection:
        """Return what leads to the process, which is begun if there is none."""
        if self._child and not self._child[0].is_alive():
            self._end()
        if self._child is None:
            way: Literal["fork", "spawn"] = "fork" if fork.can_fork() else "spawn"
            context: Any = multiprocessing.get_context(way)  # its types know no Process
            ours, theirs = context.Pipe()
            inherited = ours if way == "fork" else None
            given = (theirs, inherited, self._folder.name, self._maker)
            child = context.Process(target=_serve, args=given, daemon=True)
            sys.stdout.flush()
            sys.stderr.flush()
            with stopping.put_off():  # a signal within a fork would be lost
                child.start()
            theirs.close()
            self._child = child, ours
        return self._child[1]

    def _end(self) -> None:
        """End the process, whatever it is at: nothing that it makes is kept in files."""
        if self._child is not None:
            (child, connection), self._child = self._child, None
            connection.close()
            child.kill()
            child.join()


# In the process


def _serve(
    asked: Connection, inherited: Connection | None, folder: str, maker: Callable[[], Maker]
) -> None:
    """Make what is asked for until nobody is there to ask: the other end is closed then."""
    if inherited:
        inherited.close()
    tempfile.tempdir = folder
    stopping.leave_to_parent()
    gc.set_threshold(GARBAGE)
    gc.freeze()
    made = maker()
    with suppress(EOFError, OSError):
        while True:
            what, given = asked.recv()
            asked.send(_answer(getattr(made, what), given))
            if what == "preview":
                gc.collect()  # now that nobody waits


def _answer(make: Callable[..., Any], given: _Asked) -> _Answer:
    try:
        return make(*given), None
    except Exception as error:  # noqa: BLE001 - it is raised where the preview was asked for
        error.add_note(traceback.format_exc())
        return None, error
