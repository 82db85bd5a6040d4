"""Where the texts of a page stand in the content, and which texts are to be read of it.

While a page is composed, a mark stands before each text; then each element gets the places of its
texts as `data-from`, and the marks go. So a finding can name the line that caused it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from markupsafe import Markup

from brochures.content.fields import Said
from brochures.content.yaml_reader import dotted

INLINE = frozenset({"a", "abbr", "b", "bdi", "em", "span", "strong"})
VOID = frozenset({"br", "img", "link", "meta"})

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Characters for private use, which no content can hold."""

_TOKEN = re.compile(rf"<(/?)([a-zA-Z][\w-]*)[^>]*?(/?)>|{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_MARK = re.compile(rf"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_SPACE = re.compile(r"[^\S\u00a0\u2007\u202f]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A text that is to be read of a page: a paragraph, a heading, an item, a cell."""

    text: str
    sources: tuple[str, ...] = ()
    """Where in the content it is from, such as topic.cover.title."""


def mark(text: str) -> Markup:
    """Return the mark of a text: nothing where it is not known where it stands."""
    loc = text.loc if isinstance(text, Said) else ()
    return Markup(f"{_OPEN}{dotted(loc)}{_CLOSE}") if loc else Markup("")  # noqa: S704 - keys are plain names


def noted(page: str) -> str:
    """Return a page with the places of texts in the elements around them, and without marks."""
    around: list[int] = []
    places: dict[int, list[str]] = {}
    for token in _TOKEN.finditer(page):
        closing, tag, empty, place = token.groups()
        if place is not None:
            if around:
                places.setdefault(around[-1], []).append(place)
        elif closing:
            around.pop()
        elif tag not in VOID and not empty:
            around.append(token.end() - 1)
        elif found := _MARK.findall(token[0]):  # a picture's text alternative
            places[token.end() - 1 - len(empty)] = found
    parts, done = [], 0
    for end, found in sorted(places.items()):
        parts += [page[done:end], f' data-from="{" ".join(dict.fromkeys(found))}"']
        done = end
    return unmarked("".join(parts) + page[done:])


def unmarked(page: str) -> str:
    """Return a page without marks."""
    return _MARK.sub("", page)


def blocks(page: str) -> tuple[Block, ...]:
    """Return what is to be read of a page, block by block in the order of its HTML.

    White space is folded. A picture's title or alternative is a block of its own; what is hidden
    from screen readers is left out.
    """
    reader = _Texts()
    reader.feed(page)
    reader.close()
    return tuple(reader.blocks)


def texts(page: str) -> tuple[str, ...]:
    """Return the texts that are to be read of a page, without where they are from."""
    return tuple(block.text for block in blocks(page))


class _Texts(HTMLParser):
    """Collects the texts of a page that we composed ourselves: its elements are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._block: list[str] = []
        self._sources: list[str] = []
        self._open: list[str] = []
        self._hidden: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self._block.append(" ")
            if tag == "img":
                self._end(tag)
                sources = tuple((dict(attrs).get("data-from") or "").split())
                self.blocks.append(Block(dict(attrs)["alt"] or "", sources))
            return
        self._open.append(tag)
        self._end(tag)
        self._sources += (dict(attrs).get("data-from") or "").split()
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
            self.blocks += [Block(text, tuple(self._sources))] if text else []
            self._block.clear()
            self._sources.clear()
