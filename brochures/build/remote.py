"""Builds elsewhere: what a clinic's build reads goes there as a task, what it wrote comes back.

Here are bytes in and bytes out; who carries them is somebody else's business
(`build/scheduler.py`). A worker builds in a temporary folder in which everything lies as it does
here: the words, and what is ours in the output folder. Its answer speaks of the paths here. It
publishes nothing: that is done here alone, by the same rules as ever, and nothing is where an
answer names what no build writes.
"""

from __future__ import annotations

import gc
import json
import os
import re
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache as once
from itertools import chain, product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from brochures.build import batch, cache, packages, run
from brochures.build.arguments import CommandError
from brochures.build.atomic_write import PublishError, needing_room
from brochures.build.batch import Became, Clinic, Job
from brochures.build.output_folder import OutputFolder, is_handout
from brochures.build.run import Order
from brochures.build.scratch import scratch
from brochures.build.workers import GARBAGE, WorkerKilled
from brochures.data import ordinary_file
from brochures.desk.page import CARD, INDEX, NEWS
from brochures.formats import FORMATS
from brochures.formats.model import PRINT_SHOP, UA_2
from brochures.render import libraries

BESIDE = (CARD, INDEX, NEWS, cache.RECORD)
"""What a build writes beside the handouts, in the order in which that is published after them."""

PUBLISHED: tuple[Became, ...] = ("built", "withheld")
"""What has become of a clinic of which something is published."""

_ENDINGS = tuple(f"{shop}{ua_2}.pdf" for shop, ua_2 in product(("", PRINT_SHOP), ("", UA_2)))


class BuiltHere(Exception):
    """A clinic cannot be sent: a file of others, or a link, would be another thing elsewhere."""


class Unfit(CommandError):
    """A worker would make other files; the message says which one, why, and how to fix it."""


@dataclass(frozen=True, slots=True)
class Task:
    """A clinic to be built elsewhere. All paths are below a folder that each worker makes."""

    order: Order
    today: date
    key: str
    """Of the run."""
    version: str
    """What the worker must have as well."""
    files: Mapping[str, bytes]
    """What the build reads."""
    through: tuple[str, ...]
    """Folders that there must be, for a path may go through one and back: a/../b."""
    published: Mapping[str, bytes]
    """What is ours in the output folder, by the names there."""
    spelled: tuple[tuple[str, str], ...]
    """Folders as they are written here; the first one is that in which all others lie."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a clinic that was built elsewhere."""

    clinic: Clinic
    written: Mapping[str, bytes]
    """New bytes for the output folder, by the names there."""
    gone: tuple[str, ...] = ()
    """Names of what is no longer made."""


class Carrier(Protocol):
    """Who carries tasks to workers, and answers back."""

    def results(
        self, jobs: Iterable[tuple[str, Task]]
    ) -> Iterator[tuple[str, Answer | WorkerKilled]]:
        """Yield answers as they come, by the clinics' names; asks for tasks as they are needed."""


class Elsewhere:
    """Workers elsewhere, who build for clinics as processes here do."""

    def __init__(self, carrier: Carrier) -> None:
        self._carrier = carrier

    def results(
        self, jobs: Iterable[tuple[str, Job]]
    ) -> Iterator[tuple[str, Clinic | WorkerKilled]]:
        """Yield what became of each clinic as soon as it is done."""
        sent: dict[str, tuple[Order, Task]] = {}
        settled: list[tuple[str, Clinic]] = []

        def tasks() -> Iterator[tuple[str, Task]]:
            for name, job in jobs:
                try:
                    sent[name] = job[0], packed(job)
                except Exception:  # noqa: BLE001 - a build here says what is wrong, if anything is
                    settled.append((name, batch.carried_out(job)))
                else:
                    yield name, sent[name][1]

        for name, answer in self._carrier.results(tasks()):
            order, task = sent.pop(name)
            yield from _taken(settled)
            yield (
                name,
                answer if isinstance(answer, WorkerKilled) else published(order, task, answer),
            )
        yield from _taken(settled)


