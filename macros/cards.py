"""Cards that lead from one page to others."""

from __future__ import annotations

from collections.abc import Callable

from macros.sources import SHARED, marked
from macros.terms import literal_forms
from uklad.base.escape import literal, literal_within
from uklad.content.pages import Page
from uklad.rendering.context import Context


def macros(context: Context) -> dict[str, Callable[..., str | bool]]:
    """Macros of this subject by name."""

    def shows(path: str) -> bool:
        """Whether a page exists at this school."""
        return any(page.path == path for page in context.pages)

    def role_cards() -> str:
        """A card for each role, leading to its guide."""
        guides = {page.role: page for page in context.pages if page.role}
        icons = {role: data.icon for role, data in context.site.schools.roles.items()}
        cards = [_card(context, guides[role], _iam(context, role), icons[role]) for role in _order(context) if role in guides]
        return _cards("roles", cards)

    def task_cards(role: str = "") -> str:
        """A card for each task of this school, or of one role."""
        tasks = [page for page in context.pages if page.task and (not role or role in context.site.roles_of(page))]
        return _cards("tasks", [_card(context, page, context.render(str(page.meta["title"]))) for page in tasks])

    return {"shows": shows, "role_cards": role_cards, "task_cards": task_cards}


def _order(context: Context) -> list[str]:
    """Families first: they are in a hurry."""
    return list(reversed(context.site.schools.roles))


def _iam(context: Context, role: str) -> str:
    """How a reader chooses the role: I am a parent."""
    said = context.site.schools.roles[role].i_am
    if said:
        return marked(SHARED, literal(said[context.site.locale]))
    return context.site.words("guide.i_am", role=literal_forms(context.site.role(role)))


def _card(context: Context, page: Page, title: str, icon: str = "") -> str:
    mark = f":{literal_within(icon.replace('/', '-'))}: " if icon else ""
    summary = context.render(str(page.meta["summary"]))
    return f"- {mark}[{title}]({context.link(page.path)})\n\n    {summary}"


def _cards(kind: str, cards: list[str]) -> str:
    body = "\n\n".join(cards)
    return f'<div class="cards {kind}" markdown="1">\n\n{body}\n\n</div>'
