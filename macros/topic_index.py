"""The topics of a site by the alphabet: its pages, questions and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from macros.questions import answered, left_open, wording
from uklad.content.pages import Page
from uklad.rendering.context import Context

NOT_TOPICS = ("search.md", "topics.md")
Topic = tuple[str, str]  # title and target


def macros(context: Context) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def topics() -> str:
        """Links to every page, question and word of the glossary, under their first letters."""
        sections = [(letter, list(listed)) for letter, listed in groupby(sorted(_topics(context), key=_key), _letter)]
        names = {letter: letter if letter.isalpha() else context.site.words("search.digits") for letter, _ in sections}
        leaps = " ".join(f"[{names[letter]}](#az-{ord(letter)})" for letter, _ in sections)
        parts = [f"{leaps}\n{{: .letters }}"]
        for letter, listed in sections:
            lines = "\n".join(f"- [{title}]({context.link(target)})" for title, target in listed)
            parts.append(f"## {names[letter]} {{ #az-{ord(letter)} }}\n\n{lines}")
        return "\n\n".join(parts)

    return {"topics": topics}


def _topics(context: Context) -> Iterator[Topic]:
    for page in context.pages:
        if page.path not in NOT_TOPICS:
            yield context.render(str(page.meta["title"])), page.path
            yield from _questions(context, page)
    glossary = next((page.path for page in context.pages if "glossary()" in page.body), None)
    if glossary:
        yield from ((context.render(entry.term), f"{glossary}#{entry.id}") for entry in context.glossary)


def _questions(context: Context, page: Page) -> list[Topic]:
    """The questions that the page shows at this school."""
    if "questions()" not in page.body:
        return []
    shown = dict.fromkeys([*answered(context), *left_open(context)])
    return [(wording(context, one), f"{page.path}#{one.id}") for one in shown]


def _plain(title: str) -> str:
    """A title as it sorts: without quotation marks, ё as е."""
    return re.sub(r"^\W+", "", title.casefold().replace("ё", "е"))


def _key(topic: Topic) -> tuple[str, str, str]:
    return _letter(topic), _plain(topic[0]), topic[1]


def _letter(topic: Topic) -> str:
    first = _plain(topic[0])[:1].upper()
    return first if first.isalpha() else "0"
