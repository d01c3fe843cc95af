"""Steps, advice, questions, and what a guide says first about its role."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from macros.citations import citations
from macros.terms import literal_forms
from uklad.content.pages import step_anchor
from uklad.rendering.context import Current, Shown


def macros(now: Current) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def step(clauses: str, title: str, slug: str = "", caller: Callable[[], str] = str) -> str:
        """A numbered step resting on clauses; nothing where the edition has none of them."""
        here = now.site.here(*clauses.split())
        if not here:
            return ""
        said, anchor = now.render(title), step_anchor(clauses, slug)
        if now.rehearsed:
            now.recorded.append(Shown(now.rehearsed, tuple(here), said, anchor))
            return ""
        now.numbers[now.path] = number = now.numbers.get(now.path, 0) + 1
        head = f"### {number}. {said} {{ #{anchor} .step-title }}"
        basis = f"{', '.join(citations(now, here))}\n{{: .basis }}"
        body = caller().strip()
        return _div("step", head, body, basis, more=f' data-digest="{_digest(now, said, body)}"')

    def advice(caller: Callable[[], str] = str) -> str:
        """Practical advice that rests on no clause, marked as such."""
        return _div("advice", f"{now.site.words('advice')}\n{{: .advice-title }}", caller().strip())

    def question(slug: str, title: str, caller: Callable[[], str] = str) -> str:
        """A question with its answer."""
        return _div("question", f"### {now.render(title)} {{ #{slug} }}", caller().strip())

    def role_status() -> str:
        """What a guide says first where the act is silent on the role, or its pages are lost."""
        role, outline = now.path.removesuffix(".md").rpartition("/")[2], now.site.outline
        for roles, name in ((outline.silent, "role.none"), (outline.lost, "role.lost"), (outline.partly_lost, "role.partly-lost")):
            if role in roles:
                return _div("gap", now.text(name, role=literal_forms(now.site.role(role))))
        return ""

    return {"step": step, "advice": advice, "question": question, "role_status": role_status}


def _digest(now: Current, *parts: str) -> str:
    """A short digest of a step's words: a reader's tick holds until they change."""
    return hashlib.sha256(now.site.words.bind("\n".join(parts)).encode()).hexdigest()[:8]


def _div(kind: str, *parts: str, more: str = "") -> str:
    body = "\n\n".join(part for part in parts if part)
    return f'\n<div class="{kind}"{more} markdown="1">\n\n{body}\n\n</div>\n'
