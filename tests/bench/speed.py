"""How fast it is, measured in one run: each figure against another of the same minutes.

Run as `python -m tests.bench.speed`: takes a quarter of an hour, two cores, and nothing else that
is at work. Writes the table in tests/bench/README.md; `--clinics 20 --rounds 3` is a quick look
that writes nothing.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from threading import Thread

from brochures.build.workers import GARBAGE
from brochures.checks import Subject, judge
from brochures.content.loader import load
from brochures.data.typeface import FOLDER
from brochures.formats.placement import chosen
from brochures.pdf import read
from brochures.processes.fork import cores
from brochures.render.html import compose
from brochures.render.provenance import blocks
from tests.placing import placed

ROOT = Path(__file__).parents[2]
TABLE = Path(__file__).with_name("README.md")
COMMAND = (sys.executable, "make_pdf.py")
WORDS = (ROOT / "content.yaml").read_text("utf-8")

CLINICIANS = ("Rapid-acting NMDA", "Fast NMDA")
PATIENTS = ("Daily life is still hard", "Daily life stays hard")
"""Sentences that the one-page alone, and the tri-fold too, has."""

PAGES = (60, 250, 500)
LINEAR = 1.1
TODAY = date(2026, 1, 1)

SETTLED = 1.5
"""Seconds between two edits: the desk is written by then."""


@dataclass(frozen=True)
class Figure:
    """A line of the table."""

    what: str
    asked: str
    measured: str
    reached: bool | None = None

    def __str__(self) -> str:
        mark = {True: "yes", False: "**no**", None: ""}[self.reached]
        return f"| {self.what} | {self.asked} | {self.measured} | {mark} |"


def seconds(*command: str | Path) -> float:
    """Return how long a command takes that must end well."""
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def alternately(rounds: int, *jobs: Callable[[], float]) -> list[float]:
    """Do each job in each round, and return the medians: what disturbs one disturbs the other."""
    found: list[list[float]] = [[] for _ in jobs]
    for _ in range(rounds):
        for times, job in zip(found, jobs, strict=True):
            times.append(job())
    return [median(times) for times in found]


def write_pages(words: Path, folder: Path) -> int:
    """Write the pages of a content as plain WeasyPrint can read them: with paths of fonts.

    Returns how many handouts they are: those that the command makes of it.
    """
    content = load(words)
    fonts = FOLDER.as_uri()
    parts = (ROOT / "styles" / "parts.css").read_text("utf-8")
    parts = parts.replace('url("fonts/', f'url("{fonts}/')
    folder.mkdir()
    made, _ = chosen(content)
    for each in made:
        html = compose(content, placed(content, each.name))
        link = '<link rel="stylesheet" href="styles/parts.css">'
        assert link in html
        own = html.replace(link, f"<style>{parts}</style>")
        (folder / f"{each.name}.html").write_text(own, "utf-8")
    return len(made)


def nothing_to_do(rounds: int) -> Figure:
    """Measure a run with nothing to do against a start of Python."""
    seconds(*COMMAND)
    python, run = alternately(
        5 * rounds, lambda: seconds(sys.executable, "-c", "pass"), lambda: seconds(*COMMAND)
    )
    ratio = run / python
    measured = f"{ratio:.1f} ({1000 * run:.0f} ms against {1000 * python:.0f} ms)"
    return Figure("nothing to do, against `python -c pass`", "8", measured, ratio <= 8)


def cold(rounds: int, folder: Path) -> Figure:
    """Measure a clinic with all checks and the desk against plain WeasyPrint without any."""
    handouts = write_pages(ROOT / "content.yaml", folder / "pages")
    number = iter(range(1000))
    plain, ours = alternately(
        rounds,
        lambda: seconds(sys.executable, "-m", "tests.bench.plain", folder / "pages"),
        lambda: seconds(*COMMAND, "--output", folder / f"cold-{next(number)}"),
    )
    ratio = ours / plain
    measured = f"{ratio:.2f} ({ours:.2f} s against {plain:.2f} s)"
    what = f"cold, {handouts} handouts with all checks, against plain WeasyPrint without any"
    return Figure(what, "0.9", measured, ratio <= 0.9)


@contextmanager
def watching(folder: Path) -> Iterator[Callable[[tuple[str, str], str], float]]:
    """Start the watch; yield what swaps two sentences and returns the ms until a PDF is there."""
    content, output = folder / "content.yaml", folder / "watched"
    content.write_text(WORDS, "utf-8")
    arguments = ("watch", "--content", str(content), "--output", str(output))
    watch = subprocess.Popen((*COMMAND, *arguments), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert watch.stdout
    next(line for line in watch.stdout if line.startswith("Watching"))
    Thread(target=watch.stdout.read, daemon=True).start()

    def edit(sentences: tuple[str, str], name: str) -> float:
        time.sleep(SETTLED)
        words, path = content.read_text("utf-8"), output / name
        old, new = sentences if sentences[0] in words else reversed(sentences)
        before = path.stat().st_ino
        saved = content.with_suffix(".saved")
        saved.write_text(words.replace(old, new), "utf-8")
        begun = time.perf_counter()
        saved.replace(content)
        while path.stat().st_ino == before and time.perf_counter() < begun + 10:
            time.sleep(0.001)
        return 1000 * (time.perf_counter() - begun)

    try:
        yield edit
    finally:
        watch.send_signal(signal.SIGINT)
        assert watch.wait(30) == 0


def edited(rounds: int, folder: Path) -> Iterator[Figure]:
    """Measure how long after a save the checked PDF is published."""
    with watching(folder) as edit:
        edit(CLINICIANS, "one-page.pdf")
        edit(PATIENTS, "trifold.pdf")
        one, tri = alternately(
            2 * rounds,
            lambda: edit(CLINICIANS, "one-page.pdf"),
            lambda: edit(PATIENTS, "trifold.pdf"),
        )
    pages = folder / "edited-pages"
    write_pages(ROOT / "content.yaml", pages)
    for name, page, asked, took in (
        ("one-page", "one-page", 120, one),
        ("tri-fold", "trifold", 200, tri),
    ):
        plain = warm(pages / f"{page}.html", rounds)
        measured = f"{took:.0f} ms ({took / plain:.2f} x plain WeasyPrint, warm: {plain:.0f} ms)"
        what = f"one sentence saved in the watch, until the checked {name} is published"
        yield Figure(what, f"{asked} ms", measured, took <= asked)


def warm(page: Path, rounds: int) -> float:
    """Return the ms that plain WeasyPrint takes for a page in a process that has made it before."""
    code = f"from tests.bench.plain import again; print(again({str(page)!r}, {rounds}))"
    done = subprocess.run(
        (sys.executable, "-c", code), cwd=ROOT, check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def resident(group: int) -> int:
    """Return the memory of a process and of all below it, in MB, shared pages counted once each."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8").rpartition(")")[2].split()
            if int(fields[3]) == group:  # the session
                rollup = (stat.parent / "smaps_rollup").read_text("utf-8")
                total += int(re.findall(r"^Pss: +(\d+)", rollup, re.MULTILINE)[0])
        except (OSError, IndexError):
            continue
    return total // 1024


