"""A clinic's folder in the editor: its first words, new brochures, and translations."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from brochures.build import new
from brochures.build.clinic import read_clinic
from brochures.build.folders import is_language
from brochures.content.edits import EditError
from brochures.content.fictional import is_fictional
from brochures.content.loader import Loaded, load, read_content
from brochures.content.po_file import header
from brochures.content.yaml_reader import ContentError
from brochures.data.files import read
from brochures.editor import catalogs
from brochures.editor.document import Edit
from brochures.editor.workspace import TOPICS, NoContent, NotSaved, Workspace
from tests.samples import EDITION, MINIMAL
from tests.thorough import mostly

TODAY = date(2026, 12, 1)

FACTS = {
    "name": "Harbor Clinic",
    "street": "1 Main St.",
    "city": "Brooklyn",
    "region": "NY",
    "postcode": "11201",
    "phone": "(718) 400-0867",
    "topic": "Sleep",
}


def workspace(folder: Path, text: str | None = MINIMAL) -> Workspace:
    """Return the editor's view of a folder with a content, or without one."""
    if text is not None:
        (folder / "content.yaml").write_text(text, "utf-8")
    return Workspace(folder / "content.yaml", folder / "output", TODAY)


def loaded(found: Workspace) -> Loaded:
    """Return the content that is open."""
    assert found.loaded
    return found.loaded


# The first words


def test_an_empty_folder(tmp_path: Path) -> None:
    """Where there are no words, the page asks for a clinic's facts; nothing is written before."""
    found = workspace(tmp_path, None)
    state = found.state()
    assert (state["file"], state["form"], state["files"]) == (None, None, [])
    assert state["start"]["country"] in dict(state["start"]["countries"])
    assert state["start"]["language"] in dict(state["start"]["languages"])
    with pytest.raises(NoContent):
        found.document  # noqa: B018 - it is asked for
    assert list(tmp_path.iterdir()) == []


def test_the_facts_of_a_clinic(tmp_path: Path) -> None:
    """A clinic's own facts are put into words that are right, and ready to be changed."""
    found = workspace(tmp_path, None)
    found.start(FACTS | {"region": "NY", "city": "Brooklyn "})
    state = found.state()
    assert (state["file"], state["clinic"], state["saved"]) == (
        "content.yaml",
        FACTS["name"],
        True,
    )
    assert state["problems"] == []
    assert not is_fictional(load(tmp_path / "content.yaml").clinic)


def test_a_clinic_that_is_made_up(tmp_path: Path) -> None:
    """Without facts the words are those of a clinic that is made up, as the handouts say."""
    found = workspace(tmp_path, None)
    found.start(dict.fromkeys(FACTS, " "))
    assert is_fictional(load(tmp_path / "content.yaml").clinic)


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"phone": "12"}, "phone"),
        ({"postcode": "ABC"}, "postcode"),
        ({"name": ""}, "name"),
        ({"country": "XX"}, "country"),
        ({"language": "tlh"}, ""),
    ],
)
def test_facts_that_cannot_be_right(tmp_path: Path, changed: dict[str, str], wrong: str) -> None:
    """What is wrong with a fact is said of that fact, and nothing is written."""
    found = workspace(tmp_path, None)
    with pytest.raises(new.Refused) as refused:
        found.start(FACTS | changed)
    assert not wrong or wrong in refused.value.facts
    assert list(tmp_path.iterdir()) == []


def test_words_that_are_there_stay(tmp_path: Path) -> None:
    """A content that came meanwhile is not written over."""
    found = workspace(tmp_path, None)
    (tmp_path / "content.yaml").write_text(MINIMAL, "utf-8")
    with pytest.raises(new.Refused):
        found.start(FACTS)
    assert (tmp_path / "content.yaml").read_text("utf-8") == MINIMAL


# New brochures


@pytest.mark.parametrize("template", read(TOPICS / "en.yaml"))
def test_a_new_brochure(tmp_path: Path, template: str) -> None:
    """A new brochure has the clinic's facts, is named in its content, and is open.

    All that is left to do in it is to write its texts.
    """
    found = workspace(tmp_path)
    found.add_edition("Better sleep: why & how?", template)
    state = found.state()
    assert state["file"] == "better-sleep-why-how.yaml"
    assert [(each["title"], each["open"]) for each in state["files"]] == [
        ("Sleep", False),
        ("Better sleep: why & how?", True),
    ]
    for problem in state["problems"]:
        assert "empty" in problem["what"] or "no text" in problem["what"], problem
    content = (tmp_path / "content.yaml").read_text("utf-8")
    assert content.startswith(MINIMAL)
    assert "better-sleep-why-how.yaml" in content.removeprefix(MINIMAL)


