"""Says what placeholders stand for at one school."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from uklad.base.placeholders import PLACEHOLDER, Meaning
from uklad.content.derived_values import DERIVED
from uklad.content.phrases import load_words
from uklad.content.site import Site
from uklad.stamping.slots import FOR_PROGRAMS, WRITERS, Slot


class Stamper:
    """The words of one school in one locale; `sizes` are those of its documents, in kilobytes, by edition and file."""

    def __init__(self, site: Site, meanings: Mapping[str, Meaning], sizes: Mapping[str, int]) -> None:
        self.site, self.meanings, self.sizes = site, meanings, sizes
        self.known: dict[Slot, bytes] = {}

    def __call__(self, slot: Slot) -> bytes:
        """What stands in a slot, as it is written there."""
        if slot not in self.known:
            placeholder, form = slot
            self.known[slot] = WRITERS[form](self.plain(placeholder, form not in FOR_PROGRAMS)).encode()
        return self.known[slot]

    def plain(self, placeholder: str, bound: bool = True) -> str:
        """What a placeholder stands for, as plain text; `bound`: with no-break spaces, as people read it."""
        kind, *where = self.meanings[placeholder]
        if kind == "later":
            name, text, *more = where
            return DERIVED[name](PLACEHOLDER.sub(lambda found: self.plain(found[0], bound), text), *more)
        if kind in ("date", "short_date"):
            words, day = load_words(self.site.docs, where[0], self.site.first), self._found(where[1:])
            text = words.placeholder_date(day) if kind == "date" else words.short_date(day)
            return words.bind(text) if bound else text
        if kind == "text":
            text = self._found(where[1:])[where[0]]
            return self.site.words.hold(text) if bound else text
        return str(self._one_of_a_kind(kind, where))

    def _one_of_a_kind(self, kind: str, where: list[Any]) -> Any:
        if kind == "id":
            return self.site.school_id
        return self.sizes[where[0]] if kind == "kilobytes" else self._found(where)

    def _found(self, where: list[Any]) -> Any:
        """The value at this place of the school's data."""
        found: Any = self.site.school
        for step in where:
            found = found[step] if isinstance(step, int) else getattr(found, step)
        return found
