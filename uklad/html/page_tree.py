"""A tree of files that may not be laid out yet: its pages, and the line of a page that says something."""

from __future__ import annotations

import html
from pathlib import Path

Tree = dict[str, Path]  # path in the tree, with "/" -> where its bytes lie


def pages(tree: Tree) -> list[str]:
    """The paths of the HTML pages of a tree, sorted."""
    return sorted(path for path in tree if path.endswith(".html"))


def line_of(text: str, said: str) -> int:
    """The line of a page, counted from 1, that says this, as written or escaped; the first where it cannot be told."""
    at = max(text.find(said), text.find(html.escape(said)), 0)
    return text[:at].count("\n") + 1
