"""Facts: what a PDF really holds, and the only place that opens one."""

from brochures.facts.document import Facts
from brochures.facts.geometry import Box
from brochures.facts.limits import UnreadablePDF
from brochures.facts.model import (
    Annotation,
    Artifact,
    Backdrop,
    Color,
    Content,
    Font,
    Graphic,
    Line,
    OutlineItem,
    OutputIntent,
    Page,
    Run,
    Tag,
)
from brochures.facts.reader import read
from brochures.facts.trim import trimmed
from brochures.facts.words import separates_words

__all__ = [
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
