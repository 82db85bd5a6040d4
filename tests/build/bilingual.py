"""A small clinic with a catalog for Spanish, to be built by tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Self

import polib

import make_pdf
from tests.build.outputs import Clinic
from tests.samples import MINIMAL

MORE = """\
        - name: A quiet house
          text: Sounds wake you up.
          for_clinicians: Noise reduction
handouts: {trifold: no, one-page: no, large-print-full: no}
"""
TRANSLATED = "translations: {es: translations/es.po}\n"
WORDS = f"{MINIMAL}{MORE}{TRANSLATED}".replace("  address:", "  tagline: Sleep well\n  address:")

ITEM = "topic.sections.habits.items[0].text"
BRIEF = "topic.sections.habits.items[1].for_clinicians"
SPANISH = {
    "clinic.tagline": "Para dormir bien",
    "topic.name": "Sueño",
    "topic.sections.habits.title": "Lo que puede ayudar",
    "topic.sections.habits.items[0].name": "Un cuarto oscuro",
    ITEM: "Usted duerme mejor en un cuarto oscuro.",
    "topic.sections.habits.items[1].name": "Una casa tranquila",
    "topic.sections.habits.items[1].text": "Los ruidos le despiertan.",
    BRIEF: "Menos ruido",
}
REVIEWED = {"X-Reviewed-By": "Ana Ruiz, ATA", "X-Reviewed-On": "2026-01-31"}
UNREVIEWED = dict.fromkeys(REVIEWED, "")


class Bilingual(Clinic):
    """A clinic with a catalog for Spanish."""

    def __init__(self, root: Path, words: str = WORDS) -> None:
        super().__init__(root, words)
        self.catalog = root / "translations" / "es.po"

    def begin(
        self, spanish: Mapping[str, str] = SPANISH, head: Mapping[str, str] = REVIEWED
    ) -> Self:
        """Write the catalog, with translations and a head, and return the clinic."""
        assert make_pdf.main(["translate", "es", "--content", str(self.content)]) == 0
        fill(self.catalog, spanish, head)
        return self

    def spanish(self) -> Path:
        """Return the handout in Spanish."""
        return self.output / "es" / "large-print.pdf"

    def html(self) -> str:
        """Return the print desk."""
        return (self.output / "index.html").read_text("utf-8")

    def times(self) -> dict[str, tuple[int, int]]:
        """Return what changes when a file is replaced, even by the same bytes."""
        found = {name: (self.output / name).stat() for name in self.files()}
        return {name: (stat.st_ino, stat.st_mtime_ns) for name, stat in found.items()}

    def line(self, path: str) -> int:
        """Return the line of the catalog in which the text at a path of the content stands."""
        lines = self.catalog.read_text("utf-8").split("\n")
        return lines.index(f'msgctxt "{path}"') + 2


def fill(
    catalog: Path, translations: Mapping[str, str | None], head: Mapping[str, str] | None = None
) -> None:
    """Write translations into a catalog as an editor of catalogs does; None marks one as fuzzy."""
    edited = polib.pofile(str(catalog), wrapwidth=0)
    edited.metadata |= head or {}
    found = {entry.msgctxt: entry for entry in edited}
    for path, text in translations.items():
        if text is None:
            found[path].flags.append("fuzzy")
        else:
            found[path].msgstr = text
    edited.save()
