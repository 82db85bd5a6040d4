"""What is published is always whole, whatever happens meanwhile, and a sentence says what did."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import FrameType

import pytest

import make_pdf
from brochures.build.atomic_write import PATIENCE, TEMPORARY, PublishError, publish
from tests.bench.killing import age, published, temporaries
from tests.bench.kills import before_each_line
from tests.thorough import mostly

ROOT = Path(__file__).parents[2]
OLD, NEW = b"old" * 9999, b"new" * 9999

posix_only = pytest.mark.skipif(os.name != "posix", reason="this is so on POSIX systems only")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file that was published once."""
    path = tmp_path / "out" / "a.pdf"
    publish(path, OLD)
    return path


def refused(path: Path) -> str:
    """Return the sentence with which publishing is refused; nothing may be left of it."""
    with pytest.raises(PublishError) as refusal:
        publish(path, NEW)
    assert not list(path.parent.glob(TEMPORARY))
    said = str(refusal.value)
    assert said.startswith(f"{path} cannot be ")
    assert said.endswith(".")
    return said


def failing(error: OSError) -> Callable[..., None]:
    """Return a function that fails."""

    def fail(*_: object, **_named: object) -> None:
        raise error

    return fail


def python(code: str, *arguments: str | Path) -> subprocess.Popen[str]:
    """Start a program that may import what the project has."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_replaced_in_one_step(tmp_path: Path) -> None:
    """A published file holds the new bytes, and no temporary file is left."""
    publish(tmp_path / "new" / "a.pdf", b"one")
    publish(tmp_path / "new" / "a.pdf", b"two")
    assert [path.read_bytes() for path in (tmp_path / "new").iterdir()] == [b"two"]


def test_whole_at_each_line(path: Path) -> None:
    """Whoever reads between any two lines finds the old file whole, and then the new one."""
    found = []
    with before_each_line(lambda _: found.append(path.read_bytes())):
        publish(path, NEW)
    assert found[0] == OLD
    assert found[-1] == NEW
    assert found == sorted(found, reverse=True)
    assert {*found} == {OLD, NEW}


# A file that is interrupted before anything could close it is closed when it is collected.
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_interrupted_at_each_line(path: Path) -> None:
    """Ctrl-C at any line passes on, leaves no temporary file, and the file old or new."""
    interrupted = 0
    for at in count():
        lines = count()

        def interrupt(_: FrameType, at: int = at, lines: Iterator[int] = lines) -> None:
            if next(lines) == at:
                raise KeyboardInterrupt

        try:
            with before_each_line(interrupt):
                publish(path, NEW)
        except KeyboardInterrupt:
            interrupted += 1
        else:
            break
        finally:
            assert not temporaries(path.parent)
            assert published(path.parent)[path.name] in {OLD, NEW}
        path.write_bytes(OLD)
    assert interrupted > 20


def test_left_over_files_are_removed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a killed run has left goes after an hour; younger files and others' stay."""
    with monkeypatch.context() as killed:
        killed.setattr(Path, "replace", failing(OSError()))
        killed.setattr(Path, "unlink", failing(OSError()))
        for _ in range(3):
            with pytest.raises(PublishError):
                publish(path, NEW)
    old, *young = temporaries(path.parent)
    others = [path.with_name(name) for name in (".a.pdf.swp", "b.tmp", "b.pdf")]
    for other in others:
        other.touch()
    age([old, *others])
    publish(path, NEW)
    assert {*path.parent.iterdir()} == {path, *young, *others}


def test_what_cannot_be_removed_is_no_obstacle(path: Path) -> None:
    """A left-over file that cannot be removed keeps nobody from publishing."""
    obstacle = path.with_name(".brochures-a folder.tmp")
    obstacle.mkdir()
    age([obstacle])
    publish(path, NEW)
    assert path.read_bytes() == NEW


@pytest.mark.parametrize("times", [1, len(PATIENCE) - 1])
@pytest.mark.parametrize("winerror", [5, 32])
def test_held_open_for_a_moment(
    path: Path, monkeypatch: pytest.MonkeyPatch, winerror: int, times: int
) -> None:
    """A file that another program on Windows lets go of soon is replaced."""
    with windows_refuses(monkeypatch, winerror, times):
        publish(path, NEW)
    assert path.read_bytes() == NEW


def test_held_open(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is open in a viewer on Windows stays; a sentence says to close it there."""
    with windows_refuses(monkeypatch, 32, 99) as waits:
        assert "Close it in the PDF viewer" in refused(path)
    assert path.read_bytes() == OLD
    assert 1 <= sum(waits) <= 3


@contextmanager
def windows_refuses(
    monkeypatch: pytest.MonkeyPatch, winerror: int, times: int
) -> Iterator[list[float]]:
    """Let renaming fail so often, as on Windows; give the seconds that were waited."""
    waits: list[float] = []
    replace, failures = Path.replace, iter(range(times))

    def refuse(temporary: Path, path: Path) -> Path:
        if next(failures, None) is None:
            return replace(temporary, path)
        error = PermissionError(errno.EACCES, "Access is denied")
        error.winerror = winerror  # type: ignore[attr-defined] # mypy looks from elsewhere
        raise error

    with monkeypatch.context() as windows:
        windows.setattr(Path, "replace", refuse)
        windows.setattr(time, "sleep", waits.append)
        yield waits


def test_denied_for_good(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where renaming is not allowed, as in others' folders on POSIX, nothing is waited for."""
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    monkeypatch.setattr(Path, "replace", failing(PermissionError(errno.EPERM, "not permitted")))
    assert "read-only" in refused(path)
    assert not sum(waits)


@pytest.mark.parametrize(
    ("number", "fix"),
    [
        (errno.ENOSPC, "is full. Free some space"),
        (errno.EDQUOT, "your share of it, is full. Free some space"),
        (errno.EFBIG, "Have the limit raised"),
        (errno.EROFS, "read-only for you. Have that changed"),
        (errno.EIO, "Run the command again"),
    ],
)
@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.open", "pathlib.Path.mkdir"])
def test_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, fix: str
) -> None:
    """Whatever the system refuses, a sentence says what, where and how to fix it."""
    monkeypatch.setattr(step, failing(OSError(number, os.strerror(number))))
    said = refused(path)
    assert fix in said
    assert "choose another folder with --output" in said
    monkeypatch.undo()
    assert path.read_bytes() == OLD


