"""Asking for clauses and citing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from macros.sources import lines_by_clauses
from uklad.rendering.context import ACT_PAGE, Context
from uklad.rendering.renderer import cite as cite_clause


def macros(context: Context) -> dict[str, Callable[..., Any]]:
    """Macros of this subject by name."""

    def has(*ids: str) -> bool:
        """Whether this edition has at least one of the clauses."""
        return context.site.has(*ids)

    def has_all(*ids: str) -> bool:
        """Whether this edition has every one of the clauses."""
        return all(context.site.has(name) for name in ids)

    def cite(*ids: str) -> str:
        """A linked citation of those of the clauses that this edition has: п. 4.13.5."""
        here = context.site.here(*ids)
        if not here:
            raise ValueError(f'this edition has none of the clauses {", ".join(ids)}; guard the text with has("{ids[0]}")')
        return ", ".join(citations(context, here))

    def clause(name: str) -> str:
        """The text of a clause of this edition."""
        here = context.site.here(name)
        return lines_by_clauses(here, context.text(*here))

    return {"has": has, "has_all": has_all, "cite": cite, "clause": clause}


def citations(context: Context, ids: list[str]) -> list[str]:
    """Linked citations, one for each printed place: items of one clause are cited once."""
    found: dict[str, str] = {}
    for name in ids:
        found.setdefault(cite_clause(context, name), name)
    return [f"[{text}]({context.link(f'{ACT_PAGE}#{name}')}){{ .cite }}" for text, name in found.items()]
