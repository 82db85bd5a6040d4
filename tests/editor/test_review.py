"""The page for reviewers, opened from disk, and the comments that come back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given, settings
from playwright.sync_api import Browser, Page, Request, expect

from brochures.content.fields import Loc
from brochures.content.loader import Loaded, read_content
from brochures.content.markup import plain
from brochures.content.model import texts
from brochures.content.review_labels import ReviewLabels
from brochures.content.translation import translated
from brochures.content.yaml_reader import Place, dotted
from brochures.editor.review import MAX_BYTES, Review, ReviewError, read_review, review_page
from tests.contents import SIZES, content_of, contents
from tests.samples import OURS, minimal, whole
from tests.thorough import thorough

TODAY = date(2026, 12, 1)

LABELS = ReviewLabels()

ENHANCED = {"rules": {"color-contrast-enhanced": {"enabled": True}}}
"""What axe-core tries beside its usual rules: text of 7 to 1 (WCAG 2.2, 1.4.6)."""

UNFOLD = "document.querySelectorAll('details').forEach(each => each.open = true)"

EVERY_BODY: Mapping[str, object] = {
    "steps": ["First this.", "Then that."],
    "text": ["One paragraph.", "Another with **bold** words and [a page](https://example.com/a)."],
    "table": {
        "caption": "When we are there",
        "columns": ["Day", "Hours"],
        "rows": [["Monday", "9 to 5"], ["Friday", "9 to 1"]],
        "source": "Our own plan",
    },
    "chart": {
        "caption": "Of ten people",
        "of": 10,
        "values": [{"name": "Better", "value": 7}],
        "source": "A study, 2024",
    },
    "quote": {"text": "It helped me.", "by": "A patient"},
}

Opened = Callable[..., Page]


def loaded_of(data: dict[str, Any]) -> Loaded:
    """Return a content that is written in a file."""
    return read_content(Path("content.yaml"), text=yaml.safe_dump(data, sort_keys=False))


def full() -> dict[str, Any]:
    """Return a small content with a section of every kind."""
    data = whole()
    for kind, body in EVERY_BODY.items():
        data["topic"]["sections"][kind] = {"title": f"A section: {kind}", kind: body}
    return data


def words_of(html: str) -> str:
    """Return the words of the sections, those of a line on one line."""
    form = html.partition("<form")[2].partition("</form>")[0]
    inline = re.sub(r"</?(?:strong|bdi)\b[^>]*>", "", form)
    return "\n".join(" ".join(unescape(each).split()) for each in re.split(r"<[^>]*>", inline))


def printed(loaded: Loaded) -> list[tuple[Loc, str]]:
    """Return the texts of a content that handouts print, as they are read, with their places."""
    content = loaded.content
    parts = {"clinic": content.clinic, "brand": content.brand, "topic": content.topic}
    found = [each for name, part in parts.items() for each in texts(part, (name,))]
    marks = {"number": "", "website": ""}
    if crisis := content.crisis_line:
        marks = {"number": crisis.number, "website": crisis.website or ""}
        found += texts(crisis, ("crisis",))
    if content.review and content.review.reviewer:
        found.append((("review", "reviewer"), content.review.reviewer))  # type: ignore[arg-type]
    said = []
    for loc, text in found:
        if loc == ("clinic", "country"):  # a code by which addresses are read
            continue
        if loc[-1] == "unit" and content.topic.sections[str(loc[2])].chart.of:  # type: ignore[union-attr]
            continue  # so many of ten have none, on handouts too
        words = text if loc[0] == "clinic" else plain(text)  # facts have no markup
        for name, value in marks.items() if loc[0] == "crisis" else ():
            words = words.replace(f"{{{name}}}", value)
        said.append((loc, " ".join(words.split())))
    return said


def missing(loaded: Loaded) -> list[str]:
    """Return the places of the texts that do not stand on the page."""
    words = words_of(review_page(loaded, (), TODAY))
    lines = f"\n{words}\n"
    # An address is written as people of its country do, its parts within lines.
    return [
        dotted(loc)
        for loc, text in printed(loaded)
        if text not in (words if loc[:2] in (("clinic", "address"), ("clinic", "phone")) else lines)
    ]


def returned(loaded: Loaded, **changes: object) -> bytes:
    """Return a file of comments on a content, with some things in it changed."""
    html = review_page(loaded, (), TODAY)
    digest = re.search(r'data-digest="([^"]+)"', html)
    assert digest
    said = {
        "kind": "brochures-review",
        "version": 1,
        "file": "content.yaml",
        "digest": digest[1],
        "by": "Dr. Example",
        "qualification": "MD",
        "on": "2026-12-02",
        "sections": [
            {
                "path": "topic.sections.habits",
                "title": "What can help",
                "right": False,
                "comment": "Warm as well.",
            }
        ],
    }
    return json.dumps(said | changes).encode()


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


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft of two pages."""
    path = tmp_path / "trifold.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(792, 612))
        pdf.add_blank_page(page_size=(792, 612))
        pdf.save(path)
    return path


