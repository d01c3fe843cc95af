"""The glossary of a locale, and the tooltips made of it."""

from __future__ import annotations

from collections.abc import Iterator

from uklad.rendering.context import Current


def glossary_rows(now: Current) -> Iterator[list[str]]:
    """A row for each entry, by the alphabet: the word and its meaning."""
    for entry in sorted(now.glossary, key=lambda entry: str(entry["term"]).casefold().replace("ё", "е")):
        yield [f'<span id="{entry["id"]}"></span>{now.render(entry["term"])}', now.render(entry["meaning"])]


def tooltips(now: Current) -> str:
    """Markdown that explains the chosen words wherever they occur on a page; the same on every page."""
    if now.tooltips is None:
        now.tooltips = _tooltips(now)
    return now.tooltips


def _tooltips(now: Current) -> str:
    return "\n".join(f"*[{word}]: {now.render(entry['meaning'])}" for entry in now.glossary for word in entry.get("tooltip", []))
