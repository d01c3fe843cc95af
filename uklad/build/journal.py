"""The journal of a build: which artifacts it makes, noted before it makes them, so that none is kept of input that changed meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from uklad.base.artifact_store import ArtifactStore
from uklad.build.snapshot import InputChanged, Snapshot

KEY = "noted-journal"


class Journal:
    """What this run has made and nobody has vouched for yet. It outlives the run, where that is killed."""

    def __init__(self, store: ArtifactStore, snapshot: Snapshot, aside: Path) -> None:
        self.store, self.snapshot, self.aside = store, snapshot, aside
        self.made: set[str] = set()

    def settle(self) -> None:
        """Remove what a run that was killed has made, unless its input is to this day as it was when that run began."""
        left = self.store.load(KEY)
        if left:
            shutil.rmtree(left["aside"], ignore_errors=True)  # what works on yet of that run cannot keep anything without it
        if left and (left.get("code") != self.snapshot.code or left["snapshot"].changed()):  # other code may not read its snapshot
            self._remove(left["made"])
        self.store.remove(KEY)

    def expect(self, keys: Iterable[str]) -> None:
        """Note the keys of artifacts that are about to be made."""
        self.made |= set(keys)
        self.store.save(KEY, {"code": self.snapshot.code, "snapshot": self.snapshot, "made": self.made, "aside": self.aside})

    def confirm(self) -> None:
        """Keep what was made. Raises InputChanged, and keeps none of it, where the input is not what it was."""
        changed = self.snapshot.changed()
        if changed:
            self._remove(self.made)
        self.made = set()
        self.store.remove(KEY)
        if changed:
            raise InputChanged(changed)

    def _remove(self, keys: Iterable[str]) -> None:
        for key in keys:
            self.store.remove(key)
