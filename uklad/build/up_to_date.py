"""Tells from content alone whether a build would change anything, before the data are read or anything is checked."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from uklad.base.artifact_store import ArtifactStore
from uklad.base.hashing import digest, digest_of_file, digest_of_tree
from uklad.build.snapshot import Snapshot


@dataclass(frozen=True)
class BuildRequest:
    """What a build command wants: `out` and `schools_file` are below `root`; no schools or locales mean all of them."""

    root: Path
    out: Path
    schools_file: str
    documents: bool = True
    schools: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()


def stands(request: BuildRequest, store: ArtifactStore, snapshot: Snapshot) -> int:
    """How many results stand as the same command left them, from the same input; 0 where anything differs."""
    earlier = store.load(_key(request))
    if not earlier or earlier["input"] != snapshot.with_files(earlier["read"]).whole:
        return 0
    out = request.root / request.out
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        trees = threads.map(lambda folder: digest_of_tree(out / folder) if (out / folder).is_dir() else "", earlier["trees"])
        files = threads.map(lambda path: digest_of_file(out / path), earlier["files"])
        same = list(trees) == list(earlier["trees"].values()) and list(files) == list(earlier["files"].values())
    return int(earlier["count"]) if same else 0


def note(request: BuildRequest, store: ArtifactStore, snapshot: Snapshot, done: list[Any]) -> None:
    """Remember what the command left. `done` says what was written, `snapshot` what it was made from, data files included."""
    files = {path: name for one in done for path, name in one.files.items()}
    left = {
        "input": snapshot.whole,
        "read": snapshot.more,
        "trees": {one.name: one.written.tree for one in done if one.written.tree},
        "files": files,
        "count": len(done),
    }
    store.save(_key(request), left)


def _key(request: BuildRequest) -> str:
    chosen = (request.out.as_posix(), request.schools_file, str(request.documents), *request.schools, "/", *request.locales)
    return "noted-" + digest(*chosen)
