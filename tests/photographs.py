"""Pictures made for tests: photographs of noise and slopes, as files in many modes."""

from __future__ import annotations

import base64
import struct
import zlib
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image

from brochures.render.images import Picture, embedded, read_picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">{}</svg>'
SQUARE = '<rect width="40" height="30" fill="#0b4a57"/>'
DRAWING = SVG.format(SQUARE)


def photograph(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """Return a picture with as many colours and greys as a photograph has."""
    noise = Random(0).randbytes(3 * (width // 4) * (height // 4))  # noqa: S311 - not for secrets
    image = Image.frombytes("RGB", (width // 4, height // 4), noise)
    return image.resize((width, height), Image.Resampling.BICUBIC).convert(mode)


def halves(left: object, right: object, mode: str, size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Return a picture with one colour on its left and another on its right."""
    image = Image.new(mode, size, left)  # type: ignore[arg-type]
    image.paste(right, (size[0] // 2, 0, *size))  # type: ignore[arg-type]
    return image


def saved(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    """Return a picture as a file."""
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    """Return a small PNG of so many black pixels."""
    rows = zlib.compressobj(9)
    line = bytes(1 + (width + 7) // 8)
    data = b"".join(rows.compress(line * 64) for _ in range(height // 64)) + rows.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def written(folder: Path, data: bytes | str, name: str = "picture") -> Picture:
    """Write a file and read it as a picture."""
    data = data.encode() if isinstance(data, str) else data
    (folder / name).write_bytes(data)
    return read_picture(Path(name), folder)


def shown(picture: Picture, width_in: float = 1) -> Image.Image:
    """Return a picture as it is put into a page."""
    header, data = embedded(picture, width_in).split(",")
    image = Image.open(BytesIO(base64.b64decode(data)))
    assert header == f"data:image/{str(image.format).lower()};base64"
    image.load()
    return image


WITH_PALETTE = halves((0, 0, 0), (255, 0, 0), "RGB").quantize(4)
