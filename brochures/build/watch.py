"""Builds again whenever a file is saved, in processes that stay warm."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from watchfiles import watch as changes

from brochures.build import cache, packages
from brochures.build.atomic_write import PublishError, Superseded
from brochures.build.handouts import HandoutPool
from brochures.build.output import Lost
from brochures.build.run import Order, Say, carry_out
from brochures.build.sources import Sources, Stamp
from brochures.content.yaml_reader import ContentError
from brochures.data import STYLES, drawings, icons

STEP = 2
"""So long nothing may have been saved before a build begins, in ms. What is saved while it is at
work makes it begin again, before anything is published: so a burst of saves makes one build."""

LONGEST = 100
"""It begins at the latest after so many ms."""

HALF_SAVED = 0.05
"""So long an editor may take between emptying a file and filling it, in s."""

HOUSE = Path(__file__).parent.parent

LOOK = 300
"""So often the words are looked at where the system tells of no changes, as on some shared drives,
in ms."""

READ_AGAIN = (".css", ".html", ".js", ".svg", ".ttf")
READ_ONCE = (".po", ".py", ".yaml")
"""Endings of the program's own files: each build reads the first anew, and keeps the others."""


def watch(order: Order, asked: str, say: Say, pool: HandoutPool) -> None:
    """Build what was ordered, then again whenever its words, a sheet or a template is saved.

    All files count that a content is made of: its base, its editions, and the pictures of all of
    them. Takes the order's options as `cache.run_key` wants them, and a pool, which stays warm.
    What is wrong is said, and the watch goes on. Returns when the program itself has changed: it
    has to be started again then. Ctrl-C ends it with KeyboardInterrupt.
    """
    house = {*_folders(HOUSE), *_folders(STYLES)}
    sources = Sources(order.content)
    built: dict[Path, Stamp] = {}
    shared = cache.code()

    def build() -> None:
        nonlocal built
        last = False
        while not last:
            built = sources.stamps()
            last = _build(order, asked, shared, say, pool, sources)
        gc.collect()  # now that nobody waits

    build()
    _warm_up(order, pool)
    begun = False
    while True:
        watched = _around(built)
        for saved in _saved(watched, house):
            if not begun:
                begun = True
                say(("out", f"Watching {order.content}: save it to build again. Ctrl-C ends it."))
            ours = {path for path in saved if path.parent in house and path not in watched.files}
            if any(path.suffix in READ_ONCE for path in ours):
                return
            if ours:
                drawings.cache_clear()
                icons.cache_clear()
                shared = cache.code()
            if ours or sources.stamps() != built:
                build()
            if _around(built) != watched:
                break


class _Watched(NamedTuple):
    """What is looked at for a content."""

    files: frozenset[Path]
    folders: frozenset[Path]


def _around(files: Iterable[Path]) -> _Watched:
    """Return files, also where links lead, and the folders that they lie in."""
    found = {path for file in files for path in (file.absolute(), Path(os.path.realpath(file)))}
    folders = {path.parent for path in found}
    # Of what must not be looked at, pathlib raises, and os.path says no.
    return _Watched(frozenset(found), frozenset(filter(os.path.isdir, folders)))


def _saved(watched: _Watched, house: Collection[Path]) -> Iterator[set[Path]]:
    """Yield what has been saved, of the files of a content and of our own; often nothing."""

    def counts(_: object, name: str) -> bool:
        path = Path(name)
        ours = path.parent in house and path.suffix in READ_AGAIN + READ_ONCE
        return ours or path in watched.files

    for saved in changes(
        *sorted({*watched.folders, *house}),
        watch_filter=counts,
        debounce=LONGEST,
        step=STEP,
        recursive=False,
        rust_timeout=LOOK,
        yield_on_timeout=True,
    ):
        yield {Path(name) for _, name in saved}


def _folders(root: Path) -> Iterator[Path]:
    yield root
    yield from (path for path in root.rglob("*") if path.is_dir() and path.name != "__pycache__")


def _build(
    order: Order, asked: str, shared: str, say: Say, pool: HandoutPool, sources: Sources
) -> bool:
    """Build once; return whether that was the last word, or newer words came meanwhile."""
    begun, stamps = time.perf_counter(), sources.stamps()
    today = cache.today()
    key = cache.run_key(shared, order.content, asked)
    known = None if order.draft else cache.said(order.output, key, today)
    if known is not None:
        for line in known:
            say(line)
        return True
    try:
        carry_out(
            order,
            date.fromisoformat(today),
            say,
            shared=shared,
            key=key,
            pool=pool,
            wanted=lambda: sources.stamps() == stamps,
        )
    except Superseded:
        return False
    except (ContentError, PublishError) as error:
        time.sleep(HALF_SAVED)
        if sources.stamps() != stamps:
            return False
        say(("err", str(error)))
    except (Lost, ImportError):
        raise
    except Exception as error:  # noqa: BLE001 - a template with a mistake, or a bug: shown, and fixed while it watches
        say(("err", packages.told(error)))
    else:
        say(("out", f"{time.strftime('%H:%M:%S')}, in {time.perf_counter() - begun:.2f} s"))
    return True


def _warm_up(order: Order, pool: HandoutPool) -> None:
    """Do everything once, aside and in silence: what is done first takes twice as long."""
    with TemporaryDirectory() as folder:
        aside = replace(order, output=Path(folder), formats=(), force=True)
        try:
            carry_out(
                aside, date.fromisoformat(cache.today()), lambda _: None, shared="", pool=pool
            )
        except Exception:  # noqa: BLE001 - it has been said by the first build
            return
