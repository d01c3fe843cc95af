"""Puts placeholders in the place of a school's own words, so that one set of pages serves every school that is alike."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from uklad.base.placeholders import PlaceholderDate, Placeholders
from uklad.content.site import Site
from uklad.model.schema import Approval, Edition, Person, School
from uklad.model.types import Falling

TEXTS = ("name", "full_name", "place", "founder", "office", "hours")
LINES = ("website", "email", "address", "phone")
DAYS = ("date", "repealed", "adopted", "in_force", "until")  # of an edition


def with_placeholders(site: Site, placeholders: Placeholders) -> Site:
    """The same site with placeholders for the school's own words."""
    school = substituted(site.school, placeholders, [*site.schools.locales, *site.schools.partial])
    schools = site.schools.model_copy(update={"schools": {site.school_id: school}})
    edition = school.editions[site.school.editions.index(site.edition)]
    return replace(site, schools=schools, edition=edition, placeholders=placeholders)


def substituted(school: School, placeholders: Placeholders, locales: list[str]) -> School:
    """The school with placeholders for its own words; what its fingerprint compares stays."""
    return _Substitution(placeholders, locales).school(school)


class _Substitution:
    """Puts placeholders in the place of values."""

    def __init__(self, placeholders: Placeholders, locales: list[str]) -> None:
        self.placeholders, self.locales = placeholders, locales

    def school(self, school: School) -> School:
        """The school with placeholders."""
        self._reserve()
        editions = [self._edition(edition, "editions", index) for index, edition in enumerate(school.editions)]
        words = {name: self._text(getattr(school, name), name) for name in TEXTS}
        lines = {name: self._line(getattr(school, name), name) for name in LINES}
        people = [self._person(person, "people", index) for index, person in enumerate(school.people)]
        return school.model_copy(update={**words, **lines, "people": people, "editions": editions})

    def _reserve(self) -> None:
        """The words of the school itself come first, also those that it lacks: so they are the same at all schools."""
        self.placeholders.reserve("id")
        for name in TEXTS:
            for locale in self.locales:
                self.placeholders.reserve("text", locale, name)
        for name in LINES:
            self.placeholders.reserve("line", name)

    def _text(self, value: dict[str, str] | None, *where: Any) -> Falling | None:
        return None if value is None else Falling({locale: self.placeholders.of("text", locale, *where) for locale in self.locales})

    def _line(self, value: str | None, *where: Any) -> str | None:
        return None if value is None else self.placeholders.of("line", *where)

    def _day(self, value: dt.date | None, *where: Any) -> PlaceholderDate | None:
        if value is None:
            return None
        for form in ("date", "short_date"):
            for locale in self.locales:
                self.placeholders.reserve(form, locale, *where)
        self.placeholders.reserve("iso", *where)
        return PlaceholderDate.at(value, self.placeholders, where)

    def _person(self, person: Person, *where: Any) -> Person:
        texts = {name: self._text(getattr(person, name), *where, name) for name in ("name", "full_name", "position", "room", "hours")}
        lines = {name: self._line(getattr(person, name), *where, name) for name in ("phone", "email", "order")}
        return person.model_copy(update={**texts, **lines})

    def _edition(self, edition: Edition, *where: Any) -> Edition:
        days = {name: self._day(getattr(edition, name), *where, name) for name in DAYS}
        approval = [self._approval(step, *where, "approval", index) for index, step in enumerate(edition.approval)]
        return edition.model_copy(update={**days, "title": self._text(edition.title, *where, "title"), "approval": approval})

    def _approval(self, step: Approval, *where: Any) -> Approval:
        days = {name: self._day(getattr(step, name), *where, name) for name in ("date", "until")}
        words = {"number": self._line(step.number, *where, "number"), "name": self._text(step.name, *where, "name")}
        return step.model_copy(update={**days, **words})
