"""Digests of what a build depends on: content alone decides, never the time of a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from uklad.base.files import files_below


def digest(*parts: str | bytes) -> str:
    """The SHA-256 of the parts, each told from the next."""
    found = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        found.update(b"%d:" % len(content) + content)
    return found.hexdigest()


def text_digest(text: str) -> str:
    """Twelve hexadecimal digits of a text's SHA-256; spaces do not count."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def name_of(content: bytes) -> str:
    """The SHA-256 of the bytes of a file."""
    return hashlib.sha256(content).hexdigest()


def digest_of_file(path: Path | str) -> str:
    """The SHA-256 of a file's bytes; "" where there is no file that can be read."""
    try:
        with open(path, "rb", buffering=0) as file:
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return ""


def digest_of_names(names: Mapping[str, str]) -> str:
    """The digest of files, given their paths and the digest of each."""
    return digest(*(part for path in sorted(names) for part in (path, names[path])))


def digest_of_files(paths: Iterable[Path], root: Path) -> str:
    """The digest of files and folders, with their names below `root`."""
    found: dict[str, str] = {}
    for path in paths:
        name = path.relative_to(root).as_posix()
        found |= {name: digest_of_file(path)} if path.is_file() else {f"{name}/{one}": value for one, value in names_in(path).items()}
    return digest_of_names(found)


def names_in(folder: Path) -> dict[str, str]:
    """The files of a folder: path -> digest. Empty where there is no such folder."""
    return {name: digest_of_file(f"{folder}/{name}") for name in files_below(folder)} if folder.is_dir() else {}


def digest_of_tree(folder: Path) -> str:
    """The digest of every file of a folder."""
    return digest_of_names(names_in(folder))
