"""What is wrong with data or text, said to its author."""

from __future__ import annotations

import difflib
import errno
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake. `path` is relative to the project; `line` counts from 1."""

    path: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return " ".join(f"{self.path}:{self.line}: {self.what}; {self.remedy}".splitlines())  # a key may hold the end of a line


class Refused(Exception):
    """Raised with all problems at once, so that an author mends them in one go."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[Refused], tuple[list[Problem]]]:
        return Refused, (self.problems,)


CURES = {
    FileNotFoundError: "check the name, and make the folder first",
    FileExistsError: "name another file or folder",
    NotADirectoryError: "name a folder, not a file",
    IsADirectoryError: "name a file, or move the folder away",
    PermissionError: "run it as a user who may read and write there",
}
NOT_WRITTEN = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def refusal_of_system(error: OSError, place: object) -> Problem:
    """What the system refuses, said to its user; `place` is named where the error names no file."""
    where, reason = str(error.filename2 or error.filename or place), str(error.strerror or error)
    cure = CURES.get(type(error), "free some space or mend the disk, then run it again")
    return Problem(where, 1, f"cannot be written ({reason})" if error.errno in NOT_WRITTEN else reason, cure)


def nearest(name: str, known: Iterable[str], add: str = "") -> str:
    """The remedy for an unknown name: the nearest known one, else `add`, else the first few known."""
    known = sorted(map(str, known))
    close = difflib.get_close_matches(str(name), known, n=1, cutoff=0.6)
    if close:
        return f'did you mean "{close[0]}"?'
    return add or ("use one of: " + ", ".join(known[:12]) if known else "remove it")
