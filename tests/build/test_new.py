"""`brochures new`: a content file to begin with, from a few facts, that builds at once."""

from __future__ import annotations

import io
import json
from datetime import date
from itertools import cycle
from pathlib import Path

import pytest

from brochures import cli
from brochures.build import new
from brochures.content.catalog import languages
from brochures.content.fictional import is_fictional, mark_of
from brochures.content.loader import advice, load, read_content
from brochures.content.model import Content
from brochures.data.files import read as read_data
from brochures.formats import FORMATS
from brochures.formats.placement import chosen
from brochures.pdf import Facts, read
from brochures.render.html import compose
from brochures.render.provenance import texts
from tests.build.new_clinics import REAL
from tests.placing import placed
from tests.thorough import mostly, thorough


def options(facts: dict[str, str]) -> list[str]:
    """Return facts as options of the command."""
    return [word for name, fact in facts.items() for word in (f"--{name}", fact)]


@pytest.fixture(autouse=True)
def _nobody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be no terminal, whoever runs the tests."""
    monkeypatch.setattr("sys.stdin", io.StringIO())


def written(folder: Path, *arguments: str) -> Content:
    """Let the command write a content file into a folder, and return the content."""
    assert cli.main(["new", str(folder), *arguments]) == 0
    return load(folder / new.NAME)


def refused(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> str:
    """Let the command refuse to write a content file, and return what it says."""
    before = sorted(folder.rglob("*"))
    assert cli.main(["new", str(folder), *arguments]) == 2
    assert sorted(folder.rglob("*")) == before
    return capsys.readouterr().err


# Without a terminal


def test_without_facts_it_is_a_fictional_clinic(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nobody can be asked, the clinic has a number that nobody has; two lines tell."""
    content = written(tmp_path / "north" / "clinic")
    assert content.clinic.name == "Your Clinic"
    assert content.clinic.phone.number == "(212) 555-0100"
    assert content.clinic.website == "example.com"
    assert content.topic.name == "Your visit"
    made, following = capsys.readouterr().out.splitlines()
    path = tmp_path / "north" / "clinic" / "content.yaml"
    assert made.startswith(f"{path} is made.")
    assert "draft" in made
    assert following.startswith(f"Next: brochures --content {path} --output ")
    assert [each.name for each in path.parent.iterdir()] == ["content.yaml"]


def test_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--json says which file was written, and nothing else."""
    written(tmp_path / "a", "--json")
    said = capsys.readouterr()
    assert json.loads(said.out) == {"content": str(tmp_path / "a" / "content.yaml")}
    assert said.err == ""


@pytest.mark.parametrize("country", REAL)
def test_facts_as_options(country: str, tmp_path: Path) -> None:
    """Facts that are given stand in the file, in the words of the country, and it is no draft."""
    content = written(tmp_path / "a", "--country", country, *options(REAL[country]))
    clinic = content.clinic
    assert clinic.country == country
    assert clinic.name == REAL[country]["name"]
    assert clinic.phone.number == REAL[country]["phone"]
    assert clinic.address.street == (REAL[country]["street"],)
    for part in ("city", "region", "postcode"):
        assert getattr(clinic.address, part) == REAL[country].get(part)
    assert clinic.website is None
    assert content.language == f"{'de' if country == 'DE' else 'en'}-{country}"
    assert mark_of(content) is None


@pytest.mark.parametrize("country", ["US", "CA", "GB", "AU", "FR", "DE"])
def test_each_fictional_clinic(country: str, tmp_path: Path) -> None:
    """In each country that has one, the fictional clinic is known to be one."""
    content = written(tmp_path / "a", "--country", country)
    assert is_fictional(content.clinic)
    assert mark_of(content) == content.labels.draft


def test_countries_with_a_fictional_clinic() -> None:
    """Those above are all there are."""
    assert list(read_data(new.UNSAID)["places"]) == ["US", "CA", "GB", "AU", "FR", "DE"]


def test_elsewhere_facts_are_needed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where no numbers are kept for examples, it says what is to be given."""
    assert refused(capsys, tmp_path, "--country", "ES").splitlines()[-1] == (
        "Give --street and --phone, too: there is no fictional clinic to begin with in ES."
    )


