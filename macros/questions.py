"""Questions with the answers of this edition's clauses, and those that the act leaves open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from macros.contacts import school_contacts
from macros.guides import persons_asked
from macros.sources import by_clauses
from macros.steps import advice_block, block
from macros.terms import literal_forms
from macros.uses import cited, passage, said
from uklad.base.text import lowfirst
from uklad.content.cards import concerns
from uklad.content.question_list import Question
from uklad.rendering.context import Context
from uklad.rendering.environment import Origin

FAMILIES = ("student", "parent")  # they read the list: whom only others may ask is none of theirs
ADDRESS = re.compile(r"[@<\[]")  # what makes the rest of a line needed


def macros(context: Context) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def questions() -> str:
        """Every question that this edition answers, by group; then those on which the data say that it is silent."""
        return "\n\n".join([*_groups(context), *_open(context)])

    return {"questions": questions}


def answered(context: Context) -> list[Question]:
    """The questions that the page answers at this school, in its order."""
    return [one for one in context.site.questions.questions if context.uses("answer", "to", one.id) or _anywhere(context, one)]


def left_open(context: Context) -> list[Question]:
    """The questions on which the data say that the act, or what is left of it, is silent."""
    return [one for one in context.site.questions.questions if one.id in context.site.outline.silent_questions]


def wording(context: Context, question: Question) -> str:
    """The question in this school's words."""
    return context.render(question.ask, Origin(context.site.questions.path, question.line))


def _groups(context: Context) -> Iterator[str]:
    known = answered(context)
    for group, heading in context.site.questions.groups.items():
        mine = [one for one in known if one.group == group]
        if mine:
            yield f"## {context.render(heading)} {{ #{group} }}\n\n" + "\n".join(_question(context, one) for one in mine)


def _question(context: Context, question: Question) -> str:
    """A question with its answers: those of the clauses, then the one that holds anywhere, then advice."""
    found = context.uses("answer", "to", question.id)
    parts = [passage(context, one) for one in (found[:1] if question.first else found)]
    parts += [common] if (common := _anywhere(context, question)) else []
    parts += [advice_block(context, said(context, one), one.clause) for one in context.uses("advice", "to", question.id)]
    return block("question", f"### {wording(context, question)} {{ #{question.id} }}", *parts)


def _anywhere(context: Context, question: Question) -> str:
    """The answer that holds at any school; nothing where there is none, or where the data have nothing to say."""
    return context.render(question.answer, Origin(context.site.questions.path, question.line)).strip()


def _open(context: Context) -> Iterator[str]:
    """The questions that are left open, in one list, each with whom to ask."""
    found, site = left_open(context), context.site
    if not found:
        return
    name = "silent_lost" if site.outline.lost or site.outline.partly_lost else "silent"
    act = literal_forms(site.term("act"))
    yield f"## {site.words(f'questions.{name}', act=act)} {{ #silent }}"
    yield site.words("questions.silent_lead", act=act, school=literal_forms(site.term("school")))
    yield "\n".join(_left(context, one) for one in found)
    if reached := school_contacts(context):
        yield reached


def _left(context: Context, question: Question) -> str:
    marked = f'id="{question.id}" data-silent="{question.id}"'
    return f"- <span {marked}>**{wording(context, question)}** {_whom(context, question)}</span>"


def _whom(context: Context, question: Question) -> str:
    """Whom the act lets families ask on the matter, or the school itself."""
    mine = (one for one in context.uses("ask", "about", question.about) if any(concerns(one.use, "for", role) for role in FAMILIES))
    if not (one := next(mine, None)):
        return context.site.words("questions.ask_school", school=literal_forms(context.site.term("school")))
    who, _, more = said(context, one).replace("\n", " ").partition(": ")
    named = who if more and not ADDRESS.search(more) else f"{who}{': ' if more else ''}{more}"
    whom = by_clauses(context.site.rests_on(one), lowfirst(named).rstrip("."))
    asked = context.site.words("questions.whom", whom=whom, clause=cited(context, one))
    return f"{asked} {persons_asked(context, one)}".strip()
