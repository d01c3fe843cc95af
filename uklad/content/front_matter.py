"""What the front matter of a page may say, and in which form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from uklad.base.errors import Problem, Refused, nearest
from uklad.base.yaml_reader import Source, read_tree

BETWEEN_LINES = re.compile(r"---[ \t]*\n(.*?\n)(?:\.{3}|---)[ \t]*(?:\n|$)", re.S)  # where builders of sites look for it


@dataclass(frozen=True)
class Form:
    """The form of a value: whether it `fits`, what is said where it does not, and the remedy."""

    fits: Callable[[Any], bool]
    what: str
    remedy: str


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _text(value: Any) -> bool:
    return isinstance(value, str)


KEYS = {
    "title": Form(_text, "is not a text", "put it in quotation marks"),
    "summary": Form(_text, "is not a text", "put it in quotation marks"),
    "needs": Form(_texts, "is not a list of clauses", 'write "needs: [fly.count]"'),
    "next": Form(_texts, "is not a list of tasks", 'write "next: [join]"'),
    "roles": Form(_texts, "is not a list of roles", 'write "roles: [teacher]"'),
    "order": Form(lambda value: isinstance(value, int) and not isinstance(value, bool), "is not a whole number", 'write "order: 3"'),
    "earlier": Form(lambda value: isinstance(value, bool), "is neither true nor false", 'write "earlier: true"'),
    "hide": Form(_texts, "is not a list of parts", 'write "hide: [toc]"'),
    "template": Form(_text, "is not the name of a template", 'write "template: search.html"'),
}


def divide(text: str, shown: str) -> tuple[dict[str, Any], str, int]:
    """What the front matter of a page says, its body, and the line at which that begins. Raises Refused.

    A page without front matter says nothing there.
    """
    found = BETWEEN_LINES.match(text)
    if not found:
        return {}, text, 1
    front, lines = read_tree("\n" + found[1], shown)
    source = Source(shown, front or {}, lines)
    if problems := list(_problems(source)):
        raise Refused(problems)
    body = text[found.end() :].lstrip("\n")
    return source.value, body, text[: len(text) - len(body)].count("\n") + 1 if body else 1


def _problems(source: Source) -> Iterator[Problem]:
    """A problem for each key that pages do not have, and each value of another form than its key needs."""
    if not isinstance(source.value, dict):
        yield source.problem((), "the front matter is not a mapping of keys", 'write "title: …" and "summary: …"')
        return
    for key, value in source.value.items():
        if key not in KEYS:
            remedy = nearest(str(key), KEYS, f"remove it, or use one of: {', '.join(sorted(KEYS))}")
            yield source.problem((str(key),), f'the front matter has an unknown key "{key}"', remedy)
        elif value is not None and not KEYS[key].fits(value):
            yield source.problem((key,), f'"{key}" {KEYS[key].what}', KEYS[key].remedy)