@pytest.mark.parametrize("tag", ["en-US", "es", "fr-CA", "de-AT"])
def test_language_and_topic(tag: str, tmp_path: Path) -> None:
    """The words are in the language that is asked for, and about what is named."""
    content = written(tmp_path / "a", "--language", tag, "--topic", "X-1")
    assert content.language == tag
    assert content.topic.name == content.topic.question == "X-1"
    template = (new.TEMPLATES / f"{tag[:2]}.yaml").read_text("utf-8")
    assert content.topic.sections["bring"].title in template


def test_every_language_of_the_program_has_a_template() -> None:
    """There is a template in each language that the small words are in."""
    assert sorted(path.stem for path in new.TEMPLATES.iterdir()) == sorted(languages())


# What is written


each_language = pytest.mark.parametrize("language", mostly(languages(), "en", "es", "he"))


@each_language
def test_templates(language: str, tmp_path: Path) -> None:
    """A template is short and of the same parts as the others; all usual formats are made of it."""
    content = written(tmp_path / "a", "--language", language)
    text = (tmp_path / "a" / new.NAME).read_text("utf-8")
    assert len(text.splitlines()) < 120
    for hint in ("logo:", "colors:", "crisis:", "editions:", "handouts:"):
        assert hint in text
    kinds = [type(section.body).__name__ for section in content.topic.sections.values()]
    assert kinds == ["Items", "StepList", "Items", "Items", "Paragraphs"]
    made, notes = chosen(content)
    assert [each.name for each in made] >= ["trifold", "large-print", "one-page"]
    assert notes == []
    found = [problem.what for problem in advice(read_content(tmp_path / "a" / new.NAME))]
    assert found == ["Nothing says when these words were last checked."]


@pytest.mark.parametrize(
    "name",
    [
        "O'Neil & Sons: #1",
        '"Quoted", {name} {{ x }} {% y %}',
        "- [a]: *b &c !d | > % @ `",
        "\\n \\ ends\\",
        "null",
        "Ärzte · Łódź",
        "</title><b>",
    ],
)
def test_any_characters(name: str, tmp_path: Path) -> None:
    """Facts are texts, whatever is in them, and never YAML or a template."""
    content = written(tmp_path / "a", "--name", name, "--topic", name)
    assert content.clinic.name == name
    assert content.topic.name == name
    assert name in texts(compose(content, placed(content, "trifold")))


@each_language
def test_nobody_has_reviewed_it(language: str, tmp_path: Path) -> None:
    """A review is a note that its keeper makes count, once there was one; on a leap day too."""
    file = new.make(tmp_path / "a", {"language": language}, date(2028, 2, 29), None).content
    assert load(file).review is None
    words = file.read_text("utf-8")
    file.write_text(words.replace("# review: {", "review: {"), "utf-8")
    review = load(file).review
    assert review is not None
    assert (review.reviewed_on, review.review_by) == (date(2028, 2, 29), date(2029, 2, 28))
    assert (review.translator is None) == (language == "en")


# Refusals


