"""Workers of a Dask cluster, which do jobs as processes here do."""

from __future__ import annotations

import ipaddress
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, Self
from urllib.parse import urlsplit

from brochures.build import cache, remote
from brochures.build.arguments import CommandError
from brochures.build.remote import Answer, Elsewhere, Task
from brochures.build.workers import Job, Key, Result, WorkerKilled

if TYPE_CHECKING:
    from distributed import Client, Future, Worker

PATIENCE = 5
"""Seconds to wait for the scheduler, and for its first worker."""

NO_WORKERS_TIMEOUT = 60
"""Seconds to wait for a worker once all have gone: others may be about to come."""

POLL_INTERVAL = 0.05
"""Seconds after which it is asked again whether a job is done."""

AHEAD = 3
"""Jobs in flight for each worker: one that it is at, and others that are on their way to it."""

_MOST = "1 GiB"
"""Dask warns of jobs that are larger. Ours are what the files of a clinic are, pictures too."""


_CERTIFICATES = "The certificates for tls:// (distributed.comm.tls in Dask's configuration)"


class NoCluster(CommandError):
    """The cluster cannot do the jobs; the message says why, and how to fix it."""


class Cluster(Generic[Key, Job, Result]):
    """The workers of a scheduler, each of which does one job at a time.

    Where one is lost, others do what it was at; that is Dask's part.
    """

    def __init__(
        self, address: str, work: Callable[[Job], Result], unfit: Callable[[], str | None]
    ) -> None:
        """Connect; raises NoCluster where that cannot be, or where a worker is not fit.

        Takes what workers do, a function of a module, and what each is asked first: why it cannot.
        """
        if why := refusal(address):
            raise NoCluster(why)
        self._address = address
        self._work = work
        self._dask = _dask()
        self._client = self._connected()
        try:
            self._ask_all(unfit)
        except BaseException:
            self._client.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def results(
        self, jobs: Iterable[tuple[Key, Job]]
    ) -> Iterator[tuple[Key, Result | WorkerKilled]]:
        """Yield the result of each job as soon as it is done; the first jobs begin first.

        Jobs are asked for when workers are about to need them. What a job raises is raised here.
        Who stops asking cancels what is left.
        """
        coming = iter(jobs)
        running: dict[Future[Any], Key] = {}
        done = self._dask.as_completed(loop=self._client.loop)
        try:
            while True:
                for key, job in islice(coming, max(0, self._room() - len(running))):
                    future = self._client.submit(_done, self._work, job, pure=False, retries=0)
                    running[future] = key
                    done.add(future)
                if not running:
                    return
                future = self._next(done)
                yield running.pop(future), self._result(future)
        finally:
            if running and self._client.status == "running":
                self._client.cancel(list(running))

    def _connected(self) -> Client:
        try:
            known = self._dask.Security()
            encrypted = known.get_connection_args("client").get("ssl_context")
        except OSError as error:
            raise NoCluster(f"{_CERTIFICATES} cannot be read: {error}.") from error
        if self._address.startswith("tls:") and encrypted is None:
            raise NoCluster(f"{_CERTIFICATES} are not known. Name them as docs/scale.md explains.")
        try:
            return self._dask.Client(
                self._address, timeout=PATIENCE, security=known, set_as_default=False
            )
        except (OSError, TimeoutError) as error:
            raise NoCluster(
                f"No scheduler answers at {self._address}: {error}. Start one, or name another"
                " address with --scheduler."
            ) from error

    def _ask_all(self, unfit: Callable[[], str | None]) -> None:
        """Raise NoCluster where there are no workers, or where one is not fit."""
        try:
            self._client.run_on_scheduler(_known)
        except (ImportError, AttributeError) as error:
            raise NoCluster(
                f"The scheduler at {self._address} has to read what it passes on, and cannot"
                f" ({error}). Install this program there, too, of the very same version."
            ) from error
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise NoCluster(
                f"The scheduler at {self._address} has no workers. Start some:"
                f" dask worker {self._address} --nthreads 1"
            ) from error
        found = self._client.run(_unfit, unfit, on_error="return")
        reasons = [
            f"The worker at {worker} cannot build ({why}). Install this program there, of the very"
            " same version."
            if isinstance(why, Exception)
            else why
            for worker, why in found.items()
            if why
        ]
        if reasons:
            raise NoCluster("\n".join(reasons))

    def _room(self) -> int:
        """Return how many jobs may be in flight now."""
        return AHEAD * max(1, self._workers())

    def _workers(self) -> int:
        """Return how many workers there are now: they come and go."""
        try:
            return len(self._client.nthreads())
        except OSError as error:
            raise self._gone() from error

    def _next(self, done: Any) -> Any:  # noqa: ANN401 - Dask's
        """Return the next job that is done; raises NoCluster where no worker is left to do one."""
        until = time.monotonic() + NO_WORKERS_TIMEOUT
        while not done.has_ready():
            if time.monotonic() > until:
                if not self._workers():
                    raise NoCluster(
                        f"All workers of the scheduler at {self._address} have gone. What was"
                        " published before is whole; start some, and run the command again: it does"
                        " the rest."
                    )
                until = time.monotonic() + NO_WORKERS_TIMEOUT
            time.sleep(POLL_INTERVAL)
        return next(done)

    def _result(self, future: Future[Any]) -> Any:  # noqa: ANN401 - what was done
        try:
            return future.result()
        except self._dask.KilledWorker as error:
            return WorkerKilled(str(error))
        except (self._dask.CancelledError, self._dask.comm.CommClosedError) as error:
            raise self._gone() from error

    def _gone(self) -> NoCluster:
        return NoCluster(
            f"The scheduler at {self._address} has gone. What was published before is whole;"
            " start it, and run the command again: it does the rest."
        )


