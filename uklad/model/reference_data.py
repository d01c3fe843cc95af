"""What all schools share: platforms, acts, services, kinds of schools and roles."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from uklad.model.types import Day, Frozen, Line, Terms, Text, Words

Council = Literal["pedagogical-council", "students-council", "parents-council"]


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
    """A kind of school: its name, its terms with their forms per locale, and the outline that a new school of the kind starts from.

    `councils`: what its councils are called, where the usual names of the words do not fit.
    """

    name: Text
    terms: Terms
    start: str | None = None
    councils: dict[Council, Words] = {}

    @model_validator(mode="after")
    def _declined(self) -> Kind:
        for council, names in self.councils.items():
            for locale, forms in names.items():
                if "one" not in forms and not {"nom", "gen", "ins"} <= set(forms):
                    raise ValueError(f'has a council "{council}" without the forms nom, gen and ins, or one, in {locale}; add them')
        return self


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
