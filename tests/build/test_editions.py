"""Editions: more brochures of a clinic, each in a folder of its own, all on one print desk."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import make_pdf
from brochures.build.clinic import read_clinic
from brochures.content.loader import ContentError
from brochures.formats.placement import chosen
from brochures.pdf import read
from tests.build.clinics import change, clinic, logo
from tests.thorough import thorough

ASKED = ("large-print", "one-page")
FIRST = {f"{name}.pdf" for name in ASKED}
EDITION = {f"ocd/{name}.pdf" for name in ASKED}


class Folder:
    """A clinic and its output."""

    def __init__(self, root: Path) -> None:
        self.root, self.content, self.output = root, root / "content.yaml", root / "out"

    def run(self, *arguments: str) -> int:
        """Run the command, for two formats; return its exit status."""
        where = ["--content", str(self.content), "--output", str(self.output)]
        return make_pdf.main([*arguments, *ASKED, *where])

    def written(self, *arguments: str) -> set[str]:
        """Run the command; return the PDFs that it wrote."""
        before = self.files()
        assert self.run(*arguments) == 0
        return {name for name, file in self.files().items() if file != before.get(name)}

    def files(self, kind: str = "*.pdf") -> dict[str, tuple[int, int]]:
        """Return what changes when a file is replaced, even by the same bytes."""
        return {
            path.relative_to(self.output).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
            for path in self.output.rglob(kind)
            if path.is_file()
        }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the clinic's handouts have been built."""
    root = tmp_path_factory.mktemp("clinic")
    clinic(root)
    assert Folder(root).run() == 0
    return root


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Iterator[Folder]:
    """Return it, and put it back as it was: the path is part of what is remembered."""
    kept = tmp_path / "kept"
    shutil.copytree(built, kept)
    yield Folder(built)
    shutil.rmtree(built)
    shutil.copytree(kept, built)


# Where they go, and what they say


@thorough
def test_all_handouts(tmp_path: Path) -> None:
    """Each edition has all handouts that there are words for, in a folder of its name."""
    content = clinic(tmp_path)
    output = tmp_path / "out"
    make_pdf.main(["--draft", "--content", str(content), "--output", str(output)])
    for each in read_clinic(content).brochures:
        made = {path.name for path in (output / "drafts" / each.edition).glob("*.pdf")}
        assert made == {one.file for one in chosen(each.content)[0]}


def test_one_desk(folder: Folder) -> None:
    """One page shows all brochures of the clinic, each handout once, with a link to its file."""
    assert folder.files().keys() == FIRST | EDITION
    assert folder.files("index.html").keys() == {"index.html"}
    html = (folder.output / "index.html").read_text("utf-8")
    links = re.findall(r'<a class="print" href="([^"]*)"', html)
    assert len(links) == len(set(links))
    assert set(links) == FIRST | EDITION
    names = re.findall(r"<h2[^>]*>([^<]*)</h2>", html)
    assert {"Depression: Large print", "OCD: Large print"} <= set(names)


def test_a_name_with_spaces_and_marks(tmp_path: Path) -> None:
    """A link on the desk leads to an edition whatever its name, and no id has a space in it."""
    content = clinic(tmp_path, editions='["a #1 & 50%.yaml"]')
    (tmp_path / "ocd.yaml").rename(tmp_path / "a #1 & 50%.yaml")
    output = tmp_path / "out"
    where = ["--content", str(content), "--output", str(output)]
    assert make_pdf.main(["one-page", *where]) == 0
    assert (output / "a #1 & 50%" / "one-page.pdf").exists()
    html = (output / "index.html").read_text("utf-8")
    assert 'href="a%20%231%20%26%2050%25/one-page.pdf"' in html
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert not [each for each in ids if re.search(r"\s", each)]


def test_nothing_of_the_first_topic(folder: Folder) -> None:
    """An edition says its own topic and who the clinic is, and nothing of the first topic."""
    first, edition = read_clinic(folder.content).brochures
    others = {str(text) for _, text in first.content.prose()}
    others -= {str(text) for _, text in edition.content.prose()}
    sentences = [text for text in others if " " in text]  # Sleep may stand in any
    assert len(sentences) > 15
    for name in EDITION:
        text = " ".join(read((folder.output / name).read_bytes()).text.split())
        assert [each for each in sentences if each in text] == []
        assert edition.content.topic.sections["care"].title in text
        assert first.content.clinic.phone.number in text


