"""What is kept between runs is what would have been made."""

from __future__ import annotations

from pathlib import Path

import pytest

from brochures.render import kept


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder to keep things in."""
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "kept")
    return tmp_path / "kept"


def made(value: object) -> tuple[object, bool]:
    """Return what is kept as 'thing', and whether it had to be made."""
    makings = []

    def make() -> object:
        makings.append(value)
        return value

    return kept.kept("thing", make), bool(makings)


def test_it_is_made_once(folder: Path) -> None:
    """The second time it is read, and nothing else lies beside it."""
    assert made({"a": (1, 2)}) == ({"a": (1, 2)}, True)
    assert made(None) == ({"a": (1, 2)}, False)
    assert [path.name for path in folder.iterdir()] == ["thing"]


@pytest.mark.parametrize("harm", [b"", b"a file", b"\x80\x05K"])
def test_a_spoilt_file_is_made_anew(folder: Path, harm: bytes) -> None:
    """What cannot be read is made again, and kept again."""
    made("good")
    (folder / "thing").write_bytes(harm)
    assert made("good") == ("good", True)
    assert made(None) == ("good", False)


def test_where_nothing_can_be_kept(folder: Path) -> None:
    """Where there can be no folder it is made each time."""
    folder.write_text("a file")
    assert made(1) == (1, True)
    assert made(2) == (2, True)
