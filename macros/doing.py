"""Which steps carry out a clause."""

from __future__ import annotations

from uklad.rendering.context import Current


def carried_out(now: Current, clause: str, role: str = "") -> list[str]:
    """Links to the steps of guides and tasks that rest on the clause, one for each page; with a role, of its guide only."""
    found: dict[str, str] = {}
    for step in now.doing:
        if clause in step.clauses and role in ("", step.page.role):
            text = f"{now.render(str(step.page.meta['title']))}: {step.title}"
            found.setdefault(step.page.path, f"[{text}]({now.link(f'{step.page.path}#{step.anchor}')})")
    return list(found.values())
