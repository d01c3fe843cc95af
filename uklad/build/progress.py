"""Tells how far a build is: a line for what takes long, a line now and then for what goes fast."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

EVERY = 2.0  # seconds between two lines about what goes fast


class Progress:
    """Counts jobs and says how many are done, how fast, and how long the rest takes."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.begun = self.spoken = time.monotonic()
        self.done = self.total = 0
        self.what = ""

    def expect(self, what: str, total: int) -> None:
        """Begin to count `total` jobs of one sort."""
        self.what, self.total, self.done = what, total, 0
        self.begun = self.spoken = time.monotonic()

    def ended(self, one: Any) -> None:
        """Say how a job that takes long went; others have nothing to say."""
        if one is None:
            return
        self.done += 1
        state = "FAILED" if one.failures else f"{one.seconds:.1f} s" + (", without some documents" if one.missed else "")
        self.say(f"[{self.done}/{self.total}] {one.name}: {state}")

    def written(self, batch: list[Any]) -> None:
        """Count what goes fast; say so every few seconds, and at the end."""
        self.done += len(batch)
        now = time.monotonic()
        if self.done < self.total and now - self.spoken < EVERY:
            return
        self.spoken = now
        rate = self.done / max(now - self.begun, 0.001)
        left = f", {(self.total - self.done) / rate:.0f} s left" if self.done < self.total else ""
        self.say(f"[{self.done}/{self.total}] {self.what}: {rate:.0f} a second{left}")
