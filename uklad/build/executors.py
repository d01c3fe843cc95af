"""Executors of jobs: processes of this machine that share what is read and compiled, or this process alone."""

from __future__ import annotations

import itertools
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any

from uklad.base.errors import Problem, Refused
from uklad.build.jobs import Executor, Job
from uklad.build.workspace import Workspace, open_workspace


def executor_for(workspace: Workspace, workers: int | str) -> AbstractContextManager[Executor]:
    """The executor for so many processes of this machine, or for the cluster at an address. Raises Refused where there is none."""
    if workers == 1:
        return SerialExecutor()
    if isinstance(workers, int):
        return ProcessExecutor(workspace, workers, [*workspace.schools.locales, *workspace.schools.partial])
    try:
        from uklad.build.cluster import ClusterExecutor
    except ImportError:
        what = "building on a cluster needs the package distributed"
        raise Refused([Problem(workspace.file, 1, what, 'install it: pip install "uklad[cluster]"')]) from None
    return ClusterExecutor(workspace, workers)


class SerialExecutor(AbstractContextManager[Executor]):
    """Carries jobs out in this process, each when its result is asked for."""

    workers = 1

    def __init__(self) -> None:
        self.waiting: dict[Future[Any], Job] = {}

    def __exit__(self, *_: object) -> None:
        self.waiting.clear()

    def submit(self, job: Job) -> Future[Any]:
        """Take a job, to be carried out by `as_completed`."""
        future: Future[Any] = Future()
        self.waiting[future] = job
        return future

    def as_completed(self, futures: Iterable[Future[Any]]) -> Iterator[Future[Any]]:
        """Carry out one job after another; what one raises ends it."""
        for future in futures:
            job = self.waiting.pop(future)
            future.set_result(job.function(*job.arguments))
            yield future


class ProcessExecutor(AbstractContextManager[Executor]):
    """Carries jobs out in processes of this machine: a pool for each lane, so that a worker parses the texts of one locale alone."""

    def __init__(self, workspace: Workspace, workers: int, lanes: list[str]) -> None:
        self.file, self.workers = workspace.file, workers
        self.pools = _pools(workspace, workers, len(lanes))
        self.lanes = dict(zip(lanes, itertools.cycle(self.pools), strict=False))
        self.turn = itertools.cycle(self.pools)

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        for pool in self.pools:
            pool.shutdown(wait=True, cancel_futures=True)
        if isinstance(error, BrokenProcessPool):
            what = "a worker was ended from outside, perhaps for want of memory"
            raise Refused([Problem(self.file, 1, what, "run it again, with fewer --jobs; what is done is kept")]) from None

    def submit(self, job: Job) -> Future[Any]:
        """Give a job to the pool of its lane; to any, where it has none."""
        return (self.lanes.get(job.lane) or next(self.turn)).submit(job.function, *job.arguments)

    def as_completed(self, futures: Iterable[Future[Any]]) -> Iterator[Future[Any]]:
        """The futures in the order in which the jobs end."""
        return as_completed(futures)


def _pools(workspace: Workspace, workers: int, lanes: int) -> list[ProcessPoolExecutor]:
    count = min(workers, max(lanes, 1))
    shares = [workers // count + (index < workers % count) for index in range(count)]
    context = get_context(start_method())
    return [ProcessPoolExecutor(share, context, _begin, (workspace,)) for share in shares]


def start_method() -> str:
    """How workers start: "fork", the fastest, where this process has one thread alone, and "spawn" otherwise.

    A forked process has none of the other threads, those of Typst among them, and would wait for them forever.
    """
    threads = Path("/proc/self/task")  # Linux alone tells; elsewhere fork is not safe anyhow
    return "fork" if threads.is_dir() and len(list(threads.iterdir())) == 1 else "spawn"


def _begin(workspace: Workspace) -> None:
    """Prepare a worker; Ctrl-C is for the process that gave it jobs."""
    open_workspace(workspace)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this worker as soon as the process that gave it jobs is gone, be it killed: another build may begin at once."""
    if parent := parent_process():
        parent.join()
        os._exit(1)
