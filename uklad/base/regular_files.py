"""Refuses a folder that holds what is no file of the project: links that lead nowhere or out of it, pipes, devices, unfit names."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from uklad.base.characters import first_unfit
from uklad.base.errors import Problem, Refused

EDITOR = ".#"  # Emacs marks so what is being edited


def refuse_irregular(folder: Path) -> None:
    """Raise Refused where something below a folder of the project is neither a file nor a folder of it. Nothing is opened."""
    if problems := list(_irregular(folder)):
        raise Refused(problems)


def _irregular(folder: Path) -> Iterator[Problem]:
    homes = [Path(os.path.realpath(folder.parent)), Path(os.path.realpath(folder))]
    followed: set[str] = set()
    for place, folders, files in os.walk(folder, followlinks=True):
        for name in (*folders, *files):
            path = Path(place, name)
            if found := _wrong_name(name) or _wrong_kind(path) or _wrong_way(path, homes):
                shown = f"{folder.name}/{path.relative_to(folder).as_posix()}".encode("utf-8", "backslashreplace").decode()
                yield Problem(shown, 1, *found)
        folders[:] = [name for name in folders if _is_new(Path(place, name), homes, followed)]


def _is_new(folder: Path, homes: list[Path], followed: set[str]) -> bool:
    """Whether to look into a folder: each one of the project that links lead to, once, unless it holds the link."""
    if not folder.is_symlink():
        return True
    target = os.path.realpath(folder)
    if target in followed or Path(os.path.realpath(folder.parent)).is_relative_to(target) or _wrong_way(folder, homes):
        return False
    followed.add(target)
    return True


def _wrong_way(path: Path, homes: list[Path]) -> tuple[str, str] | None:
    """What is wrong with the way that a link leads, and the remedy: whatever it led to would be published."""
    if not path.is_symlink() or any(Path(os.path.realpath(path)).is_relative_to(home) for home in homes):
        return None
    return "a link that leads out of the project", "put what it leads to into the project, or remove it"


def _wrong_name(name: str) -> tuple[str, str] | None:
    """What is wrong with the name of a file, and the remedy."""
    found = first_unfit(name)
    what = found[1] if found else "the end of a line" if len(name.splitlines()) > 1 else ""
    return (f"the name holds {what}", "rename it") if what else None


def _wrong_kind(path: Path) -> tuple[str, str] | None:
    """What is wrong with that which stands there, and the remedy."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        remedy = "save and close what is being edited, or remove it" if path.name.startswith(EDITOR) else "remove it"
        return ("a link that leads nowhere" if path.is_symlink() else f"cannot be read: {error.strerror}"), remedy
    if stat.S_ISREG(mode) and not os.access(path, os.R_OK):
        return "may not be read", "let yourself read it, or remove it"
    return None if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else ("no file, but a device or a pipe", "remove it")
