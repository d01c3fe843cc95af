"""Jobs are functions with what they take; one loop runs them, whoever carries them out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Job:
    """A function of a module and its arguments. Jobs of one lane (a locale) go to the same workers, which know its texts already."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    lane: str = ""


class Executor(Protocol):
    """Carries jobs out, `workers` of them at once."""

    workers: int

    def submit(self, job: Job) -> Future[Any]:
        """Take a job; its result, or what it raised, comes with the future."""

    def as_completed(self, futures: Iterable[Future[Any]]) -> Iterator[Future[Any]]:
        """The futures of jobs that were submitted, each as soon as it is done."""


def run(jobs: Iterable[Job], executor: Executor, said: Callable[[Any], None], meanwhile: Callable[[], None] = lambda: None) -> list[Any]:
    """Run jobs; `said` hears each result as it comes, and `meanwhile` is done here while the first jobs begin.

    Returns the results in the order of the jobs. Raises what a job raised.
    """
    futures = [executor.submit(job) for job in jobs]
    meanwhile()
    for future in executor.as_completed(futures):
        said(future.result())
    return [future.result() for future in futures]
