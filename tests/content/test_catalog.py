"""Catalogs: that each is complete and right, how they are used, and how they are kept."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po
from pydantic import ValidationError

from brochures.content import catalog, po_file
from brochures.content.catalog import labels_for, languages, translate
from brochures.content.editor_labels import EditorLabels, editor_labels
from brochures.content.fields import Part
from brochures.content.json_schema import docstrings
from brochures.content.labels import Labels
from brochures.content.review_labels import ReviewLabels
from brochures.data import typeface
from tools import catalogs

SHIPPED = sorted(catalog.FOLDER.glob("*.po"))
"""Every catalog that comes with the program."""

each_catalog = pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)


STOPS = (".", "\u3002", "\u0964", "\u06d4")
"""What ends a sentence: in Chinese, Bengali and Urdu it is another mark."""


def entries(path: Path) -> polib.POFile:
    """Return a catalog's entries, those that are kept aside too, as polib reads them."""
    return polib.pofile(str(path), check_for_duplicates=True)


def translated(path: Path) -> list[polib.POEntry]:
    """Return the entries that hold a translation."""
    return [each for each in entries(path) if each.msgstr]


def marks(text: str) -> list[str]:
    """Return what is to be filled in."""
    return sorted(re.findall(r"\{.*?\}", text))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for catalogs that is looked at instead of ours."""
    monkeypatch.setattr(catalog, "FOLDER", tmp_path)
    monkeypatch.setattr(catalogs, "FOLDER", tmp_path)
    languages.cache_clear()
    catalog._messages.cache_clear()
    yield tmp_path
    languages.cache_clear()
    catalog._messages.cache_clear()


def po(*said: str) -> str:
    """Return a catalog as text with these entries."""
    return "\n".join([catalogs.begun("it"), *said])


def entry(english: str, translated: str, context: str = "labels.call", flag: str = "") -> str:
    """Return an entry of a catalog as text."""
    lines = f'msgctxt "{context}"\nmsgid "{english}"\nmsgstr "{translated}"\n'
    return f"#, {flag}\n{lines}" if flag else lines


def updated(text: str, *wanted: tuple[str, str]) -> str:
    """Return a catalog brought up to date with messages of which context and text are given."""
    found = [po_file.Message(context, english, "For translators.") for context, english in wanted]
    return po_file.updated(text, po_file.template(iter(found)))


def test_languages() -> None:
    """English comes first, then the languages that there are catalogs of, by their tags."""
    assert languages() == ("en", *(path.stem for path in SHIPPED))
    assert {"de", "es", "fr"} <= set(languages())


@each_catalog
def test_nothing_is_left_to_do(path: Path) -> None:
    """Each shipped catalog is complete, a region's with its language's; nothing is fuzzy."""
    assert entries(path).fuzzy_entries() == []
    language = path.with_stem(path.stem.partition("-")[0])
    done = {
        (each.msgctxt, each.msgid)
        for each in [*entries(path), *(entries(language) if language.exists() else ())]
        if each.translated()
    }
    pages = catalogs.pages_in(path.read_text("utf-8"))
    assert done == {(each.context, each.text) for each in catalogs.messages(pages)}


@each_catalog
def test_a_run_of_the_tool_changes_nothing(path: Path) -> None:
    """Each shipped catalog holds today's English texts, in the form in which it is written."""
    text = path.read_text("utf-8")
    wanted = catalogs.messages(catalogs.pages_in(text))
    assert po_file.updated(text, po_file.template(wanted)) == text


@each_catalog
def test_each_mark_is_kept(path: Path) -> None:
    """A translation has the marks of its English text, each as often."""
    for each in translated(path):
        assert marks(each.msgstr) == marks(each.msgid), each.msgctxt


@each_catalog
def test_each_can_be_printed(path: Path) -> None:
    """The typeface has every character of a translation, which is written as it is printed."""
    for each in translated(path):
        assert typeface.unprintable(each.msgstr) == [], each.msgctxt
        assert typeface.normal(each.msgstr) == each.msgstr, each.msgctxt


@each_catalog
def test_spaces_and_ends(path: Path) -> None:
    """No translation has spaces to spare, and a sentence ends where its English one does."""
    for each in translated(path):
        assert each.msgstr == each.msgstr.strip(), each.msgctxt
        assert "  " not in each.msgstr, each.msgctxt
        assert each.msgstr.endswith(STOPS) == each.msgid.endswith("."), each.msgctxt


def test_french_punctuation() -> None:
    """In French, a colon, a question mark, a percent sign and quotes keep to their words."""
    texts = [each.msgstr for each in entries(catalog.FOLDER / "fr.po")]
    assert [text for text in texts if re.search(r"[^\u00a0][:;?!%»]|«[^\u00a0]", text)] == []
    assert any("\u00a0:" in text for text in texts)


