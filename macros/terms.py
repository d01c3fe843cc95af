"""Words that differ by kind of school, and the school's own facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from uklad.base.escape import literal
from uklad.model.trust import is_draft
from uklad.rendering.context import Context


class Term(SimpleNamespace):
    """The forms of a term as attributes: `term.school.gen`, `term.school.one`."""


def variables(context: Context) -> dict[str, Any]:
    """What pages may name: kind, term, school, edition, role, locale."""
    site = context.site
    return {
        "kind": site.school.kind,
        "term": SimpleNamespace(**{name: _term(site.term(name)) for name in site.kind.terms}),
        "platform": SimpleNamespace(**{name: _term(forms[site.locale]) for name, forms in site.platform.terms.items()}),
        "school": _school(context),
        "edition": SimpleNamespace(
            date=site.words.date(site.edition.date),
            title=literal(site.edition.title[site.locale]),
            draft=is_draft(site.edition),
        ),
        "locale": site.locale,
    }


def macros(context: Context) -> dict[str, Callable[..., str]]:
    """Macros of this subject by name."""

    def agree(term: Term, masculine: str, feminine: str, neuter: str) -> str:
        """The one of three words that agrees with the term's gender."""
        return {"m": masculine, "f": feminine, "n": neuter}[term.gender]

    return {"agree": agree}


def literal_forms(forms: Mapping[str, str]) -> dict[str, str]:
    """The forms of a word, each literal."""
    return {form: literal(word) for form, word in forms.items()}


def _term(forms: Mapping[str, str]) -> Term:
    return Term(**literal_forms(forms))


def _school(context: Context) -> SimpleNamespace:
    """The school's facts, each literal; an absent one is an empty text."""
    school, locale = context.site.school, context.site.locale
    texts = {name: getattr(school, name) for name in ("name", "full_name", "place", "founder")}
    return SimpleNamespace(
        id=context.site.shown_id,
        **{name: literal(text[locale]) if text else "" for name, text in texts.items()},
        website=literal(school.website or ""),
        email=literal(school.email or ""),
    )
