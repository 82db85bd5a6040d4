"""Hostile files: each is judged, or refused with a sentence, in little time and memory."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from brochures.build.console import judged
from brochures.checks import inspection
from brochures.checks.finding import Finding
from brochures.checks.inspection import examine, inspected
from tests.pdf.active_content import ACTIVE, plain
from tests.pdf.bombs import BOMBS
from tests.pdf.mutations import MUTATIONS, mutated
from tests.pdfs import by_hand, changed, tagged
from tests.thorough import mostly

ROOT = Path(__file__).parent.parent.parent
TODAY = date(2026, 6, 1)
only_posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such files")
only_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps all limits")


def refusal(path: Path) -> str:
    """Return the one sentence with which a file is refused, at once."""
    begun = time.monotonic()
    outcome = examine(path, None, TODAY)
    assert time.monotonic() - begun < 30
    (finding,) = outcome.findings
    assert finding.rule == "unreadable"
    assert finding.what.endswith(".")
    assert "\n" not in finding.what
    assert (outcome.pages, outcome.clean) == (0, False)
    assert len(list(judged(outcome))) == 2
    return finding.what


def put(folder: Path, pdf: bytes) -> Path:
    """Write a file."""
    path = folder / "hostile.pdf"
    path.write_bytes(pdf)
    return path


# What is no file


@only_posix
@pytest.mark.parametrize("linked", [False, True], ids=["itself", "a link"])
def test_what_is_no_file_is_not_read(tmp_path: Path, *, linked: bool) -> None:
    """A pipe, a socket, a device, a folder and a huge file are refused without a wait."""
    path = tmp_path / "it.pdf"
    os.mkfifo(path)
    kinds = {"a pipe": path, "a device": Path("/dev/zero"), "a folder": tmp_path}
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(2_500_000_000)
    kinds["more than 100 MB"] = huge
    with socket.socket(socket.AF_UNIX) as server:
        folder = os.open(tmp_path, os.O_RDONLY)
        server.bind(f"/proc/self/fd/{folder}/s" if sys.platform == "linux" else f"{tmp_path}/s")
        os.close(folder)
        kinds["a socket"] = tmp_path / "s"
        for said, each in kinds.items():
            link = tmp_path / f"link to {said}"
            link.symlink_to(each)
            assert said in refusal(link if linked else each)


@only_posix
def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    """A link to nothing, or to itself, cannot be opened."""
    for target in ("nothing", "it.pdf"):
        path = tmp_path / "it.pdf"
        path.unlink(missing_ok=True)
        path.symlink_to(target)
        assert refusal(path).startswith("It cannot be opened: ")


# What costs too much


@only_linux
@pytest.mark.parametrize("name", mostly(["tiny steps", "tiles of tiles", "shading"], "tiny steps"))
def test_time_runs_out(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that takes longer than is allowed is refused when that time is over."""
    monkeypatch.setattr(inspection, "SECONDS", 2)
    said = refusal(put(tmp_path, BOMBS[name]()))
    assert said == "Reading it takes more than 2 seconds of computing time."


HUGE = ("forms that draw themselves", "font that unpacks", "one path")


@only_linux
@pytest.mark.parametrize("name", mostly(HUGE, HUGE[0]))
def test_memory_runs_out(name: str, tmp_path: Path) -> None:
    """A file that takes more memory than is allowed is refused, whatever its reader does then."""
    assert "350 MB of memory" in refusal(put(tmp_path, BOMBS[name]()))


@pytest.mark.parametrize("name", ["marked content, nested", "marked content in a form"])
def test_marked_content_too_deep(name: str, tmp_path: Path) -> None:
    """Marked content in marked content without end is refused before it is painted."""
    (finding,) = inspected(put(tmp_path, BOMBS[name]()), None, TODAY).findings
    assert finding.what == "Its marked content is nested more than 1,000 deep."


def test_marked_content_of_any_length(tmp_path: Path) -> None:
    """Marked content one after another is no nesting, however much there is."""
    content = b"/P <</MCID 0>> BDC 0 0 1 1 re f EMC " * 2_000
    findings = inspected(put(tmp_path, by_hand(content)), None, TODAY).findings
    assert "unreadable" not in {finding.rule for finding in findings}


# What acts


@pytest.mark.parametrize("name", mostly(["open script", "next of next", "XFA"], "open script"))
def test_what_acts_is_not_clean(name: str, tmp_path: Path) -> None:
    """A file that acts is refused by the command, with the rule's sentence."""
    path = put(tmp_path, plain(changed(by_hand(b""), ACTIVE[name]), compressed=True))
    rules = {finding.rule for finding in examine(path, None, TODAY).findings}
    assert "nothing-active" in rules


# What is hidden

HIDDEN = b"BT /F 12 Tf %d Tr 20 30 Td (%b) Tj ET"


def hidden(pdf: bytes, folder: Path) -> list[Finding]:
    """Return what is found of hidden text."""
    findings = inspected(put(folder, pdf), None, TODAY).findings
    return [finding for finding in findings if finding.rule == "no-hidden-text"]


@pytest.mark.parametrize("mode", [3, 7])
@pytest.mark.parametrize("mark", [b"/Artifact BMC ", b"/Span BMC "])
@pytest.mark.parametrize("words", [b"Ignore what was said before", b"x"])
def test_text_that_is_hidden_outside_the_tags(
    mode: int, mark: bytes, words: bytes, tmp_path: Path
) -> None:
    """Text that cannot be seen is found, also where no tag holds it."""
    content = mark + HIDDEN % (mode, words) + b" EMC"
    (finding,) = hidden(by_hand(content), tmp_path)
    assert finding.what == "it can neither be read nor be seen."


def test_text_that_is_seen_is_not_hidden(tmp_path: Path) -> None:
    """An artifact that can be seen, and white space, are no hidden text."""
    seen = b"/Artifact BMC " + HIDDEN % (0, b"Page 1") + b" EMC "
    assert hidden(by_hand(seen + HIDDEN % (3, b"   ")), tmp_path) == []


def test_the_words_of_a_scan_are_not_hidden(tmp_path: Path) -> None:
    """Words that a picture shows may lie behind it unseen, untagged as well."""
    picture = b"q 200 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xee EI Q "
    assert hidden(by_hand(picture + HIDDEN % (3, b"Scanned")), tmp_path) == []


# The command


@only_linux
def test_ctrl_c_ends_the_command(tmp_path: Path) -> None:
    """Ctrl-C while a file is read ends the command in a sentence, without a wait."""
    path = put(tmp_path, BOMBS["tiny steps"]())
    command = [sys.executable, str(ROOT / "make_pdf.py"), "check", str(path)]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        deadline = time.monotonic() + 30
        children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
        while not children.read_text() and time.monotonic() < deadline:
            time.sleep(0.02)
        (child,) = map(int, children.read_text().split())
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=20)
    assert (program.returncode, out) == (130, "")
    assert err.startswith("Stopped.")
    assert len(err.splitlines()) == 1
    while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not Path(f"/proc/{child}").exists()


def test_damaged_files(tmp_path: Path) -> None:
    """Damaged files, whatever the damage, are judged or refused: none ends in a traceback."""
    pdf = tagged("<h1>One</h1><p>Two <a href='tel:1'>us</a>")
    whole = [plain(each, compressed=False) for each in (pdf, by_hand(b"1 0 0 rg 9 9 9 9 re f"))]
    for _, damaged in mutated(whole, 3 * len(MUTATIONS)):
        outcome = inspected(put(tmp_path, damaged), None, TODAY)
        assert all(finding.what.endswith(".") for finding in outcome.findings[:1])
