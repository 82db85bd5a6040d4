"""A run's temporary directory: it goes with the run, and the next one removes what a kill left."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from brochures.build.atomic_write import PublishError
from brochures.build.scratch import PREFIX, scratch
from tests.bench.killing import age

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows keeps no such locks")


@pytest.fixture
def around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which temporary files are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def running(around: Path) -> Iterator[subprocess.Popen[str]]:
    """Return another run, which holds a temporary directory."""
    code = """
import tempfile
from brochures.build.scratch import scratch
with scratch():
    tempfile.mkstemp()
    print("ready", flush=True)
    input()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(around)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        process.stdout.readline()
        yield process
        process.kill()


def test_it_goes_with_the_run(around: Path) -> None:
    """All temporary files are within it; afterwards it is gone, and others are made beside it."""
    with scratch():
        (held,) = around.iterdir()
        assert Path(tempfile.mkdtemp()).parent == held
    assert not list(around.iterdir())
    assert tempfile.gettempdir() == str(around)


def test_what_a_killed_run_left_is_removed(around: Path, running: subprocess.Popen[str]) -> None:
    """A directory whose run is gone is removed by the next one, with what is in it."""
    (left,) = around.iterdir()
    running.kill()
    running.wait()
    assert list(left.iterdir())
    age([left])
    with scratch():
        assert left not in around.iterdir()


@pytest.mark.usefixtures("running")
def test_a_run_that_goes_on_is_spared(around: Path) -> None:
    """A directory whose run goes on stays, however old it is."""
    (held,) = around.iterdir()
    age([held])
    with scratch():
        assert list(held.iterdir())


def test_what_is_young_or_not_ours_is_spared(around: Path) -> None:
    """What was just made, what is a file or a link, and what is called otherwise stays."""
    young, others, elsewhere = (around / name for name in (f"{PREFIX}young", "others", "elsewhere"))
    for folder in (young, others, elsewhere):
        folder.mkdir()
    (elsewhere / "precious").touch()
    (around / f"{PREFIX}file").touch()
    (around / f"{PREFIX}link").symlink_to(elsewhere)
    age([others, elsewhere, around / f"{PREFIX}file"])
    os.utime(around / f"{PREFIX}link", (0, 0), follow_symlinks=False)
    before = {*around.iterdir()}
    with scratch():
        assert before < {*around.iterdir()}
    assert {*around.iterdir()} == before
    assert (elsewhere / "precious").exists()


def test_no_room_is_a_sentence(around: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no directory can be made, the message says to free space or to name another one."""

    def full(*_: object, **_named: object) -> str:
        raise OSError(28, "No space left on device", str(around))

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    with pytest.raises(PublishError, match=r"no room for temporary files.*TMPDIR"), scratch():
        pass
