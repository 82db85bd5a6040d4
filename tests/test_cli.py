"""The command line: subcommands, errors as JSON, and outputs that are closed, full or unread."""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import make_pdf
from brochures import __version__
from brochures.build import arguments
from brochures.formats import FORMATS
from tests.samples import OUR_WORDS
from tests.thorough import mostly, thorough

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "content.yaml"
MAKE = (sys.executable, str(ROOT / "make_pdf.py"))

posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")


def shell(line: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a line of a shell, in which "$@" stands for the command; its output is buffered."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "", **variables}
    return subprocess.run(
        ["sh", "-c", line, "sh", *MAKE],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


# Subcommands


def test_no_format_is_called_like_a_subcommand() -> None:
    """A word on the command line is one or the other."""
    assert not arguments.COMMANDS.keys() & FORMATS.keys()


@pytest.mark.parametrize(
    ("typed", "run"),
    [
        ("", "build"),
        ("build", "build"),
        ("one-page", "build"),
        ("build one-page", "build"),
        ("--force", "build"),
        ("watch one-page", "watch"),
        ("--json list", "list"),
        ("list --json", "list"),
        ("explain build", "explain"),
        ("check build", "check"),
    ],
)
def test_build_is_put_before_what_names_no_subcommand(typed: str, run: str) -> None:
    """The first word that is no option is a subcommand, or it is a build."""
    options = arguments.parsed(typed.split())
    assert options
    assert options.command == run
    assert options.json == ("--json" in typed)


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    """--version names the program and its version."""
    assert make_pdf.main(["--version"]) == 0
    assert capsys.readouterr().out == f"brochures {__version__}\n"


def test_help_tells_of_each_subcommand(capsys: pytest.CaptureFixture[str]) -> None:
    """--help lists the subcommands, and that of each one its options."""
    assert make_pdf.main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(re.search(rf"(?m)^    {name}\b", said) for name in arguments.COMMANDS)
    assert make_pdf.main(["one-page", "--help"]) == 0
    assert "--no-fold-marks" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("--list", "brochures list"),
        ("--watch one-page", "brochures watch one-page"),
        ("--check a.pdf b.pdf --json", "brochures check a.pdf b.pdf"),
        ("--explain tagged", "brochures explain tagged"),
        ("--new my-clinic", "brochures new my-clinic"),
    ],
)
def test_an_option_called_like_a_subcommand(
    typed: str, written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is said to be unknown, and how the subcommand is written; status 2."""
    assert make_pdf.main(typed.split()) == 2
    said = capsys.readouterr()
    name = typed.split(maxsplit=1)[0]
    wanted = f"There is no option {name}. Did you mean the subcommand {name[2:]}: {written}"
    assert wanted in said.out + said.err


def test_a_subcommand_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    """A subcommand after a format is no format: the sentence says where it belongs."""
    assert make_pdf.main(["one-page", "watch"]) == 2
    assert "watch is a subcommand, which comes first" in capsys.readouterr().err


# Errors as JSON


@pytest.mark.parametrize(
    "typed",
    [
        "poster --json",
        "--json watch poster",
        "watch --json --content .",
        "list --json too-much",
        "explain no-such-rule --json",
        "explain --json",
        "check --json",
        "check --json a.pdf --content none.yaml",
        "--colour --json",
        "--paper a5 --json",
        "--list --json",
        "build --json --content none.yaml",
    ],
)
def test_json_is_always_json(
    typed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --json an error is JSON on standard output too, for each subcommand; status 2."""
    monkeypatch.chdir(tmp_path)
    assert make_pdf.main(typed.split()) == 2
    said = capsys.readouterr()
    error = json.loads(said.out)["error"]
    assert error["message"]
    assert isinstance(error["problems"], list)
    assert not said.err


def test_problems_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong with the words is told place by place."""
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(OUR_WORDS.replace("postcode:", "postkode:"), "utf-8")
    assert make_pdf.main(["--json", "--content", str(wrong)]) == 2
    problems = json.loads(capsys.readouterr().out)["error"]["problems"]
    assert problems
    for problem in problems:
        assert set(problem) == {"file", "line", "column", "path", "what", "fix"}
        assert problem["file"] == str(wrong)
    assert any("postkode" in problem["what"] and problem["line"] for problem in problems)


@pytest.mark.parametrize("typed", ["list", "explain tagged"])
def test_what_is_said_as_json(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json `list` and `explain` print data."""
    assert make_pdf.main([*typed.split(), "--json"]) == 0
    assert "tri" in str(json.loads(capsys.readouterr().out)) or "tagged" in typed


# How it ends


@posix
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "typed", mostly(["list", "explain tagged", "--help", "list --json"], "--help")
)
def test_a_reader_that_goes_away(typed: str, unbuffered: str, tmp_path: Path) -> None:
    """`| head -1` ends it quietly, as it ends other commands."""
    line = f'{{ "$@" {typed}; echo $? >status; }} | true'
    done = shell(line, tmp_path, PYTHONUNBUFFERED=unbuffered)
    assert done.stderr == ""
    assert (tmp_path / "status").read_text() in ("141\n", "0\n")


