"""The page of the editor, and the sheet for it. Its scripts are in `brochures/editor/static`."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping

from brochures.content.editor_labels import editor_labels
from brochures.data import STYLES, typeface
from brochures.data import palette as palettes
from brochures.render.html import FACE, environment

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What the page may load: nothing but what is served beside it (Content Security Policy)."""


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
    regular, bold = (typeface.FOLDER / name for name in typeface.FACES)
    display = palettes.palette(theme).face
    faces = [
        FACE.format(name=name, weight=weight, data=base64.b64encode(path.read_bytes()).decode())
        for name, weight, path in (
            (typeface.TEXT, 400, regular),
            (typeface.TEXT, 700, bold),
            (display, typeface.DISPLAY_WEIGHT, typeface.display_file(display)),
        )
    ]
    roles = [(STYLES / name).read_text("utf-8") for name in ("tokens.css", f"themes/{theme}.css")]
    own = [f"--{name}: {color};" for name, color in (own_colors or {}).items()]
    sheets = [(STYLES / name).read_text("utf-8") for name in ("screen.css", "editor.css")]
    return "\n".join((*faces, *roles, ":root {", *own, "}", *sheets))
