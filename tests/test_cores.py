"""Work beside this process: its result comes back, and nobody waits for it in vain.

Each test starts a Python of its own: this one has threads once it has laid out a page.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
only_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks safely")


def said(code: str) -> str:
    """Return what a program prints, whose first line imports `beside`."""
    done = subprocess.run(
        [sys.executable, "-c", f"import os\nfrom brochures.cores import beside, can_fork\n{code}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


def test_the_result_comes_back() -> None:
    """What a job returns is what waiting for it returns."""
    assert said("print(beside(lambda: [1, 'two'])())") == "[1, 'two']\n"


@only_linux
def test_it_is_another_process() -> None:
    """Where there is a core to spare, the job is done in another process."""
    assert said("print(not can_fork() or beside(os.getpid)() != os.getpid())") == "True\n"


def test_errors_come_back() -> None:
    """What a job raises is raised where it is waited for."""
    code = """
def fail():
    raise ValueError("no good")
wait = beside(fail)
try:
    wait()
except ValueError as error:
    print(error)
"""
    assert said(code) == "no good\n"


@only_linux
def test_a_killed_child_is_replaced() -> None:
    """Where the child is killed, the job is done here; nobody waits for ever."""
    code = """
here = os.getpid()
wait = beside(lambda: "done here" if os.getpid() == here else os.kill(os.getpid(), 9))
print(wait())
"""
    assert said(code) == "done here\n"


@only_linux
def test_no_fork_with_threads() -> None:
    """With a thread, Python's or not, nothing is forked: the job is done here, when waited for."""
    code = """
import threading
stop = threading.Event()
threading.Thread(target=stop.wait).start()
print(can_fork(), beside(os.getpid)() == os.getpid())
stop.set()
"""
    assert said(code) == "False True\n"
