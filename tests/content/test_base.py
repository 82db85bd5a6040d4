"""Bases: what a content takes from another file, and what a person is told when that goes wrong."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from brochures.content.loader import (
    MOST_BASES,
    ContentError,
    Loaded,
    Problem,
    read_content,
)
from brochures.content.model import INHERITED, WITH_TOPIC, Content
from tests.samples import MINIMAL

BASE = """\
language: en-US
clinic:
  name: Example Clinic
  tagline: TMS for depression
  address: {street: 1 Main St., city: Brooklyn, region: NY, postcode: "11201"}
  phone: {number: (718) 400-0867, spelled: (718) 4000-TMS}
  other_phones:
    - {label: TTY, number: "711"}
    - {label: Fax line, number: (718) 555-0199}
  email: info@example.com
brand:
  colors: {deep: "#0b4a57", urgent: "#8a2f1b"}
review: {version: "1", reviewed_on: 2026-01-31, review_by: 2027-01-31}
labels:
  call: Ring us
  links: {call: "Ring {name}"}
printing: {paper: a4, fold_marks: no}
acronyms: [EMDR, NASA]
topic:
  name: Sleep
  title: Sleep well
  sections: {habits: {title: Habits, text: Sleep.}}
handouts: {trifold: no}
editions: [other.yaml]
waivers: [{rule: superlative, text: the best, reason: A quotation, name: Ann}]
"""

TOPIC = """\
topic:
  name: Smoking
  sections: {help: {title: Help, text: We help.}}
"""

HEAD = "language: en-US\nbase: base.yaml\n"


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files into a folder, and return the first."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder / next(iter(files))


def on_base(folder: Path, own: str, base: str = BASE) -> Loaded:
    """Return what is read of a content on a base beside it."""
    return read_content(written(folder, {"content.yaml": HEAD + own, "base.yaml": base}))


def wrong(file: Path, *folders: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a content that has a base."""
    with pytest.raises(ContentError) as caught:
        read_content(file, folders)
    return caught.value.problems


def data(content: Content, *keys: str) -> dict[str, Any]:
    """Return parts of a content as data."""
    return content.model_dump(include=set(keys))


def test_what_a_topic_takes(tmp_path: Path) -> None:
    """A file with a topic takes who the clinic is and how it prints, and nothing of the topic's."""
    alone = read_content(written(tmp_path, {"base.yaml": BASE})).content
    content = on_base(tmp_path, TOPIC).content
    assert data(content, *INHERITED) == data(alone, *INHERITED)
    assert content.topic.name == "Smoking"
    assert list(content.topic.sections) == ["help"]
    assert (content.topic.title, content.handouts, content.waivers) == (None, {}, ())
    assert content.editions == ()


def test_without_a_topic_it_takes_the_base_s(tmp_path: Path) -> None:
    """A file that only changes the clinic takes the topic, the handouts and the waivers as well."""
    alone = read_content(written(tmp_path, {"base.yaml": BASE})).content
    content = on_base(tmp_path, "clinic: {name: Second Clinic}\n").content
    assert data(content, *WITH_TOPIC) == data(alone, *WITH_TOPIC)
    assert content.clinic.name == "Second Clinic"
    assert content.editions == ()


def test_keys_are_merged_one_by_one(tmp_path: Path) -> None:
    """Below each key what is said replaces, what is not said is taken; lists are taken whole."""
    content = on_base(
        tmp_path,
        """\
clinic:
  name: Second Clinic
  address: {street: 2 Main St.}
  other_phones: [{label: Night, number: (718) 555-0123}]
brand: {colors: {deep: "#3a0b57"}}
labels: {links: {call: "Dial {name}"}}
acronyms: [COPD]
printing: {paper: letter}
review: {version: "2"}
"""
        + TOPIC,
    ).content
    clinic = content.clinic
    assert clinic.name == "Second Clinic"
    assert clinic.tagline == "TMS for depression"
    assert clinic.address_lines == ("2 Main St.", "Brooklyn, NY 11201")
    assert [each.label for each in clinic.other_phones] == ["Night"]
    assert (content.brand.colors.deep, content.brand.colors.urgent) == ("#3a0b57", "#8a2f1b")
    assert (content.labels.call, content.labels.links.call) == ("Ring us", "Dial {name}")
    assert content.acronyms == ("COPD",)
    assert content.printing.paper == "letter"
    assert content.printing.fold_marks is False
    assert content.review
    assert content.review.version == "2"
    assert str(content.review.reviewed_on) == "2026-01-31"


