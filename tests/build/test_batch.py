"""Many clinics in one run: each gets what it would get alone, whatever becomes of the others."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import make_pdf
from brochures.build import batch, run
from brochures.build.run import Order
from tests.build.obstacles import posix_only
from tests.samples import MINIMAL
from tests.thorough import thorough

ROOT = Path(__file__).parents[2]
NAMES = ("north", "south", "west")
BUILT = ("contact.vcf", "index.html", "card.pdf")


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
        words = MINIMAL.replace("Example Clinic", f"Clinic {name}")
        (folder / f"{name}.yaml").write_text(words, "utf-8")
    (folder / "wrong.yaml").write_text(MINIMAL.replace("language:", "langage:"), "utf-8")
    (folder / "notes.txt").write_text("no words of a clinic", "utf-8")
    return folder


@pytest.fixture(scope="module")
def built(clinics: Path) -> subprocess.CompletedProcess[str]:
    """Return what the command said when it built their cards."""
    return command("card", "--content", clinics, "--output", clinics / "out")


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


@thorough
def test_the_same_bytes_as_alone(
    clinics: Path, built: subprocess.CompletedProcess[str], tmp_path: Path
) -> None:
    """A clinic gets the very bytes that it gets when it is built alone, here or in a process."""
    assert built.stdout
    alone, here = tmp_path / "alone", tmp_path / "here"
    command("card", "--content", clinics / "north.yaml", "--output", alone)
    make_pdf.main(["card", "--content", str(clinics / "north.yaml"), "--output", str(here)])
    for name in BUILT:
        wanted = (clinics / "out" / "north" / name).read_bytes()
        assert (alone / name).read_bytes() == (here / name).read_bytes() == wanted, name


def test_it_goes_on_where_it_was(clinics: Path, built: subprocess.CompletedProcess[str]) -> None:
    """What is there as it should be is left alone; what is missing is built."""
    assert built.stdout
    files = {name: clinics / "out" / name / "card.pdf" for name in NAMES}
    files["west"].unlink()
    before = {name: files[name].stat().st_ino for name in ("north", "south")}
    said = command("card", "--content", clinics, "--output", clinics / "out").stdout
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
    wanted = Order(clinics, tmp_path, formats=("card",))
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
    said = command("card", "--json", "--content", clinics, "--output", clinics / "out").stdout
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


def written(folder: Path, name: str, words: str = "") -> Path:
    """Return a file with some words in it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, "utf-8")
    return path


def found(*contents: Path) -> dict[str, str]:
    """Return the names of the files that are taken for clinics, by the names of their folders."""
    orders = batch.orders(contents, Order(contents[0], Path("out")))
    assert all(order.output == Path("out") / name for name, order in orders.items())
    return {name: order.content.name for name, order in orders.items()}


def test_editions_are_no_clinics(tmp_path: Path) -> None:
    """What a clinic names as its edition is built with it, wherever that stands, and not alone."""
    written(tmp_path, "north.yaml", "editions: [ocd.yaml, more/smoking.yaml]\ntopic:\n")
    written(tmp_path, "ocd.yaml", "base: north.yaml\ntopic:\n")
    written(tmp_path, "more/smoking.yaml", "base: ../north.yaml\ntopic:\n")
    written(tmp_path, "south/content.yaml", "editions: [ocd.yaml]\ntopic:\n")
    written(tmp_path, "south/ocd.yaml", "base: content.yaml\ntopic:\n")
    assert found(tmp_path) == {"north": "north.yaml", "south": "content.yaml"}
    files = [tmp_path / name for name in ("ocd.yaml", "more/smoking.yaml", "north.yaml")]
    assert found(*files) == {"north": "north.yaml"}


def test_a_broken_file_names_no_editions(tmp_path: Path) -> None:
    """A clinic whose file cannot be read hides no other one."""
    written(tmp_path, "north.yaml", "editions: [south.yaml]\n\t: {")
    written(tmp_path, "south.yaml", "topic:\n")
    assert found(tmp_path) == {"north": "north.yaml", "south": "south.yaml"}


@pytest.mark.parametrize("names", [["a", "b"], ["a", "b", "c"], ["a"]])
def test_files_that_name_one_another(tmp_path: Path, names: list[str]) -> None:
    """Files that are editions of one another in a circle are not passed over: each says so."""
    for name, other in zip(names, [*names[1:], names[0]], strict=True):
        written(tmp_path, f"{name}.yaml", f"editions: [{other}.yaml]\ntopic:\n")
    assert list(found(tmp_path)) == names


def test_a_shared_base_is_no_clinic(tmp_path: Path) -> None:
    """A file without a topic that others are based on is none; one with a topic is."""
    written(tmp_path, "shared.yaml", "language: en-US\nclinic:\n")
    written(tmp_path, "north.yaml", "base: shared.yaml\ntopic:\n")
    written(tmp_path, "south.yaml", "base: north.yaml\ntopic:\n")
    assert list(found(tmp_path)) == ["north", "south"]


