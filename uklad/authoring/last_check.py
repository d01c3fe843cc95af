"""What the last check of a data file found, kept in the project's store, so that nothing is checked twice."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from uklad.base.artifact_store import FOLDER, ArtifactStore
from uklad.base.errors import Problem
from uklad.base.hashing import digest
from uklad.build.snapshot import Snapshot

Mistakes = tuple[set[Problem], set[Problem]]  # in the texts of a site; and those that other sites with the same texts may not have


@dataclass
class Record:
    """The input of a check, what it said where all was well, and the mistakes of each site by the key of all that it depends on."""

    input: str = ""
    read: tuple[str, ...] = ()
    said: list[str] = field(default_factory=list)
    sites: dict[str, Mistakes] = field(default_factory=dict)
    day: str = ""


class LastCheck:
    """The record of the last check of a data file of a project; `day` is the one that it looked at, if any."""

    def __init__(self, root: Path, file: str, day: dt.date | None = None) -> None:
        self.store, self.key, self.day = ArtifactStore(root / FOLDER), "noted-check-" + digest(file), str(day or "")
        self.record: Record = self.store.load(self.key) or Record()

    def said(self, snapshot: Snapshot) -> list[str]:
        """What it said, where it found no mistake, looked at the same day, and nothing has changed since; else nothing."""
        is_same = (
            bool(self.record.said) and self.record.day == self.day and self.record.input == snapshot.with_files(self.record.read).whole
        )
        return self.record.said if is_same else []

    def keep(self, snapshot: Snapshot, said: list[str], sites: dict[str, Mistakes]) -> None:
        """Remember a check, unless files changed meanwhile. A project that may not be written is checked all the same."""
        self.record = Record(snapshot.whole, snapshot.more, said, sites, self.day)
        if not snapshot.changed():
            with contextlib.suppress(OSError):
                self.store.save(self.key, self.record)