def test_the_crisis_line_goes_by_the_words(folder: Folder) -> None:
    """The first topic speaks of suicide, and prints the crisis line; the edition needs none."""
    for name in FIRST | EDITION:
        text = read((folder.output / name).read_bytes()).text
        assert ("988" in text) == (name in FIRST), name


def test_an_edition_in_a_folder_below(tmp_path: Path) -> None:
    """An edition may lie in a folder of its own; its base is then in the one around it."""
    content = clinic(tmp_path, editions="[more/ocd.yaml]")
    (tmp_path / "more").mkdir()
    (tmp_path / "ocd.yaml").rename(tmp_path / "more" / "ocd.yaml")
    change(tmp_path / "more" / "ocd.yaml", "base: content.yaml", "base: ../content.yaml")
    assert [each.edition for each in read_clinic(content).brochures] == ["", "ocd"]


@thorough
@pytest.mark.usefixtures("judged_here")
def test_it_is_judged_by_its_own_words(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` judges a handout by the words of the edition that its folder names."""
    files = [str(folder.output / name) for name in FIRST | EDITION]
    assert make_pdf.main(["check", *files, "--content", str(folder.content)]) == 0
    capsys.readouterr()
    moved = folder.output / "one-page.pdf"
    shutil.copy(folder.output / "ocd" / "one-page.pdf", moved)
    assert make_pdf.main(["check", str(moved), "--content", str(folder.content)]) == 1
    assert "nothing-lost" in capsys.readouterr().err


def test_a_finding_names_the_editions_file(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong with an edition's handout is said with the file and the line of its words."""
    edition = folder.root / "ocd.yaml"
    change(edition, "The same thoughts come", f"The same thoughts {'come ' * 30}")
    assert folder.run() == 1
    lines = edition.read_text("utf-8").split("\n")
    (line,) = (number for number, each in enumerate(lines, 1) if "come come" in each)
    assert f"{edition}, line {line}: topic.sections.signs.items[0].text" in capsys.readouterr().err


# What is refused


def test_a_broken_edition(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistake in an edition is told with its file and line, and nothing is built."""
    change(folder.root / "ocd.yaml", "  title: OCD in large print", "  titel: OCD in large print")
    before = folder.files("*")
    assert folder.run() == 2
    said = capsys.readouterr().err
    assert f"{folder.root / 'ocd.yaml'}, line 5: topic.titel" in said
    assert 'Did you mean "title"?' in said
    assert folder.files("*") == before


def test_all_that_is_wrong(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """Mistakes in several editions are told at once, each in its file."""
    for name in ("ocd", "other"):
        words = (folder.root / "ocd.yaml").read_text("utf-8")
        (folder.root / f"{name}.yaml").write_text(words.replace("  name: OCD\n", ""), "utf-8")
    change(folder.content, "[ocd.yaml]", "[ocd.yaml, other.yaml]")
    assert folder.run() == 2
    said = capsys.readouterr().err
    assert f"{folder.root / 'ocd.yaml'}, line 3: topic.name" in said
    assert f"{folder.root / 'other.yaml'}, line 3: topic.name" in said


REFUSED = {
    "[ocd.yaml, OCD.yml]": "Two editions are called",
    "[es.yaml]": "es is the tag of a language",
    "[drafts.yaml]": "drafts go into a folder of that name",
    "[...yaml]": "no folder can be told by such a name",
    "[con.yaml]": "no folder has such a name",
    "['a\\b.yaml']": "no folder has such a name",
    "[../ocd.yaml]": "This file is in another folder.",
}


@pytest.mark.parametrize("editions", REFUSED)
def test_what_cannot_be_an_edition(tmp_path: Path, editions: str) -> None:
    """A file that is called or lies as no edition can is refused where it is named."""
    content = clinic(tmp_path, editions=editions)
    with pytest.raises(ContentError) as refusal:
        read_clinic(content)
    (problem,) = refusal.value.problems
    assert REFUSED[editions] in problem.what
    assert problem.fix
    named = content.read_text("utf-8").split("\n").index(f"editions: {editions}") + 1
    assert (problem.file, problem.line) == (content, named)


def test_a_link_that_leads_elsewhere(tmp_path: Path) -> None:
    """An edition that is a link out of the clinic's folder is not read."""
    (tmp_path / "elsewhere.yaml").write_text("secret: words", "utf-8")
    content = clinic(tmp_path / "clinic")
    (tmp_path / "clinic" / "ocd.yaml").unlink()
    (tmp_path / "clinic" / "ocd.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(ContentError, match="This file is in another folder") as refusal:
        read_clinic(content)
    assert "secret" not in str(refusal.value)


@thorough
def test_a_format_that_an_edition_has_no_words_for(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    """A handout without words is left out, and that is said, unless another edition has them."""
    words = yaml.safe_load((folder.root / "ocd.yaml").read_text("utf-8"))
    del words["topic"]["for_clinicians"]
    for section in words["topic"]["sections"].values():
        for item in section["items"]:
            del item["for_clinicians"]
    (folder.root / "ocd.yaml").write_text(yaml.safe_dump(words), "utf-8")
    assert folder.run() == 0
    where = ["--content", str(folder.content), "--output", str(folder.root / "all")]
    make_pdf.main(["--draft", *where])
    assert "ocd/one-page: not made." in capsys.readouterr().out


# What is built again


def test_nothing_to_do(folder: Folder) -> None:
    """Where nothing has changed in any file, nothing is written."""
    before = folder.files("*")
    assert folder.run() == 0
    assert folder.files("*") == before


def test_an_editions_words_are_its_own(folder: Folder) -> None:
    """A changed text of an edition is built into its handouts, and into no others."""
    change(folder.root / "ocd.yaml", "Signs of OCD", "Signs")
    assert folder.written() == EDITION
    assert folder.written() == set()


def test_the_first_topics_words_are_its_own(folder: Folder) -> None:
    """A changed text of the first topic is built into its handouts, and into no others."""
    change(folder.content, "title: What it is\n", "title: What it means\n")
    assert folder.written() == FIRST


@thorough
def test_who_the_clinic_is_stands_everywhere(folder: Folder) -> None:
    """A changed phone number is built into all handouts."""
    change(folder.content, "(718) 400-0867", "(718) 555-0123")
    assert folder.written() == FIRST | EDITION


def test_a_picture_that_has_changed(folder: Folder) -> None:
    """Another picture under the same name is built into the handouts that show it."""
    logo(folder.root / "logo.png", "#8a2f1b")
    assert folder.written() == FIRST | EDITION


def test_an_edition_that_is_gone(folder: Folder) -> None:
    """An edition that is gone leaves the desk; a run of some formats leaves its files alone."""
    change(folder.content, "editions: [ocd.yaml]\n", "")
    assert folder.written() == set()
    assert folder.files().keys() == FIRST | EDITION
    assert "ocd/" not in (folder.output / "index.html").read_text("utf-8")


# Drafts


@thorough
def test_drafts_lie_apart(folder: Folder) -> None:
    """Drafts have the same places below a folder of their own, and a desk that says what they are.

    What was published before is not touched.
    """
    good = folder.files("*")
    assert folder.run("--draft") == 0
    drafts = {f"drafts/{name}" for name in FIRST | EDITION}
    assert {name: file for name, file in folder.files("*").items() if name in good} == good
    assert folder.files().keys() == FIRST | EDITION | drafts
    assert folder.files("index.html").keys() == {"index.html", "drafts/index.html"}
    html = (folder.output / "drafts" / "index.html").read_text("utf-8")
    assert html.count("This is a draft. Do not hand it out.") == len(drafts)
    assert "All checks passed" not in html
    for name in drafts:
        assert read((folder.output / name).read_bytes()).text.startswith("DRAFT\n")
    assert "draft" not in (folder.output / "index.html").read_text("utf-8").partition("<main>")[2]


@thorough
def test_drafts_of_what_is_withheld(folder: Folder) -> None:
    """A draft is made of what is withheld; the last good handout stays, and so does its desk."""
    change(folder.content, "lead: Call us.", "lead: We are the best clinic.")
    good = folder.files("*")
    assert folder.run("--draft") == 1
    assert {name: file for name, file in folder.files("*").items() if name in good} == good
    assert "DRAFT" in read((folder.output / "drafts" / "one-page.pdf").read_bytes()).text
