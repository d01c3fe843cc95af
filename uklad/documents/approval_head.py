"""The head of an act: who approved it (top right), who accepted it and whose opinion was heard (top left)."""

from __future__ import annotations

from macros.terms import literal_forms
from uklad.base.escape import literal
from uklad.base.text import upfirst
from uklad.documents.blocks import Block, Paragraph, Run
from uklad.documents.context import DocumentContext
from uklad.model.schema import COUNCILS, Approval

BESIDE = ("pedagogical-council", "students-council", "parents-council", "union")


def stamp(context: DocumentContext) -> tuple[Block, ...]:
    """The stamp in the form that the data give: signed by the head, or by an order; never both. Blanks where they give neither."""
    signed = next((step for step in context.steps("director") if step.date), None)
    if signed and context.director:
        return _lines(context, "signed", signed)
    orders = context.steps("order")
    return _lines(context, "by-order", orders[0] if len(orders) == 1 else Approval(step="order"))


def beside(context: DocumentContext) -> tuple[Block, ...]:
    """A few lines for each council and for the union."""
    return tuple(line for step in context.steps(*BESIDE) for line in _lines(context, step.step, step))


def _lines(context: DocumentContext, key: str, step: Approval) -> tuple[Block, ...]:
    site, words = context.site, context.site.words
    person = site.person(step.person) if step.person else None
    facts = {
        "date": words.date(step.date) if step.date else "",
        "number": literal(step.number or ""),
        "position": literal(upfirst(person.position[site.locale])) if person else "",
        "name": literal(person.name[site.locale]) if person else "",
        "council": literal_forms(site.council(step)) if step.step in COUNCILS else {},
    }
    first, *rest = (context.runs(line, **facts) for line in context.get(f"stamp.{key}"))
    return (Paragraph(tuple(Run(run.text, bold=True) for run in first), "stamp"), *(Paragraph(line, "stamp") for line in rest))