@pytest.mark.parametrize("nothing", ["", " null", " ~"])
def test_nothing_removes(nothing: str, tmp_path: Path) -> None:
    """A key with nothing behind it takes out what the base says there."""
    own = f"clinic:\n  email:{nothing}\n  phone:\n    spelled:{nothing}\nreview:{nothing}\n"
    content = on_base(tmp_path, own + TOPIC).content
    assert content.clinic.email is None
    assert content.clinic.phone.spelled is None
    assert content.clinic.phone.number == "(718) 400-0867"
    assert content.review is None


def test_what_must_be_there_cannot_be_removed(tmp_path: Path) -> None:
    """Taking out what must be there is a mistake of the file that does so."""
    with pytest.raises(ContentError) as caught:
        on_base(tmp_path, f"{TOPIC}clinic:\n  name:\n")
    (problem,) = caught.value.problems
    assert (problem.file.name, problem.line) == ("content.yaml", 7)
    assert problem.what == 'Nothing follows "name:".'


def test_a_base_of_a_base(tmp_path: Path) -> None:
    """Bases may have bases: the nearest says the last word."""
    last = f"b{MOST_BASES}.yaml"
    files = {"content.yaml": f"language: en-US\nbase: b1.yaml\n{TOPIC}"}
    for number in range(1, MOST_BASES):
        files[f"b{number}.yaml"] = f"base: b{number + 1}.yaml\nclinic: {{tagline: From {number}}}\n"
    files[last] = BASE
    loaded = read_content(written(tmp_path, files))
    assert loaded.content.clinic.tagline == "From 1"
    assert loaded.content.clinic.name == "Example Clinic"
    assert [file.name for file in loaded.files] == list(files)


def test_more_bases_than_anybody_can_follow(tmp_path: Path) -> None:
    """Where too many files are the base of one another, the one that names the last is told."""
    files = {"content.yaml": f"base: b1.yaml\nlanguage: en-US\n{TOPIC}"}
    for number in range(1, MOST_BASES + 1):
        files[f"b{number}.yaml"] = f"clinic: {{}}\nbase: b{number + 1}.yaml\n"
    files[f"b{MOST_BASES + 1}.yaml"] = BASE
    (problem,) = wrong(written(tmp_path, files))
    assert (problem.file.name, problem.line, problem.path) == (f"b{MOST_BASES}.yaml", 2, "base")
    assert problem.what == f"More than {MOST_BASES} files are the base of one another."


@pytest.mark.parametrize(
    "bases",
    [
        {"content.yaml": "content.yaml"},
        {"content.yaml": "b.yaml", "b.yaml": "content.yaml"},
        {"content.yaml": "b.yaml", "b.yaml": "./content.yaml"},
        {"content.yaml": "b.yaml", "b.yaml": "c.yaml", "c.yaml": "b.yaml"},
    ],
    ids=lambda bases: " ".join(bases.values()),
)
def test_circles(bases: dict[str, str], tmp_path: Path) -> None:
    """A file that is its own base, also by way of others, is told so in the line that says it."""
    files = {name: f"language: en-US\nbase: {base}\n{TOPIC}" for name, base in bases.items()}
    (problem,) = wrong(written(tmp_path, files))
    assert problem.what == "The file is its own base, by way of others perhaps."
    assert (problem.file.name, problem.line) == (list(bases)[-1], 2)


def test_a_base_in_the_folder_around(tmp_path: Path) -> None:
    """A base may lie in the folder around that of the file, as that of an example does."""
    file = written(
        tmp_path,
        {"more/smoking.yaml": f"language: en-US\nbase: ../base.yaml\n{TOPIC}", "base.yaml": BASE},
    )
    assert read_content(file).content.clinic.name == "Example Clinic"


