"""Content and a format -> HTML. The only user of Jinja2.

Templates are code and trusted; content is data: it is escaped wherever it is printed and is never
itself a template.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import tinycss2
from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from brochures.content import Content
from brochures.formats import Format

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "brochures" / "templates"
STYLES = ROOT / "styles"


def compose(content: Content, made: Format) -> str:
    """Return the HTML of one handout. Its links to sheets are relative to the project's folder."""
    template = _environment().get_template(f"{made.name}.html")
    return template.render(content=content, format=made, palette=palette())


def palette() -> dict[str, str]:
    """Return the colours of styles/tokens.css by name, for drawings, which no sheet can reach."""
    tokens = (STYLES / "tokens.css").read_text("utf-8")
    colours = {}
    for rule in tinycss2.parse_stylesheet(tokens, skip_comments=True, skip_whitespace=True):
        for token in tinycss2.parse_blocks_contents(rule.content or []):
            if token.type == "declaration" and token.name.startswith("--"):
                value = tinycss2.serialize(token.value).strip()
                if value.startswith("#"):
                    colours[token.name[2:]] = value
    return colours


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["date"] = _date
    environment.filters["around"] = _around
    return environment


def _date(day: date, language: str) -> str:
    """Write a date as people of that language do, such as Nov 23, 2026."""
    return format_date(day, format="medium", locale=language.replace("-", "_"))


def _around(text: str) -> list[str]:
    """Split a text at its {marks}, so that a template can put links and counters there."""
    return re.split(r"\{\w+\}", text)
