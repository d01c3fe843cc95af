"""Clauses, terms, forms and roles that texts name, and that do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from uklad.base.errors import Problem, Refused, nearest
from uklad.base.yaml_reader import Source
from uklad.content.clauses import Clause, load_library
from uklad.content.pages import Page, load_pages, read_names
from uklad.content.question_list import load_questions
from uklad.model.schema import Schools

ASK = ("has", "has_all", "cite", "clause")


def unknown_names(schools: Schools, docs: Path, source: Source) -> list[Problem]:
    """Every unknown name in pages, clauses and questions of every locale."""
    problems: list[Problem] = []
    for locale in schools.locales:
        library = load_library(docs, locale)
        for page in load_pages(docs, locale):
            problems += _page(schools, page, library)
            problems += (p for term, form, line in page.terms() for p in _form(schools, locale, term, form, page.shown, line))
        for clause in _every_clause(schools, docs, locale):
            problems += (p for text, line in _texts(clause) for p in _terms(schools, locale, text, clause.path, line))
        listed = load_questions(docs, locale)
        for question in listed.questions:
            problems += _terms(schools, locale, f"{question.ask} {question.answer}", listed.path, question.line)
    return problems


def _texts(clause: Clause) -> Iterator[tuple[str, int]]:
    """The texts of a card with their first lines: the rule, then the title and the text of each use."""
    yield clause.text, clause.line + 2
    for use in clause.uses:
        yield use.title, use.line
        yield use.text, use.first


def _terms(schools: Schools, locale: str, text: str, path: str, first: int) -> Iterator[Problem]:
    """Unknown terms and forms of a text, or the mistake in its syntax."""
    try:
        named = read_names(text, path, first)
    except Refused as refused:
        yield from refused.problems
        return
    for term, form, line in named.terms:
        yield from _form(schools, locale, term, form, path, first + line)


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
        for name in said:
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
