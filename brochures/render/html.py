"""Content and a format -> HTML. The only user of Jinja2.

Templates are code and trusted; content is data: it is escaped wherever it is printed and is never
itself a template.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

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
from brochures.content.blocks import Groups
from brochures.content.catalog import labels_for, translate
from brochures.content.fictional import mark_of
from brochures.content.fields import File, Said
from brochures.content.figures import pull
from brochures.content.locales import listed_name, own_name, written
from brochures.content.markup import Piece, address, beside, pieces, plain
from brochures.content.model import Content
from brochures.data import palette as palettes
from brochures.data import scripts
from brochures.data.generator import GENERATOR
from brochures.data.labelled import labelled_drawings
from brochures.formats.model import SLUG, Format
from brochures.render import faces, images, passages, provenance, script_faces
from brochures.render.colors import IN_INKS, mixed, shown
from brochures.render.qr_code import code, vcard
from brochures.render.result import TypesettingError
from brochures.render.svg import address as svg_address

TEMPLATES = Path(__file__).parent / "templates"

ALIKE = 0.25
"""Red, green or blue of a colour and of its inks, as `colors` has them, differ by no more."""


def compose(content: Content, made: Format, *, draft: bool = False) -> str:
    """Return the HTML of one handout, whose sections are placed.

    Its links to sheets are relative to the project's folder. Each element says in `data-from` where
    its texts stand in the content. A draft says on every page that it is one.
    """
    template = environment().get_template(f"{made.name}.html")
    page = template.render(
        content=content,
        language=content.language,
        format=made,
        palette=palette(made, content),
        own_colors=bool(content.brand.own_colors),
        draft=draft,
        mark=content.labels.draft if draft else mark_of(content),
        slug=SLUG,
        code=code(vcard(content.clinic, content.language)),
        abbreviations=abbreviations(content),
        friezes=_friezes(content, made),
    )
    page = passages.marked(faces.extended(provenance.noted(page)), content.language)
    return script_faces.named(page, content.language)


def _friezes(content: Content, made: Format) -> dict[int, Groups]:
    """Return the groups that have an arch each in the frieze of a side, by its number."""
    found = {}
    for panel in made.panels:
        for placed in made.placement.get(panel.name, ()):
            if groups := content.topic.sections[placed.section].frieze:
                found[panel.page] = groups
    return found


def palette(made: Format, content: Content) -> dict[str, str]:
    """Return the colours of a content's theme by name, for drawings, which no sheet can reach.

    Its own colours stand in their place. For a print shop they are given in inks: those that stand
    beside them in the theme's sheet, or else computed. Raises TypesettingError where a colour's
    inks are of another one.
    """
    theme = palettes.palette(content.brand.theme)
    if not made.bleed:
        return {**theme.colors, **content.brand.own_colors}
    for name in theme.colors.keys() & theme.inks.keys():
        if not _alike(theme.colors[name], theme.inks[name]):
            raise TypesettingError(
                f"styles/themes/{content.brand.theme}.css: --{name}{palettes.INKS} are the inks of "
                f"another colour than --{name}. Change them, or take them out: they are computed "
                "then."
            )
    return {**theme.colors, **theme.inks, **content.brand.own_colors}


def drawing(name: str, colors: Mapping[str, str], language: str) -> str:
    """Return a drawing by its name as SVG, its title in a language."""
    template = environment().get_template(f"art/{name}.svg")
    return template.render(palette=colors, language=language, parts=())


def frieze(
    icons: Sequence[str],
    colors: Mapping[str, str],
    language: str,
    *,
    offered: int | None = None,
    height: int = 84,
) -> str:
    """Return the frieze as SVG, with an arch for each icon; `offered` is the index of one."""
    template = environment().get_template("art/frieze.html")
    module = template.make_module({"palette": colors, "language": language})
    return str(vars(module)["frieze"](icons, offered, height))


def icon(name: str, colors: Mapping[str, str], *, offered: bool = False, tile: bool = True) -> str:
    """Return an icon by its name as SVG, on its arch tile or without."""
    template = environment().get_template("art/icon.html")
    return template.render(name=name, palette=colors, offered=offered, tile=tile)


def _alike(colour: str, in_inks: str) -> bool:
    """Say whether a colour and inks are meant to be the same: a changed colour leaves its inks."""
    screen, paper = parse_color(colour), parse_color(in_inks)
    if screen is None or paper is None or paper.space != IN_INKS:
        return False
    printed = shown(*paper.coordinates)
    return all(abs(a - b) <= ALIKE for a, b in zip(screen.coordinates, printed, strict=True))


@cache
def environment() -> Environment:
    """Return what reads the templates, with the filters that they use."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        # How a filter is called is compiled too: templates are compiled anew for another module.
        bytecode_cache=_Compiled(
            str(TEMPLATES / "__pycache__"), f"{crc32(Path(__file__).read_bytes()):08x}-%s.cache"
        ),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_given,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["date"] = written
    environment.filters["language_name"] = own_name
    environment.filters["listed_language"] = listed_name
    environment.filters["around"] = _around
    environment.filters["filled"] = filled
    environment.filters["inline"] = _inline
    environment.filters["filled_in"] = _filled_in
    environment.filters["plain"] = plain
    environment.filters["right_to_left"] = scripts.is_right_to_left
    environment.filters["place"] = provenance.mark
    environment.filters["pulled"] = _pulled
    environment.filters["svg_address"] = _svg_address
    environment.filters["embedded"] = _embedded
    environment.filters["fitted"] = _fitted
    environment.filters["mixed"] = mixed
    environment.globals["_"] = _translated
    environment.globals["generator"] = GENERATOR
    environment.globals["labels_for"] = labels_for
    environment.globals["icon"] = _icon
    environment.globals["labelled_drawings"] = labelled_drawings()
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
    return provenance.mark(value) + escape(value) if isinstance(value, Said) else value


