"""The print desk in a real browser, opened from disk as the front desk opens it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page

import make_pdf
from brochures.build.atomic_write import publish
from brochures.content.markup import plain
from brochures.content.model import Content
from brochures.data.palette import themes
from brochures.desk import page as desk
from brochures.formats import formats
from brochures.formats.model import Format
from brochures.formats.placement import chosen
from brochures.pdf import read
from tests.desk.desks import TODAY, cards, lay_out, made_of, opened, reworded
from tests.samples import minimal
from tests.thorough import thorough

ROOT = Path(__file__).parents[2]

UNFOLD = "document.querySelectorAll('details').forEach(each => each.open = true)"


def named(content: Content, made: Format) -> str:
    """Return the name under which a handout is downloaded."""
    return f"{content.clinic.name} - {content.topic.name} - {made.title}.pdf"


@pytest.fixture(scope="module")
def made(content: Content) -> Mapping[str, Format]:
    """Return the formats that are made of the clinic's words without being asked for, by name."""
    return {each.name: each for each in chosen(content)[0]}


ENHANCED = {"rules": {"color-contrast-enhanced": {"enabled": True}}}
"""What axe-core tries beside its usual rules: text of 7 to 1 (WCAG 2.2, 1.4.6)."""


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), pytest.param("dark", 320, marks=thorough)]
)
def test_axe_finds_nothing(browser: Browser, output: Path, scheme: str, width: int) -> None:
    """axe-core finds nothing, folded and unfolded, in light and dark, narrow and wide."""
    page = opened(browser, output, color_scheme=scheme, viewport={"width": width, "height": 800})
    page.evaluate(UNFOLD)
    results = Axe().run(page, options=ENHANCED)
    assert results.violations_count == 0, results.generate_report()


@thorough
@pytest.mark.parametrize("theme", themes())
def test_axe_in_each_theme(
    browser: Browser, output: Path, content: Content, tmp_path: Path, theme: str
) -> None:
    """axe-core finds nothing in any theme, light and dark, warnings and filters included."""
    shutil.copytree(output, tmp_path, dirs_exist_ok=True)
    themed = reworded(content, brand={"theme": theme})
    other = reworded(themed, topic=minimal()["topic"], handouts={})
    shown = [desk.Brochure(themed), desk.Brochure(other, "sleep")]
    for name, data in desk.lay_out(tmp_path, shown, (), date(2028, 1, 1)).items():
        publish(tmp_path / name, data)
    page = opened(browser, tmp_path)
    page.evaluate(UNFOLD)
    assert page.locator(".warning").count() > 1
    assert page.locator(".filters button").count() > 1
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        results = Axe().run(page, options=ENHANCED)
        assert results.violations_count == 0, results.generate_report()


@thorough
@pytest.mark.parametrize("width", [320, 640, 1280])
def test_no_sideways_scrolling(browser: Browser, output: Path, width: int) -> None:
    """At 320 px, which is 1280 at 400 %, nothing has to be scrolled sideways (WCAG 2.2, 1.4.10)."""
    page = opened(browser, output, viewport={"width": width, "height": 800})
    page.evaluate(UNFOLD)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@thorough
def test_every_link_opens_a_pdf(browser: Browser, output: Path, made: Mapping[str, Format]) -> None:
    """'Print' leads to each handout beside the page."""
    page = opened(browser, output)
    addresses = [link.evaluate("each => each.href") for link in page.query_selector_all("a.print")]
    files = [Path(unquote(urlsplit(address).path)) for address in addresses]
    assert [file.name for file in files] == [f"{name}.pdf" for name in made]
    assert all(read(file.read_bytes()).pages for file in files)


@thorough
def test_downloads_have_names_that_people_understand(
    browser: Browser, output: Path, content: Content, made: Mapping[str, Format]
) -> None:
    """'Download' gives the very file that is published, under the clinic's name."""
    page = opened(browser, output)
    for number, (name, each) in enumerate(made.items()):
        with page.expect_download() as waiting:
            page.locator("article a[download]").nth(number).click()
        assert waiting.value.suggested_filename == named(content, each)
        saved = Path(str(waiting.value.path()))
        assert saved.read_bytes() == (output / f"{name}.pdf").read_bytes()


@thorough
def test_the_mail_is_copied(
    browser: Browser, output: Path, content: Content, made: Mapping[str, Format]
) -> None:
    """'Copy email text' puts the text into the clipboard and says so to screen readers too."""
    page = opened(browser, output, permissions=["clipboard-read", "clipboard-write"])
    page.locator("#one-page button").click()
    said = page.locator("#one-page [role=status]")
    said.wait_for()
    assert said.inner_text() == content.labels.desk.copied
    copied = page.evaluate("navigator.clipboard.readText()")
    assert named(content, made["one-page"]) in copied
    assert content.clinic.phone.number in copied
    assert "{" not in copied