def _taken(settled: list[tuple[str, Clinic]]) -> list[tuple[str, Clinic]]:
    """Take all out of a list, and return it."""
    taken, settled[:] = settled[:], []
    return taken


# Versions


def version(shared: str) -> str:
    """Return a key of all that makes the bytes of a handout, beside its words.

    Takes that of code and packages; to it come the system's libraries.
    """
    return cache.digest(shared, libraries.versions())


@once
def _code() -> str:
    """Return the key of code and packages as they were when this process first asked."""
    return cache.code()


def unfit(wanted: str) -> str | None:
    """Say why this process cannot build for one with another version; None where it can."""
    if version(_code()) == wanted:
        return None
    return (
        f"{_worker()} has another version of the program, of Python, of a package or of Pango than"
        " this computer, and would make other files. Install the same ones on both, and start the"
        " worker again."
    )


def _worker() -> str:
    """Say which worker this is."""
    return f"The worker on {socket.gethostname()} (process {os.getpid()})"


# Here, before


def packed(job: Job) -> Task:
    """Return a clinic as a task.

    Raises ContentError where its words are wrong, and BuiltHere where it has to be built here.
    """
    order, today, shared, key = job
    clinic = run.read(order, today)
    folder = OutputFolder(order.output, order.content, drafts=order.draft)
    known = filter(is_handout, cache.written(folder.path))
    made = product((each.folder for each in clinic.brochures), FORMATS, _ENDINGS)
    usual = ("/".join(filter(None, (below, f"{name}{end}"))) for below, name, end in made)
    there = folder.ours_among(dict.fromkeys((*known, *usual, *BESIDE)))
    if there is None:
        raise BuiltHere
    folders = (order.content.parent, order.output, *order.folders)
    try:
        root = os.path.commonpath([*map(os.path.abspath, folders), *_around(clinic.files)])
    except ValueError as error:  # on several drives
        raise BuiltHere from error

    def below(path: Path) -> Path:
        return Path(os.path.relpath(path, root))

    files: dict[str, bytes] = {}
    for file in clinic.files:
        data = cache.bytes_of(file)
        # By way of a link to a folder, a/../b and b may be two files.
        if data is not None and files.setdefault(below(file).as_posix(), data) != data:
            raise BuiltHere
    ways = chain(order.folders, *(file.parents for file in clinic.files))
    through = {below(way).as_posix() for way in ways}
    lying = replace(
        order,
        content=below(order.content),
        output=below(order.output),
        folders=tuple(map(below, order.folders)),
    )
    inside = tuple(sorted(each for each in through if each.partition("/")[0] != ".."))
    spelled = ((".", root), *((below(each).as_posix(), str(each)) for each in folders))
    return Task(lying, today, key, version(shared), files, inside, there, spelled)


def _around(files: Iterable[Path]) -> list[str]:
    """Return the folders of files."""
    return [os.path.dirname(os.path.abspath(file)) for file in files]  # noqa: PTH100, PTH120


# Elsewhere


def carried_out(task: Task) -> Answer:
    """Build for a clinic in a folder that is gone afterwards, and return what came of it.

    Raises Unfit where another version would build: that ends the command, for who refuses is quick,
    and would be given all that is left.
    """
    gc.set_threshold(GARBAGE)
    if why := unfit(task.version):
        raise Unfit(why)
    try:
        with (
            needing_room(),
            scratch(),
            TemporaryDirectory(ignore_cleanup_errors=True) as made,
        ):
            return _carried_out(task, Path(os.path.realpath(made)))
    except PublishError as error:
        return Answer(Clinic.wrong(f"{_worker()}: {error}"), {})
    except Exception as error:  # noqa: BLE001 - shown in the end; the other clinics are built
        said = ("err", f"{_worker()}: {packages.told(error)}")
        return Answer(Clinic("failed", (said,)), {})