@each_catalog
def test_readers_agree(path: Path) -> None:
    """Babel, which we use, and polib, which many tools use, read the same of a catalog."""
    with path.open("rb") as file:
        ours = {(each.context, each.id): each.string for each in read_po(file) if each.id}
    others = entries(path)
    assert others.metadata["Language"] == path.stem.replace("-", "_")
    assert ours == {(each.msgctxt, each.msgid): each.msgstr for each in others if not each.obsolete}


def test_contexts_are_unique() -> None:
    """Each context belongs to one message: by it a changed text finds its translation."""
    contexts = [message.context for message in catalogs.messages()]
    assert len(contexts) == len(set(contexts))


@pytest.mark.parametrize("language", ["en", *(path.stem for path in SHIPPED)])
def test_labels_are_valid(language: str) -> None:
    """The labels of a language, and the English defaults, are such as a content may hold."""
    labels = Labels.model_validate(labels_for(language))
    assert (labels == Labels()) == (language == "en")


def parts(part: type[Part]) -> Iterator[type[Part]]:
    """Yield a part and the parts in it."""
    yield part
    for field in part.model_fields.values():
        if isinstance(field.default, Part):
            yield from parts(type(field.default))


def test_each_label_says_what_it_is() -> None:
    """Every label has a docstring, which editors and translators see, and it names its marks."""
    every: list[type[Part]] = [*parts(Labels), EditorLabels, ReviewLabels]
    for part in every:
        said = dict(docstrings(part))
        for name, field in part.model_fields.items():
            if isinstance(field.default, str):
                assert set(marks(field.default)) == set(marks(said[name])), name


def test_a_label_without_its_mark_is_refused() -> None:
    """A label that is overridden must hold the marks of its default, an e-mail only known ones."""
    with pytest.raises(ValidationError, match="must hold"):
        Labels.model_validate({"desk": {"file_name": "{clinic}.pdf"}})
    with pytest.raises(ValidationError, match=r"fill in for \{fax\}"):
        Labels.model_validate({"mail": {"lines": ["Fax {fax} or {email}."]}})


def test_translated() -> None:
    """A text is found by its context and its English text, also for a region of the language."""
    assert translate("es", "labels.call", "Call us") == "Llámenos"
    assert translate("es-US", "labels.call", "Call us") == "Llámenos"
    assert labels_for("fr-CA") == labels_for("fr")
    assert labels_for("de")["links"]["call"] == "{name} anrufen"
    assert labels_for("de")["mail"]["lines"][-1] == "{clinic}"
    for message in catalogs.messages():
        if message.context.startswith("crisis."):
            assert translate("fr", message.context, message.text) != message.text


def test_what_is_unknown_stays_english() -> None:
    """A language, a context or a text that no catalog knows gives the English text."""
    assert labels_for("tlh") == labels_for("en-GB") == labels_for("en")
    assert labels_for("../locale/es") == labels_for("en")
    assert translate("es", "labels.phone", "Call us") == "Call us"
    assert translate("es", "labels.call", "Call them") == "Call them"


def test_region_goes_first(folder: Path) -> None:
    """A region may have its own catalog; what it lacks comes from that of the language."""
    (folder / "fr.po").write_text(
        po(entry("Call us", "Appelez-nous"), entry("Email", "E-mail", "labels.email")), "utf-8"
    )
    (folder / "fr-CA.po").write_text(po(entry("Email", "Courriel", "labels.email")), "utf-8")
    assert languages() == ("en", "fr", "fr-CA")
    assert translate("fr-CA", "labels.email", "Email") == "Courriel"
    assert translate("fr", "labels.email", "Email") == "E-mail"
    assert translate("fr-CA", "labels.call", "Call us") == "Appelez-nous"


def test_what_is_to_be_checked_is_not_used(folder: Path) -> None:
    """A fuzzy translation, and an empty one, give the English text."""
    (folder / "it.po").write_text(
        po(entry("Call us", "Chiamateci", flag="fuzzy"), entry("Email", "", "labels.email")),
        "utf-8",
    )
    assert translate("it", "labels.call", "Call us") == "Call us"
    assert translate("it", "labels.email", "Email") == "Email"


