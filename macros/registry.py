"""Every macro by name, and how a page is finished: what the renderer is handed."""

from __future__ import annotations

from macros import (
    cards,
    changes,
    citations,
    contacts,
    documents,
    editions,
    guides,
    memo,
    platform,
    portal,
    questions,
    regulation,
    side_by_side,
    steps,
    tables,
    terms,
    topic_index,
    validity,
)
from macros.page_finish import finish
from uklad.base.text import upfirst
from uklad.rendering.context import Context, Macros, MacroSet

SUBJECTS = (
    terms, citations, regulation, validity, steps, guides, questions, tables, contacts,
    cards, platform, changes, editions, side_by_side, portal, topic_index, memo, documents,
)  # fmt: skip


def define(context: Context) -> Macros:
    """The variables, macros and filters of one site."""
    functions = {name: macro for subject in SUBJECTS for name, macro in subject.macros(context).items()}
    return Macros(terms.variables(context), functions, {"upfirst": upfirst})


MACROS = MacroSet(define, finish)
