"""Each text of a page knows where it stands in the content, and no mark of that is left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from brochures.content.markup import plain
from brochures.content.model import Content
from brochures.content.yaml_reader import dotted
from brochures.formats import FORMATS
from brochures.pdf import read
from brochures.render import provenance
from brochures.render.html import compose
from brochures.render.pages import compose_desk
from brochures.render.pdf import typeset
from brochures.render.provenance import Block, blocks, texts
from tests.placing import all_placed, placed
from tests.samples import longer, ours, whole

Words = Callable[[], dict[str, Any]]

MARKS = re.compile("[\ue000\ue001]")
MARKUP = "Ask about **TMS**, and read [the leaflet](https://example.com/leaflet/) at home."

every_format = pytest.mark.parametrize("name", FORMATS)
every_content = pytest.mark.parametrize("words", [whole, ours, longer])


def body(inside: str) -> str:
    """Return a page that says something, marks and all."""
    return f"<html><head><title>T</title></head><body>{inside}</body></html>"


def mark(place: str) -> str:
    """Return the mark of a place."""
    return f"\ue000{place}\ue001"


def pages(content: Content) -> Iterator[str]:
    """Yield the HTML of each format of a content, as a draft and as it is handed out."""
    for made in all_placed(content).values():
        yield compose(content, made)
        yield compose(content, made, draft=True)


# What is to be read of a page


def test_blocks_of_a_page() -> None:
    """A block ends where one begins or ends; what stands within a line does not end it."""
    page = (
        "<html><head><title>T</title><style>p {}</style></head><body><h1>One\n two</h1>"
        "<ul><li><strong>Three</strong><br>four <a href='#'>five</a>.</li><li>Six</li></ul>"
        "<div aria-hidden='true'>Page <span>1</span></div>"
        "<svg><title>Seven</title><path d=''/></svg><p></p></body></html>"
    )
    assert texts(page) == ("One two", "Three four five.", "Six", "Seven")


def test_elements_closed_out_of_order() -> None:
    """A template that closes elements in the wrong order is a bug, and said to be one."""
    with pytest.raises(ValueError, match="closes nothing"):
        texts("<p><b>one</p></b>")


# Where it stands in the content


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        (f"<p>{mark('a')}One</p>", [Block("One", ("a",))]),
        (f"<p>{mark('a')}One <b>{mark('b')}two</b></p>", [Block("One two", ("a", "b"))]),
        (f"<p>One</p><p>{mark('a')}Two</p>", [Block("One"), Block("Two", ("a",))]),
        (f"<p><a href='#'>{mark('a')}One</a> two</p>", [Block("One two", ("a",))]),
        (f"<p>{mark('a')}One{mark('a')}two</p>", [Block("Onetwo", ("a",))]),
        (f"<ul><li>{mark('a')}One<br>{mark('b')}two</li></ul>", [Block("One two", ("a", "b"))]),
        (
            f"<p>One <img src='x' alt='{mark('a')}Two'> three</p>",
            [Block("One"), Block("Two", ("a",)), Block("three")],
        ),
        (
            f"<svg><title>{mark('a')}One</title><path d='M0 0'/></svg><p>{mark('b')}Two</p>",
            [Block("One", ("a",)), Block("Two", ("b",))],
        ),
        (f"<p title='{mark('a')}One'>Two</p>", [Block("Two")]),
    ],
    ids="one,bold,none,link,twice,line break,picture,drawing,attribute".split(","),
)
def test_sources(inside: str, found: list[Block]) -> None:
    """A block names the places of its texts, once each, in the order in which they are read."""
    page = provenance.noted(body(inside))
    assert not MARKS.search(page)
    assert list(blocks(page)) == found


@every_format
@every_content
def test_texts_know_their_places(words: Words, name: str) -> None:
    """A text of the topic that is a block of its own is one that names the text's place."""
    content = Content.model_validate(words())
    page = blocks(compose(content, placed(content, name)))
    places: dict[str, set[str]] = {}
    for loc, text in content.prose():
        places.setdefault(plain(text), set()).add(dotted(loc))
    said = {block.text for block in page} & places.keys()
    # Headings stand in the list of contents, too, which says no more than where they are.
    named = {
        block.text for block in page if not places.get(block.text, set()).isdisjoint(block.sources)
    }
    assert len(said) >= 3 or not FORMATS[name].slots
    assert said - named == set()


