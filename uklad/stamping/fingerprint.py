"""The fingerprint of a school: all that its pages depend on but its own words. Schools that have the same share their pages."""

from __future__ import annotations

import datetime as dt
import json
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from uklad.model.editions import outline_of
from uklad.model.schema import Approval, Edition, Person, School, Schools
from uklad.model.types import Falling

# Fields that placeholders stand for, or of which pages show only whether they hold anything; and those that change no page.
OWN = {
    School: ("website", "email", "address", "phone", "logo"),
    Person: ("phone", "email", "order"),
    Approval: ("number",),
    Edition: ("on_trust",),
}
LEFT_OUT = {Person: ("id",), Approval: ("person",), Edition: ("frozen",)}


class Fingerprints:
    """The fingerprints of the schools of one data file."""

    def __init__(self, schools: Schools, docs: Path) -> None:
        self.schools, self.docs = schools, docs

    def of(self, school_id: str) -> str:
        """The fingerprint as JSON: the same text means the same pages but for the words that placeholders stand for."""
        school = self.schools.schools[school_id]
        places = {person.id: index for index, person in enumerate(school.people)}
        signers = [places.get(str(step.person)) for edition in school.editions for step in edition.approval]
        wording = [school_id] if any(self.docs.glob(f"*/clauses/{school_id}")) else []
        form = _form(school, _Calendar(school, self._days_near(school)))
        return json.dumps([form, signers, wording], ensure_ascii=False, sort_keys=True)

    def _days_near(self, school: School) -> list[dt.date]:
        """The shared dates that an edition's date is compared with: of the acts that it cites, and of its platform's moves."""
        outlines = [outline_of(self.schools, school, edition) for edition in school.editions]
        acts = [self.schools.acts[name] for outline in outlines for name in outline.basis]
        moves = [move.since for outline in outlines for move in self.schools.platforms[outline.platform].moves]
        return sorted({*moves, *(day for act in acts for day in (act.date, act.in_force, act.lapsed) if day)})


def _days(value: Any) -> Iterator[dt.date]:
    if isinstance(value, dt.date):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _days(getattr(value, name))
    elif isinstance(value, list):
        for one in value:
            yield from _days(one)


class _Calendar:
    """Says of a date only how it compares: with the dates that schools share, and with the school's own."""

    def __init__(self, school: School, shared: list[dt.date]) -> None:
        self.shared, self.own = shared, sorted(set(_days(school)))

    def place(self, day: dt.date) -> list[int]:
        """How many shared dates come before the day, whether it is one of them, and its place among the school's own."""
        at = bisect_left(self.shared, day)
        return [at, int(self.shared[at : at + 1] == [day]), self.own.index(day)]


def _form(value: Any, calendar: _Calendar) -> Any:
    """A value of the data without the school's own words."""
    if isinstance(value, Falling):
        return "own"
    if isinstance(value, dt.date):
        return calendar.place(value)
    if isinstance(value, BaseModel):
        kind = type(value)
        own, left_out = OWN.get(kind, ()), LEFT_OUT.get(kind, ())
        inside = {key: getattr(value, key) for key in kind.model_fields if key not in left_out}
        return {key: one and "own" if key in own else _form(one, calendar) for key, one in inside.items()}
    if isinstance(value, dict):
        return {key: _form(one, calendar) for key, one in value.items()}
    return [_form(one, calendar) for one in value] if isinstance(value, list) else value
