"""The page for reviewers, opened from disk in a browser or printed, and the comments it saves."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

from brochures.editor.review import read_review, review_page
from tests.editor.conftest import Opened
from tests.editor.reviews import LABELS, TODAY, full, loaded_of
from tests.editor.using import ENHANCED, UNFOLD
from tests.samples import minimal
from tests.thorough import thorough


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Opened:
    """Open the page of a content from disk; what it complains of, or asks for, fails the test."""

    def fail(said: object) -> None:
        raise AssertionError(said)

    def asked(request: Request) -> None:
        if not request.url.startswith(("file:", "data:")):
            fail(request.url)

    def open_page(
        data: dict[str, Any] | None = None, drafts: tuple[Path, ...] = (), **options: object
    ) -> Page:
        file = tmp_path / "the review.html"
        file.write_text(review_page(loaded_of(data or full()), drafts, TODAY), "utf-8")
        page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
        page.set_default_timeout(5000)
        page.on("pageerror", fail)
        page.on("console", lambda said: fail(said.text))
        page.on("request", asked)
        page.goto(file.as_uri())
        return page

    return open_page


def save(page: Page) -> bytes:
    """Save the comments, and return the file."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=LABELS.save).click()
    assert re.fullmatch(r"review-[\w-]+-\d{4}-\d\d-\d\d\.json", waiting.value.suggested_filename)
    return Path(str(waiting.value.path())).read_bytes()


@thorough
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 320)])
def test_axe_finds_nothing(opened: Opened, draft: Path, scheme: str, width: int) -> None:
    """axe-core finds nothing, and nothing is scrolled sideways, filled in or with what is wrong."""
    view = {"width": width, "height": 800}
    page = opened(None, (draft,), color_scheme=scheme, viewport=view)
    page.evaluate(UNFOLD)
    page.get_by_label(LABELS.change).first.check()
    page.get_by_role("button", name=LABELS.save).click()
    expect(page.get_by_text(LABELS.no_name)).to_be_visible()
    results = Axe().run(page, options=ENHANCED)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@thorough
def test_targets_are_large(opened: Opened, draft: Path) -> None:
    """Whatever is pressed is 44 px high or more (WCAG 2.2, 2.5.5), and has a name of its own."""
    page = opened(None, (draft,), viewport={"width": 320, "height": 800})
    page.get_by_label(LABELS.right).first.check()
    pressed = page.locator(".choice, summary, button, textarea, input[type=text], #left a")
    heights = [each.bounding_box()["height"] for each in pressed.all()]  # type: ignore[index]
    assert len(heights) > 30
    assert min(heights) >= 44
    groups = page.get_by_role("group")
    names = [
        each.locator("legend").inner_text()
        for each in groups.all()
        if "fieldset" in each.evaluate("e => e.localName")
    ]
    assert len(names) == len(set(names)) == page.locator("fieldset").count()


@thorough
def test_comments_come_back(opened: Opened) -> None:
    """What a reviewer says of each section, with the keyboard too, is what the file holds."""
    data = full()
    page = opened(data)
    by = page.get_by_label(LABELS.name)
    first = page.get_by_role("group").filter(has=page.get_by_role("radio")).first
    first.get_by_label(LABELS.right).focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("<b>Shorter</b>, “please”.\nAnd larger.")
    section = page.locator('[data-path="topic.sections.options"]')
    section.get_by_label(LABELS.right).check()
    of_all = f"2 of {page.locator('fieldset').count()} sections looked at"
    expect(page.locator("#progress")).to_have_text(of_all)
    by.fill("Dr. <i>Ann</i> Example")
    page.get_by_label(LABELS.qualification).fill("MD")
    review = read_review(save(page), loaded_of(data))
    expect(page.locator("#saved")).to_contain_text("review-depression-")
    assert (review.by, review.qualification, review.current) == (
        "Dr. <i>Ann</i> Example",
        "MD",
        True,
    )
    assert review.data()["sections"] == [
        {
            "path": "topic.cover",
            "title": "Cover",
            "right": False,
            "comment": "<b>Shorter</b>, “please”.\nAnd larger.",
        },
        {
            "path": "topic.sections.options",
            "title": "What can help",
            "right": True,
            "comment": "",
        },
    ]
    assert not any(each.gone for each in review.sections)


