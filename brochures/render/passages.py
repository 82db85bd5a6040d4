"""Passages in Latin letters on a page of another script: marked with language and direction.

From right to left, a phone number, an address or an English name is one isolated run (bdi), across
bold words and links: WeasyPrint orders the letters of each inline element by themselves, and would
reverse such a run. The PDF says in which language it is to be read aloud (WCAG 2.2, 3.1.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import accumulate
from unicodedata import bidirectional

from brochures.data.scripts import LATIN, is_right_to_left, of_language
from brochures.render.provenance import INLINE

ENGLISH = "en"
"""What passages in Latin letters are, in nearly all cases: names, abbreviations."""

IN_ANOTHER = (
    r'<(?P<element>bdi|td|th)\b[^>]*? lang="(?P<language>[^"]+)"[^>]*>(?P<said>.*?)</(?P=element)>'
)
"""Pattern of an element with a language of its own."""

_TOKEN = re.compile(
    rf"{IN_ANOTHER}"
    r"|<(?P<closing>/?)(?P<tag>[a-zA-Z][\w-]*)[^>]*?(?P<empty>/?)>|<![^>]*>|[^<]+",
    re.DOTALL,
)
_CHARACTER = re.compile(r"&(?:#\w+|\w+);|.", re.DOTALL)
_UNREAD = frozenset({"head", "style", "svg"})

_LETTERS = r"A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_WORD = (
    rf"(?:[(+]?[0-9][0-9()-]*[ ])*[0-9-]*"  # a phone number that ends with letters
    rf"[{_LETTERS}](?:[{_LETTERS}0-9'\u2019.@/&+-]*[{_LETTERS}0-9])?"
)
_FOREIGN = re.compile(rf"{_WORD}(?:[ ,]+{_WORD})*|[(+]?[0-9][0-9() -]{{5,}}[0-9]")
"""Words in Latin letters, one after the other; or a phone number, which is set in one face."""

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


def _set(tokens: list[_Token], language: str) -> Iterator[str]:
    """Yield what stands in a block, with an element around each passage."""
    pieces = [_CHARACTER.findall(token.text) if token.tag is None else [] for token in tokens]
    text = "".join(unescape(each)[:1] for piece in pieces for each in piece)
    spans = _spans(tokens, pieces)
    links = [span for number, span in spans.items() if tokens[number].tag == "a"]
    passages = dict(_whole(_passages(text, language), pieces, text, links))
    if not passages:
        yield from (token.text for token in tokens)
        return
    line = _Line(tokens, spans, _opening(language))
    place = 0
    for number, piece in enumerate(pieces):
        if tokens[number].tag:
            line.add(number, place)
        for character in piece:
            line.end(place)
            if place in passages:
                line.begin(place, passages[place])
            line.parts.append(character)
            place += 1
    line.end(place)
    yield from line.parts


class _Line:
    """What stands in a block, put together again.

    Inline elements that begin or end within a passage are closed and opened again around its ends.
    A link, which holds text only, is within one or has none.
    """

    def __init__(
        self, tokens: list[_Token], spans: dict[int, tuple[int, int]], opening: str
    ) -> None:
        self.parts: list[str] = []
        self._tokens, self._spans, self._opening = tokens, spans, opening
        self._around: list[int] = []
        """Indices of the elements that are open."""
        self._split: set[int] = set()
        """Those that are closed and opened again."""
        self._end, self._depth = -1, 0
        """Where the passage ends that is open, and how many elements are open around it."""

    def add(self, number: int, place: int) -> None:
        """Add a tag by its index, at a place in the text."""
        token = self._tokens[number]
        if not token.closing:
            self.parts.append(token.text)
            self._around.append(number)
            return
        if len(self._around) == self._depth:
            self.end(place)
        self._close(self._around.pop())

    def begin(self, start: int, end: int) -> None:
        """Begin a passage."""
        parted = (
            depth
            for depth, each in enumerate(self._around)
            if self._tokens[each].tag == "a" or not _holds(self._spans[each], start, end)
        )
        self._end, self._depth = end, next(parted, len(self._around))
        self._turn(self._opening)

    def end(self, place: int) -> None:
        """End the passage that is open, if this is where it ends."""
        if place == self._end:
            self._end = -1
            self._turn("</bdi>")

    def _turn(self, mark: str) -> None:
        inside = self._around[self._depth :]
        self._split |= set(inside)
        for each in reversed(inside):
            self._close(each)
        self.parts.append(mark)
        self.parts += [self._tokens[each].text for each in inside]

    def _close(self, number: int) -> None:
        """Close an element; where it is split and holds nothing, its tag is taken back."""
        token = self._tokens[number]
        if number in self._split and self.parts[-1] is token.text:
            self.parts.pop()
        else:
            self.parts.append(f"</{token.tag}>")


def _spans(line: list[_Token], pieces: list[list[str]]) -> dict[int, tuple[int, int]]:
    """Return where the text of each inline element begins and ends, by the index of its tag."""
    spans: dict[int, tuple[int, int]] = {}
    around: list[tuple[int, int]] = []
    place = 0
    for number, (token, piece) in enumerate(zip(line, pieces, strict=True)):
        if token.tag and token.closing:
            opened, start = around.pop()
            spans[opened] = start, place
        elif token.tag:
            around.append((number, place))
        place += len(piece)
    return spans


def _holds(span: tuple[int, int], start: int, end: int) -> bool:
    return span[0] <= start and end <= span[1]


def _whole(
    passages: Iterable[tuple[int, int]],
    pieces: list[list[str]],
    text: str,
    links: list[tuple[int, int]],
) -> Iterator[tuple[int, int]]:
    """Yield passages, but for those that are only a part of a link.

    A space at the end of an inline element stays with what it follows: it would be lost alone.
    """
    ends = set(accumulate(map(len, pieces)))
    for start, end in passages:
        if text[end : end + 1] == " " and end + 1 in ends:
            end += 1  # noqa: PLW2901 - the same passage
        parts = [span for span in links if span[0] < end and start < span[1]]
        if all(start <= first and last <= end for first, last in parts):
            yield start, end


def _opening(language: str) -> str:
    direction = ' dir="ltr"' if is_right_to_left(language) else ""
    return f'<bdi lang="{ENGLISH}"{direction}>'


def _passages(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where the passages of a text begin and end."""
    if is_right_to_left(language):
        yield from _left_to_right(text)
    else:
        yield from (found.span() for found in _FOREIGN.finditer(text))


