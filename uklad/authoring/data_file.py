"""Puts a new text of the data file in place: aside first, checked as a whole, and only then instead of the old one."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from uklad.authoring.checks import check_all
from uklad.base.errors import Problem, Refused
from uklad.base.yaml_reader import Source, read_yaml
from uklad.content.clauses import clause_ids
from uklad.model.loader import load_schools

Told = Callable[[Problem, Source], Problem]


@dataclass(frozen=True)
class Edited:
    """The file's new text, the value that it is to hold, and where what is new begins."""

    text: str
    value: Any
    line: int


def put_in_place(root: Path, path: Path, shown: str, edited: Edited, told: Told, again: str) -> list[Problem]:
    """Put the new text in place when it reads back and the check finds nothing new in it; returns what the check found before.

    `told` says a new problem to whoever wrote the text, `again` names the command. Raises Refused, and the file is as it was.
    """
    path = path.resolve()
    before = path.read_bytes()
    with aside(path, edited.text) as beside:
        if _plain(read_yaml(beside, shown).value) != _plain(edited.value):
            raise Refused([Problem(shown, edited.line, "the block does not read back as it was answered", "write it by hand")])
        found = _mistakes(root, beside, shown)
        old = _mistakes(root, path, shown) if found else []
        there = {(problem.path, problem.what) for problem in old}
        if fresh := [problem for problem in found if (problem.path, problem.what) not in there]:
            source = read_yaml(beside, shown)
            raise Refused([told(problem, source) for problem in fresh])
        if path.read_bytes() != before:
            raise Refused([Problem(shown, 1, "the file was changed meanwhile", f"run {again} again")])
        os.replace(beside, path)
    return old


@contextlib.contextmanager
def aside(path: Path, text: str) -> Iterator[Path]:
    """The text in a file beside, which is gone in the end unless it was put in place."""
    beside = path.with_name(f".new-{path.name}")
    try:
        beside.write_bytes(text.encode("utf-8"))
        shutil.copymode(path, beside)
        yield beside
    finally:
        beside.unlink(missing_ok=True)


def _mistakes(root: Path, path: Path, shown: str) -> list[Problem]:
    """What `uklad check` finds in this file, under its usual name."""
    try:
        schools, source = load_schools(path, clause_ids(root / "docs"))
        found = check_all(schools, root, source)
    except Refused as refused:
        found = refused.problems
    return [Problem(shown, one.line, one.what, one.remedy) if one.path == path.name else one for one in found]


def _plain(value: Any) -> Any:
    """Values as YAML gives them back here: days as text."""
    if isinstance(value, dict):
        return {str(key): _plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_plain(child) for child in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
