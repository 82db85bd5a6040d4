"""Work beside this process: its results come back, and nobody waits for them in vain.

Each test starts a Python of its own: this one has threads once it has laid out a page.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
only_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks safely")

START = """
import os, signal, sys, time
from brochures.build.workers import Crew, answers, can_fork
here = os.getpid()
def nothing(): pass
def asked(work, *requests, prepare=nothing, size=2):
    with Crew(size, prepare, work) as crew:
        for request in requests:
            crew.ask(request, request)
        return sorted((key, result) for _, key, result in answers(crew))
"""


def said(code: str) -> str:
    """Return what a program prints, and see that it leaves no process and says nothing else."""
    done = subprocess.run(
        [sys.executable, "-c", START + code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert not done.stderr
    return done.stdout


def test_the_results_come_back() -> None:
    """What the work returns for each request is its answer, however many workers there are."""
    for size in (0, 1, 2, 5):
        assert (
            said(f"print(asked(lambda n: [n, 'two'], 1, 2, 3, size={size}))")
            == "[(1, [1, 'two']), (2, [2, 'two']), (3, [3, 'two'])]\n"
        )


@only_linux
def test_they_are_other_processes() -> None:
    """Where there is a core to spare, the work is done elsewhere, and prepared for once."""
    code = """
def prepare():
    global where
    where = os.getpid()
pids = asked(lambda n: (os.getpid(), where), *range(20), prepare=prepare)
workers = {worker for _, (worker, _) in pids}
print(not can_fork() or (here not in workers, len({where for _, (_, where) in pids})))
"""
    assert said(code) == "(True, 1)\n"


def test_a_second_stage() -> None:
    """What one crew answered can be asked of another, while the first goes on."""
    code = """
first, second = Crew(2, nothing, lambda n: n * 2), Crew(2, nothing, lambda n: n + 1)
with first, second:
    for n in range(5):
        first.ask(n, n)
    found = []
    for crew, key, answer in answers(first, second):
        if crew is first:
            second.ask(key, answer)
        else:
            found.append((key, answer))
print(sorted(found))
"""
    assert said(code) == "[(0, 1), (1, 3), (2, 5), (3, 7), (4, 9)]\n"


def test_errors_come_back() -> None:
    """What the work raises is raised where its answer is waited for."""
    code = """
def fail(n):
    raise ValueError("no good")
try:
    asked(fail, 1)
except ValueError as error:
    print(error)
"""
    assert said(code) == "no good\n"


@only_linux
def test_a_killed_worker_is_replaced() -> None:
    """Where workers are killed, others do the work, and this process in the end."""
    code = """
def work(n):
    if n == 2 and os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return n, os.getpid() == here
print(asked(work, 1, 2, 3)[1])
"""
    assert said(code) == "(2, (2, True))\n"


@only_linux
def test_work_that_cannot_be_prepared_is_done_here() -> None:
    """Where the workers never come to work, the answers come from here."""
    code = """
def prepare():
    os.kill(os.getpid(), signal.SIGKILL)
print(asked(lambda n: os.getpid() == here, 1, 2, prepare=prepare))
"""
    assert said(code) == "[(1, True), (2, True)]\n"


@only_linux
def test_no_fork_with_threads() -> None:
    """With a thread, Python's or not, nothing is forked: the work is done here."""
    code = """
import threading
stop = threading.Event()
threading.Thread(target=stop.wait).start()
print(can_fork(), asked(lambda n: os.getpid() == here, 1))
stop.set()
"""
    assert said(code) == "False [(1, True)]\n"


@only_linux
def test_no_worker_outlives_its_crew() -> None:
    """Who stops asking waits for no work that nobody wants, and leaves no process behind."""
    code = """
def work(n):
    if n:
        time.sleep(50)
    return os.getpid()
with Crew(3, nothing, work) as crew:
    for n in range(3):
        crew.ask(n, n)
    group = os.getpgid(next(answers(crew))[2])
for _ in range(100):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        print("gone")
        break
    time.sleep(0.1)
"""
    assert said(code) == "gone\n"


@only_linux
def test_a_killed_parent_leaves_no_worker() -> None:
    """Workers end when the process that asks is gone, whatever became of it."""
    code = """
with Crew(2, nothing, lambda n: os.getpid()) as crew:
    crew.ask(0, 0)
    print(os.getpgid(next(answers(crew))[2]), flush=True)
    os.kill(here, signal.SIGKILL)
"""
    killed = subprocess.run(
        [sys.executable, "-c", START + code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    code = f"""
for _ in range(100):
    try:
        os.killpg({killed.stdout.strip()}, 0)
    except ProcessLookupError:
        print("gone")
        break
    time.sleep(0.1)
"""
    assert said(code) == "gone\n"
