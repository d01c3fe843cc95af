"""Files with holes: where a mark stands, and how what fills it is written there (text, attribute, JSON, address)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from uklad.base.placeholders import PLACEHOLDER, Meaning
from uklad.content.derived_values import MARKUP
from uklad.html.language_spans import PARTS, follow, mark_words, tag_end
from uklad.html.search_index import SWAPPED

QUOTED = re.compile(r"%(?:EE%[89AB]|EF%[89])[0-9A-F]%[89AB][0-9A-F]|%EF%A[0-3]%[89AB][0-9A-F]")  # the same, as addresses have them
EITHER = re.compile(f"{PLACEHOLDER.pattern}|{QUOTED.pattern}")
Hole = tuple[str, str]  # a mark, and the way in which what it stands for is written


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _index(text: str) -> str:
    return _json(" ".join(text.split()))


def _script(text: str) -> str:
    return _json(text).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


WAYS: dict[str, Callable[[str], str]] = {
    "text": lambda text: html.escape(text, quote=False),
    "foreign": lambda text: mark_words(html.escape(text, quote=False)),
    "attribute": html.escape,
    "script": _script,
    "json": _json,
    "index": _index,
    "swapped": lambda text: _index(text.translate(SWAPPED)),
    "address": lambda text: quote(text, safe="/@"),
    "markup": str,
    "xml": html.escape,
}
FOR_PROGRAMS = ("script", "json", "xml", "address")  # read by programs, a letter by the mail program


@dataclass(frozen=True)
class Holed:
    """A file: its fixed parts, and the hole after each but the last."""

    fixed: tuple[bytes, ...]
    holes: tuple[Hole, ...]

    def filled(self, said: Callable[[Hole], bytes]) -> bytes:
        """The file with every hole filled."""
        parts = list(self.fixed)
        for index, hole in enumerate(self.holes):
            parts[index] += said(hole)
        return b"".join(parts)


def holed(path: str, text: str, locale: str, meant: Mapping[str, Meaning]) -> Holed:
    """The file at `path` with holes for its marks; a character that stands for nothing is text."""
    fixed, holes, at = [], [], 0
    for start, end, way in _found(path, text, locale):
        if (mark := unquote(text[start:end])) not in meant:
            continue
        fixed.append(text[at:start].encode())
        holes.append((mark, "markup" if meant[mark][:2] in MARKUP else way))
        at = end
    return Holed((*fixed, text[at:].encode()), tuple(holes))


def _found(path: str, text: str, locale: str) -> Iterator[tuple[int, int, str]]:
    """Each mark: where it begins and ends, and the way it is written there."""
    if path.endswith(".html"):
        yield from _in_page(text, locale)
        return
    ways = {".xml": "xml", ".js": "swapped" if '"letters":' in text[:200] else "index"}
    way = next((way for ending, way in ways.items() if path.endswith(ending)), "json")
    yield from ((*match.span(), way) for match in PLACEHOLDER.finditer(text))


def _in_page(page: str, locale: str) -> Iterator[tuple[int, int, str]]:
    stack = [("", locale == "ru")]  # open elements, and whether their words are Russian
    marks = list(EITHER.finditer(page))
    for part in PARTS.finditer(page):
        text = "text" if stack[-1][1] else "foreign"
        while marks and marks[0].start() < part.start():
            yield _one(marks.pop(0), text)
        while marks and marks[0].start() < part.end():
            inside = marks[0].start() - part.start() >= tag_end(part[0])
            yield _one(marks.pop(0), _inside(part[0]) if inside else "attribute")
        if locale != "ru":
            follow(part[0], stack)
    yield from (_one(match, "text" if stack[-1][1] else "foreign") for match in marks)


def _inside(element: str) -> str:
    return "script" if element.startswith("<script") else "text"


def _one(match: re.Match[str], way: str) -> tuple[int, int, str]:
    return (*match.span(), way if len(match[0]) == 1 else "address")
