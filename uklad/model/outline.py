"""The clauses of an outline in their places: which number, which chapter, below which clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from uklad.model.schema import Chapter, Entry, Item, Outline


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
    if entry.clause:
        yield entry.clause, None
    for item in entry.items:
        if isinstance(item, Item):
            yield item.clause, entry.clause
            yield from ((name, item.clause) for name in item.items)
        else:
            yield item, entry.clause
    yield from ((name, entry.clause) for name in entry.paragraphs)


def texts(outline: Outline) -> list[str]:
    """Every id of the clause library that the outline shows: clauses, titles, notes and gaps."""
    names = list(outline.notes)
    for chapter in outline.chapters:
        names += [chapter.id, *([chapter.part] if chapter.part else [])]
        for entry in chapter.clauses:
            names += [name for name, _ in _names(entry)]
            names += [name for name in (entry.heading, entry.gap) if name] + entry.notes
    return list(dict.fromkeys(names))
