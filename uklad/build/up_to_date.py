"""Tells from content alone whether a build would change anything, before the data are read or anything is checked."""

from __future__ import annotations

import os
from argparse import Namespace
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from uklad.base.artifact_store import ArtifactStore
from uklad.base.hashing import digest, digest_of_file, digest_of_tree
from uklad.build.snapshot import Snapshot


def stands(asked: Namespace, store: ArtifactStore, snapshot: Snapshot) -> int:
    """How many results stand as the same command left them, from the same input; 0 where anything differs."""
    noted = store.load(_key(asked))
    if not noted or noted["input"] != snapshot.with_files(noted["read"]).whole:
        return 0
    out = asked.root / asked.out
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        trees = threads.map(lambda folder: digest_of_tree(out / folder) if (out / folder).is_dir() else "", noted["trees"])
        files = threads.map(lambda path: digest_of_file(out / path), noted["files"])
        same = list(trees) == list(noted["trees"].values()) and list(files) == list(noted["files"].values())
    return int(noted["count"]) if same else 0


def note(asked: Namespace, store: ArtifactStore, snapshot: Snapshot, done: list[Any]) -> None:
    """Remember what the command left. `done` says what was written, `snapshot` what it was made from, data files included."""
    files = {path: name for one in done for path, name in one.files.items()}
    noted = {
        "input": snapshot.whole,
        "read": snapshot.more,
        "trees": {one.name: one.written.tree for one in done if one.written.tree},
        "files": files,
        "count": len(done),
    }
    store.save(_key(asked), noted)


def _key(asked: Namespace) -> str:
    chosen = (asked.out.as_posix(), asked.schools, str(asked.no_documents), *asked.school, "/", *asked.locale)
    return "noted-" + digest(*chosen)
