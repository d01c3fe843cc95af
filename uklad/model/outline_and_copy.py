"""The shape of an outline, of its changes, and of the copy that an edition was read from."""

from __future__ import annotations

from pydantic import model_validator

from uklad.model.types import Frozen, Mode, Number


class Item(Frozen):
    """An item of a clause that has items of its own."""

    clause: str
    items: list[str]


class Entry(Frozen):
    """A place of the outline: a clause, a heading or a gap, with the number it is printed under."""

    number: Number | None = None
    also: list[Number] = []
    printed: Number | None = None
    cite: str | None = None
    clause: str | None = None
    heading: str | None = None
    gap: str | None = None
    items: list[str | Item] = []
    paragraphs: list[str] = []
    notes: list[str] = []

    @model_validator(mode="after")
    def _one_of(self) -> Entry:
        if sum(x is not None for x in (self.clause, self.heading, self.gap)) != 1:
            raise ValueError('needs exactly one of "clause", "heading" and "gap"; keep one')
        return self


class Chapter(Frozen):
    """A chapter of an act; `id` names its title in the clause library."""

    id: str
    number: Number | None = None
    cite: str | None = None
    part: str | None = None
    clauses: list[Entry]


class Outline(Frozen):
    """Which clauses an edition has, in which order, under which numbers.

    What is odd about one school's copy stands with the edition (`Copy`, `Silent`) and is laid over the outline when it is read.
    """

    platform: str
    basis: list[str] = []
    services: dict[str, list[Mode]] = {}
    silent: list[str] = []
    silent_questions: list[str] = []
    lost: list[str] = []
    partly_lost: list[str] = []
    notes: list[str] = []
    chapters: list[Chapter]


class Added(Frozen):
    """A new place of the outline, or a new item of a clause, after a clause (or at the head of a chapter)."""

    after: str
    entry: Entry | None = None
    item: str | None = None

    @model_validator(mode="after")
    def _one_of(self) -> Added:
        if (self.entry is None) == (self.item is None):
            raise ValueError('needs either "entry" or "item"; keep one')
        return self


class Changes(Frozen):
    """How an edition's outline departs from that of the edition it is based on, or from the shared outline that it names."""

    added: list[Added] = []
    removed: list[str] = []
    replaced: list[str] = []
    renumbered: dict[str, Number] = {}
    platform: str | None = None
    basis: list[str] | None = None
    services: dict[str, list[Mode]] | None = None


class Gap(Frozen):
    """A gap of the copy, after a clause, a heading, a gap, or the head of a chapter."""

    gap: str
    after: str


class Copy(Frozen):
    """The copy that an edition was read from: its damage and its oddities. Empty where it is intact.

    `notes`: of the whole act; `at`: clause -> its notes; `printed`: clause -> the misprinted number; `also`: clause -> the numbers
    under which it is repeated; `lost`, `partly_lost`: the roles whose pages are missing.
    """

    notes: list[str] = []
    at: dict[str, list[str]] = {}
    gaps: list[Gap] = []
    printed: dict[str, Number] = {}
    also: dict[str, list[Number]] = {}
    lost: list[str] = []
    partly_lost: list[str] = []


class Silent(Frozen):
    """What the act does not regulate, by its own text: roles, and questions that readers ask."""

    roles: list[str] = []
    questions: list[str] = []
