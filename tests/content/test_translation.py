"""Catalogs of a content: what translators find in them, what is kept, and what comes of it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import polib
import pytest

from brochures.build import translate
from brochures.content.loader import ContentError, Loaded, read_content
from brochures.content.markup import plain
from brochures.content.translation import Translation, catalog_file, translated
from tests.build.clinics import change
from tests.programs import needs
from tests.samples import OURS, WHOLE

TODAY = date(2026, 12, 1)

HOURS = "Monday to Friday\n    Saturday by appointment"
WORDS = (
    WHOLE.replace("lead: [Other treatments offer hope.]", "lead: Other treatments offer hope.")
    .replace("  email: info", f"  hours: |\n    {HOURS}\n  email: info")
    .replace("review:\n", "labels:\n  call: Ring us\n  links: {call: 'Ring {name}'}\nreview:\n", 1)
)

LEAD = "topic.cover.lead[0]"
ITEM = "topic.sections.treatments.items[0].text"
BEFORE, AFTER = "It reaches further into the brain.", "It reaches deeper into the brain."
SPANISH = "Llega más adentro del cerebro."
TITLE, SPANISH_TITLE = "topic.sections.symptoms.title", "Cómo se siente"

EDITION = """\
language: en-US
base: content.yaml
topic:
  name: Smoking
  sections: {help: {title: Help, text: We help.}}
"""


class Words:
    """A content file and its catalog for Spanish, which is brought up to date."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "content.yaml"
        self.file.write_text(WORDS, "utf-8")
        self.catalog = folder / "translations" / "es.po"
        self.update()

    def update(self) -> polib.POFile:
        """Write the catalog, or bring it up to date, and return it as polib reads it."""
        assert translate.update(self.file, "es").file == self.catalog
        return self.entries()

    def entries(self) -> polib.POFile:
        """Return the catalog as it is, which msgfmt and polib must accept."""
        return polib.pofile(str(self.catalog), check_for_duplicates=True)

    def entry(self, path: str) -> polib.POEntry:
        """Return the one entry of a text that is still there."""
        (found,) = (each for each in self.entries() if each.msgctxt == path and not each.obsolete)
        return found

    def fill(self, texts: Mapping[str, str]) -> None:
        """Write translations into the catalog."""
        catalog = self.entries()
        for entry in catalog:
            entry.msgstr = texts.get(entry.msgctxt, entry.msgstr)
        catalog.save()

    def change(self, old: str, new: str) -> polib.POFile:
        """Change words of the content, and bring the catalog up to date."""
        change(self.file, old, new)
        return self.update()

    def translated(self) -> tuple[Loaded, Translation]:
        """Return the content in Spanish."""
        return translated(read_content(self.file), "es", TODAY)

    def line(self, path: str) -> int:
        """Return the line of the catalog in which the text at a path of the content stands."""
        lines = self.catalog.read_text("utf-8").split("\n")
        return lines.index(f'msgctxt "{path}"') + 2


@pytest.fixture
def words(tmp_path: Path) -> Words:
    """A content with a new catalog."""
    return Words(tmp_path)


# What is translated


def test_each_text_has_an_entry(words: Words) -> None:
    """Each text that explains something has one entry, whose context is its place."""
    content = read_content(words.file).content
    entries = {entry.msgctxt: entry.msgid for entry in words.entries()}
    topic = {path: text for path, text in entries.items() if path.startswith("topic.")}
    assert sorted(topic.values()) == sorted(text for _, text in content.prose())
    assert topic[ITEM] == BEFORE
    assert topic["topic.sections.symptoms.groups[1].items[0].name"] == "Sleep"
    assert entries.keys() - topic.keys() == {
        "clinic.tagline",
        "clinic.hours[0]",
        "clinic.hours[1]",
        "labels.call",
        "labels.links.call",
    }