@thorough
def test_keyboard_order(browser: Browser, output: Path, made: Mapping[str, Format]) -> None:
    """Tab goes through each handout from top to bottom: print, download, copy, what unfolds."""
    page = opened(browser, output)
    wanted = []
    for name, each in made.items():
        unfolds = 1 + (each.duplex != "Simplex") + (not each.for_patients)
        tags = ["A", "A", *([] if each.for_patients else ["BUTTON"]), *["SUMMARY"] * unfolds]
        wanted += [[name, tag, "solid"] for tag in tags]
    reached = []
    for _ in range(len(wanted) + 1):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "[document.activeElement.closest('article')?.id ?? '',"
                " document.activeElement.tagName,"
                " getComputedStyle(document.activeElement).outlineStyle]"
            )
        )
    assert reached == [*wanted, ["", "A", "solid"]]


def test_nothing_leads_outside(output: Path, made: Mapping[str, Format]) -> None:
    """The page holds all it needs: no address but those of the handouts beside it."""
    html = (output / "index.html").read_text("utf-8")
    addresses = re.findall(r'(?:src|href)="([^"]*)"|url\(([^)]*)\)', html)
    outside = {one or other for one, other in addresses if not (one or other).startswith("data:")}
    assert outside == {f"{name}.pdf" for name in made}
    assert "default-src 'none'" in html


@thorough
def test_what_is_said_of_a_handout(
    browser: Browser, output: Path, content: Content, made: Mapping[str, Format]
) -> None:
    """Each handout has its readers, its button and its steps, what went by, and that it passed."""
    page = opened(browser, output)
    assert page.locator("#trifold .readers").inner_text() == "Patients"
    assert page.locator("#large-print .readers").inner_text() == "Anyone who wants larger type"
    assert page.locator("#trifold a.print").inner_text().startswith("Print tri-fold")
    steps = page.locator("#trifold .steps").inner_text()
    words = [plain(step) for step in vars(content.labels.steps).values()]
    assert [step in steps for step in words].count(True) == 4
    assert "Put US Letter paper into" in steps
    pages = len(read((output / "large-print.pdf").read_bytes()).pages)
    long = f"{pages} pages on {(pages + 1) // 2} sheets."
    assert long in page.locator("#large-print .about").inner_text()
    assert f"{long} Staple them." in page.locator("#large-print .steps").inner_text()
    page.locator("#large-print .status summary").click()
    facts = page.locator("#large-print dl").inner_text()
    for wanted in ("English", "Reading grade", "kB", "page-validation"):
        assert wanted in facts
    assert page.locator("article .passed").count() == len(made)
    assert page.locator(".warning").count() == 0


def test_what_was_not_checked(tmp_path: Path, output: Path) -> None:
    """The details name the rules that cannot be asked in a language; in English there are none."""
    days = {"reviewed_on": "2026-01-31", "review_by": "2027-01-31"}
    review = {"version": "1", "translator": "A translator", **days}
    content = Content.model_validate(minimal() | {"language": "de", "review": review})
    lay_out(tmp_path, content, made_of(content, tmp_path, "large-print"))
    german = (tmp_path / "index.html").read_text("utf-8")
    assert "<dt>In dieser Sprache nicht geprüft</dt><dd>passive-sentences" in german
    assert "<dt>Lesestufe</dt><dd>Amstad " in german
    assert content.labels.desk.not_asked == "In dieser Sprache nicht geprüft"
    assert "Not checked in this language" not in (output / "index.html").read_text("utf-8")


@thorough
def test_a_review_that_is_due(browser: Browser, output: Path, content: Content) -> None:
    """Once the review is due, the desk says so above all else."""
    folder = shutil.copytree(output, output.parent / "due")
    late = date(2028, 1, 1)
    lay_out(folder, content, today=late)
    page = opened(browser, folder)
    assert "Nov 23, 2027" in page.locator("main > [role=alert]").inner_text()


@thorough
def test_a_version_that_was_withheld(
    browser: Browser, output: Path, content: Content, made: Mapping[str, Format]
) -> None:
    """A handout whose newer version was withheld shows the last good one, and why."""
    folder = shutil.copytree(output, output.parent / "withheld")
    words = content.model_dump(mode="json", exclude_unset=True)
    words["topic"]["referral"]["lead"] = "Call us. " * 200
    longer = Content.model_validate(words)
    done = made_of(longer, folder, "one-page")
    lay_out(folder, longer, done)
    page = opened(browser, folder)
    page.locator("#one-page .warning summary").click()
    assert "the text runs" in page.locator("#one-page .warning").inner_text()
    assert page.locator("#one-page .stage img").count() == 1
    assert page.locator("#one-page .passed").count() == 0
    assert page.locator("article .passed").count() == len(made) - 1


@thorough
def test_an_old_file_is_told(
    browser: Browser, output: Path, content: Content, made: Mapping[str, Format]
) -> None:
    """A file that does not hold today's words is not said to have passed."""
    folder = shutil.copytree(output, output.parent / "old")
    clinic = content.clinic.model_dump(mode="json", exclude_unset=True)
    changed = reworded(content, clinic=clinic | {"phone": {"number": "(718) 555-0123"}})
    lay_out(folder, changed)
    page = opened(browser, folder)
    assert page.locator("article .passed").count() == 0
    assert page.locator("article .warning").count() == len(made)