@pass_context
def _inline(context: Context, text: str) -> Markup:
    """Set a text: bold and links, and abbreviations with what they stand for (WCAG 2.2, 3.1.4)."""
    set_text = Markup("").join(_piece(context, piece) for piece in pieces(text))
    return provenance.mark(text) + set_text


@pass_context
def _filled_in(context: Context, text: str, **values: str) -> Markup:
    """Set a text with its {marks} filled in: by texts of the content, or by what is set already."""
    parts = re.split(r"\{(\w+)\}", text)
    values = {
        name: value if isinstance(value, Markup) else _inline(context, value)
        for name, value in values.items()
    }
    return Markup("").join(
        values[part] if number % 2 else escape(part) for number, part in enumerate(parts)
    )


class _Pulled(NamedTuple):
    """A sentence whose number is set large, and the sentences after it."""

    sentence: Markup
    after: Markup


@pass_context
def _pulled(context: Context, text: str) -> _Pulled | None:
    """Set a text with its number large; None where it has none."""
    parts = pull(text)
    if parts is None:
        return None
    # The space stands with the number: at the start of a line it would be none.
    number = Markup('<span class="number">{} </span>').format(parts.number)
    before = Markup('<span class="before">{}</span>').format(_inline(context, parts.before))
    sentence = (before if parts.before else "") + number + _inline(context, parts.rest.lstrip())
    after = provenance.mark(text) + _inline(context, parts.after) if parts.after else Markup("")
    return _Pulled(provenance.mark(text) + sentence, after)


def _piece(context: Context, piece: Piece) -> Markup:
    if piece.href:
        # A link holds text only: an element inside would become a second link annotation.
        title = filled(context["content"].labels.links.open, website=address(piece.href))
        link = Markup('<a href="{}" title="{}">{}</a>').format(piece.uri, title, piece.text)
        words = link + escape(beside(piece))
    else:
        words = _abbreviated(context, piece.text)
    return Markup("<strong>{}</strong>").format(words) if piece.bold else words


def _abbreviated(context: Context, text: str) -> Markup:
    return Markup("").join(
        Markup('<abbr title="{}">{}</abbr>').format(meaning, piece) if meaning else escape(piece)
        for piece, meaning in context["abbreviations"].split(text)
    )


@pass_context
def _embedded(context: Context, file: File, width: float) -> str:
    """Return a picture as an address that holds it, for a width in inches."""
    picture = images.read_picture(Path(file), file.folder)
    return images.embedded(picture, width, in_grey=context["format"].in_grey)


class _Fitted(NamedTuple):
    """A picture as an address that holds it, and its width in a room, such as 1.5in."""

    src: str
    width: str


@pass_context
def _fitted(context: Context, file: File, width: float, height: float) -> _Fitted:
    """Return a picture as large as it can be in a width and a height in inches, all of it shown."""
    picture = images.read_picture(Path(file), file.folder)
    wide = min(width, height * picture.ratio)
    src = images.embedded(picture, wide, in_grey=context["format"].in_grey)
    return _Fitted(src, f"{wide:g}in")


@pass_context
def _translated(context: Context, english: str) -> str:
    """Return words of a drawing in the content's language."""
    return translate(context["language"], f"art.{Path(context.name or '').stem}", english)


@pass_context
def _icon(context: Context, name: str, *, offered: bool = False, tile: bool = True) -> str:
    """Return an icon as an address that holds it, for a background: those are not read aloud."""
    drawn = icon(name, context["palette"], offered=offered, tile=tile)
    return _svg_address(drawn)


def _svg_address(drawn: str) -> str:
    """Return a drawing as an address that holds it, for a background."""
    return svg_address(drawn.encode("utf-8"))


def _around(text: str) -> list[str]:
    """Split a text at its {marks}, so that a template can put links and counters there."""
    return re.split(r"\{\w+\}", text)


def filled(text: str, **values: object) -> str:
    """Return a text with its {marks} filled in; what is filled in is not looked at again."""
    return re.sub(r"\{(\w+)\}", lambda mark: str(values.get(mark[1], mark[0])), text)