@every_format
@every_content
def test_places_lead_to_the_texts(words: Words, name: str) -> None:
    """Each place that a block names is that of a text that the block says, or a sentence of it."""
    content = Content.model_validate(words())
    said = {dotted(loc): plain(text) for loc, text in content.prose()}
    page = blocks(compose(content, placed(content, name)))
    wrong = [
        (block.text, source)
        for block in page
        for source in block.sources
        if source.startswith("topic.")
        if said[source] not in block.text and block.text not in said[source]
    ]
    assert wrong == []


@every_format
def test_all_of_a_section_is_located(content: Content, name: str) -> None:
    """Whatever a format promises of a section stands in blocks that name the section."""
    made = placed(content, name)
    page = blocks(compose(content, made))
    for place in made.placement.values():
        for each in place:
            start = dotted(("topic", "sections", each.section))
            own = " ".join(
                block.text for block in page if any(s.startswith(start) for s in block.sources)
            )
            said = map(plain, content.topic.sections[each.section].said(each.depth))
            assert [text for text in said if text not in own] == []


@pytest.mark.parametrize("name", [name for name, made in FORMATS.items() if made.slots])
def test_bold_and_links(name: str) -> None:
    """A text with bold words and a link is one block, as it is read on paper, with one place."""
    data = whole()
    data["topic"]["title"] = data["topic"]["cover"]["title"] = MARKUP
    data["topic"]["for_clinicians"]["title"] = MARKUP
    content = Content.model_validate(data)
    html = compose(content, placed(content, name))
    assert "<strong><abbr" in html
    assert '<a href="https://example.com/leaflet/" title="' in html
    found = [block for block in blocks(html) if block.text == plain(MARKUP)]
    assert found
    assert {source.rpartition(".")[2] for block in found for source in block.sources} == {"title"}


def test_texts_in_the_head(content: Content) -> None:
    """The title and the description of a page are texts of the content, and nothing more."""
    for page in pages(content):
        (title,) = re.findall(r"<title[^>]*>(.*?)</title>", page.partition("<body")[0])
        (about,) = re.findall(r'<meta name="description" content="(.*?)"', page)
        assert title.endswith(content.clinic.name)
        assert title.isprintable()
        assert about.isprintable()


@every_content
def test_no_mark_is_left_in_html(words: Words) -> None:
    """No page has a mark left, in a text, an attribute or its head; nor has the print desk."""
    content = Content.model_validate(words())
    for page in pages(content):
        assert not MARKS.search(page)
    card = {"file": "card.vcf", "download": "data:"}
    desk = compose_desk(content, sheets=[], overdue=None, waiting=[], rules=1, card=card)
    assert not MARKS.search(desk)
    assert content.clinic.name in desk


@every_format
def test_no_mark_is_left_in_a_pdf(name: str) -> None:
    """What is read, seen and said of a PDF, its title and its links too, has no mark."""
    data = whole()
    data["topic"]["sections"] |= {"more": {"title": MARKUP, "text": MARKUP}}
    content = Content.model_validate(data)
    made = placed(content, name)
    pdf = typeset(compose(content, made), made).pdf
    facts = read(pdf)
    tags = [text for tag in facts.walk() for text in (tag.alt, tag.actual_text, tag.expansion)]
    said = [facts.text, *(run.text for run in facts.runs), *filter(None, tags)]
    assert not MARKS.search("".join(said))
    with pikepdf.open(BytesIO(pdf)) as opened:
        strings = [str(each) for each in held(opened) if isinstance(each, pikepdf.String)]
    assert len(strings) > 10
    assert not MARKS.search("".join(strings))


def held(pdf: pikepdf.Pdf) -> Iterator[object]:
    """Yield what stands in the dictionaries of a PDF."""
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary):
            yield from each.values()
