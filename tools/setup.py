"""Make .venv: the Python packages and the system libraries that the brochures need.

Standard library only. A set-up that was interrupted, or copied from another folder, or that lost
its Python, is made anew. Exit status: 0 ready; 2 something is missing, and what to type is said.
"""

import sys

# First, and in words that Python 3.6 can parse: an older one would stop at the imports below.
if sys.version_info < (3, 11):  # noqa: UP036 - the one file that an older Python may meet
    found = f"Python 3.11 or newer is needed, but {sys.executable} is {sys.version.split()[0]}"
    cure = "install a newer Python beside it, then: make PYTHON=python3.12"
    print(f"{found}: {cure}", file=sys.stderr)
    sys.exit(2)

import argparse
import os
import platform
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

NO_LIBRARY, NO_SUBSETTER = 3, 4
PROBE = f"""try:
    from weasyprint.text import ffi
except OSError as error:
    print(error)
    raise SystemExit({NO_LIBRARY} if "cannot load library" in str(error) else 1)
raise SystemExit(0 if ffi.harfbuzz_subset else {NO_SUBSETTER})
"""


class Stop(Exception):
    """The set-up cannot go on: what is missing, and what to do."""


@dataclass(frozen=True)
class Manager:
    """A package manager: where it is at home, its command, and what it calls what we need."""

    systems: tuple[str, ...]  # as `systems` calls them
    install: str
    pango: str  # the libraries that WeasyPrint loads, as on its installation page
    venv: str = ""  # Python's ensurepip, where that is a package of its own
    update: str = ""
    as_root: bool = True


# Systems too old for libharfbuzz-subset0 (Ubuntu 22.04, Debian 11) have too old a Python, too.
APT = (
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "python{}.{}-venv",
    "apt-get update",
)
APK = (
    "so:libgobject-2.0.so.0 so:libpango-1.0.so.0 so:libpangoft2-1.0.so.0 "
    "so:libharfbuzz.so.0 so:libharfbuzz-subset.so.0 so:libfontconfig.so.1"
)
MANAGERS = (
    Manager(("debian", "ubuntu"), "apt-get install -y", *APT),
    Manager(("fedora", "rhel"), "dnf install -y", "pango"),
    Manager(("alpine",), "apk add -U", APK),
    Manager(("arch",), "pacman -S --noconfirm", "pango"),
    Manager(("opensuse", "suse"), "zypper install -y", "libpango-1_0-0"),
    Manager(("Darwin",), "brew install", "pango", as_root=False),
)
BY_HAND = {
    "Windows": "Type these two lines, which install MSYS2 and its Pango, then try again:\n"
    "    winget install MSYS2.MSYS2\n"
    '    C:\\msys64\\usr\\bin\\bash -lc "pacman -S --noconfirm mingw-w64-ucrt-x86_64-pango"\n'
    "Where MSYS2 is in another folder, set WEASYPRINT_DLL_DIRECTORIES to its ucrt64\\bin.",
    "Darwin": "Install Homebrew (https://brew.sh), then type these two lines:\n"
    "    brew install pango python\n    make PYTHON=$(brew --prefix)/bin/python3",
}


def systems() -> list[str]:
    """Name this system and then those that it is like, as os-release does."""
    if platform.system() in ("Windows", "Darwin"):
        return [platform.system()]
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return ["unknown"]
    return [release["ID"], *release.get("ID_LIKE", "").split()]


def manager_for(names: list[str]) -> Manager | None:
    """Choose the manager at home on the first system named; on none of them, any that is there."""
    there = [manager for manager in MANAGERS if shutil.which(manager.install.split()[0])]
    at_home = [manager for name in names for manager in there if name in manager.systems]
    anywhere = [] if names[0] in BY_HAND else there
    return next(iter(at_home + anywhere), None)


def run(*command: str | Path, problem: str = "") -> tuple[int, str]:
    """Run a command without a keyboard; return its status and words, or stop if told a problem."""
    keyboard, out, err = subprocess.DEVNULL, subprocess.PIPE, subprocess.STDOUT
    done = subprocess.run(command, check=False, cwd=ROOT, stdin=keyboard, stdout=out, stderr=err)
    said = done.stdout.decode(errors="replace")
    if problem and done.returncode:
        raise Stop(f"{problem}\n\n{said}")
    return done.returncode, said


def install(problem: str, manager: Manager, packages: str) -> None:
    """Install system packages where that takes no password, else stop with the line to type."""
    line = f"{manager.install} {packages}"
    sudo = ["sudo", "-n"] if manager.as_root and os.geteuid() else []
    to_type = f"    {'sudo ' if sudo else ''}{line}"
    if sudo and not (shutil.which("sudo") and run(*sudo, "true")[0] == 0):
        raise Stop(f"{problem} Type this line, then try again:\n{to_type}")
    print(f"{problem} Installing it:\n{to_type}", flush=True)
    if manager.update:
        # One unreachable source of many fails it, which matters only if the next line fails too.
        run(*sudo, *manager.update.split())
    run(*sudo, *line.split(), problem=f"This line failed:\n{to_type}\nIt said:")


