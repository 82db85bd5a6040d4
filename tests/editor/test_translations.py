"""Translations: their list, another language, and the texts of one; nothing typed is lost."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, Route, expect

from tests.editor.conftest import Opened
from tests.editor.stub import Stub
from tests.editor.stub_beside import write
from tests.editor.using import says, tool
from tests.thorough import thorough

pytestmark = thorough

LEAD = "Topic: Opening words"


def view(page: Page) -> Locator:
    """Show the translations."""
    tool(page, "Translations")
    expect(page.get_by_role("heading", name="Translations")).to_be_focused()
    return page.locator("#catalogs")


def spanish(page: Page) -> Locator:
    """Show the texts in Spanish."""
    view(page).get_by_role("button", name="Translate").press("Enter")
    expect(page.get_by_role("heading", name="español")).to_be_focused()
    return page.locator("#catalog")


def written(stub: Stub, number: int = 1) -> str:
    """Return a text of the Spanish catalog."""
    return str(stub.beside.catalogs["es"][number]["text"])


def sent(stub: Stub) -> list[dict[str, str]]:
    """Return the texts that were sent, request by request."""
    return [data["texts"] for name, data in stub.asked if "texts" in data]


def state(page: Page, note: str) -> Locator:
    """Return what is said of a text."""
    return page.locator("#catalog li").filter(has_text=note).locator(".state")


def test_the_list(page: Page) -> None:
    """Each language says how far it is and who reviewed it; the form comes back."""
    shown = view(page)
    entry = shown.get_by_role("listitem")
    expect(entry).to_have_count(1)
    expect(entry).to_contain_text("1 of 3 texts")
    expect(entry).to_contain_text("No qualified reviewer yet: only drafts are made.")
    expect(entry.get_by_role("heading")).to_have_attribute("lang", "es")
    expect(page.locator("#columns")).to_be_hidden()
    shown.get_by_role("button", name="Back to the words").press("Enter")
    expect(page.get_by_role("heading", name="Words")).to_be_focused()
    expect(shown).to_be_hidden()


def test_another_language(page: Page, stub: Stub) -> None:
    """A language is added, its texts are shown at once, and the brochure has to be saved."""
    shown = view(page)
    shown.get_by_label("Add a language").select_option("العربية")
    shown.get_by_role("button", name="Add", exact=True).press("Enter")
    says(page, "Added: العربية. Save the brochure to keep this language.")
    expect(page.locator("#saved")).to_have_text("Not saved yet")
    expect(page.get_by_role("heading", name="العربية")).to_be_focused()
    expect(shown).to_contain_text("Reviewed by Dr. Ana Ruiz")
    field = page.get_by_label(LEAD)
    expect(field).to_have_attribute("lang", "ar")
    expect(field).to_have_attribute("dir", "rtl")
    assert ("translate", "ar") in [(name, data.get("language")) for name, data in stub.asked]
    shown.get_by_role("button", name="All languages").press("Enter")
    expect(shown.get_by_role("listitem")).to_have_count(2)
    expect(shown.get_by_role("button", name="العربية")).to_be_focused()
    expect(shown.get_by_label("Add a language").locator("option")).to_have_text(["français"])


def test_a_language_that_is_gone(page: Page, stub: Stub) -> None:
    """Where a change is taken back, the list of languages is drawn anew."""
    shown = view(page)
    shown.get_by_label("Add a language").select_option("français")
    shown.get_by_role("button", name="Add", exact=True).press("Enter")
    shown.get_by_role("button", name="All languages").press("Enter")
    expect(shown.get_by_role("listitem")).to_have_count(2)
    del stub.beside.catalogs["fr"]
    tool(page, "Undo")
    expect(shown.get_by_role("listitem")).to_have_count(1)
    expect(page.locator("#undo")).to_be_focused()


def test_texts(page: Page) -> None:
    """A text has its note as its name; its original and its state describe it, each in words."""
    spanish(page)
    fields = page.locator("#catalog textarea")
    expect(fields).to_have_count(3)
    expect(page.get_by_label("Topic: Title")).to_have_value("¿Sigue con depresión?")
    expect(page.get_by_label(LEAD)).to_have_accessible_description(
        "You have not failed. There are other treatments, and they offer hope. To be translated"
    )
    expect(page.get_by_label(LEAD)).to_have_attribute("lang", "es")
    expect(page.locator(".original").first).to_have_attribute("lang", "en-US")
    expect(page.locator(".state")).to_have_text(
        ["To be checked: the original has changed.", "To be translated", "Done"]
    )


def test_the_original_stands_beside_or_above(opened: Opened) -> None:
    """A wide window has the original beside the text, a narrow one above it."""
    for width, beside in ((1280, True), (320, False)):
        page = opened(viewport={"width": width, "height": 800})
        spanish(page)
        source = page.locator(".original").nth(1).bounding_box()
        field = page.get_by_label(LEAD).bounding_box()
        assert source is not None
        assert field is not None
        assert (source["x"] + source["width"] <= field["x"]) is beside
        assert (source["y"] + source["height"] <= field["y"]) is not beside


def test_what_is_typed(page: Page, stub: Stub) -> None:
    """What is typed is sent once the keys rest, or once the field is left; the state follows."""
    spanish(page)
    page.get_by_label(LEAD).focus()
    page.keyboard.type("Usted")
    expect(state(page, LEAD)).to_have_text("Not saved yet")
    expect(page.locator("#saved")).to_have_text("Not saved yet")
    page.wait_for_timeout(300)
    page.keyboard.type(" no ha")
    expect(state(page, LEAD)).to_have_text("Done")
    assert sent(stub) == [{"topic.lead": "Usted no ha"}]
    expect(page.locator("#catalog-progress")).to_have_text("2 of 3 texts")
    expect(page.locator("#saved")).to_have_text("Saved")
    page.keyboard.type(" fracasado.")
    page.keyboard.press("Tab")
    page.wait_for_timeout(250)
    assert written(stub) == "Usted no ha fracasado."


def test_what_is_still_right(page: Page, stub: Stub) -> None:
    """A text whose original has changed is done once somebody says that it is right."""
    spanish(page)
    page.get_by_role("button", name="Still right").press("Enter")
    expect(state(page, "Topic: Title")).to_have_text("Done")
    assert sent(stub) == [{"topic.title": "¿Sigue con depresión?"}]
    expect(page.get_by_label("Topic: Title")).to_be_focused()
    expect(page.get_by_role("button", name="Still right")).to_be_hidden()


def test_only_what_is_left(page: Page) -> None:
    """Texts that are done are hidden, but not while somebody still writes in one."""
    spanish(page)
    box = page.get_by_label("Only what is left")
    box.press("Space")
    expect(page.locator("#catalog textarea:visible")).to_have_count(2)
    page.get_by_label(LEAD).fill("Hay otros.")
    expect(state(page, LEAD)).to_have_text("Done")
    expect(page.get_by_label(LEAD)).to_be_visible()
    page.get_by_role("button", name="Still right").press("Enter")
    expect(state(page, "Topic: Title")).to_have_text("Done")
    box.uncheck()
    box.check()
    expect(page.get_by_text("Nothing is left: every text is done.")).to_be_visible()


def test_what_is_typed_meanwhile(page: Page, stub: Stub) -> None:
    """What is typed while a text is under way is not undone by the answer, and is sent next."""
    spanish(page)

    def late(route: Route) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/translation", late)
    field = page.get_by_label(LEAD)
    field.press_sequentially("Hay otros", delay=20)
    page.wait_for_timeout(650)
    field.press_sequentially(" tratamientos, y dan esperanza.", delay=30)
    expect(state(page, LEAD)).to_have_text("Done")
    assert written(stub) == field.input_value() == "Hay otros tratamientos, y dan esperanza."


def test_another_program(page: Page, stub: Stub) -> None:
    """Another program's texts are shown; what was typed is kept, and both are told of."""
    spanish(page)
    write(stub, "es", {"topic.lead": "De otro.", "topic.sections.causes.title": "Las causas"})
    page.get_by_label(LEAD).fill("De aquí.")
    says(page, "The translation was changed by another program. Your words are kept.")
    expect(page.get_by_label("Section Why it happens")).to_have_value("Las causas")
    expect(page.get_by_label(LEAD)).to_have_value("De aquí.")
    expect(page.get_by_text("Another program had written: De otro.")).to_be_visible()
    expect(state(page, LEAD)).to_have_text("Done")
    assert written(stub) == "De aquí."