@posix
@thorough
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_build_whose_reader_goes_away(unbuffered: str, tmp_path: Path) -> None:
    """A build that nobody listens to ends as quietly, and leaves no temporary file."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    words = f'one-page card --force --content "{CONTENT}" --output out'
    line = f'{{ "$@" {words}; echo $? >status; }} 2>&1 | true'
    done = shell(line, tmp_path, PYTHONUNBUFFERED=unbuffered, TMPDIR=str(folder))
    assert done.stderr == ""
    assert (tmp_path / "status").read_text() == "141\n"
    assert list(folder.iterdir()) == []


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "typed", mostly(["list", "--help", "--version", "explain tagged --json"], "--help")
)
def test_a_full_disk_to_print_on(typed: str, unbuffered: str, tmp_path: Path) -> None:
    """Where what is said cannot be written, that is a sentence and status 2."""
    done = shell(f'"$@" {typed} >/dev/full', tmp_path, PYTHONUNBUFFERED=unbuffered)
    assert done.returncode == 2
    assert done.stderr == "What was found cannot be printed: No space left on device.\n"
    done = shell(f'"$@" {typed} >/dev/full 2>&1', tmp_path, PYTHONUNBUFFERED=unbuffered)
    assert done.returncode == 2


@posix
@pytest.mark.parametrize(
    ("line", "status"),
    [
        ('"$@" --help >&-', 0),
        ('"$@" --help <&- >&- 2>&-', 0),
        ('"$@" --colour 2>&-', 2),
        ('"$@" --colour --json >&-', 2),
    ],
)
def test_closed_streams(line: str, status: int, tmp_path: Path) -> None:
    """Where a stream is closed it ends as ever, and says nothing there."""
    done = shell(line, tmp_path)
    assert done.returncode == status
    assert done.stdout + done.stderr == ""


@posix
@thorough
def test_a_build_with_closed_streams(tmp_path: Path) -> None:
    """A build whose streams are closed makes the handout, and nothing is written into it."""
    words = f'one-page --content "{CONTENT}" --output out'
    assert shell(f'"$@" {words} <&- >&- 2>&-', tmp_path).returncode == 0
    made = (tmp_path / "out" / "one-page.pdf").read_bytes()
    assert shell(f'"$@" {words} --force', tmp_path).returncode == 0
    assert (tmp_path / "out" / "one-page.pdf").read_bytes() == made


def test_without_docstrings(tmp_path: Path) -> None:
    """Without docstrings there are no rules: a sentence says so."""
    environment = {**os.environ, "PYTHONOPTIMIZE": "2"}
    done = subprocess.run(
        [*MAKE, "list"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "PYTHONOPTIMIZE=2" in done.stderr
    assert "Traceback" not in done.stderr


def test_characters_that_a_screen_does_not_know(tmp_path: Path) -> None:
    """What cannot be printed in the encoding of the screen is printed as its number."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [*MAKE, "check", "é.pdf"], cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert b"\\xe9.pdf" in done.stdout
    assert b"Traceback" not in done.stderr


@posix
@thorough
def test_no_room_for_temporary_files(tmp_path: Path) -> None:
    """Where TMPDIR is full, that is a sentence and status 2, or the handout is made elsewhere."""
    full = tmp_path / "full"
    full.mkdir()
    mounted = f'mount -t tmpfs -o size=16k tmpfs "{full}"'
    if not shutil.which("unshare") or shell(f"unshare -rm sh -c '{mounted}'", tmp_path).returncode:
        pytest.skip("no file system can be mounted here")
    build = f'TMPDIR="{full}" exec "$@" one-page --content "{CONTENT}" --output out'
    command = f"unshare -rm sh -c '{mounted} && {build}' sh \"$@\""
    done = shell(command, tmp_path)
    assert "Traceback" not in done.stderr
    assert done.returncode == 2
    assert "no room for temporary files" in done.stderr


@posix
@thorough
def test_a_watch_that_nobody_reads(tmp_path: Path) -> None:
    """A watch ends once it has something to say, and nobody reads it any more."""
    words = tmp_path / "content.yaml"
    words.write_text(OUR_WORDS, "utf-8")
    process = subprocess.Popen(
        [*MAKE, "watch", "one-page", "--json"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stderr
    said = [json.loads(process.stdout.readline())]
    while not said[-1]["text"].startswith("Watching"):
        said.append(json.loads(process.stdout.readline()))
    process.stdout.close()
    words.write_text(words.read_text("utf-8").replace("Rapid-acting NMDA", "Fast NMDA"), "utf-8")
    assert process.wait(60) == 141
    assert process.stderr.read() == ""
    process.stderr.close()


INTERRUPTED = """
import sys
from brochures import cli
print("ready", flush=True)
sys.exit(cli.main(sys.argv[1:]))
"""


@posix
@pytest.mark.parametrize("seconds", mostly([0.01, 0.1, 0.3, 0.8], 0.1))
@pytest.mark.parametrize("stop", mostly(["INT", "INT INT", "TERM", "HUP", "TERM HUP"], "INT INT"))
def test_stopped(stop: str, seconds: float, tmp_path: Path) -> None:
    """Ctrl-C, pressed twice even, a shutdown or a closed window ends it in order.

    That is from its first moments on, with a sentence, a status, and no temporary file.
    """
    words = ["--force", "--content", str(CONTENT), "--output", str(tmp_path / "out")]
    folder = tmp_path / "tmp"
    folder.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, *words],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    process.stdout.readline()
    time.sleep(seconds)
    signals = [signal.Signals[f"SIG{name}"] for name in stop.split()]
    for number in signals:
        process.send_signal(number)
        time.sleep(0.02)
    _, said = process.communicate(timeout=60)
    if process.returncode == 0:
        return  # it was done before
    assert process.returncode in {128 + number for number in signals}
    assert said.splitlines() == [
        "Stopped. What was published before is whole; the next run does the rest."
    ]
    assert list(folder.iterdir()) == []


def test_stopped_before_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while the command itself is imported is a sentence, too."""

    class Interrupted:
        @staticmethod
        def find_spec(name: str, *_: object) -> None:
            if name == "brochures.cli":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "brochures.cli")
    monkeypatch.setattr(sys, "meta_path", [Interrupted, *sys.meta_path])
    with pytest.raises(SystemExit, match="Stopped"):
        runpy.run_path(str(ROOT / "make_pdf.py"))
