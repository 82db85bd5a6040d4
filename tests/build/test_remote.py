"""Clinics that are built elsewhere get what they would get here."""

from __future__ import annotations

import json
import pickle
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from brochures.build import batch, cache, remote
from brochures.build.arguments import CommandError
from brochures.build.batch import Clinic
from brochures.build.run import Order
from brochures.render import libraries
from tests.build import clinics
from tests.build.bilingual import Bilingual
from tests.build.couriers import Courier, built, change, here_and_elsewhere, packed
from tests.build.obstacles import FOREIGN, posix_only, state

# The same as here


@pytest.mark.parametrize("written", ["relative", "absolute"])
def test_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    """Each file has the bytes of a build here, the record too, and the same is said.

    The clinic has a logo and an edition.
    """
    monkeypatch.chdir(tmp_path)
    clinics.clinic(tmp_path / "words")
    root = tmp_path if written == "absolute" else Path()
    order = Order(root / "words" / "content.yaml", root / "out", formats=("card",))
    here, elsewhere = here_and_elsewhere(order)
    assert here.became == "built"
    assert here == elsewhere


def test_translations_and_a_base_elsewhere(tmp_path: Path) -> None:
    """Catalogs are sent, and a base from a folder that the command names.

    Of a catalog that is not there yet, that is said as it is here.
    """
    clinic = Bilingual(tmp_path / "words").begin()
    words = clinic.content.read_text("utf-8").replace("es.po}", "es.po, ht: more/ht.po}")
    clinic.content.write_text(f"{words}base: ../shared/base.yaml\n", "utf-8")
    base = tmp_path / "shared" / "base.yaml"
    base.parent.mkdir()
    base.write_text("language: en-US\nbrand: {theme: garden}\n", "utf-8")
    order = Order(clinic.content, tmp_path / "out", formats=("card",), folders=(base.parent,))
    here, elsewhere = here_and_elsewhere(order)
    assert here == elsewhere
    assert {"es/card.pdf", "card.pdf"} <= state(order.output).keys()
    waiting = f"Waiting for a translator: ht ({clinic.root / 'more' / 'ht.po'})"
    assert any(text.startswith(waiting) for _, text in elsewhere.said)


@pytest.mark.parametrize(
    "kind",
    [{"draft": True}, {"purpose": "print-shop", "formats": ("trifold",)}, {"ua": 2}],
    ids=lambda kind: next(iter(kind)),
)
def test_other_kinds_of_handouts(spared: Order, kind: dict[str, object]) -> None:
    """Drafts, sheets for a print shop and PDF/UA-2 are the same, and lie where they would."""
    here, elsewhere = here_and_elsewhere(replace(spared, **kind))  # type: ignore[arg-type]
    assert here.became == "built"
    assert here == elsewhere


def test_a_handout_that_is_withheld(order: Order) -> None:
    """Where something is found, the last good handout stays, on the desk too, as it would here."""
    assert built(order, Courier()).became == "built"
    change(order, "A dark room\n", "We are the best clinic\n")
    here, elsewhere = here_and_elsewhere(order)
    assert here.became == "withheld"
    assert here == elsewhere
    assert any("the last good one stays" in text for _, text in elsewhere.said)


def test_only_what_differs(order: Order) -> None:
    """A handout that is as it should be is neither made nor written again."""
    built(order, Courier())
    (order.output / "large-print.pdf").unlink()
    before = (order.output / "card.pdf").stat()
    assert built(order, Courier()).became == "built"
    assert (order.output / "card.pdf").stat().st_mtime_ns == before.st_mtime_ns


def test_what_is_no_longer_made(order: Order) -> None:
    """A handout that is no longer made is taken away, which is said, as it would be here."""
    built(order, Courier())
    change(order, "card: yes", "card: no")
    here, elsewhere = here_and_elsewhere(order)
    assert here == elsewhere
    assert any("card.pdf, no longer made" in text for _, text in elsewhere.said)
    assert not (order.output / "card.pdf").exists()


def test_nothing_to_do_afterwards(spared: Order) -> None:
    """After a build elsewhere there is nothing to do, here and elsewhere, until words change."""
    built(spared, Courier())
    courier = Courier()
    assert built(spared).became == built(spared, courier).became == "as it was"
    assert courier.carried == 0
    change(spared, "dark", "quiet")
    assert built(spared, courier).became == "built"
    assert courier.carried == 1


# What is not sent


def test_wrong_words_are_not_sent(spared: Order) -> None:
    """Where the words are wrong, that is said as it is here, and nothing is sent."""
    change(spared, "language:", "langage:")
    courier = Courier()
    assert built(spared, courier) == built(spared)
    assert courier.carried == 0


@pytest.mark.parametrize("name", ["card.pdf", "index.html", "es/card.pdf"])
def test_what_is_not_ours(order: Order, name: str) -> None:
    """Where something lies in a file's place that is not ours it stays, as in a build here."""
    path = order.output / name
    path.parent.mkdir(parents=True)
    path.write_bytes(FOREIGN)
    here, elsewhere = here_and_elsewhere(order)
    assert here == elsewhere
    assert path.read_bytes() == FOREIGN


@posix_only
def test_a_link_in_a_file_s_place(spared: Order, tmp_path: Path) -> None:
    """A link in a handout's place is replaced and not followed: what it leads to is not sent."""
    spared.output.mkdir()
    (tmp_path / "secret.pdf").write_bytes(FOREIGN)
    (spared.output / "card.pdf").symlink_to(tmp_path / "secret.pdf")
    courier = Courier()
    assert built(spared, courier).became == "built"
    assert courier.carried == 0
    assert (tmp_path / "secret.pdf").read_bytes() == FOREIGN


