"""What .venv has lost is noticed, and the set-up restores it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.setup.machine import FILES, PROJECT, SITE, Machine, put_package
from tools import integrity, setup


def folder_gone(site: Path) -> None:
    """Leave a package without its folder."""
    shutil.rmtree(site / "jinja2")


def record_gone(site: Path) -> None:
    """Leave a package without its metadata."""
    shutil.rmtree(site / "jinja2-3.1.6.dist-info")


def file_gone(site: Path) -> None:
    """Leave a package without its compiled module."""
    (site / "jinja2/fast.so").unlink()


def file_emptied(site: Path) -> None:
    """Leave a package with a file of no bytes, as a full disk does."""
    (site / "jinja2/__init__.py").write_text("")


def command_gone(site: Path) -> None:
    """Leave a package without its command."""
    (site / "../../../bin/jinja2").unlink()


@pytest.mark.parametrize("test", [False, True])
@pytest.mark.parametrize(
    "damage", [folder_gone, record_gone, file_gone, file_emptied, command_gone]
)
def test_what_is_lost_is_made_anew(
    machine: Machine,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    damage: Callable[[Path], None],
    test: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """A package that lost anything is noticed and named, and the environment is made anew."""
    setup.set_up(folder, test=test)
    site = folder / ".venv" / SITE
    machine.commands.clear()
    damage(site)
    capsys.readouterr()
    setup.set_up(folder, test=test)
    assert machine.of("venv", "--clear")
    assert machine.of("pip")
    assert "jinja2" in capsys.readouterr().out
    assert (site / "jinja2/fast.so").read_text() == FILES["jinja2/fast.so"]
    machine.commands.clear()
    setup.set_up(folder, test=test)
    assert not machine.of("-m")


def test_what_is_not_ours_may_change(machine: Machine, folder: Path) -> None:
    """A compiled module, and a package that somebody added, may come and go."""
    setup.set_up(folder, test=False)
    site = folder / ".venv" / SITE
    put_package(folder / ".venv", "added")
    os.utime(folder / "requirements.txt", (2**32, 2**32))
    setup.set_up(folder, test=False)
    os.utime(folder / "requirements.txt", (0, 0))
    shutil.rmtree(site / "added")
    (site / "jinja2/__pycache__").mkdir()
    machine.commands.clear()
    setup.set_up(folder, test=False)
    assert not machine.of("-m")


def test_what_vanishes_at_once_is_said(
    machine: Machine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is gone right after it was installed is named, and no stamp is left."""
    monkeypatch.setattr(setup, "require_pango", lambda _: file_gone(folder / ".venv" / SITE))
    with pytest.raises(setup.Stop, match=r"jinja2.fast\.so was installed just now, and is not"):
        setup.set_up(folder, test=False)
    assert machine.of("pip")
    assert not (folder / ".venv/ready").exists()


@pytest.mark.skipif(os.name != "posix", reason="links are for everybody on POSIX systems only")
def test_a_link_is_left_alone(machine: Machine, folder: Path, tmp_path: Path) -> None:
    """A .venv that is a link is neither emptied nor filled; a sentence says where it leads."""
    others = tmp_path / "others"
    others.mkdir()
    (others / "precious").touch()
    (folder / ".venv").symlink_to(others)
    with pytest.raises(setup.Stop, match=r"is a link to .*others, .* Remove the link"):
        setup.set_up(folder, test=False)
    assert not machine.commands
    assert [path.name for path in others.iterdir()] == ["precious"]


def test_the_check_needs_nothing_but_python(folder: Path) -> None:
    """The check runs without site-packages; it ends with 0 or 1, and prints what is lost."""
    put_package(folder / ".venv")
    (folder / ".venv/bin/python").symlink_to(sys.executable)
    stamp = folder / ".venv/ready"
    lock = folder / "requirements.txt"
    setup.write_stamp(folder, stamp, Path(sys.executable), lock)
    script = folder / "tools/integrity.py"
    command: list[str | Path] = [sys.executable, "-I", "-S", script, stamp]
    whole = subprocess.run(command, capture_output=True, check=False)
    assert (whole.returncode, whole.stdout, whole.stderr) == (0, b"", b"")
    file_emptied(folder / ".venv" / SITE)
    lost = subprocess.run(command, capture_output=True, text=True, check=False)
    assert lost.returncode == 1
    assert Path(lost.stdout) == Path(".venv", SITE, "jinja2/__init__.py")


@pytest.mark.parametrize("stamp", ["", "/another/folder\n", "ROOT\nno size\n"])
def test_what_is_no_stamp_holds_for_nothing(tmp_path: Path, stamp: str) -> None:
    """An empty stamp, another folder's or a spoilt one is a flaw, and so is none."""
    (tmp_path / "tools").mkdir()
    script, file = tmp_path / "tools/integrity.py", tmp_path / "ready"
    shutil.copy(PROJECT / "tools/integrity.py", script)
    command: list[str | Path] = [sys.executable, "-I", "-S", script, file]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1
    file.write_text(stamp.replace("ROOT", str(tmp_path)))
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


def test_names_of_any_letters(tmp_path: Path) -> None:
    """Files and folders may be called anything that the system allows."""
    root = tmp_path / "é ü"
    root.mkdir()
    (root / "a b").write_text("12")
    (root / "ready").write_text(f"{root}\n2 a b\n", "utf-8")
    assert integrity.flaw(os.fsencode(root), str(root / "ready")) == b""
    (root / "ready").write_text(f"{root}\n3 a b\n", "utf-8")
    assert integrity.flaw(os.fsencode(root), str(root / "ready")) == b"a b"
