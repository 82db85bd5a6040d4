"""The set-up and the Makefile. Nothing is fetched; what is installed goes into folders of tests."""

import hashlib
import os
import platform
import runpy
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.thorough import thorough
from tools import setup

PROJECT = Path(__file__).resolve().parent.parent
Commands = list[tuple[str, ...]]
Ended = subprocess.CompletedProcess[bytes]

FROM_MAKE = {"MAKEFLAGS", "GNUMAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "MAKELEVEL", "ARGS"}
"""What `make test` hands on to whatever it starts, and another make would obey."""


def on_path(monkeypatch: pytest.MonkeyPatch, *commands: str) -> None:
    """Let only these commands be found."""
    monkeypatch.setattr(shutil, "which", lambda name: name if name in commands else None)


ON_CORES = "<--numprocesses> <2> <--dist> <loadfile>"


class Machine:
    """A computer on which commands are noted, not run, and end as they are told to."""

    def __init__(self) -> None:
        self.commands: Commands = []
        self.ends: Callable[[tuple[str, ...]], int] = lambda _: 0

    def run(self, command: tuple[str | Path, ...], **_: object) -> Ended:
        """Note the command; make a python where it makes an environment."""
        words = tuple(str(word) for word in command)
        self.commands.append(words)
        status = self.ends(words)
        if "--clear" in words and not status:
            python = Path(words[-1], "bin", "python")
            python.parent.mkdir(parents=True, exist_ok=True)
            python.unlink(missing_ok=True)
            python.touch()
        return subprocess.CompletedProcess(words, status, b"what the command said\n")

    def of(self, *words: str) -> Commands:
        """Return the commands in which all these words are."""
        return [command for command in self.commands if {*words} <= {*command}]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Stand in for this computer: a Debian without commands, and the user is not root."""
    machine = Machine()
    monkeypatch.setattr(subprocess, "run", machine.run)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(setup, "systems", lambda: ["debian"])
    on_path(monkeypatch)
    return machine


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a project's folder as people name them, with only what the set-up reads."""
    root = tmp_path / "our brochures é"
    (root / "tools").mkdir(parents=True)
    for name in ("Makefile", "tools/setup.py", "requirements.txt", "requirements-test.txt"):
        shutil.copy(PROJECT / name, root / name)
    return root


# Which package manager


@pytest.mark.parametrize(
    ("os_release", "commands", "install"),
    [
        (
            "ID=debian",
            "apt-get",
            "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        ),
        ("ID=ubuntu ID_LIKE=debian", "apt-get dnf", "apt-get install -y libpango-1.0-0"),
        ("ID=linuxmint ID_LIKE=ubuntu+debian", "apt-get", "apt-get install"),
        ("ID=fedora", "apt-get dnf", "dnf install -y pango"),
        ("ID=almalinux ID_LIKE=rhel+centos+fedora", "dnf", "dnf install -y pango"),
        ("ID=alpine", "apk", "apk add -U so:libgobject-2.0.so.0 so:libpango-1.0.so.0"),
        ("ID=manjaro ID_LIKE=arch", "pacman", "pacman -S --noconfirm pango"),
        ("ID=opensuse-tumbleweed ID_LIKE=opensuse+suse", "zypper", "zypper install -y libpango"),
        ("ID=unheard-of", "dnf", "dnf install -y pango"),
        ("ID=debian", "", None),
        ("ID=unheard-of", "", None),
    ],
)
def test_each_linux_is_served_by_its_own_manager(
    os_release: str, commands: str, install: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """os-release and the path decide: the system's own manager first, else any that is there."""
    release = dict(pair.split("=") for pair in os_release.replace("+", "\n").split(" "))
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: release)
    on_path(monkeypatch, *commands.split())
    manager = setup.manager_for(setup.systems())
    if install is None:
        assert manager is None
    else:
        assert manager
        assert f"{manager.install} {manager.pango}".startswith(install)


@pytest.mark.parametrize(
    ("system", "command", "install"),
    [
        ("Darwin", "brew", "brew install"),
        ("Darwin", "apk", None),
        ("Windows", "pacman", None),
    ],
)
def test_only_homebrew_off_linux(
    system: str, command: str, install: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On macOS it is Homebrew or nothing; on Windows nothing, though MSYS2's pacman be there."""
    monkeypatch.setattr(platform, "system", lambda: system)
    on_path(monkeypatch, command)
    manager = setup.manager_for(setup.systems())
    assert (manager and manager.install) == install


def test_no_os_release(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system without os-release is unknown, not an error."""

    def missing() -> dict[str, str]:
        raise FileNotFoundError

    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(platform, "freedesktop_os_release", missing)
    assert setup.systems() == ["unknown"]


# What it does where Pango is missing


def pango_missing_until(machine: Machine, installed: str) -> None:
    """Let the probe not find Pango until a command with this word was run."""
    machine.ends = lambda words: (
        setup.NO_LIBRARY if setup.PROBE in words and not machine.of(installed) else 0
    )


def test_line_to_type_where_sudo_asks_for_a_password(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where root is needed and a password would be asked, one line is shown and nothing is run."""
    on_path(monkeypatch, "apt-get", "sudo")
    machine.ends = lambda words: setup.NO_LIBRARY if setup.PROBE in words else "sudo" in words
    with pytest.raises(setup.Stop) as stop:
        setup.require_pango(Path("python"))
    assert str(stop.value).splitlines()[-1] == (
        "    sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    )
    assert not machine.of("apt-get")


@pytest.mark.parametrize(("user", "before"), [(0, ()), (1000, ("sudo", "-n"))])
def test_installs_pango_where_it_may(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, user: int, before: tuple[str, ...]
) -> None:
    """Root, or sudo without a password: lists are brought up to date and Pango is installed."""
    on_path(monkeypatch, "apt-get", "sudo")
    monkeypatch.setattr(os, "geteuid", lambda: user)
    pango_missing_until(machine, "install")
    setup.require_pango(Path("python"))
    assert machine.of("apt-get") == [
        (*before, "apt-get", "update"),
        (
            *before,
            "apt-get",
            "install",
            "-y",
            "libpango-1.0-0",
            "libpangoft2-1.0-0",
            "libharfbuzz-subset0",
        ),
    ]


@pytest.mark.parametrize("fails", [False, True])
def test_goes_on_without_the_subsetter(
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fails: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """HarfBuzz's subsetter is installed where that can be done; where not, it is only said."""
    on_path(monkeypatch, "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    machine.ends = lambda words: setup.NO_SUBSETTER if setup.PROBE in words else 100 * fails
    setup.require_pango(Path("python"))
    assert machine.of("install")
    assert ("Going on without it." in capsys.readouterr().out) == fails


def test_failed_install_shows_the_line_and_its_words(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the package manager fails, its line and all that it said are shown."""
    on_path(monkeypatch, "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    machine.ends = lambda words: setup.NO_LIBRARY if setup.PROBE in words else 100
    with pytest.raises(setup.Stop, match=r"(?s)apt-get install -y libpango.*the command said"):
        setup.require_pango(Path("python"))


@pytest.mark.parametrize(
    ("system", "line"),
    [
        ("Windows", "    winget install MSYS2.MSYS2"),
        ("Darwin", "    brew install pango python"),
        ("unknown", "Install Pango 1.44 or newer"),
    ],
)
def test_lines_to_type_where_no_manager_is_found(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, system: str, line: str
) -> None:
    """Without a package manager to ask, the person is told what to do on this system."""
    monkeypatch.setattr(setup, "systems", lambda: [system])
    machine.ends = lambda _: setup.NO_LIBRARY
    with pytest.raises(setup.Stop) as stop:
        setup.require_pango(Path("python"))
    assert line in str(stop.value)


def test_other_failures_are_not_called_pango(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A WeasyPrint that fails for another reason installs nothing; its words are shown."""
    on_path(monkeypatch, "apt-get", "sudo")
    machine.ends = lambda _: 1
    with pytest.raises(setup.Stop, match=r"(?s)does not start.*the command said"):
        setup.require_pango(Path("python"))
    assert len(machine.commands) == 1


@pytest.mark.parametrize(
    ("error", "status"),
    [
        ("OSError(\"cannot load library 'libpango-1.0-0': no such file\")", setup.NO_LIBRARY),
        ("OSError('disk full')", 1),
        ("ImportError('cannot load library')", 1),
    ],
)
def test_probe_tells_a_missing_library_apart(tmp_path: Path, error: str, status: int) -> None:
    """The probe's status is `NO_LIBRARY` for a shared library that does not load, and only then."""
    (tmp_path / "weasyprint.py").write_text(f"raise {error}")
    probe = subprocess.run(
        [sys.executable, "-c", setup.PROBE], cwd=tmp_path, capture_output=True, check=False
    )
    assert probe.returncode == status


# When it sets up


def test_first_run_makes_everything(machine: Machine, folder: Path) -> None:
    """A fresh folder gets an environment, the packages and a stamp; its path stays one word."""
    setup.set_up(folder, test=False)
    assert [command[1:] for command in machine.of("venv")] == [
        ("-m", "venv", "--clear", str(folder / ".venv"))
    ]
    (pip,) = machine.of("pip")
    assert pip[-3:] == ("--require-hashes", "-r", str(folder / "requirements.txt"))
    assert (folder / ".venv/ready").read_bytes() == os.fsencode(folder)


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
    machine.ends = lambda words: words[0].endswith("python") and words[-1] == ""


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
    assert (folder / ".venv/ready").read_bytes() == os.fsencode(folder)


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
def test_the_right_hash_is_installed(
    package: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package whose hash is the one in the lock file is installed, and can be imported."""
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    (folder / "requirements.txt").write_text(lock(package, digest))
    monkeypatch.setattr(setup, "require_pango", lambda _: None)
    setup.set_up(folder, test=False)
    subprocess.run([folder / ".venv/bin/python", "-c", "import small"], check=True)


@thorough
@pytest.mark.parametrize(
    ("digest", "said"),
    [
        ("0" * 64, r"(?s)^A package differs from the one that requirements\.txt .*NOT MATCH"),
        ("", r"(?s)^pip could not install the packages.*Hashes are required"),
    ],
)
def test_any_other_hash_is_refused(package: Path, folder: Path, digest: str, said: str) -> None:
    """A package with another hash, or with none in the lock file, is not installed; no stamp."""
    (folder / "requirements.txt").write_text(lock(package, digest))
    with pytest.raises(setup.Stop, match=said):
        setup.set_up(folder, test=False)
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


# The files around it


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
class TestMake:
    """The Makefile, in a folder with a space and an accent in its name."""

    def script(self, file: Path, text: str) -> None:
        """Write a program that only says what it was asked."""
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text(f"#!/bin/sh\n{text}\n")
        file.chmod(0o755)

    def make(self, folder: Path, *arguments: str, stamp: str | None) -> str:
        """Run make in a folder with these words in its stamps; return what was asked of whom."""
        self.script(folder / "python", 'echo "set up: $@"')
        self.script(folder / ".venv/bin/python", 'printf "run:"; printf " <%s>" "$@"')
        if stamp is not None:
            (folder / ".venv/ready").write_text(stamp)
            (folder / ".venv/ready-test").write_text(stamp)
        command = ["make", "--no-print-directory", "PYTHON=./python", *arguments]
        alone = {name: value for name, value in os.environ.items() if name not in FROM_MAKE}
        made = subprocess.run(
            command, cwd=folder, env=alone, capture_output=True, text=True, check=True
        )
        return made.stdout

    def test_arguments_are_passed(self, folder: Path) -> None:
        """ARGS reaches make_pdf.py as the shell splits it, quotes and spaces included."""
        said = self.make(folder, "pdf", 'ARGS=trifold --output "a b"', stamp=str(folder))
        assert said == "run: <make_pdf.py> <trifold> <--output> <a b>"

    @pytest.mark.parametrize(
        ("target", "said"),
        [
            ("pdf", "run: <make_pdf.py>"),
            ("test", f"run: <-m> <pytest> {ON_CORES} <-m> <not thorough>"),
            ("test-all", f"run: <-m> <pytest> {ON_CORES}"),
            ("schema", "run: <-m> <brochures.content.json_schema>"),
        ],
    )
    def test_ready_folder_is_not_set_up(self, folder: Path, target: str, said: str) -> None:
        """With good stamps the work starts at once."""
        assert self.make(folder, target, stamp=str(folder)) == said

    @pytest.mark.parametrize(
        ("target", "said"),
        [
            ("pdf", "set up: tools/setup.py\n"),
            ("test", "set up: tools/setup.py --test\n"),
            ("test-all", "set up: tools/setup.py --test\n"),
        ],
    )
    @pytest.mark.parametrize("stamp", [None, "", "/another/folder"])
    def test_folder_is_set_up_first(
        self, folder: Path, target: str, said: str, stamp: str | None
    ) -> None:
        """Without a stamp, with a broken one or with another folder's, the set-up comes first."""
        assert self.make(folder, target, stamp=stamp).startswith(said + "run:")

    def test_what_the_caller_was_told_is_not_passed(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What a make that runs these tests was told does not reach the make that is tested."""
        monkeypatch.setenv("MAKEFLAGS", "n -- ARGS=-q")
        monkeypatch.setenv("ARGS", "-q")
        assert self.make(folder, "pdf", stamp=str(folder)) == "run: <make_pdf.py>"

    def test_default_is_pdf(self, folder: Path) -> None:
        """`make` alone is `make pdf`."""
        assert self.make(folder, stamp=str(folder)) == "run: <make_pdf.py>"
