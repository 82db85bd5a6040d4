"""Clinics that are built elsewhere, in this very process: as bytes, there and back."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from brochures.build import batch, cache, remote
from brochures.build.batch import Clinic
from brochures.build.remote import Answer, Elsewhere, Task
from brochures.build.run import Order
from tests.build.obstacles import state

TODAY = date.fromisoformat(cache.today())


class Courier:
    """Carries tasks to this very process, as bytes, and keeps count of them."""

    def __init__(self, meanwhile: Callable[[Task], object] = lambda _: None) -> None:
        self.carried = 0
        self._meanwhile = meanwhile

    def results(self, jobs: Iterable[tuple[str, Task]]) -> Iterator[tuple[str, Answer]]:
        """Yield answers, each once something has happened meanwhile."""
        for name, task in jobs:
            self.carried += 1
            there = pickle.loads(pickle.dumps(task))  # noqa: S301 - of these lines
            answer = pickle.loads(pickle.dumps(remote.carried_out(there)))  # noqa: S301
            self._meanwhile(task)
            yield name, answer


def built(order: Order, courier: Courier | None = None) -> Clinic:
    """Build for one clinic, here or elsewhere, and return what became of it."""
    workers = Elsewhere(courier) if courier else None
    return batch.build({"clinic": order}, lambda _: "", lambda _: None, workers)["clinic"]


def here_and_elsewhere(order: Order) -> tuple[Clinic, Clinic]:
    """Return what became of a clinic here and elsewhere: the folders are the same after both."""
    aside = order.output.with_name("aside")
    before = order.output.with_name("before")
    if order.output.exists():
        shutil.copytree(order.output, before, symlinks=True)
    here = built(order)
    order.output.rename(aside)
    if before.exists():
        before.rename(order.output)
    elsewhere = built(order, Courier())
    assert state(order.output) == state(aside), elsewhere
    shutil.rmtree(aside)
    return here, elsewhere


def packed(order: Order) -> Task:
    """Return a clinic as a task."""
    return remote.packed((order, TODAY, cache.code(), "key"))


def change(order: Order, old: str, new: str) -> None:
    """Change the clinic's words."""
    words = order.content.read_text("utf-8")
    assert old in words
    order.content.write_text(words.replace(old, new), "utf-8")
