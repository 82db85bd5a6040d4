"""How set-up finds Pango and, where it is missing, installs it. Nothing is fetched."""

import ast
import os
import platform
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.setup.machine import Machine, on_path
from tools import pango, setup

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


# How it is looked for before anything is fetched


def test_the_names_are_those_of_weasyprint() -> None:
    """What is looked for first is what WeasyPrint loads, under all names that it tries."""
    spec = find_spec("weasyprint")
    assert spec
    assert spec.origin
    tree = ast.parse(Path(spec.origin).with_name("text").joinpath("ffi.py").read_text("utf-8"))
    loaded = [
        tuple(ast.literal_eval(name) for name in call.args[1:])
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "_dlopen"
        and not call.keywords  # of which it needs all but those
    ]
    assert sorted(loaded) == sorted(pango.LIBRARIES)


def test_a_library_that_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where every library is found nothing is said; one that is found by no name is named."""
    assert pango.main() == 0
    assert capsys.readouterr().out == ""
    missing = ("libnot-there-1", "not-there")
    monkeypatch.setattr(pango, "LIBRARIES", (*pango.LIBRARIES, missing))
    assert pango.main() == setup.NO_LIBRARY == pango.NO_LIBRARY
    assert capsys.readouterr().out == "cannot load library libnot-there-1\n"


def test_without_pango_nothing_is_fetched(machine: Machine, folder: Path) -> None:
    """Who lacks Pango learns so before an environment is made and pip is started."""
    machine.ends = lambda words: (
        setup.NO_LIBRARY if words[-1].endswith("pango.py") else "sudo" in words
    )
    with pytest.raises(setup.Stop, match="Pango is missing"):
        setup.set_up(folder, test=False)
    assert not machine.of("-m")


def test_pango_is_installed_before_anything_is_fetched(
    machine: Machine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where Pango can be installed that comes first, then the environment and its packages."""
    on_path(monkeypatch, "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    machine.ends = lambda words: (
        setup.NO_LIBRARY if words[-1].endswith("pango.py") and not machine.of("install") else 0
    )
    setup.set_up(folder, test=False)
    (installed,) = machine.of("apt-get", "install")
    (made,) = machine.of("venv", "--clear")
    assert machine.commands.index(installed) < machine.commands.index(made)


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
