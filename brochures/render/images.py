"""Picture files: read from a clinic's folder, looked through, and put into a page."""

from __future__ import annotations

import base64
import os
import stat
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from math import ceil, floor
from pathlib import Path
from typing import Literal

from brochures.render import photographs, svg
from brochures.render.result import PictureError

__all__ = [
    "MOST_DPI",
    "Picture",
    "PictureError",
    "embedded",
    "read_photo",
    "read_picture",
]

MAX_BYTES = 20_000_000

MOST_DPI = 300
"""Dots an inch as printed, above which nobody sees a difference (print shops' guides)."""

TALLEST, FLATTEST = Fraction(5, 6), Fraction(16, 9)
"""How many times as wide as high a cover's photo may be, from and to. One that is taller would not
fill the tri-fold's width below the words, and a flatter one is a strip."""

OTHERS = (
    (b"GIF8", 0, "GIF"),
    (b"WEBP", 8, "WebP"),
    (b"II*\0", 0, "TIFF"),
    (b"MM\0*", 0, "TIFF"),
    (b"BM", 0, "BMP"),
    (b"%PDF", 0, "PDF"),
    (b"8BPS", 0, "Photoshop"),
    (b"\x1f\x8b", 0, "compressed"),
    (b"ftypavif", 4, "AVIF"),
    (b"ftyp", 4, "HEIC"),
)
"""Kinds of files that are not read: how they begin, and where."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be printed."""

    kind: Literal["png", "jpeg", "svg"]
    digest: str
    """SHA-256 of the file: pictures with the same are equal."""
    width: float
    height: float
    """Of the picture when it is upright: in pixels, or in a drawing's own units."""
    data: bytes = field(repr=False, compare=False)

    @property
    def ratio(self) -> float:
        """How many times as wide as high it is."""
        return self.width / self.height


def read_picture(path: Path, folder: Path) -> Picture:
    """Return a picture, by its path from a folder.

    Raises PictureError when it cannot be opened, lies outside the folder, is no ordinary file, is
    of no kind that is known, is too large, moves, is damaged, or holds what cannot be printed.
    """
    data = _bytes(path, folder)
    kind = _kind(data)
    digest = sha256(data).hexdigest()
    if kind != "svg":
        return Picture(kind, digest, *photographs.upright_size(data), data)
    drawing = svg.read_drawing(data)
    _try_drawing(drawing.data)
    return Picture(kind, digest, drawing.width, drawing.height, drawing.data)


def read_photo(path: Path, folder: Path) -> Picture:
    """Return the photo of a cover, by its path from a folder.

    Raises PictureError also when it is a drawing, or of a shape that does not suit a cover.
    """
    picture = read_picture(path, folder)
    if picture.kind == "svg":
        raise PictureError(
            "This is a drawing, not a photo.",
            "Save it as PNG or JPEG, at 300 dots an inch, and name that.",
        )
    wide, high = round(picture.width), round(picture.height)
    size = f"The photo is {wide:,} pixels wide and {high:,} high, too"
    if wide < high * TALLEST:
        raise PictureError(
            f"{size} high for a cover.",
            f"Cut off what is not needed: of this width, it may be {floor(wide / TALLEST):,} "
            "pixels high.",
        )
    if wide > high * FLATTEST:
        raise PictureError(
            f"{size} wide for a cover.",
            f"Cut off what is not needed: of this height, it may be {floor(high * FLATTEST):,} "
            "pixels wide.",
        )
    return picture


@lru_cache(maxsize=64)
def embedded(picture: Picture, width_in: float, *, in_grey: bool = False) -> str:
    """Return the address of a picture that is held by a page, on which it is so wide.

    A photograph is scaled down to what can be seen, in grey where that is asked for, and says
    nothing of who took it, where and when. The same file gives the same bytes.
    """
    if picture.kind == "svg":
        return svg.address(picture.data)
    width = ceil(width_in * MOST_DPI)
    kind, data = photographs.scaled(picture.data, picture.kind, width, in_grey=in_grey)
    return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _bytes(path: Path, folder: Path) -> bytes:
    """Return the bytes of a file, if it lies in the folder once all links are followed."""
    try:
        data = _read(_within(path, folder))
    except FileNotFoundError:
        raise PictureError(
            "There is no such picture.", "Check its name, its ending and its folder."
        ) from None
    except OSError as error:
        raise PictureError(
            f"The picture cannot be opened: {error.strerror}.",
            "Check that it is a file, and that you are allowed to read it.",
        ) from None
    except PictureError:
        raise
    except ValueError:  # a null, or half a character
        raise PictureError("No file can have such a name.", "Check the name of the file.") from None
    if len(data) > MAX_BYTES:
        raise PictureError(
            f"The picture is larger than {MAX_BYTES // 1_000_000} MB.",
            f"Save it smaller: {MOST_DPI} dots an inch at its printed size are enough.",
        )
    return data


def _within(path: Path, folder: Path) -> Path:
    """Return where a file really is."""
    real = Path(os.path.realpath(folder / path, strict=True))
    if not real.is_relative_to(os.path.realpath(folder)):
        raise PictureError(
            "The picture lies outside the folder of the file that names it.",
            "Put a copy of it into that folder, and name that.",
        )
    return real


def _read(real: Path) -> bytes:
    """Return the bytes of a file: of a pipe it waits for none, and follows no link."""
    flags = (getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY"))
    with os.fdopen(os.open(real, os.O_RDONLY | sum(flags)), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise PictureError("This is no ordinary file.", "Name a picture: PNG, JPEG or SVG.")
        return file.read(MAX_BYTES + 1)


def _kind(data: bytes) -> Literal["png", "jpeg", "svg"]:
    """Return the kind of a picture by its content, whatever its name says."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"<"):  # with a byte order mark
        return "svg"
    for mark, at, name in OTHERS:
        if data.startswith(mark, at):
            raise PictureError(f"This is a {name} file.", "Save it as PNG or JPEG, and name that.")
    raise PictureError("This is no picture that is known.", "Save it as PNG, JPEG or SVG.")


def _try_drawing(drawing: bytes) -> None:
    """Draw once: numbers and paths that are wrong come to light no sooner."""
    from brochures.render import pdf  # noqa: PLC0415 - 400 ms, needed for drawings alone

    if not pdf.draws(svg.address(drawing)):
        raise PictureError(
            "The drawing cannot be drawn: one of its numbers or paths is wrong.",
            "Open it in the program that it was drawn with, and save it again as plain SVG.",
        )
