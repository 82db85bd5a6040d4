"""Make .venv: the Python packages and the system libraries that the brochures need.

Standard library only. A set-up that was interrupted, or copied from another folder, or that lost
its Python or any file of a package, is made anew. Exit status: 0 ready; 2 something is missing, and
what to type is said.
"""

import sys

# First, and in words that Python 3.6 can parse: an older one would stop at the imports below.
if sys.version_info < (3, 11):  # noqa: UP036 - the one file that an older Python may meet
    found = f"Python 3.11 or newer is needed, but {sys.executable} is {sys.version.split()[0]}"
    cure = "install a newer Python beside it, then: make PYTHON=python3.12"
    print(f"{found}: {cure}", file=sys.stderr)
    sys.exit(2)

import argparse
import csv
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# As tools/pango.py ends.
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


def provide_pango(*probe: str | Path) -> tuple[int, str]:
    """Install Pango where a probe does not find it; return the probe's status and words."""
    problem = "Pango is missing, with which WeasyPrint lays out text."
    status, said = run(*probe)
    manager = manager_for(systems())
    if status == NO_LIBRARY and manager:
        install(problem, manager, manager.pango)
        status, said = run(*probe)
    if status == NO_LIBRARY:
        by_hand = BY_HAND.get(systems()[0], "Install Pango 1.44 or newer, then try again.")
        raise Stop(f"{problem} {by_hand}\n\nThe search for it said:\n{said}")
    return status, said


def require_pango(python: Path) -> None:
    """See that WeasyPrint finds its shared libraries; where it does not, install them.

    It can do without HarfBuzz's subsetter, more slowly: what stops that installation is only said.
    """
    status, said = provide_pango(python, "-c", PROBE)
    manager = manager_for(systems())
    if status == NO_SUBSETTER and manager:
        try:
            install("HarfBuzz's subsetter is missing.", manager, manager.pango)
        except Stop as stop:
            print(f"{stop}\nGoing on without it.")
    if status not in (0, NO_SUBSETTER):
        raise Stop(f"WeasyPrint is installed but does not start. It said:\n\n{said}")


def installed(venv: Path, lock: Path) -> Iterator[tuple[str, str]]:
    """Yield the files of a lock file's packages, each with its size where the package says it.

    Modules that Python compiled are left out: it does that again.
    """
    locked = set(re.findall(r"(?m)^([\w.-]+)==", lock.read_text("utf-8")))
    for record in sorted(venv.rglob("*.dist-info/RECORD")):
        name = re.sub(r"[-_.]+", "-", record.parent.name.partition("-")[0]).lower()
        if name in locked:
            around = record.parent.parent.relative_to(venv.parent)
            for path, _, size in csv.reader(record.read_text("utf-8").splitlines()):
                if not path.endswith(".pyc"):
                    yield os.path.normpath(around / path), size


def check(root: Path, stamp: Path, python: Path) -> tuple[int, str]:
    """Let an environment's Python look for the files of a stamp; return its status and words."""
    return run(python, "-I", "-S", root / "tools/integrity.py", stamp)


def write_stamp(root: Path, stamp: Path, python: Path, lock: Path) -> None:
    """Write down the folder and what was installed, once all of it is there."""
    lines = [str(root), *(f"{size} {path}" for path, size in installed(root / ".venv", lock))]
    new = stamp.with_suffix(".new")
    new.write_bytes(b"".join(os.fsencode(line) + b"\n" for line in lines))
    status, said = check(root, new, python)
    if status:
        cure = "A virus scanner may have taken it away: have it spare this folder, then try again."
        raise Stop(f"{said} was installed just now, and is not there. {cure}")
    new.replace(stamp)


def flaw(root: Path, stamps: list[Path], python: Path) -> str:
    """Say why an environment has to be made anew, by its stamps that are there; nothing if not."""
    there = [stamp for stamp in stamps if stamp.is_file()]
    if not there:
        return "it was not finished"
    if any(stamp.read_bytes().split(b"\n", 1)[0] != os.fsencode(root) for stamp in there):
        return "it was made for another folder"
    if not python.exists():
        return "its Python is gone"
    for stamp in there:
        status, said = check(root, stamp, python)
        if status:
            return f"{said} is missing or damaged" if said else "its Python does not start"
    return ""


def set_up(root: Path, *, test: bool) -> None:
    """Bring root/.venv up to date, for the tests too or not; raise `Stop` where that fails.

    Its stamps, which say for which folder and with which files it was made, are taken first and
    given back last.
    """
    venv = root / ".venv"
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamps = [venv / "ready", venv / "ready-test"]
    sources = [root / name for name in ("tools/setup.py", "requirements.txt")]
    if test:
        sources.append(root / "requirements-test.txt")
    newest = max(source.stat().st_mtime for source in sources)
    known = stamps[test].is_file() and stamps[test].stat().st_mtime >= newest
    if known and not flaw(root, stamps[test : test + 1], python):
        return
    if venv.is_symlink():
        raise Stop(
            f"{venv} is a link to {venv.readlink()}, where others may have installed what they"
            " need: nothing was changed there. Remove the link (not the folder), then try again."
        )
    print("Setting up .venv: a minute, longer on a slow line ...", flush=True)
    # First, for it takes a second; the proof, which needs WeasyPrint, comes last.
    provide_pango(sys.executable, root / "tools/pango.py")
    wrong = flaw(root, stamps, python)
    if wrong and venv.exists():
        print(f"What is there is made anew: {wrong}.", flush=True)
    for stamp in stamps:
        stamp.unlink(missing_ok=True)
    if wrong:
        make_venv(venv)
    install_packages(python, sources[-1])
    require_pango(python)
    # At every start it would take a tenth of it where Python is told to write no compiled modules.
    run(python, "-m", "compileall", "-q", "brochures", "make_pdf.py")
    for stamp, lock in zip(stamps[: 1 + test], sources[1:], strict=True):
        write_stamp(root, stamp, python, lock)
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