def test_a_new_brochure_is_printed(tmp_path: Path) -> None:
    """Once its texts are written, a new brochure is one of the clinic's."""
    found = workspace(tmp_path)
    found.add_edition("Naps", "blank")
    part = ("topic", "sections", "part-1")
    texts = {"title": "Naps help", "text": "Sleep a little after lunch."}
    found.document.edit([Edit(do="set", path=(*part, key), value=texts[key]) for key in texts])
    found.document.save()
    assert found.state()["problems"] == []
    clinic = read_clinic(tmp_path / "content.yaml", today=TODAY)
    assert [each.content.topic.name for each in clinic.brochures] == ["Sleep", "Naps"]
    assert clinic.brochures[1].content.clinic.name == "Example Clinic"


def test_names_of_new_brochures(tmp_path: Path) -> None:
    """No brochure takes the file of another one, or a name that a folder cannot have."""
    found = workspace(tmp_path)
    for topic in ("Naps", "naps!", "ES", "drafts", "睡眠", "../../naps", "con"):
        found.add_edition(topic, "blank")
    files = [each["file"] for each in found.state()["files"]]
    assert len({name.casefold() for name in files}) == 8
    assert sorted(path.name for path in tmp_path.glob("*.yaml")) == sorted(files)
    assert not any(is_language(Path(name).stem) for name in files)
    assert not list(tmp_path.parent.glob("naps*"))
    read_content(tmp_path / "content.yaml")


def test_beside_other_editions(tmp_path: Path) -> None:
    """A new brochure stands behind those that there are, which stay as they are written."""
    (tmp_path / "smoking.yaml").write_text(EDITION, "utf-8")
    found = workspace(tmp_path, MINIMAL + "editions: [smoking.yaml] # More of them.\n")
    found.open("smoking.yaml")
    found.add_edition("Naps", "blank")
    text = (tmp_path / "content.yaml").read_text("utf-8")
    assert text.endswith("editions: [smoking.yaml, naps.yaml] # More of them.\n")


@pytest.mark.parametrize(("topic", "template"), [("", "blank"), ("Naps", "../blank")])
def test_no_new_brochure(tmp_path: Path, topic: str, template: str) -> None:
    """Without a topic, or of a template that there is not, none is written."""
    found = workspace(tmp_path)
    with pytest.raises(EditError):
        found.add_edition(topic, template)
    assert [path.name for path in tmp_path.iterdir()] == ["content.yaml"]


def test_nothing_that_is_not_saved_is_left(tmp_path: Path) -> None:
    """Another file is opened, or begun, only once what was changed is saved."""
    (tmp_path / "smoking.yaml").write_text(EDITION, "utf-8")
    found = workspace(tmp_path, MINIMAL + "editions: [smoking.yaml]\n")
    found.document.edit([Edit(do="set", path=("clinic", "name"), value="Mine")])
    with pytest.raises(NotSaved):
        found.open("smoking.yaml")
    with pytest.raises(NotSaved):
        found.add_edition("Naps", "blank")
    found.document.save()
    found.open("smoking.yaml")
    assert found.state()["file"] == "smoking.yaml"


def test_templates_speak_the_language_of_the_words(tmp_path: Path) -> None:
    """New brochures begin in the language of the words, or without any words in others."""
    for file in TOPICS.glob("*.yaml"):
        topics = read(file)
        assert topics.keys() == read(TOPICS / "en.yaml").keys()
        found = workspace(tmp_path, MINIMAL.replace("en-US", file.stem))
        assert found.state()["templates"] == [[name, topics[name]["label"]] for name in topics]
    found = workspace(tmp_path, MINIMAL.replace("en-US", "pl"))
    assert [name for name, _ in found.state()["templates"]] == ["blank"]


# Translations


def translated(folder: Path, language: str = "es") -> Workspace:
    """Return a content with a catalog that was just begun."""
    found = workspace(folder)
    catalogs.begin(found.document, loaded(found), language)
    found.document.save()
    return found


