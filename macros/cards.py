"""Cards that lead from one page to others."""

from __future__ import annotations

from collections.abc import Callable

from macros.terms import literal_forms
from uklad.content.pages import Page
from uklad.rendering.context import Context

ICONS = {
    "administrator": "material/account-cog-outline",
    "leadership": "material/bank-outline",
    "homeroom-teacher": "material/account-group-outline",
    "teacher": "material/human-male-board",
    "student": "material/school-outline",
    "parent": "material/account-child-outline",
}


def macros(context: Context) -> dict[str, Callable[..., str | bool]]:
    """Macros of this subject by name."""

    def shows(path: str) -> bool:
        """Whether a page exists at this school."""
        return any(page.path == path for page in context.pages)

    def role_cards() -> str:
        """A card for each role, leading to its guide."""
        guides = {page.role: page for page in context.pages if page.role}
        cards = [_card(context, guides[role], _iam(context, role), ICONS[role]) for role in _order(context) if role in guides]
        return _cards("roles", cards)

    def task_cards(role: str = "") -> str:
        """A card for each task of this school, or of one role."""
        tasks = [p for p in context.pages if _is_task(p) and (not role or role in p.meta.get("roles", []))]
        return _cards("tasks", [_card(context, page, context.render(str(page.meta["title"]))) for page in tasks])

    return {"shows": shows, "role_cards": role_cards, "task_cards": task_cards}


def _order(context: Context) -> list[str]:
    """Families first: they are in a hurry."""
    return list(reversed(context.site.schools.roles))


def _iam(context: Context, role: str) -> str:
    return context.site.words(f"iam.{role}", role=literal_forms(context.site.role(role)))


def _is_task(page: Page) -> bool:
    return page.path.startswith("tasks/") and not page.path.endswith("index.md")


def _card(context: Context, page: Page, title: str, icon: str = "") -> str:
    mark = f":{icon.replace('/', '-')}: " if icon else ""
    summary = context.render(str(page.meta["summary"]))
    return f"- {mark}[{title}]({context.link(page.path)})\n\n    {summary}"


def _cards(kind: str, cards: list[str]) -> str:
    body = "\n\n".join(cards)
    return f'<div class="cards {kind}" markdown="1">\n\n{body}\n\n</div>'
