"""The form speaks Spanish throughout, and one language alone: that of the page around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from brochures.content import catalog
from brochures.content.editor_labels import EditorLabels
from brochures.content.yaml_reader import read
from brochures.editor import speech
from brochures.editor.document import Document
from brochures.editor.form import form, shape
from brochures.editor.preview import preview
from brochures.formats import FORMATS
from brochures.formats.model import for_right_to_left
from brochures.render.pages import compose_editor
from tests import samples
from tests.editor.forms import FILES, Node, nodes, said
from tools import catalogs

SAME = frozenset({"NPI", "A4", "US Letter", "Genes"})
"""What is the same in Spanish."""

every = pytest.mark.parametrize("name", FILES)


def words_of(node: Node) -> dict[str, str]:
    """Return what a node says of itself, by what it is; not the names that its file gives."""
    found = {"label": node["label"], "help": node["help"], "item": node.get("item_label", "")}
    choices = node.get("choices", ())
    found |= {f"choice {value}": label for value, label, *_ in choices}
    return {what: text for what, text in found.items() if text}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for catalogs that is looked at instead of ours."""
    monkeypatch.setattr(catalog, "FOLDER", tmp_path)
    forget()
    yield tmp_path
    monkeypatch.undo()
    forget()


def forget() -> None:
    """Let catalogs be read anew."""
    for known in (catalog.languages, catalog._messages, speech.spoken, speech._speech):
        known.cache_clear()


@every
def test_all_of_the_form_is_spanish(name: str) -> None:
    """Every label, help, choice and name of an item is another one in Spanish.

    What a clinic names itself, its sections and languages, keeps its name.
    """
    data = said(name)
    english, spanish = form(data), form(data, "es-US")
    own = {map_item["key"] for node in nodes(english) for map_item in _map_items(node)}
    for ours, theirs in zip(nodes(english), nodes(spanish), strict=True):
        path = ours["path"]
        assert theirs["path"] == path
        if "labels" in path[:1] and len(path) > 1:  # the small words that a clinic overrides
            continue
        for what, text in words_of(ours).items():
            if what == "label" and path and path[-1] in own:
                continue
            is_same = words_of(theirs)[what] == text
            assert is_same == (re.sub(r" \d+$", "", text) in SAME), (path, text)


def _map_items(node: Node) -> list[Node]:
    return node["items"] if node["kind"] == "map" else []


def test_another_language_is_another_shape() -> None:
    """In another language the form is drawn anew."""
    assert shape(form(samples.minimal(), "es")) != shape(form(samples.minimal()))


def test_all_words_are_in_the_catalog() -> None:
    """Each word of a form has an entry, and each entry says something else in Spanish."""
    for each in speech.messages():
        spanish = catalog.translate("es", each.context, each.text)
        assert (spanish == each.text) == (each.text in SAME), each.context
        if each.context.startswith(("form.label.", "form.item.", "form.choice.")):
            assert spanish[0].isupper(), each.context
    assert speech.spoken("es-US") == "es-US"


def test_words_of_a_clinic_stay() -> None:
    """A clinic's small words have English labels; what has no place keeps its key."""
    data = read("labels: {phone: Call, desk: {title: Desk}}\nmotto: Onwards", Path("a.yaml")).data
    labels = {tuple(each["path"]): each["label"] for each in nodes(form(data, "es"))}
    assert labels["labels",] == "Etiquetas"
    assert labels["labels", "phone"] == "Phone"
    assert labels["labels", "desk", "title"] == "Title"
    assert labels["motto",] == "Motto"


@pytest.mark.parametrize("language", ["tlh", "fr", "", "../es", "en-GB"])
def test_languages_without_the_words(language: str) -> None:
    """In a language that does not have them, all words are English."""
    assert form(samples.whole(), language) == form(samples.whole())


@pytest.mark.parametrize(
    "missing", ["form.label.title", "form.choice.moon", "panel.the-back", "editor.save"]
)
def test_no_page_speaks_two_languages(folder: Path, missing: str) -> None:
    """Where one word of the page or of the form is missing, both speak English."""
    texts = [
        (each.context, each.text)
        for each in (*catalogs._labels(EditorLabels(), "editor"), *speech.messages())
    ]
    for left_out in ("", missing):
        entries = [
            f'msgctxt "{context}"\nmsgid "{_quoted(text)}"\nmsgstr "~{_quoted(text)}"\n'
            for context, text in texts
            if context != left_out
        ]
        (folder / "it.po").write_text("\n".join([catalogs.begun("it"), *entries]), "utf-8")
        forget()
        page = compose_editor(speech.spoken("it-CH"))
        label = form(samples.minimal(), "it-CH")["label"]
        assert ('lang="it-CH"' in page, label) == (
            (False, "All words") if left_out else (True, "~All words")
        )


def _quoted(text: str) -> str:
    return text.replace('"', '\\"')


def test_the_language_of_a_file(tmp_path: Path) -> None:
    """A file's form and the names of its handouts are in its language; it says which that is."""
    file = tmp_path / "content.yaml"
    file.write_text(samples.MINIMAL.replace("en-US", "es-US"), "utf-8")
    document = Document(file, date(2026, 1, 31))
    state = document.state()
    assert (state["spoken"], state["form"]["label"]) == ("es-US", "Todos los textos")
    assert "Letra grande" in [each["title"] for each in state["formats"]]
    document.write(samples.MINIMAL)
    state = document.state()
    assert (state["spoken"], state["form"]["label"]) == ("en-US", "All words")
    assert "Large print" in [each["title"] for each in state["formats"]]
    document.write("language: [")
    assert document.state()["spoken"] is None


def test_places_of_panels() -> None:
    """Where a panel is can be said in Spanish, on mirrored sheets as well."""
    for made in FORMATS.values():
        for panel in (*made.panels, *for_right_to_left(made).panels):
            assert speech.place_of(panel, "es") != panel.place == speech.place_of(panel, "en")


def test_pages_and_panels_of_a_preview(tmp_path: Path) -> None:
    """Pages and panels are named in the language of the words."""
    words = samples.MINIMAL.replace("en-US", "es-US").replace(
        "topic:", "handouts: {card: yes}\ntopic:", 1
    )
    (tmp_path / "content.yaml").write_text(words, "utf-8")
    document = Document(tmp_path / "content.yaml", date(2026, 1, 31))
    assert document.words.loaded is not None
    made = preview(document.words.loaded, "card", date(2026, 1, 31))
    assert [page.alt for page in made.pages][:1] == ["Tarjeta, página 1"]
    assert [room.label for room in made.room] == ["la primera tarjeta"]
