"""HTML -> pages -> PDF bytes, and how full they are: what WeasyPrint does, and what we ask of it.

WeasyPrint forgets, without a word, what passes the bottom of a page inside a box of fixed height.
So sheets with panels are laid out once on pages that are far too tall, where nothing is
forgotten; what is painted is measured against each panel; then the pages get their real height.
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache, lru_cache
from pathlib import Path
from tempfile import gettempdir
from typing import Self
from urllib.parse import unquote, urlsplit

from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from brochures.data import STYLES
from brochures.formats.model import PT_PER_IN, Format
from brochures.render import (
    content_order,
    fitting,
    imposition,
    line_ends,
    pagination,
    panel_cache,
    script_faces,
    weasyprint_fixes,
    weasyprint_speed,
)
from brochures.render.pagination import Pagination
from brochures.render.result import Fill, Fits, Repainted, Typeset, TypesettingError
from brochures.render.weasyprint_tags import Targets

BASE = "https://project.invalid/"
"""Stands for the project's folder: names derived from it are the same on every machine."""

PICTURES = tuple(f"data:image/{kind};base64," for kind in ("png", "jpeg", "svg+xml"))
"""What the address of a picture begins with that stands in the page itself."""

KINDS = {".css": "text/css", ".svg": "image/svg+xml", ".ttf": "font/ttf"}

TALL = 10
"""Pages are laid out this many times as tall as they are, so that nothing is forgotten."""

HARMLESS = ("Using fontTools instead of HarfBuzz-Subset",)
"""Beginnings of warnings that say nothing about the handout."""

_PX_PER_IN = 96

_DATA = re.compile(r"(data:[^,\s]*,)[\w+/=%]+")
_LINK = re.compile(r'<link rel="stylesheet" href="(styles/[\w/-]+\.css)">')


def typeset(html: str, made: Format, pages: Pagination | None = None) -> Typeset:
    """Lay out and write one handout, its panels set as loosely as their texts allow.

    Its pages are noted for `repainted`, where they are asked for.
    Raises TypesettingError when WeasyPrint warns of anything (a missing file, an unknown property).
    """
    again = (pages or Pagination()).after_known
    with _Warnings() as warnings, weasyprint_speed.quicker(), line_ends.broken():
        document, fills, fits = fitting.fitted(
            made, lambda fits: _measured(_laid_out(html, made, fits, again), made)
        )
        if made.bleed:
            # Crop marks stand where the page ends: it is laid out once more, at its real height.
            document = _laid_out(html, made, fits, again, tall=False)
        for page in document.pages:
            page.height = made.height * _PX_PER_IN
        weasyprint_fixes.say_language(document)
        with weasyprint_fixes.changes(document) as targets, _colors(made):
            pdf = document.write_pdf(
                # What WeasyPrint warns of may be half drawn, its marks never closed.
                finisher=lambda _, pdf: None if warnings.messages else _finish(pdf, made, targets),
                pdf_variant=f"pdf/ua-{made.ua}",
                pdf_identifier=True,
            )
        # The loader refuses what the typeface cannot print: a stray comes from a template or sheet.
        named = {*made.faces, *script_faces.families(html)}
        strays = {font.family for font in document.fonts.values()} - named
    if strays:
        warnings.messages.append(f"fonts that the styles did not name: {', '.join(sorted(strays))}")
    warnings.refuse(made)
    return Typeset(pdf, len(document.pages), tuple(fills), fits)


def repainted(html: str, made: Format, fits: Fits, before: Pagination) -> Repainted:
    """Paint those pages of a handout that differ from the last ones, for a screen.

    It is laid out once, as tightly as its fits say, whether or not everything has room; and painted
    without tags. A sheet with panels is painted whole. Raises TypesettingError as `typeset` does.
    """
    again = before.after_these
    with _Warnings() as warnings, weasyprint_speed.quicker(), line_ends.broken():
        document = _laid_out(html, made, fits, again)
        pages = document.pages
        painted = [number for number, _ in enumerate(pages) if number not in before.kept]
        document.pages = [pages[number] for number in painted]
        for page in document.pages:
            page.height = made.height * _PX_PER_IN
            page.links, page.bookmarks = [], []  # they may lead to pages that are not painted
        pdf = b""
        if painted:
            with weasyprint_fixes.changes(document), _colors(made):
                pdf = document.write_pdf(finisher=lambda _, pdf: imposition.impose(pdf, made))
    warnings.refuse(made)
    return Repainted(pdf, tuple(painted), len(pages))


def _colors(made: Format) -> AbstractContextManager[None]:
    """Return what has colours written as a format is printed."""
    if made.bleed:
        return weasyprint_fixes.in_inks()
    return weasyprint_fixes.in_grey() if made.in_grey else nullcontext()


def roomiest(candidates: Sequence[tuple[Format, str]]) -> int:
    """Return the index of the first way to place sections that fits; of the last where none does.

    Takes formats and their HTML, the roomiest first: each one after it shows less.
    """
    last = len(candidates) - 1
    return bisect_left(range(last), True, key=lambda index: _fits(*candidates[index]))  # noqa: FBT003


def _fits(made: Format, html: str) -> bool:
    """Say whether everything has room at the tightest that the format allows."""
    tight = {panel.name: made.tightest for panel in made.panels}
    with weasyprint_speed.quicker(), line_ends.broken():
        _, fills = _measured(_laid_out(html, made, tight, Pagination().after_known), made)
    return not any(fill.overflows for fill in fills)


