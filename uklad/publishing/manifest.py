"""What a published tree consists of: every file with its SHA-256, and the standing of each edition."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

NAME = "uklad-manifest.json"
Digests = dict[str, str]  # path in a tree, with "/" -> SHA-256 of its bytes, in hexadecimal figures


@dataclass(frozen=True)
class Manifest:
    """`files` are the sites; `kept` are the assets of the former release, for pages that readers have open."""

    files: Digests
    kept: Digests = field(default_factory=dict)
    editions: dict[str, str] = field(default_factory=dict)  # school/locale/date -> "in force", "superseded" or "adopted"
    before: int | None = None  # the release to which a rollback returns

    @property
    def whole(self) -> Digests:
        """Every file that must be there, the manifest itself aside."""
        return {**self.kept, **self.files}

    def text(self) -> str:
        """The manifest as JSON: the same bytes for the same tree."""
        return json.dumps(vars(self), ensure_ascii=False, indent=0, sort_keys=True) + "\n"

    def same_sites(self, other: Manifest | None) -> bool:
        """Whether both would show readers the same."""
        return other is not None and (self.files, self.editions) == (other.files, other.editions)


def load_manifest(tree: Path) -> Manifest | None:
    """The manifest of a published tree; none where the tree has none that can be read."""
    return read_manifest(tree / NAME)


def read_manifest(path: Path) -> Manifest | None:
    """The manifest in a file; none where there is none, or it names what no tree can hold."""
    try:
        manifest = Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, ValueError, TypeError):
        return None
    tables: tuple[Any, ...] = (manifest.files, manifest.kept, manifest.editions)
    texts = all(isinstance(table, dict) and all(isinstance(value, str) for value in table.values()) for table in tables)
    return manifest if texts and isinstance(manifest.before, int | None) and all(map(_is_within, manifest.whole)) else None


def _is_within(path: str) -> bool:
    """Whether a path leads to a place within its tree."""
    return path != NAME and PurePosixPath(path).as_posix() == path and not path.startswith("/") and ".." not in path.split("/")


def listed(tree: Path) -> list[str]:
    """Every file of a tree, links counted as files; what begins with a dot at its root (.well-known, .git) belongs to the server."""
    found = []
    for folder, folders, names in os.walk(tree):
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        found += [Path(folder, name).relative_to(tree) for name in (*names, *links)]
    return sorted(path.as_posix() for path in found if path.parts[0][0] != "." and path.as_posix() != NAME)


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digests_of(tree: Path) -> Digests:
    """Every file of a tree with its digest."""
    return {path: digest(tree / path) for path in listed(tree)}


def departures(tree: Path, manifest: Manifest) -> dict[str, str]:
    """How a tree differs from its manifest: each path with "missing", "changed", "not published", "a link" or "no file"."""
    wanted = {**manifest.whole, NAME: hashlib.sha256(manifest.text().encode()).hexdigest()}
    found = {path: _departure(tree / path, wanted.get(path)) for path in sorted({*wanted, *listed(tree)})}
    return {path: what for path, what in found.items() if what}


def _departure(path: Path, wanted: str | None) -> str:
    """What is wrong with one file; nothing where it has the digest that is wanted."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "missing"
    if stat.S_ISLNK(mode):
        return "a link"
    if not stat.S_ISREG(mode):
        return "no file"
    if wanted is None:
        return "not published"
    return "" if digest(path) == wanted else "changed"
