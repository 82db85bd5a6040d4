"""Faces: which words of a page are set in the extended one.

A word with a letter that the face for texts does not have would be set in two faces, letter by
letter. So it is set in the other one as a whole, and a name together with what stands around it. A
page in a language that has many such words, as Vietnamese has, is set in it altogether.
"""

from __future__ import annotations

import re

from brochures.data import typeface
from brochures.data.typeface import EXTENDED

CLASS = "extended"

LONGEST = 100
"""A text of no more characters, such as a name or a title, is set in one face."""

MANY = 0.2
"""Share of the words of a page, with which it is set in one face; a name or two are far fewer."""

WHOLE = f'<style>html:root {{ --latin: "{EXTENDED}"; --display: "{EXTENDED}" }}</style>\n'

_UNREAD = re.compile(r"<(style|script|title)>.*?</\1>|<[^>]*>", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"<(?P<closing>/?)(?P<tag>[a-zA-Z][\w-]*)[^>]*>|<![^>]*>|[^<]+")
_VOID = frozenset({"br", "img", "link", "meta", "path"})
_UNSEEN = frozenset({"style", "title"})


def extended(page: str) -> str:
    """Return a page with the class `extended` at the words that need that face.

    A link holds text only, so it has the class itself. Where many words need it, the page says in
    its head that all are set in it.
    """
    if not _needs(page):
        return page
    if is_whole(page):
        return page.replace("</head>", f"{WHOLE}</head>", 1)
    parts: list[str] = []
    around: list[tuple[str, int]] = []
    """The elements that are open, and the index of each one's start tag."""
    for token in _TOKEN.finditer(page):
        text, tag = token[0], token["tag"]
        if tag and token["closing"]:
            around.pop()
        elif tag and tag not in _VOID and not text.endswith("/>"):
            around.append((tag, len(parts)))
        elif (
            tag is None
            and around
            and text[0] != "<"
            and around[-1][0] not in _UNSEEN
            and _needs(text)
        ):
            tag, start = around[-1]
            if tag == "a":
                parts[start] = _with_class(parts[start])
            else:
                text = _marked(text)
        parts.append(text)
    return "".join(parts)


def is_whole(page: str) -> bool:
    """Return whether so many words of a page need the extended face that all are set in it."""
    words = _WORD.findall(_UNREAD.sub("", page))
    return sum(map(_needs, words)) > MANY * len(words)


def _needs(text: str) -> bool:
    return any(map(typeface.is_extended, filter(str.isprintable, set(text))))


def _marked(text: str) -> str:
    """Return a text with an element around what is set in the extended face."""
    words = list(re.finditer(r"\S+", text))
    if len(text.strip()) > LONGEST:
        words = [word for word in words if _needs(word[0])]
    start, end = words[0].start(), words[-1].end()
    return f'{text[:start]}<span class="{CLASS}">{text[start:end]}</span>{text[end:]}'


def _with_class(start: str) -> str:
    """Return the start tag of a link with the class."""
    if ' class="' in start:
        return start.replace(' class="', f' class="{CLASS} ', 1)
    return start.replace("<a", f'<a class="{CLASS}"', 1)
