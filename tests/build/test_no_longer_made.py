"""Handouts that are no longer made are taken away, and nothing else is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from brochures.build import cache
from brochures.build.output_folder import Kind, OutputFolder
from brochures.data import generator
from tests.build.obstacles import FOREIGN, LINKS, STAY, outside, posix_only, state
from tests.build.outputs import BESIDE, BOTH, CARDS, Clinic
from tests.samples import EDITION
from tests.thorough import mostly

DROPPED = CARDS.replace("card: yes", "card: no")
WITH_CARD = EDITION + (
    "handouts: {trifold: no, large-print: no, large-print-full: no, card: yes}\n"
)
OURS = generator.GENERATOR.encode() + b", as we write it"


def test_a_format_that_was_dropped(
    built_clinic: Clinic, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the content does not ask for any more goes, from the desk and the record too."""
    built_clinic.content.write_text(DROPPED, "utf-8")
    assert built_clinic.run() == 0
    removed = f"removed: {built_clinic.output / 'card.pdf'}, no longer made"
    assert capsys.readouterr().err.splitlines().count(removed) == 1
    assert built_clinic.files() == (BOTH | BESIDE) - {"card.pdf"}
    assert 'id="card"' not in (built_clinic.output / "index.html").read_text("utf-8")
    assert "card.pdf" not in (built_clinic.output / "build.record").read_text("utf-8")
    assert built_clinic.run() == 0
    assert "removed" not in capsys.readouterr().err


NOT_NOW = {
    "some formats": (DROPPED, ["large-print"], 0),
    "drafts": (DROPPED, ["--draft", "large-print"], 0),
    "all drafts": (DROPPED, ["--draft"], 0),
    "another kind": (DROPPED, ["--ua", "2"], 0),
    "withheld": (DROPPED.replace("A dark room\n", "We are the best clinic\n"), [], 1),
    "wrong words": (DROPPED.replace("language:", "langage:"), [], 2),
}


@pytest.mark.parametrize("case", mostly(NOT_NOW, "some formats", "withheld", "wrong words"))
def test_when_nothing_goes(built_clinic: Clinic, case: str) -> None:
    """Only a run of all formats in which nothing is wrong takes something away."""
    words, arguments, status = NOT_NOW[case]
    built_clinic.content.write_text(words, "utf-8")
    good = (built_clinic.output / "card.pdf").read_bytes()
    assert built_clinic.run(*arguments) == status
    assert (built_clinic.output / "card.pdf").read_bytes() == good


