"""The examples build, whatever their sections are called and in whatever order they stand."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

import make_pdf
from brochures.build.clinic import Brochure, read_clinic
from brochures.content.markup import plain
from brochures.data.palette import themes
from brochures.formats import FORMATS
from brochures.formats.placement import lacking
from brochures.pdf import Facts, read
from tests.thorough import mostly, thorough

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted(
    path
    for path in (ROOT / "examples").rglob("*.yaml")
    if path.name == "content.yaml" or path.parent.name == "examples"
)
CONTENTS = [ROOT / "content.yaml", *EXAMPLES]


def named(path: Path) -> str:
    """Return how a content is called in the names of tests."""
    return path.parent.name if path.stem == "content" else path.stem


def built(content: Path, output: Path, *arguments: str) -> Mapping[str, Facts]:
    """Build a content; return what its PDFs hold. All of them have to be published."""
    status = make_pdf.main([*arguments, "--content", str(content), "--output", str(output)])
    assert status == 0
    return {path.stem: read(path.read_bytes()) for path in output.rglob("*.pdf")}


def brochure(content: Path) -> Brochure:
    """Return a content as the command reads it."""
    return read_clinic(content).brochures[0]


@pytest.fixture(scope="module")
def handouts(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Mapping[str, Facts]]:
    """Every format of a content that it has words for, asked for by name."""
    content: Path = request.param
    found = brochure(content).content
    names = [
        name
        for name, made in FORMATS.items()
        if found.handouts.get(name) is not False and not lacking(made, found)
    ]
    return content, built(content, tmp_path_factory.mktemp(named(content)), *names)


every = pytest.mark.parametrize(
    "handouts", mostly(CONTENTS, ROOT / "examples" / "quit-smoking.yaml"), indirect=True, ids=str
)


@every
def test_every_format_is_made(handouts: tuple[Path, Mapping[str, Facts]]) -> None:
    """All formats are published, and each ends with the clinic's phone."""
    content, found = handouts
    assert found
    number = brochure(content).content.clinic.phone.number
    for name, facts in found.items():
        assert number in facts.text, name


@every
def test_crisis_line_where_it_belongs(handouts: tuple[Path, Mapping[str, Facts]]) -> None:
    """The crisis line stands on all handouts of a content that speaks of its danger, or on none."""
    content, found = handouts
    told = brochure(content).content
    line = told.crisis_line
    assert (line is None) == (told.crisis_mention is None)
    for name, facts in found.items():
        dialled = any(link.uri and link.uri.startswith("tel:988") for link in facts.links)
        assert dialled == (line is not None), name
        assert line is None or line.number in facts.text


@thorough
@pytest.mark.parametrize("path", EXAMPLES, ids=named)
def test_sections_may_be_shuffled_and_renamed(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sections in another order, under other names and placed by the program alone, are built.

    Where that has no room for them, the line of the section that is too long is named.
    """
    folder = tmp_path / "shuffled"
    shutil.copytree(path.parent, folder, dirs_exist_ok=True)
    if path.parent == ROOT / "examples":
        shutil.copy(ROOT / "content.yaml", tmp_path)
    data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    sections = list(data["topic"]["sections"].values())
    random.Random(7).shuffle(sections)  # noqa: S311 - the same on every run
    data["topic"]["sections"] = {f"part-{n}": each for n, each in enumerate(sections)}
    del data["handouts"]
    changed = folder / path.name
    changed.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), "utf-8")
    output = tmp_path / "out"
    make_pdf.main(["--json", "--content", str(changed), "--output", str(output)])
    outcomes = json.loads(capsys.readouterr().out)
    findings = [finding for outcome in outcomes for finding in outcome["findings"]]
    assert {finding["rule"] for finding in findings} <= {"overflow"}
    assert all(finding["line"] and finding["file"] == str(changed) for finding in findings)
    text = read((output / "large-print-full.pdf").read_bytes()).text
    places = [text.rindex(plain(section["title"])) for section in sections]
    assert places == sorted(places)


@thorough
@pytest.mark.parametrize(("number", "path"), [*enumerate(CONTENTS)])
def test_another_theme_suits_each_content(number: int, path: Path, tmp_path: Path) -> None:
    """In the theme after the one that it was written in, a content's formats are published.

    Each second one of them is, in turn: there are few ways in which a theme sets them.
    """
    folder = tmp_path / "themed"
    if path.parent == ROOT:
        folder.mkdir()
        shutil.copy(path, folder)
    else:
        shutil.copytree(path.parent, folder)
        shutil.copy(ROOT / "content.yaml", tmp_path)
    found = brochure(path).content
    known = [*themes()]
    theme = known[known.index(found.brand.theme) - len(known) + 1]
    themed = folder / "themed.yaml"
    words = {"base": path.name, "language": found.language, "brand": {"theme": theme}}
    themed.write_text(yaml.safe_dump(words), "utf-8")
    names = [
        name
        for name, made in FORMATS.items()
        if found.handouts.get(name) is not False and not lacking(made, found)
    ]
    asked = names[number % 2 :: 2]
    assert set(built(themed, tmp_path / "out", *asked)) == set(asked)


@pytest.mark.parametrize("path", EXAMPLES, ids=named)
def test_made_up_clinics_say_so(path: Path) -> None:
    """A clinic that was made up has the word for it in its name; an edition has a real one."""
    content = brochure(path).content
    made_up = content.labels.sample.lower() in content.clinic.name.lower()
    assert made_up != (path.parent == ROOT / "examples")


def test_each_source_is_named() -> None:
    """Medical examples name where their facts are from, beside them."""
    for path in EXAMPLES:
        if path.parent.name in ("dentist", "fisioterapia", "sleep"):
            assert path.read_text("utf-8").count("https://") >= 3
