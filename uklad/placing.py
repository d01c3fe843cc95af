"""Puts what was made aside in its place, whole."""

from __future__ import annotations

import shutil
from pathlib import Path


def put_in_place(made: Path, target: Path) -> None:
    """Replace `target` by `made` with two renames; what stood there is removed after."""
    target.parent.mkdir(parents=True, exist_ok=True)
    old = target.with_name(f".old-{target.name}")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    made.replace(target)
    if old.is_dir():
        shutil.rmtree(old, ignore_errors=True)
    else:
        old.unlink(missing_ok=True)
