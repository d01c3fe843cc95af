"""What a published tree consists of: every file with its SHA-256, and the standing of each edition."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

NAME = "uklad-manifest.json"


@dataclass(frozen=True)
class Manifest:
    """`files` are the sites; `kept` are the assets of the former release, for pages that readers have open."""

    files: dict[str, str]
    kept: dict[str, str] = field(default_factory=dict)
    editions: dict[str, str] = field(default_factory=dict)
    before: int | None = None

    def text(self) -> str:
        """The manifest as JSON: the same bytes for the same tree."""
        return json.dumps(vars(self), ensure_ascii=False, indent=0, sort_keys=True) + "\n"

    def same_sites(self, other: Manifest | None) -> bool:
        """Whether both would show readers the same."""
        return other is not None and (self.files, self.editions) == (other.files, other.editions)


def load_manifest(tree: Path) -> Manifest | None:
    """The manifest of a published tree; none where the tree has none that can be read."""
    try:
        return Manifest(**json.loads((tree / NAME).read_text(encoding="utf-8")))
    except (FileNotFoundError, NotADirectoryError, ValueError, TypeError):
        return None


def listed(tree: Path) -> list[str]:
    """Every file of a tree; what begins with a dot at its root (.well-known, .git) belongs to the server."""
    paths = (path.relative_to(tree) for path in tree.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in paths if path.parts[0][0] != "." and path.as_posix() != NAME)


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def departures(tree: Path, manifest: Manifest) -> list[tuple[str, str]]:
    """How a tree differs from its manifest: each file with "missing", "changed" or "not published"."""
    wanted, there = {**manifest.kept, **manifest.files}, listed(tree)
    found = [(path, "missing") for path in wanted.keys() - set(there)]
    found += [(path, "not published") for path in there if path not in wanted]
    found += [(path, "changed") for path in there if path in wanted and digest(tree / path) != wanted[path]]
    return sorted(found)
