"""Clauses, terms, forms, roles and macros that texts name, and that do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from macros import MACROS
from uklad.authoring.checks.arguments import Arguments
from uklad.authoring.checks.calls import wrong_calls
from uklad.base.errors import Problem, Refused, nearest
from uklad.base.yaml_reader import Source, read_yaml
from uklad.content.clauses import Clause, load_library
from uklad.content.front_matter import KEYS
from uklad.content.pages import Page, load_pages, load_portal_pages, read_names
from uklad.content.passages import passages
from uklad.content.phrases import phrases_of_documents
from uklad.content.question_list import load_questions
from uklad.content.site import Site
from uklad.model.editions import current
from uklad.model.schema import Schools
from uklad.rendering.context import Context, Macros


@dataclass(frozen=True)
class _Text:
    """A text with macros; `more`: the values that it may name beside those of all texts, None where only what shows it tells."""

    text: str
    path: str
    line: int
    more: tuple[str, ...] | None = ()


def unknown_names(schools: Schools, docs: Path, source: Source) -> list[Problem]:
    """Every unknown name in the texts of every locale."""
    macros = _macros(schools, docs)
    locales = [*schools.locales, *(one for one in schools.partial if (docs / one).is_dir())]
    return [problem for locale in locales for problem in _locale(schools, docs, locale, macros)]


def _macros(schools: Schools, docs: Path) -> Macros:
    """What texts may name; it is the same for every site."""
    school = schools.schools[schools.default_school]
    site = Site(schools, docs, schools.default_school, current(school), schools.locales[0])
    return Context(site, docs.parent, MACROS).macros


def _locale(schools: Schools, docs: Path, locale: str, macros: Macros) -> Iterator[Problem]:
    arguments = Arguments(schools, docs, locale)
    for text in _texts(docs, locale):
        yield from _text(text, schools, locale, macros, arguments)
    try:
        for page in [*load_pages(docs, locale), *load_portal_pages(docs, locale)]:
            yield from _front(schools, page, load_library(docs, schools.locales[0]))
    except Refused as refused:
        yield from refused.problems


def _texts(docs: Path, locale: str) -> Iterator[_Text]:
    """Every text of a locale that may hold macros."""
    for text in passages(docs, locale):
        more = tuple(KEYS) if text.kind in ("page", "portal") else ("role",) if text.kind == "rule" else ()
        yield _Text(text.text, text.path, text.line, more)
    known = load_questions(docs, locale) if (docs / locale / "questions.yml").exists() else None
    for question in known.questions if known else ():
        yield from (_Text(text, known.path, question.line) for text in (question.ask, question.answer) if known)
    for phrase, line in phrases_of_documents(docs, locale):  # each document hands them values of its own
        yield _Text(phrase, f"{docs.name}/{locale}/words.yml", line, None)
    yield from _glossary(docs / locale / "glossary.yml", f"{docs.name}/{locale}/glossary.yml")


def _glossary(path: Path, shown: str) -> Iterator[_Text]:
    """The terms and meanings of a glossary; its form is another check's."""
    source = read_yaml(path, shown) if path.exists() else None
    for number, entry in enumerate(source.value if source and isinstance(source.value, list) else ()):
        for key in ("term", "meaning"):
            if source and isinstance(entry, dict) and isinstance(entry.get(key), str):
                yield _Text(entry[key], shown, source.line((number, key)))


def _text(text: _Text, schools: Schools, locale: str, macros: Macros, arguments: Arguments) -> Iterator[Problem]:
    """Unknown names of a text, or the mistakes in its syntax."""
    try:
        named = read_names(text.text, text.path, text.line)
    except Refused as refused:
        yield from refused.problems
        return
    for line, what, remedy in wrong_calls(named, macros, text.more):
        yield Problem(text.path, text.line + line, what, remedy)
    for call in named.calls if text.more is not None else ():  # phrases serve any library of clauses
        yield from (Problem(text.path, text.line + call.line, *found) for found in arguments.wrong(call))
    for term, form, line in named.terms:
        yield from _form(schools, locale, term, form, text.path, text.line + line)


def _front(schools: Schools, page: Page, library: dict[str, Clause]) -> Iterator[Problem]:
    """What is wrong with the names of a page's front matter."""
    for key in ("title", "summary"):
        if not page.meta.get(key):
            yield Problem(page.shown, 1, f'the front matter has no "{key}"', f'add "{key}: …" between the lines ---')
    for name in page.needs:
        if name not in library:
            yield Problem(page.shown, 1, f'needs: unknown clause "{name}"', nearest(name, library))
    for role in page.meta.get("roles") or []:
        if role not in schools.roles:
            yield Problem(page.shown, 1, f'roles: unknown role "{role}"', nearest(role, schools.roles))


def _form(schools: Schools, locale: str, term: str, form: str, shown: str, line: int) -> Iterator[Problem]:
    for key, kind in schools.kinds.items():
        if term not in kind.terms:
            yield Problem(shown, line, f'unknown term "{term}"', nearest(term, kind.terms))
            return
        forms = kind.terms[term].get(locale, {})
        if form not in forms:
            yield Problem(shown, line, f'term "{term}" has no form "{form}" at the kind {key}', nearest(form, forms))
            return
