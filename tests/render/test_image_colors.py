"""Colours of pictures as they are printed: modes, profiles, grey."""

from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from brochures.render.images import embedded
from tests.photographs import WITH_PALETTE, halves, photograph, saved, shown, written


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_in_grey(form: str, tmp_path: Path) -> None:
    """For a handout that is printed in black alone a picture is grey, and as light as it was."""
    picture = written(tmp_path, saved(halves("#8a2f1b", "#dcebea", "RGB"), form))
    data = embedded(picture, 1, in_grey=True).split(",")[1]
    image = Image.open(BytesIO(base64.b64decode(data)))
    assert image.mode == "L"
    assert image.getpixel((5, 20)) == pytest.approx(72, abs=3)
    assert image.getpixel((55, 20)) == pytest.approx(230, abs=3)
    assert shown(picture).mode == "RGB"


def profile(name: str) -> bytes:
    """Return a colour profile of Pillow's own."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()  # type: ignore[arg-type]


SEE_THROUGH = halves((255, 0, 0, 0), (255, 0, 0, 255), "RGBA")


@pytest.mark.parametrize(
    ("image", "form", "mode"),
    [
        (photograph(mode="L"), "PNG", "L"),
        (photograph(mode="L"), "JPEG", "L"),
        (photograph(mode="L").convert("RGB"), "JPEG", "L"),
        (photograph(mode="1"), "PNG", "L"),
        (halves(0, 65_535, "I;16"), "PNG", "L"),
        (photograph(mode="L").convert("RGBA"), "PNG", "L"),
        (halves((0, 255), (255, 0), "LA"), "PNG", "LA"),
        (halves((0, 0, 0, 255), (9, 9, 9, 0), "RGBA"), "PNG", "LA"),
        (photograph(), "PNG", "RGB"),
        (photograph(), "JPEG", "RGB"),
        (photograph(mode="CMYK"), "JPEG", "RGB"),
        (photograph(mode="YCbCr"), "JPEG", "RGB"),
        (WITH_PALETTE, "PNG", "RGB"),
        (SEE_THROUGH, "PNG", "RGBA"),
    ],
)
def test_modes(image: Image.Image, form: str, mode: str, tmp_path: Path) -> None:
    """Whatever a file holds, it is printed in grey or sRGB: grey alone where it has no colour."""
    picture = written(tmp_path, saved(image, form))
    for width in (10, 0.1):
        assert shown(picture, width).mode == mode


def test_values_are_kept(tmp_path: Path) -> None:
    """Black stays black and white white, in 16 bits, with a palette, see-through and in inks."""
    for image, form, left, right in (
        (halves(0, 65_535, "I;16"), "PNG", 0, 255),
        (halves(25_700, 51_400, "I;16"), "PNG", 100, 200),
        (halves(0, 1, "1"), "PNG", 0, 255),
        (halves((0, 255), (255, 0), "LA"), "PNG", (0, 255), (255, 0)),
        (SEE_THROUGH, "PNG", (255, 0, 0, 0), (255, 0, 0, 255)),
        (WITH_PALETTE, "PNG", (0, 0, 0), (255, 0, 0)),
        (halves((0, 0, 0, 255), (0, 0, 0, 0), "CMYK"), "JPEG", 0, 255),
    ):
        found = shown(written(tmp_path, saved(image, form)))
        assert [found.getpixel((x, 20)) for x in (2, 57)] == [left, right]


def test_a_colour_that_is_left_out(tmp_path: Path) -> None:
    """A PNG that names one colour as see-through is see-through there."""
    for image, key in ((halves(0, 200, "L"), 0), (WITH_PALETTE, WITH_PALETTE.getpixel((0, 0)))):
        found = shown(written(tmp_path, saved(image, transparency=key)))
        alpha = found.getchannel("A")
        assert (alpha.getpixel((0, 0)), alpha.getpixel((59, 0))) == (0, 255)


def test_profiles(tmp_path: Path) -> None:
    """Colours are as their profile says; one that nobody can read is left out."""
    lab = halves((255, 0, 0), (0, 0, 255), "RGB")
    plain = shown(written(tmp_path, saved(lab)))
    for data in (profile("sRGB"), b"no profile", b""):
        assert list(plain.tobytes()) == list(
            shown(written(tmp_path, saved(lab, icc_profile=data))).tobytes()
        )
    # XYZ is no profile of a picture in RGB: another reader would refuse it as well.
    assert shown(written(tmp_path, saved(lab, icc_profile=profile("XYZ")))).mode == "RGB"
    wide = wide_profile()
    seen = shown(written(tmp_path, saved(halves((200, 30, 30), (30, 200, 30), "RGB"),
                                         icc_profile=wide)))  # fmt: skip
    red, green = seen.getpixel((2, 2)), seen.getpixel((57, 2))
    assert isinstance(red, tuple)
    assert isinstance(green, tuple)
    assert red[0] > 205
    assert green[1] > 205


def wide_profile() -> bytes:
    """Return an RGB profile with wider primaries than sRGB's: one of its columns swapped."""
    data = bytearray(profile("sRGB"))
    count = int.from_bytes(data[128:132], "big")
    for entry in range(132, 132 + 12 * count, 12):
        kind, offset = bytes(data[entry : entry + 4]), int.from_bytes(data[entry + 4 : entry + 8])
        if kind in (b"rXYZ", b"gXYZ"):
            for place in range(offset + 8, offset + 20, 4):
                value = int.from_bytes(data[place : place + 4], signed=True)
                data[place : place + 4] = round(1.15 * value).to_bytes(4, signed=True)
        if kind == b"desc":
            data[offset + 12 : offset + 28] = b"\0W\0i\0d\0e\0 \0R\0G\0B"
    return bytes(data)