def draws(picture: str) -> bool:
    """Say whether WeasyPrint can draw a picture, by its address: of most faults it only warns."""
    with _Warnings() as warnings, weasyprint_speed.quicker():
        HTML(string=f'<img src="{picture}">', url_fetcher=_fetcher()).write_pdf()
    return not warnings.messages


def _laid_out(
    html: str,
    made: Format,
    fits: Fits,
    again: Callable[..., AbstractContextManager[None]],
    *,
    tall: bool = True,
) -> Document:
    """Lay out a handout once; takes in which context, of a `Pagination`, its pages are laid out."""
    size = f"@page {{ size: {made.width}in {made.height * TALL}in !important }}"
    size = size if made.panels and tall else ""
    rules = size + fitting.sheet(fits)
    try:
        files = {name: _fetcher().read(name) for name in _LINK.findall(html)}
    except OSError as error:
        raise TypesettingError(f"{made.name}: {error}") from error
    fonts = _font_configuration(gettempdir())
    sheets = [_sheet(name, file, fonts) for name, file in files.items()]
    if faces := script_faces.sheet(html):
        sheets.append(_sheet("styles/scripts.css", faces.encode(), fonts))
    page = HTML(string=_LINK.sub("", html), base_url=BASE, url_fetcher=_fetcher())
    tree = page.etree_element
    drawings = [path.read_bytes() for path in sorted(STYLES.glob("*.svg"))]  # in sheets, by name
    kept = panel_cache.emptied(tree, made, fits, (size, fonts, *sheets, *drawings))
    with nullcontext() if made.panels else again(tree, rules, fonts, *sheets, *drawings):
        document = page.render(
            stylesheets=[*sheets, CSS(string=rules, base_url=BASE, url_fetcher=_fetcher())],
            font_config=fonts,
            pdf_variant=f"pdf/ua-{made.ua}",
            # Transparency groups, which hold drawings, would mix inks as RGB: black would be four.
            output_intent="device-cmyk" if made.bleed else None,
        )
    panel_cache.fill(document, kept)
    return document


def _measured(document: Document, made: Format) -> tuple[Document, list[Fill]]:
    return document, list(fitting.fills(document, made))


@lru_cache(maxsize=16)
def _sheet(name: str, sheet: bytes, fonts: FontConfiguration) -> CSS:
    """Return a sheet that was read; WeasyPrint would do so again for each page that links to it.

    Raises TypesettingError when WeasyPrint warns of anything in it.
    """
    with _Warnings() as warnings:
        parsed = CSS(
            string=sheet.decode("utf-8"),
            base_url=f"{BASE}{name}",
            url_fetcher=_fetcher(),
            font_config=fonts,
        )
    if warnings.messages:
        raise TypesettingError(f"{name}: " + "; ".join(warnings.messages))
    return parsed


def _finish(pdf: object, made: Format, targets: Targets) -> None:
    weasyprint_fixes.label_pages(pdf)
    weasyprint_fixes.leave_metadata_plain(pdf)
    weasyprint_fixes.set_up_printer(pdf, made.duplex)
    if made.bleed:
        weasyprint_fixes.set_bleed(pdf, made.bleed * PT_PER_IN)
    if made.folds:
        weasyprint_fixes.order_panels(pdf, targets.by_name, [panel.name for panel in made.panels])
    if made.ua > 1:
        weasyprint_fixes.lead_to_structure(pdf, targets)
    content_order.follow_tags(pdf)
    imposition.impose(pdf, made)


class _ProjectFiles(URLFetcher):
    """Reads the project's sheets and fonts, and nothing else: no network, no other folder."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["https", "data"], allow_redirects=False)

    def fetch(self, url: str, _headers: object = None) -> URLFetcherResponse:
        if url.startswith((*PICTURES, script_faces.FONT)):
            return super().fetch(url)
        if not url.startswith(BASE):
            raise ValueError(f"not a file of the project: {url}")
        path = unquote(urlsplit(url).path).lstrip("/")
        kind = KINDS[Path(path).suffix]
        return URLFetcherResponse(url, self.read(path), {"Content-Type": kind})

    def read(self, path: str) -> bytes:
        """Return a file's bytes, by its path in the project."""
        if not path.startswith("styles/"):
            raise ValueError(f"not a sheet of the project: {path}")
        folder = STYLES
        file = (folder / path.removeprefix("styles/")).resolve(strict=True)
        if not file.is_relative_to(folder.resolve()):
            raise ValueError(f"outside the project: {path}")
        return file.read_bytes()


@cache
def _fetcher() -> _ProjectFiles:
    return _ProjectFiles()


@lru_cache(maxsize=1)
def _font_configuration(_folder: str) -> FontConfiguration:
    """One for the process: a new one for each document costs time and leaks.

    Its files lie in the folder for temporary ones, which goes when a run ends.
    """
    configuration = FontConfiguration()
    if weasyprint_speed.ENABLED:  # what `freed_features` frees
        configuration.font_features = weasyprint_speed.OwnFeatures()
    return configuration


class _Warnings(logging.Handler):
    """Collects what WeasyPrint would only log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self._logger = logging.getLogger("weasyprint")

    def __enter__(self) -> Self:
        self._propagated, self._logger.propagate = self._logger.propagate, False
        self._logger.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._logger.removeHandler(self)
        self._logger.propagate = self._propagated

    def refuse(self, made: Format) -> None:
        """Raise TypesettingError if there were any."""
        if self.messages:
            panel_cache.forget()
            pagination.forget()
            raise TypesettingError(f"{made.name}: " + "; ".join(self.messages))

    def emit(self, record: logging.LogRecord) -> None:
        message = _DATA.sub(r"\1…", record.getMessage())
        if not message.startswith(HARMLESS):
            self.messages.append(message)
