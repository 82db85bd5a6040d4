"""The pages of a PDF as pictures, for a screen."""

from __future__ import annotations

import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pypdfium2
from PIL import Image

FASTEST = 1
"""The least that zlib compresses. A page has large plain areas: that halves the time of a library
for pictures, which tries several filters on each row, and gives smaller files."""

COLOURS = 64
"""Of a picture that is to be small: our palette, and what lies between at the edges of letters."""

_RGB = 2
_NO_FILTER = b"\0"


def pictures(pdf: bytes, scale: float) -> list[bytes]:
    """Return each page as PNG, with so many pixels for each pt.

    One page is compressed, on another core, while the next one is painted.
    """
    with pypdfium2.PdfDocument(pdf) as document, ThreadPoolExecutor(1) as beside:
        painted = (page.render(scale=scale, rev_byteorder=True) for page in document)
        written = [
            beside.submit(_png, each.width, each.height, each.stride, bytes(each.buffer))
            for each in painted
        ]
        return [each.result() for each in written]


def _png(width: int, height: int, stride: int, pixels: bytes) -> bytes:
    """Return a picture of red, green and blue as PNG (ISO/IEC 15948)."""
    starts = range(0, stride * height, stride)
    rows = b"".join(_NO_FILTER + pixels[start : start + 3 * width] for start in starts)
    head = struct.pack(">IIBBBBB", width, height, 8, _RGB, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, FASTEST)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def small(png: bytes) -> bytes:
    """Return a picture of a page with fewer colours: a third of its bytes, to be sent by e-mail."""
    file = BytesIO()
    with Image.open(BytesIO(png)) as picture:
        picture.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(file, "PNG")
    return file.getvalue()