@thorough
def test_nothing_published_yet(
    browser: Browser, tmp_path: Path, content: Content, made: Mapping[str, Format]
) -> None:
    """Where a handout was never published, the desk says so instead of a dead link."""
    lay_out(tmp_path, content)
    page = opened(browser, tmp_path)
    assert page.locator("article a").count() == 0
    assert page.locator("article").count() == len(made)
    assert content.labels.desk.unpublished in page.locator("#trifold").inner_text()


def test_one_card_for_each_topic_and_format(tmp_path: Path, output: Path, content: Content) -> None:
    """Two brochures have a card for each format that is made of them, or is there already."""
    other = reworded(content, topic=minimal()["topic"], handouts={})
    shown = [desk.Brochure(content), desk.Brochure(other, "sleep")]
    data = desk.lay_out(tmp_path, shown, (), TODAY)
    publish(tmp_path / "index.html", data["index.html"])
    first = [made.name for made in chosen(content)[0]]
    second = [f"sleep-{made.name}" for made in chosen(other)[0]]
    assert list(cards(tmp_path)) == [*first, *second]
    assert "sleep-one-page" not in second
    (tmp_path / "sleep").mkdir()
    (tmp_path / "sleep" / "one-page.pdf").write_bytes((output / "one-page.pdf").read_bytes())
    data = desk.lay_out(tmp_path, shown, (), TODAY)
    publish(tmp_path / "index.html", data["index.html"])
    there = {*second, "sleep-one-page"}
    ordered = [f"sleep-{name}" for name in formats(other)]
    assert list(cards(tmp_path)) == [*first, *(name for name in ordered if name in there)]


@thorough
def test_a_draft_is_told(browser: Browser, tmp_path: Path, content: Content) -> None:
    """A draft is called one."""
    where = ["--content", str(ROOT / "content.yaml"), "--output", str(tmp_path)]
    status = make_pdf.main(["one-page", "--draft", "--languages", content.language, *where])
    assert status == 0
    page = opened(browser, tmp_path / "drafts")
    assert content.labels.desk.draft in page.locator("#one-page").inner_text()
    assert not (tmp_path / "index.html").exists()


@thorough
def test_printed_it_is_a_list(browser: Browser, output: Path) -> None:
    """On paper the desk is what to print and how, without buttons."""
    page = opened(browser, output)
    page.emulate_media(media="print")
    assert not page.locator("a.print").first.is_visible()
    assert page.locator(".steps").first.is_visible()


def test_the_card(output: Path, content: Content) -> None:
    """contact.vcf holds name, phone, e-mail and address."""
    card = (output / "contact.vcf").read_bytes().decode("utf-8")
    assert card.startswith("BEGIN:VCARD\r\nVERSION:3.0\r\n")
    assert f"FN:{content.clinic.name}\r\n" in card
    assert "TEL:+17184000867\r\n" in card
    assert f"EMAIL:{content.clinic.email}\r\n" in card
    assert "ADR:;;26 Court St.\\, Ste 808;Brooklyn;NY;11201;" in card


def until(page: Page, expression: str) -> None:
    """Wait until something is true of a page; its policy forbids what playwright would do."""
    for _ in range(100):
        with suppress(Error):  # the page is just being loaded anew
            if page.evaluate(expression):
                return
        page.wait_for_timeout(100)
    raise AssertionError(expression)


@thorough
def test_an_open_page_follows_the_handouts(browser: Browser, output: Path, tmp_path: Path) -> None:
    """When it is built anew, an open page shows it by itself; what was unfolded stays so.

    So does what to choose in the print window.
    """
    folder = tmp_path / "desk"
    shutil.copytree(output, folder)
    page = opened(browser, folder)
    with page.context.expect_page():
        page.locator("#large-print a.print").click()
    page.bring_to_front()
    page.locator("#large-print .status summary").click()
    page.evaluate("window.still = true")
    until(page, "window.built")
    html = (folder / "index.html").read_text("utf-8")
    (folder / "index.html").write_text(html.replace("<h1>", "<h1>Anew: "), "utf-8")
    (folder / "built.js").write_text('window.built = "anew";\n', "utf-8")
    until(page, "!window.still && document.readyState === 'complete'")
    page.wait_for_load_state()
    assert page.locator("h1").inner_text().startswith("Anew: ")
    open_ones = page.locator("details.status[open], details.mail[open]")
    assert open_ones.count() == 1
    assert page.locator("#large-print .status[open] summary:focus").count() == 1
    assert page.locator(".strip:visible").count() == 1
    assert page.locator("#large-print .strip").is_visible()


@thorough
def test_a_page_without_its_handouts_asks_for_none(
    browser: Browser, output: Path, tmp_path: Path
) -> None:
    """A page that was sent to somebody finds no news beside it, asks no more and works."""
    (tmp_path / "index.html").write_bytes((output / "index.html").read_bytes())
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "index.html").as_uri())
    page.wait_for_timeout(1300)
    assert sum("built.js" in url for url in asked) == 1