@pytest.mark.parametrize("base", ["../../base.yaml", "deeper/base.yaml", "../beside/base.yaml"])
def test_a_base_elsewhere(base: str, tmp_path: Path) -> None:
    """A base in any other folder is refused and not read, but in one that is given with it."""
    file = written(tmp_path / "a" / "b", {"c.yaml": f"language: en-US\nbase: {base}\n{TOPIC}"})
    there = (file.parent / base).resolve()
    written(there.parent, {there.name: BASE})
    (problem,) = wrong(file)
    assert problem.what.endswith(" lies in another folder.")
    assert "beside the file that names it, or in the folder around it" in problem.fix
    assert (problem.file, problem.line, problem.path) == (file, 2, "base")
    assert read_content(file, [there.parent]).content.clinic.name == "Example Clinic"


@pytest.mark.skipif(os.name == "nt", reason="links of Unix")
def test_a_base_by_a_link(tmp_path: Path) -> None:
    """A link in the folder is no way to a base elsewhere."""
    written(tmp_path, {"secret/base.yaml": BASE})
    file = written(tmp_path / "a" / "b", {"c.yaml": f"base: base.yaml\nlanguage: en-US\n{TOPIC}"})
    (file.parent / "base.yaml").symlink_to(tmp_path / "secret" / "base.yaml")
    (problem,) = wrong(file)
    assert "lies in another folder" in problem.what


@pytest.mark.parametrize(
    ("base", "says"),
    [
        ("gone.yaml", "There is no file"),
        ("notes.txt", '"notes.txt" is no name of a YAML file.'),
        ("12", "reads 12 as a number"),
        ("[base.yaml]", "[ has a special meaning"),
        ("folder.yaml", "There is no file"),
        ("''", "There is no file"),
    ],
)
def test_what_is_no_base(base: str, says: str, tmp_path: Path) -> None:
    """A base that is not there, or no YAML file, is said in the line that names it."""
    written(tmp_path, {"notes.txt": BASE, "folder.yaml/x.yaml": BASE})
    file = written(tmp_path, {"content.yaml": f"language: en-US\nbase: {base}\n{TOPIC}"})
    (problem,) = (each for each in wrong(file) if each.path == "base")
    assert says in problem.what
    assert (problem.file, problem.line) == (file, 2)


@pytest.mark.parametrize(("text", "says"), [("", "is empty"), ("- a\n", "begin with a key")])
def test_a_base_without_keys(text: str, says: str, tmp_path: Path) -> None:
    """Of a base that says nothing it is said that it does, not what the content lacks."""
    with pytest.raises(ContentError) as caught:
        on_base(tmp_path, TOPIC, text)
    (problem,) = caught.value.problems
    assert problem.file.name == "base.yaml"
    assert says in problem.what


def test_problems_name_the_file_that_has_them(tmp_path: Path) -> None:
    """Each problem is in its own file's line: the content's own first, then those of its base."""
    base = BASE.replace('postcode: "11201"', "postcode: 11201").replace("a4", "legal")
    base = base.replace("  email:", "  emial:")
    own = (
        f"clinic:\n  fax: '12'\nlabels: {{call: &a Ring}}\n{TOPIC}brand:\n  colors: {{ink: red}}\n"
    )
    with pytest.raises(ContentError) as caught:
        on_base(tmp_path, own, base)
    assert [(each.file.name, each.path) for each in caught.value.problems] == [
        ("content.yaml", "clinic.fax"),
        ("content.yaml", "labels.call"),
        ("content.yaml", "brand.colors.ink"),
        ("base.yaml", "clinic.address.postcode"),
        ("base.yaml", "clinic.emial"),
        ("base.yaml", "printing.paper"),
    ]
    for each in caught.value.problems:
        text = each.file.read_text("utf-8").split("\n")
        assert each.line
        assert each.path.rpartition(".")[2] in text[each.line - 1]


