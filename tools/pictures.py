"""Put the handouts in output/ into docs/: as pictures for the README, and themselves as samples."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PICTURES = {
    "trifold-outside.png": ("trifold.pdf", [0]),
    "trifold-inside.png": ("trifold.pdf", [1]),
    "large-print.png": ("large-print.pdf", [0, 1]),
    "one-page.png": ("one-page.pdf", [0]),
}
"""Name of the picture: PDF, and the pages that stand side by side in it."""

SCALE = 1.0
"""Pixels for each pt."""

GAP, SHADE = 12, (200, 206, 208)
"""White pixels between two pages, and the colour of the line around each."""


def draw(pdf: Path, pages: list[int]) -> Image.Image:
    """Return pages of a PDF side by side, each with a thin line around it."""
    with pypdfium2.PdfDocument(pdf) as document:
        drawn = [document[page].render(scale=SCALE).to_pil().convert("RGB") for page in pages]
    width = sum(page.width + 2 for page in drawn) + GAP * (len(drawn) - 1)
    sheet = Image.new("RGB", (width, max(page.height for page in drawn) + 2), "white")
    left = 0
    for page in drawn:
        sheet.paste(SHADE, (left, 0, left + page.width + 2, page.height + 2))
        sheet.paste(page, (left + 1, 1))
        left += page.width + 2 + GAP
    return sheet


def draw_desk() -> None:
    """Draw the print desk, where a Chromium is installed."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        print("No chromium: the picture of the print desk stays as it is.")
        return
    picture = ROOT / "docs" / "desk.png"
    page = (ROOT / "output" / "index.html").as_uri()
    options = ["--headless", "--no-sandbox", "--hide-scrollbars", "--window-size=1280,1240"]
    subprocess.run(
        [program, *options, f"--screenshot={picture}", page], check=True, capture_output=True
    )
    with Image.open(picture) as drawn:
        small = drawn.convert("RGB").resize((960, 930))
        small.quantize(256, Image.Quantize.FASTOCTREE).save(picture, optimize=True)


def copy_samples() -> None:
    """Copy the handouts that there are, and no others, into docs/samples/."""
    samples = ROOT / "docs" / "samples"
    shutil.rmtree(samples, ignore_errors=True)
    samples.mkdir()
    for pdf in sorted((ROOT / "output").glob("*.pdf")):
        shutil.copy(pdf, samples)


def main() -> None:
    """Draw all pictures, and copy the samples."""
    copy_samples()
    draw_desk()
    for name, (pdf, pages) in PICTURES.items():
        picture = draw(ROOT / "output" / pdf, pages)
        picture.quantize(64).save(ROOT / "docs" / name, optimize=True)


if __name__ == "__main__":
    main()
