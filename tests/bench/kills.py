"""Kill real processes that publish: every file stays whole, and the next run needs no repair.

Run as `python -m tests.bench.kills KILLS [FORMAT…]`. First publish() alone is killed before each of
its lines. Then so many builds are killed. Each is a process of its own, forked from this warm one,
and makes a new version over the old one, over what the kill before has left, or in an empty folder.
Every other kill comes at any moment of a build, the rest while it publishes, which takes only a
small part of its time; some strike a build with the processes that it has started, some without.
Prints what the kills left; a file that is neither old nor new ends it with an AssertionError.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from itertools import count
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

import make_pdf
from brochures.build.atomic_write import LEFT_OVER, TEMPORARY, publish

SIGNALS = {"SIGKILL": 2, "SIGTERM": 1, "SIGINT": 1}
"""What kills, and how often; no process can catch the first."""

PATIENCE = 60
"""Seconds in which a build ends, killed or not."""

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


@contextmanager
def before_each_line(act: Callable[[FrameType], None]) -> Iterator[None]:
    """Do something before each line that publish() comes to, in the standard library, too."""

    def trace(frame: FrameType, event: str, _: object) -> Any:  # noqa: ANN401 - as in typeshed
        within = frame.f_code is publish.__code__ or (frame.f_back and frame.f_back.f_trace)
        if within and event == "line":
            act(frame)
        return trace if within else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)


def kill_at_each_line(folder: Path) -> Counter[str]:
    """Kill publish() before each line of its module that it comes to; count what that left.

    Each run also finds a temporary file to remove. The last one is not killed, and needs no repair.
    """
    path, left_over = folder / "file", folder / TEMPORARY.replace("*", "left over")
    old, new = {path.name: b"old" * 9999}, {path.name: b"new" * 9999}

    def publish_until(line: int) -> None:
        lines = count()

        def strike(frame: FrameType) -> None:
            if frame.f_code.co_filename == publish.__code__.co_filename and next(lines) == line:
                os.kill(os.getpid(), signal.SIGKILL)

        with before_each_line(strike):
            publish(path, new[path.name])

    found: Counter[str] = Counter()
    for line in count():
        _restore(folder, old)
        left_over.touch()
        age([left_over])
        status = _ended(_fork(partial(publish_until, line)))
        state = _state(published(folder), old, new)
        if status == 0:
            break
        assert status == -signal.SIGKILL
        found.update(["killed", state])
        for temporary in temporaries(folder):
            temporary.unlink()
    assert state == "new files only"
    assert not temporaries(folder)
    return found


def kill_builds(kills: int, formats: Sequence[str], folder: Path) -> Counter[str]:
    """Kill builds into a folder that often; count the signals, and what the kills left.

    After each kill every file is asserted to be whole, and at the end that one undisturbed build
    makes all files new and removes all temporary ones that are old enough.
    """
    for name in ("brochures.build.console", "brochures.desk.page"):
        import_module(name)  # once, not in each build
    words = Path("content.yaml").read_text("utf-8")
    output = folder / "output"

    def start(version: str) -> ForkProcess:
        content = folder / f"{version}.yaml"
        text = re.sub(r"(?m)^  email: .*", f"  email: {version}@example.org", words)
        content.write_text(text, "utf-8")
        arguments = [*formats, "--content", str(content), "--output", str(output)]
        return _fork(partial(make_pdf.main, arguments))

    def build(version: str) -> tuple[Files, float]:
        begun = time.perf_counter()
        assert _ended(start(version)) == 0
        return published(output), time.perf_counter() - begun

    # Both in the folder that is struck later: what is remembered of a run names it.
    old, _ = build("old")
    _restore(output, {})
    new, span = build("new")
    assert old != new

    chance = random.Random(kills)  # noqa: S311 - no secret
    found: Counter[str] = Counter()
    while found["killed"] < kills:
        (before,) = chance.choices((old, published(output), {}), (6, 1, 1))
        _restore(output, before)
        earlier = temporaries(output)
        process = start("new")
        if (found["killed"] + found["unharmed"]) % 2:
            # Of each file it is seen at least that a temporary one appears and is renamed.
            _await_changes(output, chance.randint(1, 2 * len(new)), process)
        else:
            process.join(chance.uniform(0, span))
        (by,) = chance.choices(list(SIGNALS), list(SIGNALS.values()))
        if process.exitcode is None:
            # It has not been waited for: should it end just now, its id is still nobody else's.
            chance.choice((os.kill, os.killpg))(process.pid or 0, signal.Signals[by])
        process.join()
        _state(published(output), before, new)
        status = _ended(process)
        state = _state(published(output), before, new)
        if status == 0:
            assert state == "new files only"
            found["unharmed"] += 1
            continue
        found.update(["killed", by, state])
        left = temporaries(output) - earlier
        found["left a temporary file"] += bool(left)
        # Later builds find both: what they have to remove, and what might still be in use.
        if chance.random() < 0.5:
            age(left)

    age(temporaries(output))
    _restore(output, old)  # the last kill may have come when all was done: nothing to build then
    assert build("new")[0] == new
    assert not temporaries(output)
    return found


def _fork(work: Callable[[], int | None]) -> ForkProcess:
    """Start a silent process, leading a group, that ends with what a function returns as status.

    This process itself never lays out anything: a fork would lack the threads of Pango.
    """

    def quietly() -> None:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            sys.stdout = sys.stderr = nowhere
            sys.exit(work())

    process = multiprocessing.get_context("fork").Process(target=quietly)
    process.start()
    os.setpgid(process.pid or 0, 0)
    return process


def _ended(process: ForkProcess) -> int | None:
    """Wait until a process and all that it has started have ended, and return its exit status."""
    # Each of them holds the other end of the pipe.
    assert wait([process.sentinel], PATIENCE), "a build has not ended"
    process.join()
    return process.exitcode


def _restore(folder: Path, files: Files) -> None:
    """Let a folder hold these files, besides the temporary ones that kills have left in it."""
    folder.mkdir(exist_ok=True)
    for name in published(folder):
        (folder / name).unlink()
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _await_changes(folder: Path, number: int, process: ForkProcess) -> None:
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


def _state(now: Files, old: Files, new: Files) -> str:
    """Return of which version the files are, each of which is asserted to be whole."""
    for name in old.keys() | new.keys() | now.keys():
        whole = (old.get(name), new.get(name))
        assert now.get(name) in whole, f"{name} is neither old nor new: {now.get(name)!r:.40}"
    if now == new:  # asked first: a kill may have come so late that the next build begins with them
        return "new files only"
    return "old files only" if now == old else "old and new files"


def main(arguments: Sequence[str]) -> None:
    """Kill as often as told, and print what was found."""
    begun = time.perf_counter()
    with TemporaryDirectory() as folder:
        found = kill_at_each_line(Path(folder))
    print(f"publish() killed before each of its lines, {found['killed']} times. {_told(found)}")
    with TemporaryDirectory() as folder:
        found = kill_builds(int(arguments[0]), arguments[1:], Path(folder))
    signals = ", ".join(f"{found[name]} by {name}" for name in SIGNALS)
    print(f"{found['killed']} builds killed, {signals}; {found['unharmed']} more ended before.")
    print(f"{_told(found)} {found['left a temporary file']} left a temporary file.")
    seconds = time.perf_counter() - begun
    print(f"Nothing was torn, and the next run needed no repair ({seconds:.1f} s).")


def _told(found: Counter[str]) -> str:
    states = ("old files only", "old and new files", "new files only")
    return f"Found: {', '.join(f'{found[state]} {state}' for state in states)}."


if __name__ == "__main__":
    main(sys.argv[1:])
