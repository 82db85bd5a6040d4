"""Runs to be killed, what they leave, and how a kill is judged.

Every run is a process of its own, forked from this warm one, that leads a group. All share one
folder for temporary files, which holds nothing else.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from pathlib import Path

import make_pdf
from brochures.build import handouts
from brochures.build.atomic_write import LEFT_OVER, TEMPORARY
from brochures.build.scratch import PREFIX
from brochures.processes.stopping import BY_SIGNAL
from tests.samples import WHOLE

SIGNALS = {"SIGKILL": 2, "SIGTERM": 1, "SIGINT": 1}
"""What kills, and how often; no process can catch the first."""

PATIENCE = 60
"""Seconds in which a run ends, killed or not, and a watch has built."""

Files = Mapping[str, bytes]


def published(folder: Path) -> dict[str, bytes]:
    """Return what a reader finds in a folder: each file by its name, but the temporary ones."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.match(TEMPORARY)
    }


def temporaries(folder: Path) -> set[Path]:
    """Return the temporary files in a folder."""
    return set(folder.rglob(TEMPORARY))


def age(paths: Iterable[Path]) -> None:
    """Make files so old that no build that is running can have made them."""
    for path in paths:
        before = path.stat().st_mtime - LEFT_OVER - 1
        os.utime(path, (before, before))


def fork(work: Callable[[], int | None], said: Path | None = None) -> ForkProcess:
    """Start a process, leading a group, that ends with what a function returns as status.

    What it says goes into a file, if any. This process itself never lays out anything: a fork would
    lack the threads of Pango.
    """

    def apart() -> None:
        with (said or Path(os.devnull)).open("w", encoding="utf-8") as told:
            sys.stdout = sys.stderr = told
            sys.exit(work())

    process = multiprocessing.get_context("fork").Process(target=apart)
    process.start()
    os.setpgid(process.pid or 0, 0)
    return process


def ended(process: ForkProcess) -> int | None:
    """Wait until a process and all that it has started have ended, and return its exit status."""
    # Each of them holds the other end of the pipe.
    assert wait([process.sentinel], PATIENCE), "a run has not ended"
    process.join()
    return process.exitcode


