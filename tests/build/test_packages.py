"""A package that is missing or damaged: a sentence, however the command is started."""

from __future__ import annotations

import importlib
import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from brochures.build.packages import fault, told

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("typed", ["one-page --force", "list", "watch one-page", "check a.pdf"])
def test_without_packages(typed: str, tmp_path: Path) -> None:
    """`python make_pdf.py` with no packages at all ends with a sentence that says to type make."""
    command: list[str | Path] = [sys.executable, "-S", ROOT / "make_pdf.py", *typed.split()]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("The package ")
    assert f"Type make in {ROOT}" in done.stderr


def test_as_json() -> None:
    """With --json it is JSON."""
    command: list[str | Path] = [sys.executable, "-S", ROOT / "make_pdf.py", "list", "--json"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert "Type make" in json.loads(done.stdout)["error"]["message"]


def test_an_old_python(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With Python 3.10, the message says that a newer one is needed, and the status is 2."""
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(SystemExit) as stop:
        runpy.run_path(str(ROOT / "make_pdf.py"))
    assert stop.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("Python 3.11 or newer is needed")
    assert said.count("\n") == 1


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a small package that is installed and imported."""
    (tmp_path / "small").mkdir()
    (tmp_path / "small/__init__.py").write_text("1\n")
    (tmp_path / "small/fast.so").write_text("2\n")
    about = tmp_path / "small-1.0.dist-info"
    about.mkdir()
    record = ("small/__init__.py,,2", "small/fast.so,,2", "small/__pycache__/__init__.pyc,,")
    (about / "RECORD").write_text("\n".join(record))
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: small\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(sys.modules, "small", sys)
    return tmp_path / "small"


def test_whole_packages_are_not_blamed(small: Path) -> None:
    """Where every file is there an error is a mistake in the program, with its traceback."""
    assert small.exists()
    assert fault(AttributeError("x")) is None
    assert fault(ImportError("cannot import name 'x' from 'small'", name="small")) is None
    assert fault(ModuleNotFoundError("No module named 'brochures.x'", name="brochures.x")) is None
    assert told(AttributeError("x")) == "AttributeError: x\n"


@pytest.mark.parametrize("file", ["__init__.py", "fast.so"])
@pytest.mark.parametrize("error", [AttributeError("x"), ImportError("x"), SyntaxError("x")])
def test_a_damaged_file_is_named(small: Path, file: str, error: Exception) -> None:
    """Whatever a file that is gone or emptied leads to, the file is named, and what repairs it."""
    (small / file).write_text("")
    assert str(small / file) in told(error)
    (small / file).unlink()
    said = told(error)
    assert str(small / file) in said
    assert f"Type make in {ROOT}" in said
    assert "\n" not in said


def test_a_package_whose_import_fails(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that was not imported, for its own import failed, is known by the traceback."""
    monkeypatch.delitem(sys.modules, "small")
    (small / "__init__.py").write_text("raise ImportError('no fast')\n")
    with pytest.raises(ImportError) as refused:
        importlib.import_module("small")
    assert str(small / "__init__.py") in told(refused.value)


def test_what_is_not_used_is_not_blamed(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged package that nothing here has imported is somebody else's affair."""
    (small / "fast.so").unlink()
    monkeypatch.delitem(sys.modules, "small")
    assert fault(AttributeError("x")) is None


def test_pango_that_does_not_load() -> None:
    """A system library that is gone is called by its name."""
    said = fault(OSError("cannot load library 'libpango-1.0-0': no such file"))
    assert said
    assert said.startswith("Pango, ")
    assert fault(OSError("disk full")) is None
