"""Steps and what they carry out, advice, questions, and what a guide says first about its role."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from macros.citations import citations
from macros.terms import literal_forms
from uklad.content.pages import step_anchor
from uklad.rendering.context import Context, ShownStep


def macros(context: Context) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def step(clauses: str, title: str, slug: str = "", caller: Callable[[], str] = str) -> str:
        """A numbered step resting on clauses; nothing where the edition has none of them."""
        here = context.site.here(*clauses.split())
        if not here:
            return ""
        said, anchor = context.render(title), step_anchor(clauses, slug)
        if context.rehearsed:
            context.recorded.append(ShownStep(context.rehearsed, tuple(here), said, anchor))
            return ""
        context.numbers[context.here] = number = context.numbers.get(context.here, 0) + 1
        head = f"### {number}. {said} {{ #{anchor} .step-title }}"
        basis = f"{', '.join(citations(context, here))}\n{{: .basis }}"
        body = caller().strip()
        return _div("step", head, body, basis, more=f' data-digest="{_digest(context, said, body)}"')

    def advice(caller: Callable[[], str] = str) -> str:
        """Practical advice that rests on no clause, marked as such."""
        return _div("advice", f"{context.site.words('advice')}\n{{: .advice-title }}", caller().strip())

    def question(slug: str, title: str, caller: Callable[[], str] = str) -> str:
        """A question with its answer."""
        return _div("question", f"### {context.render(title)} {{ #{slug} }}", caller().strip())

    def role_status() -> str:
        """What a guide says first where the act is silent on the role, or its pages are lost."""
        said = status_of_role(context, context.here.removesuffix(".md").rpartition("/")[2])
        return _div("gap", said) if said else ""

    return {"step": step, "advice": advice, "question": question, "role_status": role_status}


def carried_out(context: Context, clause: str, role: str = "") -> list[str]:
    """Links to the steps of guides and tasks that rest on the clause, one for each page; with a role, of its guide only."""
    found: dict[str, str] = {}
    for step in context.steps:
        if clause in step.clauses and role in ("", step.page.role):
            text = f"{context.render(str(step.page.meta['title']))}: {step.title}"
            found.setdefault(step.page.path, f"[{text}]({context.link(f'{step.page.path}#{step.anchor}')})")
    return list(found.values())


def status_of_role(context: Context, role: str) -> str:
    """That the act is silent on a role, or that its pages are lost (Markdown); nothing where it is regulated."""
    outline = context.site.outline
    for roles, name in ((outline.silent, "role.none"), (outline.lost, "role.lost"), (outline.partly_lost, "role.partly-lost")):
        if role in roles:
            return context.text(name, role=literal_forms(context.site.role(role)))
    return ""


def _digest(context: Context, *parts: str) -> str:
    """A short digest of a step's words: a reader's tick holds until they change."""
    return hashlib.sha256(context.site.words.bind("\n".join(parts)).encode()).hexdigest()[:8]


def _div(kind: str, *parts: str, more: str = "") -> str:
    body = "\n\n".join(part for part in parts if part)
    return f'\n<div class="{kind}"{more} markdown="1">\n\n{body}\n\n</div>\n'