def with_logo(order: Order, name: str) -> None:
    """Let the clinic have a logo."""
    with order.content.open("a", encoding="utf-8") as file:
        file.write(f"brand: {{logo: {{file: {name}, alt: Example Clinic}}}}\n")


def test_through_a_folder_and_back(spared: Order) -> None:
    """A path may go through a folder of which nothing else is sent, and back."""
    words = spared.content.parent
    (words / "pictures").mkdir()
    clinics.logo(words / "logo.png", "#0b4a57")
    with_logo(spared, "pictures/../logo.png")
    here, elsewhere = here_and_elsewhere(spared)
    assert here.became == "built"
    assert here == elsewhere


@posix_only
def test_two_files_of_one_path(tmp_path: Path) -> None:
    """By way of a linked folder a/../b and b may be two files; such a clinic is built here."""
    content = clinics.clinic(tmp_path / "words")
    order = Order(content, tmp_path / "out", formats=("card",))
    (content.parent / "real" / "more").mkdir(parents=True)
    (content.parent / "linked").symlink_to(content.parent / "real" / "more")
    clinics.logo(content.parent / "real" / "logo.png", "#ffffff")
    brand = "brand: {logo: {file: linked/../logo.png, alt: Another}}\n"
    edition = content.parent / "ocd.yaml"
    edition.write_text(f"{edition.read_text('utf-8')}{brand}", "utf-8")
    courier = Courier()
    assert built(order, courier).became == "built"
    assert courier.carried == 0


@pytest.mark.parametrize("name", ["../words/content.yaml", "/etc/passwd", "notes.txt", ""])
def test_what_a_record_names(spared: Order, name: str) -> None:
    """Nothing is sent because a record names it, which anybody may have written."""
    built(spared)
    (spared.output / "notes.txt").write_text("secret", "utf-8")
    record = json.loads((spared.output / cache.RECORD).read_bytes())
    record["written"][name] = {"bytes": cache.digest(b"secret"), "of": "", "usual": True}
    (spared.output / cache.RECORD).write_bytes(cache.as_record(record))
    assert name not in packed(spared).published


def test_only_what_is_read_is_sent(order: Order) -> None:
    """Of the folders nothing is sent but what the build reads, and what is ours."""
    (order.content.parent / "patients.csv").write_text("secret", "utf-8")
    built(order)
    (order.output / "notes.pdf").write_bytes(FOREIGN)
    task = packed(order)
    assert list(task.files) == ["words/content.yaml"]
    assert set(task.published) == {path.name for path in order.output.iterdir()} - {"notes.pdf"}


# Workers


def test_another_version(spared: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker with another version builds nothing: it says so, who it is, and what to do.

    That ends the command, whatever is left, and nothing is published.
    """
    task = replace(packed(spared), version="another")
    monkeypatch.setattr(remote, "packed", lambda _: task)
    with pytest.raises(CommandError, match=r"The worker on .* has another version") as refusal:
        built(spared, Courier())
    assert "Install the same ones on both" in str(refusal.value)
    assert str(pickle.loads(pickle.dumps(refusal.value))) == str(refusal.value)  # noqa: S301
    assert not spared.output.exists()


def test_another_pango(spared: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of Pango on the worker is another version: its lines may break elsewhere."""
    task = packed(spared)
    assert remote.unfit(task.version) is None
    monkeypatch.setattr(libraries, "versions", lambda: "Pango 1")
    assert remote.unfit(task.version)


def test_the_temporary_folder_goes(
    spared: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is left where a worker has built, or failed by a bug; nobody is told where it was."""
    there = tmp_path / "temporary"
    there.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(there))
    answer = remote.carried_out(packed(spared))
    assert answer.clinic.became == "built"
    assert str(there).encode() not in pickle.dumps(answer)
    assert list(there.iterdir()) == []

    def fail(_: object) -> Clinic:
        raise ZeroDivisionError

    task = packed(spared)
    monkeypatch.setattr(batch, "carried_out", fail)
    answer = remote.carried_out(task)
    assert answer.clinic.became == "failed"
    assert "ZeroDivisionError" in answer.clinic.said[0][1]
    assert list(there.iterdir()) == []


@pytest.mark.parametrize("name", ["../secret.yaml", "/tmp/secret.yaml", "a/../../secret.yaml"])  # noqa: S108
@pytest.mark.parametrize("kind", ["files", "published"])
def test_names_that_lead_out_of_a_worker_s_folder(
    spared: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    """A worker writes nothing outside its own folder, whatever a task names."""
    there = tmp_path / "temporary"
    there.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(there))
    files: dict[str, object] = {kind: {name: b"secret"}}
    answer = remote.carried_out(replace(packed(spared), **files))  # type: ignore[arg-type]
    assert answer.clinic.became == "failed"
    assert "its name leads out of the folder" in answer.clinic.said[0][1]
    assert not list(tmp_path.rglob("secret.yaml"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("/t/a/words/x.yaml, line 1", "x.yaml, line 1"),
        ("in /t/a/out", "in ../out"),
        ("in /t/a/out: none", "in ../out: none"),
        ("/t/a/out/es/card.pdf", "../out/es/card.pdf"),
        ("/t/a/words/../logo.svg", "../logo.svg"),
        ("/t/a/words.yaml", "/srv/a/words.yaml"),
        ("/t/a/other", "/srv/a/other"),
        ("/t/abc", "/t/abc"),
    ],
)
@posix_only
def test_paths_are_put_back(text: str, wanted: str) -> None:
    """Each path in what a worker says is written as the command writes it here."""
    spelled = ((".", "/srv/a"), ("words", "."), ("out", "../out"))
    assert remote._putting_back(Path("/t/a"), spelled)(text) == wanted
