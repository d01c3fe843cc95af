"""The shape of schools.yml: frozen, typed values."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

SAFE_ID = r"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
RESERVED = {"assets", "index", "search", "con", "prn", "aux", "nul"}


def _safe(name: str) -> str:
    if not re.match(SAFE_ID, name) or name in RESERVED:
        raise ValueError("not a safe folder name; use small Latin letters, digits and hyphens")
    return name


def _one_line(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty; write a text or remove the key")
    return " ".join(text.split())


Id = Annotated[str, AfterValidator(_safe)]
Line = Annotated[str, AfterValidator(_one_line)]
Text = dict[str, Line]  # locale -> text
Mode = Literal["synchronous", "asynchronous"]


class Frozen(BaseModel):
    """Unknown keys are mistakes; values do not change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Stage(Frozen):
    """A dated stage of a platform's move."""

    date: dt.date
    text: Text


class Move(Frozen):
    """A platform's move to another application."""

    since: dt.date
    to: Text
    source: Text
    stages: list[Stage] = []


class Platform(Frozen):
    """A platform that regulations are about."""

    name: Text
    moves: list[Move] = []


class Act(Frozen):
    """A normative act that regulations cite."""

    title: Text
    status: Literal["in-force", "in-force-secondary", "spent", "unverified", "probably-lapsed", "letter", "local"]
    type: Text | None = None
    number: Line | None = None
    date: dt.date | None = None
    in_force: dt.date | None = None
    lapsed: dt.date | None = None


class Service(Frozen):
    """A service of interaction."""

    name: Text


class Kind(Frozen):
    """A kind of school: its name, and its terms with their forms per locale."""

    name: Text
    terms: dict[str, dict[str, dict[str, Line]]]


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

    number: Line | None = None
    also: list[str] = []
    printed: Line | None = None
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
    number: Line | None = None
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
    date: dt.date | None = None
    until: dt.date | None = None
    person: str | None = None


class Person(Frozen):
    """A person whom the act itself names."""

    id: Id
    name: Text
    full_name: Text | None = None
    position: Text
    function: str | None = None


class Original(Frozen):
    """The school's own signed file of an edition; paths are relative to the project's folder."""

    file: Line
    signature: Line | None = None
    signed_by: Text | None = None
    date: dt.date | None = None


class Edition(Frozen):
    """The school's act as it stands from a date; `date_from` says what the date was taken from."""

    date: dt.date
    date_from: Literal["act", "order", "protocol", "approval"]
    outline: str
    title: Text
    approval: list[Approval] = []
    original: Original | None = None


class School(Frozen):
    """An institution with facts."""

    kind: str
    name: Text
    full_name: Text
    place: Text | None = None
    founder: Text | None = None
    website: Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$")] | None = None
    email: Annotated[str, Field(pattern=r"^[^@\s<>\"]+@[^@\s<>\"]+$")] | None = None
    address: Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$")] | None = None
    logo: Line | None = None
    people: list[Person] = []
    editions: Annotated[list[Edition], Field(min_length=1)]


class Schools(Frozen):
    """The whole data file."""

    default_school: Id
    locales: Annotated[list[str], Field(min_length=1)]
    platforms: dict[str, Platform]
    acts: dict[str, Act]
    services: dict[str, Service]
    kinds: dict[str, Kind]
    roles: dict[str, Role]
    chats: list[ChatCreator] = []
    outlines: dict[str, Outline]
    schools: Annotated[dict[Id, School], Field(min_length=1)]
