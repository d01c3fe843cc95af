"""Tells from content alone whether a build would change anything, before the data are read or anything is checked."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from uklad.base.artifact_store import ArtifactStore
from uklad.base.hashing import (
    LAYOUTS,
    TEXTS,
    digest,
    digest_of_code,
    digest_of_named,
    digest_of_texts,
    digest_of_tree,
    name_of,
    named_files,
)


@dataclass(frozen=True)
class BuildRequest:
    """What a build command wants: `out` and `schools_file` are below `root`; no schools or locales mean all of them."""

    root: Path
    out: Path
    schools_file: str
    documents: bool = True
    schools: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()


def stands(request: BuildRequest, store: ArtifactStore) -> int:
    """How many results stand as the same command left them, from the same input; 0 where anything differs."""
    earlier = store.load(_key(request))
    if not earlier or earlier["input"] != _input(request.root, earlier["read"]):
        return 0
    out = request.root / request.out
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        trees = threads.map(lambda folder: digest_of_tree(out / folder) if (out / folder).is_dir() else "", earlier["trees"])
        files = threads.map(lambda path: _digest(out / path), earlier["files"])
        same = list(trees) == list(earlier["trees"].values()) and list(files) == list(earlier["files"].values())
    return int(earlier["count"]) if same else 0


def note(request: BuildRequest, store: ArtifactStore, schools: Any, source: Any, done: list[Any]) -> None:
    """Remember what the command left. `done` says what was written, `source` which data files were read."""
    named = {name for school in schools.schools.values() for name in named_files(school)}
    read = sorted({os.path.relpath(path, request.root) for path in source.read} | named)
    files = {path: name for one in done for path, name in one.files.items()}
    earlier = {
        "input": _input(request.root, read),
        "read": read,
        "trees": {one.name: one.tree for one in done if one.tree},
        "files": files,
        "count": len(done),
    }
    store.save(_key(request), earlier)


def _key(request: BuildRequest) -> str:
    chosen = (request.out.as_posix(), request.schools_file, str(request.documents), *request.schools, "/", *request.locales)
    return "noted-" + digest(*chosen)


def _input(root: Path, read: Iterable[str]) -> str:
    """The digest of everything that a build reads."""
    return digest(digest_of_code(root), digest_of_texts(root, *TEXTS, *LAYOUTS), digest_of_named(read, root))


def _digest(path: Path) -> str:
    return name_of(path.read_bytes()) if path.is_file() else ""
