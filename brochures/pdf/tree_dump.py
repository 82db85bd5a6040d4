"""The structure tree as text for people, and for tests that keep it as it should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from brochures.pdf import text as painted_text
from brochures.pdf.model import Annotation, Content, Graphic, Tag
from brochures.pdf.text import Artifact, Run

INDENT = "  "

_TOLD_ATTRIBUTES = ("Scope", "ColSpan", "RowSpan", "ListNumbering")


def draw(
    roots: Iterable[Tag],
    artifacts: Iterable[Run | Graphic],
    untagged: Iterable[Run | Graphic],
    quote: int,
) -> Iterator[str]:
    """Yield a line a tag, and at the end what each page paints outside the tree.

    A tag's text stands beside it, or among the tags below it in lines of its own. A span that
    says nothing of its own is not told: typesetters write one a line. Texts are cut to `quote`
    characters; where a page breaks, and how many shapes a drawing has, is left out.
    """
    for root in roots:
        yield from _branch(root, "", quote)
    for name, things in ("Artifacts", artifacts), ("Untagged", untagged):
        by_page = sorted(things, key=lambda thing: thing.page)
        for page, group in groupby(by_page, key=lambda thing: thing.page):
            yield f"{name} on page {page + 1}: {', '.join(_outside(list(group), quote))}"


def _branch(tag: Tag, indent: str, quote: int) -> Iterator[str]:
    line = indent + " ".join(_label(tag, quote))
    children = list(_told(tag))
    below = [child for child in children if isinstance(child, Tag)]
    if not below:
        text = painted_text.text(_runs(children))
        yield f"{line} {_quoted(text, quote)}" if text else line
        return
    yield line
    for is_tag, group in groupby(children, key=lambda child: isinstance(child, Tag)):
        if not is_tag and (text := painted_text.text(_runs(group))):
            yield f"{indent}{INDENT}{_quoted(text, quote)}"
        elif is_tag:
            for child in group:
                if isinstance(child, Tag):
                    yield from _branch(child, indent + INDENT, quote)


def _told(tag: Tag) -> Iterator[Tag | Content]:
    """Yield what stands below a tag, spans that say nothing replaced by what they hold."""
    for child in tag.children:
        if isinstance(child, Tag) and list(_label(child, 0)) == ["Span"]:
            yield from _told(child)
        elif not isinstance(child, Annotation):
            yield child


def _label(tag: Tag, quote: int) -> Iterator[str]:
    yield tag.type
    if tag.raw_type != tag.type:
        yield f"({tag.raw_type})"
    if tag.language is not None:
        yield f"[{tag.language}]"
    for name, text in (
        ("alt", tag.alt),
        ("actual", tag.actual_text),
        ("expansion", tag.expansion),
        ("title", tag.title),
    ):
        if text is not None:
            yield f"{name}={_quoted(text, quote)}"
    for name in _TOLD_ATTRIBUTES:
        if name in tag.attributes:
            value = tag.attributes[name]
            yield f"{name}={value:g}" if isinstance(value, float) else f"{name}={value}"
    for child in tag.children:
        if isinstance(child, Annotation):
            yield f"-> {_target(child)}"
    if any(_is_empty(child) for child in tag.children):
        yield "<nothing painted>"


def _target(annotation: Annotation) -> str:
    if annotation.uri is not None:
        return annotation.uri
    return annotation.kind if annotation.target is None else f"page {annotation.target + 1}"


def _is_empty(child: Tag | Content | Annotation) -> bool:
    return isinstance(child, Content) and not child.runs and not child.graphics


def _runs(children: Iterable[Tag | Content]) -> Iterator[Run]:
    for child in children:
        if isinstance(child, Content):
            yield from child.runs


def _outside(things: list[Run | Graphic], quote: int) -> Iterator[str]:
    """Yield the drawings of one page by kind of artifact, then its texts; what recurs, once."""
    graphics = [thing for thing in things if isinstance(thing, Graphic)]
    for kind in dict.fromkeys(_kind(graphic.artifact) for graphic in graphics):
        yield f"drawings{kind}"
    lines = painted_text.lines(thing for thing in things if isinstance(thing, Run))
    texts = (_quoted(painted_text.text(line), quote) + _kind(line[0].artifact) for line in lines)
    for text, times in Counter(texts).items():
        yield f"{times} times {text}" if times > 1 else text


def _kind(artifact: Artifact | None) -> str:
    names = [name for name in (artifact.type, artifact.subtype) if name] if artifact else []
    return f" ({'/'.join(names)})" if names else ""


def _quoted(text: str, quote: int) -> str:
    text = text.replace("\n", " ")
    return f'"{text}"' if len(text) <= quote else f'"{text[: max(0, quote - 1)].rstrip()}…"'
