"""The files that a clinic's handouts are made of are known without building them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from brochures.build.clinic import read_clinic
from brochures.build.sources import Named, Sources, named
from tests.build.clinics import change, clinic, logo
from tests.samples import MINIMAL

PICTURE = """
    room:
      title: Our room
      picture:
        file: art/room.png
        alt: A light room
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return the content of a clinic in many files: a base of its own, an edition, two pictures."""
    content = clinic(tmp_path)
    (tmp_path / "shared.yaml").write_text("acronyms: [TMS]\n", "utf-8")
    change(content, "language: en-US\n", "language: en-US\nbase: shared.yaml\n")
    (tmp_path / "art").mkdir()
    logo(tmp_path / "art" / "room.png", "#e8f2f1")
    with (tmp_path / "ocd.yaml").open("a", encoding="utf-8") as edition:
        edition.write(PICTURE.removeprefix("\n"))
    return content


ALL = {"content.yaml", "shared.yaml", "logo.png", "ocd.yaml", "art/room.png"}


def names(sources: Sources, content: Path) -> set[str]:
    """Return the files that are known, as they are seen from the content."""
    return {os.path.relpath(path, content.parent) for path in sources.stamps()}


def test_they_are_those_that_are_read(content: Path) -> None:
    """Everything that a clinic is read from is among the files that are told at a glance."""
    read = {os.path.relpath(path, content.parent) for path in read_clinic(content).files}
    assert read == names(Sources(content), content) == ALL


@pytest.mark.parametrize("name", sorted(ALL))
def test_each_file_counts(content: Path, name: str) -> None:
    """Whichever file is saved, changed, taken away or brought back, the stamps are others."""
    sources = Sources(content)
    file, before = content.parent / name, sources.stamps()
    kept = file.read_bytes()
    assert sources.stamps() == before
    file.unlink()
    gone = sources.stamps()
    file.write_bytes(kept)
    back = sources.stamps()
    assert before != gone != back
    assert before != back
    file.write_bytes(kept + b"\n")
    assert sources.stamps() != back


def test_what_is_named_next(content: Path) -> None:
    """A file that is named anew counts from then on, even before it is there."""
    sources = Sources(content)
    assert names(sources, content) == ALL
    change(content, "[ocd.yaml]", "[ocd.yaml, more/smoking.yaml]")
    assert names(sources, content) == ALL | {"more/smoking.yaml"}
    before = sources.stamps()
    (content.parent / "more").mkdir()
    (content.parent / "more" / "smoking.yaml").write_text(MINIMAL, "utf-8")
    assert sources.stamps() != before


@pytest.mark.parametrize("broken", ["language: [", "\tlanguage: en-US", "", "a\n", "gone"])
def test_a_file_that_cannot_be_read(content: Path, broken: str) -> None:
    """While a file is half saved, broken or gone, the files that it named last still count."""
    sources = Sources(content)
    assert names(sources, content) == ALL
    if broken == "gone":
        content.unlink()
    else:
        content.write_text(broken, "utf-8")
    known = names(sources, content)
    assert known == (ALL if broken not in ("", "a\n") else {"content.yaml"})


def test_a_broken_edition(content: Path) -> None:
    """The base and the pictures of an edition count while it is broken, and it itself does."""
    sources = Sources(content)
    assert names(sources, content) == ALL
    (content.parent / "ocd.yaml").write_text("topic: {", "utf-8")
    assert names(sources, content) == ALL


def test_circles_end(tmp_path: Path) -> None:
    """Files that are bases or editions of one another are each looked at once."""
    for name, other in ("ab", "bc", "ca"):
        words = f"base: {other}.yaml\neditions: [{other}.yaml, {name}.yaml]\n"
        (tmp_path / f"{name}.yaml").write_text(words, "utf-8")
    found = Sources(tmp_path / "a.yaml").stamps()
    assert sorted(path.name for path in found) == ["a.yaml", "b.yaml", "c.yaml"]


def test_a_base_elsewhere_is_not_read(tmp_path: Path) -> None:
    """A base that lies neither beside a content nor around it is not opened."""
    content, other = tmp_path / "a" / "b" / "content.yaml", tmp_path / "base.yaml"
    content.parent.mkdir(parents=True)
    content.write_text("base: ../../base.yaml\n", "utf-8")
    other.write_text("base: more.yaml\n", "utf-8")
    assert names(Sources(content), content) == {"content.yaml"}


NAMED: dict[str, Named | None] = {
    "topic:\n  name: Sleep\n": Named(),
    "clinic: {}\n": Named(topic=False),
    "language: en-US\n# topic: a note\n": Named(topic=False),
    "base: x.yaml\n": Named(Path("x.yaml"), topic=False),
    '"base" : x.yaml\ntopic:\n': Named(Path("x.yaml")),
    "editions: [a.yaml, 3, [b.yaml], c.yaml]\ntopic:\n": Named(
        None, (Path("a.yaml"), Path("c.yaml"))
    ),
    "{topic: {}, brand: {logo: {file: a.png}}}": Named(None, (), (Path("a.png"),)),
    "editions: a.yaml\nbase: [b.yaml]\ntopic:\n": Named(),
    "- base: x.yaml": Named(topic=False),
    "base: [": None,
}


@pytest.mark.parametrize("words", NAMED)
def test_what_a_file_names(tmp_path: Path, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Base, editions and pictures are found however they are written, and nothing else is."""
    monkeypatch.chdir(tmp_path)
    Path("content.yaml").write_text(words, "utf-8")
    assert named(Path("content.yaml")) == NAMED[words]
    assert named(Path("content.yaml"), whole=False) == NAMED[words]


def test_no_file_names_nothing(tmp_path: Path) -> None:
    """Of a file that is not there, or is a folder, nothing is known."""
    assert named(tmp_path / "none.yaml") is None
    assert named(tmp_path) is None
