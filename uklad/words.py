"""The words of a locale: what pages say around the data, and how dates are written."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from uklad.source import read_yaml

NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Words:
    """`docs/<locale>/words.yml`, looked up by keys joined with dots."""

    locale: str
    tree: dict[str, Any]

    def __call__(self, key: str, **parts: Any) -> str:
        """The phrase under a key, with its {places} filled in."""
        return str(self.get(key)).format(**parts)

    def get(self, key: str) -> Any:
        found: Any = self.tree
        for part in key.split("."):
            found = found[part]
        return found

    def date(self, day: dt.date) -> str:
        """A date as the locale writes it: 29 августа 2024 г."""
        return self("date", day=day.day, month=self.tree["months"][day.month - 1], year=day.year)

    def bind(self, text: str) -> str:
        """Hold numbers to their signs with no-break spaces; a date's own dot also ends the sentence."""
        end = self.tree["date"][-2:]
        if end.endswith("."):
            text = re.sub(re.escape(end) + r"\.(?!\.)", end, text)
        for rule in self.tree["no_break"]:
            text = re.sub(rule, lambda match: match[0].replace(" ", NO_BREAK), text)
        return text


def load_words(docs: Path, locale: str) -> Words:
    """The words of one locale. Raises Refused where the file is no YAML."""
    path = docs / locale / "words.yml"
    return _load(path, locale, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=64)
def _load(path: Path, locale: str, _changed: int) -> Words:
    return Words(locale, read_yaml(path, f"docs/{locale}/words.yml").value)
