"""What comes back from elsewhere is published by the rules of a build here, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from brochures.build import batch, cache, remote
from brochures.build.atomic_write import PublishError
from brochures.build.batch import Clinic
from brochures.build.output_folder import OutputFolder
from brochures.build.remote import Answer, Elsewhere, Task
from brochures.build.run import Order
from brochures.build.workers import WorkerKilled
from tests.build.couriers import Courier, built, change, packed
from tests.build.obstacles import FOREIGN, state


@pytest.mark.parametrize(
    "name",
    [
        "../card.pdf",
        "../../out/card.pdf",
        "/card.pdf",
        "ocd/../card.pdf",
        "..\\card.pdf",
        "C:card.pdf",
        "ocd/more/card.pdf",
        ".git/card.pdf",
        "drafts/card.pdf",
        "con/card.pdf",
        "card.exe",
        "card.pdf.exe",
        "letter.pdf",
        "ocd/index.html",
        "",
    ],
)
@pytest.mark.parametrize("kind", ["written", "gone"])
def test_names_that_no_build_writes(spared: Order, tmp_path: Path, name: str, kind: str) -> None:
    """An answer with a name that no build writes is refused: no file is written or removed."""
    task = packed(spared)
    answer = remote.carried_out(task)
    if kind == "written":
        answer = replace(answer, written={**answer.written, name: b"hostile"})
    else:
        answer = replace(answer, gone=(name,))
    before = state(tmp_path)
    found = remote.published(spared, task, answer)
    assert found.became == "wrong"
    assert "is refused: no build writes" in found.said[0][1]
    assert state(tmp_path) == before


def test_nothing_is_removed_that_was_not_sent(spared: Order) -> None:
    """An answer takes away nothing but what it was told of."""
    built(spared)
    task = packed(spared)
    task = replace(task, published={cache.RECORD: task.published[cache.RECORD]})
    before = state(spared.output)
    answer = Answer(Clinic("built", ()), {}, ("card.pdf",))
    assert remote.published(spared, task, answer).became == "wrong"
    assert state(spared.output) == before


def test_another_run_meanwhile(spared: Order) -> None:
    """Where another run has built into the folder meanwhile, what that wrote stays."""
    found: list[dict[str, object]] = []

    def build_here(_: Task) -> None:
        built(replace(spared, formats=("large-print",)))
        found.append(state(spared.output))

    clinic = built(spared, Courier(build_here))
    assert clinic.became == "wrong"
    assert "Run the command again" in clinic.said[-1][1]
    assert state(spared.output) == found[0]


def test_something_of_others_came_meanwhile(spared: Order) -> None:
    """What is not ours and came while the worker built stays, and nothing else is published."""

    def put(_: Task) -> None:
        spared.output.mkdir()
        (spared.output / "index.html").write_bytes(FOREIGN)

    clinic = built(spared, Courier(put))
    assert clinic.became == "wrong"
    assert "is not one of our files" in clinic.said[-1][1]
    assert state(spared.output) == {"index.html": FOREIGN}


def test_words_that_are_saved_meanwhile(spared: Order) -> None:
    """Words that are saved while a worker builds are in no handout, and the next run sees to it."""
    built(spared, Courier(lambda _: change(spared, "dark", "quiet")))
    assert built(spared).became == "built"


def test_a_worker_that_is_killed(spared: Order) -> None:
    """A clinic whose workers were killed again and again has failed, and nothing is published."""

    class Killed:
        def results(self, jobs: Iterable[tuple[str, Task]]) -> Iterator[tuple[str, WorkerKilled]]:
            for name, _ in jobs:
                yield name, WorkerKilled("killed")

    done = batch.build({"a": spared}, lambda _: "", lambda _: None, Elsewhere(Killed()))
    assert done["a"].became == "failed"
    assert not spared.output.exists()


def test_a_full_disk_half_way(spared: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file cannot be published the record is not either: the next run does it all."""
    publish = OutputFolder.publish

    def full(folder: OutputFolder, name: str, data: bytes) -> None:
        if name == "index.html":
            raise PublishError("The disk is full.")
        publish(folder, name, data)

    with monkeypatch.context() as patches:
        courier = Courier(lambda _: patches.setattr(OutputFolder, "publish", full))
        clinic = built(spared, courier)
    assert clinic.became == "wrong"
    assert clinic.said[-1] == ("err", "The disk is full.")
    assert state(spared.output).keys() == {"card.pdf", "contact.vcf"}
    assert built(spared).became == "built"


def test_a_full_disk_of_a_worker(spared: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a worker cannot write, or has a bug, it is named beside what it says."""

    def full(*_: object) -> None:
        raise PublishError("The disk is full.")

    monkeypatch.setattr(OutputFolder, "publish", full)
    clinic = built(spared, Courier())
    assert clinic.became == "wrong"
    (_, why), (_, where) = clinic.said[-2:]
    assert why == "The disk is full."
    assert where.startswith("The worker on ")
    assert not spared.output.exists()
