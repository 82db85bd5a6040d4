"""Previews are made in one process that stays warm; of several asked for, the newest is made."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from brochures.build.workers import WorkerKilled
from brochures.content.loader import ContentError, Loaded, read_content
from brochures.editor.preview import Picture, Preview, preview
from brochures.editor.previews import Previews
from tests.placing import all_placed
from tests.samples import MINIMAL
from tests.thorough import thorough

TODAY = date(2026, 12, 1)
KILLED, REFUSED, BUG = "killed", "refused", "bug"


class Made:
    """Makes previews that say in which process they were made, or fails as their names say."""

    def pictures(self, loaded: Loaded, name: str, today: date) -> tuple[Picture, ...]:
        """Return none."""
        del loaded, name, today
        return ()

    def preview(self, loaded: Loaded, name: str, today: date) -> Preview:
        """Return a preview."""
        assert today == TODAY
        if name == KILLED:
            os.kill(os.getpid(), signal.SIGKILL)
        if name == REFUSED:
            loaded.require([(("topic",), "It is too long.", "Shorten it.")])
        if name == BUG:
            raise KeyError(name)
        time.sleep(0.2 if name == "slow" else 0)
        return Preview(name, (), (), (), published=True, seconds=float(os.getpid()))


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    """A small content."""
    (tmp_path / "content.yaml").write_text(MINIMAL, "utf-8")
    return read_content(tmp_path / "content.yaml")


@pytest.fixture
def previews() -> Iterator[Previews]:
    """A process that makes previews."""
    with Previews(Made) as found:
        yield found


def asked(previews: Previews, loaded: Loaded, name: str) -> Preview:
    """Return a preview that nothing newer was asked for after."""
    found = previews.preview(loaded, name, TODAY)
    assert found
    return found


def test_it_is_the_same_preview(loaded: Loaded) -> None:
    """What comes from the process is what would be made here."""
    name = next(iter(all_placed(loaded.content)))
    with Previews() as previews:
        found = asked(previews, loaded, name)
    here = preview(loaded, name, TODAY)
    assert (found.pages, found.findings, found.room) == (here.pages, here.findings, here.room)


def test_pictures_come_first(loaded: Loaded) -> None:
    """Once a handout was made, its pages are there before it is judged, and are the same."""
    name = next(iter(all_placed(loaded.content)))
    with Previews() as previews:
        assert previews.pictures(loaded, name, TODAY) == ()
        found = asked(previews, loaded, name)
        pages = previews.pictures(loaded, name, TODAY)
    assert pages
    assert [page.png for page in pages] == [page.png for page in found.pages]


def test_one_process_stays(previews: Previews, loaded: Loaded) -> None:
    """All are made in one process, which is not this one."""
    first, second = (asked(previews, loaded, name).seconds for name in ("one", "two"))
    assert first == second != os.getpid()


def test_the_newest_wins(previews: Previews, loaded: Loaded) -> None:
    """While one is made others may be asked for: of these the newest is made, in its turn."""
    found: dict[str, Preview | None] = {}

    def ask(name: str) -> None:
        found[name] = previews.preview(loaded, name, TODAY)

    threads = [Thread(target=ask, args=(name,)) for name in ("slow", "older", "newest")]
    for thread in threads:
        thread.start()
        time.sleep(0.03)
    for thread in threads:
        thread.join()
    assert {name: bool(each) for name, each in found.items()} == {
        "slow": True,
        "older": False,
        "newest": True,
    }


@thorough
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal on Windows")
def test_a_process_that_is_killed(previews: Previews, loaded: Loaded) -> None:
    """Where the process is killed at work it is said, and the next preview begins another one."""
    first = asked(previews, loaded, "one").seconds
    with pytest.raises(WorkerKilled):
        previews.preview(loaded, KILLED, TODAY)
    second = asked(previews, loaded, "two").seconds
    assert second != first
    os.kill(int(second), signal.SIGKILL)  # while it waits
    time.sleep(0.1)
    assert asked(previews, loaded, "three").seconds not in (first, second)


def test_what_is_raised_there_is_raised_here(previews: Previews, loaded: Loaded) -> None:
    """A content that is refused is refused here, a bug is told with its lines; both end nothing."""
    first = asked(previews, loaded, "one").seconds
    with pytest.raises(ContentError) as refused:
        previews.preview(loaded, REFUSED, TODAY)
    assert [problem.path for problem in refused.value.problems] == ["topic"]
    with pytest.raises(KeyError) as bug:
        previews.preview(loaded, BUG, TODAY)
    assert "in preview" in "".join(bug.value.__notes__)
    assert asked(previews, loaded, "two").seconds == first


@thorough
def test_it_ends(loaded: Loaded) -> None:
    """The process ends with what began it, and its folder goes."""
    with Previews(Made) as previews:
        pid = int(asked(previews, loaded, "one").seconds)
        folder = Path(previews._folder.name)
        assert folder.exists()
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
