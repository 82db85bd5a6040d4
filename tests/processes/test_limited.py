"""Calls with limits: they return, or end with a sentence, and leave nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from brochures.processes.limited import Broken, Limits, Overrun, call, run

ROOT = Path(__file__).parent.parent.parent
WIDE = Limits(seconds=20, megabytes=400, patience=60)
only_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps all limits")

START = """
import os, subprocess, sys, time
from brochures.processes.limited import Limits, Overrun, call

def slow():
    print(os.getpid(), file=open(sys.argv[1], "w"), flush=True)
    with subprocess.Popen(["sleep", "60"]) as other:
        print(other.pid, file=open(sys.argv[2], "w"), flush=True)
"""


def test_a_result_comes_back() -> None:
    """What a call returns in its process is returned here."""
    assert call(WIDE, divmod, 17, 5) == (3, 2)
    assert call(WIDE, sorted, [1, 3, 2], reverse=True) == [3, 2, 1]


@only_linux
@pytest.mark.parametrize(
    ("limits", "function", "given", "kind", "said"),
    [
        (Limits(1, 400, 60), pow, (3, 10**8), Overrun, "takes more than 1 seconds of computing"),
        (Limits(9, 400, 3), time.sleep, (60,), Overrun, "takes more than 3 seconds"),
        (Limits(9, 200, 60), bytearray, (10**9,), Overrun, "takes more than 200 MB of memory"),
        (WIDE, os.abort, (), Broken, "crashes the reader"),
        (WIDE, os._exit, (3,), Broken, "status 3"),
        (WIDE, int, ("seven",), Broken, "makes the reader fail: ValueError"),
    ],
    ids="time sleep memory crash exit error".split(),
)
def test_a_call_that_does_not_return(
    limits: Limits,
    function: Callable[..., object],
    given: tuple[object, ...],
    kind: type[Exception],
    said: str,
) -> None:
    """A call that takes too much or breaks down ends soon, with the reason."""
    begun = time.monotonic()
    with pytest.raises(kind, match=said):
        call(limits, function, *given)
    assert time.monotonic() - begun < 40


def test_the_fault_of_the_machine_is_raised() -> None:
    """What the system refuses is no fault of what is read, and is raised as it is."""
    with pytest.raises(FileNotFoundError):
        call(WIDE, os.stat, "/no/such/file")


def test_a_program_has_limits() -> None:
    """A program's answer comes back, unless it takes too much time, sleeps or crashes."""
    python = [sys.executable, "-c"]
    done = run(WIDE, [*python, "print('well')"])
    assert done is not None
    assert done.stdout.split() == [b"well"]
    assert run(Limits(9, 400, 1), [*python, "import time; time.sleep(60)"]) is None
    if sys.platform == "linux":
        assert run(Limits(1, 400, 60), [*python, "while True: pass"]) is None
        assert run(WIDE, [*python, "import os; os.abort()"]) is None


def started(code: str, folder: Path) -> tuple[subprocess.Popen[str], list[int]]:
    """Start a program that makes a slow call; return it and the numbers of its descendants."""
    files = folder / "child", folder / "program"
    program = subprocess.Popen(
        [sys.executable, "-c", START + code, *map(str, files)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 30
    while not all(file.exists() and file.read_text() for file in files):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return program, [int(file.read_text()) for file in files]


def lives(process: int) -> bool:
    """Say whether a process is there, and not only until somebody asks how it ended."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def ends(process: int) -> bool:
    """Say whether a process ends within some seconds."""
    deadline = time.monotonic() + 10
    while lives(process) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not lives(process)


@only_linux
def test_nothing_is_left_of_a_call_that_is_ended(tmp_path: Path) -> None:
    """A call that is ended takes with it the programs that it has started."""
    code = """
try:
    call(Limits(9, 400, 2), slow)
except Overrun as error:
    print(error)
"""
    program, descendants = started(code, tmp_path)
    out, _ = program.communicate(timeout=30)
    assert out == "takes more than 2 seconds\n"
    assert all(map(ends, descendants))


@only_linux
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_call_ends_with_its_parent(tmp_path: Path, how: signal.Signals) -> None:
    """However this process ends, the call ends too."""
    program, (child, _) = started("call(Limits(9, 400, 60), slow)", tmp_path)
    program.send_signal(how)
    program.communicate(timeout=30)
    assert ends(child)
