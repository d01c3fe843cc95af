"""One publisher at a time: a lock that belongs to the process, so that a killed one leaves none."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from uklad.base.errors import Problem, Refused

try:
    import fcntl
except ImportError:  # Windows has neither this lock nor links for everyone
    fcntl = None  # type: ignore[assignment]


@contextlib.contextmanager
def locked(file: Path, shown: str) -> Iterator[None]:
    """Nobody else publishes there meanwhile. Raises Refused where somebody does."""
    if fcntl is None:
        raise Refused([Problem(shown, 1, "publishing does not work on this system", "publish from Linux or macOS")])
    with open(file, "a") as held:
        try:
            fcntl.lockf(held, fcntl.LOCK_EX | fcntl.LOCK_NB)  # not flock: forked workers must not hold it on
        except (BlockingIOError, PermissionError):
            raise Refused([Problem(shown, 1, "another command is publishing there now", "wait until it has ended")]) from None
        yield
