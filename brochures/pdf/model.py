"""The facts of a PDF: one immutable value. `geometry` says how places are given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce

from brochures.pdf import text as painted_text
from brochures.pdf.geometry import Box
from brochures.pdf.text import Artifact, Run

BLOCKS = frozenset(
    "Document DocumentFragment Part Art Sect Div Aside BlockQuote Caption FENote TOC TOCI Index "
    "Title H H1 H2 H3 H4 H5 H6 P L LI Table TR TH TD THead TBody TFoot Note Figure Formula Form "
    "Artifact".split()
)
"""Structure types that start a line of their own (ISO 32000-1, 14.8.4). NonStruct and Private
do not: their content stands as if they were not there."""

PICTURES = frozenset({"Figure", "Formula", "Form"})
"""Structure types whose alternative text is read in place of their content."""


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet. A box that the file leaves out is None (a viewer then takes the crop box)."""

    width: float
    height: float
    media_box: Box
    crop_box: Box | None
    trim_box: Box | None
    bleed_box: Box | None
    rotation: int
    """Degrees clockwise: 0, 90, 180 or 270; all places are given as seen after turning."""
    user_unit: float
    tab_order: str | None
    """/Tabs: 'S' for structure order, as PDF/UA-1 7.18.3 requires; 'R' rows, 'C' columns."""
    odd_boxes: tuple[str, ...] = ()
    """Names of boxes that are no rectangles: viewers make of them what they will."""


@dataclass(frozen=True, slots=True)
class Graphic:
    """Anything painted that is no text: paths painted in a row under one mark, or one picture."""

    kind: str
    """'path', 'image' or 'shading'. A picture used as a pattern is a path."""
    page: int
    box: Box
    """What it would cover without clips."""
    count: int
    """How many paths."""
    pixels: tuple[int, int] | None
    """Width and height of a picture's data."""
    mcid: int | None
    artifact: Artifact | None


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link or any other annotation."""

    kind: str
    """/Subtype: 'Link', 'Widget', …"""
    page: int
    box: Box
    contents: str | None
    uri: str | None
    """Where a link leads outside the file: 'https://…', 'tel:+1…', 'mailto:…'."""
    target: int | None
    """Index of the page in this file that it leads to."""
    action: str | None
    """The kind of its action: 'URI', 'GoTo', 'Launch', 'JavaScript', …"""
    struct_parent: int | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class Content:
    """What one marked content sequence holds; nothing where its number leads nowhere."""

    page: int | None
    mcid: int
    runs: tuple[Run, ...]
    graphics: tuple[Graphic, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """An element of the structure tree. Texts are None where left out, '' where blank."""

    type: str
    """The standard type, after /RoleMap."""
    raw_type: str
    language: str | None
    """Its own /Lang; None where it speaks as its parent does."""
    alt: str | None
    actual_text: str | None
    expansion: str | None
    title: str | None
    id: str | None
    attributes: Mapping[str, object]
    """Of all owners and classes: 'Scope', 'Headers', 'ColSpan', 'BBox', 'ListNumbering', … Names
    and strings are str, numbers float, arrays tuples."""
    page: int | None
    children: tuple[Tag | Content | Annotation, ...]

    def walk(self) -> Iterator[Tag]:
        """Yield this tag and all below it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Tag):
                yield from child.walk()

    def contents(self) -> Iterator[Content]:
        """Yield the marked contents of this tag and all below it, in reading order."""
        for child in self.children:
            if isinstance(child, Tag):
                yield from child.contents()
            elif isinstance(child, Content):
                yield child

    @property
    def runs(self) -> tuple[Run, ...]:
        """The painted text of this tag and all below it, in reading order."""
        return tuple(run for content in self.contents() for run in content.runs)

    @property
    def text(self) -> str:
        """What is read out: a line a block, white space folded, replaced text replaced.

        Headings, paragraphs, list items and table cells are blocks. A picture is read as its
        alternative text.
        """
        return painted_text.text(self.spoken())

    def spoken(self) -> Iterator[Run | str]:
        r"""Yield what is read out, in order: runs, replacement texts, and '\n' around blocks."""
        block = self.type in BLOCKS
        if block:
            yield "\n"
        if self.actual_text is not None:
            yield from self._replaced(self.actual_text)
        elif self.alt and self.type in PICTURES:
            yield f" {self.alt} "
        else:
            for child in self.children:
                if isinstance(child, Tag):
                    yield from child.spoken()
                elif isinstance(child, Content):
                    yield from child.runs
        if block:
            yield "\n"

    def _replaced(self, text: str) -> Iterator[Run | str]:
        """Yield a text in the place of the painted one, so that spaces around it are kept."""
        runs = self.runs
        if runs and text:
            box = reduce(Box.union, (run.box for run in runs))
            yield replace(runs[0], text=text, box=box)
        elif text:
            yield f" {text} "


@dataclass(frozen=True, slots=True)
class Font:
    """A font that a page, a drawing or an annotation can use."""

    name: str
    """The PostScript name without the prefix of a subset."""
    subtype: str
    """'Type0', 'TrueType', 'Type1', 'Type3', …"""
    embedded: bool
    subset: bool
    to_unicode: bool
    """Whether it has a /ToUnicode map, or characters of a collection that needs none."""


@dataclass(frozen=True, slots=True)
class Active:
    """Something that acts, or that is carried along with what is seen."""

    what: str
    """What it does, as the end of a sentence: 'it runs a script (JavaScript)'."""
    page: int | None
    """The page that it hangs on; None for the document."""
    place: str
    """The last keys on the way to it: '/Annots, /A, /Next'."""


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A bookmark; level 1 is the outermost."""

    level: int
    title: str
    page: int | None


@dataclass(frozen=True, slots=True)
class OutputIntent:
    """A printing condition: /S such as 'GTS_PDFX', and the name of the condition."""

    subtype: str | None
    condition: str | None
