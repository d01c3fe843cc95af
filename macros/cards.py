"""Cards that lead from one page to others."""

from __future__ import annotations

from collections.abc import Callable

from macros.terms import literal_forms
from uklad.content.pages import Page
from uklad.rendering.context import Current

ICONS = {
    "administrator": "material/account-cog-outline",
    "leadership": "material/bank-outline",
    "homeroom-teacher": "material/account-group-outline",
    "teacher": "material/human-male-board",
    "student": "material/school-outline",
    "parent": "material/account-child-outline",
}


def macros(now: Current) -> dict[str, Callable[..., str | bool]]:
    """Macros of this subject by name."""

    def shows(path: str) -> bool:
        """Whether a page exists at this school."""
        return any(page.path == path for page in now.pages)

    def role_cards() -> str:
        """A card for each role, leading to its guide."""
        guides = {page.role: page for page in now.pages if page.role}
        cards = [_card(now, guides[role], _iam(now, role), ICONS[role]) for role in _order(now) if role in guides]
        return _cards("roles", cards)

    def task_cards(role: str = "") -> str:
        """A card for each task of this school, or of one role."""
        tasks = [p for p in now.pages if _is_task(p) and (not role or role in p.meta.get("roles", []))]
        return _cards("tasks", [_card(now, page, now.render(str(page.meta["title"]))) for page in tasks])

    return {"shows": shows, "role_cards": role_cards, "task_cards": task_cards}


def _order(now: Current) -> list[str]:
    """Families first: they are in a hurry."""
    return list(reversed(now.site.schools.roles))


def _iam(now: Current, role: str) -> str:
    return now.site.words(f"iam.{role}", role=literal_forms(now.site.role(role)))


def _is_task(page: Page) -> bool:
    return page.path.startswith("tasks/") and not page.path.endswith("index.md")


def _card(now: Current, page: Page, title: str, icon: str = "") -> str:
    mark = f":{icon.replace('/', '-')}: " if icon else ""
    summary = now.render(str(page.meta["summary"]))
    return f"- {mark}[{title}]({now.link(page.path)})\n\n    {summary}"


def _cards(kind: str, cards: list[str]) -> str:
    body = "\n\n".join(cards)
    return f'<div class="cards {kind}" markdown="1">\n\n{body}\n\n</div>'
