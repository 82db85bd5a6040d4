"""Passages in Latin letters on a page of another script: marked with language and direction.

From right to left, a phone number, an address or an English name is one isolated run (bdi), across
bold words and links: WeasyPrint orders the letters of each inline element by themselves, and would
turn such a run round. A reader of the PDF is told in which language to say it (WCAG 2.2, 3.1.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import accumulate
from unicodedata import bidirectional

from brochures.data.scripts import LATIN, is_right_to_left, of_language
from brochures.render.provenance import INLINE

ENGLISH = "en"
"""What passages in Latin letters are, in nearly all cases: names, abbreviations."""

_TOKEN = re.compile(r"<(?P<closing>/?)(?P<tag>[a-zA-Z][\w-]*)[^>]*?(?P<empty>/?)>|<![^>]*>|[^<]+")
_CHARACTER = re.compile(r"&(?:#\w+|\w+);|.", re.DOTALL)
_UNREAD = frozenset({"head", "style", "svg"})

_LETTERS = r"A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_WORD = rf"[0-9-]*[{_LETTERS}](?:[{_LETTERS}0-9'\u2019.@/&+-]*[{_LETTERS}0-9])?"
_FOREIGN = re.compile(rf"{_WORD}(?:[ ,]+{_WORD})*")
"""Words in Latin letters, one after the other."""

_PAIRS = {"(": ")", "[": "]"}
_FEWEST_DIGITS = 5
"""Of a number whose parts stand apart: a phone number, a postcode with its city."""


def marked(page: str, language: str) -> str:
    """Return a page whose Latin passages are marked; one in Latin letters as it is."""
    if of_language(language) == LATIN:
        return page
    parts: list[str] = []
    line: list[_Token] = []
    unread = 0
    for found in _TOKEN.finditer(page):
        token = _Token(found[0], found["tag"], closing=bool(found["closing"]))
        if token.tag in _UNREAD and not found["empty"]:
            unread += -1 if token.closing else 1
        if not unread and (token.tag in INLINE or (token.tag is None and token.text[0] != "<")):
            line.append(token)
            continue
        parts += [*_set(line, language), token.text]
        line = []
    return "".join([*parts, *_set(line, language)])


@dataclass(frozen=True, slots=True)
class _Token:
    """A tag, or the text between two of them."""

    text: str
    tag: str | None = None
    closing: bool = False


def _set(line: list[_Token], language: str) -> Iterator[str]:
    """Yield what stands in a block, with an element around each passage.

    Inline elements that begin or end within a passage are closed and opened again around its ends.
    A link, which holds text only, is within one or has none.
    """
    pieces = [_CHARACTER.findall(token.text) if token.tag is None else [] for token in line]
    text = "".join(unescape(each)[:1] for piece in pieces for each in piece)
    ends_of_tokens = set(accumulate(map(len, pieces)))
    # A space at the end of an inline element stays with what it follows: it would be lost alone.
    passages = [
        (start, end + 1 if text[end : end + 1] == " " and end + 1 in ends_of_tokens else end)
        for start, end in _passages(text, language)
    ]
    if not passages:
        yield from (token.text for token in line)
        return
    starts, ends = {start for start, _ in passages}, {end for _, end in passages}
    around: list[_Token] = []
    out: list[str] = []
    place = 0
    is_open = False

    def turn(mark: str) -> None:
        out.extend(f"</{each.tag}>" for each in reversed(around))
        out.append(mark)
        out.extend(each.text for each in around)

    for token, piece in zip(line, pieces, strict=True):
        if token.tag:
            out.append(token.text)
            if token.closing:
                around.pop()
            else:
                around.append(token)
            continue
        for character in piece:
            if is_open and place in ends:
                turn("</bdi>")
                is_open = False
            if place in starts:
                turn(_opening(language))
                is_open = True
            out.append(character)
            place += 1
    if is_open:
        turn("</bdi>")
    yield _without_empty("".join(out))


def _opening(language: str) -> str:
    direction = ' dir="ltr"' if is_right_to_left(language) else ""
    return f'<bdi lang="{ENGLISH}"{direction}>'


_EMPTY = re.compile(r"<(a|abbr|b|em|span|strong)\b[^>]*></\1>")


def _without_empty(line: str) -> str:
    """Return a line without the elements that were closed as soon as they were opened."""
    while (plain := _EMPTY.sub("", line)) != line:
        line = plain
    return line


def _passages(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where the passages of a text begin and end."""
    if is_right_to_left(language):
        yield from _left_to_right(text)
    else:
        yield from (found.span() for found in _FOREIGN.finditer(text))


def _left_to_right(text: str) -> Iterator[tuple[int, int]]:
    """Yield the runs that are read from left to right, within a text from right to left."""
    for run in re.finditer(r"[^\n]+", _directions(text)):
        for found in re.finditer(r"[Ln](?:[^R]*[Ln])?", run[0]):
            start, end = run.start() + found.start(), run.start() + found.end()
            yield from _bracketed(text, start, end, found[0])


def _directions(text: str) -> str:
    """Return a letter for each character: L and R for strong ones, n for a digit, o for others."""
    kinds = {"L": "L", "R": "R", "AL": "R", "EN": "n", "AN": "n", "B": "\n"}
    return "".join(kinds.get(bidirectional(each), "o") for each in text)


def _bracketed(text: str, start: int, end: int, kinds: str) -> Iterator[tuple[int, int]]:
    """Yield a run, or what has to be isolated of one that holds digits only.

    A bracket belongs to the run that the other one of its pair is in.
    """
    if "L" not in kinds and kinds.count("n") < _FEWEST_DIGITS:
        for part in re.finditer(r"\S+", text[start:end]):
            yield start + part.start(), start + part.end()
        return
    inside = text[start:end]
    for opening, closing in _PAIRS.items():
        missing = inside.count(opening) - inside.count(closing)
        if missing > 0 and text[end : end + 1] == closing:
            end += 1
        elif missing < 0 and text[start - 1 : start] == opening:
            start -= 1
        if text[start - 1 : start] == opening and text[end : end + 1] == closing:
            start, end = start - 1, end + 1
    if text[start : start + 1] not in _PAIRS and text[start - 1 : start] == "+":
        start -= 1  # a phone number of another country
    yield start, end