# What stands on the page


def test_all_our_words_are_there() -> None:
    """Every text that our handouts print stands on the page."""
    loaded = read_content(OURS)
    assert len(printed(loaded)) > 200
    assert missing(loaded) == []


def test_every_body_is_there() -> None:
    """Sections of every kind are shown: lists, tables, charts, quotations, notes, pictures."""
    data = full()
    data["topic"]["sections"]["text"] |= {
        "risks": "It may tire you.",
        "not_known": "How long it lasts.",
        "figure": {"art": "coil", "labels": ["Coil", "Fields"], "text": "It works so."},
        "for_clinicians": {"title": "In clinical words", "lead": "A lead."},
    }
    loaded = loaded_of(data)
    words = words_of(review_page(loaded, (), TODAY))
    assert missing(loaded) == []
    assert "7 of 10" in words
    assert "Source: Our own plan" in words
    assert "Another with bold words and a page (example.com/a)." in words


@settings(deadline=None)
@given(data=contents(*SIZES[:2]))
def test_nothing_is_left_out(data: dict[str, Any]) -> None:
    """Every text of any content that is printed stands on the page, whatever holds it."""
    content = content_of(data)
    place = Place(Path("content.yaml"), 1, 1, 1, "")
    assert missing(Loaded(content, (Path("content.yaml"),), {(): place}, data)) == []


def test_small_words_of_the_clinic() -> None:
    """Small words are shown where they are the clinic's own, those of the program are not."""
    data = minimal() | {"labels": {"call": "Ring us", "desk": {"title": "Printing"}}}
    words = words_of(review_page(loaded_of(data), (), TODAY))
    assert "Ring us" in words
    assert "Printing" not in words
    assert "Small words" not in words_of(review_page(loaded_of(minimal()), (), TODAY))


def test_what_it_is_about() -> None:
    """The page says which clinic, topic, language, version and day, and that it is a draft."""
    html = review_page(loaded_of(full()), (), TODAY)
    head = " ".join(
        re.sub(r"<[^>]*>", " ", html.partition("<header>")[2].partition("<main")[0]).split()
    )
    for words in ("Example Clinic", "Depression", "English", "Version 1", "Dec 1, 2026"):
        assert words in head
    assert LABELS.draft in head


def test_pictures_of_the_drafts(draft: Path) -> None:
    """Each page of a draft is a picture that says which page of which handout it is."""
    html = review_page(loaded_of(minimal()), (draft,), TODAY)
    alts = re.findall(r'<img src="data:image/png;base64,[^"]+" alt="([^"]+)">', html)
    assert alts == ["Tri-fold, page 1 of 2", "Tri-fold, page 2 of 2"]


def test_languages() -> None:
    """The page speaks the language of the words where there is one; else these say theirs."""
    data = minimal() | {"language": "es-US"}
    spanish = review_page(loaded_of(data), (), TODAY)
    assert '<html lang="es-US">' in spanish
    assert "Guardar mis comentarios" in spanish
    assert 'lang="en' not in spanish
    data["language"] = "it"
    italian = review_page(loaded_of(data), (), TODAY)
    assert '<html lang="en">' in italian
    assert '<div class="words" lang="it">' in italian


def test_words_that_run_the_other_way() -> None:
    """Words that are read from right to left do so on an English page."""
    loaded, _ = translated(read_content(OURS), "ar", TODAY)
    html = review_page(loaded, (), TODAY)
    assert '<html lang="en">' in html
    assert '<div class="words" lang="ar" dir="rtl">' in html
    assert 'data-file="ar.po"' in html


# In a browser


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


# What comes back


def test_comments_are_read() -> None:
    """A file is read as it was saved, also with a mark of its encoding before it."""
    loaded = loaded_of(minimal())
    wanted = {
        "by": "Dr. Example",
        "on": "2026-12-02",
        "current": True,
        "sections": [
            {
                "path": "topic.sections.habits",
                "title": "What can help",
                "right": False,
                "comment": "Warm as well.",
            }
        ],
    }
    for before in (b"", b"\xef\xbb\xbf"):
        review = read_review(before + returned(loaded), loaded)
        assert isinstance(review, Review)
        assert review.data() == wanted
        json.dumps(review.data())