def test_an_edition_that_was_renamed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The handouts of an edition go with it, and so does its folder if nothing else is in it."""
    only_cards = CARDS.replace("{trifold: no", "{trifold: no, large-print: no")
    clinic = Clinic(tmp_path / "clinic", f"{only_cards}editions: [quit.yaml]\n")
    quit_ = clinic.root / "quit.yaml"
    quit_.write_text(WITH_CARD, "utf-8")
    assert clinic.run() == 0
    assert clinic.files() == {"card.pdf", "quit/card.pdf"} | BESIDE
    quit_.rename(clinic.root / "smoking.yaml")
    clinic.content.write_text(f"{only_cards}editions: [smoking.yaml]\n", "utf-8")
    assert clinic.run() == 0
    assert f"removed: {clinic.output / 'quit' / 'card.pdf'}, no" in capsys.readouterr().err
    assert clinic.files() == {"card.pdf", "smoking/card.pdf"} | BESIDE
    assert not (clinic.output / "quit").exists()


# What a record may say


def taken(root: Path, files: Mapping[str, bytes], record: object, kind: Kind | None = None) -> str:
    """Take away from a folder with some files and a record, where card.pdf and ocd are made still.

    Return what is said.
    """
    output = root / "out"
    for name, data in files.items():
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_bytes(data)
    output.mkdir(exist_ok=True)
    (output / "build.record").write_text(json.dumps({"written": record}), "utf-8")
    within = OutputFolder(output, root / "content.yaml")
    return "\n".join(
        line
        for _, line in within.take_away({"card.pdf", "ocd/card.pdf"}, {"", "ocd"}, kind or Kind())
    )


def entry(data: bytes = OURS) -> dict[str, object]:
    """Return what is remembered of a file of ours that a run of all formats has made."""
    return {"bytes": cache.digest(data), "of": "../content.yaml", "usual": True}


GO: dict[str, tuple[str, dict[str, object], Kind]] = {
    "a format": ("trifold.pdf", {}, Kind()),
    "a format of an edition": ("ocd/trifold.pdf", {}, Kind()),
    "an edition": ("quit/trifold.pdf", {}, Kind()),
    "an edition, made by its name": ("quit/half-fold.pdf", {"usual": False}, Kind()),
    "of a print shop": ("trifold-print-shop.pdf", {}, Kind(shop=True)),
    "of PDF/UA-2": ("quit/card-ua2.pdf", {}, Kind(ua_2=True)),
    "of both": ("trifold-print-shop-ua2.pdf", {}, Kind(shop=True, ua_2=True)),
}


@pytest.mark.parametrize("case", GO)
def test_what_goes(tmp_path: Path, case: str) -> None:
    """A handout that such a run made, of this content and this kind, goes if it is made no more."""
    name, changes, kind = GO[case]
    path = tmp_path / "out" / name
    said = taken(tmp_path, {name: OURS}, {name: entry() | changes}, kind)
    assert said == f"removed: {path}, no longer made"
    assert not path.exists()
    assert path.parent.exists() == (path.parent == tmp_path / "out")


STILL: dict[str, tuple[str, dict[str, object], Kind]] = {
    "made": ("card.pdf", {}, Kind()),
    "made, under what is the same name on other systems": ("OCD/card.pdf", {}, Kind()),
    "made by its name": ("half-fold.pdf", {"usual": False}, Kind()),
    "of an edition, made by its name": ("ocd/half-fold.pdf", {"usual": False}, Kind()),
    "of another content": ("trifold.pdf", {"of": "../other.yaml"}, Kind()),
    "nobody knows of what": ("trifold.pdf", {"of": ""}, Kind()),
    "for a print shop": ("trifold-print-shop.pdf", {}, Kind()),
    "of PDF/UA-2": ("trifold-ua2.pdf", {}, Kind()),
    "for the office": ("trifold.pdf", {}, Kind(shop=True)),
    "for a print shop, of an edition that is gone": ("quit/trifold-print-shop.pdf", {}, Kind()),
    "no handout": ("report.pdf", {}, Kind()),
    "no PDF": ("index.html", {}, Kind()),
    "out of the folder": ("../trifold.pdf", {}, Kind()),
    "out and in again": ("ocd/../trifold.pdf", {}, Kind()),
    "a draft": ("drafts/trifold.pdf", {}, Kind()),
    "hidden": (".git/trifold.pdf", {}, Kind()),
    "further down": ("a/b/trifold.pdf", {}, Kind()),
    "a name with a line end": ("trifold.pdf\n", {}, Kind()),
}


@pytest.mark.parametrize("case", STILL)
def test_what_stays(tmp_path: Path, case: str) -> None:
    """Whatever a record lists: what is made, is of another content or kind, or not ours stays."""
    name, changes, kind = STILL[case]
    said = taken(tmp_path, {name: OURS}, {name: entry() | changes}, kind)
    assert said == ""
    assert (tmp_path / "out" / name).read_bytes() == OURS


@pytest.mark.parametrize("where", ["absolute", "outside"])
def test_a_hostile_record(tmp_path: Path, where: str) -> None:
    """A record that lists a file elsewhere, with its right digest, does not harm it."""
    other = tmp_path / "trifold.pdf"
    other.write_bytes(OURS)
    name = str(other) if where == "absolute" else "../trifold.pdf"
    assert taken(tmp_path, {}, {name: entry()}) == ""
    assert other.read_bytes() == OURS


def test_other_peoples_file_in_a_record(tmp_path: Path) -> None:
    """A file without our mark stays, whatever the record says of it."""
    name = "trifold.pdf"
    said = taken(tmp_path, {name: FOREIGN}, {name: entry(FOREIGN)})
    assert said.endswith("trifold.pdf is no longer made, and stays: somebody has changed it.")
    assert (tmp_path / "out" / name).read_bytes() == FOREIGN


def test_changed_by_hand(tmp_path: Path) -> None:
    """A handout that somebody has changed stays, with its edition's folder, and that is said."""
    files = {"quit/trifold.pdf": OURS + b"% changed", "quit/card.pdf": OURS}
    said = taken(tmp_path, files, {name: entry() for name in files}).splitlines()
    path = tmp_path / "out" / "quit"
    assert said == [
        f"{path / 'trifold.pdf'} is no longer made, and stays: somebody has changed it.",
        f"removed: {path / 'card.pdf'}, no longer made",
    ]
    assert [each.name for each in path.iterdir()] == ["trifold.pdf"]


@posix_only
@pytest.mark.parametrize("kind", [*STAY, *LINKS])
def test_what_lies_in_its_place(tmp_path: Path, kind: str) -> None:
    """What has taken the place of a handout stays, also a link and what that leads to."""
    path = tmp_path / "out" / "trifold.pdf"
    path.parent.mkdir()
    (STAY | LINKS)[kind](path)
    before = state(path.parent), state(outside(path))
    assert "is no longer made, and stays: " in taken(tmp_path, {}, {"trifold.pdf": entry()})
    (path.parent / "build.record").unlink()
    assert (state(path.parent), state(outside(path))) == before


@posix_only
def test_behind_a_link(tmp_path: Path) -> None:
    """Where the folder of an edition that is gone is a link, nothing is removed behind it."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "trifold.pdf").write_bytes(OURS)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "quit").symlink_to(elsewhere)
    said = taken(tmp_path, {}, {"quit/trifold.pdf": entry()})
    assert "quit is a link" in said
    assert (elsewhere / "trifold.pdf").read_bytes() == OURS


@pytest.mark.parametrize(
    "record",
    [3, [], "x", {"trifold.pdf": 3}, {"trifold.pdf": {"bytes": 3}}, {"trifold.pdf": {"of": 1}}],
)
def test_a_record_that_makes_no_sense(tmp_path: Path, record: object) -> None:
    """A record of another shape takes nothing away."""
    assert taken(tmp_path, {"trifold.pdf": OURS}, record) == ""
    assert (tmp_path / "out" / "trifold.pdf").exists()
