"""Nothing in an output folder is replaced that is not ours, whatever lies there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from brochures.build import cache
from brochures.build.atomic_write import PublishError
from brochures.build.output_folder import OutputFolder
from brochures.build.run import Order, carry_out
from brochures.data import generator, ordinary_file
from brochures.pdf import read
from tests.build.obstacles import FOREIGN, LINKS, STAY, outside, posix_only, state
from tests.build.outputs import BESIDE, BOTH, CARDS, Clinic
from tests.desk.desks import cards
from tests.thorough import mostly, thorough

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 12, 1)
MARKED = generator.GENERATOR.encode() + b", as we write it"


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    """A clinic of which nothing has been built, whose output folder is there."""
    made = Clinic(tmp_path / "clinic")
    made.output.mkdir()
    return made


def folder(clinic: Clinic, *, drafts: bool = False) -> OutputFolder:
    """Return the output folder as a run takes it."""
    return OutputFolder(clinic.output, clinic.content, drafts=drafts)


# What lies in the place of a file


@posix_only
@pytest.mark.parametrize("kind", STAY)
@pytest.mark.parametrize("name", ["card.pdf", "index.html", "contact.vcf", "ocd/card.pdf"])
def test_what_is_not_ours_stays(clinic: Clinic, kind: str, name: str) -> None:
    """A sentence says what cannot be written and what to do; nothing is changed or waited for."""
    (clinic.output / "ocd").mkdir()
    STAY[kind](clinic.output / name)
    before = state(clinic.output)
    with pytest.raises(PublishError) as refusal:
        folder(clinic).publish(name, MARKED)
    assert str(refusal.value).startswith(f"{clinic.output / name} ")
    assert str(refusal.value).endswith("choose another folder with --output.")
    assert state(clinic.output) == before


@posix_only
@pytest.mark.parametrize("kind", LINKS)
def test_a_link_is_replaced(clinic: Clinic, kind: str) -> None:
    """A link is replaced by the file, whatever it leads to, and that stays as it is."""
    path = clinic.output / "card.pdf"
    LINKS[kind](path)
    before = state(outside(path))
    folder(clinic).publish("card.pdf", MARKED)
    assert not path.is_symlink()
    assert path.read_bytes() == MARKED
    assert state(outside(path)) == before


@posix_only
@pytest.mark.parametrize("name", ["ocd", "drafts"])
@pytest.mark.parametrize("target", ["outside", "."])
def test_no_way_through_a_link(clinic: Clinic, name: str, target: str) -> None:
    """Where an edition's folder or that of drafts is a link, nothing is written through it."""
    path = clinic.output / name
    path.symlink_to(outside(path) if target == "outside" else clinic.output)
    before = state(clinic.output.parent)
    within = folder(clinic, drafts=name == "drafts")
    (why,) = within.refusals(["card.pdf" if name == "drafts" else "ocd/card.pdf"]).values()
    assert why.startswith(f"{path} is a link, and nothing is written through it.")
    assert state(clinic.output.parent) == before


@posix_only
def test_the_folder_itself_may_be_a_link(clinic: Clinic, tmp_path: Path) -> None:
    """A person may choose a link as the output folder, which leads to where the files go."""
    clinic.output.rmdir()
    clinic.output.symlink_to(tmp_path)
    folder(clinic).publish("card.pdf", MARKED)
    assert (tmp_path / "card.pdf").read_bytes() == MARKED


def test_what_cannot_be_read(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system refuses to open a file, it stays, and the sentence says why."""

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    (clinic.output / "card.pdf").write_bytes(MARKED)
    monkeypatch.setattr(os, "open", refuse)
    (why,) = folder(clinic).refusals(["card.pdf"]).values()
    assert "cannot be read (Permission denied)" in why


def test_a_folder_that_is_closed(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the folder must not be looked into, one sentence says so of all its files."""

    def refuse(_: Path) -> os.stat_result:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "lstat", refuse)
    refused = folder(clinic).refusals(["card.pdf", "index.html", "build.record"])
    (why,) = set(refused.values())
    assert why.startswith(f"{clinic.output} cannot be looked into (Permission denied).")


