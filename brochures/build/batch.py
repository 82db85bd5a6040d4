"""Many clinics in one run: each into a folder of its own, over all cores."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, Literal, Protocol, Self, TypeAlias

import progressbar

from brochures.build import cache, folders, packages, sources
from brochures.build.atomic_write import PublishError
from brochures.build.console import Line
from brochures.build.folders import printed
from brochures.build.run import Order, Say, carry_out
from brochures.build.workers import WorkerKilled, WorkerPool
from brochures.content.yaml_reader import ContentError
from brochures.processes.fork import cores
from brochures.render import weasyprint_speed

ENDINGS = (".yaml", ".yml")
ALONE = "content"
"""A file of this name is called like the folder that it lies in."""

Became = Literal["built", "as it was", "withheld", "wrong", "failed"]
"""All published; nothing to do; something to fix; words or folder wrong; a bug in the program."""


@dataclass(frozen=True, slots=True)
class Clinic:
    """What became of one clinic's handouts."""

    became: Became
    said: tuple[Line, ...]
    handouts: tuple[dict[str, Any], ...] = ()
    """Outcomes as data, of those that were built."""

    @classmethod
    def wrong(cls, why: object, said: Iterable[Line] = ()) -> Self:
        """Return one of which words or folder are wrong, with why and what was said before."""
        return cls("wrong", (*said, ("err", str(why))))

    def data(self, name: str) -> dict[str, Any]:
        """Return it as JSON can hold it, with the clinic's name."""
        return {"clinic": name, **asdict(self)}


WHOLE = 5
"""After so many clinics garbage is looked for among all objects, not only among the young."""

_built = count(1)
"""Clinics that this process has built."""

Job: TypeAlias = tuple[Order, date, str, str]
"""An order, the day, and the keys of what all runs share and of this one."""


class NoClinics(Exception):
    """The files cannot be built into a folder each; the message says why, and how to fix it."""


def orders(contents: Sequence[Path], order: Order) -> dict[str, Order]:
    """Return an order for each file, and for each in a folder, by the name of its folder.

    Takes files and folders, and what is ordered for all of them. What another file names as its
    edition is built with that one. Raises ContentError when there is no clinic, and NoClinics when
    one's folder cannot be called as it would be, or two would have the same.
    """
    found: dict[str, Order] = {}
    for file in _clinics(list(_files(contents))):
        name = _name(file)
        if why := folders.unfit(name):
            raise NoClinics(
                f"{printed(file)} cannot be built into {printed(order.output / name)}: {why}."
                " Give it another name."
            )
        other = found.setdefault(folders.alike(name), replace(order, content=file))
        if other.content is not file:
            raise NoClinics(
                f"{other.content} and {file} would both be built into {order.output / name}."
                " Give one of them another name."
            )
    if not found:
        folder = contents[0]
        fix = "Name a file, or put one for each clinic into it: name.yaml, or name/content.yaml."
        raise ContentError.whole(folder, "This is a folder, not a file.", fix)
    named = {_name(each.content): each for each in found.values()}
    return {name: replace(each, output=order.output / name) for name, each in named.items()}


def _name(file: Path) -> str:
    """Return what the folder of a clinic's handouts is called."""
    if file.stem.lower() == ALONE:
        return Path(os.path.abspath(file)).parent.name  # noqa: PTH100 - a/.. is the folder of a
    return file.stem


def _files(contents: Iterable[Path]) -> Iterator[Path]:
    """Yield files, and those in folders that may be contents."""
    for path in contents:
        if not os.path.isdir(path):  # noqa: PTH112 - of what must not be looked at it says no
            yield path
            continue
        try:
            inside_it = _inside(path)
        except OSError as error:
            raise NoClinics(f"{path} cannot be opened: {error.strerror}.") from error
        for inside in inside_it:
            if inside.suffix.lower() in ENDINGS:
                yield inside
            elif os.path.isdir(inside):  # noqa: PTH112
                yield from _alone(inside)


def _inside(folder: Path) -> list[Path]:
    """Return what is in a folder, but not what programs hide there, such as ._x.yaml."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith((".", "~$")))


def _alone(folder: Path) -> Iterator[Path]:
    """Yield the content in a clinic's own folder. If it cannot be opened, reading it says so."""
    try:
        files = [path for path in _inside(folder) if path.suffix.lower() in ENDINGS]
    except OSError:
        files = [folder / f"{ALONE}{ENDINGS[0]}"]
    yield from [path for path in files if path.stem.lower() == ALONE][:1]


