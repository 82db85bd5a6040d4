"""The page of the editor beside its form: tools, pages, what is found, and what goes wrong."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Dialog, Page, Route, expect

from tests.editor.conftest import Opened
from tests.editor.stub import Stub
from tests.editor.stub_form import ITEMS, TITLE
from tests.editor.test_fields import at, says, sent
from tests.thorough import mostly, thorough

pytestmark = thorough

ENHANCED = {"rules": {"color-contrast-enhanced": {"enabled": True}}}
"""What axe-core tries beside its usual rules: text of 7 to 1 (WCAG 2.2, 1.4.6)."""

UNFOLD = "document.querySelectorAll('details').forEach(each => each.open = true)"

NARROW = {"width": 320, "height": 640}

STATES = (
    *("form", "problems", "findings", "text", "unreadable", "versions", "publish", "outside"),
    *("leave", "lost", "ended"),
)


def retitle(page: Page, title: str) -> None:
    """Write another title, and wait until it is sent."""
    at(page, TITLE).fill(title)
    expect(page.locator("#saved")).to_have_text("Not saved yet")
    page.wait_for_timeout(500)


def tool(page: Page, name: str) -> None:
    """Press one of the tools, also of those that are unfolded first."""
    pressed = page.locator("header").get_by_role("button", name=name, exact=True)
    if not pressed.is_visible():
        page.locator("#more").click()
    pressed.click()


def bring(page: Page, stub: Stub, state: str) -> None:
    """Bring the page into a state."""
    match state:
        case "problems":
            retitle(page, "A title that is longer than the cover of it can ever be")
            expect(page.locator("#summary .wrong")).to_be_visible()
        case "findings":
            retitle(page, "Very much a miracle, astray")
            expect(page.locator(".found .better")).to_have_count(1)
        case "text":
            tool(page, "Show text")
            expect(page.locator("#source")).to_have_value(re.compile("depressed"))
        case "unreadable":
            tool(page, "Show text")
            page.locator("#source").fill('{"topic: 3}')
            expect(page.locator("#unreadable")).to_be_visible()
        case "versions" | "publish":
            tool(page, "Older versions" if state == "versions" else "Publish")
            expect(page.locator("dialog li, dialog .output p").first).to_be_visible()
        case "outside":
            stub.outside = True
            tool(page, "Save")
            expect(page.locator("#outside-dialog")).to_be_visible()
        case "leave":
            retitle(page, "Depressed?")
            tool(page, "Done")
            expect(page.locator("#leave-dialog")).to_be_visible()
        case "lost":
            stub.gone = True
            at(page, TITLE).fill("Depressed?")
            expect(page.locator("#lost")).to_be_visible()
        case "ended":
            tool(page, "Done")
            expect(page.locator("#ended")).to_be_visible()
    page.evaluate(UNFOLD)


def nothing_is_found(page: Page) -> None:
    """Require that axe-core finds nothing, and that nothing has to be scrolled sideways."""
    results = Axe().run(page, options=ENHANCED)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(
        "[...document.querySelectorAll('dialog[open]')].every(e => e.scrollWidth <= e.clientWidth)"
    )


@pytest.mark.parametrize("state", mostly(STATES, "form"))
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_nothing(opened: Opened, stub: Stub, state: str, scheme: str, width: int) -> None:
    """axe-core finds nothing in any state, light and dark; nothing has to be scrolled sideways."""
    page = opened(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.locator(".sheet img").first.wait_for()
    bring(page, stub, state)
    nothing_is_found(page)


def targets_are_large(page: Page) -> None:
    """Require that what is pressed is 24 px wide and high at least (WCAG 2.2, 2.5.8)."""
    small = page.evaluate(
        "[...document.querySelectorAll('a, button, input, select, textarea, summary')]"
        ".filter(each => each.checkVisibility()).filter(each => {"
        " const { width, height } = each.getBoundingClientRect();"
        " return width < 24 || height < 24 }).map(each => each.outerHTML)"
    )
    assert small == []


@pytest.mark.parametrize("width", [1280, 320])
def test_targets(opened: Opened, width: int) -> None:
    """Nothing that is pressed in the form or beside it is too small."""
    page = opened(viewport={"width": width, "height": 800})
    page.evaluate(UNFOLD)
    targets_are_large(page)


def test_the_focus_is_seen(opened: Opened) -> None:
    """What has the focus is not below the header, which stays in sight (WCAG 2.2, 2.4.11)."""
    page = opened(reduced_motion="reduce")
    page.evaluate(UNFOLD)
    at(page, ["review", "reviewed_on"]).focus()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        page.wait_for_timeout(50)
        if not page.evaluate("document.activeElement.closest('#form') !== null"):
            break
        assert page.evaluate(
            "document.activeElement.getBoundingClientRect().top >="
            " document.querySelector('header').getBoundingClientRect().bottom"
        )


# Pages.


def test_what_has_the_focus_is_framed(page: Page) -> None:
    """The field with the focus is framed on the page, and a part with all that is in it."""
    at(page, TITLE).focus()
    expect(page.locator(".focused")).to_have_count(1)
    box = page.locator(".focused").bounding_box()
    sheet = page.locator(".sheet").first.bounding_box()
    assert box is not None
    assert sheet is not None
    assert abs((box["x"] - sheet["x"]) / sheet["width"] - 40 / 792) < 0.01 or box["x"] > sheet["x"]
    assert abs(box["width"] / sheet["width"] - 340 / 792) < 0.01
    at(page, ITEMS[:-1], "~title").focus()
    expect(page.locator(".focused")).to_have_count(8)
    at(page, ["brand"], "~more").locator("> summary").focus()
    expect(page.locator(".frames [tabindex], .frames button")).to_have_count(0)


def test_frames_come_into_view(opened: Opened) -> None:
    """Pages that are shown larger scroll to what has the focus; the form stays where it is."""
    page = opened(reduced_motion="reduce")
    page.locator(".sheet img").first.wait_for()
    larger = page.get_by_role("button", name="Larger")
    for _ in range(3):
        larger.click()
    expect(larger).to_have_attribute("aria-disabled", "true")
    at(page, [*ITEMS, 2], "~title").focus()
    before = page.evaluate("scrollY")
    seen = page.locator("#pages").bounding_box()
    spot = page.locator(".focused").first.bounding_box()
    assert seen is not None
    assert spot is not None
    assert seen["y"] <= spot["y"] <= seen["y"] + seen["height"]
    assert seen["x"] <= spot["x"] <= seen["x"] + seen["width"]
    assert page.evaluate("scrollY") == before
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize("width", [1280, 320])
def test_a_click_on_a_page(opened: Opened, width: int) -> None:
    """A click on the picture leads to the field of what stands there, and unfolds it."""
    page = opened(viewport={"width": width, "height": 800})
    picture = page.locator(".sheet img").first
    picture.wait_for()
    box = picture.bounding_box()
    assert box is not None
    scale = box["width"] / 792
    places = page.evaluate("fetch('preview?format=trifold').then(e => e.json()).then(e => e.pages)")
    spot = next(each for each in places[0]["places"] if each["path"].endswith("items[2].text"))
    x, y = spot["box"][0] + 10, spot["box"][1] + 10
    picture.click(position={"x": x * scale, "y": y * scale})
    expect(at(page, [*ITEMS, 2, "text"])).to_be_focused()
    expect(at(page, [*ITEMS, 2, "text"])).to_be_in_viewport()
    if width == 320:
        page.get_by_role("link", name="Go to the pages").click()
        expect(picture).to_be_in_viewport()
        page.get_by_role("link", name="Back to the words").click()
        expect(at(page, [*ITEMS, 2, "text"])).to_be_focused()


def test_old_pages_stay(page: Page) -> None:
    """Where the words are wrong the pages stay, and it is said that they are the old ones."""
    old = page.locator(".sheet img").first.get_attribute("src")
    retitle(page, "x" * 60)
    expect(page.locator("#laying")).to_contain_text("as they were before")
    assert page.locator(".sheet img").first.get_attribute("src") == old
    retitle(page, "Depressed?")
    expect(page.locator(".sheet img").first).not_to_have_attribute("src", old or "")
    expect(page.locator("#laying")).to_be_empty()


def test_another_handout(page: Page) -> None:
    """Another handout is chosen; its pages have descriptions."""
    page.get_by_label("Handout").select_option("Card")
    expect(page.get_by_role("img", name="card, page 1")).to_be_visible()


def test_room(page: Page) -> None:
    """Below the pages stands whether the words fit, for each panel, and whether they pass."""
    panels = page.get_by_role("list", name="Room on the panels").get_by_role("listitem")
    expect(panels).to_have_text(["The cover: fits", "The flap: set tighter", "The back: fits"])
    expect(page.locator("#verdict")).to_have_text("This handout can be published as it is.")
    retitle(page, "One two three four five six seven 8")
    expect(panels.first).to_have_text("The cover: words too many: 2")
    expect(page.locator("#verdict")).to_have_text("This handout would be withheld as it is.")


# What is found.


def test_a_problem(page: Page) -> None:
    """A problem stands at its field and in the list, which leads to the field."""
    name = at(page, ["clinic", "name"])
    name.fill("")
    page.keyboard.press("Tab")
    says(page, "Problems to fix: 1")
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_accessible_description("It is empty. Write a text here.")
    expect(at(page, ["clinic"], "~title")).to_contain_text("Problems to fix: 1")
    page.locator("#summary").get_by_role("link", name="Name").press("Enter")
    expect(name).to_be_focused()
    page.keyboard.type("A clinic")
    says(page, "Nothing to fix")
    assert name.get_attribute("aria-invalid") is None
    expect(page.locator("#summary")).to_be_empty()


def test_findings(page: Page) -> None:
    """A finding says what, why and how to mend; a warning stands apart; one may have no field."""
    retitle(page, "Very much a miracle, astray")
    title = at(page, TITLE)
    expect(title).to_have_attribute("aria-invalid", "true")
    wrong = at(page, TITLE, "~found").locator(".wrong")
    expect(wrong).to_contain_text("A promise. “miracle” Say what it is.")
    wrong.locator("summary").press("Enter")
    expect(wrong).to_contain_text("It misleads.")
    summary = page.locator("#summary")
    expect(summary.locator(".wrong li")).to_have_count(2)
    expect(summary).to_contain_text("The pages are out of order.")
    expect(summary.get_by_text("Worth a look: 1")).to_be_visible()
    expect(summary.locator("#better li")).to_be_hidden()


def test_a_warning_alone(page: Page) -> None:
    """What is only worth a look makes no field invalid."""
    retitle(page, "A very good title")
    expect(page.locator("#better")).to_be_visible()
    assert at(page, TITLE).get_attribute("aria-invalid") is None


def test_what_is_typed_stays_in_place(page: Page) -> None:
    """A list that grows above a field does not move it away from under the hands."""
    title = at(page, TITLE)
    title.focus()
    page.evaluate("scrollTo(0, 200)")
    before = page.evaluate("document.activeElement.getBoundingClientRect().top")
    title.fill("Very much a miracle, astray")
    expect(page.locator("#summary .wrong")).to_have_count(1)
    assert abs(page.evaluate("document.activeElement.getBoundingClientRect().top") - before) < 2


# Tools.


def test_undo_and_redo(page: Page, stub: Stub) -> None:
    """Undo and redo say what they changed; by keys they work outside of texts alone."""
    expect(page.locator("#undo")).to_have_attribute("aria-disabled", "true")
    retitle(page, "Depressed?")
    tool(page, "Undo")
    says(page, "Undone: Title")
    expect(at(page, TITLE)).to_have_value("Still depressed after two medicines?")
    expect(page.locator("#undo")).to_be_focused()
    page.keyboard.press("Control+Shift+Z")
    says(page, "Done again: Title")
    expect(at(page, TITLE)).to_have_value("Depressed?")
    at(page, ["topic", "lead"]).press("Control+Z")
    page.wait_for_timeout(200)
    assert [name for name, _ in stub.asked if name == "undo"] == ["undo"]
    page.get_by_role("button", name="Remove: Genes").click()
    says(page, "Removed: Genes. Undo brings it back.")
    page.keyboard.press("Control+Z")
    says(page, "Undone: A list")
    expect(page.get_by_role("button", name="Remove: Genes")).to_be_visible()


def test_saving(page: Page, stub: Stub) -> None:
    """What was typed a moment ago is saved too, with the button or with Ctrl+S."""
    at(page, TITLE).fill("Depressed?")
    expect(page.locator("#saved")).to_have_text("Not saved yet")
    page.keyboard.press("Control+S")
    says(page, "Saved")
    expect(page.locator("#saved")).to_have_text("Saved")
    assert stub.saved
    assert stub.words["topic"]["title"] == "Depressed?"


def test_a_file_changed_outside(page: Page, stub: Stub) -> None:
    """Who saves over a file that was changed meanwhile is asked; closing the question saves not."""
    retitle(page, "Depressed?")
    stub.outside = True
    tool(page, "Save")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("#saved")).to_have_text("Not saved yet")
    expect(page.locator("#save")).to_be_focused()
    tool(page, "Save")
    page.get_by_role("button", name="Keep mine").press("Enter")
    says(page, "Saved")
    assert [data["over"] for name, data in stub.asked if name == "save"] == [False, False, True]


def test_taking_the_file_from_disk(page: Page, stub: Stub) -> None:
    """Who comes back to the window is told that the file was changed, and can take it."""
    stub.outside = True
    stub.words["topic"]["title"] = "From outside"
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.get_by_role("button", name="Take the file from disk").press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(at(page, TITLE)).to_have_value("From outside")
    assert stub.actions[-1] == "reload"


def test_publishing(page: Page, stub: Stub) -> None:
    """What is not saved is saved first; then the lines are shown, and a link to the print desk."""
    retitle(page, "Depressed?")
    tool(page, "Publish")
    dialog = page.get_by_role("dialog", name="Publish")
    expect(dialog).to_contain_text("Not everything was published.")
    expect(dialog.locator(".err")).to_have_text("card: too many words")
    link = dialog.get_by_role("link", name="Open the print desk")
    expect(link).to_have_attribute("href", "output/index.html")
    dialog.get_by_role("button", name="Close").press("Enter")
    expect(page.locator("#publish")).to_be_focused()
    assert stub.actions[-2:] == ["save", "publish"]


def test_older_versions(page: Page, stub: Stub) -> None:
    """An older version comes back, and it is said which."""
    retitle(page, "Depressed?")
    tool(page, "Older versions")
    page.get_by_role("button", name="Go back to this").press("Enter")
    expect(page.locator("#said")).to_contain_text("Back to Nov 27, 2026")
    expect(at(page, TITLE)).to_have_value("Still depressed after two medicines?")
    expect(page.locator("#more")).to_be_focused()
    name, data = stub.asked[-1]
    assert (name, data["name"]) == ("restore", "2026-11-27 16.40.12")


def test_the_end(page: Page, stub: Stub) -> None:
    """Who ends the editor with something not saved is asked; then the page says that it is over."""
    retitle(page, "Depressed?")
    tool(page, "Done")
    page.get_by_role("button", name="Go on editing").press("Enter")
    expect(page.locator("#form")).to_be_visible()
    tool(page, "Done")
    page.get_by_role("button", name="Save and finish").press("Enter")
    expect(page.get_by_text("The editor has ended.")).to_be_focused()
    expect(page.locator("#form")).to_be_hidden()
    assert stub.actions[-2:] == ["save", "done"]


@pytest.mark.parametrize("typed", [True, False])
def test_closing_the_tab(page: Page, typed: bool) -> None:  # noqa: FBT001 - a case
    """A tab with something not saved asks before it closes; another one does not."""
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    at(page, TITLE).click()
    if typed:
        page.keyboard.type("x")
    page.goto("about:blank")
    assert asked == (["beforeunload"] if typed else [])


# The text view.


def test_the_text(page: Page, stub: Stub) -> None:
    """The text is shown and changed; problems lead to their lines."""
    retitle(page, "x" * 60)
    tool(page, "Show text")
    source = page.get_by_label("The file as it is written")
    expect(source).to_have_value(re.compile("x{60}"))
    page.get_by_role("link", name="Line 6").press("Enter")
    expect(source).to_be_focused()
    line = page.evaluate(
        "(() => { const e = document.activeElement;"
        " return e.value.slice(e.selectionStart, e.selectionEnd) })()"
    )
    assert line == source.input_value().split("\n")[5]
    source.fill(source.input_value().replace("x" * 60, "Depressed?"))
    expect(page.locator("#summary")).to_be_empty()
    assert stub.words["topic"]["title"] == "Depressed?"
    page.get_by_role("button", name="Show form").press("Enter")
    expect(page.get_by_role("heading", name="Words")).to_be_focused()
    expect(at(page, TITLE)).to_have_value("Depressed?")


def test_a_line_far_down(page: Page) -> None:
    """A line that is out of sight is scrolled to."""
    tool(page, "Show text")
    source = page.locator("#source")
    expect(source).to_have_value(re.compile("depressed"))
    source.evaluate("each => each.style.height = '6rem'")
    page.evaluate("import('./static/text.js').then(text => text.toLine(40))")
    page.wait_for_timeout(200)
    assert source.evaluate("each => each.scrollTop") > 300


def test_a_text_that_cannot_be_read(page: Page, stub: Stub) -> None:
    """A slip in the text leaves only the text; once it is mended the form comes back."""
    tool(page, "Show text")
    source = page.locator("#source")
    expect(source).to_have_value(re.compile("depressed"))
    whole = source.input_value()
    source.fill(whole.replace('"topic"', '"topic'))
    expect(page.locator("#unreadable")).to_be_visible()
    expect(page.locator("#to-words")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("link", name="Line 3").press("Enter")
    source.fill(whole)
    expect(page.locator("#form")).to_be_visible()
    assert stub.text is None


def test_it_begins_with_what_cannot_be_read(opened: Opened, stub: Stub) -> None:
    """A file that cannot be read is shown as text at once."""
    stub.text = 'clinic: "'
    page = opened()
    expect(page.locator("#source")).to_have_value('clinic: "')


# What goes wrong.


def test_a_server_that_is_gone(page: Page, stub: Stub) -> None:
    """Where the server is gone it is said; what was typed is sent once it is back."""
    stub.gone = True
    at(page, TITLE).fill("Depressed?")
    expect(page.get_by_role("alert")).to_contain_text("does not answer")
    at(page, ["clinic", "name"]).fill("A clinic")
    page.wait_for_timeout(500)
    stub.gone = False
    says(page, "The editor answers again.")
    expect(page.locator("#lost")).to_be_hidden()
    assert {edit["value"] for edit in sent(page, stub, 2)} == {"Depressed?", "A clinic"}
    expect(at(page, TITLE)).to_have_value("Depressed?")


def test_two_windows(page: Page, stub: Stub) -> None:
    """Where another window was first, its words are taken, and the edit is made to them."""
    stub.answer("edit", {"edits": [{"do": "set", "path": ["topic", "lead"], "value": "Hope."}]})
    at(page, TITLE).fill("Depressed?")
    expect(at(page, ["topic", "lead"])).to_have_value("Hope.")
    page.wait_for_timeout(400)
    assert stub.words["topic"]["title"] == "Depressed?"
    assert stub.words["topic"]["lead"] == "Hope."
    expect(at(page, TITLE)).to_have_value("Depressed?")


def test_what_is_typed_meanwhile(page: Page, stub: Stub) -> None:
    """What is typed while an edit is under way is neither lost nor undone by the answer."""

    def late(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/edit", late)
    at(page, TITLE).fill("")
    at(page, TITLE).press_sequentially("Many words typed one after another", delay=35)
    page.wait_for_timeout(1500)
    expect(at(page, TITLE)).to_have_value("Many words typed one after another")
    assert stub.words["topic"]["title"] == "Many words typed one after another"


def test_in_spanish(opened: Opened, stub: Stub) -> None:
    """The page speaks Spanish; what is said by script, too."""
    stub.language = "es-US"
    page = opened()
    expect(page.locator("html")).to_have_attribute("lang", "es-US")
    expect(page.get_by_role("button", name="Guardar")).to_be_visible()
    at(page, TITLE).fill("x")
    expect(page.locator("#saved")).to_have_text("Aún sin guardar")


def test_another_language(opened: Opened, stub: Stub) -> None:
    """Once the words are in another language that the page speaks, it is asked for anew."""
    page = opened()
    expect(page.locator("html")).to_have_attribute("lang", "en-US")
    stub.language = "es-US"
    at(page, TITLE).fill("x")
    expect(page.locator("#saved")).to_have_text("Not saved yet")
    expect(page.locator("html")).to_have_attribute("lang", "en-US")
    page.locator("#save").click()
    expect(page.locator("html")).to_have_attribute("lang", "es-US")
    expect(page.locator("#saved")).to_have_text("Guardado")
