"""Content as HTML: escaped, whole, and told apart into what is read."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from brochures.content.model import Content
from brochures.formats.model import FORMATS, Format
from brochures.pdf import Facts
from brochures.render.html import compose, texts
from tests.samples import minimal

every_format = pytest.mark.parametrize("made", FORMATS.values(), ids=FORMATS)


def test_blocks_of_a_page() -> None:
    """A block ends where one begins or ends; what stands within a line does not end it."""
    page = (
        "<html><head><title>T</title><style>p {}</style></head><body><h1>One\n two</h1>"
        "<ul><li><strong>Three</strong><br>four <a href='#'>five</a>.</li><li>Six</li></ul>"
        "<div aria-hidden='true'>Page <span>1</span></div>"
        "<svg><title>Seven</title><path d=''/></svg><p></p>"
    )
    for element in ("body", "html"):
        page += f"</{element}>"
    assert texts(page) == ("One two", "Three four five.", "Six", "Seven")


def test_elements_closed_out_of_order() -> None:
    """A template that closes elements in the wrong order is a bug, and said to be one."""
    with pytest.raises(ValueError, match="closes nothing"):
        texts("<p><b>one</p></b>")


@every_format
def test_texts_are_escaped(made: Format) -> None:
    """HTML, Jinja and CSS in a text are printed as they were typed."""
    typed = "<b>1 < 2 & {{ content }} {% endraw %} </style> p { color: red }"
    data = minimal()
    data["clinic"]["name"] = typed
    html = compose(Content.model_validate(data), made)
    assert typed in texts(html)


@every_format
def test_read_as_composed(facts: Mapping[str, Facts], content: Content, made: Format) -> None:
    """What is composed is read: each block of the page stands in the PDF's text."""
    composed = texts(compose(content, made))
    assert len(composed) > 40
    assert [text for text in composed if text not in facts[made.name].text] == []


@every_format
def test_a_draft_says_so_first(content: Content, made: Format) -> None:
    """The first that is read of a draft is that it is one; else nothing says so."""
    assert texts(compose(content, made, draft=True))[0] == content.labels.draft
    assert content.labels.draft not in texts(compose(content, made))
