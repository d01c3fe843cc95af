"""The words of a locale: what pages say around the data, and how dates are written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from uklad.base.errors import Problem, Refused
from uklad.base.placeholders import PlaceholderDate
from uklad.base.yaml_reader import Where, read_yaml
from uklad.content.phrase_places import unknown_places

NO_BREAK = "\u00a0"
PLACE = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True)
class Words:
    """`docs/<locale>/words.yml`, looked up by keys joined with dots."""

    locale: str
    tree: dict[str, Any]

    def __call__(self, key: str, **parts: Any) -> str:
        """The phrase under a key, with its {places} filled in; the form of a word that has none stays as it is written."""
        text = str(self.get(key))
        try:
            return text.format(**parts)
        except KeyError:
            return PLACE.sub(lambda place: _filled(place[0], parts), text)

    def get(self, key: str) -> Any:
        """What stands under a key. Raises Refused where nothing does."""
        found: Any = self.tree
        for part in key.split("."):
            if not isinstance(found, dict) or part not in found:
                raise Refused([Problem(f"docs/{self.locale}/words.yml", 1, f'there is no "{key}"', f'add "{key}: …"')])
            found = found[part]
        return found

    def date(self, day: dt.date) -> str:
        """A date as the locale writes it: 29 августа 2024 г."""
        if isinstance(day, PlaceholderDate):
            return day.shown("date", self.locale) + self._end_of_date
        return self("date", day=day.day, month=self.tree["months"][day.month - 1], year=day.year)

    def short_date(self, day: dt.date) -> str:
        """A date in figures: 29.08.2024."""
        if isinstance(day, PlaceholderDate):
            return day.shown("short_date", self.locale)
        return self("short_date", day=day.day, month=day.month, year=day.year)

    def ends_in_date(self, text: str) -> bool:
        """Whether a text ends in a date whose dot is its own, as 2024 г. (and not in a word with these letters)."""
        end = self._end_of_date
        return end.endswith(".") and text.replace(" ", NO_BREAK).endswith(end)

    @property
    def _end_of_date(self) -> str:
        """What follows the year, which a full stop may end: " г." """
        return str(self.tree["date"]).partition("{year}")[2].replace(" ", NO_BREAK)

    def placeholder_date(self, day: dt.date) -> str:
        """What a placeholder of a date stands for: the date without what follows the year."""
        return self.date(day).removesuffix(self._end_of_date.replace(NO_BREAK, " "))

    def bind(self, text: str) -> str:
        """Hold numbers to their signs with no-break spaces; a date's own dot also ends the sentence."""
        end = self.tree["date"][-2:]
        if end.endswith("."):
            text = re.sub(re.escape(end) + r"\.(?!\.)", end, text)
        return self.hold(text)

    def hold(self, text: str) -> str:
        """The same for a value from data, which keeps every dot that it has."""
        for rule in self.tree["no_break"]:
            text = re.sub(rule, lambda match: match[0].replace(" ", NO_BREAK), text)
        return text


def load_words(docs: Path, locale: str, first: str = "") -> Words:
    """The words of one locale; what it lacks comes from the `first`. Raises Refused where a file is not sound."""
    paths = [docs / one / "words.yml" for one in dict.fromkeys((first, locale)) if one]
    found = [path for path in paths if path.exists()]
    return _load(tuple(found), locale, tuple(path.stat().st_mtime_ns for path in found))


@lru_cache(maxsize=64)
def _load(paths: tuple[Path, ...], locale: str, _changed: tuple[int, ...]) -> Words:
    tree: dict[str, Any] = {}
    for path in paths:
        tree = _laid(tree, _read(path))
    return Words(locale, tree)


def _read(path: Path) -> dict[str, Any]:
    """The tree of one file. Raises Refused."""
    source = read_yaml(path, f"docs/{path.parent.name}/words.yml")
    if not isinstance(source.value, dict):
        raise Refused([source.problem((), "the words are no mapping", 'write lines such as "language: English"')])
    if problems := list(unknown_places(source)):
        raise Refused(problems)
    return source.value


def phrases_of_documents(docs: Path, locale: str) -> Iterator[tuple[str, int]]:
    """The phrases of documents, which alone hold macros, with their lines. Raises Refused where the file cannot be read."""
    path = docs / locale / "words.yml"
    source = read_yaml(path, f"{docs.name}/{locale}/words.yml") if path.exists() else None
    if source and isinstance(source.value, dict):
        yield from ((text, source.line(where)) for where, text in _leaves(source.value.get("documents"), ("documents",)))


def _leaves(value: object, where: Where) -> Iterator[tuple[Where, str]]:
    """The texts of a tree of YAML, with their places."""
    if isinstance(value, dict | list):
        for key, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(child, (*where, key))
    elif isinstance(value, str):
        yield where, value


def _filled(place: str, parts: dict[str, Any]) -> str:
    try:
        return place.format(**parts)
    except KeyError:
        return place


def _laid(below: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """One tree of words laid over another."""
    deeper = [key for key in below.keys() & over.keys() if isinstance(below[key], dict) and isinstance(over[key], dict)]
    return {**below, **over, **{key: _laid(below[key], over[key]) for key in deeper}}
