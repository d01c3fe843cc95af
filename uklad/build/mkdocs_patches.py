"""What is patched of other packages: each with its reason and the version that it holds for; a test fails when that changes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache

import material.extensions.emoji

HOLDS_FOR = {"mkdocs-material": "9.8.1"}


@cache
def patch() -> None:
    """Patch, once in a process."""
    # The theme looks through ten thousand icons with a recursive glob, which takes 0.4 s in each process; a walk takes a tenth.
    material.extensions.emoji.iglob = _icons


def _icons(pattern: str, recursive: bool = True) -> Iterator[str]:
    """As glob.iglob of folder/**/*.svg."""
    for path, _, names in os.walk(pattern.partition("**")[0]):
        yield from (os.path.join(path, name) for name in names if name.endswith(".svg"))
