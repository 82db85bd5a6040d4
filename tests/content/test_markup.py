"""Texts know bold and links; whatever else looks like markup stays as it was typed."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from brochures.content.markup import MARKS, SCHEME, Piece, address, pieces, plain

SITE = "https://example.com/x"

snippets = st.sampled_from(
    (
        *("*", "**", "***", "_", "__", "`", "\\", "!", "[", "]", "(", ")", "](", " ", "\n", "<b>"),
        *("&amp;", "{{ }}", "word", "抑郁", "。", '"', ".", SITE, "http://a.b", "HTTPS://A.com"),
        *("javascript:alert(1)", "mailto:a@b.com", "https://", "//a.com", "[w](https://a.com)"),
        *("https://a.com/\u202e", "https://[::1]/", "https://a@b.com", "https://münchen.de"),
    )
)
typed = st.one_of(st.text(), st.lists(snippets, max_size=30).map("".join))


@given(text=typed)
@example(text="[" * 2_000)
@example(text="**" * 1_000)
@example(text="[a](" * 500)
@example(text="**[**](https://a.com)**")
def test_any_text_has_pieces(text: str) -> None:
    """Any text has pieces; they hold its characters in their order, and nothing else."""
    left = iter(text)
    assert all(character in left for piece in pieces(text) for character in piece.text)
    assert all(piece.text for piece in pieces(text)) or not text


@given(text=typed)
def test_links_lead_to_web_pages(text: str) -> None:
    """No address but one of https is ever linked, and none holds what cannot be seen."""
    for piece in pieces(text):
        if piece.href is not None:
            assert piece.href.startswith(SCHEME)
            assert piece.href.isprintable()
            assert " " not in piece.href
            assert piece.uri
            assert piece.uri.isascii()


@given(text=typed)
def test_a_text_without_marks_is_itself(text: str) -> None:
    """What holds no mark is one piece, and read as it was typed."""
    for mark in MARKS:
        text = text.replace(mark, "")
    if not any(mark in text for mark in MARKS):
        assert pieces(text) == (Piece(text),)
        assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Call us.** Now.", [Piece("Call us.", bold=True), Piece(" Now.")]),
        ("You **can** get **better**", [
            Piece("You "), Piece("can", bold=True), Piece(" get "), Piece("better", bold=True)
        ]),
        ("in**divid**ual", [Piece("in"), Piece("divid", bold=True), Piece("ual")]),
        ("**注意。**请打电话", [Piece("注意。", bold=True), Piece("请打电话")]),
        ("这是**“重点”**吗", [Piece("这是"), Piece("“重点”", bold=True), Piece("吗")]),
        ("**a **b** c**", [Piece("a b c", bold=True)]),
        ("***both***", [Piece("*"), Piece("both", bold=True), Piece("*")]),
        ("**a *b* c**", [Piece("a *b* c", bold=True)]),
    ],
)  # fmt: skip
def test_bold(text: str, expected: list[Piece]) -> None:
    """Words between two pairs of stars are bold, in the midst of a word and without spaces too."""
    assert list(pieces(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"See [our page]({SITE}).", [Piece("See "), Piece("our page", href=SITE), Piece(".")]),
        (f"[**our** page]({SITE})", [Piece("our page", href=SITE)]),
        (f"**[our page]({SITE})**", [Piece("our page", bold=True, href=SITE)]),
        (f"**See [our page]({SITE}).**", [
            Piece("See ", bold=True),
            Piece("our page", bold=True, href=SITE),
            Piece(".", bold=True),
        ]),
        (f"[a [b] c]({SITE})", [Piece("a [b] c", href=SITE)]),
        (f"[a]({SITE})[b]({SITE})", [Piece("a", href=SITE), Piece("b", href=SITE)]),
        ("[Mercury](https://example.org/wiki/Mercury_(planet))", [
            Piece("Mercury", href="https://example.org/wiki/Mercury_(planet)")
        ]),
        ("[a](HTTPS://Example.com/Q?a=1&amp;b=_c_)", [
            Piece("a", href="https://Example.com/Q?a=1&amp;b=_c_")
        ]),
        ("[a](https://example.com:8443)", [Piece("a", href="https://example.com:8443")]),
        (f"[a **b]({SITE}) c**", [Piece("a **b", href=SITE), Piece(" c**")]),
        (f"[x [a]({SITE})](javascript:x)", [
            Piece("[x "), Piece("a", href=SITE), Piece("](javascript:x)")
        ]),
    ],
)  # fmt: skip
def test_links(text: str, expected: list[Piece]) -> None:
    """Words in square brackets before an address in round ones are a link, in one piece."""
    assert list(pieces(text)) == expected


AS_TYPED = (
    *("*em*", "_em_", "__strong__", "a_b_c", "`code`", "# title", "- item", "1. one", "> said"),
    *("<b>bold</b>", "<https://example.com>", "https://example.com", "{{ name }}", "{% if %}"),
    *("&amp; &lt; &#42;", r"\* \[ \\", "! ![", "~~gone~~", "a  \nb", "****", "** **"),
    *("5 ** 3 ** 2", "**unbalanced", "unbalanced**", "** not bold**", "**not bold **"),
    "see 5**, then 6**",
    *("[a](http://example.com)", "[a](mailto:a@example.com)", "[a](tel:988)", "[a](/contact)"),
    *("[a](javascript:alert(1))", "[a](data:text/html,x)", "[a](//example.com)", "[a](#top)"),
    *(f'[a]({SITE} "title")', f"[a]({SITE} 'title')", f"[a]( {SITE})", f"[a](<{SITE}>)"),
    *(f"[a] ({SITE})", f"[a][{SITE}]", f"[a]({SITE}", f"[]({SITE})", f"[ ]({SITE})"),
    *("[a](https://)", "[a](https://localhost)", "[a](https://10.0.0.1/)", "[a](https://[::1]/)"),
    *("[a](https://user@example.com)", "[a](https://example.com\\@evil.com)"),
    *("[a](https://example.com:99999)", "[a](https://exa mple.com)", "[a](https://-a.com)"),
    *("[a](https://example.com/\u202etxt)", "[a](https://example.com/\u200b)"),
    *("[a](https://example.com/\x07)", "[a](https://a..com)", "[a](https://xn--a.b_c.com)"),
    *("[a](https://☃\u2028.com)", "[a](https://example.com/a\tb)", "[a](https://example.com/<b>)"),
)  # fmt: skip


@pytest.mark.parametrize("text", AS_TYPED)
def test_what_stays_as_typed(text: str) -> None:
    """Nothing else is markup, nor an address that is not one of a web page."""
    for words in (text, f"**x** {text} **y**"):
        assert "".join(piece.text for piece in pieces(words)) == words.replace(
            "**x**", "x"
        ).replace("**y**", "y")
        assert not any(piece.href for piece in pieces(words))
    assert not any(piece.bold for piece in pieces(text))


def test_pictures_are_links() -> None:
    """A mark of exclamation before a link stays a mark of exclamation."""
    assert pieces(f"Look![here]({SITE})") == (Piece("Look!"), Piece("here", href=SITE))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("See [our page](https://example.com/x).", "See our page (example.com/x)."),
        ("[example.com/x](https://example.com/x)", "example.com/x"),
        ("[Example.com](https://www.example.com/)", "Example.com"),
        ("[https://example.com](https://example.com/)", "https://example.com"),
        ("[**our** page](https://example.com/)", "our page (example.com)"),
        ("**[our page](https://example.com/a/)**!", "our page (example.com/a/)!"),
        ("[Wetter](https://münchen.example/über)", "Wetter (münchen.example/über)"),
        ("[a](http://example.com)", "[a](http://example.com)"),
    ],
)
def test_as_read_on_paper(text: str, read: str) -> None:
    """On paper a link's address follows its words, unless they are the address."""
    assert plain(text) == read


