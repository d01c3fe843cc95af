"""The shape of schools.yml: frozen, typed values."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from uklad.model.outline_and_copy import Changes, Copy, Outline, Silent
from uklad.model.reference_data import Act, Council, Kind, Platform, Role, Service
from uklad.model.types import EMAIL, PHONE, Day, FileName, Frozen, Id, Line, Text, Trust

Email = Annotated[str, Field(pattern=EMAIL)]
Phone = Annotated[str, Field(pattern=PHONE)]
COUNCILS = get_args(Council)
ON_TRUST = (
    "The clauses that nobody has compared with the act yet: true for every clause of the outline, or a list of ids. "
    "Pages say that they are a draft while any is left; `uklad confirm SCHOOL` goes through them and takes them out."
)


class Approval(Frozen):
    """One step of the approval; any part may be absent. `name`: what the act itself calls the council."""

    step: Literal["pedagogical-council", "students-council", "parents-council", "union", "director", "order", "e-signature"]
    number: Line | None = None
    date: Day | None = None
    until: Day | None = None
    person: str | None = None
    name: Text | None = None

    @model_validator(mode="after")
    def _of_a_council(self) -> Approval:
        if self.name and self.step not in COUNCILS:
            raise ValueError(f'has a "name", and the step "{self.step}" is no council; remove it')
        return self


class Person(Frozen):
    """A person whom the act or the school names, and how to reach them.

    `function`: a clause that says what they are responsible for; `order`: that of their appointment, as № 12 от 01.09.2024.
    """

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


class Original(Frozen):
    """The school's own signed file of an edition; paths are relative to the project's folder."""

    file: FileName
    signature: FileName | None = None
    signed_by: Text | None = None
    date: Day | None = None


class Edition(Frozen):
    """The school's act as it stands from a date; `date_from` says what the date was taken from.

    Its outline is a shared one or that of an earlier edition, each with changes. `pending`: adopted and not yet in force.
    `source`: the copy it was read from; `silent`: what it does not regulate. `adopted`, `in_force` and `until` (its last day)
    as the act says them.
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
    on_trust: Annotated[Trust, Field(description=ON_TRUST)] = False
    adopted: Day | None = None
    in_force: Day | None = None
    until: Day | None = None

    @model_validator(mode="after")
    def _whole_or_based(self) -> Edition:
        if (self.outline is None) == (self.based_on is None):
            raise ValueError('needs either "outline" or "based_on"; keep one')
        return self

    @model_validator(mode="after")
    def _ends_last(self) -> Edition:
        for name in ("date", "adopted", "in_force"):
            day = getattr(self, name)
            if self.until and day and self.until < day:
                raise ValueError(f'ends ("until") on {self.until}, before "{name}", {day}; correct one of the dates')
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
