"""All the facts of one PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from brochures.pdf import text as painted_text
from brochures.pdf import tree_dump
from brochures.pdf.model import (
    Active,
    Annotation,
    Font,
    Graphic,
    OutlineItem,
    OutputIntent,
    Page,
    Tag,
)
from brochures.pdf.right_to_left import is_turned
from brochures.pdf.text import Line, Run


@dataclass(frozen=True)
class Facts:
    """All that is known of a PDF."""

    pages: tuple[Page, ...]
    runs: tuple[Run, ...]
    """All painted text, in painting order."""
    graphics: tuple[Graphic, ...]
    tags: tuple[Tag, ...]
    """The roots of the structure tree: one Document, as a rule."""
    annotations: tuple[Annotation, ...]
    fonts: tuple[Font, ...]
    outline: tuple[OutlineItem, ...]
    language: str | None
    title: str | None
    """dc:title of the XMP metadata, or else /Title of the Info dictionary."""
    info: Mapping[str, str]
    """The Info dictionary: 'Title', 'Producer', 'CreationDate' as PDF writes it, …"""
    xmp: Mapping[str, str]
    """XMP by usual prefix: 'dc:title', 'pdfuaid:part', 'xmp:CreateDate', …; lists by '; '."""
    viewer_preferences: Mapping[str, object]
    marked: bool
    """/MarkInfo says that it is a tagged PDF."""
    pdf_version: str
    page_mode: str | None
    output_intents: tuple[OutputIntent, ...]
    size_bytes: int
    encrypted: bool
    """Protected by an owner's password, yet readable by all."""
    active: tuple[Active, ...] = ()
    """What acts, or is carried along."""

    def walk(self) -> Iterator[Tag]:
        """Yield every tag in reading order."""
        return iter(self._all_tags)

    @cached_property
    def _all_tags(self) -> tuple[Tag, ...]:
        return tuple(tag for root in self.tags for tag in root.walk())

    def find(self, *types: str) -> Iterator[Tag]:
        """Yield the tags of these standard types in reading order."""
        return (tag for tag in self.walk() if tag.type in types)

    @cached_property
    def text(self) -> str:
        """The whole text in tag order, a line a block: what a screen reader reads.

        Without tags there is none; `lines` has what is painted.
        """
        return painted_text.text(piece for root in self.tags for piece in root.spoken())

    @cached_property
    def joined(self) -> str:
        """The same, joined exactly as tagged: no space is read that is not there.

        From right to left, PDFium leaves out the space that ends a run where one stood before it:
        what is apart on the page is apart there.
        """
        spoken = (piece for root in self.tags for piece in root.spoken())
        blocks = (list(block) for _, block in groupby(spoken, lambda piece: piece == "\n"))
        lines = (" ".join(_joined(block).split()) for block in blocks)
        return "\n".join(filter(None, lines))

    def lines(self, page: int | None = None) -> tuple[Line, ...]:
        """Return the painted lines of a page (index from 0) or of all, in painting order."""
        runs = self.runs if page is None else (run for run in self.runs if run.page == page)
        return tuple(map(Line, painted_text.lines(runs)))

    @property
    def images(self) -> tuple[Graphic, ...]:
        """The pictures, in painting order."""
        return tuple(graphic for graphic in self.graphics if graphic.kind == "image")

    @property
    def links(self) -> tuple[Annotation, ...]:
        """The link annotations, page by page."""
        return tuple(each for each in self.annotations if each.kind == "Link")

    def holder(self, annotation: Annotation) -> Tag | None:
        """Return the tag that an annotation belongs to, or None for one outside the tree."""
        return next(
            (tag for tag in self.walk() if any(child is annotation for child in tag.children)),
            None,
        )

    @property
    def painted(self) -> tuple[Run | Graphic, ...]:
        """All texts, then all graphics."""
        return (*self.runs, *self.graphics)

    @property
    def artifacts(self) -> tuple[Run | Graphic, ...]:
        """What is painted and marked as not to be read."""
        return tuple(each for each in self.painted if each.artifact)

    @property
    def untagged(self) -> tuple[Run | Graphic, ...]:
        """What is painted but neither an artifact nor in the structure tree (PDF/UA-1 7.1)."""
        tagged = {id(run) for root in self.tags for run in root.runs}
        tagged |= {
            id(graphic)
            for root in self.tags
            for content in root.contents()
            for graphic in content.graphics
        }
        return tuple(each for each in self.painted if not each.artifact and id(each) not in tagged)

    def tree(self, quote: int = 60) -> str:
        """Return the structure tree for a person to read: a tag a line, texts cut to `quote`."""
        return "\n".join(tree_dump.draw(self.tags, self.artifacts, self.untagged, quote))


def _joined(block: Sequence[Run | str]) -> str:
    text = "".join(piece if isinstance(piece, str) else piece.text for piece in block)
    if not is_turned(text):
        return text
    return painted_text.text(_in_one(block), painted_text.WIDE_GAP)


def _in_one(block: Sequence[Run | str]) -> Iterator[Run | str]:
    """Yield what is read, runs from left to right that stand side by side as one run."""
    before: Run | None = None
    for piece in block:
        if before and isinstance(piece, Run) and painted_text.goes_on(before, piece):
            box = before.box.union(piece.box)
            before = replace(before, text=before.text + piece.text, box=box)
            continue
        if before:
            yield before
        before = None if isinstance(piece, str) or is_turned(piece.text) else piece
        if before is None:
            yield piece
    if before:
        yield before
