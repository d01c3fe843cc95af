"""The head of an act: who approved it (top right), who accepted it and whose opinion was heard (top left)."""

from __future__ import annotations

from uklad.base.escape import literal
from uklad.base.text import upfirst
from uklad.documents.blocks import Block, Paragraph, Run
from uklad.documents.context import Voice
from uklad.model.schema import Approval

BESIDE = ("pedagogical-council", "students-council", "parents-council", "union")


def stamp(voice: Voice) -> tuple[Block, ...]:
    """The stamp in the form that the data give: signed by the head, or by an order; never both. Blanks where they give neither."""
    signed = next((step for step in voice.steps("director") if step.date), None)
    if signed and voice.director:
        return _lines(voice, "signed", signed)
    orders = voice.steps("order")
    return _lines(voice, "by-order", orders[0] if len(orders) == 1 else Approval(step="order"))


def beside(voice: Voice) -> tuple[Block, ...]:
    """A few lines for each council and for the union."""
    return tuple(line for step in voice.steps(*BESIDE) for line in _lines(voice, step.step, step))


def _lines(voice: Voice, key: str, step: Approval) -> tuple[Block, ...]:
    site, words = voice.site, voice.site.words
    person = site.person(step.person) if step.person else None
    facts = {
        "date": words.date(step.date) if step.date else "",
        "number": literal(step.number or ""),
        "position": literal(upfirst(person.position[site.locale])) if person else "",
        "name": literal(person.name[site.locale]) if person else "",
    }
    first, *rest = (voice.runs(line, **facts) for line in voice.get(f"stamp.{key}"))
    return (Paragraph(tuple(Run(run.text, bold=True) for run in first), "stamp"), *(Paragraph(line, "stamp") for line in rest))
