"""The command as a person runs it: what it prints, what it leaves, how it ends."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import make_pdf
from brochures.checks.validators import verdicts
from brochures.content.loader import load
from brochures.formats import FORMATS
from brochures.formats.placement import chosen
from brochures.pdf import read
from tests.samples import IN_FULL, MINIMAL, OUR_WORDS
from tests.thorough import thorough

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "content.yaml"
NAMES = tuple(made.name for made in chosen(load(CONTENT))[0])
"""The formats that are made of the clinic's words without being asked for."""


def run(output: Path, *arguments: str, content: Path = CONTENT) -> int:
    """Run the command in this process and return its exit status."""
    return make_pdf.main([*arguments, "--content", str(content), "--output", str(output)])


@pytest.fixture
def overfull(tmp_path: Path) -> Path:
    """Return a content whose one-page text does not fit."""
    words = IN_FULL.replace("lead: Call us.", f"lead: {'Call us. ' * 200}")
    words = words.replace("Patients whom two medicines have not helped.", "Send them. " * 150)
    path = tmp_path / "overfull.yaml"
    path.write_text(words, "utf-8")
    return path


@pytest.fixture(scope="module")
def one_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which the one-page was built, not to be changed."""
    folder = tmp_path_factory.mktemp("one page")
    assert run(folder, "one-page") == 0
    return folder


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with a draft of each handout."""
    folder = tmp_path_factory.mktemp("out")
    assert run(folder, "--draft", "--languages", load(CONTENT).language) == 0
    assert [path.name for path in folder.iterdir()] == ["drafts"]
    return folder / "drafts"


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    """`list` names each format, its paper and whom it is for."""
    assert make_pdf.main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(FORMATS)
    assert all("US Letter" in line and " for " in line for line in lines)


