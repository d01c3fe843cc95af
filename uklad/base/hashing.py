"""Digests of what a build depends on: content alone decides, never the time of a file."""

from __future__ import annotations

import hashlib
import os
import platform
import sysconfig
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parent.parent
CODE = ("mkdocs.yml", "macros", "overrides")
TEXTS = ("docs",)
LAYOUTS = ("documents",)


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
    """The digest of the bytes of a file."""
    return hashlib.sha256(content).hexdigest()


def digest_of_names(names: dict[str, str]) -> str:
    """The digest of files, given their paths and the digest of each."""
    return digest(*(part for path in sorted(names) for part in (path, names[path])))


def digest_of_files(paths: Iterable[Path], root: Path) -> str:
    """The digest of files and folders, with their names below `root`."""
    files = {file for path in paths for file in _files(path)}
    return digest_of_names({file.relative_to(root).as_posix(): name_of(file.read_bytes()) for file in files})


def names_in(folder: Path) -> dict[str, str]:
    """The files of a folder: path -> digest."""
    return {file.relative_to(folder).as_posix(): name_of(file.read_bytes()) for file in _files(folder)}


def digest_of_tree(folder: Path) -> str:
    """The digest of every file of a folder."""
    return digest_of_names(names_in(folder))


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [Path(folder, name) for folder, _, names in os.walk(path) if not folder.endswith("__pycache__") for name in names]


def named_files(school: Any) -> list[str]:
    """The files of the project that a school's data name: its logo, and its signed originals."""
    originals = [edition.original for edition in school.editions if edition.original]
    return sorted({name for name in (school.logo, *(part for one in originals for part in (one.file, one.signature))) if name})


def digest_of_named(names: Iterable[str], root: Path) -> str:
    """The digest of files that data or commands name; one that is not there has none."""
    found = ((name, root / name) for name in names)
    return digest(*(part for name, path in found for part in (name, name_of(path.read_bytes()) if path.is_file() else "")))


def digest_of_code(root: Path) -> str:
    """What makes pages: the tool, macros, theme blocks, settings, and the version of each package installed."""
    packages = sorted(path.name for key in ("purelib", "platlib") for path in Path(sysconfig.get_path(key)).glob("*.dist-info"))
    ours = digest_of_files([PACKAGE], PACKAGE)
    return digest(platform.python_version(), *packages, ours, digest_of_files((root / name for name in CODE), root))


def digest_of_texts(root: Path, *names: str) -> str:
    """What authors write, below these folders of the project."""
    return digest_of_files((root / name for name in names), root)
