"""What must hold of a tree before readers see it: links and anchors lead somewhere, no school's page names another."""

from __future__ import annotations

import html
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from uklad.base.errors import Problem
from uklad.model.schema import Schools
from uklad.publishing.plan import Tree

SCRIPT = re.compile(r"(<(script|style)\b[^>]*>).*?</\2>", re.S)
TAG = re.compile(r"<[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>")
ADDRESS = re.compile(r"\s(?:href|src)=(?:\"([^\"]*)\"|'([^']*)')")
ANCHOR = re.compile(r"\s(?:id|name)=(?:\"([^\"]*)\"|'([^']*)')")
WORD = re.compile(r"\w+")
LINK_CURE = "correct the link; where it leads to a superseded edition, publish with --all"
NAME_CURE = "remove the name, or correct the macro that brought it"


def unsound(tree: Tree, schools: Schools) -> list[Problem]:
    """Every broken link and every foreign name in the pages of a tree."""
    return sorted({*broken_links(tree), *foreign_names(tree, schools)})


def broken_links(tree: Tree) -> Iterator[Problem]:
    """Links of pages that lead nowhere within the tree, or name an anchor that is not there."""
    anchors = lru_cache(maxsize=4096)(lambda path: _anchors(tree[path]))  # a thousand schools do not fit at once
    for path in _pages(tree):
        text = tree[path].read_text(encoding="utf-8")
        for link in sorted({html.unescape(link) for link in _values(ADDRESS, _tags(text))}):
            if what := _broken(path, link, tree, anchors):
                yield Problem(path, _line(text, link), what, LINK_CURE)


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


def foreign_names(tree: Tree, schools: Schools) -> Iterator[Problem]:
    """Pages of a school that show the name of another; a name of one word cannot be told from the word."""
    names = {name: _names(schools, name) for name in schools.schools}
    by_word = _by_rarest_word(set().union(*names.values()))
    for path in _pages(tree):
        own = names.get(path.partition("/")[0])
        if own is not None:
            text = tree[path].read_text(encoding="utf-8")
            said = _said(text, own)
            for name in sorted({name for word in set(WORD.findall(said)) & by_word.keys() for name in by_word[word]} - own):
                if _shows(said, name):
                    yield Problem(path, _line(text, name), f'shows the name of another school, "{name}"', NAME_CURE)


def _names(schools: Schools, name: str) -> set[str]:
    school = schools.schools[name]
    return {_plain(text) for names in (school.name, school.full_name) for text in names.values() if len(WORD.findall(text)) > 1}


def _by_rarest_word(names: Iterable[str]) -> dict[str, list[str]]:
    """Names by the word that the fewest of them share, so that a page is searched for few of a thousand."""
    times = Counter(word for name in sorted(names) for word in set(WORD.findall(name)))
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(min(WORD.findall(name), key=lambda word: (times[word], word)), []).append(name)
    return found


def _said(text: str, own: set[str]) -> str:
    """What a page says, attributes included, without the school's own names."""
    said = _plain(html.unescape(text))
    for name in sorted(own, key=len, reverse=True):
        said = said.replace(name, " ")
    return said


def _shows(said: str, name: str) -> bool:
    return name in said and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None


def _plain(text: str) -> str:
    return " ".join(text.split())


def _pages(tree: Tree) -> list[str]:
    return sorted(path for path in tree if path.endswith(".html"))


def _tags(text: str) -> list[str]:
    return TAG.findall(SCRIPT.sub(r"\1", text))


def _anchors(page: Path) -> set[str]:
    return {html.unescape(name) for name in _values(ANCHOR, _tags(page.read_text(encoding="utf-8")))}


def _values(pattern: re.Pattern[str], tags: Iterable[str]) -> Iterator[str]:
    return (match[1] if match[1] is not None else match[2] for tag in tags for match in pattern.finditer(tag))


def _line(text: str, said: str) -> int:
    """The line of a page that says this, as written or escaped; the first where it cannot be told."""
    at = max(text.find(said), text.find(html.escape(said)), 0)
    return text[:at].count("\n") + 1
