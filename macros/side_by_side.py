"""The act in every locale at once, aligned by clause."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator

from macros.sources import COPY
from uklad.base.escape import literal_within
from uklad.model.outline import items_of
from uklad.model.outline_and_copy import Chapter, Entry
from uklad.rendering.context import Context
from uklad.rendering.renderer import cite, clause_markdown

Column = tuple[str, Callable[[str], str]]  # a locale, and its texts by clause


def macros(context: Context) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def side_by_side() -> str:
        """Every clause in this locale and beside it in the others, under the same number."""
        others = [locale for locale in context.site.schools.locales if locale != context.site.locale]
        columns = [(context.site.locale, context.text), *((locale, _texts_in(context, locale)) for locale in others)]
        body = "\n\n".join(part for chapter in context.site.outline.chapters for part in _chapter(context, chapter, columns))
        return f'<div class="not-searched" markdown="1">\n\n{body}\n\n</div>'

    return {"side_by_side": side_by_side}


def _texts_in(context: Context, locale: str) -> Callable[[str], str]:
    """The texts of the same edition in another locale."""
    return functools.partial(clause_markdown, context.beside(locale=locale))


def _chapter(context: Context, chapter: Chapter, columns: list[Column]) -> Iterator[str]:
    number = f"{literal_within(chapter.number)}. " if chapter.number else ""
    yield f'## {number}{context.text(chapter.id)} {{ #{chapter.id} data-clause="{chapter.id}" }}'
    for entry in chapter.clauses:
        name = entry.clause or entry.heading or entry.gap
        texts = "\n\n".join(
            f'<div lang="{locale}" markdown="1">\n\n{_body(entry, text, number == 0)}\n\n</div>'
            for number, (locale, text) in enumerate(columns)
        )
        source = f'data-source="{COPY}"' if entry.gap else f'data-clause="{name}"'
        yield f'<div class="pair" id="{name}" {source} markdown="1">\n\n{_head(context, entry)}{texts}\n\n</div>'


def _head(context: Context, entry: Entry) -> str:
    """The number, leading to the clause on the page of the whole act."""
    return (
        f"[{cite(context, entry.clause)}]({context.link(f'regulation/index.md#{entry.clause}')})\n{{: .clause-number }}\n\n"
        if entry.clause
        else ""
    )


def _body(entry: Entry, text: Callable[[str], str], anchors: bool) -> str:
    """The text of an entry with its items and paragraphs; the first column carries their anchors."""

    def below(name: str) -> str:
        return (f'<span id="{name}"></span>' if anchors else "") + text(name)

    items = "\n".join(_item(below(name), depth) for name, depth in items_of(entry))
    parts = [text(str(entry.clause or entry.heading or entry.gap)), items, *map(below, entry.paragraphs)]
    return "\n\n".join(part for part in parts if part)


def _item(text: str, depth: int) -> str:
    indent = "    " * depth
    return f"{indent}- " + text.replace("\n", f"\n{indent}    ")