@pytest.mark.parametrize(
    ("href", "uri"),
    [
        (SITE, SITE),
        (
            "https://münchen.example/über?a=1%20b",
            "https://xn--mnchen-3ya.example/%C3%BCber?a=1%20b",
        ),
        ("https://straße.example:8443", "https://xn--strae-oqa.example:8443"),
    ],
)
def test_addresses_for_machines(href: str, uri: str) -> None:
    """An address in any script is linked as ASCII, its host as it is registered."""
    (piece,) = pieces(f"[a]({href})")
    assert (piece.href, piece.uri) == (href, uri)


def test_address_as_printed() -> None:
    """An address is printed without its scheme; the slash after a path says something."""
    printed = [address(f"{SCHEME}example.com{rest}") for rest in ("", "/", "/a", "/a/")]
    assert printed == ["example.com", "example.com", "example.com/a", "example.com/a/"]


def test_hostile_texts_take_no_time() -> None:
    """The longest texts that a content holds are read at once, however they are nested."""
    start = time.process_time()
    for text in ("[" * 2_000, "**" * 1_000, "[a](" * 500, "[**a" * 500, "*" * 2_000, "**a " * 500):
        pieces(text)
        pieces(f"[{text}]({SITE})")
    assert time.process_time() - start < 2


def test_markdown_is_loaded_only_when_needed() -> None:
    """Texts without marks, which most are, do not load the parser."""
    code = (
        "import sys; from brochures.content.markup import plain; plain('Call us (now) * _today_.');"
        "print([name for name in sys.modules if name.startswith(('markdown', 'idna'))])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_no_setting_is_kept() -> None:
    """A text is read the same, whichever was read before."""
    with_link = f"[a]({SITE})"
    first = pieces(with_link)
    pieces(f"**unbalanced [a]({SITE}")
    assert pieces(with_link) == first
