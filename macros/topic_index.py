"""The topics of a site by the alphabet: its pages, questions and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from uklad.content.pages import Page
from uklad.html.search_index import write_index as write_units
from uklad.rendering.context import Current

NOT_TOPICS = ("search.md", "topics.md")
Topic = tuple[str, str]  # title and target


def macros(now: Current) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def topics() -> str:
        """Links to every page, question and word of the glossary, under their first letters."""
        sections = [(letter, list(listed)) for letter, listed in groupby(sorted(_topics(now), key=_key), _letter)]
        names = {letter: letter if letter.isalpha() else now.site.words("search.digits") for letter, _ in sections}
        leaps = " ".join(f"[{names[letter]}](#az-{ord(letter)})" for letter, _ in sections)
        parts = [f"{leaps}\n{{: .letters }}"]
        for letter, listed in sections:
            lines = "\n".join(f"- [{title}]({now.link(target)})" for title, target in listed)
            parts.append(f"## {names[letter]} {{ #az-{ord(letter)} }}\n\n{lines}")
        return "\n\n".join(parts)

    return {"topics": topics}


def on_post_build(env: Any) -> None:
    """Write what the search looks through, once plain MkDocs has built the pages; `uklad build` does it itself."""
    now = env.conf["extra"]["current"]
    if not now.portal and not env.conf["extra"]["uklad"].get("site"):
        write_units(Path(now.env.conf["site_dir"]), now.site)


def _topics(now: Current) -> Iterator[Topic]:
    for page in now.pages:
        if page.path not in NOT_TOPICS:
            yield now.render(str(page.meta["title"])), page.path
            yield from _questions(now, page)
    glossary = next((page.path for page in now.pages if "glossary()" in page.body), None)
    if glossary:
        yield from ((now.render(entry["term"]), f"{glossary}#{entry['id']}") for entry in now.glossary)


def _questions(now: Current, page: Page) -> list[Topic]:
    """The questions that the page shows at this school, found by carrying out its macros."""
    found: list[Topic] = []

    def question(slug: str, title: str, caller: Callable[[], str] = str) -> str:
        """Note the question in place of showing it."""
        found.append((now.render(title), f"{page.path}#{slug}"))
        return ""

    if any(page.calls("question")):
        was, now.rehearsed = now.rehearsed, page
        now.render(page.body, question=question)
        now.rehearsed = was
    return found


def _plain(title: str) -> str:
    """A title as it sorts: without quotation marks, ё as е."""
    return re.sub(r"^\W+", "", title.casefold().replace("ё", "е"))


def _key(topic: Topic) -> tuple[str, str, str]:
    return _letter(topic), _plain(topic[0]), topic[1]


def _letter(topic: Topic) -> str:
    first = _plain(topic[0])[:1].upper()
    return first if first.isalpha() else "0"
