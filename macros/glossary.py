"""The glossary of a locale, and the tooltips made of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from macros.current import Current
from uklad.source import read_yaml


def entries(now: Current) -> list[dict[str, Any]]:
    """The entries that concern this edition, in the order of the file."""
    site = now.site
    locale = site.locale if (site.docs / site.locale / "glossary.yml").exists() else site.first
    found = read_yaml(site.docs / locale / "glossary.yml", f"docs/{locale}/glossary.yml").value
    return [entry for entry in found if not entry.get("needs") or site.has(*entry["needs"])]


def glossary_rows(now: Current) -> Iterator[list[str]]:
    """A row for each entry, by the alphabet: the word and its meaning."""
    for entry in sorted(entries(now), key=lambda entry: str(entry["term"]).casefold().replace("ё", "е")):
        yield [f'<span id="{entry["id"]}"></span>{now.render(entry["term"])}', now.render(entry["meaning"])]


def tooltips(now: Current) -> str:
    """Markdown that explains the chosen words wherever they occur on a page."""
    return "\n".join(f"*[{word}]: {now.render(entry['meaning'])}" for entry in entries(now) for word in entry.get("tooltip", []))