def test_facts_have_none(words: Words) -> None:
    """What is the same in every language is not given to translators."""
    texts = " ".join(entry.msgid for entry in words.entries())
    for fact in ("Example Clinic", "1 Main St.", "Brooklyn", "11201", "400-0867", "info@"):
        assert fact in WORDS
        assert fact not in texts


def test_comments_for_translators(words: Words) -> None:
    """A comment says in which section a text stands, for whom it is, and how long it may be."""
    about = words.entry("topic.sections.symptoms.groups[0].items[0].text").comment
    assert about.startswith('Section "How it feels": ')
    assert "For patients: short sentences and everyday words." in about
    assert about.endswith(f"About {len('Hope seems out of reach.')} letters.")
    brief = words.entry("topic.sections.definition.items[0].for_clinicians").comment
    assert brief.startswith('Section "What it is": ')
    assert "For physicians." in brief
    assert brief.endswith(f"About {len('Unchanged symptoms')} letters.")
    assert words.entry(TITLE).comment.endswith("160 letters at most.")
    assert "For physicians." in words.entry("topic.referral.title").comment
    assert not words.entry("clinic.tagline").comment.startswith("Section")


def test_the_head(words: Words) -> None:
    """A new catalog is in UTF-8, names its language, and asks who reviewed it and when."""
    head = words.entries().metadata
    assert head["Language"] == "es"
    assert head["Content-Type"] == "text/plain; charset=UTF-8"
    assert (head["X-Reviewed-By"], head["X-Reviewed-On"]) == ("", "")


# What is kept


def test_nothing_has_changed(words: Words) -> None:
    """A catalog that is up to date is not written again, also after it was translated."""
    words.fill({ITEM: SPANISH, TITLE: SPANISH_TITLE})
    words.update()
    before = words.catalog.read_bytes()
    written = words.catalog.stat()
    words.update()
    assert words.catalog.read_bytes() == before
    assert words.catalog.stat().st_ino == written.st_ino


def test_what_is_translated_stays(words: Words) -> None:
    """When other texts change, a translation and what a translator wrote beside it stay."""
    catalog = words.entries()
    catalog.metadata["Last-Translator"] = "Ana Ruiz"
    catalog.metadata["X-Reviewed-By"] = "Ana Ruiz"
    found = catalog.find(BEFORE, msgctxt=ITEM)
    found.msgstr, found.tcomment = SPANISH, "Ask the clinic."
    catalog.save()
    words.change("title: How it feels", "title: What it feels like")
    kept = words.entry(ITEM)
    assert (kept.msgstr, kept.tcomment, kept.fuzzy) == (SPANISH, "Ask the clinic.", False)
    assert words.entries().metadata["X-Reviewed-By"] == "Ana Ruiz"
    assert words.entries().metadata["Last-Translator"] == "Ana Ruiz"


def test_a_changed_text_is_fuzzy(words: Words) -> None:
    """The translation of a changed text is to be checked, beside the text that it was made of."""
    words.fill({ITEM: SPANISH})
    words.change(BEFORE, AFTER)
    entry = words.entry(ITEM)
    assert entry.fuzzy
    assert (entry.msgid, entry.msgstr, entry.previous_msgid) == (AFTER, SPANISH, BEFORE)
    assert f'#| msgid "{BEFORE}"\n' in words.catalog.read_text("utf-8")


def test_a_text_that_changes_twice(words: Words) -> None:
    """Until somebody checks it, the text that a translation was made of is named."""
    words.fill({ITEM: SPANISH})
    words.change(BEFORE, AFTER)
    words.change(AFTER, "It goes deep.")
    entry = words.entry(ITEM)
    assert (entry.msgid, entry.msgstr, entry.previous_msgid) == ("It goes deep.", SPANISH, BEFORE)
    assert entry.fuzzy
    assert words.catalog.read_text("utf-8").count("#| msgid") == 1