def test_english_reads_no_catalog() -> None:
    """English needs neither a catalog nor the module that reads one."""
    code = (
        "import sys; from brochures.content import catalog;"
        'catalog.labels_for("en-US"); print("babel.messages" in sys.modules);'
        'catalog.labels_for("es"); print("babel.messages" in sys.modules)'
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_a_changed_text_is_to_be_checked() -> None:
    """A changed English text keeps its translation as fuzzy, and the text that it was made of."""
    text = updated(po(entry("Call us", "Chiamateci")), ("labels.call", "Phone us"))
    (found,) = read_po(StringIO(text))._messages.values()
    assert (found.id, found.string, found.fuzzy) == ("Phone us", "Chiamateci", True)
    assert '#| msgid "Call us"\n' in text
    assert "#~" not in text
    # As long as nobody has checked it, it stays so, whatever the English text becomes.
    assert updated(text, ("labels.call", "Phone us")) == text
    again = updated(text, ("labels.call", "Ring us"))
    assert '#| msgid "Call us"\n' in again
    assert "fuzzy" in again


def test_a_checked_text_is_plain_again() -> None:
    """Once a translator takes the flag away, the old text goes, too."""
    text = updated(po(entry("Call us", "Chiamateci")), ("labels.call", "Phone us"))
    checked = updated(text.replace("#, fuzzy\n", ""), ("labels.call", "Phone us"))
    assert "fuzzy" not in checked
    assert "#|" not in checked
    assert "| msgid" not in checked


def test_alike_texts_are_not_confused() -> None:
    """A new text that is like another gets no translation of that."""
    text = updated(
        po(entry("Call us", "Chiamateci")),
        ("labels.call", "Call us"),
        ("labels.call_us", "Call us"),
        ("labels.called", "Call us!"),
    )
    assert [each.msgstr for each in polib.pofile(text)] == ["Chiamateci", "", ""]


def test_what_is_gone_comes_back() -> None:
    """A text that is gone is kept aside, and has its translation when it comes back."""
    text = po(entry("Call us", "Chiamateci"), entry("Email", "Posta", "labels.email"))
    both = (("labels.call", "Call us"), ("labels.email", "Email"))
    gone = updated(text, both[1])
    assert '#~ msgid "Call us"' in gone
    assert updated(gone, both[1]) == gone
    back = updated(gone, *both)
    assert back == updated(text, *both)
    assert "#~" not in back
    assert "fuzzy" not in back


def test_comments_and_head_are_kept() -> None:
    """What translators write at the top and to an entry stays; what we say to them is today's."""
    text = po("# Asked the clinic.\n#. Old.\n" + entry("Call us", "Chiamateci"))
    text = text.replace("# The small", "# Read by A. Translator.\n# The small")
    text = text.replace('"Language: it', '"Last-Translator: A. Translator\\n"\n"Language: it')
    new = updated(text, ("labels.call", "Call us"))
    assert new.startswith("# Read by A. Translator.\n")
    assert '"Last-Translator: A. Translator\\n"\n' in new
    assert "# Asked the clinic.\n#. For translators.\nmsgctxt" in new
    assert "Old." not in new
    assert updated(new, ("labels.call", "Call us")) == new


def test_a_new_language_is_begun(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The tool begins the catalog of a new language, once, and refuses one that is unknown."""
    count = len([*catalogs.messages()])
    assert catalogs.main(["pt-BR"]) == 0
    assert capsys.readouterr().out == f"pt-BR: {count} texts, {count} to translate, 0 to check\n"
    path = folder / "pt-BR.po"
    assert entries(path).metadata["Language"] == "pt_BR"
    assert "Brazil" in path.read_text("utf-8").splitlines()[0]
    text = path.read_text("utf-8")
    path.write_text(text.replace('"Call us"\nmsgstr ""', '"Call us"\nmsgstr "Ligue"'), "utf-8")
    assert catalogs.main(["pt-BR"]) == 0
    assert f"{count - 1} to translate" in capsys.readouterr().out
    assert catalogs.main(["it", "xx"]) == 2
    assert "such as it or pt-BR" in capsys.readouterr().err
    assert [each.name for each in folder.iterdir()] == ["pt-BR.po"]


def test_words_of_the_editor(folder: Path) -> None:
    """The editor speaks a language that has all of its words, else English; a region's as well."""
    assert editor_labels("en-GB") == ("en-GB", EditorLabels())
    assert editor_labels("it") == ("en", EditorLabels())
    assert catalogs.main(["it"]) == 0
    languages.cache_clear()
    path = folder / "it.po"
    text = re.sub(r'(msgid "(.*)"\nmsgstr )""', r'\1"~\2"', path.read_text("utf-8"))
    for said, language in ((text.replace('"~Undo"', '""'), "en"), (text, "it-CH")):
        path.write_text(said, "utf-8")
        catalog._messages.cache_clear()
        spoken, labels = editor_labels("it-CH")
        assert (spoken, labels.save) == (language, "Save" if language == "en" else "~Save")


def test_the_editor_is_translated_where_somebody_does(folder: Path) -> None:
    """A catalog without words of our pages gets them once its tag is given, not before."""
    path = folder / "it.po"
    catalogs.main(["it"])
    before, _, _ = path.read_text("utf-8").partition('msgctxt "editor')
    path.write_text(before.rpartition("\n\n")[0] + "\n")
    assert catalogs.main([]) == 0
    assert catalogs.pages_in(path.read_text("utf-8")) == set()
    assert catalogs.main(["it"]) == 0
    assert catalogs.pages_in(path.read_text("utf-8")) == {"editor", "review"}


def test_texts_of_drawings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a drawing shows is read from its template; a drawing without words has no message."""
    monkeypatch.setattr(catalogs, "ART", tmp_path)
    (tmp_path / "coil.svg").write_text('<svg><title>{{ _("A person\'s head.") }}</title></svg>')
    (tmp_path / "line.svg").write_text("<svg></svg>")
    found = [each for each in catalogs.messages() if each.context.startswith("art.")]
    assert [(each.context, each.text) for each in found] == [("art.coil", "A person's head.")]