def _clinics(files: Sequence[Path]) -> Iterator[Path]:
    """Yield the files of clinics: no editions of others, and no bases that have no topic.

    An edition that names others, or itself, is a clinic of its own: nobody else would build those.
    """
    named = {file: sources.named(file, whole=False) or sources.Named() for file in files}
    real = {file: Path(os.path.realpath(file)) for file in files}

    def editions(of: Iterable[Path]) -> set[Path]:
        return {Path(os.path.realpath(each)) for file in of for each in named[file].editions}

    first = [file for file in files if real[file] not in editions(files)]
    built_with_others = editions(first)
    bases = {Path(os.path.realpath(each.base)) for each in named.values() if each.base}
    for file in files:
        shared = real[file] in bases and not named[file].topic
        if real[file] not in built_with_others and not shared:
            yield file


class Workers(Protocol):
    """Who builds for clinics: processes here, or others."""

    def results(
        self, jobs: Iterable[tuple[str, Job]]
    ) -> Iterator[tuple[str, Clinic | WorkerKilled]]:
        """Yield what became of each clinic as soon as it is done, by the clinics' names."""


def build(
    asked: Mapping[str, Order],
    options: Callable[[Order], str],
    say: Say,
    workers: Workers | None = None,
) -> dict[str, Clinic]:
    """Build for every clinic, say what became of each, and return that by the clinics' names.

    Takes orders by name, what says an order's options as `cache.run_key` wants them, and who builds
    if not processes here, one for each core. What goes wrong with one never stops the others. A run
    that was stopped goes on where it was: what is there as it should be is left alone.
    """
    today = date.fromisoformat(cache.today())
    shared = cache.code()

    done: dict[str, Clinic] = {}
    jobs: dict[str, Job] = {}
    for name, order in asked.items():
        key = cache.run_key(shared, order.content, options(order))
        anew = order.force or order.draft
        known = None if anew else cache.said(order.output, key, str(today))
        if known is None:
            jobs[name] = order, today, shared, key
        else:
            done[name] = Clinic("as it was", tuple(known))
    pool: WorkerPool[str, Job, Clinic] = WorkerPool(cores(), carried_out, prepare)
    with pool, _progress(len(asked)) as bar:
        bar.update(len(done))
        for name, result in (workers or pool).results(jobs.items()):
            done[name] = _killed(result) if isinstance(result, WorkerKilled) else result
            for line in _told(name, done[name]):
                say(line)
            bar.update(len(done))
    return done


def _killed(_: WorkerKilled) -> Clinic:
    what = "The process that built it was killed, again and again: for want of memory perhaps."
    return Clinic("failed", (("err", what),))


def summary(done: Mapping[str, Clinic]) -> str:
    """Say how many clinics were built and how many were not, and name those to look at."""
    number = Counter(clinic.became for clinic in done.values())
    counted = ", ".join(f"{number[became]} {became}" for became in number)
    bad = [name for name, clinic in done.items() if clinic.became not in ("built", "as it was")]
    clinics = "1 clinic" if len(done) == 1 else f"{len(done)} clinics"
    return f"{clinics}: {counted or 'nothing to do'}." + (
        f" To look at: {', '.join(sorted(bad))}." if bad else ""
    )


def _told(name: str, clinic: Clinic) -> Iterator[Line]:
    """Yield a line for a clinic, and what there is to fix."""
    yield "out", f"{name}: {clinic.became}"
    for stream, text in clinic.said:
        if stream == "err":
            yield stream, f"{name}: {text}"


def carried_out(job: Job) -> Clinic:
    """Build for a clinic, and return what became of it, whatever that is."""
    order, today, shared, key = job
    said: list[Line] = []
    try:
        outcomes = carry_out(order, today, said.append, shared=shared, key=key)
    except (ContentError, PublishError) as error:
        return Clinic.wrong(error, said)
    except Exception as error:  # noqa: BLE001 - shown in the end; the other clinics are built
        return Clinic("failed", (*said, ("err", packages.told(error))))
    finally:
        # Now, that is a clinic at a time. To go through all that is kept takes twice as long.
        gc.collect(2 if next(_built) % WHOLE == 0 else 1)
    clean = all(outcome.clean for outcome in outcomes)
    data = tuple(outcome.data() for outcome in outcomes)
    return Clinic("built" if clean else "withheld", tuple(said), data)


def prepare() -> None:
    """Import all that a build needs, once for all workers."""
    weasyprint_speed.load()
    for name in (
        "render.pdf",
        "build.handouts",
        "desk.page",
        "checks.inspection",
        "content.loader",
    ):
        importlib.import_module(f"brochures.{name}")


class _Silent:
    def update(self, number: int) -> None:
        """Show nothing: nobody is looking."""


def _progress(number: int) -> AbstractContextManager[Any]:
    """Return a progress bar for a person who is looking; lines are printed above it."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return nullcontext(_Silent())
    bar: AbstractContextManager[Any] = progressbar.ProgressBar(
        max_value=number, redirect_stdout=True, redirect_stderr=True
    )
    return bar
