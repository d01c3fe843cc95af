"""A site: one school x edition x locale, the unit that is built."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from uklad.act import Place, places
from uklad.library import Clause, load_library
from uklad.model import Edition, Kind, Outline, Person, School, Schools
from uklad.words import Words, load_words

Forms = dict[str, str]


@dataclass(frozen=True)
class Site:
    """What pages of one site may know. `docs` is the folder of all locales."""

    schools: Schools
    docs: Path
    school_id: str
    edition: Edition
    locale: str

    @cached_property
    def school(self) -> School:
        return self.schools.schools[self.school_id]

    @cached_property
    def kind(self) -> Kind:
        return self.schools.kinds[self.school.kind]

    @cached_property
    def outline(self) -> Outline:
        return self.schools.outlines[self.edition.outline]

    @cached_property
    def places(self) -> dict[str, Place]:
        return places(self.outline)

    @cached_property
    def library(self) -> dict[str, Clause]:
        return load_library(self.docs, self.locale, self.school_id)

    @cached_property
    def words(self) -> Words:
        return load_words(self.docs, self.locale)

    @property
    def folder(self) -> str:
        """Where the site stands below the output folder."""
        return f"{self.school_id}/{self.locale}/{self.edition.date}"

    def has(self, *ids: str) -> bool:
        """Whether the edition has at least one of these clauses."""
        return any(name in self.places for name in ids)

    def term(self, name: str) -> Forms:
        """The forms of a term for this kind of school."""
        return self.kind.terms[name][self.locale]

    def role(self, name: str) -> Forms:
        """The forms of a role's name; some roles are called by a term of the kind."""
        forms = self.words.get(f"roles.{name}")
        return self.term(forms["term"]) if "term" in forms else forms

    def person(self, name: str) -> Person:
        """The person of the school with this id."""
        return next(person for person in self.school.people if person.id == name)


def current_edition(school: School) -> Edition:
    """The edition in force: the one with the latest date."""
    return max(school.editions, key=lambda edition: edition.date)


def all_sites(schools: Schools, docs: Path, only: list[str] | None = None, locales: list[str] | None = None) -> list[Site]:
    """Every site of the chosen schools and locales, in the order of the data file."""
    return [
        Site(schools, docs, school_id, edition, locale)
        for school_id, school in schools.schools.items()
        if not only or school_id in only
        for edition in sorted(school.editions, key=lambda edition: edition.date)
        for locale in locales or schools.locales
    ]