def test_what_is_there_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A content file is never overwritten, nor is a link to nothing."""
    (tmp_path / new.NAME).write_text("mine", "utf-8")
    assert "content.yaml is there, and stays" in refused(capsys, tmp_path)
    assert (tmp_path / new.NAME).read_text("utf-8") == "mine"
    (tmp_path / new.NAME).unlink()
    (tmp_path / new.NAME).symlink_to("nothing")
    assert "content.yaml is there, and stays" in refused(capsys, tmp_path)


def test_a_folder_that_is_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file is no folder."""
    (tmp_path / "a").write_text("mine", "utf-8")
    assert "is a file. Name a folder." in refused(capsys, tmp_path / "a")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--country", "UK"], '--country: "UK" is not the code of a country. Write "GB".'),
        (["--language", "xx"], '--language: "xx" is no known language.'),
        (["--language", "it"], "There are no words in it to begin with."),
        (["--phone", "400-0867"], "--phone: "),
        (["--region", "XX"], '--region: "XX" is no state'),
        (["--street", "1 Main St."], "--city: The city is missing"),
        (["--city", "Boston"], "Give --street, too: an address is taken whole or not at all."),
        (["--phone", "(718) 400-0867"], "Give --name and --street, too: with a phone number"),
        (["--phone", "(718) 400-0867", "--name", "A"], "Give --street, too: with a phone number"),
        (["--region", "CA", "--postcode", "11201"], "--postcode: "),
        (["--name", ""], "--name: This text is empty."),
        (["--name", "กรุงเทพ"], "--name: "),
        (["--name", "a\udcffb"], "invisible character"),
        (["--name", "x" * 101], "--name: This text has more than 100 characters."),
    ],
)
def test_facts_that_cannot_be_right(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An option that cannot be right is refused in the words in which any content is."""
    assert said in refused(capsys, tmp_path, *arguments)


# What is made of it


def built(content: Path, output: Path, *arguments: str) -> dict[str, Facts]:
    """Build a content, which has to be clean, and return the facts of its PDFs by their names."""
    where = ["--content", str(content), "--output", str(output)]
    assert cli.main([*arguments, *where]) == 0
    return {path.stem: read(path.read_bytes()) for path in output.glob("*.pdf")}


def marks(facts: Facts, word: str) -> set[int]:
    """Return the pages that a word stands across."""
    return {run.page for run in facts.runs if run.angle and run.text.strip() == word}


@pytest.mark.usefixtures("judged_here")
def test_it_builds_at_once(tmp_path: Path) -> None:
    """All usual handouts are clean and say DRAFT on each page until name and phone are changed."""
    written(tmp_path / "a")
    file = tmp_path / "a" / new.NAME
    made = built(file, tmp_path / "out")
    assert made.keys() >= {"trifold", "large-print", "one-page"}
    for facts in made.values():
        assert marks(facts, "DRAFT") == set(range(len(facts.pages)))
        assert not (facts.title or "").startswith("DRAFT")
    desk = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert desk.count("This is a draft. Do not hand it out.") == len(made)
    # A file that lies there is judged as it was when it was built.
    one_page = str(tmp_path / "out" / "one-page.pdf")
    assert cli.main(["check", one_page, "--content", str(file)]) == 0
    words = file.read_text("utf-8")
    words = words.replace("Your Clinic", "Harbor").replace("(212) 555-0100", "(718) 400-0867")
    file.write_text(words, "utf-8")
    assert marks(built(file, tmp_path / "mine", "one-page")["one-page"], "DRAFT") == set()
    content = load(file)
    assert not any("DRAFT" in texts(compose(content, placed(content, name))) for name in FORMATS)


HALF, OTHERS = tuple(FORMATS)[::2], tuple(FORMATS)[1::2]

REVIEWED = "{version: '1', reviewed_on: 2026-01-31, review_by: 2028-01-31, translator: A. Name}"


def test_it_builds_at_once_in_another_language(tmp_path: Path) -> None:
    """In another language a real clinic's handouts are clean once somebody reviewed the words."""
    content = written(tmp_path / "a", "--language", "es", *options(REAL["US"]))
    file = tmp_path / "a" / new.NAME
    where = ["--content", str(file), "--output", str(tmp_path / "out")]
    assert cli.main(["one-page", *where]) == 1
    words = file.read_text("utf-8")
    file.write_text(f"{words}\nreview: {REVIEWED}\n", "utf-8")
    made = built(file, tmp_path / "out", "one-page")["one-page"]
    assert marks(made, content.labels.draft) == set()


@thorough
@pytest.mark.parametrize(
    ("language", "country", "names"),
    [*zip(languages(), cycle(["US", "DE"]), cycle([HALF, HALF, OTHERS, OTHERS]))],
)
def test_all_formats_of_all_languages(
    language: str, country: str, names: tuple[str, ...], tmp_path: Path
) -> None:
    """Every format builds clean in half of the languages, on each paper; its pages are marked."""
    content = written(tmp_path / "a", "--country", country, "--language", language)
    file = tmp_path / "a" / new.NAME
    helps = f"\nclinic:\n  language_help: [{language}, en]\n"
    file.write_text(file.read_text("utf-8").replace("\nclinic:\n", helps, 1), "utf-8")
    made = built(file, tmp_path / "out", *names)
    assert made.keys() == set(names)
    for facts in made.values():
        assert marks(facts, content.labels.draft) == set(range(len(facts.pages)))
