"""The set-up. Nothing is fetched; what is installed goes into folders of tests."""

import hashlib
import os
import runpy
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.setup.machine import PROJECT, Machine, on_path
from tests.thorough import thorough
from tools import setup

# When it sets up


def test_first_run_makes_everything(machine: Machine, folder: Path) -> None:
    """A fresh folder gets an environment, the packages and a stamp; its path stays one word."""
    setup.set_up(folder, test=False)
    assert [command[1:] for command in machine.of("venv")] == [
        ("-m", "venv", "--clear", str(folder / ".venv"))
    ]
    (pip,) = machine.of("pip")
    assert pip[-3:] == ("--require-hashes", "-r", str(folder / "requirements.txt"))
    assert (folder / ".venv/ready").read_bytes().startswith(os.fsencode(folder) + b"\n")


def test_second_run_does_nothing(machine: Machine, folder: Path) -> None:
    """Where the stamp is newer than what it depends on, neither venv nor pip is started."""
    setup.set_up(folder, test=True)
    machine.commands.clear()
    setup.set_up(folder, test=True)
    setup.set_up(folder, test=False)
    assert not machine.of("-m")


def test_tests_need_more(machine: Machine, folder: Path) -> None:
    """--test adds its packages to an environment that is there, without making it anew."""
    setup.set_up(folder, test=False)
    machine.commands.clear()
    setup.set_up(folder, test=True)
    assert not machine.of("venv")
    assert machine.of("pip")[0][-1] == str(folder / "requirements-test.txt")


@pytest.mark.parametrize("source", ["requirements.txt", "tools/setup.py"])
def test_changed_sources_run_pip_again(machine: Machine, folder: Path, source: str) -> None:
    """Newer requirements or a newer set-up run pip again, in the environment that is there."""
    setup.set_up(folder, test=False)
    machine.commands.clear()
    later = (folder / ".venv/ready").stat().st_mtime + 10
    os.utime(folder / source, (later, later))
    setup.set_up(folder, test=False)
    assert machine.of("pip")
    assert not machine.of("venv")


def break_stamp(folder: Path, _: Machine) -> None:
    """Leave a stamp half written."""
    (folder / ".venv/ready").write_text("")


def remove_stamp(folder: Path, _: Machine) -> None:
    """Leave no stamp, as a set-up that was interrupted does."""
    (folder / ".venv/ready").unlink()


def copied(folder: Path, _: Machine) -> None:
    """Leave the stamp of another folder."""
    (folder / ".venv/ready").write_text("/another/folder")


def no_python(folder: Path, _: Machine) -> None:
    """Leave a link to a Python that is gone."""
    (folder / ".venv/bin/python").unlink()
    (folder / ".venv/bin/python").symlink_to("/gone/python3")


def python_fails(_: Path, machine: Machine) -> None:
    """Leave a Python that does not start, as on Windows where its home is gone."""
    machine.ends = lambda words: "-I" in words and not machine.of("venv")


@pytest.mark.parametrize("damage", [break_stamp, remove_stamp, copied, no_python, python_fails])
def test_damaged_environment_is_made_anew(
    machine: Machine, folder: Path, damage: Callable[[Path, Machine], None]
) -> None:
    """An environment that is unfinished, of another folder, or without its Python is remade."""
    setup.set_up(folder, test=False)
    machine.commands.clear()
    damage(folder, machine)
    setup.set_up(folder, test=False)
    assert machine.of("venv", "--clear")
    assert (folder / ".venv/ready").read_bytes().startswith(os.fsencode(folder) + b"\n")


def test_failure_leaves_no_stamp(machine: Machine, folder: Path) -> None:
    """Where pip fails, a sentence comes first, then all that pip said, and no stamp is left."""
    setup.set_up(folder, test=True)
    os.utime(folder / "requirements.txt", (2**32, 2**32))
    machine.ends = lambda words: "pip" in words
    with pytest.raises(setup.Stop, match=r"(?s)^pip could not .*\n\nwhat the command said"):
        setup.set_up(folder, test=False)
    assert not [*folder.glob(".venv/ready*")]


