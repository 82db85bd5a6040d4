"""How the print desk lies on a screen, and what its script does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from brochures.build.atomic_write import publish
from brochures.content.model import Content
from brochures.data.palette import palette, themes
from brochures.data.typeface import DISPLAY
from brochures.desk import page as desk
from brochures.render.html import filled
from brochures.render.pages import compose_desk
from tests.desk.desks import TODAY, opened, reworded
from tests.samples import minimal
from tests.thorough import thorough

PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}

MOST = 1500
"""Where the third handout ends on a phone, in CSS pixels."""

TARGET = 44
"""Least width and height of what is pressed, in CSS pixels (WCAG 2.2, 2.5.5)."""

LEVEL = ("readers", "h2", "about", "stage", "print", "links", "status", "steps")
"""What stands level in the cards of a row."""


def places(page: Page, selector: str, side: str) -> list[float]:
    """Return where one side of each element is, or how long it is."""
    found: list[float] = page.evaluate(
        f"[...document.querySelectorAll('{selector}')]"
        f".filter(each => each.checkVisibility())"
        f".map(each => each.getBoundingClientRect().{side})"
    )
    return found


def test_three_handouts_on_a_phone(browser: Browser, output: Path) -> None:
    """On a phone three handouts end within 1,500 px, their steps folded."""
    page = opened(browser, output, viewport=PHONE)
    assert places(page, "article", "bottom")[2] <= MOST
    assert not page.locator(".steps").first.is_visible()
    page.locator(".how > summary").first.click()
    assert page.locator(".steps").first.is_visible()
    (stage, *_), (name, *_) = places(page, ".stage", "right"), places(page, "h2", "left")
    assert stage < name


@thorough
def test_cards_are_level(browser: Browser, output: Path) -> None:
    """Side by side the parts of cards stand level, however long their texts are."""
    page = opened(browser, output, viewport=WIDE)
    for name in LEVEL:
        selector = name if name == "h2" else f".{name}"
        tops = places(page, f"article {selector}", "top")[:3]
        assert max(tops) - min(tops) < 1, name


@thorough
@pytest.mark.parametrize(
    ("width", "columns"),
    [(2200, 3), (1280, 3), (800, 2), (500, 1)],
)
def test_three_cards_in_a_row_at_most(
    browser: Browser, tmp_path: Path, content: Content, width: int, columns: int
) -> None:
    """There are three cards in a row at most, and fewer where there is less room."""
    several(tmp_path, content)
    page = opened(browser, tmp_path, viewport={"width": width, "height": 900})
    assert len({round(left) for left in places(page, "article", "left")}) == columns


@thorough
@pytest.mark.parametrize("viewport", [WIDE, PHONE])
def test_targets_are_large(
    browser: Browser, output: Path, tmp_path: Path, content: Content, viewport: dict[str, int]
) -> None:
    """What is pressed is 44 px wide and high at least; the button that prints is 56 px high."""
    several(tmp_path, content)
    for folder in (output, tmp_path):
        page = opened(browser, folder, viewport=viewport)
        for side in ("width", "height"):
            sizes = places(page, "a, button, summary", side)
            assert sizes
            assert min(sizes) >= TARGET
        assert all(height >= 56 for height in places(page, "a.print", "height"))


def test_pictures_stand_on_the_ground(browser: Browser, output: Path) -> None:
    """Pictures stand on the line below the arch, within it, and keep their proportions."""
    for viewport in (WIDE, PHONE):
        page = opened(browser, output, viewport=viewport)
        around = page.evaluate(
            "[...document.querySelectorAll('.stage img')].map(each => {"
            "const [one, other] = [each, each.parentElement].map(e => e.getBoundingClientRect());"
            "return [other.bottom - one.bottom, one.left - other.left, other.right - one.right,"
            " one.top - other.top, one.width / one.height - each.width / each.height,"
            " one.width / one.height - each.naturalWidth / each.naturalHeight] })"
        )
        assert len(around) > 5
        for ground, left, right, top, *ratios in around:
            assert ground == pytest.approx(3, abs=0.1)
            assert min(left, right, top) > 0
            assert max(map(abs, ratios)) < 0.02


# What the script does


ANDROID = "Mozilla/5.0 (Linux; Android 10; K)"

PLATFORM = """
Object.defineProperty(navigator, "userAgentData", { value: undefined });
Object.defineProperty(navigator, "platform", { value: "%s" });
"""


@thorough
@pytest.mark.parametrize(
    ("platform", "agent", "keys"),
    [
        ("MacIntel", "", "{keys_mac}"),
        ("Win32", "", "{keys}"),
        ("Linux x86_64", "", "{keys}"),
        ("Linux armv8l", ANDROID, "{keys} or {keys_mac}"),
    ],
)
def test_the_strip(
    browser: Browser, output: Path, content: Content, platform: str, agent: str, keys: str
) -> None:
    """'Print' opens the handout in a new tab, and shows what to choose there beside one button."""
    labels = content.labels.desk
    page = browser.new_page(user_agent=agent or None)
    page.add_init_script(PLATFORM % platform)
    page.goto((output / "index.html").as_uri())
    assert page.locator(".strip:visible").count() == 0
    wanted = {
        "trifold": [labels.actual_size, labels.both_sides, labels.short_edge],
        "one-page": [labels.actual_size, labels.one_side],
    }
    for name, settings in wanted.items():
        with page.context.expect_page() as opening:
            page.locator(f"#{name} a.print").click()
        assert opening.value.url.endswith(f"/{name}.pdf")
        opening.value.close()
        assert page.locator(".strip:visible").count() == 1
        strip = page.locator(f"#{name} .strip")
        pressed = filled(keys, keys=labels.keys, keys_mac=labels.keys_mac)
        assert strip.locator("p").inner_text() == filled(labels.press, keys=pressed)
        assert strip.locator("li").all_inner_texts() == settings


def test_without_a_script(browser: Browser, output: Path, tmp_path: Path, content: Content) -> None:
    """Without a script links, settings and steps are all there, and nothing that does nothing."""
    page = opened(browser, output, java_script_enabled=False, viewport=PHONE)
    assert page.locator(".strip:visible").count() == page.locator("article").count()
    either = filled(content.labels.desk.keys_either, **vars(content.labels.desk))
    assert either in page.locator(".strip p").first.inner_text()
    assert page.locator("a.print").first.get_attribute("target") == "_blank"
    assert page.locator(".steps").first.is_visible()
    assert page.locator("button:visible").count() == 0
    several(tmp_path, content)
    page = opened(browser, tmp_path, java_script_enabled=False)
    assert page.locator("article:visible").count() == page.locator("article").count()
    assert page.locator("button:visible").count() == 0


@thorough
def test_steps_follow_the_width(browser: Browser, output: Path) -> None:
    """Steps are unfolded on a wide screen, also when a phone is turned."""
    page = opened(browser, output, viewport=PHONE)
    assert not page.locator(".steps").first.is_visible()
    page.set_viewport_size({"width": PHONE["height"], "height": PHONE["width"]})
    expect(page.locator(".steps").first).to_be_visible()
    expect(page.locator(".how > summary").first).to_be_hidden()


@thorough
def test_the_back_is_upside_down(browser: Browser, output: Path, content: Content) -> None:
    """What has two sides says which other edge to choose; what has one has nothing to say."""
    page = opened(browser, output, viewport=WIDE)
    labels = content.labels.desk
    for name, edge in {"trifold": labels.long_edge, "large-print": labels.short_edge}.items():
        page.locator(f"#{name} .how summary", has_text=labels.upside_down).click()
        assert page.locator(f"#{name} .how details strong").inner_text() == edge
    assert labels.upside_down not in page.locator("#one-page").inner_text()


# Topics and languages


def several(folder: Path, content: Content) -> tuple[int, int, int]:
    """Write a desk of two topics and two languages, nothing published; return how many cards.

    They are those of the first topic, of the second one, and of the third, which is in Spanish.
    """
    other = reworded(content, topic=minimal()["topic"], handouts={})
    spanish = reworded(
        content, topic=minimal()["topic"] | {"name": "Sueño"}, handouts={}, language="es-US"
    )
    shown = [
        desk.Brochure(content),
        desk.Brochure(other, "sleep"),
        desk.Brochure(spanish, "sueno"),
    ]
    for name, data in desk.lay_out(folder, shown, (), TODAY).items():
        publish(folder / name, data)
    html = (folder / "index.html").read_text("utf-8")
    ids = re.findall(r'<article id="([^"]*)"', html)
    second, third = (sum(each.startswith(name) for each in ids) for name in ("sleep-", "sueno-"))
    return len(ids) - second - third, second, third


@thorough
def test_topics_and_languages(browser: Browser, tmp_path: Path, content: Content) -> None:
    """A topic or a language shows its cards alone, says how many, and leads to no empty page."""
    first, second, third = several(tmp_path, content)
    every = first + second + third
    page = opened(browser, tmp_path, viewport=WIDE)
    cards, said = page.locator("article:visible"), page.locator(".filters [role=status]")
    assert cards.count() == every
    assert said.inner_text() == f"{every} of {every} handouts are shown."
    names = page.locator(".filters button").all_inner_texts()
    topic = minimal()["topic"]["name"]
    assert names == [
        *("All", "English", "Español"),
        *("All", content.topic.name, topic, "Sueño"),
    ]

    def press(name: str) -> None:
        page.locator(".filters button", has_text=name).click()

    press(topic)
    assert cards.count() == second
    assert said.inner_text() == f"{second} of {every} handouts are shown."
    assert page.locator(".filters [aria-pressed=true]").all_inner_texts() == ["All", topic]
    assert page.locator(".filters button", has_text="Español").is_disabled()
    page.locator(".filters button", has_text="All").last.click()
    press("Español")
    assert cards.count() == third
    assert page.locator("article:visible").first.get_attribute("data-language") == "es-US"
    page.locator(".filters button", has_text="All").first.click()
    assert cards.count() == every
    assert said.inner_text() == f"{every} of {every} handouts are shown."


def test_no_choice_where_there_is_none(output: Path) -> None:
    """One topic in one language has nothing to choose from."""
    assert "<fieldset" not in (output / "index.html").read_text("utf-8")


def test_words_in_their_language(tmp_path: Path, content: Content) -> None:
    """What a card says in another language than the page is marked as in that language."""
    several(tmp_path, content)
    html = (tmp_path / "index.html").read_text("utf-8")
    assert '<span lang="es-US">' in html
    assert '<h2 id="trifold-name">' in html
    assert '<h2 id="sueno-trifold-name" lang="es-US">' in html


def both_ways(folder: Path, content: Content) -> None:
    """Write a desk in Arabic with handouts in Arabic, and in English; nothing is published."""
    arabic = reworded(content, language="ar", handouts={})
    shown = [desk.Brochure(arabic), desk.Brochure(content, "english")]
    for name, data in desk.lay_out(folder, shown, (), TODAY).items():
        publish(folder / name, data)


def test_from_right_to_left(browser: Browser, tmp_path: Path, content: Content) -> None:
    """A desk in Arabic begins at the right: its title, its cards and the bars of its warnings."""
    both_ways(tmp_path, content)
    for viewport in (WIDE, PHONE):
        page = opened(browser, tmp_path, viewport=viewport)
        first, second, *_ = places(page, "article", "right")
        assert first > second if viewport is WIDE else first == second
        for selector in ("h1", "main > div"):
            assert places(page, selector, "right")[-1] == pytest.approx(first, abs=1)
        warning = page.locator(".warning").first
        border = warning.evaluate("each => getComputedStyle(each).borderRightWidth")
        assert border == "6px"
        assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]


def test_words_run_as_their_language_does(tmp_path: Path, content: Content) -> None:
    """What a card says in a language that runs the other way than the page is marked so."""
    both_ways(tmp_path, content)
    html = (tmp_path / "index.html").read_text("utf-8")
    assert '<html lang="ar" dir="rtl">' in html
    assert '<h2 id="trifold-name">' in html
    assert '<h2 id="english-trifold-name" lang="en-US" dir="ltr">' in html
    assert '<div class="stage' in html  # its pictures stand as the sheet is folded
    assert '<div dir="ltr" class="stage' in html


# Header


def drawn(content: Content) -> str:
    """Return a desk without cards."""
    card = {"file": "card.vcf", "download": "data:"}
    return compose_desk(content, sheets=[], overdue=None, rules=1, card=card)


def test_the_frieze(content: Content) -> None:
    """Where a section has four groups with icons the frieze shows them, by day and by night."""
    html = drawn(content)
    (day, night) = re.findall(
        r'<div class="frieze \w+" aria-hidden="true">(.*?)</div>', html, re.DOTALL
    )
    assert day != night
    assert (day.count("<g fill"), day.count("<path")) == (
        night.count("<g fill"),
        night.count("<path"),
    )
    plain = Content.model_validate(minimal())
    assert '<div class="frieze' not in drawn(plain)


@pytest.mark.parametrize("theme", themes())
def test_titles_in_the_face_of_the_theme(content: Content, theme: str) -> None:
    """Each theme's face for titles is inside the page, and no other one."""
    html = drawn(reworded(content, brand={"theme": theme}))
    face = palette(theme).face
    assert face in DISPLAY
    assert set(re.findall(r'font-family: "([^"]*)"; font-weight', html)) == {"Handout Sans", face}
    assert f'--display: "{face}"' in html
