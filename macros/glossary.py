"""The glossary of a locale, and the tooltips made of it."""

from __future__ import annotations

from collections.abc import Iterator

from uklad.rendering.context import Context


def glossary_rows(context: Context) -> Iterator[list[str]]:
    """A row for each entry, by the alphabet: the word and its meaning."""
    for entry in sorted(context.glossary, key=lambda entry: entry.term.casefold().replace("ё", "е")):
        yield [f'<span id="{entry.id}"></span>{context.render(entry.term)}', context.render(entry.meaning)]


def tooltips(context: Context) -> str:
    """Markdown that explains the chosen words wherever they occur on a page; the same on every page."""
    if context.tooltips is None:
        context.tooltips = _tooltips(context)
    return context.tooltips


def _tooltips(context: Context) -> str:
    return "\n".join(f"*[{word}]: {context.render(entry.meaning)}" for entry in context.glossary for word in entry.tooltip)
