"""Judge hostile PDFs with the command: none may hang it, exhaust it, break it, or be called clean.

Run as `python -m tests.bench.hostile`. Makes handouts and small files act, costly or broken, by the
means of `tests/pdf`: `active_content.py`, `bombs.py` and `mutations.py`. Runs `check` on each in a
process of its own, and prints computing time and memory, with that of all it starts, as a row for
the table of tests/README.md. Returns 1 if any file got through.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import time
import warnings
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from tempfile import TemporaryDirectory
from threading import Timer
from typing import NamedTuple

from brochures.processes.fork import cores

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "docs" / "samples"
MUTATED = 84
SECONDS, MEGABYTES, HUNG = 10, 500, 120
"""Computing time and memory that a file may take; on the clock, after which the command hangs."""

CODES = {0, 1}
"""What the command may end with."""


class Run(NamedTuple):
    """What became of a file."""

    name: str
    seconds: float
    megabytes: float
    faults: list[str]
    refused: bool


def make(folder: Path) -> None:
    """Write the files into a folder; what must be found to act is called 'active'."""
    # Here, in a process of its own: what is measured starts as large as the one that starts it.
    from tests.pdf.active_content import ACTIVE, plain  # noqa: PLC0415
    from tests.pdf.bombs import BOMBS  # noqa: PLC0415
    from tests.pdf.mutations import mutated  # noqa: PLC0415
    from tests.pdfs import by_hand, changed  # noqa: PLC0415

    warnings.simplefilter("ignore")
    handouts = [path.read_bytes() for path in sorted(SAMPLES.glob("*.pdf"))]
    small = by_hand(b"BT /F 10 Tf 20 30 Td (text) Tj ET")
    files: dict[str, bytes] = {}
    for number, (name, insertion) in enumerate(ACTIVE.items()):
        handout = handouts[number % len(handouts)]
        files[f"active {name}"] = plain(changed(handout, insertion), compressed=True)
        files[f"active {name}, small"] = plain(changed(small, insertion), compressed=False)
    files |= {f"costly {name}": bomb() for name, bomb in BOMBS.items()}
    whole = [plain(pdf, compressed=False) for pdf in [*handouts, small]]
    files |= {f"damaged {name}": pdf for name, pdf in mutated(whole, MUTATED)}
    for name, pdf in files.items():
        (folder / f"{name}.pdf").write_bytes(pdf)


def judged(path: Path) -> Run:
    """Run the command on a file."""
    command = [sys.executable, str(ROOT / "make_pdf.py"), "check", "--json", str(path)]
    with Popen(command, cwd=path.parent, stdin=DEVNULL, stdout=PIPE, stderr=PIPE) as program:
        hung = Timer(HUNG, program.kill)
        hung.start()
        begun = time.monotonic()
        said, complaint = (stream.read() for stream in (program.stdout, program.stderr) if stream)
        _, status, used = os.wait4(program.pid, 0)  # with all that it has waited for
        program.returncode = os.waitstatus_to_exitcode(status)
        hung.cancel()
    seconds, megabytes = used.ru_utime + used.ru_stime, used.ru_maxrss / 1_000
    faults = []
    if b"Traceback" in complaint or program.returncode not in CODES:
        faults.append("tracebacks")
    if time.monotonic() - begun >= HUNG:
        faults.append("hangs")
    if megabytes > MEGABYTES:
        faults.append(f"over {MEGABYTES} MB")
    if seconds > SECONDS:
        faults.append(f"over {SECONDS} s of computing time")
    rules = _rules(said)
    if path.name.startswith("active") and not rules & {"nothing-active", "unreadable"}:
        faults.append("active ones called clean")
    if faults:
        print(f"{path.stem}: {', '.join(faults)} ({seconds:.1f} s, {megabytes:.0f} MB)", flush=True)
    return Run(path.stem, seconds, megabytes, faults, "unreadable" in rules)


def _rules(said: bytes) -> set[str]:
    """Return the rules that a file breaks, as the command says."""
    try:
        (outcome,) = json.loads(said)
        return {finding["rule"] for finding in outcome["findings"]}
    except (ValueError, TypeError):
        return set()


def main() -> int:
    """Judge all files, print the figures, and return 1 if one got through."""
    with TemporaryDirectory() as folder:
        maker = multiprocessing.get_context("spawn").Process(target=make, args=(Path(folder),))
        maker.start()
        maker.join()
        with ThreadPoolExecutor(cores()) as pool:
            runs = list(pool.map(judged, sorted(Path(folder).glob("*.pdf"))))
    faults = Counter(fault for run in runs for fault in run.faults)
    for run in sorted(runs, key=lambda run: -run.seconds)[:5]:
        print(f"{run.seconds:6.1f} s {run.megabytes:6.0f} MB  {run.name}")
    kinds = Counter(run.name.split()[0] for run in runs)
    made = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    asked = ("tracebacks", "hangs", f"over {MEGABYTES} MB", f"over {SECONDS} s of computing time")
    found = ", ".join(f"{faults[what]} {what}" for what in (*asked, "active ones called clean"))
    most = max(run.seconds for run in runs), max(run.megabytes for run in runs)
    print(
        f"| `python -m tests.bench.hostile` | {len(runs)} hostile PDFs: {made} |"
        f" {sum(run.refused for run in runs)} refused with a sentence, the others judged; {found};"
        f" at most {most[0]:.1f} s and {most[1]:.0f} MB |"
    )
    return bool(faults) or not kinds


if __name__ == "__main__":
    sys.exit(main())
