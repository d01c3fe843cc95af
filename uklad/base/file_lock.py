"""One command at a time: a lock that belongs to the process, so that a killed one leaves none."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from uklad.base.errors import Problem, Refused

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]
    import msvcrt


@contextlib.contextmanager
def locked(file: Path, shown: str) -> Iterator[None]:
    """Nobody else publishes there meanwhile. Raises Refused where somebody does."""
    if fcntl is None:  # nor are there links for everyone
        raise Refused([Problem(shown, 1, "publishing does not work on this system", "publish from Linux or macOS")])
    with held(file, Problem(shown, 1, "another command is publishing there now", "wait until it has ended")):
        yield


@contextlib.contextmanager
def held(file: Path, busy: Problem) -> Iterator[None]:
    """Hold a lock meanwhile. Raises Refused with the problem `busy` where another process holds it."""
    with open(file, "a") as lock:
        try:
            _take(lock)
        except (BlockingIOError, PermissionError):
            raise Refused([busy]) from None
        yield


def _take(lock: IO[str]) -> None:
    """Take a lock until the file is closed, or until this process ends."""
    if fcntl is None:
        msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # not flock: forked workers must not hold it on
