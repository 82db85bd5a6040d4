"""The pages for a screen: the print desk, the page for reviewers, and that of the editor.

The first two hold all that they need. The scripts of the editor are in `brochures/editor/static`.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from hashlib import sha256

from markupsafe import Markup, escape

from brochures.content.abbreviations import abbreviations
from brochures.content.editor_labels import editor_labels
from brochures.content.markup import beside, pieces, plain
from brochures.content.model import Content
from brochures.content.review_labels import ReviewLabels
from brochures.data import STYLES, typeface
from brochures.data import palette as palettes
from brochures.render import faces, provenance
from brochures.render.colors import mixed
from brochures.render.html import TEMPLATES, environment, frieze

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What the editor may load: nothing but what is served beside it (Content Security Policy)."""

_POLICY_OF_REVIEW = (
    "default-src 'none'; script-src 'sha256-{}'; style-src 'unsafe-inline'; img-src data:;"
    " font-src data:; base-uri 'none'; form-action 'none'"
)
"""What the page for reviewers may load: nothing; and it runs no script but its own."""

_FACE = (
    '@font-face {{ font-family: "{name}"; font-weight: {weight};'
    " src: url(data:font/ttf;base64,{data}) }}\n"
)

_ARCHES = 4
"""Groups with an icon that make the frieze over a page."""


def compose_desk(content: Content, **values: object) -> str:
    """Return the HTML of the print desk, with its sheet and script inside it.

    Takes the values that `desk.html` asks for. Nothing on the page leads outside it but the links
    to the handouts beside it.
    """
    brand = content.brand
    theme = palettes.palette(brand.theme)
    colors = {**theme.colors, **brand.own_colors}
    page = (
        environment()
        .get_template("desk.html")
        .render(
            content=content,
            language=content.language,
            palette=colors,
            abbreviations=abbreviations(content),
            friezes=_friezes(content, colors),
            style=_sheets(brand.theme, brand.own_colors, "desk.css"),
            script=(TEMPLATES / "desk.js").read_text("utf-8"),
            **{"waiting": (), **values},
        )
    )
    return _with_faces(page, theme.face)


def compose_review(content: Content, language: str, labels: ReviewLabels, **values: object) -> str:
    """Return the HTML of the page for reviewers, in a language, with its sheet and script inside.

    Takes the values that `review.html` asks for.
    """
    brand = content.brand
    theme = palettes.palette(brand.theme)
    script = (TEMPLATES / "review.js").read_text("utf-8")
    page = (
        environment()
        .get_template("review.html")
        .render(
            content=content,
            language=language,
            labels=labels,
            say=_said,
            plain=plain,
            friezes=_friezes(content, {**theme.colors, **brand.own_colors}),
            policy=_POLICY_OF_REVIEW.format(_hash(script)),
            style=_sheets(brand.theme, brand.own_colors, "review.css"),
            script=script,
            **values,
        )
    )
    return _with_faces(page, theme.face)


def _said(text: str) -> Markup:
    """Set a text with its bold words; a link is written out, for the page leads nowhere."""
    bold = Markup("<strong>{}</strong>")
    words = ((piece.bold, piece.text + beside(piece)) for piece in pieces(text))
    return Markup("").join(bold.format(each) if strong else escape(each) for strong, each in words)


def _hash(script: str) -> str:
    """Return the hash by which a policy lets a script run, and none that got into the page."""
    return base64.b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii")


def _with_faces(page: str, display: str) -> str:
    """Return a page as it is written, its faces inside its sheet."""
    page = provenance.unmarked(page)
    own_faces = _faces(display, extended=faces.is_whole(page))
    return page.replace("<style>", f"<style>{own_faces}", 1)


def compose_editor(language: str) -> str:
    """Return the HTML of the editor, its words in a language, or else in English.

    It asks for `static/editor.css`, which `editor_sheet` returns, and for `static/editor.js`.
    """
    spoken, labels = editor_labels(language)
    page = environment().get_template("editor.html")
    words = json.dumps(labels.model_dump(), ensure_ascii=False)
    return page.render(language=spoken, labels=labels, words=words, policy=POLICY)


def editor_sheet(theme: str, own_colors: Mapping[str, str] | None = None) -> str:
    """Return the sheet of the editor in the colours and the faces of a theme, with them inside."""
    display = palettes.palette(theme).face
    return _faces(display) + _sheets(theme, own_colors or {}, "editor.css")


def _sheets(theme: str, own_colors: Mapping[str, str], name: str) -> str:
    """Return a page's own sheet after those that give it the colours of a theme."""
    own = "".join(f"--{name}: {color}; " for name, color in own_colors.items())
    names = ("tokens.css", f"themes/{theme}.css", "screen.css", name)
    tokens, themed, *sheets = ((STYLES / name).read_text("utf-8") for name in names)
    return f"{tokens}{themed}:root {{ {own}}}\n{''.join(sheets)}"


def _faces(display: str, *, extended: bool = False) -> str:
    """Return the faces that a page has inside it, under the names that its sheet knows.

    Where its language needs the extended one, that stands under the name of the one for texts, and
    titles are set in it too.
    """
    regular, bold = typeface.EXTENDED_FACES if extended else typeface.FACES
    found = [
        (typeface.TEXT, 400, typeface.FOLDER / regular),
        (typeface.TEXT, 700, typeface.FOLDER / bold),
    ]
    if not extended:
        found.append((display, typeface.DISPLAY_WEIGHT, typeface.display_file(display)))
    return "".join(
        _FACE.format(
            name=name,
            weight=weight,
            data=base64.b64encode(path.read_bytes()).decode("ascii"),
        )
        for name, weight, path in found
    )


def _friezes(content: Content, colors: Mapping[str, str]) -> list[str]:
    """Return the frieze over a page as it is by day and by night."""
    return [_frieze(content, each) for each in (colors, _by_night(colors))]


def _frieze(content: Content, colors: Mapping[str, str]) -> str:
    """Return the frieze over a page; "" where no section has the icons for its arches."""
    for section in content.topic.sections.values():
        groups = section.groups.root if section.groups else ()
        icons = [group.icon for group in groups if group.icon]
        if len(groups) == len(icons) == _ARCHES:
            ours = [any(item.offered for item in group.items) for group in groups]
            offered = ours.index(True) if any(ours) else None
            return frieze(icons, colors, content.language, offered=offered)
    return ""


def _by_night(colors: Mapping[str, str]) -> dict[str, str]:
    """Return a palette for drawings on a dark ground: what was dark is light."""
    ink, deep = colors["ink"], colors["deep"]
    return {
        **colors,
        "ink": colors["tint"],
        "deep": colors["cool"],
        "white": ink,
        "cool": mixed(deep, ink, 0.35),
        "tint": mixed(ink, deep, 0.35),
        "mid": mixed(colors["mid"], deep, 0.5),
        "warm": mixed(colors["warm"], ink, 0.3),
    }