def test_what_programs_hide(tmp_path: Path) -> None:
    """Hidden files and locks of editors and systems are no contents; endings may be in capitals."""
    names = ["._a.yaml", "~$a.yaml", ".hidden.yml", ".git/content.yaml", "~$b/content.yaml"]
    for name in (*names, "a.YAML", "b.Yml", "c/Content.YML", "d/._content.yaml", "e/notes.yaml"):
        written(tmp_path, name)
    assert found(tmp_path) == {"a": "a.YAML", "b": "b.Yml", "c": "Content.YML"}


@pytest.mark.parametrize("name", ["...yaml", "..yml", "..yaml", ".yaml", ".a.yaml"])
def test_no_name_leads_out_of_the_output(tmp_path: Path, name: str) -> None:
    """A file whose name is dots is refused: its folder would be the output, or around it."""
    with pytest.raises(batch.NoClinics, match="Give it another name"):
        found(written(tmp_path, "a.yaml"), written(tmp_path, name))


def test_a_file_in_a_folder_around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A content in a folder that is named by dots is called like that folder."""
    written(tmp_path, "north/content.yaml")
    written(tmp_path, "north/more/a.yaml")
    monkeypatch.chdir(tmp_path / "north" / "more")
    assert list(found(Path("../content.yaml"), Path("a.yaml"))) == ["north", "a"]


@pytest.mark.parametrize("name", ["es", "fr-CA", "ES", "zh-Hans", "drafts", "Drafts"])
def test_names_that_mean_something_else(tmp_path: Path, name: str) -> None:
    """No clinic is called like a language, or like the folder of drafts."""
    with pytest.raises(batch.NoClinics, match=f"{name}.yaml cannot be built into .*{name}: "):
        found(written(tmp_path, "a.yaml"), written(tmp_path, f"{name}.yaml"))


@posix_only
@pytest.mark.parametrize(
    "name", ["con", "NUL.x", "a ", "a.", "a:b", "a\\b", "a\nb", "a\x1b[31mb", "a\x9bb", "\u202ea"]
)
def test_names_that_no_folder_has_elsewhere(tmp_path: Path, name: str) -> None:
    """A name that is none on Windows, or acts on a terminal, is refused, and printed harmlessly."""
    with pytest.raises(batch.NoClinics, match=r"on which no folder has such a name") as refusal:
        found(written(tmp_path, "a.yaml"), written(tmp_path, f"{name}.yaml"))
    assert str(refusal.value).isprintable()


def test_a_name_that_is_as_long_as_can_be(tmp_path: Path) -> None:
    """A clinic's name may be as long as that of a file."""
    name = "x" * (255 - len(".yaml"))
    assert list(found(written(tmp_path, f"{name}.yaml"))) == [name]


@pytest.mark.parametrize(
    "name",
    ["ocd", "my-clinic", "root-canal", "brooklyn", "es-clinic", "draft", "a.b", "console", "com"],
)
def test_names_that_may_be(tmp_path: Path, name: str) -> None:
    """What merely begins like a language's tag, or is as short, is a clinic's name."""
    assert list(found(written(tmp_path, f"{name}.yaml"))) == [name]


def test_names_that_are_one_folder_elsewhere(tmp_path: Path) -> None:
    """Two names that only differ in capitals are one folder on other systems, and refused."""
    files = [written(tmp_path, name) for name in ("a/North.yaml", "b/north.yaml")]
    with pytest.raises(batch.NoClinics, match="would both be built into"):
        found(*files)


def test_a_closed_folder_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clinic's folder that is closed is told of by its name; the others are found."""
    written(tmp_path, "a.yaml")
    written(tmp_path, "b/content.yaml")
    listed = Path.iterdir

    def closed(folder: Path) -> Iterator[Path]:
        if folder.name == "b":
            raise PermissionError(errno.EACCES, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", closed)
    assert list(found(tmp_path)) == ["a", "b"]


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
    (tmp_path / "a.yaml").write_text(MINIMAL, "utf-8")
    if "both" in said:
        (tmp_path / "b" / "a.yml").write_text(MINIMAL, "utf-8")
    command = "watch" if "watch" in said else "build"
    arguments = ["--content", *refusals()[said](tmp_path)]
    assert make_pdf.main([command, *arguments, "--output", str(tmp_path / "out")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@thorough
def test_drafts_of_many(clinics: Path, tmp_path: Path) -> None:
    """The drafts of each clinic lie in its own folder, as those of one do."""
    contents = [clinics / f"{name}.yaml" for name in ("north", "south")]
    assert command("card", "--draft", "--content", *contents, "--output", tmp_path).stdout
    made = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.pdf"))
    assert made == ["north/drafts/card.pdf", "south/drafts/card.pdf"]


def test_formats_after_the_words(tmp_path: Path) -> None:
    """A format may still follow the words of one clinic."""
    words = written(tmp_path, "content.yaml", MINIMAL)
    made = make_pdf.main(["--output", str(tmp_path), "--content", str(words), "card"])
    assert made == 0
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["card.pdf"]
