"""Content and a format -> HTML. The only user of Jinja2.

Templates are code and trusted; content is data: it is escaped wherever it is printed and is never
itself a template.
"""

from __future__ import annotations

import base64
import re
from contextlib import suppress
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import tinycss2
from babel.dates import format_date
from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup, escape
from tinycss2.color5 import parse_color

from brochures.content.abbreviations import abbreviations
from brochures.content.model import Content
from brochures.data import STYLES
from brochures.formats.model import SLUG, Format
from brochures.render.colors import shown
from brochures.render.qr_code import code, vcard
from brochures.render.result import TypesettingError

TEMPLATES = Path(__file__).parent / "templates"

FACE = (
    '@font-face {{ font-family: "Handout Sans"; font-weight: {weight};'
    " src: url(data:font/ttf;base64,{data}) }}\n"
)

INLINE = frozenset({"a", "abbr", "b", "bdi", "em", "span", "strong"})
VOID = frozenset({"br", "img", "link", "meta"})
INKS = "-cmyk"
"""Ends the name of a colour's inks in styles/tokens.css."""

ALIKE = 0.25
"""Red, green or blue of a colour and of its inks, as `colors` has them, differ by no more."""

_SPACE = re.compile(r"[^\S\u00a0\u2007\u202f]+")


def compose(content: Content, made: Format, *, draft: bool = False) -> str:
    """Return the HTML of one handout. Its links to sheets are relative to the project's folder.

    A draft says on every page that it is one.
    """
    template = _environment().get_template(f"{made.name}.html")
    return template.render(
        content=content,
        format=made,
        palette=palette(made),
        draft=draft,
        slug=SLUG,
        code=code(vcard(content.clinic)),
        abbreviations=abbreviations(content),
    )


def compose_desk(content: Content, **values: object) -> str:
    """Return the HTML of the print desk, with its sheet and script inside it.

    Takes the values that `desk.html` asks for. Nothing on the page leads outside it but the links
    to the handouts beside it.
    """
    faces = "".join(
        FACE.format(weight=weight, data=base64.b64encode(path.read_bytes()).decode("ascii"))
        for weight, path in (
            (400, STYLES / "fonts" / "HandoutSans-Regular.ttf"),
            (700, STYLES / "fonts" / "HandoutSans-Bold.ttf"),
        )
    )
    sheets = [(STYLES / name).read_text("utf-8") for name in ("tokens.css", "desk.css")]
    return (
        _environment()
        .get_template("desk.html")
        .render(
            content=content,
            style=faces + "".join(sheets),
            script=(TEMPLATES / "desk.js").read_text("utf-8"),
            **values,
        )
    )


def palette(made: Format) -> dict[str, str]:
    """Return the colours of styles/tokens.css by name, for drawings, which no sheet can reach.

    For a print shop they are given in inks where inks stand beside them. Raises TypesettingError
    where those are of another colour.
    """
    tokens = (STYLES / "tokens.css").read_text("utf-8")
    colours, in_inks = {}, {}
    for rule in tinycss2.parse_stylesheet(tokens, skip_comments=True, skip_whitespace=True):
        for token in tinycss2.parse_blocks_contents(rule.content or []):
            if token.type == "declaration" and token.name.startswith("--"):
                name, value = token.name[2:], tinycss2.serialize(token.value).strip()
                if value.startswith("#"):
                    colours[name] = value
                elif name.endswith(INKS):
                    in_inks[name.removesuffix(INKS)] = value
    if not made.bleed:
        return colours
    for name in colours.keys() & in_inks.keys():
        if not _alike(colours[name], in_inks[name]):
            raise TypesettingError(
                f"styles/tokens.css: --{name}{INKS} are the inks of another colour than --{name}. "
                "Change them, or take them out: they are computed then."
            )
    return colours | in_inks


def _alike(colour: str, in_inks: str) -> bool:
    """Say whether a colour and inks are meant to be the same: a changed colour leaves its inks."""
    screen, paper = parse_color(colour), parse_color(in_inks)
    if screen is None or paper is None or paper.space != "device-cmyk":
        return False
    printed = shown(*paper.coordinates)
    return all(abs(a - b) <= ALIKE for a, b in zip(screen.coordinates, printed, strict=True))


def texts(html: str) -> tuple[str, ...]:
    """Return what is to be read of a page, block by block in the order of the HTML.

    White space is folded. A picture's title or alternative is a block of its own; what is hidden
    from screen readers is left out.
    """
    reader = _Texts()
    reader.feed(html)
    reader.close()
    return tuple(reader.blocks)


class _Texts(HTMLParser):
    """Collects the texts of a page that we composed ourselves: its elements are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self._block: list[str] = []
        self._open: list[str] = []
        self._hidden: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self._block.append(" ")
            if tag == "img":
                self._end(tag)
                self.blocks.append(dict(attrs)["alt"] or "")
            return
        self._open.append(tag)
        self._end(tag)
        if tag in ("head", "style") or ("aria-hidden", "true") in attrs:
            self._hidden.append(len(self._open))

    def handle_endtag(self, tag: str) -> None:
        self._end(tag)
        if self._hidden and self._hidden[-1] == len(self._open):
            self._hidden.pop()
        if self._open.pop() != tag:
            raise ValueError(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._block.append(data)

    def _end(self, tag: str) -> None:
        """End the block before and after an element, unless it stands within a line."""
        if tag not in INLINE:
            text = _SPACE.sub(" ", "".join(self._block)).strip(" ")
            self.blocks += [text] if text else []
            self._block.clear()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        bytecode_cache=_Compiled(str(TEMPLATES / "__pycache__")),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_given,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["date"] = _date
    environment.filters["around"] = _around
    environment.filters["filled"] = filled
    environment.filters["abbr"] = _abbreviated
    return environment


class _Compiled(FileSystemBytecodeCache):
    """Keeps compiled templates where Python keeps compiled modules; nowhere if that cannot be."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a compiled template, unless the folder is read-only or the disk full."""
        with suppress(OSError):
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)


def _given(value: object) -> object:
    """Let nothing be printed that is not there: a template asks first."""
    if value is None:
        raise TypeError("a template prints something that the content does not hold")
    return value


def _date(day: date, language: str) -> str:
    """Write a date as people of that language do, such as Nov 23, 2026."""
    return format_date(day, format="medium", locale=language.replace("-", "_"))


@pass_context
def _abbreviated(context: Context, text: str) -> Markup:
    """Mark the abbreviations in a text with what they stand for, for screen readers."""
    return Markup().join(
        Markup('<abbr title="{}">{}</abbr>').format(meaning, piece) if meaning else escape(piece)
        for piece, meaning in context["abbreviations"].split(text)
    )


def _around(text: str) -> list[str]:
    """Split a text at its {marks}, so that a template can put links and counters there."""
    return re.split(r"\{\w+\}", text)


def filled(text: str, **values: object) -> str:
    """Return a text with its {marks} filled in; what is filled in is not looked at again."""
    return re.sub(r"\{(\w+)\}", lambda mark: str(values.get(mark[1], mark[0])), text)
