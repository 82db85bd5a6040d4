"""The form of the editor: every kind of field, list and group is changed by keyboard alone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.editor.stub import Stub
from tests.editor.stub_form import ITEMS, TITLE
from tests.editor.using import at, says, sent
from tests.thorough import thorough

pytestmark = thorough

SECTIONS = ITEMS[:2]


def test_a_text(page: Page, stub: Stub) -> None:
    """What is typed is sent once the keys rest, as one edit; the caret stays."""
    title = at(page, TITLE)
    title.focus()
    title.evaluate(
        "each => { for (const text of ['Feeling', 'Feeling low', 'Feeling low again']) {"
        " each.value = text; each.dispatchEvent(new Event('input', { bubbles: true })) } }"
    )
    assert sent(page, stub) == [{"do": "set", "path": TITLE, "value": "Feeling low again"}]
    expect(title).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.type("Not ")
    sent(page, stub, 2)
    page.keyboard.type("only ")
    expect(title).to_have_value("Not only Feeling low again")


def test_an_emptied_text(page: Page, stub: Stub) -> None:
    """A text that is emptied to be written anew is not taken out; one that is left empty is."""
    lead = at(page, ["topic", "lead"])
    lead.focus()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.wait_for_timeout(400)
    assert stub.edits == []
    page.keyboard.press("Tab")
    assert sent(page, stub) == [{"do": "set", "path": ["topic", "lead"], "value": None}]


def test_lines(page: Page, stub: Stub) -> None:
    """Several lines are sent as one text."""
    at(page, ["clinic", "hours"]).focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("Not on Sunday")
    value = "Monday to Friday\n9 am to 5 pm\nNot on Sunday"
    assert sent(page, stub)[-1:] == [{"do": "set", "path": ["clinic", "hours"], "value": value}]


def test_a_choice(page: Page, stub: Stub) -> None:
    """One of several is chosen with the arrows."""
    at(page, ["brand", "theme"]).focus()
    page.keyboard.press("ArrowDown")
    assert sent(page, stub) == [{"do": "set", "path": ["brand", "theme"], "value": "garden"}]


def test_yes_or_no(page: Page, stub: Stub) -> None:
    """A box is ticked with the space bar."""
    at(page, [*ITEMS, 0], "~title").focus()
    page.keyboard.press("Enter")
    at(page, [*ITEMS, 0, "offered"]).focus()
    page.keyboard.press("Space")
    assert sent(page, stub) == [{"do": "set", "path": [*ITEMS, 0, "offered"], "value": True}]


def test_a_day(page: Page, stub: Stub) -> None:
    """A day is sent as a day."""
    at(page, ["review", "reviewed_on"]).focus()
    page.keyboard.press("ArrowUp")
    value = {"day": "2026-12-23"}
    assert sent(page, stub) == [{"do": "set", "path": ["review", "reviewed_on"], "value": value}]


def test_a_file(page: Page, stub: Stub) -> None:
    """The name of a file is typed; what is not filled in is unfolded first."""
    at(page, ["brand"], "~more").locator("> summary").focus()
    page.keyboard.press("Enter")
    at(page, ["brand", "photo"]).focus()
    page.keyboard.type("door.jpg")
    edits = sent(page, stub)
    assert edits[-1] == {"do": "set", "path": ["brand", "photo"], "value": "door.jpg"}


def test_what_is_only_shown(page: Page) -> None:
    """What cannot be changed here is shown, with its name."""
    shown = page.get_by_role("group", name="NPI")
    expect(shown).to_have_text("12")
    expect(shown).to_have_accessible_description("It is changed in the text view.")


def test_a_new_item(page: Page, stub: Stub) -> None:
    """A new item is unfolded, has the focus in its first field, and is said to be there."""
    page.get_by_role("button", name="Add: Item").focus()
    page.keyboard.press("Enter")
    says(page, "Added: Item 4")
    value = {"name": "", "text": ""}
    assert stub.edits == [{"do": "add", "path": [*ITEMS, 3], "value": value}]
    expect(at(page, [*ITEMS, 3, "name"])).to_be_focused()
    page.keyboard.type("Sleep")
    expect(at(page, [*ITEMS, 3], "~title").locator("h4")).to_have_text("Sleep")
    expect(page.get_by_role("button", name="Remove: Sleep")).to_be_visible()


def test_an_item_that_moves(page: Page, stub: Stub) -> None:
    """An item moves with its buttons, which keep the focus; at the end the other one has it."""
    at(page, [*ITEMS, 0], "~title").press("Enter")
    page.get_by_role("button", name="Move down: Genes").focus()
    page.keyboard.press("Enter")
    says(page, "Genes is now 2 of 3.")
    expect(page.get_by_role("button", name="Move down: Genes")).to_be_focused()
    expect(at(page, [*ITEMS, 1])).to_have_attribute("open", "")
    assert at(page, [*ITEMS, 0]).get_attribute("open") is None
    page.keyboard.press("Enter")
    says(page, "Genes is now 3 of 3.")
    expect(page.get_by_role("button", name="Move up: Genes")).to_be_focused()
    expect(page.get_by_role("button", name="Move down: Genes")).to_be_disabled()
    assert stub.edits == [
        {"do": "move", "path": [*ITEMS, 0], "to": 1},
        {"do": "move", "path": [*ITEMS, 1], "to": 2},
    ]


def test_an_item_that_goes(page: Page, stub: Stub) -> None:
    """After an item is removed the focus is on the one in its place, or before it."""
    page.get_by_role("button", name="Remove: Genes").focus()
    page.keyboard.press("Enter")
    says(page, "Removed: Genes. Undo brings it back.")
    expect(at(page, [*ITEMS, 0], "~title")).to_be_focused()
    page.get_by_role("button", name="Remove: Stress").focus()
    page.keyboard.press("Enter")
    says(page, "Removed: Stress. Undo brings it back.")
    expect(at(page, [*ITEMS, 0], "~title")).to_be_focused()
    assert [edit["do"] for edit in stub.edits] == ["remove", "remove"]
    expect(page.get_by_role("button", name="Remove: The brain")).to_be_hidden()


def test_an_item_that_is_a_text(page: Page, stub: Stub) -> None:
    """The texts of a list are changed, moved and removed; an empty one stays."""
    steps = [*SECTIONS, "help", "steps"]
    at(page, [*SECTIONS, "help"], "~title").press("Enter")
    page.get_by_role("button", name="Move up: Step 2").press("Enter")
    says(page, "Come in. is now 1 of 2.")
    at(page, [*steps, 0]).focus()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.press("Tab")
    edits = sent(page, stub, 2)
    assert edits[-1] == {"do": "set", "path": [*steps, 0], "value": ""}
    expect(at(page, [*steps, 0])).to_have_value("")


def test_sections(page: Page, stub: Stub) -> None:
    """A section is added under a key that is free, moves by its key, and goes."""
    expect(at(page, [*SECTIONS, "causes"])).to_have_attribute("open", "")
    assert at(page, [*SECTIONS, "help"]).get_attribute("open") is None
    page.get_by_role("button", name="Move up: What can help").press("Enter")
    says(page, "What can help is now 1 of 2.")
    page.get_by_role("button", name="Add: Section").press("Enter")
    says(page, "Added: Section 3")
    expect(at(page, [*SECTIONS, "part-3", "title"])).to_be_focused()
    page.get_by_role("button", name="Remove: What can help").press("Enter")
    says(page, "Removed: What can help. Undo brings it back.")
    moved, added, removed = stub.edits
    assert moved == {"do": "move", "path": [*SECTIONS, "help"], "to": 0}
    assert (added["do"], added["path"]) == ("add", [*SECTIONS, "part-3"])
    assert removed == {"do": "remove", "path": [*SECTIONS, "help"]}


def test_another_body(page: Page, stub: Stub) -> None:
    """A section gets another body with a button, not while the arrows pass by the choices."""
    section = [*SECTIONS, "causes"]
    select = at(page, section, "~body~kind")
    select.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(400)
    assert stub.edits == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    says(page, "Now: Numbered steps. Undo brings the old one back.")
    assert stub.edits == [
        {"do": "remove", "path": [*section, "items"]},
        {"do": "set", "path": [*section, "steps"], "value": [""]},
    ]
    expect(select).to_be_focused()
    expect(select).to_have_value("steps")


def test_an_optional_group(page: Page, stub: Stub) -> None:
    """A group that need not be there is added and removed; the focus goes along."""
    logo = ["brand", "logo"]
    at(page, ["brand"], "~more").locator("> summary").press("Enter")
    page.get_by_role("button", name="Add: Logo").press("Enter")
    says(page, "Added: Logo")
    expect(at(page, [*logo, "file"])).to_be_focused()
    page.get_by_role("button", name="Remove: Logo").press("Enter")
    says(page, "Removed: Logo. Undo brings it back.")
    expect(page.get_by_role("button", name="Add: Logo")).to_be_focused()
    assert stub.edits == [
        {"do": "set", "path": logo, "value": {"file": "", "alt": ""}},
        {"do": "remove", "path": logo},
    ]


def test_characters_left(page: Page) -> None:
    """How many characters are left is said where they are few, and aloud once they are too many."""
    title, left = at(page, TITLE), at(page, TITLE, "~left")
    title.fill("Depressed?")
    expect(left).to_be_hidden()
    title.fill("x" * 38)
    expect(left).to_have_text("Characters left: 2")
    expect(title).to_have_accessible_description(re.compile("Characters left: 2"))
    title.press("End")
    page.keyboard.type("xxx")
    expect(left).to_have_text("Characters too many: 1")
    says(page, "Characters too many: 1")


def test_each_can_be_reached(page: Page) -> None:
    """The Tab key leads to every control in the order in which they stand, and to the pages."""
    page.locator("body").press("Tab")
    reached: list[str] = []
    tops: list[float] = []
    for _ in range(80):
        now = page.evaluate(
            "(() => { const each = document.activeElement; return [each.id || each.title ||"
            " each.textContent, each.closest('#form') ? each.getBoundingClientRect().top +"
            " scrollY : -1] })()"
        )
        if reached and now[0] == reached[0]:
            break
        reached.append(now[0])
        tops += [now[1]] if now[1] >= 0 else []
        page.keyboard.press("Tab")
    assert tops == sorted(tops)
    wanted = page.evaluate(
        "[...document.querySelectorAll('main input, main select, main textarea, main button')]"
        ".filter(each => each.checkVisibility() && !each.disabled)"
        ".map(each => each.id || each.title || each.textContent)"
    )
    assert set(wanted) <= set(reached)
    assert "pages" in reached
    assert len([each for each in reached if each.startswith("at.")]) > 10
