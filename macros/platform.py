"""What became of the platform since the edition was adopted."""

from __future__ import annotations

from collections.abc import Callable

from macros.sources import SHARED, marked_block
from uklad.base.escape import literal
from uklad.model.reference_data import Fact, Move
from uklad.rendering.context import Context


def macros(context: Context) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def platform_moves() -> str:
        """The platform's moves since the edition, stage by stage, with their source."""
        return marked_block(SHARED, *(_move(context, name, move) for name, move in moves_since(context)))

    def known_facts() -> str:
        """What is known of the platform beside this act: dated facts with their source."""
        return marked_block(SHARED, *(_fact(context, fact) for fact in context.site.platform.facts))

    return {"platform_moves": platform_moves, "known_facts": known_facts}


def moves_since(context: Context) -> list[tuple[str, Move]]:
    """The platform's name (literal) and each of its moves that the edition does not know of."""
    site = context.site
    return [(literal(site.platform.name[site.locale]), move) for move in site.platform.moves if move.since > site.edition.date]


def _fact(context: Context, fact: Fact) -> str:
    words, locale = context.site.words, context.site.locale
    return f"{literal(fact.text[locale])} {words('platform_source', source=literal(fact.source[locale]))}"


def _move(context: Context, name: str, move: Move) -> str:
    words, locale = context.site.words, context.site.locale
    stages = "\n".join(
        f"- {words('platform_stage', date=words.date(stage.date), text=literal(stage.text[locale]))}" for stage in move.stages
    )
    source = words("platform_source", source=literal(move.source[locale]))
    return f"{words('platform', platform=name, to=literal(move.to[locale]))}\n\n{stages}\n\n{source}"
