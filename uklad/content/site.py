"""A site: one school x edition x locale, the unit that is built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from uklad.base.escape import literal
from uklad.base.placeholders import PLACEHOLDER, Placeholders
from uklad.base.text import upfirst
from uklad.content.cards import ShownUse, concerns, shown_uses, steps_of_task
from uklad.content.clauses import Clause, load_library, uses_of
from uklad.content.derived_values import DERIVED
from uklad.content.pages import Page, load_pages, pages_of_roles, plain_page
from uklad.content.phrases import Words, load_words
from uklad.content.question_list import QuestionList, load_questions
from uklad.content.translations import stale
from uklad.model.editions import ancestors, earlier, in_order, outline_of
from uklad.model.outline import Place, places
from uklad.model.outline_and_copy import Outline
from uklad.model.reference_data import Council, Kind, Platform
from uklad.model.schema import Approval, Edition, Person, School, Schools
from uklad.model.types import Forms


@dataclass(frozen=True)
class Site:
    """What pages of one site may know. `docs` is the folder of all locales."""

    schools: Schools
    docs: Path
    school_id: str
    edition: Edition
    locale: str
    placeholders: Placeholders | None = field(default=None, compare=False)

    @cached_property
    def school(self) -> School:
        """The school's facts."""
        return self.schools.schools[self.school_id]

    @cached_property
    def kind(self) -> Kind:
        """The kind of school, with its terms."""
        return self.schools.kinds[self.school.kind]

    @cached_property
    def outline(self) -> Outline:
        """Which clauses this edition has, whole, also where the data give it as changes of an earlier one."""
        return outline_of(self.schools, self.school, self.edition)

    @cached_property
    def places(self) -> dict[str, Place]:
        """Clause id -> its place in the outline, in reading order."""
        return places(self.outline)

    @property
    def first(self) -> str:
        """The authoritative locale."""
        return self.schools.locales[0]

    @cached_property
    def library(self) -> dict[str, Clause]:
        """Clause id -> its text in this locale, the school's own wording first; a partial locale borrows what it lacks. Raises Refused."""
        own = load_library(self.docs, self.locale, self.school_id)
        if self.locale in self.schools.locales:
            return own
        first = load_library(self.docs, self.first, self.school_id)
        return {**first, **{name: replace(clause, uses=clause.uses or uses_of(first, name)) for name, clause in own.items()}}

    @cached_property
    def uses(self) -> list[ShownUse]:
        """What the clauses of this edition mean for readers, in reading order."""
        return shown_uses(self.library, list(self.places), self.has)

    @cached_property
    def uses_by_kind(self) -> dict[str, list[ShownUse]]:
        """The kinds of uses -> those that this edition shows, in reading order."""
        found = dict[str, list[ShownUse]]()
        for one in self.uses:
            found.setdefault(one.use.kind, []).append(one)
        return found

    @cached_property
    def borrowed(self) -> set[str]:
        """Clauses and pages that this locale lacks and takes from the authoritative one."""
        if self.locale in self.schools.locales:
            return set()
        own = {*load_library(self.docs, self.locale, self.school_id), *(page.path for page in load_pages(self.docs, self.locale))}
        return {*self.library, *(page.path for page in self.written)} - own

    @cached_property
    def written(self) -> list[Page]:
        """Every page that an author wrote for the locale, that it borrows, or that a role has without one."""
        own = {page.path: page for page in load_pages(self.docs, self.locale)}
        if self.locale not in self.schools.locales:
            own = {**{page.path: page for page in load_pages(self.docs, self.first)}, **own}
        own = {**{page.path: page for page in self._pages_of_roles(set(own))}, **own}
        return [own[path] for path in sorted(own)]

    def _pages_of_roles(self, written: set[str]) -> Iterator[Page]:
        """The guide and the memo of each role for which nobody wrote one, where the locale has such pages at all."""
        orders = {role: order for order, role in enumerate(self.schools.roles, 50)}
        for path, role in pages_of_roles(written, self.schools.roles).items():
            folder = path.partition("/")[0]
            forms = {case: literal(form) for case, form in self.role(role).items()}
            said = {key: upfirst(self.words(f"{folder}.{key}", role=forms)) for key in ("title", "summary")}
            meta = {**said, "order": orders[role], "hide": ["toc"] if folder == "memo" else []}
            yield plain_page(path, meta, "{{ guide() }}" if folder == "guides" else "{{ memo() }}")

    @cached_property
    def stale(self) -> set[str]:
        """Clauses and pages of the locale that translate an older text than the authoritative one now is."""
        return stale(self.docs, self.first, self.locale) if self.locale in self.schools.locales[1:] else set()

    @cached_property
    def platform(self) -> Platform:
        """The platform that this edition is about."""
        return self.schools.platforms[self.outline.platform]

    @cached_property
    def words(self) -> Words:
        """The phrases of this locale. Raises Refused."""
        return load_words(self.docs, self.locale, self.first)

    @cached_property
    def pages(self) -> list[Page]:
        """The pages of the locale that exist at this school in this edition."""
        return [page for page in self.written if self.shows(page)]

    def shows(self, page: Page) -> bool:
        """Whether the page exists here: a task needs a step, another page may need some clause, or an earlier edition."""
        if page.meta.get("earlier") and not earlier(self.school, self.edition):
            return False
        if page.task and not self.roles_of(page):
            return False
        if (role := page.role or page.memo) and not self.speaks_of(role):
            return False
        return not page.needs or self.has(*page.needs)

    def speaks_of(self, role: str) -> bool:
        """Whether the edition has something for the role by name, or the data say that it is silent on it or has lost it."""
        outline = self.outline
        return role in (*outline.silent, *outline.lost, *outline.partly_lost) or any(role in one.use.names("for") for one in self.uses)

    def roles_of(self, page: Page) -> list[str]:
        """The roles that a page is for: that of a guide, those who take the steps of a task; else those that the page names."""
        if page.role:
            return [page.role]
        if not page.task:
            return page.meta.get("roles") or []
        takers = {role for roles, _ in steps_of_task(self.uses, page.task, self.schools.roles) for role in roles}
        return [role for role in self.schools.roles if role in takers]

    def concerned(self, clause: str) -> list[str]:
        """The roles that a clause of this edition gives a step or a right to, in the order of the data."""
        uses = [one.use for kind in ("step", "right") for one in self.uses_by_kind.get(kind, ()) if one.clause == clause]
        return [role for role in self.schools.roles if any(concerns(use, "for", role) for use in uses)]

    @cached_property
    def questions(self) -> QuestionList:
        """The questions of this locale. Raises Refused."""
        return load_questions(self.docs, self.locale, self.first)

    @property
    def stages(self) -> list[str]:
        """The stages of guides in their order."""
        return list(self.words.get("stages"))

    @property
    def shown_id(self) -> str:
        """The school's id as pages show it."""
        return self.placeholders.of("id") if self.placeholders else self.school_id

    @property
    def folder(self) -> str:
        """Where the site stands below the output folder."""
        return f"{self.shown_id}/{self.locale}/{self.edition.date}"

    def later(self, name: str, text: str, *more: str) -> str:
        """What a rule of `derived_values.DERIVED` makes of a text; a placeholder, where the text has placeholders."""
        if self.placeholders and PLACEHOLDER.search(text):
            return self.placeholders.of("later", name, text, *more)
        return DERIVED[name](text, *more)

    @cached_property
    def standing(self) -> dict[str, str]:
        """Every clause that the edition knows -> the clause that stands for it: itself, or what replaced it."""
        found = {older: name for name in self.places for older in reversed(ancestors(self.schools, name))}
        return {**found, **{name: name for name in self.places}}

    def rests_on(self, one: ShownUse) -> list[str]:
        """The clauses of this edition that a use rests on, its own first."""
        return self.here(one.clause, *one.use.names("also"))

    def here(self, *ids: str) -> list[str]:
        """Those of the clauses that the edition has, each as it stands there."""
        return list(dict.fromkeys(self.standing[name] for name in ids if name in self.standing))

    def has(self, *ids: str) -> bool:
        """Whether the edition has at least one of these clauses."""
        return any(name in self.standing for name in ids)

    def beside(self, **other: Any) -> Site:
        """The same site in another edition or locale."""
        return replace(self, **other)

    def term(self, name: str) -> Forms:
        """The forms of a term for this kind of school."""
        return self.kind.terms[name][self.locale]

    def role(self, name: str) -> Forms:
        """The forms of a role's name; some roles are called by a term of the kind."""
        role = self.schools.roles[name]
        return self.term(role.term) if role.term else (role.name or {})[self.locale]

    def council(self, step: Approval) -> Forms:
        """What a council is called, in its forms: as the act itself calls it (the same in every form), as the kind does, or as usual."""
        usual: Forms = self.words.get(f"approval.councils.{step.step}")
        of_kind = self.kind.councils.get(cast(Council, step.step))
        forms = of_kind[self.locale] if of_kind else usual
        return {form: step.name[self.locale] for form in forms} if step.name else forms

    def person(self, name: str) -> Person:
        """The person of the school with this id."""
        return next(person for person in self.school.people if person.id == name)


def all_sites(schools: Schools, docs: Path, only: list[str] | None = None, locales: list[str] | None = None) -> list[Site]:
    """Every site of the chosen schools and locales, in the order of the data file."""
    return [
        Site(schools, docs, school_id, edition, locale)
        for school_id, school in schools.schools.items()
        if not only or school_id in only
        for edition in in_order(school)
        for locale in locales or [*schools.locales, *schools.partial]
    ]
