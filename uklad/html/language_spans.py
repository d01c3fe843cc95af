"""Marks words of another script with their language, so that a screen reader says them right."""

from __future__ import annotations

import re

INSIDE = r"(?:\"[^\"]*\"|'[^']*'|[^\"'>])*+"  # of a tag: what stands in quotes may hold its end
WHOLE = r"(?:script|style|title|textarea|svg)\b"  # elements that are passed over with all that they hold
PARTS = re.compile(rf"<!--.*?-->|<{WHOLE}{INSIDE}>.*?</{WHOLE}[^>]*>|<{INSIDE}>|<[^>]*>", re.S)
TAG = re.compile(rf"<(/?)([a-zA-Z][\w-]*)({INSIDE})>", re.S)
CYRILLIC = re.compile(r"(?:№\s*)?[А-Яа-яЁё](?:[\w\s\-–—«»„“№.,;:()/]*[А-Яа-яЁё\d»])?")
LATIN = re.compile(r"[A-Za-z]")
BETWEEN = re.compile(r"\s*[^\w\s]*\s*")
OPEN_ONLY = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")


def mark_foreign(page: str, locale: str) -> str:
    """The page with Russian words in `<span lang="ru">`, where the page is in a language of another script."""
    if locale == "ru":
        return page
    out: list[str] = []
    stack: list[tuple[str, bool]] = [("", False)]  # open elements, and whether they are Russian already
    at = 0
    for part in PARTS.finditer(page):
        out += [_marked(page[at : part.start()], stack[-1][1]), part[0]]
        follow(part[0], stack)
        at = part.end()
    return "".join([*out, _marked(page[at:], stack[-1][1])])


def follow(part: str, stack: list[tuple[str, bool]]) -> None:
    """Open or close the element of a tag; what holds no elements of its own is passed over."""
    tag = TAG.fullmatch(part)
    if not tag or tag[2].lower() in OPEN_ONLY or tag[3].endswith("/"):
        return
    if not tag[1]:
        lang = re.search(r"\slang=\"?([\w-]+)", tag[3])
        stack.append((tag[2], lang[1] == "ru" if lang else stack[-1][1]))
    elif tag[2] == stack[-1][0] or any(name == tag[2] for name, _ in stack):
        while stack.pop()[0] != tag[2]:
            pass


def tag_end(part: str) -> int:
    """Where the first tag of a part ends, counted from its beginning."""
    tag = TAG.match(part)
    return tag.end() if tag else part.find(">") + 1


def _marked(text: str, russian: bool) -> str:
    return text if russian else mark_words(text)


def mark_words(text: str) -> str:
    """Escaped text with its Russian words in elements of their own."""
    return CYRILLIC.sub(_span, text)


def _span(match: re.Match[str]) -> str:
    """A run of Russian words; Latin words that the run swept up end it."""
    latin = LATIN.search(match[0])
    run = match[0][: latin.start() if latin else None]
    if latin and (between := BETWEEN.match(run[::-1])):  # read backwards, so that long runs of signs take no longer than their length
        run = run[: len(run) - between.end()]
    return f'<span lang="ru">{run}</span>{match[0][len(run) :]}'
