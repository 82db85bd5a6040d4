"""What the print desk says of what lies in a handout's place and was not built now."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from brochures.build.handouts import Handout, build
from brochures.content.model import Content
from brochures.data.generator import GENERATOR
from brochures.desk import page as desk
from brochures.formats import formats
from tests.build.obstacles import FOREIGN, LINKS, STAY, posix_only
from tests.desk.desks import TODAY, cards
from tests.samples import minimal

CONTENT = Content.model_validate(minimal())


def shown(output: Path, *editions: str) -> dict[str, str]:
    """Return the words of each card of a desk over a folder, by its id, and what it holds."""
    brochures = [desk.Brochure(CONTENT, edition) for edition in ("", *editions)]
    html = desk.lay_out(output, brochures, (), TODAY)["index.html"].decode("utf-8")
    assert 'src="data:image/png' not in html
    assert base64.b64encode(FOREIGN).decode("ascii") not in html
    (output / "index.html").write_text(html, "utf-8")
    return {name: " ".join(words) for name, words in cards(output).items()}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An empty output folder."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A handout as it is published."""
    folder = tmp_path_factory.mktemp("good")
    (outcome,) = build([Handout(CONTENT, formats(CONTENT)["card"], folder)], TODAY)
    return outcome.path.read_bytes()


@posix_only
@pytest.mark.parametrize("kind", [*STAY, *LINKS])
@pytest.mark.parametrize("name", ["card", "trifold"])
def test_what_is_no_handout(output: Path, name: str, kind: str) -> None:
    """A sentence says that it is none, or why it is not shown; the desk waits for nobody."""
    (STAY | LINKS)[kind](output / f"{name}.pdf")
    said = shown(output)
    assert "PDF" not in kind or "it is none of our handouts" in said[name]
    assert "PDF" in kind or "it cannot be shown: " in said[name]
    assert "move it to another folder" in said[name]
    assert [each for each, words in said.items() if "move it to" in words] == [name]


@posix_only
def test_behind_a_link(output: Path, good: bytes) -> None:
    """A good handout is not shown through a link, of its own or of its edition's folder."""
    elsewhere = output.with_name("elsewhere")
    elsewhere.mkdir()
    (elsewhere / "card.pdf").write_bytes(good)
    (output / "card.pdf").symlink_to(elsewhere / "card.pdf")
    (output / "ocd").symlink_to(elsewhere)
    said = shown(output, "ocd")
    assert "it cannot be shown: it is a link." in said["card"]
    assert f"it cannot be shown: {output / 'ocd'} is a link." in said["ocd-card"]
    html = (output / "index.html").read_text("utf-8")
    assert base64.b64encode(good).decode("ascii") not in html


def test_a_handout_that_was_damaged(output: Path, good: bytes) -> None:
    """One of ours that cannot be read any more is said to be no whole PDF."""
    assert GENERATOR.encode("ascii") in good[: len(good) * 4 // 5]
    (output / "card.pdf").write_bytes(good[: len(good) * 4 // 5])
    assert "Check that it is a PDF, and whole." in shown(output)["card"]


def test_an_empty_file(output: Path) -> None:
    """An empty file is none of our handouts either."""
    (output / "card.pdf").touch()
    assert "it is none of our handouts" in shown(output)["card"]
