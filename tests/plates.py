"""What a print shop's plates hold: colours as the PDF names them, and as Ghostscript separates."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageChops

from brochures.pdf import Box

NAMES = ("Cyan", "Magenta", "Yellow", "Black")
DOTS = 144
SOLID = 255
PLAIN = frozenset({"/DeviceCMYK", "/DeviceGray", "/Pattern"})


@dataclass(frozen=True, slots=True)
class Plates:
    """A page's four plates: 0 where they hold no ink, 255 where it is solid."""

    inks: tuple[Image.Image, ...]

    def most(self) -> float:
        """Return the largest sum of the four at any place, 1 for one solid ink."""
        pixels = zip(*(ink.tobytes() for ink in self.inks), strict=True)
        return max(map(sum, pixels)) / SOLID

    def within(self, box: Box) -> tuple[int, ...]:
        """Return the most of each ink in a box, which is in pt from the page's top left corner."""
        scale = DOTS / 72
        left, top, right, bottom = (
            round(edge * scale) for edge in (box.x0, box.y0, box.x1, box.y1)
        )
        return self.cut((left, top, right, bottom))

    def cut(self, edges: tuple[int, int, int, int]) -> tuple[int, ...]:
        """Return the most of each ink between edges in dots: left, top, right, bottom."""
        return tuple(max(ink.crop(edges).tobytes()) for ink in self.inks)


def separated(pdf: bytes, folder: Path) -> list[Plates]:
    """Return the plates of each page, as Ghostscript makes them."""
    (folder / "in.pdf").write_bytes(pdf)
    to = f"-sOutputFile={folder / 'page%d.tif'}"
    arguments = ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep", f"-r{DOTS}", to]
    subprocess.run(["gs", *arguments, str(folder / "in.pdf")], check=True, timeout=120)
    pages = len(list(folder.glob("page*(Black).tif")))
    return [
        Plates(tuple(_plate(folder / f"page{number}({name}).tif") for name in NAMES))
        for number in range(1, pages + 1)
    ]


def _plate(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return ImageChops.invert(image.convert("L"))


def colors(pdf: bytes) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield each colour that is set or held by a page, a form, a pattern or a picture.

    A colour is an operator and its operands: 'k' and 'K' for inks, whichever way they are set; else
    the operator, or the name of the colour space of a picture, a shading or a group.
    """
    with pikepdf.open(BytesIO(pdf)) as opened:
        for page in opened.pages:
            yield from _set(page)
        for held in opened.objects:
            if not isinstance(held, pikepdf.Stream | pikepdf.Dictionary):
                continue
            for space in (held.get("/ColorSpace"), held.get("/CS")):
                if isinstance(space, pikepdf.Name | pikepdf.Array):
                    yield str(space), ()
            if isinstance(held, pikepdf.Stream):
                group = held.get("/Group")
                if group is not None and "/CS" in group:
                    yield str(group.CS), ()
                if held.get("/Subtype") == "/Form" or "/PatternType" in held:
                    yield from _set(held)


def _set(stream: pikepdf.Page | pikepdf.Stream) -> Iterator[tuple[str, tuple[float, ...]]]:
    for instruction in pikepdf.parse_content_stream(stream):
        name, operands = str(instruction.operator), instruction.operands
        if name in ("cs", "CS"):
            yield str(operands[0]), ()
        elif name in ("g", "G", "rg", "RG", "k", "K", "sc", "SC", "scn", "SCN"):
            numbers = tuple(_numbers(operands))
            inks = name.startswith(("s", "S")) and len(numbers) == len(NAMES)
            yield ("k" if inks else name), numbers
        elif name in ("sh", "INLINE IMAGE"):
            yield name, ()


def _numbers(operands: Iterable[Any]) -> Iterator[float]:
    for operand in operands:
        if not isinstance(operand, pikepdf.Name):
            yield float(operand)
