"""The process pool: results come back, killed workers cost nothing, and none is left behind.

Each test starts a Python of its own: this one has threads once it has laid out a page.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

import make_pdf
from tests.thorough import thorough

ROOT = Path(__file__).parent.parent.parent
only_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks safely")

START = """
import multiprocessing, os, signal, sys, time
from pathlib import Path
from brochures.build.workers import WorkerKilled, WorkerPool, can_fork

def prepare(): pass
def double(n): return n, 2 * n, os.getpid()

def done(work, jobs, size=2, prepare=prepare):
    with WorkerPool(size, work, prepare) as pool:
        return dict(pool.results((job, job) for job in jobs))
"""


def started(code: str, **options: object) -> subprocess.Popen[str]:
    """Start a program with a pool in it."""
    program: subprocess.Popen[str] = subprocess.Popen(
        [sys.executable, "-c", START + code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,  # type: ignore[call-overload]
    )
    return program


def said(code: str, **options: object) -> str:
    """Return what a program prints; it may not say anything else, nor take long."""
    with started(code, **options) as program:
        out, err = program.communicate(timeout=60)
    assert err == ""
    assert program.returncode == 0
    return out


@pytest.mark.parametrize("size", [0, 1, 2, 5])
def test_results_come_back(size: int) -> None:
    """The result of each job comes back by its key, however many workers there are."""
    code = f"print(sorted((k, r[1]) for k, r in done(double, [1, 2, 3], {size}).items()))"
    assert said(code) == "[(1, 2), (2, 4), (3, 6)]\n"


@only_linux
def test_other_processes_do_the_work() -> None:
    """Where there is a core to spare, jobs are done elsewhere, prepared for once and before."""
    code = """
prepared = []
def note(): prepared.append(os.getpid())
def work(n): return os.getpid(), list(prepared)
found = done(work, range(6), prepare=note)
here = os.getpid()
print(not can_fork() or all(pid != here and seen == [here] for pid, seen in found.values()))
print(multiprocessing.active_children())
"""
    assert said(code) == "True\n[]\n"


@only_linux
@pytest.mark.parametrize(("thread", "harmless"), [("notify-rs inotify", True), ("gmain", False)])
def test_threads_that_forbid_a_fork(thread: str, *, harmless: bool) -> None:
    """Beside the thread with which a watch waits workers are forked, beside any other they are not.

    A watch forks again where a build was begun anew, or a worker was killed.
    """
    code = f"""
import threading
from brochures.build.workers import cores
begun, done = threading.Event(), threading.Event()
def wait():
    Path(f"/proc/self/task/{{threading.get_native_id()}}/comm").write_text({thread!r})
    begun.set()
    done.wait()
threading.Thread(target=wait).start()
begun.wait()
print(can_fork(), cores() > 1)
done.set()
"""
    forks, of_use = said(code).split()
    assert forks == (of_use if harmless else "False")


def test_the_first_jobs_begin_first() -> None:
    """With one worker, jobs are done in their order."""
    assert said("print(list(done(double, [3, 1, 2], 1)))") == "[3, 1, 2]\n"


def test_what_a_job_raises_is_raised() -> None:
    """An error in a job is raised where results are asked for, and ends the workers."""
    code = """
def work(n): return 1 // n
try: done(work, [1, 0, 2])
except ZeroDivisionError: print("raised", multiprocessing.active_children())
"""
    assert said(code) == "raised []\n"


@only_linux
def test_a_killed_worker_costs_nothing(tmp_path: Path) -> None:
    """What a killed worker was at, and what waited, is done by a new pool."""
    code = f"""
mark = Path({str(tmp_path)!r}) / "killed"
def work(n):
    if n == 2 and not mark.exists() and os.getpid() != parent:
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return n
parent = os.getpid()
print(sorted(done(work, range(6)).items()))
"""
    assert said(code) == f"{[(n, n) for n in range(6)]}\n"


@only_linux
def test_a_job_that_kills_is_named() -> None:
    """A job that kills its worker each time is reported by its key; all others are done."""
    code = """
parent = os.getpid()
def work(n):
    if n == 2 and os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return n
found = done(work, range(6))
killed = [key for key, result in found.items() if isinstance(result, WorkerKilled)]
print(killed == [2] or not can_fork(), len(found))
"""
    assert said(code) == "True 6\n"


@only_linux
def test_killed_within_an_answer(tmp_path: Path) -> None:
    """A worker that is killed while it writes a long answer keeps nobody waiting."""
    code = f"""
mark = Path({str(tmp_path)!r}) / "killed"
def work(n):
    if n == 1 and not mark.exists():
        mark.touch()
        signal.setitimer(signal.ITIMER_REAL, 0.2)  # kills while it waits for a reader
    return bytes(20_000_000)
def jobs():
    yield 1, 1
    time.sleep(0.5)
    yield 2, 2
with WorkerPool(2, work, prepare) as pool:
    print(sorted((key, len(result)) for key, result in pool.results(jobs())), mark.exists())
"""
    assert said(code) == "[(1, 20000000), (2, 20000000)] True\n"


@only_linux
def test_killed_before_a_job_is_read(tmp_path: Path) -> None:
    """A worker that is killed before it has read a long job keeps nobody waiting."""
    code = f"""
