"""Line ends: where lines are broken, and what a reader of the PDF finds there.

Each line is a marked content of its own. WeasyPrint drops the space at which it breaks one, so that
readers who join them run two words together (ISO 32000-1, 14.8.2.5; none). A space is set again
where the composed words have one, and nowhere else: none in an address that is broken anywhere,
after a hyphen or in Chinese. A space at which a line could end takes no room.

Where a line ends with the hyphen of a compound, such as 'follow-up', PDFium and poppler take it for
one that hyphenation put there, and drop it. A line separator after it, in the text that stands for
the line (14.9.4), keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pydyf
from weasyprint.document import Document
from weasyprint.draw import text as drawing
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream
from weasyprint.text.line_break import line_size

from brochures.render.weasyprint_speed import patched

_SPACES = (b" ", b"\n")
_FirstLine = tuple[Any, int, int | None, float, float, float]
_RESUME = 2
"""Where the text goes on in the next line, in such a tuple; None where there is no next line."""

_IDEOGRAPH = r"[\u3400-\u9fff\uf900-\ufaff]"
_MARKS = "\u3001\u3002\uff01\uff0c\uff1a\uff1b\uff1f"
_ONE_LEFT = re.compile(f"{_IDEOGRAPH}[{_MARKS}\u201d\uff09]*\\s*")
_LAST = re.compile(f"{_IDEOGRAPH}({_IDEOGRAPH}[{_MARKS}]*)$")
_ONE_BEGUN = re.compile(f"[{_MARKS}]{_IDEOGRAPH}$")
"""Chinese may be broken anywhere. But one character alone is no last line, and one after a comma no
end of a line: who reads on does not see the word that it belongs to."""

LINE_SEPARATOR = "\u2028"
"""White space to whoever joins the lines, and no hyphen."""


@contextmanager
def broken() -> Iterator[None]:
    """Note at each piece of text, while lines are broken, what its text had around it."""
    split = inline.split_text_box

    def split_and_note(
        context: Any,  # noqa: ANN401 - WeasyPrint's
        box: boxes.TextBox,
        width: float | None,
        skip: int,
        **options: Any,  # noqa: ANN401 - WeasyPrint's
    ) -> tuple[boxes.TextBox | None, int | None, bool]:
        piece, resume, preserved = split(context, box, width, skip, **options)
        if piece is not None:
            text = box.text.encode()
            rest = text[len(text) if resume is None else resume :]
            piece.after_space = text[:skip].endswith(_SPACES) or text[skip:].startswith(_SPACES)
            piece.before_space = text[: len(text) - len(rest)].endswith(_SPACES)
            piece.in_compound = piece.text.endswith("-") and rest.decode()[:1].isalnum()
        return piece, resume, preserved

    with (
        patched(inline, "split_text_box", split_and_note),
        patched(inline, "split_first_line", _with_hanging_space(inline.split_first_line)),
    ):
        yield


def _with_hanging_space(split: Callable[..., _FirstLine]) -> Callable[..., _FirstLine]:
    """Return a `split_first_line` that lets the space before an inline element hang.

    WeasyPrint counts the space. Where all of the text fits but for it, the line is broken after its
    first word (none).
    """

    def split_first_line(
        text: str,
        style: Mapping[str, object],
        context: object,
        max_width: float | None,
        *options: object,
        **more: object,
    ) -> _FirstLine:
        found = split(text, style, context, max_width, *options, **more)
        hangs = text.endswith(" ") and style["white_space"] == "normal"
        if hangs and found[_RESUME] is not None:
            bare = split(text.rstrip(" "), style, context, max_width, *options, **more)
            if bare[_RESUME] is None:
                return split(text, style, context, None, *options, **more)
        elif (end := _better_end(text, found[_RESUME])) and max_width is not None:
            layout, length, _, *size = split(text[:end], style, context, None, *options, **more)
            return (layout, length, len(text[:end].encode()), *size)
        return found

    return split_first_line


def _better_end(text: str, resume: float | None) -> int | None:
    """Return where a line ends better than where it would be broken; None where it ends well."""
    if resume is None:
        return None
    place = len(text.encode()[: int(resume)].decode(errors="ignore"))
    if _is_hangul(text[place - 1 : place]) and _is_hangul(text[place : place + 1]):
        # Korean has spaces between words, but may be broken anywhere: who listens hears two words.
        return text.rfind(" ", 0, place) + 1 or None
    kept = place
    if _ONE_LEFT.fullmatch(text, place) and (last := _LAST.search(text, max(0, place - 4), place)):
        kept = last.start(1)
    if _ONE_BEGUN.search(text, max(0, kept - 2), kept):
        kept -= 1
    return kept if 1 < kept < place else None


def _is_hangul(character: str) -> bool:
    return "\uac00" <= character <= "\ud7a3"


@contextmanager
def drawn(document: Document) -> Iterator[None]:
    """Write what ends each line of a document whose lines were `broken` here."""
    ends = {id(piece) for piece in _ends(document)}
    draw = drawing.draw_first_line

    def draw_to_its_end(
        stream: Stream, piece: boxes.TextBox, overflow: str, ellipsis: object, matrix: Matrix
    ) -> object:
        layout = piece.pango_layout
        text = layout.text
        if id(piece) in ends:
            width, _ = line_size(layout.get_first_line()[0], piece.style)
            layout.set_text(text.rstrip(" ") + " ", justify=True)
            line, _ = layout.get_first_line()
            if line.resolved_dir % 2:  # right to left: the space is the leftmost glyph
                matrix = Matrix(e=width - line_size(line, piece.style)[0]) @ matrix
        elif piece.in_compound and stream._tags is not None:
            properties = stream.stream[_last(stream.stream, b"BDC") - 1]
            if "MCID" in properties:  # not that of an artifact
                properties["ActualText"] = pydyf.String(piece.text + LINE_SEPARATOR)
        drawn = draw(stream, piece, overflow, ellipsis, matrix)
        layout.text = text  # it may be drawn again: see `panel_cache`
        return drawn

    with patched(drawing, "draw_first_line", draw_to_its_end):
        yield


def _last(items: Sequence[object], item: object) -> int:
    return len(items) - 1 - items[::-1].index(item)


def _ends(document: Document) -> Iterator[boxes.TextBox]:
    """Yield the pieces of text that are followed by a space which nothing paints.

    It is the one at which a line was broken, or one that stands alone between two inline boxes.
    """
    open_lines: dict[tuple[int, str], boxes.LineBox] = {}
    """The last line of each element on the page before: its paragraph may go on."""
    for page in document.pages:
        last_lines = {}
        for placed in page._page_box.descendants(placeholders=True):
            box = placed._box if isinstance(placed, AbsolutePlaceholder) else placed
            lines = [child for child in _children(box) if isinstance(child, boxes.LineBox)]
            if not lines:
                continue
            for line in lines:
                for piece, following in pairwise(_pieces(line)):
                    if piece.text.strip() and not following.text.strip():
                        yield piece
            key = (id(box.element), box.element_tag)
            for line, following in pairwise([*filter(None, [open_lines.pop(key, None)]), *lines]):
                painted = [piece for piece in _pieces(line) if piece.text.strip()]
                if painted and _are_apart(line, following) and _can_end(painted, line):
                    yield painted[-1]
            last = [piece for piece in _pieces(lines[-1]) if piece.text.strip()]
            if box.element_tag == "span" and last and last[-1].before_space:
                yield last[-1]  # a part of a paragraph that is set beside or above the rest
            last_lines[key] = lines[-1]
        open_lines = last_lines


def _can_end(painted: Sequence[boxes.TextBox], line: boxes.LineBox) -> bool:
    """Say whether a space can be painted at the end of a line, after its last words.

    After words that run against the line it would stand within it, unless all of them do.
    """
    along = [piece.style["direction"] == line.style["direction"] for piece in painted]
    return along[-1] or not any(along)


def _are_apart(line: boxes.LineBox, following: boxes.LineBox) -> bool:
    """Say whether a space, or a forced break, stands between two lines of a paragraph."""
    last, first = list(_pieces(line))[-1], next(_pieces(following), None)
    if last.before_space or (first is not None and first.after_space):
        return True
    end = line
    while _children(end):
        end = _children(end)[-1]
    return str(end.element_tag).startswith("br")  # whose own text leaves no trace


def _children(box: boxes.Box) -> list[boxes.Box]:
    return list(box.children) if isinstance(box, boxes.ParentBox) else []


def _pieces(box: boxes.Box) -> Iterator[boxes.TextBox]:
    """Yield the pieces of text in a line."""
    for child in _children(box):
        if isinstance(child, boxes.TextBox):
            yield child
        else:
            yield from _pieces(child)
