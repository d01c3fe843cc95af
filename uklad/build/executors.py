"""Workers: processes that share what is read and compiled, or this process alone."""

from __future__ import annotations

import itertools
import signal
import sys
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import Any

from uklad.build.tasks import Work

_work: Work


def _begin(work: Work) -> None:
    """Remember the work; Ctrl-C is for the process that gave it."""
    global _work
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(name: str, *given: Any) -> Any:
    return getattr(_work, name)(*given)


class Crew:
    """Does pieces of work side by side. Pieces of one lane (a locale) go to the same workers, which know its texts already."""

    def __init__(self, work: Work, workers: int, lanes: list[str]) -> None:
        self.work, self.workers = work, workers
        self.pools = [] if workers == 1 else _pools(work, workers, len(lanes))
        self.lanes = dict(zip(lanes, itertools.cycle(self.pools), strict=False))
        self.turn = itertools.cycle(self.pools)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for pool in self.pools:
            pool.shutdown(wait=True, cancel_futures=True)

    def run(
        self, pieces: list[tuple[str, tuple[Any, ...]]], said: Callable[[Any], None], meanwhile: Callable[[], None] = lambda: None
    ) -> list[Any]:
        """Do pieces, each a lane (or none) and the name of a method of `Work` with what it takes; `said` hears of each as it ends.

        `meanwhile` is done here while others begin.
        """
        if not self.pools:
            meanwhile()
            return [_told(getattr(self.work, given[0])(*given[1:]), said) for _, given in pieces]
        waiting = [self._submit(lane, given) for lane, given in pieces]
        meanwhile()
        for future in as_completed(waiting):
            said(future.result())
        return [future.result() for future in waiting]

    def _submit(self, lane: str, given: tuple[Any, ...]) -> Future[Any]:
        pool = self.lanes.get(lane) or next(self.turn)
        return pool.submit(_do, *given)


def _told(result: Any, said: Callable[[Any], None]) -> Any:
    said(result)
    return result


def _pools(work: Work, workers: int, lanes: int) -> list[ProcessPoolExecutor]:
    count = min(workers, max(lanes, 1))
    shares = [workers // count + (index < workers % count) for index in range(count)]
    pdf = sys.modules.get("uklad.documents.pdf")  # Typst has threads: a process that has used it must not be forked
    context = get_context("spawn") if pdf and pdf.Press.used else None
    return [ProcessPoolExecutor(share, context, _begin, (work,)) for share in shares]
