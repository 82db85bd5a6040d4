"""What does not fit is found, named and measured; what is wrong in a template is a bug."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from brochures.content.loader import load
from brochures.content.model import Content
from brochures.formats import FORMATS
from brochures.pdf import read
from brochures.render.html import compose
from brochures.render.pdf import typeset
from brochures.render.result import Typeset, TypesettingError
from tests.placing import placed
from tests.samples import OURS
from tests.thorough import mostly

LONG = "More words than there is room for. " * 57
LONG_WORD = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 2

PANELS = tuple(panel.name for panel in FORMATS["trifold"].panels)

every_panel = pytest.mark.parametrize("panel", mostly(PANELS, "inside-1"))


@dataclass(frozen=True, slots=True)
class Place:
    """A text that stands in a panel of the tri-fold, and the section that comes last there."""

    path: tuple[str | int, ...]
    section: str


def place(content: Content, panel: str) -> Place:
    """Return a text of a panel of the tri-fold, and the section that comes last in the panel."""
    if panel == "cover":
        return Place(("topic", "cover", "lead", 0), "cover")
    if panel == "back":
        return Place(("topic", "next_step", "steps", 0), "next_step")
    first, *_ = sections = placed(content, "trifold").placement[panel]
    lead = "lead" if first.depth == "full" else "short"
    return Place(("topic", "sections", first.section, lead), sections[-1].section)


def changed(content: Content, path: tuple[str | int, ...], value: object) -> Content:
    """Return the content with one value changed."""
    data: Any = content.model_dump(mode="json")
    part = data
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    return Content.model_validate(data)


def made(content: Content, name: str) -> Typeset:
    """Typeset one format of a content, its sections placed with the most room."""
    return typeset(compose(content, placed(content, name)), placed(content, name))


@cache
def typeset_longer(panel: str) -> Typeset:
    """Typeset the clinic's tri-fold with far too long a text in a panel."""
    content = load(OURS)
    return made(changed(content, place(content, panel).path, LONG), "trifold")


@every_panel
def test_nothing_is_dropped(panel: str) -> None:
    """Even a text that does not fit is whole in the PDF: it is reported, never cut off."""
    printed = " ".join(read(typeset_longer(panel).pdf).text.split())
    assert LONG.strip() in printed


def test_warnings_are_bugs() -> None:
    """What WeasyPrint would only log stops the build: here a file that is not there."""
    html = '<html lang="en"><title>T</title><link rel="stylesheet" href="styles/none.css">'
    with pytest.raises(TypesettingError, match="none"):
        typeset(html, FORMATS["large-print"])


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a.css",
        "http://localhost/a.css",
        "file:///etc/passwd",
        "../content.yaml",
        "styles/../content.yaml",
        "styles/%2e%2e/content.yaml",
        "fonts/../__init__.py",
        "data:text/css,p{}",
    ],
)
def test_nothing_from_outside(url: str) -> None:
    """No address but those of the project's sheets and fonts is ever opened."""
    html = f'<html lang="en"><title>T</title><link rel="stylesheet" href="{url}">'
    with pytest.raises(TypesettingError):
        typeset(html, FORMATS["large-print"])


def test_stray_font() -> None:
    """A character that the named faces do not have is not set in another face."""
    html = (
        '<html lang="en"><title>T</title>'
        '<link rel="stylesheet" href="styles/tokens.css">'
        '<link rel="stylesheet" href="styles/themes/harbour.css">'
        '<link rel="stylesheet" href="styles/parts.css"><p>\u4e2d</p>'
    )
    with pytest.raises(TypesettingError):
        typeset(html, FORMATS["large-print"])


def test_content_is_text(content: Content) -> None:
    """Markup, templates and sheets in a text are printed as they were typed."""
    typed = "<b>{{ clinic }}</b> {% if %} & <script> alert(1); &amp;"
    result = made(changed(content, ("topic", "cover", "lead"), typed), "trifold")
    assert typed in " ".join(read(result.pdf).text.split())
