"""Asking for clauses and citing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from uklad.base.escape import literal_within
from uklad.model.outline import Place
from uklad.rendering.context import Current

ACT_PAGE = "regulation/index.md"


def macros(now: Current) -> dict[str, Callable[..., Any]]:
    """Macros of this subject by name."""

    def has(*ids: str) -> bool:
        """Whether this edition has at least one of the clauses."""
        return now.site.has(*ids)

    def has_all(*ids: str) -> bool:
        """Whether this edition has every one of the clauses."""
        return all(now.site.has(name) for name in ids)

    def cite(*ids: str) -> str:
        """A linked citation of those of the clauses that this edition has: п. 4.13.5."""
        here = now.site.here(*ids)
        if not here:
            raise ValueError(f'this edition has none of the clauses {", ".join(ids)}; guard the text with has("{ids[0]}")')
        return ", ".join(citations(now, here))

    def clause(name: str) -> str:
        """The text of a clause of this edition."""
        return now.text(*now.site.here(name))

    return {"has": has, "has_all": has_all, "cite": cite, "clause": clause}


def citations(now: Current, ids: list[str]) -> list[str]:
    """Linked citations, one for each printed place: items of one clause are cited once."""
    found: dict[str, str] = {}
    for name in ids:
        found.setdefault(label(now, name), name)
    return [f"[{text}]({now.link(f'{ACT_PAGE}#{name}')}){{ .cite }}" for text, name in found.items()]


def label(now: Current, name: str) -> str:
    """How a clause of this edition is cited, without a link."""
    return place_label(now, now.site.places[name])


def place_label(now: Current, place: Place) -> str:
    """How a place is cited, as Markdown: п. 4.11.3, п. 7.2 разд. 6, приказ, п. 1."""
    words, number, chapter = now.site.words, literal_within(place.entry.number or ""), literal_within(place.chapter.number or "")
    plain = words("cite.plain", number=number) if number else words("cite.chapter", chapter=chapter)
    title = now.text(place.chapter.id) if place.pattern == "titled" else ""
    said = words(f"cite.{place.pattern}", number=number, chapter=chapter, title=title, place=plain)
    return words.bind(said)
