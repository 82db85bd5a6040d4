"""Many clinics in one run: each gets what it would get alone, whatever becomes of the others."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import make_pdf
from brochures.build import batch, run
from brochures.build.run import Order

ROOT = Path(__file__).parents[2]
WORDS = (ROOT / "content.yaml").read_text("utf-8")
NAMES = ("north", "south", "west")
BUILT = ("contact.vcf", "index.html", "one-page.pdf")


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, from which others can be forked."""
    return subprocess.run(
        [sys.executable, "make_pdf.py", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def clinics(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with three clinics, one of which is wrong, and what was built of them."""
    folder = tmp_path_factory.mktemp("clinics")
    for name in NAMES:
        words = WORDS.replace("Life Quality TMS", f"Clinic {name}")
        (folder / f"{name}.yaml").write_text(words, "utf-8")
    (folder / "wrong.yaml").write_text(WORDS.replace("language:", "langage:"), "utf-8")
    (folder / "notes.txt").write_text("no words of a clinic", "utf-8")
    return folder


@pytest.fixture(scope="module")
def built(clinics: Path) -> subprocess.CompletedProcess[str]:
    """Return what the command said when it built their one-pages."""
    return command("one-page", "--content", clinics, "--output", clinics / "out")


def test_each_in_its_own_folder(clinics: Path, built: subprocess.CompletedProcess[str]) -> None:
    """Each clinic has a folder of its name; other files are none."""
    assert sorted(path.name for path in (clinics / "out").iterdir()) == [*NAMES]
    for name in NAMES:
        assert set(BUILT) < {path.name for path in (clinics / "out" / name).iterdir()}
    assert "notes" not in built.stdout


def test_a_wrong_one_stops_no_other(built: subprocess.CompletedProcess[str]) -> None:
    """What is wrong is said with the clinic's name; the rest is built, and summed up."""
    assert built.returncode == 2
    assert "wrong: " in built.stderr
    assert 'Did you mean "language"?' in built.stderr
    assert built.stdout.splitlines()[-1].startswith("4 clinics: ")
    assert "3 built" in built.stdout
    assert built.stdout.endswith("1 wrong. To look at: wrong.\n")
    assert "Traceback" not in built.stderr


def test_the_same_bytes_as_alone(
    clinics: Path, built: subprocess.CompletedProcess[str], tmp_path: Path
) -> None:
    """A clinic gets the very bytes that it gets when it is built alone, here or in a process."""
    assert built.stdout
    alone, here = tmp_path / "alone", tmp_path / "here"
    command("one-page", "--content", clinics / "north.yaml", "--output", alone)
    make_pdf.main(["one-page", "--content", str(clinics / "north.yaml"), "--output", str(here)])
    for name in BUILT:
        wanted = (clinics / "out" / "north" / name).read_bytes()
        assert (alone / name).read_bytes() == (here / name).read_bytes() == wanted, name


def test_it_goes_on_where_it_was(clinics: Path, built: subprocess.CompletedProcess[str]) -> None:
    """What is there as it should be is left alone; what is missing is built."""
    assert built.stdout
    files = {name: clinics / "out" / name / "one-page.pdf" for name in NAMES}
    files["west"].unlink()
    before = {name: files[name].stat().st_ino for name in ("north", "south")}
    said = command("one-page", "--content", clinics, "--output", clinics / "out").stdout
    assert {name: files[name].stat().st_ino for name in before} == before
    assert files["west"].exists()
    assert "2 as it was" in said
    assert "1 built" in said


def test_a_bug_stops_no_other(
    clinics: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the program itself fails for one clinic, that is shown, and the rest is built."""

    def fail_for_south(order: Order, *arguments: object, **options: object) -> object:
        if order.content.stem == "south":
            raise ZeroDivisionError("a bug")
        return run.carry_out(order, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(batch, "carry_out", fail_for_south)
    wanted = Order(clinics, tmp_path, formats=("one-page",))
    contents = [clinics / f"{name}.yaml" for name in ("south", "west")]
    said: list[tuple[str, str]] = []
    done = batch.build(batch.orders(contents, wanted), lambda _: "", said.append)
    assert {name: clinic.became for name, clinic in done.items()} == {
        "south": "failed",
        "west": "built",
    }
    assert any("ZeroDivisionError: a bug" in text for _, text in said)


def test_as_json(clinics: Path, built: subprocess.CompletedProcess[str]) -> None:
    """--json says the same as data: a record for each clinic, with its handouts."""
    assert built.stdout
    said = command("one-page", "--json", "--content", clinics, "--output", clinics / "out").stdout
    found = {each["clinic"]: each for each in json.loads(said)}
    assert sorted(found) == ["north", "south", "west", "wrong"]
    assert found["wrong"]["became"] == "wrong"


@pytest.mark.parametrize("where", ["a/content.yaml b/content.yaml", "a b", "."])
def test_files_called_content(tmp_path: Path, where: str) -> None:
    """A file called content.yaml is called like its folder."""
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / "content.yaml").write_text("", "utf-8")
    contents = [tmp_path / name for name in where.split()]
    orders = batch.orders(contents, Order(tmp_path, Path("out")))
    assert {name: order.output for name, order in orders.items()} == {
        "a": Path("out/a"),
        "b": Path("out/b"),
    }


def refusals() -> dict[str, Callable[[Path], list[str]]]:
    """Return what cannot be done with many clinics, by what is said of it."""
    return {
        "would both be built into": lambda path: [str(path / "a.yaml"), str(path / "b" / "a.yml")],
        "This is a folder, not a file.": lambda path: [str(path / "b")],
        "The watch takes the words of one clinic": lambda path: [str(path)],
    }


@pytest.mark.parametrize("said", refusals())
def test_what_cannot_be_done(tmp_path: Path, capsys: pytest.CaptureFixture[str], said: str) -> None:
    """A mistake in the command is said in a sentence, and nothing is built."""
    (tmp_path / "b").mkdir()
    (tmp_path / "a.yaml").write_text(WORDS, "utf-8")
    if "both" in said:
        (tmp_path / "b" / "a.yml").write_text(WORDS, "utf-8")
    command = "watch" if "watch" in said else "build"
    arguments = ["--content", *refusals()[said](tmp_path)]
    assert make_pdf.main([command, *arguments, "--output", str(tmp_path / "out")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_formats_after_the_words(tmp_path: Path) -> None:
    """A format may still follow the words of one clinic."""
    words = ROOT / "content.yaml"
    made = make_pdf.main(["--output", str(tmp_path), "--content", str(words), "one-page"])
    assert made == 0
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["one-page.pdf"]