class Scene:
    """A small clinic in a folder, its words in two versions, and what is published of each."""

    def __init__(self, folder: Path, formats: Sequence[str], chance: random.Random) -> None:
        handouts.load()  # once, not in each run
        for name in ("brochures.build.console", "brochures.desk.page"):
            import_module(name)
        self.chance = chance
        self.content = folder / "content.yaml"
        self.output = folder / "output"
        self.said = folder / "said"
        self._scratch = folder / "tmp"
        self._scratch.mkdir()
        self._arguments = [*formats, "--content", str(self.content), "--output", str(self.output)]
        self._left: set[Path] = set()
        """What kills have left among the temporary files, old enough for the next run to remove."""
        self.old, _ = self._build("old")
        self.restore({})
        self.new, self.span = self._build("new")
        assert self.old != self.new

    def _build(self, version: str) -> tuple[Files, float]:
        begun = time.perf_counter()
        self.save(version)
        assert self.settle(self.start(), None) == 0
        return published(self.output), time.perf_counter() - begun

    def save(self, version: str) -> None:
        """Save a version of the words, as editors do: in one step."""
        saved = self.content.with_suffix(".saved")
        saved.write_text(WHOLE.replace("info@", f"{version}@"), "utf-8")
        saved.replace(self.content)

    def start(self, *subcommand: str) -> ForkProcess:
        """Start a build, or a watch."""

        def run() -> int:
            tempfile.tempdir = str(self._scratch)
            return make_pdf.main([*subcommand, *self._arguments])

        return fork(run, self.said)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Let a watch run until the context ends, which has to end it well."""
        self.restore(self.old)
        self.save("old")
        self.watch = self.start("watch")
        self.says("Watching", self.watch)
        yield
        assert self.watch.is_alive()
        os.kill(self.watch.pid or 0, signal.SIGINT)
        assert self.settle(self.watch, "SIGINT") == 0

    def strike(self, process: ForkProcess) -> str:
        """Kill a run, with all that it has started or alone; return by which signal."""
        (by,) = self.chance.choices(list(SIGNALS), list(SIGNALS.values()))
        if process.exitcode is None:
            # It has not been waited for: should it end just now, its id is still nobody else's.
            self.chance.choice((os.kill, os.killpg))(process.pid or 0, signal.Signals[by])
        return by

    def settle(self, process: ForkProcess, by: str | None) -> int | None:
        """Wait until a run has ended, and see that nothing is left of it; return its status."""
        status = ended(process)
        await_(lambda: not members(process.pid or 0), "a process is left")
        said = self.said.read_text("utf-8")
        if by == "SIGKILL":
            assert status in (0, -signal.SIGKILL), (status, said)
        elif by:  # one that strikes before the run has begun to listen ends it as it is
            number = signal.Signals[by]
            assert status in (0, BY_SIGNAL + number, -number), (by, status, said)
        assert "Traceback" not in said, said
        found = set(self._scratch.iterdir())
        if by == "SIGKILL":
            assert all(path.name.startswith(PREFIX) for path in found), found
            age(found)
            self._left |= found
        else:
            assert found <= self._left, f"left behind: {found - self._left}"
        return status

    def state(self, before: Files) -> str:
        """Return of which version the files are, each of which is asserted to be whole."""
        return state(published(self.output), before, self.new)

    def restore(self, files: Files) -> None:
        """Let the output hold these files, besides the temporary ones that kills have left."""
        restore(self.output, files)

    def needs_no_repair(self) -> None:
        """Assert that an undisturbed run makes all files new, and removes what kills have left."""
        age(temporaries(self.output))
        self.restore(self.old)  # a kill may have come when all was done: nothing to build then
        assert self._build("new")[0] == self.new
        assert not temporaries(self.output)
        assert not list(self._scratch.iterdir()), list(self._scratch.iterdir())
        self._left.clear()

    def says(self, words: str, process: ForkProcess) -> None:
        """Wait until a run has said something, or has ended."""
        await_(lambda: words in self.said.read_text("utf-8") or not process.is_alive(), words)


def workers(process: ForkProcess) -> list[int]:
    """Return the workers of a run: its children that are forked, and run no other program."""
    own = _program(process.pid or 0)
    return [
        pid
        for pid, parent in members(process.pid or 0).items()
        if parent == process.pid and _program(pid) == own
    ]


def _program(pid: int) -> str:
    try:
        return os.readlink(f"/proc/{pid}/exe")  # noqa: PTH115 - no path, but a name for it
    except OSError:
        return ""


def members(group: int) -> dict[int, int]:
    """Return the processes of a group that have not ended, each with its parent."""
    found = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):  # noqa: PTH208 - names are all it takes
        with suppress(OSError):
            told = Path("/proc", pid, "stat").read_text("utf-8").rpartition(")")[2].split()
            if told[0] not in "ZX" and int(told[2]) == group:
                found[int(pid)] = int(told[1])
    return found


def await_(holds: Callable[[], object], what: str) -> None:
    """Wait until something holds; raise AssertionError with what it is where that takes long."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, f"{what}: waited {PATIENCE} s"
        time.sleep(0.002)


def restore(folder: Path, files: Files) -> None:
    """Let a folder hold these files, besides the temporary ones that kills have left in it."""
    folder.mkdir(exist_ok=True)
    for name in published(folder):
        (folder / name).unlink()
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def state(now: Files, old: Files, new: Files) -> str:
    """Return of which version the files are, each of which is asserted to be whole."""
    for name in old.keys() | new.keys() | now.keys():
        whole = (old.get(name), new.get(name))
        assert now.get(name) in whole, f"{name} is neither old nor new: {now.get(name)!r:.40}"
    if now == new:  # asked first: a kill may have come so late that the next build begins with them
        return "new files only"
    return "old files only" if now == old else "old and new files"


def await_changes(folder: Path, number: int, process: ForkProcess) -> None:
    """Wait until a folder has been seen to change that often, or the process has ended."""
    for _ in range(number):
        before = _listing(folder)
        while before == _listing(folder) and process.is_alive():
            time.sleep(0.0002)


def _listing(folder: Path) -> set[tuple[Path, int, int]]:
    """Return what is in a folder, with its size and its time."""
    seen = set()
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # renamed meanwhile
            stat = path.stat()
            seen.add((path, stat.st_size, stat.st_mtime_ns))
    return seen
