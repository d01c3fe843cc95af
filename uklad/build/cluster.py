"""The same work on the machines of a Dask cluster, which all see the project and the output under the same paths."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from distributed import Client, KilledWorker, WorkerPlugin, as_completed, get_worker

from uklad.base.errors import Problem, Refused
from uklad.build.tasks import Work

PLUGIN = "uklad"
_one_at_a_time = threading.Lock()  # MkDocs keeps what it does in the process


class _Given(WorkerPlugin):  # type: ignore[misc]
    """Hands every worker the work, those too that join later or take the place of a lost one."""

    name = PLUGIN

    def __init__(self, work: Work) -> None:
        self.work = work


def _do(name: str, *given: Any) -> Any:
    with _one_at_a_time:
        return getattr(get_worker().plugins[PLUGIN].work, name)(*given)


class Cluster:
    """Does what `uklad.build.executors.Crew` does. A piece whose worker is lost is done again by another."""

    def __init__(self, work: Work, address: str, file: str) -> None:
        self.file = file
        try:
            self.client = Client(address, timeout="10s", set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise Refused([Problem(file, 1, f"there is no cluster at {address}: {error}", "give the scheduler's address")]) from None
        self.client.register_plugin(_Given(work))
        self.workers = max(1, sum(self.client.nthreads().values()))

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def run(
        self, pieces: list[tuple[str, tuple[Any, ...]]], said: Callable[[Any], None], meanwhile: Callable[[], None] = lambda: None
    ) -> list[Any]:
        """Do pieces on any worker; `said` hears of each as it ends. `meanwhile` is done here while others begin."""
        waiting = [self.client.submit(_do, *given, pure=False) for _, given in pieces]
        meanwhile()
        try:
            for future in as_completed(waiting, loop=self.client.loop):
                said(future.result())
        except KilledWorker:
            what = "a piece of work ended several workers, one after another, perhaps for want of memory"
            raise Refused([Problem(self.file, 1, what, "give the workers more memory; what is done is kept")]) from None
        return [future.result() for future in waiting]