@pytest.mark.parametrize("language", mostly(["es", "zh-Hant", "ar"], "es"))
def test_a_translation_is_begun(tmp_path: Path, language: str) -> None:
    """A catalog is written and named in the content; all its texts are to be translated."""
    found = translated(tmp_path, language)
    assert f"{language}: translations/{language}.po" in found.document.text
    (row,) = catalogs.listed(loaded(found))
    assert (row["language"], row["reviewer"], row["done"]) == (language, "", 0)
    shown = catalogs.shown(loaded(found), language)
    assert len(shown["texts"]) == row["all"] > 3
    assert {each["state"] for each in shown["texts"]} == {"open"}
    assert language not in dict(catalogs.others(loaded(found)))


def test_a_text_is_translated(tmp_path: Path) -> None:
    """A translation that is written is in the catalog, and makes a draft; its head stays."""
    found = translated(tmp_path)
    head = header(tmp_path / "translations" / "es.po")
    before = catalogs.shown(loaded(found), "es")
    texts = {"topic.name": 'Dormir "bien"\nsiempre', "topic.sections.habits.title": "Qué ayuda"}
    catalogs.change(loaded(found), "es", before["revision"], texts)
    after = catalogs.shown(loaded(found), "es")
    assert {each["path"]: each["text"] for each in after["texts"] if each["text"]} == texts
    assert catalogs.listed(loaded(found))[0]["done"] == 2
    assert header(tmp_path / "translations" / "es.po") == head
    drafts = read_clinic(tmp_path / "content.yaml", today=TODAY, drafts=True)
    assert drafts.brochures[1].content.topic.sections["habits"].title == "Qué ayuda"
    catalogs.change(loaded(found), "es", after["revision"], dict.fromkeys(texts, " "))
    assert catalogs.shown(loaded(found), "es")["texts"] == before["texts"]


def test_a_source_that_changed(tmp_path: Path) -> None:
    """A text whose source has changed is to be checked, until it is written again."""
    found = translated(tmp_path)
    revision = catalogs.shown(loaded(found), "es")["revision"]
    path = "topic.sections.habits.title"
    catalogs.change(loaded(found), "es", revision, {path: "Qué ayuda"})
    found.document.edit(
        [Edit(do="set", path=("topic", "sections", "habits", "title"), value="What may help")]
    )
    states = [catalogs.shown(loaded(found), "es")]
    catalogs.change(loaded(found), "es", states[0]["revision"], {"topic.name": "Dormir"})
    states.append(catalogs.shown(loaded(found), "es"))
    catalogs.change(loaded(found), "es", states[1]["revision"], {path: "Qué puede ayudar"})
    states.append(catalogs.shown(loaded(found), "es"))
    found_states = [
        next(each["state"] for each in state["texts"] if each["path"] == path) for state in states
    ]
    assert found_states == ["check", "check", "done"]
    assert states[2]["texts"][-1]["source"]


def test_another_program_has_the_catalog(tmp_path: Path) -> None:
    """A catalog that another program has saved meanwhile is not written over."""
    found = translated(tmp_path)
    file = tmp_path / "translations" / "es.po"
    revision = catalogs.shown(loaded(found), "es")["revision"]
    other = file.read_text("utf-8").replace("X-Reviewed-By: ", "X-Reviewed-By: Ana")
    file.write_text(other, "utf-8")
    with pytest.raises(catalogs.Elsewhere):
        catalogs.change(loaded(found), "es", revision, {"topic.name": "Dormir"})
    assert file.read_text("utf-8") == other
    assert catalogs.shown(loaded(found), "es")["reviewer"] == "Ana"


@pytest.mark.parametrize("language", ["en-US", "../es", "xx", "", "ES"])
def test_no_such_language(tmp_path: Path, language: str) -> None:
    """A language that is none, or the content's own, has no catalog, and nothing is written."""
    found = workspace(tmp_path)
    with pytest.raises(ContentError):
        catalogs.begin(found.document, loaded(found), language)
    with pytest.raises(EditError):
        catalogs.change(loaded(found), language, "", {})
    assert [path.name for path in tmp_path.iterdir()] == ["content.yaml"]


def test_a_text_that_there_is_not(tmp_path: Path) -> None:
    """A translation of a text that the content does not have is refused."""
    found = translated(tmp_path)
    before = (tmp_path / "translations" / "es.po").read_bytes()
    revision = catalogs.shown(loaded(found), "es")["revision"]
    with pytest.raises(EditError):
        catalogs.change(loaded(found), "es", revision, {"clinic.phone.number": "12"})
    assert (tmp_path / "translations" / "es.po").read_bytes() == before
