"""Marks stand for a school's own words while its pages are made, so that one set of pages serves every school of the same shape."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable, Mapping
from typing import Any

import segno

from uklad.model.schema import Approval, Edition, Person, School
from uklad.model.types import Falling

FIRST, MIDDLE, LAST = 0xE000, 0xF000, 0xF8FF  # private use: no text of the project has them
MARK = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]")
ASKED = ("later", "kilobytes")  # marks that pages ask for
Mark = tuple[Any, ...]  # what a mark stands for: its kind, then where it is in the school's data


class Marks:
    """The marks of one site: each is one private-use character.

    What the data hold counts up, what pages ask for counts down: so the same words have the same marks at schools that differ in
    other facts, and what was made of them need not be made again.
    """

    def __init__(self, known: Mapping[str, Mark] | None = None) -> None:
        self.known = {mark: character for character, mark in (known or {}).items()}
        self.free = {
            kind: itertools.chain(numbers) for kind, numbers in ((False, range(FIRST, MIDDLE)), (True, range(LAST, MIDDLE - 1, -1)))
        }

    def __call__(self, *mark: Any) -> str:
        """The character that stands for `mark`, the same one each time."""
        if mark not in self.known:
            taken = set(self.known.values())
            found = next((chr(one) for one in self.free[mark[0] in ASKED] if chr(one) not in taken), None)
            if found is None:
                raise ValueError(f"a site may have {MIDDLE - FIRST} words of its own; divide the school's data")
            self.known[mark] = found
        return self.known[mark]

    def meant(self) -> dict[str, Mark]:
        """What each character stands for."""
        return {character: mark for mark, character in self.known.items()}


class Held(dt.date):
    """A date that compares as itself and shows as a mark."""

    marks: Marks
    where: Mark

    @classmethod
    def of(cls, day: dt.date, marks: Marks, where: Mark) -> Held:
        """The date with the place in the data that its marks stand for."""
        held = cls(day.year, day.month, day.day)
        held.marks, held.where = marks, where
        return held

    def isoformat(self) -> str:
        """The mark of the date as folders and programs write it."""
        return self.marks("iso", *self.where)

    __str__ = isoformat

    def shown(self, form: str, locale: str) -> str:
        """The mark of the date as words: `form` is a key of the locale's words."""
        return self.marks(form, locale, *self.where)


def marked(school: School, marks: Marks, locales: list[str]) -> School:
    """The school with marks for its own words; what `uklad.stamping.fingerprint` compares stays."""
    return _Own(marks, locales).school(school)


class _Own:
    """Puts marks in the place of values."""

    def __init__(self, marks: Marks, locales: list[str]) -> None:
        self.marks, self.locales = marks, locales

    def school(self, school: School) -> School:
        """The school with marks."""
        self.marks("id")
        for name in ("name", "full_name", "place", "founder"):
            self._text({}, name)
        for name in ("website", "email", "address"):
            self._line("", name)
        editions = [self._edition(edition, "editions", index) for index, edition in enumerate(school.editions)]
        words = {name: self._text(getattr(school, name), name) for name in ("name", "full_name", "place", "founder")}
        lines = {name: self._line(getattr(school, name), name) for name in ("website", "email", "address")}
        people = [self._person(person, "people", index) for index, person in enumerate(school.people)]
        return school.model_copy(update={**words, **lines, "people": people, "editions": editions})

    def _text(self, value: dict[str, str] | None, *where: Any) -> Falling | None:
        return None if value is None else Falling({locale: self.marks("text", locale, *where) for locale in self.locales})

    def _line(self, value: str | None, *where: Any) -> str | None:
        return None if value is None else self.marks("line", *where)

    def _day(self, value: dt.date | None, *where: Any) -> Held | None:
        if value is None:
            return None
        for form in ("date", "short_date"):
            for locale in self.locales:
                self.marks(form, locale, *where)
        self.marks("iso", *where)
        return Held.of(value, self.marks, where)

    def _person(self, person: Person, *where: Any) -> Person:
        names = {name: self._text(getattr(person, name), *where, name) for name in ("name", "full_name", "position")}
        return person.model_copy(update=names)

    def _edition(self, edition: Edition, *where: Any) -> Edition:
        days = {name: self._day(getattr(edition, name), *where, name) for name in ("date", "repealed")}
        approval = [self._approval(step, *where, "approval", index) for index, step in enumerate(edition.approval)]
        return edition.model_copy(update={**days, "title": self._text(edition.title, *where, "title"), "approval": approval})

    def _approval(self, step: Approval, *where: Any) -> Approval:
        days = {name: self._day(getattr(step, name), *where, name) for name in ("date", "until")}
        return step.model_copy(update={**days, "number": self._line(step.number, *where, "number")})


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