def test_a_fuzzy_text_that_was_checked(words: Words) -> None:
    """Once the mark is taken out, nothing is said of the former text any more."""
    words.fill({ITEM: SPANISH})
    words.change(BEFORE, AFTER)
    catalog = words.entries()
    catalog.find(AFTER, msgctxt=ITEM).flags.remove("fuzzy")
    catalog.save()
    words.update()
    entry = words.entry(ITEM)
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == (SPANISH, False, None)


def test_a_text_that_has_moved(words: Words) -> None:
    """A text that stands in another place now keeps its translation, which is not fuzzy."""
    words.fill({ITEM: SPANISH})
    words.change("    treatments:\n", "    deep:\n")
    moved = words.entry(ITEM.replace("treatments", "deep"))
    assert (moved.msgid, moved.msgstr, moved.fuzzy) == (BEFORE, SPANISH, False)
    assert ITEM not in {entry.msgctxt for entry in words.entries() if not entry.obsolete}


def test_a_section_that_is_gone(words: Words) -> None:
    """Texts that are gone are kept at the end of the file, and come back as they were."""
    words.fill({ITEM: SPANISH, TITLE: SPANISH_TITLE})
    whole = words.file.read_text("utf-8")
    start, end = whole.index("    treatments:\n"), whole.index("  referral:\n")
    words.change(whole[start:end], "")
    (kept,) = (entry for entry in words.entries() if entry.obsolete)
    assert (kept.msgctxt, kept.msgid, kept.msgstr) == (ITEM, BEFORE, SPANISH)
    assert words.catalog.read_text("utf-8").rstrip().endswith(f'#~ msgstr "{SPANISH}"')
    words.file.write_text(whole, "utf-8")
    words.update()
    back = words.entry(ITEM)
    assert (back.msgid, back.msgstr, back.fuzzy) == (BEFORE, SPANISH, False)
    assert not [entry for entry in words.entries() if entry.obsolete]


def test_an_editions_catalog(words: Words) -> None:
    """What an edition says of the clinic is taken from the catalog of the first content."""
    words.fill({"clinic.tagline": "TMS para la depresión", LEAD: "Hay esperanza."})
    edition = words.file.with_name("smoking.yaml")
    edition.write_text(EDITION, "utf-8")
    made = translate.update(edition, "es").file
    assert made == words.catalog.with_name("smoking.es.po")
    texts = {entry.msgctxt: entry.msgstr for entry in polib.pofile(str(made))}
    assert texts["clinic.tagline"] == "TMS para la depresión"
    assert texts["topic.name"] == ""
    assert LEAD not in texts


# What comes of it


def test_translated(words: Words) -> None:
    """Texts are said in the other language, each in its place; facts stay as they are."""
    words.fill({ITEM: SPANISH, TITLE: SPANISH_TITLE, "clinic.tagline": "TMS y calma"})
    content = words.translated()[0].content
    assert content.language == "es"
    assert content.topic.sections["symptoms"].title == SPANISH_TITLE
    assert SPANISH in content.topic.sections["treatments"].said("full")
    assert content.clinic.tagline == "TMS y calma"
    assert content.clinic.name == "Example Clinic"
    assert content.clinic.phone.number == "(718) 400-0867"
    assert read_content(words.file).content.clinic.tagline == "TMS for depression"


def test_one_text_that_is_read_as_a_list(words: Words) -> None:
    """Lines of a block text and a text in place of a list are translated one by one."""
    assert words.entry("clinic.hours[1]").msgid == "Saturday by appointment"
    words.fill({"clinic.hours[1]": "Sábado con cita", LEAD: "Hay esperanza."})
    content = words.translated()[0].content
    assert content.clinic.hours == ("Monday to Friday", "Sábado con cita")
    assert content.topic.cover
    assert content.topic.cover.lead == ("Hay esperanza.",)


