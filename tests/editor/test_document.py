"""The file that is open in the editor: changed in place, saved whole, and never lost."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from brochures.build.atomic_write import PublishError
from brochures.content.edits import EditError
from brochures.content.text_file import MAX_BYTES
from brochures.content.yaml_reader import ContentError
from brochures.editor.document import MOST_VERSIONS, VERSIONS, Document, Edit, OutsideChange
from tests.samples import MINIMAL, OURS

TODAY = date(2026, 12, 1)
NAME = ("clinic", "name")


def put(*path: str | int, value: object) -> Edit:
    """Return the change that puts a value at a path."""
    return Edit.model_validate({"do": "set", "path": path, "value": value})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small content."""
    path = tmp_path / "content.yaml"
    path.write_text(MINIMAL, "utf-8")
    return path


@pytest.fixture
def document(file: Path) -> Document:
    """The same, open."""
    return Document(file, TODAY)


def kept(file: Path) -> list[bytes]:
    """Return the older versions, the newest first."""
    folder = file.parent / VERSIONS / file.name
    return [path.read_bytes() for path in sorted(folder.iterdir(), reverse=True)]


# Its text


def test_the_same_bytes_after_changing_back(tmp_path: Path) -> None:
    """Our own content has the same bytes after one phone number was changed and changed back."""
    file = tmp_path / "content.yaml"
    before = OURS.read_bytes()
    file.write_bytes(before)
    document = Document(file, TODAY)
    document.edit([put("clinic", "phone", "number", value="(718) 555-0123")])
    document.save()
    lines = zip(before.splitlines(), file.read_bytes().splitlines(), strict=True)
    assert sum(old != new for old, new in lines) == 1
    document.edit([put("clinic", "phone", "number", value="(718) 400-0867")])
    document.save()
    assert file.read_bytes() == before


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_marks_and_line_ends_stay(file: Path, ends: str, mark: str) -> None:
    """A byte-order mark and the line ends of a file stay as they are."""
    file.write_bytes((mark + MINIMAL.replace("\n", ends)).encode("utf-8"))
    document = Document(file, TODAY)
    document.edit([put(*NAME, value="Another Clinic")])
    document.save()
    wanted = mark + MINIMAL.replace("Example", "Another").replace("\n", ends)
    assert file.read_bytes() == wanted.encode("utf-8")


def test_all_changes_or_none(document: Document) -> None:
    """Where one of several changes cannot be made, none is."""
    with pytest.raises(EditError):
        document.edit([put(*NAME, value="Another"), Edit(do="remove", path=("nothing",))])
    assert document.text == MINIMAL
    assert not document.state()["can_undo"]


def test_kinds_of_changes(document: Document) -> None:
    """Values are put in, days are days, items are added and moved, and what is empty goes."""
    items = ("topic", "sections", "habits", "items")
    item = {"name": "A cool room", "text": "You sleep better in a cool room."}
    document.edit(
        [
            put("review", value={"version": "1", "review_by": "2027-01-31"}),
            put("review", "reviewed_on", value={"day": "2026-01-31"}),
            Edit(do="add", path=(*items, 1), value=item),
            Edit(do="move", path=(*items, 1), to=0),
            put("clinic", "email", value="info@example.com"),
            put("clinic", "email", value=None),
            put("clinic", "website", value=None),
        ]
    )
    content = document.words.loaded
    assert content
    assert content.content.review
    assert content.content.review.reviewed_on == date(2026, 1, 31)
    rows = content.content.topic.sections["habits"].items
    assert rows
    assert [row.name for row in rows.root] == ["A cool room", "A dark room"]
    assert "email" not in document.text


@pytest.mark.parametrize("value", [1, 1.5, {"day": "tomorrow"}, ["a", 2], "a\u0000b"])
def test_what_no_file_holds(document: Document, value: object) -> None:
    """Numbers, days that are none and characters that no file may have are refused."""
    with pytest.raises(EditError):
        document.edit([put(*NAME, value=value)])
    assert document.text == MINIMAL


def test_undo_and_redo(document: Document) -> None:
    """Changes are taken back one after another, and made again; a new one ends that."""
    names = ["One Clinic", "Two Clinics", "Three Clinics"]
    texts = [document.text]
    for name in names:
        document.edit([put(*NAME, value=name)])
        texts.append(document.text)
    for text in reversed(texts[:-1]):
        document.undo()
        assert document.text == text
    document.undo()
    assert (document.text, document.state()["can_undo"]) == (MINIMAL, False)
    document.redo()
    document.redo()
    assert document.text == texts[2]
    document.edit([put(*NAME, value="Four Clinics")])
    assert not document.state()["can_redo"]


