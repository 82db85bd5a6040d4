"""Pictures: they are chosen at the field that names them, and the server keeps them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.editor.stub import Stub
from tests.editor.using import at, says, sent
from tests.thorough import thorough

pytestmark = thorough

DOOR: FilePayload = {"name": "Door of ours.PNG", "mimeType": "image/png", "buffer": b"\x89PNG\x00"}
LOGO = ["brand", "logo"]
PHOTO = ["brand", "photo"]


@pytest.fixture
def unfolded(page: Page) -> Page:
    """The page with the fields for pictures."""
    at(page, ["brand"], "~more").locator("> summary").press("Enter")
    return page


def choose(page: Page, name: str, file: FilePayload | Path) -> None:
    """Choose a file with the keyboard, at the field of a name."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=re.compile(f"Choose a picture . {name}")).press("Enter")
    chooser.value.set_files(file)


def test_a_picture(unfolded: Page, stub: Stub) -> None:
    """A picture is sent as it is; the field gets the name under which the server keeps it."""
    choose(unfolded, "Photo", DOOR)
    says(unfolded, "The picture is here: door of ours.png")
    data = next(data for name, data in stub.asked if name == "picture")
    assert data == {"body": DOOR["buffer"], "name": "Door of ours.PNG"}
    assert stub.edits == [{"do": "set", "path": PHOTO, "value": "door of ours.png"}]
    expect(at(unfolded, PHOTO)).to_have_value("door of ours.png")
    expect(at(unfolded, PHOTO, "~pick")).to_be_focused()


def test_words_for_a_picture(unfolded: Page, stub: Stub) -> None:
    """Where there is a field for what a picture shows, it has the focus next, if it is empty."""
    unfolded.get_by_role("button", name="Add: Logo").press("Enter")
    choose(unfolded, "File", DOOR)
    says(unfolded, "The picture is here. Now say what it shows, for people who cannot see it.")
    expect(at(unfolded, [*LOGO, "alt"])).to_be_focused()
    unfolded.keyboard.type("A door")
    sent(unfolded, stub, 3)
    choose(unfolded, "File", DOOR)
    says(unfolded, "The picture is here: door of ours.png")
    assert stub.words["brand"]["logo"] == {"file": "door of ours.png", "alt": "A door"}


def test_a_picture_that_is_refused(unfolded: Page, stub: Stub) -> None:
    """What is wrong with a picture stands at its field until another is chosen; nothing changes."""
    stub.beside.refuse = "This is no picture."
    choose(unfolded, "Photo", DOOR)
    expect(at(unfolded, PHOTO, "~refused")).to_have_text("This is no picture.")
    expect(unfolded.get_by_role("alert").filter(has_text="no picture")).to_be_visible()
    expect(at(unfolded, PHOTO)).to_have_accessible_description(
        "The name of a file. This is no picture."
    )
    assert stub.edits == []
    stub.beside.refuse = ""
    choose(unfolded, "Photo", DOOR)
    expect(at(unfolded, PHOTO)).to_have_value("door of ours.png")
    expect(at(unfolded, PHOTO, "~refused")).to_be_empty()


def test_a_picture_that_is_too_large(unfolded: Page, stub: Stub, tmp_path: Path) -> None:
    """A picture of more than 20 MB is not even sent."""
    path = tmp_path / "large.png"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    choose(unfolded, "Photo", path)
    expect(at(unfolded, PHOTO, "~refused")).to_have_text(
        "The picture is larger than 20 MB. Choose a smaller one."
    )
    assert "picture" not in stub.actions
