"""What is wrong with data or text, said to its author."""

from __future__ import annotations

import difflib
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


def nearest(name: str, known: Iterable[str], add: str = "") -> str:
    """The remedy for an unknown name: the nearest known one, else `add`, else the first few known."""
    known = sorted(map(str, known))
    close = difflib.get_close_matches(str(name), known, n=1, cutoff=0.6)
    if close:
        return f'did you mean "{close[0]}"?'
    return add or ("use one of: " + ", ".join(known[:12]) if known else "remove it")
