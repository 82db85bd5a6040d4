"""What is installed: the package, its data and its styles, and the command that comes with it."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from brochures import __version__
from brochures.build import cache
from tests.thorough import thorough

ROOT = Path(__file__).parent.parent


@dataclass
class Installed:
    """A way to run the program: a command, and where its modules are found."""

    command: tuple[str, ...]
    modules: Path | None

    def run(self, folder: Path, *arguments: str) -> str:
        """Run it in a folder from which the checkout is not found; return what it prints."""
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        if self.modules:
            environment["PYTHONPATH"] = str(self.modules)
        done = subprocess.run(
            [sys.executable, *self.command, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the wheel and the source distribution."""
    folder = tmp_path_factory.mktemp("built")
    build = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def installed(built: Path) -> dict[str, Installed]:
    """Return the program as it is run from a wheel, a source distribution and the checkout."""
    (wheel,), (source,) = built.glob("*.whl"), built.glob("*.tar.gz")
    target = built / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--target"]
    subprocess.run([*pip, str(target), str(wheel)], check=True, capture_output=True)
    with tarfile.open(source) as archive:
        archive.extractall(built, filter="data")
    tree = built / source.name.removesuffix(".tar.gz")
    return {
        "wheel": Installed(("-m", "brochures"), target),
        "script": Installed((str(target / "bin" / "brochures"),), target),
        "sdist": Installed(("-m", "brochures"), tree),
        "checkout": Installed((str(ROOT / "make_pdf.py"),), None),
    }


WHERE = "import brochures.data as data; print(data.__file__, data.STYLES)"


@thorough
@pytest.mark.parametrize("way", ["wheel", "script", "sdist", "checkout"])
def test_each_way_to_install_it(way: str, installed: dict[str, Installed], tmp_path: Path) -> None:
    """Installed in any way it finds its own files, and makes the same handout in a strange folder.

    With nothing to do it says the same again, and a change of its styles is a change.
    """
    program = installed[way]
    assert program.run(tmp_path, "list").startswith("trifold ")
    (tmp_path / "content.yaml").write_bytes((ROOT / "content.yaml").read_bytes())
    said = program.run(tmp_path, "one-page")
    made = tmp_path / "output" / "one-page.pdf"
    written = made.stat().st_ino
    assert program.run(tmp_path, "one-page") == said
    assert made.stat().st_ino == written
    (tmp_path / "ours").mkdir()
    installed["checkout"].run(tmp_path, "one-page", "--output", "ours")
    assert made.read_bytes() == (tmp_path / "ours" / "one-page.pdf").read_bytes()
    if program.modules:
        found = Installed(("-c", WHERE), program.modules).run(tmp_path).split()
        assert all(Path(path).is_relative_to(program.modules) for path in found)
        sheet = Path(found[1]) / "one-page.css"
        sheet.write_text(sheet.read_text("utf-8") + "/* a change */", "utf-8")
        program.run(tmp_path, "one-page")
        assert made.stat().st_ino != written


@thorough
def test_what_a_wheel_holds(built: Path) -> None:
    """All that git keeps of the package and the styles is in the wheel, with README and licence."""
    (wheel,) = built.glob("*.whl")
    about = f"brochures-{__version__}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        metadata = archive.read(f"{about}/METADATA").decode()
    kept = {path.relative_to(ROOT).as_posix() for path in cache._files(ROOT / "brochures")}
    kept |= {
        f"brochures/{path.relative_to(ROOT).as_posix()}" for path in cache._files(ROOT / "styles")
    }
    assert kept | {"brochures/content/content.schema.json"} == {
        name for name in names if ".dist-info/" not in name
    }
    assert "# Brochures" in metadata
    assert "License-Expression: MIT" in metadata
    assert f"{about}/licenses/LICENSE" in names
