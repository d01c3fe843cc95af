"""The executor for the machines of a Dask cluster, which all see the project and the output under the same paths."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, as_completed
from contextlib import AbstractContextManager
from typing import Any

from distributed import Client, KilledWorker, WorkerPlugin, get_worker

from uklad.base.errors import Problem, Refused
from uklad.build.jobs import Executor, Job
from uklad.build.snapshot import code_digest
from uklad.build.workspace import Workspace, open_workspace

CURE = "restart the workers of the cluster, with the same versions of Python and its packages as here"
PATIENCE = "10s"  # for a scheduler to answer
_code = ""
_one_at_a_time = threading.Lock()  # MkDocs keeps what it does in the process


class _Workspaces(WorkerPlugin):
    """Hands every worker the workspace of a build, those too that join later or take the place of a lost one."""

    def __init__(self, workspace: Workspace) -> None:
        self.name, self.workspace = _name(workspace), workspace


def _name(workspace: Workspace) -> str:
    """Two builds may use a cluster at once: each has a folder aside of its own."""
    return f"uklad {workspace.aside}"


def _carry_out(name: str, function: Callable[..., Any], *arguments: Any) -> Any:
    worker = get_worker()
    given = worker.plugins[name]
    assert isinstance(given, _Workspaces)
    workspace = given.workspace
    with _one_at_a_time:
        if _loaded_code(workspace) != workspace.code:
            what = f"the worker at {worker.address} has read other code than this project has"
            raise Refused([Problem(workspace.file, 1, what, CURE)])
        open_workspace(workspace)
        return function(*arguments)


def _loaded_code(workspace: Workspace) -> str:
    """The digest of the code as this process has read it: taken before its first job, for Python reads a module once."""
    global _code
    _code = _code or code_digest(workspace.root)
    return _code


class ClusterExecutor(AbstractContextManager[Executor]):
    """Carries jobs out on any worker of the cluster; a job whose worker is lost is done again by another."""

    def __init__(self, workspace: Workspace, address: str) -> None:
        self.file, self.name = workspace.file, _name(workspace)
        try:
            self.client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            what = f"there is no cluster at {address}: {error}"
            raise Refused([Problem(self.file, 1, what, "give the scheduler's address")]) from None
        try:
            self.client.register_plugin(_Workspaces(workspace))
        except (ImportError, AttributeError) as error:
            self.client.close()
            raise Refused([Problem(self.file, 1, f"the workers have other code than this project has: {error}", CURE)]) from None
        self.executor = self.client.get_executor(pure=False)
        self.workers = max(1, sum(self.client.nthreads().values()))

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self.executor.shutdown(wait=False)
        self.client.unregister_worker_plugin(self.name)
        self.client.close()
        if isinstance(error, KilledWorker):
            what = "a job ended several workers, one after another, perhaps for want of memory"
            raise Refused([Problem(self.file, 1, what, "give the workers more memory; what is done is kept")]) from None

    def submit(self, job: Job) -> Future[Any]:
        """Give a job to the scheduler."""
        future: Future[Any] = self.executor.submit(_carry_out, self.name, job.function, *job.arguments)
        return future

    def as_completed(self, futures: Iterable[Future[Any]]) -> Iterator[Future[Any]]:
        """The futures in the order in which the jobs end."""
        return as_completed(futures)