@pytest.mark.parametrize(
    ("own", "path", "meant"),
    [
        ("topics:\n  name: Smoking\n", "topics", "topic"),
        ("topci: {name: Smoking}\n", "topci", "topic"),
        ("clinc: {name: Second Clinic}\n", "clinc", "clinic"),
        ("clinic: {adress: {street: 2 Main St.}}\n", "clinic.adress", "address"),
    ],
)
def test_a_misspelt_key_beside_a_base(own: str, path: str, meant: str, tmp_path: Path) -> None:
    """The error for a misspelt key suggests the right one, even where the base has that key."""
    (problem,) = wrong(written(tmp_path, {"content.yaml": HEAD + own, "base.yaml": BASE}))
    assert (problem.file.name, problem.line, problem.path) == ("content.yaml", 3, path)
    assert problem.fix == f'Did you mean "{meant}"?'


def test_what_is_replaced_is_no_longer_looked_at(tmp_path: Path) -> None:
    """Mistakes of a base in what the content replaces or takes out are not the content's."""
    base = BASE.replace("info@example.com", "nobody").replace('"1"', "1").replace("EMDR", "12")
    own = f"clinic: {{email: a@example.com}}\nreview:\nacronyms: [COPD]\n{TOPIC}"
    assert on_base(tmp_path, own, base).content.acronyms == ("COPD",)


def test_a_list_of_its_own_has_its_own_lines(tmp_path: Path) -> None:
    """What is missing in a list that replaces the base's is missing in the content's own line."""
    with pytest.raises(ContentError) as caught:
        on_base(tmp_path, f"clinic:\n  other_phones:\n    - number: '711'\n{TOPIC}")
    (problem,) = caught.value.problems
    assert (problem.file.name, problem.line) == ("content.yaml", 5)
    assert problem.what == '"label" is missing here.'


def test_texts_of_a_base_stand_in_its_file(tmp_path: Path) -> None:
    """Each value is known in the file that says it, whichever that is."""
    loaded = on_base(tmp_path, f"clinic:\n  tagline: Sleep well\n{TOPIC}")
    for loc, file in {
        ("clinic", "tagline"): "content.yaml",
        ("clinic", "name"): "base.yaml",
        ("clinic",): "content.yaml",
        ("topic", "name"): "content.yaml",
        ("labels", "call"): "base.yaml",
        (): "content.yaml",
    }.items():
        assert loaded.place(loc).file.name == file
    assert [each.name for each in loaded.files] == ["content.yaml", "base.yaml"]


def test_pictures_are_sought_beside_the_file_that_names_them(tmp_path: Path) -> None:
    """A logo that the base names lies beside the base, a picture beside the content."""
    base = BASE.replace("brand:\n", "brand:\n  logo: {file: logo.svg, alt: Example}\n")
    topic = TOPIC.replace("text: We help.", "picture: {file: a.png, alt: A door}")
    file = written(
        tmp_path,
        {"more/x.yaml": f"language: en-US\nbase: ../base.yaml\n{topic}", "base.yaml": base},
    )
    found = {str(name): name.path.resolve() for _, name in read_content(file).content.files()}
    assert found == {"logo.svg": tmp_path / "logo.svg", "a.png": tmp_path / "more" / "a.png"}


def test_a_base_needs_not_be_a_content(tmp_path: Path) -> None:
    """A base may say only what several contents have in common."""
    clinic = BASE[BASE.index("clinic:") : BASE.index("brand:")]
    assert on_base(tmp_path, TOPIC, clinic).content.clinic.name == "Example Clinic"


def test_the_crisis_line_is_told_of_all_the_words(tmp_path: Path) -> None:
    """A topic that speaks of suicide has the crisis line, and its base's other topic does not."""
    topic = TOPIC.replace("We help.", "The risk of suicide is higher.")
    assert on_base(tmp_path, topic).content.crisis_line
    assert read_content(tmp_path / "base.yaml").content.crisis_line is None


def test_the_smallest_base(tmp_path: Path) -> None:
    """A file of three lines is a content, if its base says the rest."""
    loaded = on_base(tmp_path, "clinic: {name: Second Clinic}\n", MINIMAL)
    assert loaded.content.clinic.name == "Second Clinic"
    assert loaded.content.topic.name == "Sleep"
