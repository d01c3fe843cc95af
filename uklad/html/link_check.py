"""Finds links and anchors of a tree's pages that lead nowhere."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from uklad.base.errors import Problem
from uklad.html.page_tree import Tree, line_of, pages

SCRIPT = re.compile(r"(<(script|style)\b[^>]*>).*?</\2>", re.S)
TAG = re.compile(r"<[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>")
ADDRESS = re.compile(r"\s(?:href|src)=(?:\"([^\"]*)\"|'([^']*)')")
ANCHOR = re.compile(r"\s(?:id|name)=(?:\"([^\"]*)\"|'([^']*)')")
CURE = "correct the link; where it leads to a superseded edition, publish with --all"


def broken_links(tree: Tree) -> Iterator[Problem]:
    """Links of pages that lead nowhere within the tree, or name an anchor that is not there."""
    anchors = lru_cache(maxsize=4096)(lambda path: _anchors(tree[path]))  # a thousand schools do not fit at once
    for path in pages(tree):
        text = tree[path].read_text(encoding="utf-8")
        for link in sorted({html.unescape(link) for link in _values(ADDRESS, _tags(text))}):
            if what := _broken(path, link, tree, anchors):
                yield Problem(path, line_of(text, link), what, CURE)


def _broken(path: str, link: str, tree: Tree, anchors: Callable[[str], set[str]]) -> str | None:
    """What is wrong with one link of a page, if anything."""
    parts = urlsplit(link)
    if parts.scheme:
        return None
    if parts.netloc or parts.path.startswith("/"):
        return f'the link "{link}" is not relative'
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
    if target not in tree:
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    anchor = unquote(parts.fragment)
    if target not in tree:
        return f'the link "{link}" leads nowhere'
    if anchor and target.endswith(".html") and anchor not in anchors(target):
        return f'the link "{link}" names an anchor that {target} has not'
    return None


def _tags(text: str) -> list[str]:
    return TAG.findall(SCRIPT.sub(r"\1", text))


def _anchors(page: Path) -> set[str]:
    return {html.unescape(name) for name in _values(ANCHOR, _tags(page.read_text(encoding="utf-8")))}


def _values(pattern: re.Pattern[str], tags: Iterable[str]) -> Iterator[str]:
    return (match[1] if match[1] is not None else match[2] for tag in tags for match in pattern.finditer(tag))
