"""A run does no more than it has to, and what it leaves alone is what it would have made."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
import yaml

import make_pdf
from brochures.build import cache
from brochures.build.run import Order, carry_out
from brochures.content.model import Content
from brochures.formats.placement import chosen
from tests.samples import WHOLE
from tests.thorough import mostly, thorough

ROOT = Path(__file__).parents[2]
WORDS = f"{WHOLE}handouts: {{trifold: no, large-print: no, card: yes}}\n# A note.\n"
NAMES = tuple(made.file for made in chosen(Content.model_validate(yaml.safe_load(WORDS)))[0])
TODAY = date(2026, 12, 1)


class Folder:
    """A content and its output, and which handouts a run wrote anew."""

    def __init__(self, root: Path) -> None:
        self.content = root / "content.yaml"
        self.output = root / "out"

    def run(self, *arguments: str) -> tuple[str, ...]:
        """Run the command; return the PDFs that were written, by the identity of their files."""
        before = self.identities()
        make_pdf.main([*arguments, "--content", str(self.content), "--output", str(self.output)])
        after = self.identities()
        return tuple(name for name in NAMES if after.get(name) != before.get(name))

    def identities(self) -> dict[str, tuple[int, int]]:
        """Return what changes when a file is replaced, even by the same bytes."""
        stats = {path.name: path.stat() for path in self.output.glob("*.pdf")}
        return {name: (stat.st_ino, stat.st_mtime_ns) for name, stat in stats.items()}

    def change(self, old: str, new: str) -> None:
        """Change the words."""
        words = self.content.read_text("utf-8")
        assert old in words
        self.content.write_text(words.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which everything has been built."""
    root = tmp_path_factory.mktemp("built")
    (root / "content.yaml").write_text(WORDS, "utf-8")
    Folder(root).run()
    return root


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Iterator[Folder]:
    """Return it, and put it back as it was: the path is part of what is remembered."""
    kept = tmp_path / "kept"
    shutil.copytree(built, kept)
    yield Folder(built)
    shutil.rmtree(built)
    shutil.copytree(kept, built)


def test_nothing_to_do(folder: Folder) -> None:
    """A second run writes nothing."""
    assert folder.run() == ()


def test_nothing_to_do_imports_nothing(folder: Folder) -> None:
    """A run with nothing to do imports neither WeasyPrint nor Jinja2 nor pydantic."""
    code = (
        "import sys, make_pdf; status = make_pdf.main(sys.argv[1:]);"
        "print(status, sorted({'weasyprint', 'jinja2', 'pydantic', 'yaml'} & set(sys.modules)))"
    )
    arguments = ["--content", str(folder.content), "--output", str(folder.output)]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "0 []"
    assert len(done.stdout.splitlines()) == len(NAMES) + 1


