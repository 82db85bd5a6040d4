"""Photographs: files of pixels, decoded with care and made ready for a page.

A small file can unpack to gigabytes: it is judged by its header before it is decoded.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from typing import Literal

from PIL import Image, ImageChops, ImageCms, ImageFile

from brochures.render.result import PictureError

Kind = Literal["png", "jpeg"]

MAX_PIXELS = 50_000_000
"""More than a phone's or an office's camera takes."""

QUALITY = 85
"""Of a JPEG, of 100: on paper nobody sees its traces."""

NEUTRAL = 2
"""Parts of a colour that differ by no more, of 255, are grey: a JPEG's rounding."""

MANY_COLORS, MANY_GREYS = 1_024, 128
"""A picture with more of them is a photograph, where a JPEG takes less than half of its bytes."""

_OPAQUE = 255
_TO_8_BITS = 1 / 257

_DAMAGED = (
    *(OSError, SyntaxError, ValueError, EOFError, ArithmeticError, LookupError, TypeError),
    *(AttributeError, RuntimeError, MemoryError, struct.error, zlib.error),
)
"""What Pillow raises, whichever byte is wrong."""

_ORIENTATION = 274
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a picture upright, by its orientation (CIPA DC-008, Exif: tag 274)."""

_ON_ITS_SIDE = 5
"""From this orientation on width and height change places."""


def upright_size(data: bytes) -> tuple[int, int]:
    """Return a photograph's width and height, once all of it has been decoded.

    Raises PictureError when it has too many pixels, moves, is damaged or cut short.
    """
    try:
        with _strictly():
            image = _opened(data)
            width, height = image.size
            turned = _orientation(image) >= _ON_ITS_SIDE
            image.draft(None, (width // 8, height // 8))  # a JPEG is decoded in an eighth of it
            image.load()
    except PictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    except _DAMAGED:
        raise PictureError(
            "The picture is damaged, or cut short.",
            "Open it in the program that it comes from, and save it again.",
        ) from None
    return (height, width) if turned else (width, height)


def scaled(data: bytes, kind: Kind, width: int, *, in_grey: bool = False) -> tuple[Kind, bytes]:
    """Return a photograph as a file that is ready for a page, no wider than so many pixels.

    It is upright, in sRGB or grey, and says nothing of who took it, where and when.
    """
    with _strictly():
        return _encoded(_shown(data, width, in_grey=in_grey), kind)


@contextmanager
def _strictly() -> Iterator[None]:
    """Let Pillow refuse what is cut short, which WeasyPrint has it accept, and warn of nothing."""
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _opened(data: bytes) -> Image.Image:
    """Return a photograph of which no more than the header has been read."""
    image = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise _too_large()
    # Some JPEGs hold a second picture, such as a preview; it is left out.
    if image.format == "PNG" and getattr(image, "is_animated", False):
        raise PictureError("The picture moves.", "Save one frame of it as a PNG.")
    return image


def _too_large() -> PictureError:
    return PictureError(
        f"The picture has more than {MAX_PIXELS // 1_000_000} million pixels.",
        "Save it smaller: 300 dots an inch at its printed size are enough.",
    )


def _orientation(image: Image.Image) -> int:
    try:
        orientation = image.getexif().get(_ORIENTATION)
    except _DAMAGED:
        return 1
    return orientation if isinstance(orientation, int) and orientation in _TURNS else 1


def _shown(data: bytes, width: int, *, in_grey: bool) -> Image.Image:
    """Return a photograph as it is shown: upright, no wider than that, in sRGB or grey."""
    image = _opened(data)
    orientation = _orientation(image)
    upright = image.height if orientation >= _ON_ITS_SIDE else image.width
    scale = min(1, width / upright)
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    image.draft(None, (2 * size[0], 2 * size[1]))
    image.load()
    profile = image.info.get("icc_profile")
    image = _scalable(image)
    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS)
    image = _in_srgb(image, profile)
    if in_grey or _is_grey(image):
        image = image.convert("LA" if image.mode.endswith("A") else "L")
    if orientation in _TURNS:
        image = image.transpose(_TURNS[orientation])
    image.info = {}
    return image


def _scalable(image: Image.Image) -> Image.Image:
    """Return a picture in a mode that can be scaled: L, RGB or CMYK; see-through LA or RGBA."""
    if image.mode.startswith("I"):  # 16 bits, of which Pillow would cut off what is above 255
        return image.convert("I").point(lambda value: value * _TO_8_BITS).convert("L")
    if "transparency" in image.info or image.mode in ("LA", "RGBA", "PA"):
        image = image.convert("LA" if image.mode == "LA" else "RGBA")
        if image.getchannel("A").getextrema() == (_OPAQUE, _OPAQUE):
            image = image.convert(image.mode[:-1])
        return image
    if image.mode in ("L", "RGB", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a picture in the colours of screens, whichever profile it came with."""
    alpha = image.getchannel("A") if image.mode.endswith("A") else None
    colors = image.convert(image.mode[:-1]) if alpha else image
    if profile:
        colors = _converted(colors, profile)
    if colors.mode == "CMYK":
        colors = colors.convert("RGB")
    if alpha:
        colors.putalpha(alpha)
    return colors


def _converted(colors: Image.Image, profile: bytes) -> Image.Image:
    """Return colours as they are in sRGB; a profile that nobody can read is left out."""
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(given):
            return colors
        converted = ImageCms.profileToProfile(
            colors,
            given,
            _srgb(),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return colors
    return converted or colors


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _is_grey(image: Image.Image) -> bool:
    """Say whether a picture has no colour: it is printed in black alone then."""
    red, *others = [image.getchannel(name) for name in image.getbands() if name != "A"]
    differences = (ImageChops.difference(red, other).histogram() for other in others)
    return not any(any(counts[NEUTRAL + 1 :]) for counts in differences)


def _encoded(image: Image.Image, kind: Kind) -> tuple[Kind, bytes]:
    """Return a picture as a JPEG; as a PNG where it was one, unless it is a photograph."""
    if image.mode.endswith("A"):
        return "png", _saved(image, "PNG")
    jpeg = _saved(image, "JPEG", quality=QUALITY, optimize=True)
    if kind == "jpeg":
        return "jpeg", jpeg
    png = _saved(image, "PNG")
    many = MANY_GREYS if image.mode == "L" else MANY_COLORS
    is_photograph = 2 * len(jpeg) < len(png) and image.getcolors(many) is None
    return ("jpeg", jpeg) if is_photograph else ("png", png)


def _saved(image: Image.Image, form: str, **options: int) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()
