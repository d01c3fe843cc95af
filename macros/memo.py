"""The memo of a role: one sheet of paper with what matters most."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from macros.citations import citations
from macros.guides import whom_to_ask
from macros.sources import SCHOOL, by_clauses, marked
from uklad.base.escape import literal
from uklad.model.types import form_of
from uklad.rendering.context import Context, ShownStep

MAIN_STEPS = 10  # as many as one sheet of paper holds beside the rest


def macros(context: Context) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def memo() -> str:
        """One sheet for a role: the main steps with their clauses, whom to ask, the edition, a QR code of the guide."""
        role, words = Path(context.path).stem, context.site.words
        shown = [step for step in context.steps if step.page.role == role]
        parts = [
            _where(context, role),
            f"## {words('memo.steps')} {{ #steps }}",
            _steps(context, shown),
            f"## {words('memo.whom')} {{ #whom }}",
        ]
        body = "\n\n".join([*parts, whom_to_ask(context, "for", role), _edition(context)])
        return f'<div class="memo not-searched" markdown="1">\n\n{body}\n\n</div>'

    return {"memo": memo}


def _steps(context: Context, shown: list[ShownStep]) -> str:
    """The main steps as a numbered list, each with its clauses."""
    words = context.site.words
    lines = [f"1. {_step(context, step)}" for step in shown[:MAIN_STEPS]]
    more = [words("memo.more", count=len(shown) - MAIN_STEPS)] if len(shown) > MAIN_STEPS else []
    return "\n\n".join(["\n".join(lines) or words("memo.none"), *more])


def _step(context: Context, step: ShownStep) -> str:
    return f"{by_clauses(step.clauses, step.title)} — {', '.join(citations(context, list(step.clauses)))}"


def _edition(context: Context) -> str:
    site, words = context.site, context.site.words
    edition = words("regulation.edition", date=words.date(site.edition.date))
    forms = site.term("act")
    return words("memo.edition", edition=marked(SCHOOL, edition), act=literal(form_of(forms, "acc")))


def _where(context: Context, role: str) -> str:
    """A QR code of the guide in this edition where the data say where the site is published, else its folder."""
    site, words = context.site, context.site.words
    guide = context.link(f"guides/{role}.md")
    if not site.school.address:
        return f"[{words('memo.where')}]({guide}). " + words("memo.folder", folder=marked(SCHOOL, f"`{site.folder}`")) + "."
    url = f"{site.later('bare', site.school.address)}/{site.locale}/{site.edition.date}/guides/{role}.html"
    drawn = site.later("qr", url, literal(words("memo.qr")))
    return f'<div class="qr">{drawn}</div>\n\n[{words("memo.where")}]({guide}): {marked(SCHOOL, literal(url))}'