def test_interruption_leaves_no_stamp(machine: Machine, folder: Path) -> None:
    """Ctrl-C while pip runs leaves no stamp, so that the next run starts again."""

    def interrupt(words: tuple[str, ...]) -> int:
        if "pip" in words:
            raise KeyboardInterrupt
        return 0

    machine.ends = interrupt
    with pytest.raises(KeyboardInterrupt):
        setup.set_up(folder, test=False)
    assert not [*folder.glob(".venv/ready*")]


# What it installs

LOCKS = {False: "requirements.txt", True: "requirements-test.txt"}


@pytest.mark.parametrize("test", [False, True])
def test_pip_is_told_to_ask_for_hashes(
    machine: Machine,
    folder: Path,
    test: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """What is installed, for everyone or for the tests, must have the hash of its lock file."""
    setup.set_up(folder, test=test)
    (pip,) = machine.of("pip")
    assert pip[-3:] == ("--require-hashes", "-r", str(folder / LOCKS[test]))


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return the file of a small package that can be installed."""
    wheel = tmp_path / "packages" / "small-1.0-py3-none-any.whl"
    about = {
        "METADATA": "Metadata-Version: 2.1\nName: small\nVersion: 1.0\n",
        "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "RECORD": "",
    }
    wheel.parent.mkdir()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("small.py", "")
        for name, text in about.items():
            archive.writestr(f"small-1.0.dist-info/{name}", text)
    return wheel


def lock(package: Path, digest: str) -> str:
    """Return a lock file for that package, which is named by its file."""
    hashes = f" --hash=sha256:{digest}" if digest else ""
    return f"{package}{hashes}\n"


@thorough
@pytest.mark.parametrize("test", [False, True])
def test_the_right_hash_is_installed(
    package: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    test: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """A package whose hash is the one in the lock file is installed, and can be imported."""
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    (folder / LOCKS[test]).write_text(lock(package, digest))
    monkeypatch.setattr(setup, "require_pango", lambda _: None)
    setup.set_up(folder, test=test)
    subprocess.run([folder / ".venv/bin/python", "-c", "import small"], check=True)


@thorough
@pytest.mark.parametrize(
    ("digest", "said"),
    [
        (
            "0" * 64,
            r"(?s)^A package differs from the one that requirements.*NOT MATCH",
        ),
        ("", r"(?s)^pip could not install the packages.*Hashes are required"),
    ],
)
@pytest.mark.parametrize("test", [False, True])
def test_any_other_hash_is_refused(
    package: Path,
    folder: Path,
    digest: str,
    said: str,
    test: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """A package with another hash, or with none in the lock file, is not installed; no stamp."""
    (folder / LOCKS[test]).write_text(lock(package, digest))
    with pytest.raises(setup.Stop, match=said):
        setup.set_up(folder, test=test)
    assert not [*folder.glob(".venv/ready*")]
    assert not [*folder.glob(".venv/**/small.py")]


# Which Python


def test_old_python_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Python 3.10 is told which Python it is and which is needed, with status 2."""
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    monkeypatch.setattr(sys, "version", "3.10.4 (main)")
    with pytest.raises(SystemExit) as stop:
        runpy.run_path(str(PROJECT / "tools/setup.py"))
    assert stop.value.code == 2
    said = capsys.readouterr().err
    assert "3.11 or newer is needed" in said
    assert "is 3.10.4" in said
    assert said.count("\n") == 1


def test_missing_ensurepip_is_installed_for_this_python(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """On Debian without python3-venv, the package of the very Python that runs is named."""
    on_path(monkeypatch, "apt-get")
    monkeypatch.setattr(setup, "find_spec", lambda _: None)
    with pytest.raises(setup.Stop) as stop:
        setup.make_venv(tmp_path / ".venv")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert str(stop.value).endswith(f"    sudo apt-get install -y python{version}-venv")
    assert not machine.commands