def test_an_empty_file_is_replaced(clinic: Clinic) -> None:
    """Of an empty file nothing is lost, such as a program leaves that was killed."""
    (clinic.output / "card.pdf").touch()
    folder(clinic).publish("card.pdf", MARKED)
    assert (clinic.output / "card.pdf").read_bytes() == MARKED


@pytest.mark.parametrize("name", ["../a.pdf", "ocd/../../a.pdf", "/etc/hostname", "\0"])
def test_no_name_leads_out(clinic: Clinic, name: str) -> None:
    """Nothing is read by a name that leads out of the folder, even if it comes in again."""
    (clinic.output.parent / "a.pdf").write_bytes(MARKED)
    with pytest.raises(ordinary_file.NoOrdinaryFile):
        ordinary_file.read(clinic.output, name)


# The command


def test_what_is_ours(first_clinic: Clinic) -> None:
    """Each file that a build writes says what made it, or is the record by its name."""
    assert first_clinic.files() == BOTH | BESIDE
    for name in BOTH | BESIDE - {"build.record"}:
        assert generator.is_marked((first_clinic.output / name).read_bytes()), name
    facts = read((first_clinic.output / "card.pdf").read_bytes())
    assert facts.info["Creator"] == facts.xmp["xmp:CreatorTool"] == generator.GENERATOR


def test_other_peoples_files(built_clinic: Clinic, capsys: pytest.CaptureFixture[str]) -> None:
    """In a folder with a PDF of the same name and a web site, both stay; the rest is built.

    That is said at each run, until they are moved; then all is built.
    """
    theirs = {"card.pdf": FOREIGN, "index.html": b"<title>Our web site</title>"}
    for name in BOTH | BESIDE:
        (built_clinic.output / name).unlink()
    for name, data in theirs.items():
        (built_clinic.output / name).write_bytes(data)
    for _ in range(2):
        assert built_clinic.run() == 2
        said = capsys.readouterr()
        for name, data in theirs.items():
            assert f"{built_clinic.output / name} is not one of our files, and stays." in said.err
            assert (built_clinic.output / name).read_bytes() == data
        assert built_clinic.files() == {*theirs, "large-print.pdf", "build.record"}
        assert "Traceback" not in said.err
    for name in theirs:
        (built_clinic.output / name).unlink()
    assert built_clinic.run() == 0
    assert built_clinic.files() == BOTH | BESIDE


@posix_only
def test_a_pipe_keeps_nobody(built_clinic: Clinic, capsys: pytest.CaptureFixture[str]) -> None:
    """Pipes in the place of a handout, also of one not made now, and of the record end a run."""
    for name in ("large-print.pdf", "trifold.pdf", "build.record"):
        (built_clinic.output / name).unlink(missing_ok=True)
        os.mkfifo(built_clinic.output / name)
    assert built_clinic.run() == 2
    said = capsys.readouterr().err
    assert f"{built_clinic.output / 'large-print.pdf'} cannot be written: it is a pipe" in said
    assert f"{built_clinic.output / 'build.record'} cannot be written: it is a pipe" in said
    assert "trifold.pdf" not in said
    desk = (built_clinic.output / "index.html").read_text("utf-8")
    assert desk.count("it cannot be shown: it is a pipe or a device") == 2


@pytest.mark.parametrize("record", mostly(["lost", "spoilt"], "spoilt"))
def test_without_a_record(built_clinic: Clinic, record: str) -> None:
    """Where the record is lost or spoilt, our files are known by their mark, and replaced."""
    if record == "lost":
        (built_clinic.output / "build.record").unlink()
    else:
        (built_clinic.output / "build.record").write_bytes(b'{"run": ')
    path = built_clinic.output / "card.pdf"
    good = path.read_bytes()
    path.write_bytes(good + b"% changed by hand")
    assert built_clinic.run("card") == 0
    assert path.read_bytes() == good


def test_known_without_a_mark(clinic: Clinic) -> None:
    """What an older version has written has no mark, but is in the record; then it is replaced."""
    (clinic.output / "card.pdf").write_bytes(FOREIGN)
    for table in ("files", "handouts", "written"):
        known = {"card.pdf": cache.digest(FOREIGN)}
        listed = known if table == "files" else {"card.pdf": {"bytes": known["card.pdf"]}}
        (clinic.output / "build.record").write_text(json.dumps({table: listed}), "utf-8")
        assert not folder(clinic).refusals(["card.pdf"])
    (clinic.output / "build.record").unlink()
    assert folder(clinic).refusals(["card.pdf"])


