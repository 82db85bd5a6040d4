"""Clinics built on a cluster: as here, whoever is killed; and what a scheduler may not be."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import make_pdf
from brochures.build import scheduler
from brochures.build.scheduler import Cluster
from brochures.build.workers import WorkerKilled
from tests.build.clusters import ROOT, Processes, cluster
from tests.build.obstacles import posix_only, state
from tests.programs import needs
from tests.samples import MINIMAL
from tests.thorough import thorough

NAMES = tuple(f"clinic-{number}" for number in range(8))


@pytest.fixture
def clinics(tmp_path: Path) -> Path:
    """Return a folder with some clinics."""
    folder = tmp_path / "clinics"
    folder.mkdir()
    for name in NAMES:
        words = MINIMAL.replace("Example Clinic", f"Clinic {name}")
        (folder / f"{name}.yaml").write_text(words, "utf-8")
    return folder


@pytest.fixture(scope="module")
def processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """Return a scheduler with two workers."""
    with cluster(tmp_path_factory.mktemp("cluster")) as made:
        made.work(2)
        yield made


@pytest.fixture
def fragile(tmp_path: Path) -> Iterator[Processes]:
    """Return a scheduler without workers, for one test alone."""
    with cluster(tmp_path / "cluster") as made:
        yield made


def begun(
    address: str, *arguments: str | Path, settings: Mapping[str, str] | None = None
) -> subprocess.Popen[str]:
    """Begin to build cards on a cluster."""
    given = ["card", *map(str, arguments), "--scheduler", address]
    return subprocess.Popen(
        [sys.executable, "-W", "error", "make_pdf.py", *given],
        cwd=ROOT,
        env={**os.environ, **(settings or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def where(clinics: Path) -> list[str | Path]:
    """Return the arguments that say of what to build, and into which folder."""
    return ["--content", clinics, "--output", clinics / "out"]


def cards(clinics: Path) -> list[str]:
    """Return the names of the clinics whose cards are published."""
    return sorted(path.parent.name for path in (clinics / "out").glob("*/card.pdf"))


def refused(address: str, clinics: Path, settings: Mapping[str, str] | None = None) -> str:
    """Return why a command is refused; nothing is built."""
    run = begun(address, *where(clinics), settings=settings)
    said, why = run.communicate()
    assert (run.returncode, said) == (2, "")
    assert not (clinics / "out").exists()
    assert "Traceback" not in why
    return why


# Which ones


@pytest.mark.parametrize(
    "address",
    ["tcp://127.0.0.1:8786", "tcp://localhost:8786", "tcp://[::1]:8786", "tls://10.0.0.1:8786"],
)
def test_addresses_that_are_taken(address: str) -> None:
    """A scheduler is on this computer, or it is spoken with in secret."""
    assert scheduler.refusal(address) is None


@pytest.mark.parametrize(
    "address",
    ["tcp://10.0.0.1:8786", "tcp://clinic.example:8786", "tcp://0.0.0.0:8786", "tcp://[::]:1"],
)
def test_addresses_in_the_open(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A scheduler elsewhere without encryption is refused, with the reason and what to do."""
    (tmp_path / "content.yaml").write_text(MINIMAL, "utf-8")
    given = ["--content", str(tmp_path / "content.yaml"), "--output", str(tmp_path / "out")]
    assert make_pdf.main(["--scheduler", address, *given]) == 2
    said = capsys.readouterr()
    assert said.err.startswith(f"{address} is not encrypted, and not on this computer")
    assert "Use tls://" in said.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1:8786", "http://127.0.0.1:8786", "tcp://127.0.0.1", "tcp://:8786", "tcp://a:b", ""],
)
def test_what_is_no_address(address: str) -> None:
    """What is no address of a scheduler is told, with how one is written."""
    assert "is no address of a scheduler" in (scheduler.refusal(address) or "")


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Dask is not installed, the sentence says how to install it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(scheduler.NoCluster, match=r"pip install 'brochures\[dask\]'"):
        Cluster("tcp://127.0.0.1:8786", len, lambda: None)


