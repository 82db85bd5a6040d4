"""Passages in Latin letters within other scripts: each is one run, with language and direction."""

# ruff: noqa: RUF001 - letters that only look like Latin ones

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from unicodedata import bidirectional

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brochures.content.model import Content
from brochures.formats import formats
from brochures.render.html import compose
from brochures.render.passages import marked
from tests.placing import placed
from tests.samples import whole
from tests.thorough import examples

LEFT = '<bdi lang="en" dir="ltr">'
OTHERS = ("ar", "he", "zh-Hans", "ru", "bn", "ko")
TURNED = ("ar", "he")
VOID = ("meta", "link", "img", "br", "hr")

WITHIN = {
    "phone": "(718) 400-0867",
    "phone with letters": "(718) 4000-TMS",
    "phone from abroad": "+1 718-400-0867",
    "address": "26 Court St., Ste 808, Brooklyn, NY 11201",
    "day": "Nov 23, 2026",
    "day in digits": "11/23/2026",
    "ISO day": "2026-11-23",
    "range": "6–8",
    "email": "info@example.com",
    "abbreviation": "(DBT)",
    "name": "Spravato® (esketamine)",
}


class Reading(HTMLParser):
    """A page as it is read: each character with the elements around it, and how often each opens.

    Raises where tags are not balanced.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.characters: list[tuple[str, tuple[str, ...]]] = []
        self.opened: list[str] = []
        self.passages: list[str] = []
        self._around: list[str] = []
        self.feed(page)
        self.close()
        assert self._around == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Open an element, unless it is one that is never closed."""
        if tag in VOID:
            return
        if tag == "bdi":
            self.passages.append("")
        self._around.append(f"{tag} {attrs}")
        self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self._around.pop().partition(" ")[0] == tag

    def handle_data(self, data: str) -> None:
        """Read a text."""
        if any(each.startswith("bdi") for each in self._around):
            self.passages[-1] += data
        self.characters += [(character, tuple(self._around)) for character in data]

    def without_passages(self) -> list[tuple[str, list[str]]]:
        """Return the characters and what is around them, but for the marks of passages."""
        return [
            (character, [each for each in around if not each.startswith("bdi")])
            for character, around in self.characters
        ]


# From right to left


@pytest.mark.parametrize("what", WITHIN)
@pytest.mark.parametrize("language", TURNED)
def test_one_run(language: str, what: str) -> None:
    """What is read from left to right within a line that runs the other way is one run."""
    text = WITHIN[what]
    page = {"ar": f"<p>اتصل {text} الآن</p>", "he": f"<p>כאן {text} עכשיו</p>"}[language]
    assert f" {LEFT}{text}</bdi> " in marked(page, language)


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        (
            "<p>اتصل <strong>(718)</strong> 400-0867 الآن</p>",
            f"<p>اتصل {LEFT}<strong>(718)</strong> 400-0867</bdi> الآن</p>",
        ),
        (
            "<p>كلمة <b>بخط Deep</b> TMS هنا</p>",
            f"<p>كلمة <b>بخط </b>{LEFT}<b>Deep</b> TMS</bdi> هنا</p>",
        ),
        (
            "<p>كلمة Deep <b>TMS <em>now</em></b> (US) هنا</p>",
            f"<p>كلمة {LEFT}Deep <b>TMS <em>now</em></b> (US)</bdi> هنا</p>",
        ),
        (
            "<p>كلمة Deep <b>TMS هنا</b></p>",
            f"<p>كلمة {LEFT}Deep <b>TMS</b></bdi><b> هنا</b></p>",
        ),
        (
            '<p>كلمة <a href="#x">(718) 400-0867</a>.</p>',
            f'<p>كلمة {LEFT}<a href="#x">(718) 400-0867</a></bdi>.</p>',
        ),
        (
            '<p>كلمة Deep <a href="#x">TMS</a> Clinic هنا</p>',
            f'<p>كلمة {LEFT}Deep <a href="#x">TMS</a> Clinic</bdi> هنا</p>',
        ),
        ("<p>A &amp; B كلمة</p>", f"<p>{LEFT}A &amp; B</bdi> كلمة</p>"),
    ],
)
def test_across_bold_words_and_links(page: str, wanted: str) -> None:
    """A run goes on across inline elements, which are closed and opened around its ends."""
    assert marked(page, "ar") == wanted


def test_a_link_is_never_split() -> None:
    """A link that is only partly in Latin letters stays as it is."""
    page = '<p>كلمة <a href="#x">موقع Example Clinic</a> هنا</p>'
    assert marked(page, "ar") == page


