"""The dictionary of hyphenation that is kept between runs is the one that would be read."""

from __future__ import annotations

from pathlib import Path

import pyphen  # type: ignore[import-untyped]
import pytest

from brochures.checks import readability


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder to keep things in."""
    monkeypatch.setattr(readability, "FOLDER", tmp_path / "kept")
    return tmp_path / "kept"


def made(monkeypatch: pytest.MonkeyPatch, value: object) -> tuple[object, bool]:
    """Return the dictionary, and whether it had to be read anew, which would give that value."""
    makings = []

    def read(_: object) -> object:
        makings.append(value)
        return value

    with monkeypatch.context() as changed:
        changed.setattr("pyphen.HyphDict", read)
        return readability.hyphenation(), bool(makings)


def test_it_is_made_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time it is read, and nothing else lies beside it."""
    assert made(monkeypatch, {"a": (1, 2)}) == ({"a": (1, 2)}, True)
    assert made(monkeypatch, None) == ({"a": (1, 2)}, False)
    assert [path.name for path in folder.iterdir()] == [f"hyphenation-en_US-{pyphen.VERSION}"]


@pytest.mark.parametrize("harm", [b"", b"a file", b"\x80\x05K"])
def test_a_spoilt_file_is_made_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch, harm: bytes
) -> None:
    """What cannot be read is made again, and kept again."""
    made(monkeypatch, "good")
    (file,) = folder.iterdir()
    file.write_bytes(harm)
    assert made(monkeypatch, "good") == ("good", True)
    assert made(monkeypatch, None) == ("good", False)


def test_where_nothing_can_be_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there can be no folder it is made each time."""
    folder.write_text("a file")
    assert made(monkeypatch, 1) == (1, True)
    assert made(monkeypatch, 2) == (2, True)