def _left_to_right(text: str) -> Iterator[tuple[int, int]]:
    """Yield the runs that are read from left to right, within a text from right to left."""
    for run in re.finditer(r"[^\n]+", _directions(text)):
        for found in re.finditer(r"[Ln](?:[^RA]*[Ln])?", run[0]):
            start, end = _with_signs(run[0], *found.span())
            yield from _bracketed(text, run.start() + start, run.start() + end, found[0])


def _directions(text: str) -> str:
    """Return a letter for each character: L, R and A (Arabic) for strong ones, n for a digit.

    A sign that may belong to a number, such as % or $, is t; others are o.
    """
    kinds = {"L": "L", "R": "R", "AL": "A", "EN": "n", "AN": "n", "ET": "t", "B": "\n"}
    return "".join(kinds.get(bidirectional(each), "o") for each in text)


def _with_signs(kinds: str, start: int, end: int) -> tuple[int, int]:
    """Return a run with the signs of the numbers at its ends (UAX 9, W5), but for Arabic (W2)."""
    if _strong(kinds[:start]) != "A" and kinds[start] == "n":
        start = len(kinds[:start].rstrip("t"))
    if _strong(kinds[:end]) != "A" and kinds[end - 1] == "n":
        end = len(kinds) - len(kinds[end:].lstrip("t"))
    return start, end


def _strong(kinds: str) -> str:
    """Return the last strong direction; none where a text begins."""
    return next((each for each in reversed(kinds) if each in "LRA"), "")


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