def test_blocks_are_parted() -> None:
    """A run ends with its block, and a word between two runs parts them."""
    page = "<p>كلمة Deep</p><p>TMS كلمة</p><ul><li>Deep و TMS</li></ul>"
    assert Reading(marked(page, "ar")).passages == ["Deep", "TMS", "Deep", "TMS"]


# In Latin letters, and in scripts that run as these do


@pytest.mark.parametrize("language", ["en-US", "es", "ht", "pl", "vi"])
def test_a_page_in_latin_letters(language: str) -> None:
    """It is returned as it is, whatever it says."""
    page = "<p>Call (718) 400-0867 or כאן <b>now</b></p>"
    assert marked(page, language) is page


@pytest.mark.parametrize(
    ("language", "page", "passages"),
    [
        ("zh-Hans", "<p>请联系 Example Clinic 或做 TMS。</p>", ["Example Clinic", "TMS"]),
        ("ru", "<p>Метод <b>Deep</b> TMS помогает.</p>", ["Deep TMS"]),
        ("ru", "<p>Телефон: (718) 400-0867</p>", ["(718) 400-0867"]),
        ("ru", "<p>Нет ни слова, 50 % и 2026.</p>", []),
    ],
)
def test_the_language_of_latin_words(language: str, page: str, passages: list[str]) -> None:
    """Latin words are marked as English; left to right needs no direction of its own."""
    said = marked(page, language)
    assert Reading(said).passages == passages
    assert said.count('<bdi lang="en">') == len(passages)


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_not_read_as_text(language: str) -> None:
    """Names of attributes, style sheets, comments and drawings hold no passages."""
    page = (
        "<html><head><title>TMS</title><style>p { color: red }</style></head><!-- Deep TMS -->"
        '<body class="Deep"><svg><text>TMS</text></svg><img alt="TMS"></body></html>'
    )
    assert marked(page, language) == page


@pytest.mark.parametrize("language", ["ar", "zh-Hans"])
def test_whole_pages(language: str) -> None:
    """A whole page says what it said, each word among the elements that it was among."""
    content = Content.model_validate(whole())
    for name in formats(content):
        page = compose(content, placed(content, name))
        assert same(page, marked(page, language))


# Whatever is nested


def same(page: str, said: str) -> bool:
    """Return whether two pages say the same within the same elements, and no link is split."""
    before, after = Reading(page), Reading(said)
    links = [each.opened.count("a") for each in (before, after)]
    return before.without_passages() == after.without_passages() and links[0] == links[1]


WORDS = st.sampled_from(
    [
        "TMS",
        "(718)",
        "400-0867",
        " ",
        " ",
        "كلمة",
        "من",
        "(",
        ")",
        "&",
        "6–8",
        ".",
        "50%",
        "@",
        "\n",
    ]
)
TEXTS = st.lists(WORDS, max_size=5).map("".join).map(escape)


def _nested(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = st.sampled_from(["strong", "em", "b", "abbr", "span"])
    wrapped = st.builds("<{0}>{1}</{0}>".format, tags, inside)
    return st.lists(st.one_of(TEXTS, wrapped), max_size=4).map("".join)


LINKS = TEXTS.map('<a href="#x">{}</a>'.format)
INLINE = st.recursive(st.one_of(TEXTS, LINKS), _nested, max_leaves=12)
PAGES = st.lists(INLINE.map("<p>{}</p>".format), min_size=1, max_size=3).map("".join)


def strong(said: Reading) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the Latin letters and the digits, with what is around them."""
    for character, around in said.characters:
        if bidirectional(character) in ("L", "EN"):
            yield character, around


@given(PAGES, st.sampled_from(OTHERS))
@settings(max_examples=examples(500))
def test_any_nesting(page: str, language: str) -> None:
    """Whatever is nested, tags are balanced, no text is lost, and each keeps its elements."""
    said = marked(page, language)
    assert same(page, said)
    assert "</bdi></bdi>" not in said


@given(PAGES.filter(lambda page: "<a" not in page), st.sampled_from(TURNED))
@settings(max_examples=examples(500))
def test_every_letter_from_left_to_right(page: str, language: str) -> None:
    """Within what runs from right to left, each Latin letter and each digit is in a run."""
    for _, around in strong(Reading(marked(page, language))):
        assert any(each.startswith("bdi") for each in around)


@given(PAGES, st.sampled_from(OTHERS))
@settings(max_examples=examples(200))
def test_marked_once(page: str, language: str) -> None:
    """No element that was split is left empty."""
    said = marked(page, language)
    for tag in ("strong", "em", "b", "abbr", "span", "a"):
        empty = f"<{tag}></{tag}>"
        assert said.count(empty) <= page.count(empty)