def test_a_text_that_is_refused(page: Page, stub: Stub) -> None:
    """Why a text is refused stands at its field; others are saved, and it waits."""
    spanish(page)
    stub.beside.refuse = "A mark is missing."
    page.get_by_label(LEAD).fill("{marca}")
    expect(page.locator("#catalog [role=alert]").filter(has_text="A mark")).to_be_visible()
    expect(page.get_by_label(LEAD)).to_have_attribute("aria-invalid", "true")
    stub.beside.refuse = ""
    page.get_by_label("Topic: Title").fill("¿Otra vez?")
    expect(state(page, "Topic: Title")).to_have_text("Done")
    assert written(stub) == ""
    tool(page, "Done")
    says(page, "A translation is not saved yet. Look at what is marked there.")
    page.get_by_role("button", name="All languages").press("Enter")
    page.get_by_role("button", name="Translate").press("Enter")
    expect(page.get_by_label(LEAD)).to_have_value("{marca}")
    page.get_by_label(LEAD).fill("Sin marca")
    expect(state(page, LEAD)).to_have_text("Done")
    assert written(stub) == "Sin marca"


def test_a_server_that_is_gone(page: Page, stub: Stub) -> None:
    """What was typed while the server is gone is sent once it is back, also from another view."""
    spanish(page)
    stub.gone = True
    page.get_by_label(LEAD).fill("Hay otros.")
    expect(page.locator("#lost")).to_be_visible()
    page.get_by_role("button", name="Back to the words").press("Enter")
    page.wait_for_timeout(800)  # what is sent once the field is left fails, too
    stub.gone = False
    says(page, "The editor answers again.")
    page.wait_for_timeout(300)
    assert written(stub) == "Hay otros."


def test_up_to_date(page: Page) -> None:
    """Texts that are new in the brochure are put in; what is typed is sent before."""
    spanish(page)
    page.get_by_label(LEAD).fill("Hay otros.")
    page.get_by_role("button", name="Bring up to date").press("Enter")
    expect(page.get_by_label("A new text")).to_be_visible()
    expect(page.get_by_label(LEAD)).to_have_value("Hay otros.")
    expect(state(page, LEAD)).to_have_text("Done")