def many(number: int, folder: Path) -> Iterator[Figure]:
    """Measure many clinics over all cores against one process of plain WeasyPrint."""
    contents = folder / "clinics"
    contents.mkdir()
    pages, handouts = [], 0
    for index in range(number):
        name = f"clinic-{index:03}"
        words = WORDS.replace("Life Quality TMS", f"Clinic {index:03} TMS")
        (contents / f"{name}.yaml").write_text(words, "utf-8")
        pages.append(folder / f"{name}-pages")
        handouts += write_pages(contents / f"{name}.yaml", pages[-1])
    # One half before and one after: what disturbs the machine meanwhile disturbs both.
    half = len(pages) // 2
    plain = seconds(sys.executable, "-m", "tests.bench.plain", *pages[:half])
    begun = time.perf_counter()
    command = (*COMMAND, "--content", str(contents), "--output", str(folder / "many"))
    run = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert run.stdout
    few = max(1, number // 10)
    memory = []
    for index, _ in enumerate(line for line in run.stdout if line.endswith(": built\n")):
        # To look at it takes time; and the first ones fill what each process keeps.
        if few <= index < 2 * few or index >= number - few:
            memory.append(resident(run.pid))
    assert run.wait() == 0
    ours = time.perf_counter() - begun
    assert len(memory) == 2 * few
    plain += seconds(sys.executable, "-m", "tests.bench.plain", *pages[half:])
    per_second = handouts / ours, handouts / plain
    ratio = per_second[0] / per_second[1]
    measured = f"{ratio:.2f} ({per_second[0]:.1f} against {per_second[1]:.1f} documents a second)"
    what = f"{number} clinics with all checks, against one process of plain WeasyPrint"
    yield Figure(what, "2.5", measured, ratio >= 2.5)
    first, last = mean(memory[:few]), mean(memory[-few:])
    measured = f"{last:.0f} MB against {first:.0f} MB"
    what = f"memory of all its processes, last {few} clinics against the second {few}"
    yield Figure(what, "flat", measured, last <= 1.05 * first)


def peak(folder: Path) -> Figure:
    """Measure the largest process of a build."""
    measure = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )

    def largest(*command: str | Path) -> str:
        done = subprocess.run(
            (sys.executable, "-c", measure, *command),
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    ours = largest(*COMMAND, "--output", folder / "peak")
    plain = largest(sys.executable, "-m", "tests.bench.plain", folder / "pages")
    return Figure("largest process of a build; plain WeasyPrint's", "", f"{ours} MB; {plain} MB")


def by_pages(rounds: int) -> Figure:
    """Measure documents of more and more pages, with all rules: no page of many may cost more."""
    took = {}
    for pages in PAGES:
        code = f"from tests.bench.speed import judged; print(*judged({pages}, {rounds}))"
        done = subprocess.run(
            (sys.executable, "-c", code), cwd=ROOT, check=True, capture_output=True, text=True
        )
        real, seconds = done.stdout.split()
        took[int(real)] = 1000 * float(seconds) / int(real)
    *_, most = took.values()
    told = "; ".join(f"{each:.1f} ms a page at {pages}" for pages, each in took.items())
    return Figure(
        "large print made, read and judged by all rules",
        "linear within 10 %",
        told,
        most / min(took.values()) <= LINEAR,
    )


def judged(pages: int, rounds: int) -> tuple[int, float]:
    """Make and judge about so many pages; return how many, and the median of the processor time."""
    from brochures.render import weasyprint_speed  # noqa: PLC0415 - as the command imports WeasyPrint

    weasyprint_speed.load()
    gc.set_threshold(GARBAGE)
    from brochures.render.pdf import typeset  # noqa: PLC0415

    content = load(ROOT / "content.yaml")
    made = placed(content, "large-print-full")
    html = compose(content, made)
    head, body = re.split(r"(?<=<body>)", html.replace("</body>", "").replace("</html>", ""))
    own = typeset(head + body, made).pages
    more = re.sub(r"<h1.*?</h1>", "", re.sub(r' id="[^"]*"', "", body), flags=re.DOTALL)
    # No text stands twice, as in a document of so many pages.
    numbers = range(1, round(pages / own))
    others = (re.sub(r"(?=</(?:p|h2|h3)>)", f" {number}", more) for number in numbers)
    whole = "".join((head, body, *others))
    times, real = [], 0
    for _ in range(max(1, rounds // 3)):
        gc.collect()
        begun = time.process_time()
        result = typeset(whole, made)
        subject = Subject(read(result.pdf), made, content, blocks(whole), TODAY)
        list(judge(subject))
        times.append(time.process_time() - begun)
        real = result.pages
    return real, median(times)


def machine() -> str:
    """Say what it was measured on."""
    info = Path("/proc/cpuinfo")
    model = re.findall(r"model name\s*: (.*)", info.read_text("utf-8")) if info.exists() else []
    name = model[0] if model else platform.processor() or platform.machine()
    return f"{name}, {cores()} cores, {platform.system()}, Python {platform.python_version()}"


def measured(rounds: int, clinics: int, folder: Path) -> Iterator[Figure]:
    """Measure everything."""
    yield nothing_to_do(rounds)
    yield cold(rounds, folder)
    yield from edited(rounds, folder)
    yield peak(folder)
    yield by_pages(rounds)
    yield from many(clinics, folder)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the lines of the table, and write it where all was measured."""
    parser = argparse.ArgumentParser(description="Measure the speed of the command.")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--clinics", type=int, default=100)
    options = parser.parse_args(arguments)
    figures: list[Figure] = []
    with TemporaryDirectory() as name:
        for figure in measured(options.rounds, options.clinics, Path(name)):
            print(figure, flush=True)
            figures.append(figure)
    table = "\n".join(
        ["| what | asked | measured | reached |", "|---|---|---|---|", *map(str, figures)]
    )
    if options == parser.parse_args([]):
        about = f"Measured on {date.today().isoformat()} in one run: {machine()}."  # noqa: DTZ011
        before, _, _ = TABLE.read_text("utf-8").partition("<!-- speed -->")
        TABLE.write_text(f"{before}<!-- speed -->\n{about}\n\n{table}\n", "utf-8")
    return int(any(figure.reached is False for figure in figures))


if __name__ == "__main__":
    os.chdir(ROOT)
    # A shell's background job ignores Ctrl-C, and the watch would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(main())
