"""The shape of schools.yml: frozen, typed values."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from uklad.model.types import EMAIL, PHONE, Day, FileName, Frozen, Id, Line, Mode, Number, Terms, Text, Trust, Words

Email = Annotated[str, Field(pattern=EMAIL)]
Phone = Annotated[str, Field(pattern=PHONE)]
ON_TRUST = (
    "The clauses that nobody has compared with the act yet: true for every clause of the outline, or a list of ids. "
    "Pages say that they are a draft while any is left; `uklad confirm SCHOOL` goes through them and takes them out."
)


class Stage(Frozen):
    """A dated stage of a platform's move."""

    date: Day
    text: Text


class Fact(Frozen):
    """A dated fact about a platform that is no rule of any act, and where it was read."""

    text: Text
    source: Text


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
    facts: list[Fact] = []


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
    """A kind of school: its name, its terms with their forms per locale, and the outline that a new school of the kind starts from."""

    name: Text
    terms: Terms
    start: str | None = None


class Role(Frozen):
    """A role: its name in its forms, or the term of the kind that is its name, and the clauses that are its duties.

    `i_am`: how a reader chooses it, where “I am a” and the name is not the way to say so; `general`: its name where kinds differ.
    """

    name: Words | None = None
    term: str | None = None
    i_am: Text | None = None
    general: Text | None = None
    icon: Line = "material/account-outline"
    duties: list[str] = []

    @model_validator(mode="after")
    def _one_of(self) -> Role:
        if (self.name is None) == (self.term is None):
            raise ValueError('needs either "name" or "term"; keep one')
        return self


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


class Approval(Frozen):
    """One step of the approval; any part may be absent."""

    step: Literal["pedagogical-council", "students-council", "parents-council", "union", "director", "order", "e-signature"]
    number: Line | None = None
    date: Day | None = None
    until: Day | None = None
    person: str | None = None


class Person(Frozen):
    """A person whom the act itself names, and how to reach them where the school says so; `order`: that of their appointment."""

    id: Id
    name: Text
    full_name: Text | None = None
    position: Text
    function: str | None = None
    phone: Phone | None = None
    email: Email | None = None
    room: Text | None = None
    hours: Text | None = None
    order: Line | None = None


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


class Original(Frozen):
    """The school's own signed file of an edition; paths are relative to the project's folder."""

    file: FileName
    signature: FileName | None = None
    signed_by: Text | None = None
    date: Day | None = None


class Edition(Frozen):
    """The school's act as it stands from a date; `date_from` says what the date was taken from.

    Its outline is a shared one or that of an earlier edition, each with changes. `pending`: adopted and not yet in force.
    `source`: the copy it was read from; `silent`: what it does not regulate; `adopted`, `in_force`, `until` as the act says them.
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
    source: Copy = Copy()
    silent: Silent = Silent()
    adopted: Day | None = None
    in_force: Day | None = None
    until: Day | None = None
    on_trust: Annotated[Trust, Field(description=ON_TRUST)] = False

    @model_validator(mode="after")
    def _whole_or_based(self) -> Edition:
        if (self.outline is None) == (self.based_on is None):
            raise ValueError('needs either "outline" or "based_on"; keep one')
        return self


class School(Frozen):
    """An institution with facts; `model` marks one to start from, whose act is not in force anywhere."""

    kind: str
    name: Text
    full_name: Text
    place: Text | None = None
    founder: Text | None = None
    website: Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$")] | None = None
    email: Email | None = None
    phone: Phone | None = None
    office: Text | None = None
    hours: Text | None = None
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
    outlines: dict[str, Outline]
    replaces: dict[str, str] = {}
    schools: Annotated[dict[Id, School], Field(min_length=1)]

    def __repr__(self) -> str:
        """Short: the macros plugin writes out every variable, and a region has a thousand schools."""
        return f"Schools({len(self.schools)})"
