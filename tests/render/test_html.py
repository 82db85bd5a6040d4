"""Content as HTML: escaped, and whole."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from brochures.content.model import Content
from brochures.formats import FORMATS
from brochures.formats.model import Format
from brochures.pdf import Facts
from brochures.render.html import compose
from brochures.render.provenance import texts
from tests.placing import placed
from tests.samples import minimal

every_format = pytest.mark.parametrize("name", FORMATS)


@every_format
def test_texts_are_escaped(name: str) -> None:
    """HTML, Jinja and CSS in a text are printed as they were typed."""
    typed = "<b>1 < 2 & {{ content }} {% endraw %} </style> p { color: red }"
    data = minimal()
    data["clinic"]["name"] = typed
    content = Content.model_validate(data)
    assert typed in texts(compose(content, placed(content, name)))


def test_read_as_composed(
    facts: Mapping[str, Facts], content: Content, made: Mapping[str, Format]
) -> None:
    """What is composed is read: each block of the page stands in the PDF's text."""
    for name, each in made.items():
        composed = texts(compose(content, each))
        assert len(composed) > 5
        assert [text for text in composed if text not in facts[name].text] == []


@every_format
def test_a_draft_says_so_first(content: Content, name: str) -> None:
    """The first that is read of a draft is that it is one; else nothing says so."""
    made = placed(content, name)
    assert texts(compose(content, made, draft=True))[0] == content.labels.draft
    assert content.labels.draft not in texts(compose(content, made))
