"""Tables and lists made from the data file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from macros.glossary import glossary_rows
from macros.sources import SCHOOL, SHARED, by_clauses, marked, marked_block
from macros.uses import cited, lines, passage, said, title
from uklad.base.escape import literal
from uklad.base.text import upfirst
from uklad.content.cards import ShownUse
from uklad.model.reference_data import Act
from uklad.model.schema import COUNCILS, Approval
from uklad.model.types import dictionary_form
from uklad.rendering.context import Context

BLANK = "&#95;" * 6  # a line to fill in by hand


def macros(context: Context) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""
    site, words, locale = context.site, context.site.words, context.site.locale

    def basis() -> str:
        """The acts that this edition names as its basis, as a list."""
        return "\n".join(f"- {marked(SHARED, _act_line(context, site.schools.acts[name]))}" for name in site.outline.basis)

    def acts_table() -> str:
        """The same acts with their status."""
        rows = (_act_row(context, site.schools.acts[name]) for name in site.outline.basis)
        return marked_block(SHARED, table(words.get("acts.columns"), rows))

    def services(mode: str = "") -> str:
        """The services that this edition lists, all or of one mode, as a list."""
        named = [name for name, modes in site.outline.services.items() if not mode or mode in modes]
        return "\n".join(f"- {marked(SCHOOL, literal(site.schools.services[name].name[locale]))}" for name in named)

    def services_table() -> str:
        """The same services with their modes; without modes, where the edition divides none."""
        if not any(site.outline.services.values()):
            return services()
        rows = (
            [literal(site.schools.services[name].name[locale]), "; ".join(words(f"services.{m}") for m in modes) or words("services.none")]
            for name, modes in site.outline.services.items()
        )
        return marked_block(SCHOOL, table(words.get("services.columns"), rows))

    def approvals(*steps: str) -> str:
        """The steps of the approval, all or those named, as a list."""
        return approval_list(context, [step for step in site.edition.approval if not steps or step.step in steps])

    def chats_table() -> str:
        """Whose chat or group it is, which one, and the clause."""
        rows = (
            [marked(SHARED, role_name(context, role)), _chat(context, one), cited(context, one)]
            for role in site.schools.roles
            for one in context.uses("chat", "by", role)
        )
        return table(words.get("chats.columns"), rows)

    def people() -> str:
        """The posts that the act names, and what each does."""
        return lines(context, context.uses("person"), titled=True)

    def part(page: str) -> str:
        """The blocks that clauses give to a page of the reference."""
        shown = context.uses("part", "of", page)
        return "\n\n".join(_part(context, one) for one in shown)

    def rights() -> str:
        """The rights that this edition states, of everyone and of each role, with the clauses."""
        return "\n\n".join(_rights(context))

    def glossary() -> str:
        """The words and abbreviations that readers of this site meet."""
        return table(words.get("glossary.columns"), glossary_rows(context))

    made = (basis, acts_table, services, services_table, approvals, chats_table, people, part, rights, glossary)
    return {macro.__name__: macro for macro in made}


def _chat(context: Context, one: ShownUse) -> str:
    return by_clauses(context.site.rests_on(one), said(context, one).rstrip("."))


def _part(context: Context, one: ShownUse) -> str:
    """A block of a page of the reference under its heading."""
    clauses = " ".join(context.site.rests_on(one))
    return f'## {title(context, one)} {{ #part-{one.clause} data-clause="{clauses}" }}\n\n{passage(context, one)}'


def approval_list(context: Context, steps: Iterable[Approval]) -> str:
    """The steps of an approval as a list; a part that the act lacks is left out."""
    return "\n".join(f"- {marked(SCHOOL, _approval(context, step))}" for step in steps)


def _approval(context: Context, step: Approval) -> str:
    site, words = context.site, context.site.words
    person = site.person(step.person) if step.person else None
    named = f"{literal(person.position[site.locale])} {literal(person.name[site.locale])}" if person else ""
    full = literal((person.full_name or person.name)[site.locale]) if person else ""
    date = words.date(step.date) if step.date else BLANK
    until = words.date(step.until) if step.until else ""
    said = {"number": literal(step.number) if step.number else BLANK, "date": date, "until": until, "person": named, "full_name": full}
    if step.step in COUNCILS:
        named = step.name[site.locale] if step.name else upfirst(dictionary_form(site.council(step)))
        return words("approval.council", council=literal(named), **said)
    return words(f"approval.{step.step}_dated" if step.date and step.step == "director" else f"approval.{step.step}", **said)


def _rights(context: Context) -> Iterator[str]:
    """A heading for everyone and for each role that has rights of its own, then the rights."""
    stated = {role: context.uses("right", "for", role) for role in context.site.schools.roles}
    common = [one for one in next(iter(stated.values())) if all(one in rights for rights in stated.values())]
    if common:
        yield f"## {context.site.words('rights.everyone')} {{ #everyone }}\n\n{lines(context, common)}"
    for role, rights in stated.items():
        if alone := [one for one in rights if one not in common]:
            listed = lines(context, alone, within=f"-for-{role}")
            yield f'## {role_name(context, role)} {{ #{role} data-source="{SHARED}" }}\n\n{listed}'


def _act_line(context: Context, act: Act) -> str:
    """An act as it is cited: type, date, number, title."""
    words, locale = context.site.words, context.site.locale
    title = literal(act.title[locale])
    if not (act.type and act.date and act.number):
        return title
    return words("acts.cited", type=literal(act.type[locale]), date=words.date(act.date), number=literal(act.number), title=title)


def _act_row(context: Context, act: Act) -> list[str]:
    words, locale = context.site.words, context.site.locale
    number = words("acts.number", date=words.date(act.date), number=literal(act.number or "")) if act.date else ""
    status = (
        words("acts.in-force-since", date=words.date(act.in_force))
        if act.in_force
        else words(f"acts.{act.status}", date=_lapsed(context, act))
    )
    kind = f"{literal(act.type[locale])} " if act.type else ""
    title = literal(act.title[locale])
    return [kind + (words("acts.title", title=title) if act.date else title), number, status]


def _lapsed(context: Context, act: Act) -> str:
    return context.site.words.date(act.lapsed) if act.lapsed else ""


def role_name(context: Context, role: str) -> str:
    """The role's name with a capital letter."""
    return literal(upfirst(dictionary_form(context.site.role(role))))


def table(columns: list[str], rows: Iterable[list[str]]) -> str:
    """A Markdown table; line breaks within a cell become HTML breaks."""
    lines = [[_cell(cell) for cell in line] for line in (columns, *rows)]
    lines.insert(1, ["---"] * len(columns))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(text: str) -> str:
    flat = re.sub(r"(^|\n+)- ", lambda mark: "<br>— " if mark[1] else "— ", text.strip())
    return re.sub(r"\n+", "<br>", flat).replace("|", "&#124;")