@contextmanager
def workers_at(address: str | None) -> Iterator[Elsewhere | None]:
    """Return who builds for clinics at a scheduler until the context ends; None where none is."""
    if address is None:
        yield None
        return
    unfit = partial(remote.unfit, remote.version(cache.code()))
    with Cluster[str, Task, Answer](address, remote.carried_out, unfit) as cluster:
        yield Elsewhere(cluster)


def refusal(address: str) -> str | None:
    """Say why nothing is sent to a scheduler of such an address; None where something is."""
    try:
        parts = urlsplit(address)
        host = parts.hostname if parts.port else None
    except ValueError:  # a port that is none
        host = None
    if not host or parts.scheme not in ("tcp", "tls"):
        return (
            f"{address} is no address of a scheduler. Write tls://HOST:PORT, or for one on this"
            " computer tcp://127.0.0.1:8786."
        )
    if parts.scheme == "tls" or _is_here(host):
        return None
    return (
        f"{address} is not encrypted, and not on this computer: whoever reaches a scheduler can run"
        " any program on its workers and on this computer. Use tls:// with certificates, as"
        " docs/scale.md explains."
    )


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _dask() -> Any:  # noqa: ANN401 - as all that Dask gives
    """Import what speaks with a scheduler: not every installation has it, and it takes long."""
    try:
        import dask  # noqa: PLC0415
        import distributed  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise NoCluster(
            f"For --scheduler the package {error.name} is missing. Install it:"
            " pip install 'brochures[dask]'"
        ) from error
    dask.config.set({"distributed.admin.large-graph-warning-threshold": _MOST})
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what it says, we say
    return distributed


# On the scheduler and the workers


def _known() -> None:
    """Do nothing: only who has this program can be asked to."""


_ALONE = Lock()
"""Held by the job that is done: a worker with more threads may come when nobody asks any more."""


def _unfit(ask: Callable[[], str | None], dask_worker: Worker) -> str | None:
    """Say why this worker cannot do jobs; None where it can. Dask gives the last argument."""
    threads = dask_worker.state.nthreads
    if threads == 1:
        return ask()
    return (
        f"The worker {dask_worker.name} has {threads} threads, but only one handout at a"
        " time can be laid out in a process. Start it with --nthreads 1, and with --nworkers for"
        " several processes."
    )


def _done(work: Callable[[Job], Result], job: Job) -> Result:
    """Do a job: what a worker runs."""
    with _ALONE:
        return work(job)
