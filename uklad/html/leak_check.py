"""Finds pages of a school that name another."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from uklad.base.errors import Problem
from uklad.html.page_tree import Tree, line_of, pages
from uklad.model.schema import Schools

WORD = re.compile(r"\w+")
CURE = "remove the name, or correct the macro that brought it"


def foreign_names(tree: Tree, schools: Schools, phrases: Iterable[str]) -> Iterator[Problem]:
    """Pages of a school that show the name of another.

    Not looked for: a name of one word, which cannot be told from the word, and a name that occurs in the `phrases` of every
    site, such as «Вопросы и ответы». A name that texts say in running prose is a leak, whatever else it may mean.
    """
    said_anyway = "\n".join(map(_plain, phrases))
    names = {name: {one for one in _names(schools, name) if not _shows(said_anyway, one)} for name in schools.schools}
    by_word = _by_rarest_word(set().union(*names.values()))
    for path in pages(tree):
        own = names.get(path.partition("/")[0])
        if own is not None:
            text = tree[path].read_text(encoding="utf-8")
            said = _said(text, own)
            for name in sorted({name for word in set(WORD.findall(said)) & by_word.keys() for name in by_word[word]} - own):
                if _shows(said, name):
                    yield Problem(path, line_of(text, name), f'shows the name of another school, "{name}"', CURE)


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