@thorough
def test_all_formats(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without names all handouts are made, one line each."""
    assert run(tmp_path / "out") == 0
    beside = {"build.record", "built.js", "contact.vcf", "index.html"}
    made = {f"{name}.pdf" for name in NAMES}
    assert {path.name for path in (tmp_path / "out").iterdir()} == made | beside
    *made_each, waiting = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in made_each] == list(NAMES)
    assert waiting.startswith("Waiting for a qualified reviewer: ")


def test_some_formats(one_page: Path) -> None:
    """Only the formats named are made."""
    assert [path.name for path in one_page.glob("*.pdf")] == ["one-page.pdf"]


def test_unknown_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown name is refused with the right ones, the nearest first; nothing is made."""
    assert run(tmp_path, "large-prin") == 2
    said = capsys.readouterr().err
    assert "called large-prin.\nFormats: large-print, " in said
    assert run(tmp_path, "wach") == 2
    assert "\nSubcommands: watch, " in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_no_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A content file that is not there is a sentence and status 2."""
    assert run(tmp_path, content=tmp_path / "none.yaml") == 2
    assert "none.yaml" in capsys.readouterr().err


def test_wrong_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistake in the content ends with status 2, its line, and the old file untouched."""
    (tmp_path / "one-page.pdf").write_bytes(b"the last good one")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(OUR_WORDS.replace("postcode:", "postkode:"), "utf-8")
    assert run(tmp_path, "one-page", content=wrong) == 2
    assert "wrong.yaml, line " in capsys.readouterr().err
    assert (tmp_path / "one-page.pdf").read_bytes() == b"the last good one"


def test_withheld(
    tmp_path: Path, one_page: Path, overfull: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What does not fit is withheld: status 1, panel and mm, the last good file stays."""
    output = shutil.copytree(one_page, tmp_path / "out")
    good = (output / "one-page.pdf").read_bytes()
    assert run(output, "one-page", "card", content=overfull) == 1
    said = capsys.readouterr()
    assert "withheld" in said.out
    assert "the last good one stays" in said.out
    assert "panel sheet (the whole page), section " in said.err
    assert "into what stands below it (topic.referral, crisis, clinic), by" in said.err
    assert "Shorten it by about " in said.err
    assert (output / "one-page.pdf").read_bytes() == good
    assert (output / "card.pdf").exists()


def test_as_a_program(tmp_path: Path) -> None:
    """Run as a program from another folder, it ends with the same status and no traceback."""
    done = subprocess.run(
        [sys.executable, ROOT / "make_pdf.py", "--content", tmp_path / "none.yaml"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@thorough
def test_same_bytes(tmp_path: Path) -> None:
    """Built in two folders and processes, the PDFs are the same, byte for byte."""
    built = []
    for name in ("one folder", "and another"):
        folder = tmp_path / name
        for part in ("brochures", "styles"):
            shutil.copytree(ROOT / part, folder / part)
        for part in ("make_pdf.py", "content.yaml"):
            shutil.copy(ROOT / part, folder / part)
        subprocess.run([sys.executable, "make_pdf.py"], cwd=folder, check=True, capture_output=True)
        built.append({path.name: path.read_bytes() for path in (folder / "output").iterdir()})
    assert len(built[0]) == len(NAMES) + 4
    assert built[0] == built[1]


def test_check_of_our_own(one_page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` judges a finished handout by its format, and names the judges that saw it."""
    path = str(one_page / "one-page.pdf")
    assert make_pdf.main(["check", path, "--content", str(CONTENT)]) == 0
    said = capsys.readouterr().out
    assert "clean" in said
    assert "page-validation" in said


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    """`explain` says what a rule asks for, why, how to keep it, and where it is from."""
    assert make_pdf.main(["explain", "heading-skipped"]) == 0
    said = capsys.readouterr().out
    assert all(part in said for part in ("Why:", "Fix:", "From: ISO 14289-1"))
    assert make_pdf.main(["explain", "no-such-rule"]) == 2


def test_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--json gives what was found to programs."""
    assert run(tmp_path, "one-page", "--json") == 0
    (outcome,) = json.loads(capsys.readouterr().out)
    assert outcome["format"] == "one-page"
    assert outcome["findings"] == []


def test_what_was_not_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Rules that cannot be asked in a language are named, to people and to programs, each time."""
    file, output = tmp_path / "content.yaml", tmp_path / "out"
    file.write_text(MINIMAL.replace("en-US", "fr-CA"), "utf-8")
    for _ in range(2):
        run(output, "card", "large-print", content=file)
        said = capsys.readouterr().err
        assert said.count("Not asked in fr-CA: passive-sentences") == 1
    run(output, "card", "large-print", "--json", content=file)
    asked = {each["format"]: each["not_asked"] for each in json.loads(capsys.readouterr().out)}
    assert asked["card"] == []
    assert "passive-sentences" in asked["large-print"]
    file.write_text(MINIMAL, "utf-8")
    run(output, "large-print", "--json", content=file)
    (outcome,) = json.loads(capsys.readouterr().out)
    assert outcome["not_asked"] == []


def test_draft(tmp_path: Path, overfull: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--draft publishes what has findings, each page marked, the mark read once; status 1."""
    assert run(tmp_path, "one-page", "large-print", "--draft", content=overfull) == 1
    assert "a draft" in capsys.readouterr().out
    for name in ("one-page", "large-print"):
        pdf = (tmp_path / "drafts" / f"{name}.pdf").read_bytes()
        facts = read(pdf)
        marks = [run for run in facts.runs if run.text == "DRAFT"]
        assert [mark.page for mark in marks] == list(range(len(facts.pages)))
        assert facts.text.startswith("DRAFT\n")
        assert facts.text.count("DRAFT") == 1
        assert (facts.title or "").startswith("DRAFT: ")
        assert all(not verdict.findings for verdict in verdicts(pdf))


@thorough
def test_a_draft_stands_behind_the_text(drafts: Path) -> None:
    """No text of a draft is covered: its mark is painted first."""
    paths = list(drafts.glob("*.pdf"))
    assert len(paths) == len(NAMES)
    for path in paths:
        runs = read(path.read_bytes()).runs
        assert not [run for run in runs if run.covered and run.text != "DRAFT"]
        assert next(run for run in runs if run.page == 0).text == "DRAFT"


@thorough
def test_check_of_a_draft(drafts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` does not let a draft pass."""
    path = str(drafts / "one-page.pdf")
    assert make_pdf.main(["check", path, "--content", str(CONTENT)]) == 1
    assert "no-draft" in capsys.readouterr().err


WAIVER = """waivers:
  - rule: {rule}
    text: the best
    reason: A quotation.
    name: Dr. Example
"""


@pytest.mark.parametrize(
    ("rule", "status"), [("superlative", 0), ("smallest-type", 1), ("crisis-line", 1)]
)
def test_waivers(
    tmp_path: Path, rule: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rule about words can be waived for one text, in the open; another rule cannot."""
    words = OUR_WORDS.replace("lead: Call us or", "lead: Call the best or")
    path = tmp_path / "words.yaml"
    path.write_text(words.replace("waivers: []", WAIVER.format(rule=rule)), "utf-8")
    assert run(tmp_path / "out", "one-page", content=path) == status
    said = capsys.readouterr().err
    assert ("waived: superlative" in said and "A quotation. (Dr. Example)" in said) == (status == 0)
    assert (f"{rule} cannot be waived" in said) == (status == 1)
