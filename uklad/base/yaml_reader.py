"""A YAML file as plain values, with the line each of them came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from uklad.base.characters import IN_TEXTS, decoded, unfit
from uklad.base.errors import Problem, Refused
from uklad.base.yaml_tree import Lines, Tree

Where = tuple[str | int, ...]
LARGEST = 64 * 2**20


@dataclass
class Source:
    """The parsed file: `value`, and `lines`, a tree of the same shape with the line of each value (from 1)."""

    path: str
    value: Any
    lines: Lines = 1
    read: dict[Path, bytes] = field(default_factory=dict, repr=False)  # the files it was read from, as they were
    base: Source | None = None  # the file with what schools share, where this one has schools alone

    def line(self, where: Where) -> int:
        """The line of a value, or of its nearest ancestor that the file holds."""
        return _line(_deepest(self.lines, where)[0])

    def holds(self, where: Where) -> bool:
        """Whether the file has a value there."""
        return _deepest(self.lines, where)[1]

    def last_line(self, where: Where) -> int:
        """The last line at which something of this value begins."""
        return _last(_deepest(self.lines, where)[0])

    def problem(self, where: Where, what: str, remedy: str) -> Problem:
        """A mistake at a place of the file."""
        return Problem(self.path, self.line(where), what, remedy)


def _deepest(lines: Lines, where: Where) -> tuple[Lines, bool]:
    """The tree of lines at a place, or of its nearest ancestor; and whether it is the place itself."""
    for part in where:
        below = lines[1] if isinstance(lines, tuple) else None
        if isinstance(below, dict) and str(part) in below:
            lines = below[str(part)]
        elif isinstance(below, list) and isinstance(part, int) and part < len(below):
            lines = below[part]
        else:
            return lines, False
    return lines, True


def _line(lines: Lines) -> int:
    return int(lines[0] if isinstance(lines, tuple) else lines)


def _last(lines: Lines) -> int:
    if not isinstance(lines, tuple):
        return int(lines)
    below = lines[1].values() if isinstance(lines[1], dict) else lines[1]
    return max([int(lines[0]), *map(_last, below)])


def read_yaml(path: Path, shown: str, refused: re.Pattern[str] = IN_TEXTS) -> Source:
    """Read one YAML file; `shown` is its name in messages, `refused` the characters it may not hold. Raises Refused."""
    content = read_content(path, shown)
    text = decoded(content, shown)
    if not text.strip():
        raise Refused([Problem(shown, 1, "the file is empty", "write the data, or restore the file from history")])
    if problems := list(unfit(text, shown, refused)):
        raise Refused(problems)
    value, lines = read_tree(text, shown, refused)
    return Source(shown, value, lines, {path: content})


def read_tree(text: str, shown: str, refused: re.Pattern[str] = IN_TEXTS) -> tuple[Any, Lines]:
    """The value of a YAML text, and its lines. Raises Refused."""
    tree = Tree(shown, refused)
    try:
        found = tree.read(text)
    except yaml.YAMLError as error:
        raise Refused([*tree.problems, _syntax(error, text, shown)]) from None
    if tree.problems:
        raise Refused(tree.problems)
    return found


def read_content(path: Path, shown: str) -> bytes:
    """The bytes of a file that is there and not too large. Raises Refused."""
    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise Refused([Problem(shown, 1, "there is no such file", "check the name")]) from None
    except OSError as error:
        raise Refused([Problem(shown, 1, f"cannot be read: {error.strerror}", "name a file that you may read")]) from None
    if len(content) > LARGEST:
        raise Refused([Problem(shown, 1, f"larger than {LARGEST // 2**20} MiB", "divide the schools among several files")])
    return content


def _syntax(error: yaml.YAMLError, text: str, shown: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else 1
    lines = text.splitlines()
    blank = lines[line - 1][: len(lines[line - 1]) - len(lines[line - 1].lstrip())] if line <= len(lines) else ""
    if "\t" in blank:
        return Problem(shown, line, "the line is indented with a tab", "indent with spaces")
    what = getattr(error, "problem", None) or str(error).splitlines()[0]
    return Problem(shown, line, f"not valid YAML: {what}", "correct the line or the one before it")
