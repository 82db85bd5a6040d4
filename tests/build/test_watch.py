"""The watch: what is saved is on paper soon, and nothing that goes wrong ends it."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest

import make_pdf
from brochures.pdf import read
from tests.build.clinics import change, clinic, logo
from tests.thorough import thorough

ROOT = Path(__file__).parents[2]
OLD, NEW = "Unchanged symptoms", "Lasting symptoms"
PATIENCE = 30


class Watch:
    """A running watch of a content in a folder."""

    def __init__(self, content: Path, *options: str, house: Path = ROOT) -> None:
        self.content, self.output = content, content.parent / "out"
        self.words = content.read_text("utf-8")
        """Those that it begins with."""
        self._said: Queue[str | None] = Queue()
        """Its lines; None once there are no more."""
        arguments = ("watch", "one-page", *options, "--content", content, "--output", self.output)
        self.process = subprocess.Popen(
            [sys.executable, "make_pdf.py", *map(str, arguments)],
            cwd=house,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        Thread(target=self._listen, daemon=True).start()
        self.until(lambda line: line.startswith("Watching"))

    def _listen(self) -> None:
        if self.process.stdout:
            with self.process.stdout as lines:
                for line in lines:
                    self._said.put(line)
        self._said.put(None)

    def until(self, wanted: Callable[[str], bool]) -> list[str]:
        """Return what it says, up to a line that is waited for."""
        lines: list[str] = []
        while not lines or not wanted(lines[-1]):
            line = self._said.get(timeout=PATIENCE)
            assert line is not None, f"it has ended: {lines}"
            lines.append(line)
        return lines

    def more(self, seconds: float) -> list[str]:
        """Return what else it says in so many seconds, or until it has ended."""
        lines: list[str] = []
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                line = self._said.get(timeout=left)
            except Empty:
                break
            if line is None:
                break
            lines.append(line)
        return lines

    def save(self, words: str, name: str = "content.yaml") -> None:
        """Save other words, as editors do: in one step."""
        file = self.content.with_name(name)
        saved = file.with_suffix(".saved")
        saved.write_text(words, "utf-8")
        saved.replace(file)

    def printed(self, folder: str = "") -> str:
        """Return the text of the one-page."""
        return " ".join(read((self.output / folder / "one-page.pdf").read_bytes()).text.split())

    def end(self) -> None:
        """Press Ctrl-C, on which it has to end well."""
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(PATIENCE) == 0
        assert "The watch has ended." in "".join(self.more(PATIENCE))


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watch]:
    """Return a watch of a clinic with a base, an edition and a logo.

    It has to live through all tests, and end well on Ctrl-C.
    """
    content = clinic(tmp_path_factory.mktemp("watched"))
    change(content, "language: en-US\n", "language: en-US\nbase: shared.yaml\n")
    content.with_name("shared.yaml").write_text("acronyms: []\n", "utf-8")
    watch = Watch(content)
    yield watch
    watch.end()


def is_built(line: str) -> bool:
    """Say whether a line ends a build."""
    return ", in " in line


def test_what_is_saved_is_built(watch: Watch, tmp_path: Path) -> None:
    """A saved sentence is in the PDF, and everything is as it would be without the watch."""
    watch.save(watch.words.replace(OLD, NEW))
    watch.until(is_built)
    assert NEW in watch.printed()
    alone = tmp_path / "alone"
    make_pdf.main(["one-page", "--content", str(watch.content), "--output", str(alone)])
    for name in ("one-page.pdf", "index.html", "contact.vcf", "built.js"):
        assert (watch.output / name).read_bytes() == (alone / name).read_bytes(), name


def test_a_mistake_is_said(watch: Watch) -> None:
    """Wrong words are said, the last good handout stays, and the next save is built."""
    watch.save(watch.words.replace("language:", "langage:"))
    watch.until(lambda line: 'Did you mean "language"?' in line)
    before = watch.printed()
    watch.save(watch.words.replace(OLD, "Quick symptoms"))
    watch.until(is_built)
    assert "Quick symptoms" in watch.printed() != before


def test_a_burst_of_saves_is_one_build(watch: Watch) -> None:
    """Many saves one upon another are one build, of the last."""
    for number in range(12):
        watch.save(watch.words.replace(OLD, f"Symptom number {number}"))
        time.sleep(0.01)
    watch.until(is_built)
    assert not [line for line in watch.more(1) if is_built(line)]
    assert "Symptom number 11" in watch.printed()


def test_a_file_that_is_gone_for_a_while(watch: Watch) -> None:
    """A content that is taken away is missed; brought back, it is built."""
    watch.content.unlink()
    watch.until(lambda line: "There is no such file." in line)
    watch.save(watch.words.replace(OLD, "It is back"))
    watch.until(is_built)
    assert "It is back" in watch.printed()


def test_nothing_else_is_built(watch: Watch) -> None:
    """Other files beside the words, and the handouts themselves, start nothing."""
    (watch.content.parent / "notes.txt").write_text("a note", "utf-8")
    (watch.output / "one-page.pdf").touch()
    assert not watch.more(0.8)


# All files that count


def test_an_edition_that_is_saved(watch: Watch) -> None:
    """A saved edition is built, and the first brochure is left as it was."""
    edition = watch.content.with_name("ocd.yaml")
    before = (watch.output / "one-page.pdf").stat().st_ino
    watch.save(edition.read_text("utf-8").replace("Obsessions\n", "Intrusions\n"), "ocd.yaml")
    watch.until(is_built)
    assert "Intrusions" in watch.printed("ocd")
    assert (watch.output / "one-page.pdf").stat().st_ino == before


def test_a_base_that_is_saved(watch: Watch) -> None:
    """What a base says is built when it is saved."""
    watch.save('labels:\n  scan: "Scan this."\n', "shared.yaml")
    watch.until(is_built)
    assert "Scan this." in watch.printed()
    assert "Scan this." in watch.printed("ocd")


def test_a_picture_that_is_saved(watch: Watch) -> None:
    """A picture that is drawn anew starts a build."""
    logo(watch.content.with_name("logo.png"), "#8a2f1b")
    watch.until(is_built)


def test_a_mistake_in_an_edition(watch: Watch) -> None:
    """A mistake in an edition is said with its file; fixed, it is built."""
    words = watch.content.with_name("ocd.yaml").read_text("utf-8")
    watch.save(words.replace("  title: OCD in", "  titel: OCD in"), "ocd.yaml")
    watch.until(lambda line: 'Did you mean "title"?' in line)
    watch.save(words.replace("Compulsions\n", "Rituals\n"), "ocd.yaml")
    watch.until(is_built)
    assert "Rituals" in watch.printed("ocd")


def test_an_edition_that_is_still_to_come(watch: Watch) -> None:
    """An edition is missed while it is not there, and built as soon as it is, in any folder."""
    change(watch.content, "[ocd.yaml]", "[ocd.yaml, more/new.yaml]")
    watch.until(lambda line: "There is no such file." in line)
    words = watch.content.with_name("ocd.yaml").read_text("utf-8")
    file = watch.content.parent / "more" / "new.yaml"
    file.parent.mkdir()
    file.write_text(words.replace("base: ", "base: ../"), "utf-8")
    watch.until(is_built)
    assert "Coil placement" in watch.printed("new")
    file.write_text(file.read_text("utf-8").replace("placement\n", "position\n"), "utf-8")
    watch.until(is_built)
    assert "Coil position" in watch.printed("new")


@thorough
def test_drafts_are_watched(tmp_path: Path) -> None:
    """A watch that makes drafts does so although the handouts are there, and leaves those alone."""
    content = clinic(tmp_path)
    make_pdf.main(["one-page", "--content", str(content), "--output", str(tmp_path / "out")])
    good = (tmp_path / "out" / "one-page.pdf").stat().st_ino
    watch = Watch(content, "--draft")
    try:
        watch.save(content.read_text("utf-8").replace("Unchanged", "Lasting"))
        watch.until(is_built)
        assert "Lasting" in watch.printed("drafts")
        assert "Unchanged" in watch.printed()
        assert (tmp_path / "out" / "one-page.pdf").stat().st_ino == good
    finally:
        watch.end()


@thorough
def test_files_of_the_program(tmp_path: Path) -> None:
    """A drawing or a sheet that is saved is built; data that is read once starts the watch anew."""
    house = tmp_path / "house"
    for part in ("brochures", "styles"):
        shutil.copytree(ROOT / part, house / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "make_pdf.py", house)
    watch = Watch(clinic(tmp_path / "clinic"), house=house)
    try:
        for file in ("brochures/render/templates/art/coil.svg", "styles/one-page.css"):
            (house / file).write_text((house / file).read_text("utf-8") + "\n", "utf-8")
            watch.until(is_built)
        for file in ("locale/es.po", "abbreviations.yaml"):
            data = house / "brochures" / "data" / file
            data.write_text(data.read_text("utf-8") + "\n", "utf-8")
            watch.until(lambda line: "The program has changed" in line)
            watch.until(lambda line: line.startswith("Watching"))
    finally:
        watch.end()
