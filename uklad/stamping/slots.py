"""Files with slots: where a placeholder stands, and how its value is written there (text, attribute, JSON, address)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from uklad.base.placeholders import PLACEHOLDER, Meaning
from uklad.base.text import json_for_script
from uklad.content.derived_values import MARKUP
from uklad.html.language_spans import PARTS, follow, mark_words, tag_end
from uklad.html.search_index import SWAPPED

QUOTED = re.compile(r"%(?:EE%[89AB]|EF%[89])[0-9A-F]%[89AB][0-9A-F]|%EF%A[0-3]%[89AB][0-9A-F]")  # the same, as addresses have them
EITHER = re.compile(f"{PLACEHOLDER.pattern}|{QUOTED.pattern}")
Slot = tuple[str, str]  # a placeholder, and the form in which its value is written


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _index(text: str) -> str:
    return _json(" ".join(text.split()))


def _script(text: str) -> str:
    return json_for_script(text)[1:-1]


WRITERS: dict[str, Callable[[str], str]] = {
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
class SlottedFile:
    """A file: its fixed parts, and the slot after each but the last."""

    fixed: tuple[bytes, ...]
    slots: tuple[Slot, ...]

    def stamped(self, value: Callable[[Slot], bytes]) -> bytes:
        """The file with a value in every slot."""
        parts = list(self.fixed)
        for index, slot in enumerate(self.slots):
            parts[index] += value(slot)
        return b"".join(parts)


def slotted_file(path: str, text: str, locale: str, meanings: Mapping[str, Meaning]) -> SlottedFile:
    """The file at `path` with slots for its placeholders; a character that stands for nothing is text."""
    fixed, slots, at = [], [], 0
    for start, end, form in _found(path, text, locale):
        if (placeholder := unquote(text[start:end])) not in meanings:
            continue
        fixed.append(text[at:start].encode())
        slots.append((placeholder, "markup" if meanings[placeholder][:2] in MARKUP else form))
        at = end
    return SlottedFile((*fixed, text[at:].encode()), tuple(slots))


def _found(path: str, text: str, locale: str) -> Iterator[tuple[int, int, str]]:
    """Each placeholder: where it begins and ends, and the form in which its value is written there."""
    if path.endswith(".html"):
        yield from _in_page(text, locale)
        return
    forms = {".xml": "xml", ".js": "swapped" if '"letters":' in text[:200] else "index"}
    form = next((form for ending, form in forms.items() if path.endswith(ending)), "json")
    yield from ((*match.span(), form) for match in PLACEHOLDER.finditer(text))


def _in_page(page: str, locale: str) -> Iterator[tuple[int, int, str]]:
    stack = [("", locale == "ru")]  # open elements, and whether their words are Russian
    found = list(EITHER.finditer(page))
    for part in PARTS.finditer(page):
        text = "text" if stack[-1][1] else "foreign"
        while found and found[0].start() < part.start():
            yield _one(found.pop(0), text)
        while found and found[0].start() < part.end():
            inside = found[0].start() - part.start() >= tag_end(part[0])
            yield _one(found.pop(0), _inside(part[0]) if inside else "attribute")
        if locale != "ru":
            follow(part[0], stack)
    yield from (_one(match, "text" if stack[-1][1] else "foreign") for match in found)


def _inside(element: str) -> str:
    return "script" if element.startswith("<script") else "text"


def _one(match: re.Match[str], form: str) -> tuple[int, int, str]:
    return (*match.span(), form if len(match[0]) == 1 else "address")
