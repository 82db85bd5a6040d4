"""The watch: what is saved is on paper soon, and nothing that goes wrong ends it."""

from __future__ import annotations

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

ROOT = Path(__file__).parents[2]
WORDS = (ROOT / "content.yaml").read_text("utf-8")
OLD, NEW = "Rapid-acting NMDA", "Fast NMDA"
PATIENCE = 30


class Watch:
    """A running watch of a content in a folder."""

    def __init__(self, folder: Path) -> None:
        self.content, self.output = folder / "content.yaml", folder / "out"
        self.content.write_text(WORDS, "utf-8")
        self._said: Queue[str] = Queue()
        arguments = ("watch", "one-page", "--content", self.content, "--output", self.output)
        self.process = subprocess.Popen(
            [sys.executable, "make_pdf.py", *map(str, arguments)],
            cwd=ROOT,
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

    def until(self, wanted: Callable[[str], bool]) -> list[str]:
        """Return what it says, up to a line that is waited for."""
        lines: list[str] = []
        while not lines or not wanted(lines[-1]):
            lines.append(self._said.get(timeout=PATIENCE))
        return lines

    def more(self, seconds: float) -> list[str]:
        """Return what else it says in so many seconds."""
        lines: list[str] = []
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                lines.append(self._said.get(timeout=left))
            except Empty:
                break
        return lines

    def save(self, words: str) -> None:
        """Save other words, as editors do: in one step."""
        saved = self.content.with_suffix(".saved")
        saved.write_text(words, "utf-8")
        saved.replace(self.content)

    def printed(self) -> str:
        """Return the text of the one-page."""
        return " ".join(read((self.output / "one-page.pdf").read_bytes()).text.split())


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watch]:
    """Return a watch; it has to live through all tests, and end well on Ctrl-C."""
    watch = Watch(tmp_path_factory.mktemp("watched"))
    yield watch
    watch.process.send_signal(signal.SIGINT)
    assert watch.process.wait(PATIENCE) == 0
    assert "The watch has ended." in "".join(watch.more(0.5))


def is_built(line: str) -> bool:
    """Say whether a line ends a build."""
    return ", in " in line


def test_what_is_saved_is_built(watch: Watch, tmp_path: Path) -> None:
    """A saved sentence is in the PDF, and everything is as it would be without the watch."""
    watch.save(WORDS.replace(OLD, NEW))
    watch.until(is_built)
    assert NEW in watch.printed()
    alone = tmp_path / "alone"
    make_pdf.main(["one-page", "--content", str(watch.content), "--output", str(alone)])
    for name in ("one-page.pdf", "index.html", "contact.vcf", "built.js"):
        assert (watch.output / name).read_bytes() == (alone / name).read_bytes(), name


def test_a_mistake_is_said(watch: Watch) -> None:
    """Wrong words are said, the last good handout stays, and the next save is built."""
    watch.save(WORDS.replace("language:", "langage:"))
    watch.until(lambda line: 'Did you mean "language"?' in line)
    before = watch.printed()
    watch.save(WORDS.replace(OLD, "Quick NMDA"))
    watch.until(is_built)
    assert "Quick NMDA" in watch.printed() != before


def test_a_burst_of_saves_is_one_build(watch: Watch) -> None:
    """Many saves one upon another are one build, of the last."""
    for number in range(12):
        watch.save(WORDS.replace(OLD, f"NMDA number {number}"))
        time.sleep(0.01)
    watch.until(is_built)
    assert not [line for line in watch.more(1) if is_built(line)]
    assert "NMDA number 11" in watch.printed()


def test_a_file_that_is_gone_for_a_while(watch: Watch) -> None:
    """A content that is taken away is missed; brought back, it is built."""
    watch.content.unlink()
    watch.until(lambda line: "There is no such file." in line)
    watch.save(WORDS.replace(OLD, "NMDA is back"))
    watch.until(is_built)
    assert "NMDA is back" in watch.printed()


def test_nothing_else_is_built(watch: Watch) -> None:
    """Other files beside the words, and the handouts themselves, start nothing."""
    (watch.content.parent / "notes.txt").write_text("a note", "utf-8")
    (watch.output / "one-page.pdf").touch()
    assert not watch.more(0.8)
