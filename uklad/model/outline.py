"""The clauses of an outline in their places: which number, which chapter, below which clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from uklad.model.outline_and_copy import Chapter, Entry, Item, Outline


@dataclass(frozen=True)
class Place:
    """Where a clause stands in an edition. `parent` is the clause of which it is an item or paragraph."""

    id: str
    entry: Entry
    chapter: Chapter
    parent: str | None = None

    @property
    def pattern(self) -> str:
        """How the place is cited: a key under `cite` of the locale's words."""
        return self.entry.cite or self.chapter.cite or ("plain" if self.entry.number else "chapter")


def places(outline: Outline) -> dict[str, Place]:
    """Every clause of the outline by id, in reading order."""
    found: dict[str, Place] = {}
    for chapter in outline.chapters:
        for entry in chapter.clauses:
            for name, parent in _names(entry):
                found[name] = Place(name, entry, chapter, parent)
    return found


def _names(entry: Entry) -> Iterator[tuple[str, str | None]]:
    """Every clause that an entry places, with the one that it is part of."""
    if entry.clause:
        yield entry.clause, None
    above = [entry.clause]
    for name, depth in items_of(entry):
        del above[depth + 1 :]
        yield name, above[depth]
        above.append(name)
    yield from ((name, entry.clause) for name in entry.paragraphs)


def items_of(entry: Entry) -> Iterator[tuple[str, int]]:
    """The items of a clause in reading order, each with its depth: 0, or 1 for an item of an item."""
    for item in entry.items:
        if isinstance(item, Item):
            yield item.clause, 0
            yield from ((name, 1) for name in item.items)
        else:
            yield item, 0


def inner_clauses(entry: Entry) -> list[str]:
    """The items and paragraphs of a clause, items of items included."""
    return [name for name, _ in items_of(entry)] + entry.paragraphs
