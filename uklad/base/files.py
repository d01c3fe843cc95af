"""Puts what was made aside in its place, whole."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path


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
