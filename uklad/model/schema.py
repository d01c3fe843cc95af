"""The shape of schools.yml: frozen, typed values."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from uklad.model.types import EMAIL, Day, FileName, Frozen, Id, Line, Mode, Number, Terms, Text


class Stage(Frozen):
    """A dated stage of a platform's move."""

    date: Day
    text: Text


class Move(Frozen):
    """A platform's move to another application."""

    since: Day
    to: Text
    source: Text
    stages: list[Stage] = []


class Platform(Frozen):
    """A platform that regulations are about."""

    name: Text
    terms: Terms = {}
    moves: list[Move] = []


class Act(Frozen):
    """A normative act that regulations cite."""

    title: Text
    status: Literal["in-force", "in-force-secondary", "spent", "unverified", "probably-lapsed", "letter", "local"]
    type: Text | None = None
    number: Line | None = None
    date: Day | None = None
    in_force: Day | None = None
    lapsed: Day | None = None


class Service(Frozen):
    """A service of interaction."""

    name: Text


class Kind(Frozen):
    """A kind of school: its name, and its terms with their forms per locale."""

    name: Text
    terms: Terms


class Role(Frozen):
    """What is a duty and what a right of a role, as clause ids."""

    duties: list[str]
    rights: list[str]


class ChatCreator(Frozen):
    """Who creates the chats that these clauses name."""

    creator: str
    clauses: list[str]


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
    """Which clauses an edition has, in which order, under which numbers."""

    platform: str
    basis: list[str] = []
    services: dict[str, list[Mode]] = {}
    silent: list[str] = []
    lost: list[str] = []
    partly_lost: list[str] = []
    notes: list[str] = []
    chapters: list[Chapter]


class Approval(Frozen):
    """One step of the approval; any part may be absent."""

    step: Literal["pedagogical-council", "students-council", "parents-council", "union", "director", "order", "e-signature"]
    number: Line | None = None
    date: Day | None = None
    until: Day | None = None
    person: str | None = None


class Person(Frozen):
    """A person whom the act itself names."""

    id: Id
    name: Text
    full_name: Text | None = None
    position: Text
    function: str | None = None


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
    """How an edition's outline departs from that of the edition it is based on."""

    added: list[Added] = []
    removed: list[str] = []
    replaced: list[str] = []
    renumbered: dict[str, Number] = {}
    platform: str | None = None
    basis: list[str] | None = None
    notes: list[str] | None = None


class Original(Frozen):
    """The school's own signed file of an edition; paths are relative to the project's folder."""

    file: FileName
    signature: FileName | None = None
    signed_by: Text | None = None
    date: Day | None = None


class Edition(Frozen):
    """The school's act as it stands from a date; `date_from` says what the date was taken from.

    Its outline is given whole, or as changes of an earlier edition. `pending`: adopted and not yet in force.
    `frozen` holds the digests of an approved edition's texts: clause -> one per locale, joined with spaces.
    """

    date: Day
    date_from: Literal["act", "order", "protocol", "approval"]
    outline: str | None = None
    based_on: Day | None = None
    changes: Changes = Changes()
    title: Text
    approval: list[Approval] = []
    pending: bool = False
    repealed: Day | None = None
    frozen: dict[str, Line] = {}
    original: Original | None = None

    @model_validator(mode="after")
    def _whole_or_based(self) -> Edition:
        if (self.outline is None) == (self.based_on is None):
            raise ValueError('needs either "outline" or "based_on"; keep one')
        if self.outline is not None and self.changes != Changes():
            raise ValueError('has "changes" and no "based_on"; remove the changes, or write "based_on" in place of "outline"')
        return self


class School(Frozen):
    """An institution with facts; `model` marks one to start from, whose act is not in force anywhere."""

    kind: str
    name: Text
    full_name: Text
    place: Text | None = None
    founder: Text | None = None
    website: Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$")] | None = None
    email: Annotated[str, Field(pattern=EMAIL)] | None = None
    address: Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$", max_length=500)] | None = (
        None  # of the folder that holds the school's locales, as published; a QR code holds no longer one
    )
    logo: FileName | None = None
    people: list[Person] = []
    model: bool = False
    editions: Annotated[list[Edition], Field(min_length=1)]


class Schools(Frozen):
    """The whole data file. `locales`: the authoritative one first; `partial` ones fall back to it where they lack a text."""

    default_school: Id
    locales: Annotated[list[str], Field(min_length=1)]
    partial: list[str] = []
    platforms: dict[str, Platform]
    acts: dict[str, Act]
    services: dict[str, Service]
    kinds: dict[Id, Kind]
    roles: dict[str, Role]
    chats: list[ChatCreator] = []
    outlines: dict[str, Outline]
    replaces: dict[str, str] = {}
    schools: Annotated[dict[Id, School], Field(min_length=1)]

    def __repr__(self) -> str:
        """Short: the macros plugin writes out every variable, and a region has a thousand schools."""
        return f"Schools({len(self.schools)})"