import subprocess
mark = Path({str(tmp_path)!r}) / "killed"
KILL = "kill -STOP $0; sleep 0.5; kill -KILL $0"
def work(job):
    if len(job) == 1 and not mark.exists():
        mark.touch()
        subprocess.Popen(["sh", "-c", KILL, str(os.getpid())])
    return len(job)
def jobs():
    yield 1, b"1"
    time.sleep(0.2)
    yield 2, bytes(20_000_000)
with WorkerPool(1, work, prepare) as pool:
    print(sorted(pool.results(jobs())), mark.exists())
"""
    assert said(code) == "[(1, 1), (2, 20000000)] True\n"


@only_linux
def test_killed_while_idle() -> None:
    """Workers that are killed between jobs are replaced by others, and their folders are gone."""
    code = """
def work(n):
    return os.getpid(), tempfile.mkdtemp()
import tempfile
with WorkerPool(2, work, prepare) as pool:
    first = dict(pool.results((n, n) for n in range(4)))
    for pid in {pid for pid, _ in first.values()}:
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.1)
    second = dict(pool.results((n, n) for n in range(4)))
    before, after = ({pid for pid, _ in found.values()} for found in (first, second))
    print(len(second), not can_fork() or before.isdisjoint(after))
print(any(Path(folder).exists() for found in (first, second) for _, folder in found.values()))
"""
    assert said(code) == "4 True\nFalse\n"


@only_linux
def test_who_stops_asking_waits_for_nobody() -> None:
    """Workers end, whatever they are at, when nobody asks for their results any more."""
    code = """
def work(n):
    time.sleep(60 * n)
    return n
begun = time.monotonic()
with WorkerPool(2, work, prepare) as pool:
    print(next(pool.results([(0, 0), (1, 1), (2, 2)])))
print(multiprocessing.active_children(), time.monotonic() - begun < 30)
"""
    assert said(code) == "(0, 0)\n[] True\n"


@only_linux
def test_ctrl_c_ends_all() -> None:
    """Ctrl-C, which the whole group gets, interrupts the parent alone; no worker is left."""
    code = """
def work(n):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(60)
try: done(work, [1, 2])
except KeyboardInterrupt: print("stopped", multiprocessing.active_children())
"""
    with started(code, start_new_session=True) as program:
        assert program.stdout
        pids = [int(program.stdout.readline()) for _ in range(2)]
        os.killpg(program.pid, signal.SIGINT)
        out, err = program.communicate(timeout=30)
    assert (out, err) == ("stopped []\n", "")
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


@only_linux
def test_a_killed_parent_leaves_no_worker() -> None:
    """Workers end when the process that asks is gone, whatever became of it."""
    code = """
def work(n):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(60)
done(work, [1, 2])
"""
    with started(code) as program:
        assert program.stdout
        pids = [int(program.stdout.readline()) for _ in range(2)]
        program.kill()
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return
        time.sleep(0.05)
    pytest.fail("a worker is left")


@only_linux
def test_an_ignored_interrupt_hangs_nothing() -> None:
    """Where Ctrl-C is ignored, as behind `nohup` or in a script's background, all ends as usual."""
    code = "print(sorted(done(double, [1, 2, 3])))"
    program = shlex.join([sys.executable, "-c", START + code])
    ignoring = f"trap '' INT; exec {program}"
    done = subprocess.run(
        ["sh", "-c", ignoring], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "[1, 2, 3]\n"


@thorough
def test_fifty_builds_leave_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often is built, in one process too, no temporary file is left."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    words = ["card", "--force", "--content", str(ROOT / "content.yaml")]
    for _ in range(50):
        assert make_pdf.main([*words, "--output", str(tmp_path / "out")]) == 0
    assert list(folder.iterdir()) == []


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path) -> None:
    """A build leaves no file behind but those that it publishes."""
    folder, output = tmp_path / "tmp", tmp_path / "out"
    folder.mkdir()
    command = [sys.executable, "make_pdf.py", "card", "--output", str(output)]
    environment = os.environ | {"TMPDIR": str(folder)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    assert list(folder.iterdir()) == []


@only_linux
def test_a_signal_while_workers_end() -> None:
    """What stops the program while it ends its workers waits until they have ended."""
    code = """
import concurrent.futures, threading
from brochures.processes import stopping
shut = concurrent.futures.ProcessPoolExecutor.shutdown
def interrupted(executor, *wanted, **options):
    os.kill(os.getpid(), signal.SIGTERM)
    shut(executor, *wanted, **options)
concurrent.futures.ProcessPoolExecutor.shutdown = interrupted
try:
    with stopping.in_order(), WorkerPool(2, double, prepare) as pool:
        print(len(list(pool.results((n, n) for n in range(3)))))
except KeyboardInterrupt:
    print("stopped", multiprocessing.active_children())
"""
    assert said(code) == "3\nstopped []\n"


def test_a_signal_that_a_library_takes_for_an_error() -> None:
    """What stops the program stops it, though a library makes an error of its own of that."""
    code = """
from brochures.processes import stopping
try:
    with stopping.in_order():
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        except KeyboardInterrupt as stop:
            raise ValueError("no schema") from stop
except stopping.Stopped as stopped:
    print(stopping.status(stopped))
"""
    assert said(code) == "143\n"
