"""How much of a PDF is read, so that no file can hang or fill the machine.

A handout uses a thousandth of each. A file beyond a limit is refused as a whole: facts that
were true of a part only would let the rest pass unseen.
"""

from __future__ import annotations

MAX_BYTES = 100_000_000
"""A book of photographs has less; a handout has a hundred kilobytes."""

MAX_STREAM = 10_000_000
"""Bytes of one page's content once unpacked, each drawing in it counted as often as it is used.
20 KB of Flate can hold 20 MB, and ten drawings that use one another ten times each are painted
10^10 times. PDFium makes up to 100 bytes out of each."""

MAX_UNPACKED = 100_000_000
"""Bytes of all content together; PDFium reads some 10 MB a second."""

MAX_PIXELS = 100_000_000
"""Pixels of one picture: what a scanner makes of A3 at 700 dots an inch; 400 MB when unpacked."""

MAX_ALL_PIXELS = 2_000_000_000
"""Pixels of all pictures, counted wherever they are used; each takes 5 to 10 nanoseconds."""

MAX_PAGES = 2_000
"""A page takes 2 to 20 ms."""

MAX_OBJECTS = 300_000
"""Painted texts, paths and pictures in the whole file; each takes 10 to 50 microseconds."""

MAX_CHARACTERS = 3_000_000
"""Painted characters in the whole file; each takes one microsecond."""

MAX_TAGS = 200_000
"""Elements of the structure tree; each takes 20 microseconds."""

MAX_DEPTH = 100
"""Levels of tags, drawings in drawings, bookmarks: each is a Python call or three, of 1,000
that Python allows."""

MAX_BOOKMARKS = 50_000
"""Entries of the outline; each takes 10 microseconds."""

MAX_METADATA = 1_000_000
"""Bytes of XMP; a full packet has 3,000."""


class UnreadablePDF(ValueError):
    """A file that is no PDF, is damaged, is locked, or is too much: one plain sentence says so."""
