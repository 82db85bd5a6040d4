"""Draw all icons and drawings, and write the page that shows them, docs/illustrations.md."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a script, Python looks for modules beside it

from brochures.data import ICONS, drawings, icons
from brochures.data.labelled import labelled_drawings
from brochures.data.palette import DEFAULT, palette
from brochures.render import html

DOCS = ROOT / "docs"
PAGE, FOLDER = DOCS / "illustrations.md", DOCS / "art"

ENGLISH = "en"

FRIEZE = ("medicine", "talk", "stimulation", "life")
"""The icons of the frieze on the page; the third one is offered."""

INTRODUCTION = """\
# Illustrations

Made by `make pictures`; do not edit. All of them are drawn in the clinic's own colours, and stay
clear in grey.

## Drawings

`art: doors` gives a cover or a section a drawing. Screen readers say what stands beside it here.

| name | drawing | what it shows |
|---|---|---|
"""

ICONS_TOO = """
The frieze below the inside panels of a tri-fold has an open arch for each group of treatments, two
to five, with the icon of the group. What the clinic offers has a dark frame and lines around it.

![{title}](art/frieze.svg)

## Drawings with labels

`figure:` gives a section a drawing whose parts are labelled, from the top:

| `art` | labels |
|---|---|
{labelled}
## Icons

`icon: moon` gives a group or an item an icon. It is decoration, which screen readers leave out: the
words beside it say the same. What the clinic offers stands on the dark tile.

| name | icon | what it shows: what it means |
|---|---|---|
"""


def written() -> dict[Path, str]:
    """Return what is to be written: the page, and the drawings on it."""
    colors = palette(DEFAULT).colors
    files = {FOLDER / f"{name}.svg": html.drawing(name, colors, ENGLISH) for name in drawings()}
    page = INTRODUCTION + "".join(
        f'| `{path.stem}` | <img src="art/{path.name}" width="240" alt=""> | {title(drawn)} |\n'
        for path, drawn in files.items()
    )
    frieze = html.frieze(FRIEZE, colors, ENGLISH, offered=2)
    files[FOLDER / "frieze.svg"] = frieze
    page += ICONS_TOO.format(title=title(frieze), labelled=labelled())
    for name in icons():
        both = [html.icon(name, colors, offered=offered) for offered in (False, True)]
        files[FOLDER / "icons" / f"{name}.svg"] = side_by_side(*both)
        picture = f'<img src="art/icons/{name}.svg" width="104" alt="">'
        page += f"| `{name}` | {picture} | {meaning(name)} |\n"
    return {PAGE: page, **{path: tidy(drawn) for path, drawn in files.items()}}


def labelled() -> str:
    """Return the drawings whose parts can be labelled, and what those are, as rows of a table."""
    return "".join(
        f"| `{name}` | {', '.join(part.what for part in parts)} |\n"
        for name, parts in labelled_drawings().items()
    )


def meaning(name: str) -> str:
    """Return what an icon shows and means, from the comment at its top."""
    found = re.match(r"\{# (.+?) #\}\n", (ICONS / f"{name}.svg").read_text("utf-8"))
    return found[1] if found else ""


def title(drawn: str) -> str:
    """Return the title of a drawing."""
    found = re.search("<title>(.+)</title>", drawn)
    return found[1].replace("&#39;", "'") if found else ""


def side_by_side(icon: str, offered: str) -> str:
    """Return an icon on both its tiles, as one drawing."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 104 56" width="104" height="56">\n'
        f'{icon}\n<g transform="translate(56 0)">\n{offered}\n</g>\n</svg>'
    )


def tidy(drawn: str) -> str:
    """Return a drawing without the empty lines that templates leave."""
    return re.sub(r"\n\s+", "\n", drawn.strip()) + "\n"


def main() -> None:
    """Write the page and the drawings anew."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    for path, text in written().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