@posix_only
def test_drafts_stay_in_their_folder(
    built_clinic: Clinic, capsys: pytest.CaptureFixture[str]
) -> None:
    """Drafts do not follow a link out of the output folder, nor to the good files."""
    (built_clinic.output / "drafts").symlink_to(built_clinic.output)
    before = state(built_clinic.output)
    assert built_clinic.run("card", "--draft") == 2
    assert "drafts is a link, and nothing is written through it" in capsys.readouterr().err
    assert state(built_clinic.output) == before


def test_papers_on_the_desk(built_clinic: Clinic) -> None:
    """Each card says the paper of the file that is there: one on A4, and the other on Letter."""
    assert built_clinic.run("card", "--paper", "a4") == 0
    shown = {name: " ".join(words) for name, words in cards(built_clinic.output).items()}
    for name, paper, other in (("card", "A4", "Letter"), ("large-print", "Letter", "A4")):
        assert paper in shown[name]
        assert other not in shown[name]


# Two runs, and two contents, in one folder


def second(clinic: Clinic, words: str = CARDS) -> Clinic:
    """Return another clinic that is built into the same folder."""
    other = Clinic(clinic.content.parent.with_name("second"), words.replace("Example", "Second"))
    other.output = clinic.output
    return other


def test_two_contents(built_clinic: Clinic, capsys: pytest.CaptureFixture[str]) -> None:
    """A second content replaces files of the same names, leaves the others, and says so."""
    other = second(built_clinic, CARDS.replace("card: yes", "card: no"))
    assert other.run() == 0
    assert (
        f"{built_clinic.output} also holds handouts of {built_clinic.content}:"
        in capsys.readouterr().err
    )
    assert built_clinic.files() == BOTH | BESIDE
    assert "Example Clinic" in built_clinic.text("card.pdf")
    assert "Second Clinic" in built_clinic.text("large-print.pdf")
    of = {name: each["of"] for name, each in built_clinic.record()["written"].items()}
    assert of["card.pdf"] == "../content.yaml"
    assert of["large-print.pdf"] == "../../second/content.yaml"


def test_a_run_in_another(built_clinic: Clinic) -> None:
    """What another run has replaced meanwhile is not taken for what this one wrote.

    The other one, of another content, does all of its work after this one's first handout.
    """
    runs = iter([second(built_clinic)])

    def say(line: Sequence[str]) -> None:
        if "card.pdf" in line[1] and (other := next(runs, None)):
            assert other.run("card") == 0

    carry_out(
        Order(built_clinic.content, built_clinic.output), TODAY, say, shared="", key="this run"
    )
    assert "Second Clinic" in built_clinic.text("card.pdf")
    record = built_clinic.record()
    assert record["run"]["key"] is None
    known = {name: each["bytes"] for name, each in (record["handouts"] | record["written"]).items()}
    for name, wanted in known.items():
        assert cache.digest((built_clinic.output / name).read_bytes()) == wanted, name
    assert built_clinic.run("card") == 0
    assert "Example Clinic" in built_clinic.text("card.pdf")


@thorough
@pytest.mark.parametrize("words", [CARDS, CARDS.replace("A dark room", "Quiet")])
def test_two_at_once(clinic: Clinic, words: str) -> None:
    """Two processes that build into one folder end well; each file is whole, of either one."""
    other = second(clinic, words)
    for _ in range(2):
        started = [
            subprocess.Popen(
                [sys.executable, "make_pdf.py", "--force", *each.where()],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for each in (clinic, other)
        ]
        for process in started:
            _, said = process.communicate()
            assert process.returncode == 0, said
        assert clinic.files() == BOTH | BESIDE
        for name in BOTH:
            assert "Clinic" in clinic.text(name)
        assert clinic.record()["written"].keys() <= BOTH | BESIDE


def test_the_folder_moves_with_its_content(built_clinic: Clinic, tmp_path: Path) -> None:
    """A content that was moved together with its output folder is still the same one."""
    moved = built_clinic.output.parent.rename(tmp_path / "moved")
    known = OutputFolder(moved / "out", moved / "content.yaml")
    assert not list(known.others())
    assert list(OutputFolder(moved / "out", tmp_path / "another.yaml").others())