def make_venv(venv: Path) -> None:
    """Make an empty environment, in place of what is there."""
    if not find_spec("ensurepip"):
        problem = "This Python cannot make virtual environments: it has no ensurepip."
        manager = manager_for(systems())
        if manager is None or not manager.venv:
            raise Stop(f"{problem} Install Python with its own installer, then run make again.")
        install(problem, manager, manager.venv.format(*sys.version_info))
    # Not sys.executable: that may be in the very environment that is cleared.
    base: str = getattr(sys, "_base_executable", sys.executable)
    run(base, "-m", "venv", "--clear", venv, problem="Python could not make .venv. It said:")


def install_packages(python: Path, lock: Path) -> None:
    """Install the packages of a lock file, and none whose hash is not the one that stands there."""
    quiet = ("--disable-pip-version-check", "--no-input")
    status, said = run(python, "-m", "pip", "install", *quiet, "--require-hashes", "-r", lock)
    if "DO NOT MATCH THE HASHES" in said:
        cure = "Try again, on another network if you can; if that does not help, report it."
        raise Stop(
            f"A package differs from the one that {lock.name} names: it was altered on the way, or "
            f"at its source. Nothing was installed. {cure} pip said:\n\n{said}"
        )
    if status:
        cure = "Is there a network, and does it need a proxy (HTTPS_PROXY)?"
        raise Stop(f"pip could not install the packages. {cure} It said:\n\n{said}")


def require_pango(python: Path) -> None:
    """See that WeasyPrint finds its shared libraries; where it does not, install them.

    It can do without HarfBuzz's subsetter, more slowly: what stops that installation is only said.
    """
    status, said = run(python, "-c", PROBE)
    manager = manager_for(systems())
    if status == NO_SUBSETTER and manager:
        try:
            install("HarfBuzz's subsetter is missing.", manager, manager.pango)
        except Stop as stop:
            print(f"{stop}\nGoing on without it.")
        return
    problem = "Pango is missing, with which WeasyPrint lays out text."
    if status == NO_LIBRARY and manager:
        install(problem, manager, manager.pango)
        status, said = run(python, "-c", PROBE)
    if status == NO_LIBRARY:
        by_hand = BY_HAND.get(systems()[0], "Install Pango 1.44 or newer, then try again.")
        raise Stop(f"{problem} {by_hand}\n\nWeasyPrint said:\n{said}")
    if status not in (0, NO_SUBSETTER):
        raise Stop(f"WeasyPrint is installed but does not start. It said:\n\n{said}")


def is_sound(root: Path, stamp: Path, python: Path) -> bool:
    """Say whether the environment was finished, for this folder, and still has its Python."""
    ours = stamp.is_file() and stamp.read_bytes() == os.fsencode(root)
    return ours and python.exists() and run(python, "-c", "")[0] == 0


def set_up(root: Path, *, test: bool) -> None:
    """Bring root/.venv up to date, for the tests too or not; raise `Stop` where that fails.

    Its stamps, files that hold the folder it was made for, are taken first and given back last.
    """
    venv = root / ".venv"
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamps = [venv / "ready", venv / "ready-test"]
    sources = [root / name for name in ("tools/setup.py", "requirements.txt")]
    if test:
        sources.append(root / "requirements-test.txt")
    newest = max(source.stat().st_mtime for source in sources)
    if is_sound(root, stamps[test], python) and stamps[test].stat().st_mtime >= newest:
        return
    print("Setting up .venv: a minute, longer on a slow line ...", flush=True)
    sound = is_sound(root, stamps[0], python)
    for stamp in stamps:
        stamp.unlink(missing_ok=True)
    if not sound:
        make_venv(venv)
    install_packages(python, sources[-1])
    require_pango(python)
    # At every start it would take a tenth of it where Python is told to write no compiled modules.
    run(python, "-m", "compileall", "-q", "brochures", "make_pdf.py")
    for stamp in stamps[: 1 + test]:
        stamp.write_bytes(os.fsencode(root))
    print(f"Ready: {python.relative_to(root)}")


def main() -> int:
    """Set up the folder that this file is in; return the exit status."""
    parser = argparse.ArgumentParser(description="Make .venv for the brochures.")
    parser.add_argument("--test", action="store_true", help="and what tests and linters need")
    try:
        set_up(ROOT, test=parser.parse_args().test)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped. The next run starts the set-up again.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
