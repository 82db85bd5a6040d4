"""A Dask scheduler and its workers, each a process of its own, to be built on and to be killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]

PATIENCE = 60
"""Seconds in which a process begins."""


class Processes:
    """A scheduler on this computer, and its workers."""

    def __init__(
        self,
        folder: Path,
        settings: Mapping[str, str] | None = None,
        *options: str,
        cwd: Path = ROOT,
    ) -> None:
        """Start the scheduler in a folder; takes one for what it says, environment and options."""
        self._folder = folder
        self._settings = dict(settings or {})
        file = folder / "scheduler.json"
        self.scheduler = self._started(
            "scheduler", "--port", "0", "--scheduler-file", str(file), *options, cwd=cwd
        )
        self.address: str = json.loads(self._awaited(file))["address"]
        self.workers: list[subprocess.Popen[bytes]] = []

    def work(self, number: int = 1, *options: str, cwd: Path = ROOT, **settings: str) -> None:
        """Start workers in a folder, and wait until they have come."""
        for _ in range(number):
            name = f"worker-{len(self.workers)}"
            given = ("--no-nanny", "--name", name, *(options or ("--nthreads", "1")))
            self.workers.append(self._started("worker", self.address, *given, cwd=cwd, **settings))
        for index in range(len(self.workers)):
            self._awaited(self._folder / f"worker-{index}.log", "Starting established connection")

    def end(self) -> None:
        """Kill all of them."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _started(
        self, kind: str, *options: str, cwd: Path = ROOT, **settings: str
    ) -> subprocess.Popen[bytes]:
        name = f"worker-{len(self.workers)}" if kind == "worker" else kind
        module = f"distributed.cli.dask_{kind}"
        with (self._folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", module, "--host", "127.0.0.1", "--no-dashboard", *options],
                cwd=cwd,
                env={**os.environ, **self._settings, **settings},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def _awaited(self, file: Path, words: str = "}") -> str:
        """Return what a file says once there are some words in it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if file.exists() and words in (said := file.read_text("utf-8")):
                return said
            time.sleep(0.05)
        logs = [log.read_text("utf-8") for log in self._folder.glob("*.log")]
        raise TimeoutError("\n".join(logs))


@contextmanager
def cluster(
    folder: Path, settings: Mapping[str, str] | None = None, *options: str, cwd: Path = ROOT
) -> Iterator[Processes]:
    """Return a scheduler without workers, until the context ends."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Processes(folder, settings, *options, cwd=cwd)
    try:
        yield made
    finally:
        made.end()
