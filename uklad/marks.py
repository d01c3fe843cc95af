"""Marks stand for a school's own words while its pages are made, so that one set of pages serves every school of the same shape."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Any

import segno

from uklad.model import Approval, Edition, Person, School
from uklad.values import Falling

FIRST, LAST = 0xE000, 0xF8FF  # private use: no text of the project has them
MARK = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]")
Mark = tuple[Any, ...]  # what a mark stands for: its kind, then where it is in the school's data


class Marks:
    """The marks of one site: each is one private-use character."""

    def __init__(self, known: Iterable[Mark] = ()) -> None:
        self.known = {mark: chr(FIRST + index) for index, mark in enumerate(known)}

    def __call__(self, *mark: Any) -> str:
        """The character that stands for `mark`, the same one each time."""
        if mark not in self.known and FIRST + len(self.known) > LAST:
            raise ValueError(f"a site may have {LAST - FIRST + 1} words of its own; divide the school's data")
        return self.known.setdefault(mark, chr(FIRST + len(self.known)))

    def meant(self) -> dict[str, Mark]:
        """What each character stands for."""
        return {character: mark for mark, character in self.known.items()}


class Held(dt.date):
    """A date that compares as itself and shows as a mark."""

    marks: Marks
    where: Mark

    @classmethod
    def of(cls, day: dt.date, marks: Marks, where: Mark) -> Held:
        held = cls(day.year, day.month, day.day)
        held.marks, held.where = marks, where
        return held

    def isoformat(self) -> str:
        return self.marks("iso", *self.where)

    __str__ = isoformat

    def shown(self, form: str, locale: str) -> str:
        """The mark of the date as words: `form` is a key of the locale's words."""
        return self.marks(form, locale, *self.where)


def marked(school: School, marks: Marks, locales: list[str]) -> School:
    """The school with marks for its own words; what `uklad.shapes` compares stays."""
    own = _Own(marks, locales)
    words = {name: own.text(getattr(school, name), name) for name in ("name", "full_name", "place", "founder")}
    lines = {name: own.line(getattr(school, name), name) for name in ("website", "email", "address")}
    people = [own.person(person, "people", index) for index, person in enumerate(school.people)]
    editions = [own.edition(edition, "editions", index) for index, edition in enumerate(school.editions)]
    return school.model_copy(update={**words, **lines, "people": people, "editions": editions})


class _Own:
    """Puts marks in the place of values."""

    def __init__(self, marks: Marks, locales: list[str]) -> None:
        self.marks, self.locales = marks, locales

    def text(self, value: dict[str, str] | None, *where: Any) -> Falling | None:
        return None if value is None else Falling({locale: self.marks("text", locale, *where) for locale in self.locales})

    def line(self, value: str | None, *where: Any) -> str | None:
        return None if value is None else self.marks("line", *where)

    def day(self, value: dt.date | None, *where: Any) -> Held | None:
        return None if value is None else Held.of(value, self.marks, where)

    def person(self, person: Person, *where: Any) -> Person:
        names = {name: self.text(getattr(person, name), *where, name) for name in ("name", "full_name", "position")}
        return person.model_copy(update=names)

    def edition(self, edition: Edition, *where: Any) -> Edition:
        days = {name: self.day(getattr(edition, name), *where, name) for name in ("date", "repealed")}
        approval = [self.approval(step, *where, "approval", index) for index, step in enumerate(edition.approval)]
        return edition.model_copy(update={**days, "title": self.text(edition.title, *where, "title"), "approval": approval})

    def approval(self, step: Approval, *where: Any) -> Approval:
        days = {name: self.day(getattr(step, name), *where, name) for name in ("date", "until")}
        return step.model_copy(update={**days, "number": self.line(step.number, *where, "number")})


def _qr_code(url: str, said: str) -> str:
    return str(segno.make(url, error="m").svg_inline(scale=3, title=said))


def _act_title(title: str, *names: str) -> str:
    """A title without its first word where that is what the act is called; else in quotation marks."""
    first, _, rest = title.partition(" ")
    return rest if first.lower() in names else f"«{title}»"


LATER: dict[str, Callable[..., str]] = {
    "qr": _qr_code,
    "act-title": _act_title,
    "bare": lambda address: address.rstrip("/"),
}
MARKUP = [("later", "qr")]  # these give markup; all others give plain text
