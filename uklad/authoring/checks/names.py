"""Clauses, terms, forms and roles that texts name, and that do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from uklad.base.errors import Problem, Refused, nearest
from uklad.base.yaml_reader import Source
from uklad.content.clauses import Clause, load_library
from uklad.content.pages import Page, load_pages, read_names
from uklad.model.schema import Schools

ASK = ("has", "has_all", "cite", "clause", "step")


def unknown_names(schools: Schools, docs: Path, source: Source) -> list[Problem]:
    """Every unknown name in pages and clauses of every locale."""
    problems: list[Problem] = []
    for locale in schools.locales:
        library = load_library(docs, locale)
        for page in load_pages(docs, locale):
            problems += _page(schools, page, library)
            problems += (p for term, form, line in page.terms() for p in _form(schools, locale, term, form, page.shown, line))
        for clause in _every_clause(schools, docs, locale):
            try:
                named = read_names(clause.text, clause.path, clause.line + 2)
                lines = ((term, form, clause.line + 2 + line) for term, form, line in named.terms)
                problems += (p for term, form, line in lines for p in _form(schools, locale, term, form, clause.path, line))
            except Refused as refused:
                problems += refused.problems
    return problems


def _every_clause(schools: Schools, docs: Path, locale: str) -> Iterator[Clause]:
    yield from load_library(docs, locale).values()
    for school in schools.schools:
        if (docs / locale / "clauses" / school).is_dir():
            yield from load_library(docs, locale, school).values()


def _page(schools: Schools, page: Page, library: dict[str, Clause]) -> Iterator[Problem]:
    for key in ("title", "summary"):
        if not page.meta.get(key):
            yield Problem(page.shown, 1, f'the front matter has no "{key}"', f'add "{key}: …" between the lines ---')
    for name in page.needs:
        if name not in library:
            yield Problem(page.shown, 1, f'needs: unknown clause "{name}"', nearest(name, library))
    for role in page.meta.get("roles") or []:
        if role not in schools.roles:
            yield Problem(page.shown, 1, f'roles: unknown role "{role}"', nearest(role, schools.roles))
    for macro, said, line in page.calls(*ASK):
        for name in (said[0].split() if said else []) if macro == "step" else said:
            if name not in library:
                yield Problem(page.shown, line, f'{macro}: unknown clause "{name}"', nearest(name, library))


def _form(schools: Schools, locale: str, term: str, form: str, shown: str, line: int) -> Iterator[Problem]:
    for key, kind in schools.kinds.items():
        if term not in kind.terms:
            yield Problem(shown, line, f'unknown term "{term}"', nearest(term, kind.terms))
            return
        forms = kind.terms[term].get(locale, {})
        if form not in forms:
            yield Problem(shown, line, f'term "{term}" has no form "{form}" at the kind {key}', nearest(form, forms))
            return