def test_words_that_have_changed_since() -> None:
    """Comments on older words say so; a section that is gone is kept, and marked."""
    old = loaded_of(minimal())
    data = minimal()
    data["topic"]["sections"] = {"light": data["topic"]["sections"]["habits"]}
    review = read_review(returned(old), loaded_of(data))
    assert not review.current
    assert [(each.path, each.gone) for each in review.sections] == [("topic.sections.habits", True)]
    assert review.data()["sections"][0]["gone"] is True


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["topic"]["sections"]["habits"].update(title="What helps"),
        lambda data: data["clinic"].update(email="info@example.com"),
        lambda data: data.update(language="en-GB"),
        lambda data: data.update(labels={"call": "Ring us"}),
        lambda data: data["topic"]["sections"].update(more={"title": "More", "text": "More."}),
    ],
)
def test_each_change_of_the_words_is_seen(change: Callable[[dict[str, Any]], None]) -> None:
    """Comments are current while the words are the same; a new look or review changes nothing."""
    comments = returned(loaded_of(minimal()))
    data = minimal() | {
        "brand": {"theme": "garden"},
        "review": {"version": "2", "reviewed_on": "2026-11-30", "review_by": "2027-11-30"},
    }
    assert read_review(comments, loaded_of(data)).current
    change(data)
    assert not read_review(comments, loaded_of(data)).current


def test_what_is_not_said_is_left_out() -> None:
    """A section without verdict and comment is none of the data."""
    loaded = loaded_of(minimal())
    none = {"path": "clinic", "title": "The clinic", "right": None, "comment": " "}
    assert read_review(returned(loaded, sections=[none]), loaded).data()["sections"] == []


def test_what_cannot_be_seen_is_taken_out() -> None:
    """Controls and what turns a text around are left out of names and comments, lines are kept."""
    loaded = loaded_of(minimal())
    said = {"path": "clinic", "title": "x", "right": None, "comment": "a\x00b\u202ec\x1b[31m\r\nd "}
    review = read_review(returned(loaded, by="Dr.\u2066 E\x07", sections=[said]), loaded)
    assert review.by == "Dr. E"
    assert review.sections[0].comment == "abc[31m\nd"
    assert review.sections[0].title == "The clinic"


def section(**changes: object) -> dict[str, object]:
    """Return what is said of a section, with something in it changed."""
    return {"path": "clinic", "title": "x", "right": True, "comment": "", **changes}


HOSTILE: Mapping[str, dict[str, object]] = {
    "another kind": {"kind": "something"},
    "another version": {"version": 2},
    "a number as text": {"version": "1"},
    "no name": {"by": "  "},
    "a name that is a list": {"by": ["x"]},
    "a long name": {"by": "x" * 201},
    "a long qualification": {"qualification": "x" * 201},
    "no day": {"on": "tomorrow"},
    "a day as number": {"on": 1},
    "no digest": {"digest": "../../x"},
    "more keys": {"more": 1},
    "no list": {"sections": {}},
    "many sections": {"sections": [section()] * 200},
    "a long comment": {"sections": [section(comment="x" * 5001)]},
    "a long title": {"sections": [section(title="x" * 2001)]},
    "a verdict as text": {"sections": [section(right="yes")]},
    "a verdict as number": {"sections": [section(right=1)]},
    "a path of a page": {"sections": [section(path="<script>")]},
    "a long path": {"sections": [section(path="x" * 201)]},
    "a section with more keys": {"sections": [section(more=1)]},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_such_file_is_refused(name: str) -> None:
    """A file that is not quite what the page saves is refused, and it is said what to choose."""
    loaded = loaded_of(minimal())
    with pytest.raises(ReviewError, match=r"begins with review- and ends with \.json"):
        read_review(returned(loaded, **HOSTILE[name]), loaded)


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe", b"%PDF-1.7", b"[]", b"null", b'{"kind":' * 5000, b"[" * 100_000, b"NaN"],
    ids=["empty", "UTF-16", "PDF", "list", "null", "deep keys", "deep lists", "NaN"],
)
def test_what_is_no_json_is_refused(data: bytes) -> None:
    """Whatever else somebody chooses is refused, however it is nested."""
    with pytest.raises(ReviewError, match="holds no comments"):
        read_review(data, loaded_of(minimal()))


def test_what_is_large_is_refused() -> None:
    """A file of more than 1 MB is refused before it is looked at."""
    loaded = loaded_of(minimal())
    data = returned(loaded)
    read_review(data + b" " * (MAX_BYTES - len(data)), loaded)
    with pytest.raises(ReviewError, match="larger than 1 MB"):
        read_review(data + b" " * (MAX_BYTES + 1 - len(data)), loaded)


def test_comments_on_another_brochure_are_refused() -> None:
    """Comments on another file are refused; where it only has another name now, they are read."""
    loaded = loaded_of(minimal())
    assert read_review(returned(loaded, file="renamed.yaml"), loaded).current
    other = returned(loaded, file="other.yaml", digest="0" * 64)
    with pytest.raises(ReviewError, match=r'about "other\.yaml", and not about "content\.yaml"'):
        read_review(other, loaded)
