"""Finds links and anchors of a tree's pages that lead nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from uklad.base.errors import Problem
from uklad.html.page_tree import Tree, line_of, pages
from uklad.html.tags import Tag, read_tags

ADDRESSES = ("href", "src", "action", "formaction", "poster", "background", "xlink:href")
CANDIDATE = re.compile(r"[\s,]*([^\s,]\S*?)(?:,+(?=\s|\Z)|\s[^,]*(?:,|\Z)|\Z)")  # of srcset: an address may hold commas
REFRESH = re.compile(r"\s*[\d.]*[\s;,]+(?:url\s*=\s*)?(?:\"([^\"]*)|'([^']*)|([^\"'].*))", re.I | re.S)
CURE = "correct the link; where it leads to a superseded edition, publish with --all"
OF_ITSELF = "remove the tag: readers must choose where they go"


def broken_links(tree: Tree) -> Iterator[Problem]:
    """Links of pages that lead nowhere within the tree, or name an anchor that is not there; and tags that lead readers away unasked."""
    anchors = lru_cache(maxsize=4096)(lambda path: _anchors(tree[path]))  # a thousand schools do not fit at once
    for path in pages(tree):
        text = tree[path].read_text(encoding="utf-8")
        tags = list(read_tags(text))
        for link in sorted({link for tag in tags for link in _links(tag)}):
            if what := _broken(path, link, tree, anchors):
                yield Problem(path, line_of(text, link), what, CURE)
        for said, what in _led_away(tags):
            yield Problem(path, line_of(text, said), what, OF_ITSELF)


def _links(tag: Tag) -> Iterator[str]:
    """Every address that a tag names."""
    name, attributes = tag
    yield from (attributes[key] for key in ADDRESSES if key in attributes)
    for key in ("srcset", "imagesrcset"):
        yield from CANDIDATE.findall(attributes.get(key, ""))
    if name == "object" and "data" in attributes:
        yield attributes["data"]
    if address := _refresh(tag):
        yield address


def _refresh(tag: Tag) -> str:
    """The address to which a tag leads the reader by itself; none for any other tag."""
    name, attributes = tag
    if name != "meta" or attributes.get("http-equiv", "").strip().lower() != "refresh":
        return ""
    said = REFRESH.match(attributes.get("content", ""))
    return next(filter(None, said.groups()), "").strip() if said else ""


def _led_away(tags: Iterable[Tag]) -> Iterator[tuple[str, str]]:
    """Addresses outside to which tags lead unasked, each with what is wrong."""
    for tag in tags:
        if (address := _refresh(tag)) and _scheme(address):
            yield address, f'the page leads to "{address}" by itself'
        if tag[0] == "base" and "href" in tag[1]:
            yield "<base", 'the tag "base" changes where every link leads'


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme
    except ValueError:
        return ""


def _broken(path: str, link: str, tree: Tree, anchors: Callable[[str], set[str]]) -> str | None:
    """What is wrong with one link of a page, if anything."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return f'the link "{link}" is no address'
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


def _anchors(page: Path) -> set[str]:
    """The names to which links may lead within a page."""
    tags = list(read_tags(page.read_text(encoding="utf-8")))
    return {tag[1][key] for tag in tags for key in ("id", "name") if key in tag[1] and (key == "id" or tag[0] == "a")}