def _carried_out(task: Task, root: Path) -> Answer:
    paths = (task.order.content, task.order.output, *task.order.folders)
    content, output, *folders = (_within(root, path) for path in paths)
    order = replace(task.order, content=content, output=output, folders=tuple(folders))
    folder = OutputFolder(output, content, drafts=order.draft).path
    for way in task.through:
        _within(root, way).mkdir(parents=True, exist_ok=True)
    for below, files in ((root, task.files), (folder, task.published)):
        for name, data in files.items():
            path = _within(below, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    clinic = batch.carried_out((order, task.today, _code(), task.key))
    if clinic.became not in PUBLISHED:
        where = f"{_worker()} could not build it."
        clinic = replace(clinic, said=(*clinic.said, ("err", where)))
    put_back = _putting_back(root, task.spelled)
    there = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    if record := there.get(cache.RECORD):
        there[cache.RECORD] = cache.as_record(_changed(json.loads(record), put_back))
    return Answer(
        Clinic(
            clinic.became,
            tuple((stream, put_back(text)) for stream, text in clinic.said),
            tuple(_changed(each, put_back) for each in clinic.handouts),
        ),
        {name: data for name, data in there.items() if task.published.get(name) != data},
        tuple(name for name in task.published if name not in there),
    )


def _within(folder: Path, path: Path | str) -> Path:
    """Return a path below a folder; raises ordinary_file.NoOrdinaryFile where it leads out."""
    ordinary_file.link(folder, str(path))
    return folder / path


def _putting_back(root: Path, spelled: Iterable[tuple[str, str]]) -> Callable[[str], str]:
    """Return what puts the paths of the caller into a text, in the place of those below a root."""
    # The longest first: each within another comes before that.
    folders = sorted(((str(root / below), there) for below, there in spelled), key=_length)
    names = "|".join(re.escape(here) for here, _ in folders)
    known = dict(reversed(folders))
    path = re.compile(rf"(?P<folder>{names})(?:(?P<more>[/\\])|(?![\w.-]))")

    def restored(match: re.Match[str]) -> str:
        there = known[match["folder"]]
        if not match["more"]:
            return there
        return str(Path(there) / "x")[:-1]  # as pathlib writes it: nothing for a dot

    return lambda text: path.sub(restored, text)


def _length(folder: tuple[str, str]) -> int:
    return -len(folder[0])


def _changed(data: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return data with each text in it changed."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, Mapping):
        return {change(key): _changed(each, change) for key, each in data.items()}
    if isinstance(data, list | tuple):
        return type(data)(_changed(each, change) for each in data)
    return data


# Here, afterwards


def published(order: Order, task: Task, answer: Answer) -> Clinic:
    """Publish what came back, and return what became of the clinic.

    Nothing is published where the answer names what no build writes, where something that is not
    ours has come into a file's place, or where another run has built into the folder meanwhile.
    """
    clinic = answer.clinic
    if clinic.became not in PUBLISHED:
        return clinic
    folder = OutputFolder(order.output, order.content, drafts=order.draft)
    names = (*answer.written, *answer.gone)
    foreign = [name for name in names if name not in BESIDE and not is_handout(name)]
    if foreign or not set(answer.gone) <= task.published.keys():
        named = ", ".join(map(repr, foreign or answer.gone))
        return Clinic.wrong(
            f"What came back for {order.output} is refused: no build writes {named}."
            " See who can reach the scheduler, and start it and its workers again."
        )
    if folder.ours_among([cache.RECORD]) != _only(task.published, cache.RECORD):
        return Clinic.wrong(
            f"{folder.path} is as another run left it, which was there meanwhile."
            " Run the command again."
        )
    try:
        if refused := folder.refusals(answer.written):
            return Clinic.wrong("\n".join(dict.fromkeys(refused.values())), clinic.said)
        stays = [line for name in answer.gone if (line := folder.remove(name))]
        for name in sorted(answer.written, key=_rank):
            folder.publish(name, answer.written[name])
    except PublishError as error:
        return Clinic.wrong(error, clinic.said)
    added = [line for line in stays if line not in clinic.said]
    return replace(clinic, said=(*clinic.said, *added))


def _only(files: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    return {name: files[name]} if name in files else {}


def _rank(name: str) -> int:
    """Return when a file is published: the record last, for it says that all others are there."""
    return BESIDE.index(name) + 1 if name in BESIDE else 0
