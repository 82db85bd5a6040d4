"""Kill real processes that publish: every file stays whole, and the next run needs no repair.

Run as `python -m tests.bench.kills KILLS [SEED [KIND ...]]`. First publish() alone is killed before
each of its lines. Then so many runs of a small clinic are killed at random moments: half are
builds, some are watches, and in the rest single workers are killed while a build or a watch goes
on; or those kinds alone that are named. A run is killed alone or with all that it has started, over
an old version, over what a kill before has left, or in an empty folder. After each, every file is
old or new, no process is left, and no temporary file but those that the next run takes away. Prints
a row for tests/README.md; what does not hold ends it with an AssertionError and a status. The same
seed chooses the same moments.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from itertools import count
from multiprocessing.context import ForkProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

from brochures.build.atomic_write import TEMPORARY, publish
from tests.bench.killing import (
    SIGNALS,
    Files,
    Scene,
    age,
    await_,
    await_changes,
    ended,
    fork,
    published,
    restore,
    state,
    temporaries,
    workers,
)

FORMATS = ("one-page", "card")
"""The quickest two: as many workers as there are at work in any build on two cores."""

UNDISTURBED = 20
"""After so many kills a run is left alone, which has to make everything right."""

STATES = ("old files only", "old and new files", "new files only")


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
        restore(folder, old)
        left_over.touch()
        age([left_over])
        status = ended(fork(partial(publish_until, line)))
        left = state(published(folder), old, new)
        if status == 0:
            break
        assert status == -signal.SIGKILL
        found.update(["killed", left])
        for temporary in temporaries(folder):
            temporary.unlink()
    assert left == "new files only"
    assert not temporaries(folder)
    return found


def kill_build(scene: Scene, found: Counter[str]) -> None:
    """Kill a build; every other time while it publishes, which takes a small part of its time."""
    (before,) = scene.chance.choices((scene.old, published(scene.output), {}), (6, 1, 1))
    scene.restore(before)
    earlier = temporaries(scene.output)
    scene.save("new")
    process = scene.start()
    if sum(found.values()) % 2:
        # Of each file it is seen at least that a temporary one appears and is renamed.
        await_changes(scene.output, scene.chance.randint(1, 2 * len(scene.new)), process)
    else:
        process.join(scene.chance.uniform(0, scene.span))
    _killed(scene, process, found, before, earlier)


def kill_watch(scene: Scene, found: Counter[str]) -> None:
    """Kill a watch, mostly while it builds what was saved, sometimes while it begins."""
    scene.restore(scene.old)
    earlier = temporaries(scene.output)
    begins = scene.chance.random() < 1 / 4
    scene.save("new" if begins else "old")
    process = scene.start("watch")
    if not begins:
        scene.says("Watching", process)
        scene.save("new")
    process.join(scene.chance.uniform(0, scene.span))
    _killed(scene, process, found, scene.old, earlier)


def _killed(
    scene: Scene,
    process: ForkProcess,
    found: Counter[str],
    before: Files,
    earlier: set[Path],
) -> None:
    """Kill a run, judge what is left of it, and count that."""
    by = scene.strike(process)
    process.join()
    scene.state(before)  # at once, and when all that it has started has ended, too
    status = scene.settle(process, by)
    left = scene.state(before)
    if status == 0 and "The watch has ended" not in scene.said.read_text("utf-8"):
        assert left == "new files only"
        found["unharmed"] += 1
        return
    found.update(["killed", by, left])
    new = temporaries(scene.output) - earlier
    found["left a temporary file"] += bool(new)
    # Later runs find both: what they have to remove, and what might still be in use.
    if scene.chance.random() < 1 / 2:
        age(new)


def kill_worker_of_build(scene: Scene, found: Counter[str]) -> None:
    """Kill a worker of a build, which goes on, and makes everything right."""
    scene.restore(scene.old)
    scene.save("new")
    process = scene.start()
    process.join(scene.chance.uniform(0, scene.span))
    killed = _kill_worker(scene, process)
    assert scene.settle(process, None) == 0
    assert scene.state(scene.old) == "new files only"
    found.update(["killed", "worker"] if killed else ["unharmed"])


def kill_worker_of_watch(scene: Scene, found: Counter[str]) -> None:
    """Kill a worker of a watch, mostly while it builds; it goes on, and makes everything right."""
    version = "old" if published(scene.output) == scene.new else "new"
    wanted = {"old": scene.old, "new": scene.new}[version]
    idle = scene.chance.random() < 1 / 4
    killed = idle and _kill_worker(scene, scene.watch)
    scene.save(version)
    if not idle:
        scene.watch.join(scene.chance.uniform(0, scene.span))
        killed = _kill_worker(scene, scene.watch)
    await_(lambda: scene.state(scene.old) and published(scene.output) == wanted, "a build")
    found.update(["killed", "worker"] if killed else ["unharmed"])


def _kill_worker(scene: Scene, process: ForkProcess) -> bool:
    """Kill one worker of a run; return whether there was one."""
    there = workers(process)
    if there:
        with suppress(ProcessLookupError):
            os.kill(scene.chance.choice(there), signal.SIGKILL)
    return bool(there)


KINDS = {
    "builds": (kill_build, 10),
    "watches": (kill_watch, 2),
    "workers of builds": (kill_worker_of_build, 4),
    "workers of a watch": (kill_worker_of_watch, 4),
}
"""What is killed, how, and how often in twenty times."""


def kill_runs(
    kills: int, seed: int, folder: Path, kinds: Sequence[str] = tuple(KINDS)
) -> dict[str, Counter[str]]:
    """Kill so many runs in a folder; count for each kind the signals, and what the kills left."""
    scene = Scene(folder, FORMATS, random.Random(seed))  # noqa: S311 - no secret
    shares = {kind: max(1, kills * KINDS[kind][1] // 20) for kind in kinds}
    shares[kinds[0]] += kills - sum(shares.values())
    found = {kind: Counter[str]() for kind in kinds}
    for kind in kinds:
        kill, _ = KINDS[kind]
        one_watch = kind == "workers of a watch"
        with scene.watching() if one_watch else nullcontext():
            while found[kind]["killed"] < shares[kind]:
                kill(scene, found[kind])
                if not one_watch and found[kind]["killed"] % UNDISTURBED == 0:
                    scene.needs_no_repair()
    scene.needs_no_repair()
    return found


def main(arguments: Sequence[str]) -> None:
    """Kill as often as told, and print what was found as a row of a table."""
    # A shell's background job ignores it, and so would every run.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    begun = time.perf_counter()
    kills, seed = int(arguments[0]), int(arguments[1] if len(arguments) > 1 else arguments[0])
    kinds = arguments[2:] or tuple(KINDS)
    with TemporaryDirectory() as folder:
        lines = kill_at_each_line(Path(folder))
    with TemporaryDirectory() as folder:
        by_kind = kill_runs(kills, seed, Path(folder), kinds)
    found = sum(by_kind.values(), Counter[str]())
    tried = [f"{kind} {each['killed']}" for kind, each in by_kind.items()]
    signals = [f"{found[name]} by {name}" for name in SIGNALS]
    states = [f"{found[each]} times {each}" for each in STATES]
    seconds = time.perf_counter() - begun
    print(
        f"| `python -m tests.bench.kills {' '.join(arguments)}` | {found['killed']} kills at random"
        f" moments: {', '.join(tried)}; runs {', '.join(signals)}, workers by SIGKILL;"
        f" {lines['killed']} kills between the lines that publish; in {seconds:.0f} s |"
        f" no file was torn: of the killed runs {', '.join(states)}; no process was left, and no"
        f" temporary file but those that the next run took away; where a worker was killed all"
        f" files were right, and the next run needed no repair |"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