def test_own_labels(words: Words) -> None:
    """A clinic's own small words are translated; where they are not, the usual ones are said."""
    assert words.entry("labels.links.call").msgid == "Ring {name}"
    assert words.translated()[0].content.labels.call == "Llámenos"
    words.fill({"labels.call": "Dénos un timbrazo", "labels.links.call": "Timbrar a {name}"})
    labels = words.translated()[0].content.labels
    assert labels.call == "Dénos un timbrazo"
    assert labels.links.call == "Timbrar a {name}"


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        (TITLE, "Cómo " * 33, "This text has more than 160 characters."),
        (ITEM, "Llega \u202ehasta el cerebro.", "U+202E"),
        (ITEM, "Llega al ก cerebro.", "U+0E01"),
        ("labels.links.call", "Llame a la clínica", "{name}"),
    ],
)
def test_what_cannot_be_printed(words: Words, path: str, text: str, says: str) -> None:
    """A problem in a translation names its line in the catalog."""
    words.fill({path: text})
    with pytest.raises(ContentError) as refusal:
        words.translated()
    (problem,) = refusal.value.problems
    assert (problem.file, problem.line, problem.path) == (words.catalog, words.line(path), path)
    assert says in f"{problem.what} {problem.fix}"


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "no catalog": (lambda path: path.write_text("title: Sleep\n"), "No catalog has this"),
    "half an entry": (lambda path: path.write_text('msgid "Sleep'), "No catalog has this"),
    "binary": (lambda path: path.write_bytes(b"\0\1\2\3"), "not as UTF-8"),
    "Latin-1": (lambda path: path.write_bytes('msgid "ñ"'.encode("latin-1")), "not saved as UTF-8"),
    "large": (lambda path: path.write_bytes(b"# \n" * 700_000), "larger than 1000 KB"),
    "folder": (lambda path: path.mkdir(), "This is a folder"),
    "gone": (lambda _: None, "There is no such file."),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_catalog(words: Words, what: str) -> None:
    """A file that is no catalog is refused in a sentence, to be built and to be brought up to date.

    It stays as it is.
    """
    put, says = REFUSED[what]
    words.catalog.unlink()
    put(words.catalog)
    for refused in (words.translated, *([words.update] if what != "gone" else [])):
        with pytest.raises(ContentError) as refusal:
            refused()
        (problem,) = refusal.value.problems
        assert problem.file == words.catalog
        assert says in problem.what
        assert problem.fix.endswith(".")
    assert words.catalog.exists() == (what != "gone")


# Other programs


def test_msgfmt_accepts_it(words: Words) -> None:
    """Gettext finds nothing wrong with a new catalog, nor once there are fuzzy and former texts.

    It would like a head that names more, such as a team of translators.
    """
    compiled = words.file.with_name("es.mo")
    command = [needs("msgfmt"), "--check", "-o", str(compiled), str(words.catalog)]

    def accepted() -> None:
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        faults = [line for line in told.stderr.splitlines() if "missing in header" not in line]
        assert (told.returncode, faults) == (0, [])

    accepted()
    words.fill({ITEM: SPANISH, TITLE: SPANISH_TITLE, "labels.links.call": "Timbrar a {name}"})
    words.change(BEFORE, f'{AFTER[:-1]}, as "far" as 5 % {{or}} so.')
    words.change("    symptoms:\n", "    feelings:\n")
    words.change("title: How it feels", "title: Feelings")
    accepted()
    words.fill({ITEM: "Texto"})
    accepted()


def test_our_own_catalogs(tmp_path: Path) -> None:
    """The catalogs that we ship are up to date with our words, and msgfmt accepts them."""
    msgfmt = needs("msgfmt")
    loaded = read_content(OURS)
    wanted = {plain(text) for _, text in loaded.content.prose()}
    for language in loaded.content.translations:
        file = catalog_file(loaded, language)
        entries = [entry for entry in polib.pofile(str(file)) if not entry.obsolete]
        assert wanted <= {plain(entry.msgid) for entry in entries}
        assert not [entry for entry in entries if entry.fuzzy or not entry.msgstr]
        command = [msgfmt, "--check", "-o", str(tmp_path / "catalog.mo"), str(file)]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0
