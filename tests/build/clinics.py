"""A small clinic with two brochures, to be built by tests."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.samples import IN_FULL

EDITION = """\
language: en-US
base: content.yaml
topic:
  name: OCD
  title: OCD in large print
  for_clinicians:
    title: OCD on one page
    subtitle: Obsessions and compulsions
  sections:
    signs:
      title: Signs of OCD
      items:
        - name: Thoughts that come back
          text: The same thoughts come again and again.
          for_clinicians: Obsessions
        - name: Habits that you keep
          text: You feel that you must do things in one way.
          for_clinicians: Compulsions
    care:
      title: What we can do
      items:
        - name: A coil over the head
          text: It lies where the thoughts begin.
          for_clinicians: Coil placement
"""


def clinic(folder: Path, *, editions: str = "[ocd.yaml]") -> Path:
    """Write a clinic with a logo and an edition into a folder, and return its content file."""
    folder.mkdir(parents=True, exist_ok=True)
    logo(folder / "logo.png", "#0b4a57")
    brand = "brand:\n  logo:\n    file: logo.png\n    alt: Example Clinic\n"
    content = folder / "content.yaml"
    content.write_text(f"{IN_FULL}{brand}editions: {editions}\n", "utf-8")
    (folder / "ocd.yaml").write_text(EDITION, "utf-8")
    return content


def logo(file: Path, color: str) -> None:
    """Draw a logo: one square of a colour."""
    Image.new("RGB", (400, 100), color).save(file)


def change(file: Path, old: str, new: str) -> None:
    """Change words in a file, where they stand once."""
    words = file.read_text("utf-8")
    assert words.count(old) == 1
    file.write_text(words.replace(old, new), "utf-8")
