"""Inline markup: a text as runs of plain words, bold words and links.

Texts know `**bold**` and `[words](https://...)`, as CommonMark has them, and nothing else: whatever
else looks like markup is printed as it was typed. The only user of markdown-it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import category, east_asian_width
from urllib.parse import quote

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

MARKS = ("**", "](")
"""Without one of these a text has no markup."""

SCHEME = "https://"

_LONGEST_HOST = 253
_LAST_PORT = 65_535
_TARGET = re.compile(r"\((https://[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)", re.IGNORECASE)
_ADDRESS = re.compile(
    r"""(?P<host>[^/?\#:@\[\]]+)
    (?: : (?P<port>[0-9]{1,5}) )?
    (?P<rest> (?: [/?\#] [^<>"{}|\\^`]* )? )""",
    re.VERBOSE,
)
_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})", re.IGNORECASE
)
_KEPT = "%/:?#[]@!$&'()*+,;=~"
"""What is not escaped in the rest of an address (RFC 3986, 2.2), and escapes that are there."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters with the same markup."""

    text: str
    bold: bool = False
    href: str | None = None
    """The address that a link leads to, as it was typed."""

    @property
    def uri(self) -> str | None:
        """The address as a machine reads it, in ASCII: the host as IDNA 2008, the rest escaped."""
        if self.href is None or self.href.isascii():
            return self.href
        parts = _ADDRESS.fullmatch(self.href.removeprefix(SCHEME))
        if parts is None:
            return None
        port = f":{parts['port']}" if parts["port"] else ""
        return f"{SCHEME}{_registered(parts['host'])}{port}{quote(parts['rest'], safe=_KEPT)}"


def pieces(text: str) -> tuple[Piece, ...]:
    """Return a text as pieces, in order. Bold within a link is dropped, bold around one stays."""
    if not any(mark in text for mark in MARKS):
        return (Piece(text),)
    joined: list[Piece] = []
    for piece in _parsed(text):
        before = joined[-1] if joined else None
        # Two links side by side stay two, though both lead to the same page.
        if before and not piece.href and (before.bold, before.href) == (piece.bold, None):
            joined[-1] = Piece(before.text + piece.text, piece.bold)
        else:
            joined.append(piece)
    return tuple(joined)


def plain(text: str) -> str:
    """Return a text as it is read on paper: a link's words, then its address in brackets."""
    return "".join(piece.text + beside(piece) for piece in pieces(text))


def address(href: str) -> str:
    """Return a link's address as it is printed: without https://, nor a slash that ends a host."""
    shown = href.removeprefix(SCHEME)
    return shown.removesuffix("/") if shown.count("/") == 1 else shown


def beside(piece: Piece) -> str:
    """Return what follows the words of a link: nothing where they are the address itself."""
    if piece.href is None or _bare(piece.text) == _bare(piece.href):
        return ""
    return f" ({address(piece.href)})"


def _bare(words: str) -> str:
    """Return an address without what people leave out when they say it."""
    return words.strip().lower().removeprefix(SCHEME).removeprefix("www.").rstrip("/")


def _parsed(text: str) -> Iterator[Piece]:
    bold = 0
    href: str | None = None
    words = ""
    for token in _tokens(text):
        match token.type:
            case "link_open":
                href, words = str(token.attrs["href"]), ""
            case "link_close":
                yield Piece(words, bold > 0, href)
                href = None
            case "strong_open" | "strong_close":
                bold += 0 if href else token.nesting
            case _:  # a text, or a single * that is left over beside a **
                typed = token.content or token.markup
                words += typed
                if not href and typed:
                    yield Piece(typed, bold > 0)


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    parser = _parser()
    parser.inline.parse(text, parser, {}, tokens)
    return tokens


@cache
def _parser() -> MarkdownIt:
    """Return a parser that knows no more than we do; most contents never need it."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 80 ms

    parser = MarkdownIt("zero").enable(["emphasis", "link"])
    parser.inline.ruler.at("emphasis", _stars)
    parser.inline.ruler.at("link", _link)
    return parser


def _stars(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as markdown-it calls it
    """Note ** as a delimiter: a rule in the place of markdown-it's, which knows * and _ too.

    Chinese and Japanese put no spaces between words: beside their characters ** may open and
    close after punctuation too, where CommonMark (6.2) has it stand in the midst of a word.
    """
    from markdown_it.rules_inline.state_inline import Delimiter  # noqa: PLC0415 - as above

    start = state.pos
    if silent or not state.src.startswith("**", start):
        return False
    scanned = state.scanDelims(start, canSplitWord=True)
    end = start + scanned.length
    before, after = state.src[start - 1 : start] or " ", state.src[end : end + 1] or " "
    for _ in range(scanned.length):
        state.push("text", "", 0).content = "*"
        delimiter = Delimiter(
            marker=ord("*"),
            length=scanned.length,
            token=len(state.tokens) - 1,
            end=-1,
            open=scanned.can_open or (_is_wide(before) and not after.isspace()),
            close=scanned.can_close or (_is_wide(after) and not before.isspace()),
        )
        state.delimiters.append(delimiter)
    state.pos = end
    return True


def _link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as markdown-it calls it
    """Note a link: a rule in the place of markdown-it's, which knows titles and references too."""
    if state.src[state.pos] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos, disableNested=True)
    found = _TARGET.match(state.src, end + 1, state.posMax) if end >= 0 else None
    if not found or not state.src[state.pos + 1 : end].strip() or not _is_address(found[1]):
        return False
    if not silent:
        after = state.posMax
        state.pos, state.posMax = state.pos + 1, end
        state.push("link_open", "a", 1).attrs = {"href": SCHEME + found[1][len(SCHEME) :]}
        state.md.inline.tokenize(state)
        state.push("link_close", "a", -1)
        state.posMax = after
    state.pos = found.end()
    return True


def _is_address(typed: str) -> bool:
    """Say whether a web address can be real: a registered host, and nothing that is not seen."""
    if any(category(character)[0] in "CZ" for character in typed):
        return False
    parts = _ADDRESS.fullmatch(typed[len(SCHEME) :])
    if parts is None or int(parts["port"] or 1) not in range(1, _LAST_PORT + 1):
        return False
    return _registered(parts["host"]) is not None


def _registered(host: str) -> str | None:
    """Return a host name in ASCII, None where there can be none of that name."""
    if not host.isascii():
        import idna  # noqa: PLC0415 - seldom needed

        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError:
            return None
    return host if len(host) <= _LONGEST_HOST and _HOST.fullmatch(host) else None


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"
