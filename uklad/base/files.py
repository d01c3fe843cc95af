"""Finds the files of a folder, and puts what was made aside in its place, whole."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path


def files_below(folder: Path | str, below: str = "", links: tuple[str, ...] = ()) -> Iterator[str]:
    """The path, with slashes, of each file below a folder: through links to folders too, as MkDocs goes; without compiled code.

    What is no file, such as a pipe or a link that leads nowhere, is left out. `below` and `links` are for the way down:
    the folder's own path, and where the links lead that were followed.
    """
    for entry in _entries(folder):
        is_file, is_folder = _kind(entry)
        if is_file:
            yield below + entry.name
        elif is_folder and entry.name != "__pycache__":
            target = os.path.realpath(entry.path) if entry.is_symlink() else ""
            if not target or not _leads_back(target, links, folder):
                yield from files_below(entry.path, f"{below}{entry.name}/", (*links, target) if target else links)


def _entries(folder: Path | str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:  # it is gone meanwhile, or may not be read
        return []


def _kind(entry: os.DirEntry[str]) -> tuple[bool, bool]:
    """Whether it is, or leads to, a file or a folder."""
    try:
        return entry.is_file(), entry.is_dir()
    except OSError:  # a link to itself
        return False, False


def _leads_back(target: str, links: tuple[str, ...], folder: Path | str) -> bool:
    """Whether a link within a folder leads to where it stands itself, or was followed already."""
    return target in links or os.path.commonpath([target, os.path.realpath(folder)]) == target


def put_in_place(made: Path, target: Path) -> None:
    """Replace `target` by `made` with two renames; what stood there is removed after, or back in place where this is stopped."""
    target.parent.mkdir(parents=True, exist_ok=True)
    old = made.with_name(f".old-{made.name}")  # aside, so that a stop leaves nothing beside what is published
    _remove(old)
    try:
        if target.exists():
            target.rename(old)
        made.replace(target)
    finally:
        if old.exists() and not target.exists():
            old.rename(target)
        _remove(old)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, with as few calls of the system as can be: a region has hundreds of thousands."""
    with open(path, "xb", buffering=0) as file:
        if file.write(content) != len(content):
            raise OSError(errno.ENOSPC, "the disk is full", str(path))
