"""Pictures are read from files that may hold anything, and printed as small as can be."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from brochures.render import images, photographs
from brochures.render.images import PictureError, embedded, read_picture
from tests.photographs import (
    DRAWING,
    SQUARE,
    SVG,
    WITH_PALETTE,
    bomb,
    halves,
    photograph,
    saved,
    shown,
    written,
)
from tests.thorough import examples

tried = settings(
    deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def refused(folder: Path, data: bytes | str) -> str:
    """Return why a file is refused, and how that is fixed."""
    with pytest.raises(PictureError) as caught:
        written(folder, data)
    assert caught.value.what.endswith(".") or ":" in caught.value.what
    assert caught.value.fix.endswith(".")
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "kind", "size"),
    [
        (saved(photograph()), "png", (60, 40)),
        (saved(photograph(), "JPEG"), "jpeg", (60, 40)),
        (
            saved(photograph(), "MPO", save_all=True, append_images=[photograph(20, 20)]),
            "jpeg",
            (60, 40),
        ),
        (DRAWING.encode(), "svg", (40, 30)),
        (b"\xef\xbb\xbf\n" + DRAWING.encode(), "svg", (40, 30)),
        (DRAWING.encode("utf-16"), "svg", (40, 30)),
    ],
)
def test_kind_and_size(data: bytes, kind: str, size: tuple[int, int], tmp_path: Path) -> None:
    """What a picture is, and how large, is told by its content and not by its name."""
    picture = written(tmp_path, data, "picture.gif")
    assert (picture.kind, (picture.width, picture.height)) == (kind, size)
    assert picture.ratio == size[0] / size[1]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no picture"),
        (b"words", "no picture"),
        (saved(photograph(), "GIF"), "GIF"),
        (saved(photograph(), "TIFF"), "TIFF"),
        (saved(photograph(), "BMP"), "BMP"),
        (saved(photograph(), "WEBP"), "WebP"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08", "compressed"),
        (saved(photograph())[:-300], "damaged, or cut short"),
        (saved(photograph(), "JPEG")[:-300], "damaged, or cut short"),
        (saved(photograph()).replace(b"IDAT", b"IDOT"), "damaged, or cut short"),
        (saved(photograph(), save_all=True, append_images=[photograph(mode="L")]), "moves"),
        (b"<html></html>", "begins with <html>"),
        (b"<svg", "damaged"),
    ],
)
def test_what_is_refused(data: bytes, why: str, tmp_path: Path) -> None:
    """What is no picture that can be printed is refused with a sentence."""
    assert why in refused(tmp_path, data)


@pytest.mark.parametrize("loose", [True, False])
def test_what_is_cut_short_whoever_allows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, loose: bool
) -> None:
    """WeasyPrint has Pillow accept what is cut short, for the whole process; it stays so."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", loose)
    assert "cut short" in refused(tmp_path, saved(photograph(600, 400), "JPEG")[:-9_000])
    assert loose == ImageFile.LOAD_TRUNCATED_IMAGES


@pytest.mark.parametrize("size", [(8_000, 6_400), (16_000, 12_800)])
def test_a_bomb_is_not_decoded(size: tuple[int, int], tmp_path: Path) -> None:
    """A small file of very many pixels is refused by its header, in no time."""
    data = bomb(*size)
    assert len(data) < 200_000
    start = time.process_time()
    assert "50 million pixels" in refused(tmp_path, data)
    assert time.process_time() - start < 0.5