def test_it_says_the_same_again(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    """A run with nothing to do says what the one said that did it."""
    capsys.readouterr()
    folder.run("--force")
    first = capsys.readouterr()
    folder.run()
    assert capsys.readouterr() == first


@thorough
def test_a_changed_phone_number(folder: Folder) -> None:
    """A phone number stands on every handout: all are built."""
    folder.change("number: (718) 400-0867", "number: (718) 555-0123")
    assert folder.run() == NAMES


def test_a_changed_sentence_for_clinicians(folder: Folder) -> None:
    """A clinicians' sentence stands on the one-page only: that alone is built."""
    folder.change("Unchanged symptoms", "Lasting symptoms")
    assert folder.run() == ("one-page.pdf",)


def test_a_changed_note(folder: Folder) -> None:
    """A note in the file stands nowhere: no handout is built."""
    folder.change("# A note.", "# Another note.")
    assert folder.run() == ()


@pytest.mark.parametrize("harm", ["tampered", "missing", "cut"])
def test_a_harmed_output(folder: Folder, harm: str) -> None:
    """A handout that somebody changed, removed or cut short is built anew, and it alone."""
    path = folder.output / "one-page.pdf"
    good = path.read_bytes()
    harms: dict[str, Callable[[], object]] = {
        "tampered": lambda: path.write_bytes(good[:200] + bytes([good[200] ^ 1]) + good[201:]),
        "missing": path.unlink,
        "cut": lambda: path.write_bytes(good[:-1]),
    }
    harms[harm]()
    assert folder.run() == ("one-page.pdf",)
    assert path.read_bytes() == good


@pytest.mark.parametrize("name", ["index.html", "contact.vcf"])
def test_a_harmed_page_beside_them(folder: Folder, name: str) -> None:
    """The desk and the card are written anew where they are missing; the handouts stay."""
    good = (folder.output / name).read_bytes()
    (folder.output / name).unlink()
    assert folder.run() == ()
    assert (folder.output / name).read_bytes() == good


@pytest.mark.parametrize(
    "record",
    mostly(
        [b"", b"{", b"\xff{}", b"[" * 100_000, b"[1]", b'{"handouts": {"trifold.pdf": 3}}'], b"{"
    ),
)
def test_a_spoilt_record(folder: Folder, record: bytes) -> None:
    """Without a record, or with a spoilt one, all is built; nothing worse."""
    good = {name: (folder.output / name).read_bytes() for name in NAMES}
    (folder.output / "build.record").write_bytes(record)
    assert folder.run() == NAMES
    assert {name: (folder.output / name).read_bytes() for name in NAMES} == good
    assert folder.run() == ()


def test_a_record_that_lies(folder: Folder) -> None:
    """A record whose outcome makes no sense is not believed."""
    path = folder.output / "build.record"
    record = json.loads(path.read_bytes())
    record["handouts"]["one-page.pdf"]["outcome"] = {"pages": "many"}
    path.write_text(json.dumps({**record, "run": "x"}), "utf-8")
    assert folder.run() == ("one-page.pdf",)


@thorough
def test_force(folder: Folder) -> None:
    """--force builds all."""
    assert folder.run("--force") == NAMES


@thorough
def test_options_count(folder: Folder) -> None:
    """Another paper is another handout; only what is asked for is built."""
    assert folder.run("--paper", "a4", "one-page") == ("one-page.pdf",)
    assert folder.run("one-page") == ("one-page.pdf",)
    assert folder.run("card") == ()


@thorough
def test_what_was_withheld_is_tried_again(folder: Folder) -> None:
    """A handout with findings is not remembered as done: the next run says them again."""
    folder.change("lead: Call us.", "lead: We are the best clinic.")
    assert folder.run() == ()
    arguments = ["--content", str(folder.content), "--output", str(folder.output)]
    assert make_pdf.main(arguments) == 1
    assert make_pdf.main(arguments) == 1


@thorough
def test_a_draft_is_never_taken_for_the_handout(folder: Folder) -> None:
    """A draft is made anew each time, and what is remembered of the handouts still holds."""
    draft = folder.output / "drafts" / "one-page.pdf"
    written = []
    for _ in range(2):
        assert folder.run("--draft", "one-page") == ()
        written.append(draft.stat().st_ino)
    assert written[0] != written[1]
    assert folder.run() == ()


def test_a_review_that_falls_due(folder: Folder) -> None:
    """Once the review is due, a run with unchanged words says so."""
    path = folder.output / "build.record"
    record = json.loads(path.read_bytes())
    done = record["run"]
    assert (done["due"], done["overdue"]) == ("2027-01-31", False)
    path.write_text(json.dumps({**record, "run": {**done, "due": "2020-01-01"}}), "utf-8")
    assert cache.said(folder.output, done["key"], "2019-12-31") is not None
    assert cache.said(folder.output, done["key"], "2020-01-02") is None


@thorough
def test_what_is_saved_meanwhile(folder: Folder) -> None:
    """What was saved while a build was at work is not taken for what was built."""

    def save(line: Sequence[str]) -> None:
        if "one-page.pdf" in line[1]:
            folder.change("Unchanged symptoms", "Lasting symptoms")

    def nothing(_: Sequence[str]) -> None: ...

    order = Order(folder.content, folder.output, ("one-page",))
    for say, known in ((save, False), (nothing, True)):
        carry_out(order, TODAY, say, shared="", key="this run")
        assert (cache.said(folder.output, "this run", str(TODAY)) is not None) == known


SPOILT: dict[str, dict[str, object]] = {
    "no day": {"due": 3},
    "no keys": {"sources": []},
    "an impossible name": {"sources": {"\0": 1}},
    "lines without texts": {"said": [["out"]]},
    "no lines": {"said": 3},
    "another key": {"more": 1},
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_record_of_another_shape(folder: Folder, spoilt: str) -> None:
    """A record that is JSON and yet none of ours is not believed."""
    path = folder.output / "build.record"
    record = json.loads(path.read_bytes())
    done = record["run"]
    assert cache.said(folder.output, done["key"], "2026-01-01") is not None
    path.write_text(json.dumps({**record, "run": done | SPOILT[spoilt]}), "utf-8")
    assert cache.said(folder.output, done["key"], "2026-01-01") is None


@pytest.mark.parametrize("files", [[], {"\0": 1}, 3])
def test_a_record_of_other_files(folder: Folder, files: object) -> None:
    """A record that names no files as ours does is not believed."""
    path = folder.output / "build.record"
    record = json.loads(path.read_bytes())
    path.write_text(json.dumps({**record, "files": files}), "utf-8")
    assert cache.said(folder.output, record["run"]["key"], "2026-01-01") is None


def test_the_key_tells_parts_apart() -> None:
    """A key is another one for parts that are cut elsewhere, and the same for the same parts."""
    digest = cache.digest
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("ab", b"c") == digest(b"ab", "c")
