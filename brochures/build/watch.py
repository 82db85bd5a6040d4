"""Builds again whenever a file is saved, in processes that stay warm."""

from __future__ import annotations

import gc
import time
import traceback
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from watchfiles import watch as changes

from brochures.build import cache
from brochures.build.atomic_write import PublishError, Superseded
from brochures.build.handouts import HandoutPool
from brochures.build.output import Lost
from brochures.build.run import Order, Say, carry_out
from brochures.content.yaml_reader import ContentError
from brochures.data import STYLES

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

Stamp: TypeAlias = tuple[int, int, int] | None


def watch(order: Order, asked: str, say: Say, pool: HandoutPool) -> None:
    """Build what was ordered, then again whenever its words, a sheet or a template is saved.

    Takes the order's options as `cache.run_key` wants them, and a pool, which stays warm. What is
    wrong is said, and the watch goes on. Returns when the program itself has changed: it has to be
    started again then. Ctrl-C ends it with KeyboardInterrupt.
    """
    words = order.content.absolute()
    folders = {words.parent, words.resolve().parent, *_folders(HOUSE), *_folders(STYLES)}
    names = {words, words.resolve()}

    def counts(_: object, path: str) -> bool:
        file = Path(path)
        return file in names or (
            file.suffix in (".css", ".html", ".js", ".py", ".ttf") and file.parent in folders
        )

    built: Stamp = None
    shared = cache.code()

    def build() -> None:
        nonlocal built
        last = False
        while not last:
            built = _stamp(order.content)
            last = _build(order, asked, shared, say, pool)
        gc.collect()  # now that nobody waits

    build()
    _warm_up(order, pool)
    begun = False
    for saved in changes(
        *sorted(folders),
        watch_filter=counts,
        debounce=LONGEST,
        step=STEP,
        recursive=False,
        rust_timeout=LOOK,
        yield_on_timeout=True,
    ):
        if not begun:
            begun = True
            say(("out", f"Watching {order.content}: save it to build again. Ctrl-C ends it."))
        files = {Path(path) for _, path in saved} - names
        if any(file.suffix == ".py" for file in files):
            return
        if files:
            shared = cache.code()
        if files or _stamp(order.content) != built:
            build()


def _folders(root: Path) -> Iterator[Path]:
    yield root
    yield from (path for path in root.rglob("*") if path.is_dir() and path.name != "__pycache__")


def _build(order: Order, asked: str, shared: str, say: Say, pool: HandoutPool) -> bool:
    """Build once; return whether that was the last word, or newer words came meanwhile."""
    begun, stamp = time.perf_counter(), _stamp(order.content)
    today = cache.today()
    key = cache.run_key(shared, order.content, asked)
    if key and (known := cache.said(order.output, key, today)) is not None:
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
            wanted=lambda: _stamp(order.content) == stamp,
        )
    except Superseded:
        return False
    except (ContentError, PublishError) as error:
        time.sleep(HALF_SAVED)
        if _stamp(order.content) != stamp:
            return False
        say(("err", str(error)))
    except Lost:
        raise
    except Exception:  # noqa: BLE001 - a template with a mistake, or a bug: shown, and fixed while it watches
        say(("err", traceback.format_exc()))
    else:
        say(("out", f"{time.strftime('%H:%M:%S')}, in {time.perf_counter() - begun:.2f} s"))
    return True


def _stamp(path: Path) -> Stamp:
    """Return what is another whenever a file is saved; None where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


def _warm_up(order: Order, pool: HandoutPool) -> None:
    """Do everything once, aside and in silence: what is done first takes twice as long."""
    with TemporaryDirectory() as folder:
        aside = replace(order, output=Path(folder), formats=(), force=True)
        try:
            carry_out(aside, date.min, lambda _: None, shared="", pool=pool)
        except Exception:  # noqa: BLE001 - it has been said by the first build
            return
