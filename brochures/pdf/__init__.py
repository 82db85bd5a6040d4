"""Facts: what a PDF really holds, and the only place that opens one."""

from brochures.pdf.document import Facts
from brochures.pdf.geometry import Box
from brochures.pdf.limits import UnreadablePDF
from brochures.pdf.model import (
    Active,
    Annotation,
    Content,
    Font,
    Graphic,
    OutlineItem,
    OutputIntent,
    Page,
    Tag,
)
from brochures.pdf.reader import read, trimmed
from brochures.pdf.text import Artifact, Backdrop, Color, Line, Run, separates_words

__all__ = [
    "Active",
    "Annotation",
    "Artifact",
    "Backdrop",
    "Box",
    "Color",
    "Content",
    "Facts",
    "Font",
    "Graphic",
    "Line",
    "OutlineItem",
    "OutputIntent",
    "Page",
    "Run",
    "Tag",
    "UnreadablePDF",
    "read",
    "separates_words",
    "trimmed",
]
