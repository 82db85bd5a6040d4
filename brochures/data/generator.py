"""Generator mark: what every file of ours says of the program that made it.

In a PDF it is the Creator and the XMP's CreatorTool, on the print desk <meta name="generator">, in
a vCard PRODID. So a file is known as ours even where the record of the build is lost.
"""

from __future__ import annotations

GENERATOR = "brochures: accessible handouts"
"""The same for all versions, so that another version makes the same bytes."""


def is_marked(data: bytes) -> bool:
    """Say whether a file carries the mark. XMP is not compressed, so no PDF has to be parsed."""
    return GENERATOR.encode("ascii") in data
