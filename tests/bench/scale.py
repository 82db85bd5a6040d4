"""Many clinics: on the cores of this computer, and on a Dask cluster on it, in turn.

Run as `python -m tests.bench.scale [CLINICS]`: 300, if it does not say how many, which share their
words but for the name. A third is built at a time, here and then on workers of a scheduler, one for
each core. Prints the documents a second, the last third against the first, the memory of all
processes, what 10,000 clinics would take, and the ratio of both (the aim is 1.2 at most).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from brochures.processes.fork import cores
from tests.bench.editing import memory
from tests.bench.speed import COMMAND, ROOT, WORDS
from tests.build.clusters import Processes, cluster

PARTS = 3
MANY = 10_000


class Run:
    """The parts that were built in one way: their seconds, and the most memory each took, in MB."""

    def __init__(self, *options: str) -> None:
        self.options = options
        self.seconds: list[float] = []
        self.memory: list[int] = []

    def build(self, contents: Path, output: Path, workers: Processes) -> None:
        """Build a part."""
        begun = time.perf_counter()
        command = [*COMMAND, "--content", str(contents), "--output", str(output), *self.options]
        run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        others = (*workers.workers, workers.scheduler) if self.options else ()
        most = 0
        while run.poll() is None:
            with suppress(OSError):  # a process that has just ended
                most = max(most, sum(memory(each.pid) for each in (run, *others)) // 1024)
            time.sleep(1)
        assert run.returncode == 0
        self.seconds.append(time.perf_counter() - begun)
        self.memory.append(most)

    def told(self, clinics: int, handouts: int) -> str:
        """Say what came of it."""
        took = sum(self.seconds)
        first, *_, last = self.seconds
        hours = MANY / clinics * took / 3600
        return (
            f"{handouts / took:.2f} documents a second; the last part took {last / first:.2f} x the"
            f" first; at most {self.memory[0]} MB, in the last part {self.memory[-1]} MB;"
            f" {MANY:,} clinics: {MANY:,} / {clinics} x {took:.0f} s = {hours:.1f} hours"
        )


def main() -> None:
    """Build, and print what came of it."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with TemporaryDirectory() as name, cluster(Path(name, "cluster")) as processes:
        processes.work(cores())
        here, there = Run(), Run("--scheduler", processes.address)
        handouts = 0
        for part in range(PARTS):
            contents = Path(name, f"part-{part}")
            contents.mkdir()
            for index in range(part, number, PARTS):
                words = WORDS.replace("Life Quality TMS", f"Clinic {index:03} TMS")
                (contents / f"clinic-{index:03}.yaml").write_text(words, "utf-8")
            for run in (here, there):
                output = Path(name, "output")
                run.build(contents, output, processes)
                handouts += len([*output.rglob("*.pdf")]) if run is here else 0
                shutil.rmtree(output)
        print(f"here:       {here.told(number, handouts)}")
        print(f"on cluster: {there.told(number, handouts)}")
        print(f"ratio:      {sum(there.seconds) / sum(here.seconds):.2f}")


if __name__ == "__main__":
    main()
