"""Uses of clauses: every name leads somewhere, no step stands twice, no number comes from nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from uklad.base.errors import Problem, nearest
from uklad.base.yaml_reader import Source
from uklad.content.cards import ALL
from uklad.content.clauses import Clause, load_library, own_libraries
from uklad.content.numbers import numbers_of
from uklad.content.pages import load_pages
from uklad.content.phrases import Words, load_words
from uklad.content.question_list import load_questions
from uklad.content.uses import Use
from uklad.model.schema import Schools

PARTS = ("chats", "people", "rights", "services")  # the pages of the reference that take blocks of clauses

Names = tuple[str, Collection[str]]  # what an attribute names, and the names that there are


def broken_uses(schools: Schools, docs: Path, source: Source) -> list[Problem]:
    """A problem for each mistake in the uses of every locale, those of the schools' own wordings included."""
    found: list[Problem] = []
    for locale in schools.locales:
        known = _Known(schools, docs, locale)
        for clause in known.every_clause():
            found += (problem for use in clause.uses for problem in known.wrong(use, clause))
            found += _twice(clause)
    return found


class _Known:
    """What uses of a locale may name."""

    def __init__(self, schools: Schools, docs: Path, locale: str) -> None:
        self.schools, self.docs, self.locale = schools, docs, locale
        self.library = load_library(docs, locale)
        self.words: Words = load_words(docs, locale)
        self.questions = load_questions(docs, locale, schools.locales[0]).by_id()
        self.tasks = {str(page.task) for page in load_pages(docs, locale) if page.task}
        self.own = own_libraries(docs, locale, schools.schools)
        self.names = dict(self._names())

    def every_clause(self) -> Iterator[Clause]:
        """The clauses of the library, and those that a school words itself."""
        yield from self.library.values()
        for library in self.own.values():
            yield from (clause for name, clause in library.items() if clause is not self.library.get(name))

    def _names(self) -> Iterator[tuple[str, Names]]:
        """Each attribute whose names are known: what it names, and the known ones; a kind of use before it, where they differ by kind."""
        roles = [*self.schools.roles, ALL]
        clauses = {*self.library, *(name for library in self.own.values() for name in library)}
        yield from (("for", ("role", roles)), ("by", ("role", roles)), ("task", ("task", self.tasks)))
        yield "stage", ("stage", list(self.words.get("stages")))
        yield "about", ("matter", list(self.words.get("matters")))
        yield from (("of", ("page", list(self.words.get("compare.topics")))), ("part of", ("page", PARTS)))
        yield "who", ("function", [name for name in clauses if name.startswith("function.")])
        yield from ((name, ("clause", clauses)) for name in ("with", "without", "also", "as", "adds to"))
        yield "to", ("question", self.questions)

    def wrong(self, use: Use, clause: Clause) -> Iterator[Problem]:
        """What is wrong with a use below a clause."""
        for attribute in use.attributes:
            what, names = self.names.get(f"{use.kind} {attribute}") or self.names.get(attribute) or ("", use.names(attribute))
            for name in use.names(attribute):
                if name not in names:
                    yield Problem(use.path, use.line, f'{attribute}: unknown {what} "{name}"', nearest(name, names))
        if "{%" in use.text or "{%" in use.title:
            yield Problem(use.path, use.line, "a use has a condition", 'narrow it with with="…" or without="…"')
        if use.kind == "same":
            yield from self._taken(use, clause)
        if use.kind != "advice" and (more := self._numbers(use, clause)):
            what = f'the use states {", ".join(sorted(more, key=int))}, and the clause "{use.clause}" does not'
            yield Problem(use.path, use.line, what, 'correct the number, or name the clause that has it in also="…"')

    def _taken(self, same: Use, clause: Clause) -> Iterator[Problem]:
        """Numbers of the uses that a clause takes over from others, and does not state itself."""
        for use in (use for name in same.names("as") if name in self.library for use in self.library[name].uses):
            if use.kind != "advice" and use.target not in {own.target for own in clause.uses} and (more := self._numbers(use, clause)):
                what = f'the use at {use.path}:{use.line} states {", ".join(sorted(more, key=int))}, and the clause "{clause.id}" does not'
                yield Problem(same.path, same.line, what, "write a use of its own in place of the one taken over")

    def _numbers(self, use: Use, own: Clause) -> set[str]:
        """The numbers of a use that neither its clause has, nor one that it also rests on."""
        spelled = self.words.get("number_words")
        based = [own, *(self.library[name] for name in use.names("also") if name in self.library)]
        known = {number for clause in based for number in numbers_of(clause.text, spelled)}
        return numbers_of(f"{use.title}\n{use.text}", spelled) - known


def _twice(clause: Clause) -> Iterator[Problem]:
    """Uses of a clause that nothing tells apart, and steps that share an anchor."""
    seen: dict[object, Use] = {}
    for use in clause.uses:
        key = ("step", use.names("id")) if use.kind == "step" else use.key
        if first := seen.get(key):
            remedy = 'give one of them id="…"' if use.kind == "step" else "remove one of them"
            yield Problem(use.path, use.line, f'the same use of "{clause.id}" stands at line {first.line}', remedy)
        seen.setdefault(key, use)