@thorough
def test_what_was_typed_is_kept(opened: Opened) -> None:
    """Who closes the page finds everything again; once the words are others, it begins anew."""
    page = opened()
    page.locator("textarea").nth(2).fill("Not quite.")
    page.get_by_label(LABELS.change).nth(2).check()
    page.get_by_label(LABELS.name).fill("Dr. Example")
    address, context = page.url, page.context
    page.close()
    page = context.new_page()
    page.goto(address)
    expect(page.locator("textarea").nth(2)).to_have_value("Not quite.")
    expect(page.get_by_label(LABELS.change).nth(2)).to_be_checked()
    expect(page.get_by_label(LABELS.name)).to_have_value("Dr. Example")
    expect(page.locator("#progress")).to_contain_text("1 of")
    data = full()
    data["topic"]["summary"]["points"].append("One more.")
    file = Path(address.removeprefix("file://").replace("%20", " "))
    file.write_text(review_page(loaded_of(data), (), TODAY), "utf-8")
    page.reload()
    expect(page.locator("textarea").nth(2)).to_have_value("")


@thorough
def test_where_nothing_can_be_kept(opened: Opened, browser: Browser) -> None:
    """Where the browser keeps nothing, the page works all the same and promises nothing."""
    address = opened().url
    page = browser.new_context().new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw Error() }})")
    page.goto(address)
    expect(page.get_by_text(LABELS.kept)).to_be_hidden()
    page.get_by_label(LABELS.right).first.check()
    page.get_by_label(LABELS.name).fill("Dr. Example")
    assert json.loads(save(page))["sections"][0]["right"] is True


@thorough
def test_what_is_missing_is_said(opened: Opened) -> None:
    """Without an answer or a name nothing is saved; it is said what is missing, where it is."""
    page = opened()
    page.get_by_role("button", name=LABELS.save).click()
    expect(page.get_by_text(LABELS.no_answer)).to_be_visible()
    page.locator("textarea").first.fill("Good.")
    expect(page.get_by_text(LABELS.no_answer)).to_be_hidden()
    page.get_by_role("button", name=LABELS.save).click()
    by = page.get_by_label(LABELS.name)
    expect(by).to_be_focused()
    expect(by).to_have_accessible_description(LABELS.no_name)
    page.get_by_role("link", name="A section: table").click()
    expect(page.get_by_role("heading", name="A section: table")).to_be_in_viewport()


@thorough
def test_scripts_in_texts_do_not_run(opened: Opened) -> None:
    """What a text holds is shown as it is, and its links are no links."""
    bad = "</style></script><script>window.ran = 1</script><img src=x onerror='window.ran = 1'>"
    data = full()
    data["clinic"]["name"] = "A & B <i>" + "<script>ran=1</script>"
    data["topic"]["name"] = "Rest <b onclick=ran()>"
    data["topic"]["sections"]["text"] |= {"title": f"So {bad}", "text": f"**{bad}** {{{{ 7*7 }}}}"}
    data["topic"]["sections"]["text"]["lead"] = "[Look](https://example.com/x)"
    page = opened(data)
    assert page.evaluate("window.ran") is None
    shown = page.locator(".part").filter(has=page.locator('[data-path="topic.sections.text"]'))
    expect(shown).to_contain_text(f"{bad} {{{{ 7*7 }}}}")
    expect(shown).to_contain_text("Look (example.com/x)")
    page.locator('[data-path="topic.sections.text"]').get_by_label(LABELS.right).check()
    expect(page.locator("#left")).to_be_visible()
    assert {each.get_attribute("href")[:1] for each in page.locator("a").all()} == {"#"}  # type: ignore[index]
    assert page.evaluate("window.ran") is None


@thorough
def test_a_script_that_gets_in_does_not_run(browser: Browser, tmp_path: Path) -> None:
    """The policy of the page runs its own script and no other."""
    file = tmp_path / "changed.html"
    html = review_page(loaded_of(minimal()), (), TODAY)
    file.write_text(html.replace("</main>", "<script>window.ran = 1</script></main>"), "utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    assert page.evaluate("window.ran") is None
    assert page.evaluate("document.documentElement.className") == "script"


@thorough
def test_without_a_script(opened: Opened) -> None:
    """Without JavaScript the words can be read, and it is said what comments need."""
    page = opened(java_script_enabled=False)
    expect(page.get_by_text(LABELS.no_script)).to_be_visible()
    expect(page.get_by_text("Hope seems out of reach.")).to_be_visible()
    assert page.locator("fieldset:visible, button:visible").count() == 0


@thorough
@pytest.mark.parametrize("script", [True, False])
def test_on_paper(opened: Opened, script: bool) -> None:  # noqa: FBT001 - a case
    """Printed, it has boxes to tick and lines for comments, or what was typed, and for a name."""
    page = opened(java_script_enabled=script)
    if script:
        page.locator("textarea").first.fill("Typed.")
    page.emulate_media(media="print")
    assert page.locator("input[type=radio]:visible").count() == 2 * page.locator("fieldset").count()
    assert page.locator(".rows:visible").count() == page.locator("fieldset").count() - script
    assert page.locator("textarea:visible").count() == script
    assert page.locator(".signature:visible, #by:visible").count() == 2
    assert page.locator("button:visible").count() == 0