def test_dask_is_imported_only_when_it_is_asked_for(tmp_path: Path) -> None:
    """A build here imports no Dask, even where it is installed."""
    (tmp_path / "content.yaml").write_text(MINIMAL, "utf-8")
    code = (
        "import sys, make_pdf\n"
        f"make_pdf.main(['card', '--content', {str(tmp_path)!r}, '--output', {str(tmp_path)!r}])\n"
        "assert {'dask', 'distributed'}.isdisjoint(sys.modules), 'imported'\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr


@thorough
def test_nobody_answers(clinics: Path) -> None:
    """Where no scheduler answers, that is said after a few seconds."""
    before = time.monotonic()
    assert "No scheduler answers at tcp://127.0.0.1:9" in refused("tcp://127.0.0.1:9", clinics)
    assert time.monotonic() - before < 30


@thorough
def test_no_workers(clinics: Path, fragile: Processes) -> None:
    """Where a scheduler has no workers, the sentence says how to start some."""
    assert f"Start some: dask worker {fragile.address}" in refused(fragile.address, clinics)


@thorough
def test_a_worker_with_threads(clinics: Path, fragile: Processes) -> None:
    """A worker with two threads is refused by its name: two layouts cannot share a process."""
    fragile.work(1, "--nthreads", "2")
    assert "The worker worker-0 has 2 threads" in refused(fragile.address, clinics)


@thorough
def test_a_worker_with_another_version(clinics: Path, fragile: Processes, tmp_path: Path) -> None:
    """One worker with another package is refused, by its computer and process, and all with it."""
    (tmp_path / "more" / "another-1.0.dist-info").mkdir(parents=True)
    around = os.environ.get("PYTHONPATH", "")
    fragile.work()
    fragile.work(PYTHONPATH=os.pathsep.join(filter(None, (around, str(tmp_path / "more")))))
    why = refused(fragile.address, clinics)
    assert f"(process {fragile.workers[1].pid}) has another version" in why
    assert f"(process {fragile.workers[0].pid})" not in why


def without_the_program() -> str:
    """Return a PYTHONPATH with all that is in this one but for the program."""
    around = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    return os.pathsep.join(path for path in around if path and not Path(path, "brochures").exists())


@thorough
def test_a_worker_without_the_program(clinics: Path, fragile: Processes, tmp_path: Path) -> None:
    """A worker that does not have this program is refused in a sentence."""
    fragile.work(cwd=tmp_path, PYTHONPATH=without_the_program())
    why = refused(fragile.address, clinics)
    assert why.startswith("The worker at tcp://127.0.0.1:")
    assert "No module named" in why
    assert "Install this program there" in why


@thorough
def test_a_scheduler_without_the_program(clinics: Path, tmp_path: Path) -> None:
    """A scheduler that does not have this program cannot pass its jobs on, and is refused."""
    settings = {"PYTHONPATH": without_the_program()}
    with cluster(tmp_path / "cluster", settings, cwd=tmp_path) as made:
        why = refused(made.address, clinics)
    assert why.startswith(f"The scheduler at {made.address} has to read what it passes on")
    assert "Install this program there" in why


# What is built


@thorough
def test_all_are_built(clinics: Path, processes: Processes, tmp_path: Path) -> None:
    """All clinics are built, a wrong one is told of, and each file is as a build here makes it."""
    (clinics / "wrong.yaml").write_text(MINIMAL.replace("language:", "langage:"), "utf-8")
    run = begun(processes.address, *where(clinics))
    said, errors = run.communicate()
    assert run.returncode == 2
    assert said.endswith("9 clinics: 8 built, 1 wrong. To look at: wrong.\n")
    assert 'Did you mean "language"?' in errors
    elsewhere = state(clinics / "out")
    shutil.move(clinics / "out", tmp_path / "aside")
    given = ["card", *map(str, where(clinics))]
    assert make_pdf.main(given) == 2
    assert state(clinics / "out") == elsewhere


@thorough
def test_one_clinic(
    clinics: Path, processes: Processes, capsys: pytest.CaptureFixture[str]
) -> None:
    """One clinic is built on a cluster as well; the same is said as here, and then again."""
    given = ["--content", str(clinics / "clinic-1.yaml"), "--output", str(clinics / "out")]
    run = begun(processes.address, *given)
    said, _ = run.communicate()
    assert (run.returncode, said) == (0, f"card         1 page    {clinics / 'out' / 'card.pdf'}\n")
    before = (clinics / "out" / "card.pdf").stat().st_mtime_ns
    assert make_pdf.main(["card", *given]) == 0
    assert capsys.readouterr().out == said
    assert (clinics / "out" / "card.pdf").stat().st_mtime_ns == before


@thorough
@posix_only
def test_a_worker_is_killed(clinics: Path, fragile: Processes) -> None:
    """A worker that is killed at its work, or with what it has made, costs no clinic."""
    fragile.work(2)
    run = begun(fragile.address, *where(clinics))
    assert run.stdout
    first = run.stdout.readline()
    assert first.endswith(": built\n")
    fragile.workers[0].send_signal(signal.SIGKILL)
    said, _ = run.communicate()
    assert run.returncode == 0
    assert said.endswith("8 clinics: 8 built.\n")
    assert cards(clinics) == [*NAMES]


@thorough
@posix_only
def test_all_workers_are_killed(fragile: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no worker is left, and none comes, the command ends with a sentence."""
    monkeypatch.setattr(scheduler, "NO_WORKERS_TIMEOUT", 1)
    fragile.work()
    with Cluster[int, float, None](fragile.address, time.sleep, lambda: None) as cluster:
        coming = cluster.results([(0, 0), (1, 600)])
        assert next(coming) == (0, None)
        fragile.workers[0].kill()
        with pytest.raises(scheduler.NoCluster, match="All workers"):
            next(coming)


@thorough
@posix_only
def test_ctrl_c(clinics: Path, fragile: Processes) -> None:
    """Ctrl-C ends the command in order; the workers live on, and the next run does the rest."""
    fragile.work(1)
    run = begun(fragile.address, *where(clinics))
    assert run.stdout
    run.stdout.readline()
    run.send_signal(signal.SIGINT)
    _, errors = run.communicate()
    assert run.returncode == 130
    assert errors.splitlines()[-1].startswith("Stopped. What was published before is whole")
    done = len(cards(clinics))
    assert 1 <= done < len(NAMES)
    again, _ = begun(fragile.address, *where(clinics)).communicate()
    assert f"{done} as it was" in again
    assert f"{len(NAMES) - done} built" in again


@thorough
@posix_only
@pytest.mark.parametrize("when", ["at once", "while nothing is done"])
def test_the_scheduler_is_killed(clinics: Path, fragile: Processes, when: str) -> None:
    """Where the scheduler goes, that is said in a sentence; what was published stays."""
    fragile.work(1)
    run = begun(fragile.address, *where(clinics))
    assert run.stdout
    run.stdout.readline()
    if when != "at once":
        fragile.workers[0].send_signal(signal.SIGSTOP)
        time.sleep(2)
    fragile.scheduler.kill()
    _, errors = run.communicate()
    assert run.returncode == 2
    last = errors.splitlines()[-1]
    assert last.startswith(f"The scheduler at {fragile.address} has gone.")
    assert "Traceback" not in errors
    assert 1 <= len(cards(clinics)) < len(NAMES)


@thorough
def test_large_jobs(processes: Processes) -> None:
    """A job may be as large as a clinic's pictures are; nobody is warned of that."""
    large = bytes(20_000_000)
    with Cluster[str, bytes, int](processes.address, len, lambda: None) as workers:
        assert dict(workers.results([("large", large)])) == {"large": len(large)}


@thorough
@posix_only
def test_a_job_that_kills_its_worker(tmp_path: Path) -> None:
    """A job that kills each worker that it comes to is named, and the others are done."""
    fragile = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with cluster(tmp_path / "cluster", fragile) as made:
        made.work(2)
        with Cluster[str, list[str], int](made.address, subprocess.call, lambda: None) as workers:
            jobs = {
                "good": ["true"],
                "bad": ["sh", "-c", "kill -9 $PPID"],
                "better": ["true"],
            }
            found = dict(workers.results(jobs.items()))
    assert isinstance(found.pop("bad"), WorkerKilled)
    assert found == {"good": 0, "better": 0}


# With certificates


def certificates(folder: Path) -> dict[str, str]:
    """Make an authority and a certificate, and return what tells Dask of them."""
    openssl = needs("openssl")
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subprocess.run(
        [*made, "-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=127.0.0.1"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    tls = {"CA_FILE": "cert.pem"}
    for who in ("CLIENT", "SCHEDULER", "WORKER"):
        tls |= {f"{who}__KEY": "key.pem", f"{who}__CERT": "cert.pem"}
    found = {f"DASK_DISTRIBUTED__COMM__TLS__{name}": str(folder / tls[name]) for name in tls}
    return {**found, "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "True"}


@thorough
def test_in_secret(clinics: Path, tmp_path: Path) -> None:
    """With certificates clinics are built through tls://; who has none is not heard."""
    settings = certificates(tmp_path)
    with cluster(tmp_path / "cluster", settings, "--protocol", "tls") as made:
        assert made.address.startswith("tls://")
        made.work(1)
        run = begun(made.address, *where(clinics), settings=settings)
        assert run.communicate()[0].endswith("8 clinics: 8 built.\n")
        shutil.rmtree(clinics / "out")
        assert "certificates for tls:// " in refused(made.address, clinics)
        (tmp_path / "others").mkdir()
        assert "No scheduler answers" in refused(
            made.address, clinics, certificates(tmp_path / "others")
        )
        missing = {**settings, "DASK_DISTRIBUTED__COMM__TLS__CA_FILE": str(tmp_path / "none.pem")}
        assert "cannot be read" in refused(made.address, clinics, missing)
