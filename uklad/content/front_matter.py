"""What the front matter of a page may say, and in which form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from uklad.base.errors import Problem, nearest
from uklad.base.yaml_reader import Source


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
    "roles": Form(_texts, "is not a list of roles", 'write "roles: [teacher]"'),
    "order": Form(lambda value: isinstance(value, int) and not isinstance(value, bool), "is not a whole number", 'write "order: 3"'),
    "earlier": Form(lambda value: isinstance(value, bool), "is neither true nor false", 'write "earlier: true"'),
    "hide": Form(_texts, "is not a list of parts", 'write "hide: [toc]"'),
    "template": Form(_text, "is not the name of a template", 'write "template: search.html"'),
}


def misshapen(front: dict[str, Any], source: Source) -> Iterator[Problem]:
    """A problem for each key that pages do not have, and each value of another form than its key needs.

    `front` is what MkDocs reads, `source` knows its lines.
    """
    for key, value in front.items():
        if key not in KEYS:
            remedy = nearest(str(key), KEYS, f"remove it, or use one of: {', '.join(sorted(KEYS))}")
            yield source.problem((str(key),), f'the front matter has an unknown key "{key}"', remedy)
        elif value is not None and not KEYS[key].fits(value):
            yield source.problem((key,), f'"{key}" {KEYS[key].what}', KEYS[key].remedy)