def test_each_text_has_a_revision_of_its_own(file: Path) -> None:
    """No two texts have the same revision, whatever files they are in."""
    one, other = Document(file, TODAY), Document(file, TODAY)
    seen = {one.revision, other.revision}
    for document in (one, other):
        document.edit([put(*NAME, value="Another Clinic")])
        seen.add(document.revision)
        document.undo()
        seen.add(document.revision)
    assert len(seen) == 6


def test_a_mistake_can_be_fixed(document: Document) -> None:
    """A text that cannot be read is kept and its line is named; fixed, it has its form again."""
    broken = MINIMAL.replace("name: Sleep", 'name: "Sleep')
    document.write(broken)
    state = document.state()
    assert (state["readable"], state["form"], document.text) == (False, None, broken)
    assert state["problems"][0]["line"]
    with pytest.raises(ContentError):
        document.edit([put(*NAME, value="Another")])
    document.write(MINIMAL)
    assert document.state()["form"]


def test_what_is_wrong_is_said_with_its_place(document: Document) -> None:
    """A content that is not right has its form, and says where it is wrong."""
    document.edit([put("clinic", "phone", "number", value="12")])
    state = document.state()
    assert state["form"]
    assert [each["path"] for each in state["problems"]] == ["clinic.phone.number"]
    assert document.words.loaded is None


def test_a_text_that_is_too_large(document: Document) -> None:
    """A text that could not be read once it is saved is refused."""
    with pytest.raises(EditError):
        document.write(f"{MINIMAL}# {'x' * MAX_BYTES}\n")
    assert document.text == MINIMAL


# Its file


def test_older_versions(document: Document, file: Path) -> None:
    """Each save keeps what was there before; the last twenty are kept, and come back."""
    texts = [file.read_bytes()]
    for number in range(MOST_VERSIONS + 3):
        document.edit([put(*NAME, value=f"Clinic {number}")])
        document.save()
        texts.append(file.read_bytes())
    assert kept(file) == texts[-2 : -MOST_VERSIONS - 2 : -1]
    listed = document.versions()
    assert [each["name"] for each in listed] == sorted(
        (each["name"] for each in listed), reverse=True
    )
    document.restore(listed[4]["name"])
    assert document.text.encode() == texts[-6]
    assert file.read_bytes() == texts[-1]
    document.undo()
    assert document.text.encode() == texts[-1]


def test_no_version_of_nothing_new(document: Document) -> None:
    """Saving what is there already keeps no older version."""
    document.save()
    assert document.versions() == []
    with pytest.raises(EditError):
        document.restore("../content")


def test_a_change_outside_is_noticed(document: Document, file: Path) -> None:
    """What another program saved meanwhile is not written over, unless that is asked for."""
    other = MINIMAL.replace("Example", "Other")
    document.edit([put(*NAME, value="My Clinic")])
    file.write_text(other, "utf-8")
    with pytest.raises(OutsideChange):
        document.save()
    assert file.read_text("utf-8") == other
    assert document.state()["changed_outside"]
    document.save(over=True)
    assert "My Clinic" in file.read_text("utf-8")
    assert kept(file) == [other.encode()]


def test_a_change_outside_is_taken_in(document: Document, file: Path) -> None:
    """Where nothing was changed here, what another program saved is shown, and can be undone."""
    file.write_text(MINIMAL.replace("Example", "Other"), "utf-8")
    state = document.state()
    assert (state["clinic"], state["saved"], state["changed_outside"]) == (
        "Other Clinic",
        True,
        False,
    )
    document.undo()
    assert document.text == MINIMAL


def test_a_file_that_is_gone(document: Document, file: Path) -> None:
    """A file that was removed is missed, and comes back when it is saved over."""
    file.unlink()
    assert document.state()["changed_outside"]
    with pytest.raises(ContentError):
        document.reload()
    document.save(over=True)
    assert file.read_text("utf-8") == MINIMAL


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs links and rights as POSIX has them")
def test_a_link_stays_one(tmp_path: Path, file: Path) -> None:
    """Where the content is a link, the file that it leads to is written."""
    link = tmp_path / "linked.yaml"
    link.symlink_to(file)
    document = Document(link, TODAY)
    document.edit([put(*NAME, value="My Clinic")])
    document.save()
    assert link.is_symlink()
    assert "My Clinic" in file.read_text("utf-8")


def test_where_it_cannot_be_written(document: Document, file: Path) -> None:
    """Where the file cannot be written, that is said, and what was typed is still there."""
    document.edit([put(*NAME, value="My Clinic")])
    (file.parent / VERSIONS).write_text("in the way")
    with pytest.raises(PublishError):
        document.save()
    assert file.read_text("utf-8") == MINIMAL
    assert "My Clinic" in document.text
    assert not document.state()["saved"]
