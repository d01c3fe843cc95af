"""Refuses a folder that holds what cannot be read as a file: links that lead nowhere, pipes, devices, names that are no text."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from uklad.base.characters import first_unfit
from uklad.base.errors import Problem, Refused

EDITOR = ".#"  # Emacs marks so what is being edited


def refuse_irregular(folder: Path) -> None:
    """Raise Refused where something below the folder is neither a file nor a folder. Nothing is opened."""
    if problems := list(_irregular(folder)):
        raise Refused(problems)


def _irregular(folder: Path) -> Iterator[Problem]:
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(place, name)
            if found := _wrong_name(name) or _wrong_kind(path):
                shown = f"{folder.name}/{path.relative_to(folder).as_posix()}".encode("utf-8", "backslashreplace").decode()
                yield Problem(shown, 1, *found)


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