def test_disk_full(path: Path) -> None:
    """Where the system writes only a part, the old file stays whole."""
    pytest.importorskip("resource", reason="Windows sets no limit to the size of files")
    code = """
import resource, sys
from pathlib import Path
from brochures.build.atomic_write import PublishError, publish
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    publish(Path(sys.argv[1]), b"new" * 9999)
except PublishError as error:
    print(error)
"""
    with python(code, path) as process:
        said, _ = process.communicate()
    assert "files may not be that large here" in said
    assert len(said.splitlines()) == 1
    assert [each.read_bytes() for each in path.parent.iterdir()] == [OLD]


def test_into_what_is_no_folder(tmp_path: Path) -> None:
    """Where the output is a file, or below one, a sentence says to rename it."""
    (tmp_path / "file").write_bytes(b"")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(PublishError, match=r"a\.pdf cannot be written: .* Rename that"):
            publish(folder / "a.pdf", NEW)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing can be published the command ends with status 2 and one sentence."""
    (tmp_path / "file").write_bytes(b"")
    content = str(ROOT / "content.yaml")
    output = str(tmp_path / "file")
    assert make_pdf.main(["one-page", "--content", content, "--output", output]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "one-page.pdf cannot be written" in said


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system has no /proc")
@pytest.mark.parametrize("folder", ["/proc", "/proc/self", "/proc/none"])
def test_where_nobody_can_write(folder: str) -> None:
    """Where not even root can write, a sentence says so."""
    refused(Path(folder, "a.pdf"))


def test_the_name_is_a_folders(path: Path) -> None:
    """Where a folder has the file's name, it stays, and a sentence says so."""
    path.unlink()
    path.mkdir()
    refused(path)
    assert path.is_dir()


def test_the_folder_vanishes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the folder vanishes meanwhile a sentence says so, and the next run makes it anew."""

    def vanish(_: Path, path: Path) -> None:
        shutil.rmtree(path.parent)
        raise FileNotFoundError(errno.ENOENT, "No such file or directory")

    with monkeypatch.context() as drive:
        drive.setattr(Path, "replace", vanish)
        assert "its folder is gone" in refused(path)
    publish(path, NEW)
    assert path.read_bytes() == NEW


@posix_only
@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_replaced(path: Path, *, there: bool) -> None:
    """A symbolic link is replaced by the file; what it points to is neither changed nor made."""
    target = path.with_name("elsewhere")
    if there:
        target.write_bytes(OLD)
    path.unlink()
    path.symlink_to(target)
    publish(path, NEW)
    assert not path.is_symlink()
    assert path.read_bytes() == NEW
    assert target.read_bytes() == OLD if there else not target.exists()


@posix_only
def test_the_rename_is_synchronized(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes are on the disk before the rename, and the folder after it."""
    synchronized: list[tuple[int, bytes]] = []

    def note(descriptor: int) -> None:
        synchronized.append((os.fstat(descriptor).st_ino, path.read_bytes()))

    monkeypatch.setattr(os, "fsync", note)
    publish(path, NEW)
    assert synchronized == [(path.stat().st_ino, OLD), (path.parent.stat().st_ino, NEW)]


@posix_only
def test_a_folder_that_cannot_be_synchronized(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a network drive cannot synchronize folders, files are published nevertheless."""
    monkeypatch.setattr(os, "open", failing(OSError(errno.EINVAL, "Invalid argument")))
    publish(path, NEW)
    monkeypatch.undo()
    assert path.read_bytes() == NEW


@posix_only
def test_who_may_read(path: Path) -> None:
    """A published file is as readable as any that the person makes."""
    (path.parent / "any").touch()
    assert path.stat().st_mode == (path.parent / "any").stat().st_mode


@posix_only
def test_two_at_once(path: Path) -> None:
    """While two processes publish the same file, each reader finds one of both, whole."""
    code = """
import sys
from pathlib import Path
from brochures.build.atomic_write import publish
for _ in range(30):
    publish(Path(sys.argv[1]), sys.argv[2].encode() * 5_000_000)
"""
    found = {path.read_bytes()}
    with python(code, path, "1") as one, python(code, path, "2") as two:
        while one.poll() is None or two.poll() is None:
            found.add(path.read_bytes())
    assert (one.returncode, two.returncode) == (0, 0)
    assert found == {OLD, b"1" * 5_000_000, b"2" * 5_000_000}
    assert not temporaries(path.parent)


KILLS = {"builds": ("2", "1", "builds", "workers of builds"), "builds and watches": ("20",)}
"""Arguments of the command that kills: how often, from which seed, and what alone."""


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked, and sought in /proc")
@pytest.mark.parametrize("what", mostly(KILLS, "builds"))
def test_killed(what: str) -> None:
    """Builds, watches and workers that are killed leave whole files, and nothing else behind.

    `python -m tests.bench.kills 500` kills more, and says more about it.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.kills", *KILLS[what]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert f" {KILLS[what][0]} kills at random moments: " in done.stdout
