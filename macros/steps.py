"""Steps of guides and tasks, the advice among them, and which steps carry out a clause."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator

from macros.citations import citations
from macros.sources import FRAME, paragraph
from macros.terms import literal_forms
from macros.uses import passage, said, title
from uklad.content.cards import ShownUse, concerns
from uklad.rendering.context import Context


def macros(context: Context) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def advice(caller: Callable[[], str] = str) -> str:
        """Practical advice that rests on no clause, marked as such."""
        return advice_block(context, caller())

    return {"advice": advice}


def steps(context: Context, uses: Iterable[ShownUse], role: str = "", task: str = "", level: int = 3) -> Iterator[str]:
    """A numbered block for each step and a marked one for each advice; `level` is that of the headings."""
    number = 1
    for one in uses:
        if one.use.kind == "advice":
            yield advice_block(context, said(context, one), one.clause, context.anchor_of_line(one))
        else:
            yield _step(context, one, number, _added(context, one, role, task), level)
            number += 1


def advice_block(context: Context, text: str, clause: str = "", anchor: str = "") -> str:
    """Advice under its mark; `clause` is the one beside which it is given, `anchor` what links lead to."""
    more = (f' id="{anchor}"' if anchor else "") + (f' data-beside="{clause}"' if clause else "")
    return block("advice", paragraph(FRAME, "advice-title", context.site.words("advice")), text.strip(), more=more)


def block(kind: str, *parts: str, more: str = "") -> str:
    """A division of a class, with further attributes."""
    body = "\n\n".join(part for part in parts if part)
    return f'\n<div class="{kind}"{more} markdown="1">\n\n{body}\n\n</div>\n'


def carried_out(context: Context, clause: str, role: str = "") -> list[str]:
    """Links to the steps of guides and tasks that rest on the clause, one for each page; with a role, of its guide only."""
    found: dict[str, str] = {}
    for step in context.steps:
        if clause in step.clauses and role in ("", step.page.role):
            text = f"{context.render(str(step.page.meta['title']))}: {step.title}"
            found.setdefault(step.page.path, f"[{text}]({context.link(f'{step.page.path}#{step.anchor}')})")
    return list(found.values())


def status_of_role(context: Context, role: str) -> str:
    """That the act is silent on a role, or that its pages are lost (Markdown); nothing where the data do not say so."""
    outline = context.site.outline
    for roles, name in ((outline.silent, "role.none"), (outline.lost, "role.lost"), (outline.partly_lost, "role.partly-lost")):
        if role in roles:
            return context.text(name, role=literal_forms(context.site.role(role)))
    return ""


def _added(context: Context, one: ShownUse, role: str, task: str) -> list[ShownUse]:
    """What other clauses add to a step, narrowed to the guide or task at hand."""
    return [
        more
        for name in dict.fromkeys((one.use.clause, one.clause))
        for more in context.uses("adds", "to", name)
        if (not more.use.names("for") or not role or concerns(more.use, "for", role))
        and (not more.use.names("task") or not task or concerns(more.use, "task", task))
    ]


def _step(context: Context, one: ShownUse, number: int, more: list[ShownUse], level: int) -> str:
    """One step: its title, what to do, what other clauses add, and the clauses it rests on."""
    head, body = title(context, one), said(context, one)
    added = [passage(context, other) for other in more]
    heading = f"{'#' * level} {number}. {head} {{ #{context.anchor_of(one)} .step-title }}"
    based = context.site.rests_on(one)
    basis = f"{', '.join(citations(context, based))}\n{{: .basis }}"
    marks = f' data-clause="{" ".join(based)}" data-digest="{_digest(context, head, body, *(said(context, other) for other in more))}"'
    return block("step", heading, body, *added, basis, more=marks)


def _digest(context: Context, *parts: str) -> str:
    """A short digest of a step's words: a reader's tick holds until they change."""
    return hashlib.sha256(context.site.words.bind("\n".join(parts)).encode()).hexdigest()[:8]