def test_too_many_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is too large is refused, and no more of it read than that takes."""
    monkeypatch.setattr(images, "MAX_BYTES", 1_000_000)
    assert "larger than 1 MB" in refused(tmp_path, saved(photograph()) + bytes(1_000_000))


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("none.png", "no such picture"),
        ("../outside.png", "outside the folder"),
        ("link.png", "outside the folder"),
        ("inner/../../outside.png", "outside the folder"),
        ("folder", "cannot be opened|no ordinary file"),
        ("loop", "cannot be opened"),
        ("pipe", "no ordinary file"),
        ("a\0b", "No file can have such a name"),
        ("\udcff\ud800", "No file can have such a name|no such picture"),
        ("x" * 300, "cannot be opened"),
        ("picture.png/more", "cannot be opened"),
    ],
)
def test_files_that_are_not_read(name: str, why: str, tmp_path: Path) -> None:
    """Nothing outside the folder is read, nothing that is no file, and nothing is waited for."""
    folder = tmp_path / "clinic"
    (folder / "inner").mkdir(parents=True)
    (folder / "folder").mkdir()
    for place in (tmp_path / "outside.png", folder / "picture.png"):
        place.write_bytes(saved(photograph()))
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    (folder / "loop").symlink_to("loop")
    os.mkfifo(folder / "pipe")
    with pytest.raises(PictureError, match=why):
        read_picture(Path(name), folder)
    with pytest.raises(PictureError, match="outside the folder"):
        read_picture(tmp_path / "outside.png", folder)


def test_links_within_the_folder(tmp_path: Path) -> None:
    """A link that stays in the folder is followed, and so is one that leads to the folder."""
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.png").write_bytes(saved(photograph()))
    (tmp_path / "real" / "b.png").symlink_to("a.png")
    (tmp_path / "link").symlink_to("real")
    for folder in ("real", "link"):
        assert read_picture(Path("b.png"), tmp_path / folder).kind == "png"


@pytest.mark.parametrize("orientation", range(10))
def test_upright(orientation: int, tmp_path: Path) -> None:
    """A photograph taken on its side is printed upright, as its camera says."""
    upright = halves("#000000", "#ffffff", "RGB", (64, 32))
    upright.paste("#ff0000", (0, 0, 64, 8))
    turn = photographs._TURNS.get(orientation)
    back = {Image.Transpose.ROTATE_90: Image.Transpose.ROTATE_270}
    back |= {value: key for key, value in back.items()}
    taken = upright.transpose(back.get(turn, turn)) if turn is not None else upright
    exif = Image.Exif()
    exif[274] = orientation
    for form in ("JPEG", "PNG"):
        picture = written(tmp_path, saved(taken, form, exif=exif.tobytes()))
        assert (picture.width, picture.height) == (64, 32)
        for width in (1.0, 32 / 300):
            image = shown(picture, width).convert("RGB")
            assert image.width == min(64, width * 300)
            found = [image.getpixel((image.width * x // 8, image.height * y // 8)) for x, y in
                     ((4, 0), (1, 6), (6, 6))]  # fmt: skip
            for pixel, expected in zip(found, ((255, 0, 0), (0,) * 3, (255,) * 3), strict=True):
                assert isinstance(pixel, tuple)
                assert pixel == pytest.approx(expected, abs=60)


def test_says_nothing_of_who_took_it(tmp_path: Path) -> None:
    """Place, day and camera, comments and texts do not get into a handout."""
    exif = Image.Exif()
    exif[271] = "taker"
    exif.get_ifd(0x8825)[1] = "taker"
    image = photograph()
    for form, options in (("JPEG", {"comment": b"taker"}), ("PNG", {})):
        data = saved(image, form, exif=exif.tobytes(), **options)
        assert b"taker" in data
        uri = embedded(written(tmp_path, data), 1)
        assert b"taker" not in base64.b64decode(uri.split(",")[1])
        assert not {"exif", "comment", "icc_profile"} & shown(written(tmp_path, data)).info.keys()


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_no_more_dots_than_can_be_seen(form: str, tmp_path: Path) -> None:
    """A picture is scaled down to 300 dots an inch, never up."""
    picture = written(tmp_path, saved(photograph(1_200, 800), form))
    assert [shown(picture, width).size for width in (1, 2, 4, 8)] == [
        (300, 200),
        (600, 400),
        (1_200, 800),
        (1_200, 800),
    ]


def test_photographs_are_jpegs(tmp_path: Path) -> None:
    """A PNG of a photograph becomes a JPEG, where that is far smaller; others stay as sharp."""
    noisy = Random(0).randbytes(3 * 300 * 200)  # noqa: S311 - not for secrets
    for image, form in (
        (photograph(300, 200), "JPEG"),
        (photograph(300, 200, "L"), "JPEG"),
        (halves("#000000", "#ff0000", "RGB", (300, 200)), "PNG"),
        (photograph(300, 200).quantize(256), "PNG"),
        (Image.frombytes("RGB", (300, 200), noisy), "JPEG"),
        (photograph(300, 200, "RGBA"), "JPEG"),
    ):
        assert shown(written(tmp_path, saved(image))).format == form
    veil = photograph(300, 200, "RGBA")
    veil.putalpha(100)
    assert shown(written(tmp_path, saved(veil))).format == "PNG"


def test_same_file_same_bytes(tmp_path: Path) -> None:
    """The same file gives the same address in another process, and under another name."""
    data = saved(photograph(900, 600), "JPEG")
    first = written(tmp_path, data, "a.jpg")
    assert first == written(tmp_path, data, "b.jpg")
    assert first != written(tmp_path, saved(photograph(904, 600), "JPEG"))
    code = (
        "import sys; from pathlib import Path; from brochures.render.images import *;"
        "sys.stdout.write(embedded(read_picture(Path('a.jpg'), Path(sys.argv[1])), 1.5))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert printed.stdout == embedded(first, 1.5)


def test_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture that stands in several handouts at one width is scaled once."""
    picture = written(tmp_path, saved(photograph(301, 200)))
    again = written(tmp_path, saved(photograph(301, 200)), "again")
    one = embedded(picture, 1)
    monkeypatch.setattr(photographs, "scaled", None)
    assert embedded(again, 1) is one


def test_pillow_warns_of_nothing(tmp_path: Path) -> None:
    """What Pillow warns of, such as odd palettes, is none of the reader's business."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture = written(tmp_path, saved(WITH_PALETTE, transparency=b"\0\x80"))
        assert shown(picture).mode == "RGBA"


FILES: dict[str, Callable[[], bytes]] = {
    "png": lambda: saved(photograph(mode="P"), transparency=b"\0\x80"),
    "16 bits": lambda: saved(halves(0, 65_535, "I;16")),
    "jpeg": lambda: saved(photograph(), "JPEG", exif=Image.Exif().tobytes(), comment=b"x"),
    "progressive": lambda: saved(photograph(mode="CMYK"), "JPEG", progressive=True),
    "svg": lambda: SVG.format(f"<g transform='rotate(3)' opacity='.5'>{SQUARE}<path d='M0 0a1 1 0 "
                              "0 1 2 2z' stroke-dasharray='1 2'/></g>").encode(),
}  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
@settings(tried, max_examples=examples(100))
@given(
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=4),
    end=st.floats(0.3, 1.3),
)
def test_damaged_files(
    kind: str, changes: list[tuple[float, int]], end: float, tmp_path: Path
) -> None:
    """A file with bytes changed or missing is printed or refused, and nothing else happens."""
    data = bytearray(FILES[kind]())
    for place, byte in changes:
        data[int(place * (len(data) - 1))] = byte
    with suppress(PictureError):
        picture = written(tmp_path, bytes(data[: int(end * len(data))]))
        assert embedded(picture, 0.1)
        assert embedded(picture, 10)
