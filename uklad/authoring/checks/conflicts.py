"""No text holds what git writes where two people changed the same lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from uklad.base.errors import Problem

BEGINS = re.compile(r"^<{7}(?: .*)?$")
MARKS = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$")


def conflicts(text: str, shown: str) -> Iterator[Problem]:
    """A problem for each conflict of a file's text, at the line where it begins; and for each mark left of one."""
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith(("<<<<<<<", ">>>>>>>", "|||||||")) or not MARKS.match(line):
            continue
        if BEGINS.match(line):
            yield Problem(
                shown, number, "a conflict of git begins here", "keep what is right, and remove the lines <<<<<<<, ======= and >>>>>>>"
            )
        elif not inside:
            yield Problem(shown, number, f'the line "{line[:20]}" is left of a conflict of git', "remove it")
        inside = line.startswith(("<", "|"))


def file_conflicts(path: Path, shown: str) -> list[Problem]:
    """The conflicts of a file, whatever its encoding."""
    return list(conflicts(path.read_text(encoding="utf-8", errors="replace"), shown))
