"""Placeholders: private-use characters that stand for a school's own words while its pages are made."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Mapping
from typing import Any

FIRST, MIDDLE, LAST = 0xE000, 0xF000, 0xF8FF  # private use: no text of the project has them
PLACEHOLDER = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]")
ASKED_FOR = ("later", "kilobytes")  # kinds that pages ask for
Meaning = tuple[Any, ...]  # what a placeholder stands for: its kind, then where it is in the school's data


class Placeholders:
    """The placeholders of one site: each is one private-use character.

    What the data hold counts up, what pages ask for counts down: so the same words have the same placeholders at schools that differ
    in other facts, and what was made of them need not be made again.
    """

    def __init__(self, meanings: Mapping[str, Meaning] | None = None) -> None:
        self._characters = {meaning: character for character, meaning in (meanings or {}).items()}
        self._free = {
            asked: itertools.chain(numbers) for asked, numbers in ((False, range(FIRST, MIDDLE)), (True, range(LAST, MIDDLE - 1, -1)))
        }

    def of(self, *meaning: Any) -> str:
        """The character that stands for this, the same one each time."""
        if meaning not in self._characters:
            taken = set(self._characters.values())
            found = next((chr(one) for one in self._free[meaning[0] in ASKED_FOR] if chr(one) not in taken), None)
            if found is None:
                raise ValueError(f"a site may have {MIDDLE - FIRST} words of its own; divide the school's data")
            self._characters[meaning] = found
        return self._characters[meaning]

    def reserve(self, *meaning: Any) -> None:
        """Give this its character before others get theirs."""
        self.of(*meaning)

    def meanings(self) -> dict[str, Meaning]:
        """What each character stands for."""
        return {character: meaning for meaning, character in self._characters.items()}


class PlaceholderDate(dt.date):
    """A date that compares as itself and shows as a placeholder."""

    placeholders: Placeholders
    where: Meaning

    @classmethod
    def at(cls, day: dt.date, placeholders: Placeholders, where: Meaning) -> PlaceholderDate:
        """The date with its place in the data."""
        made = cls(day.year, day.month, day.day)
        made.placeholders, made.where = placeholders, where
        return made

    def isoformat(self) -> str:
        """The placeholder of the date as folders and programs write it."""
        return self.placeholders.of("iso", *self.where)

    __str__ = isoformat

    def shown(self, form: str, locale: str) -> str:
        """The placeholder of the date as words: `form` is a key of the locale's words."""
        return self.placeholders.of(form, locale, *self.where)
