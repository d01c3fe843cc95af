"""Clauses on trust: those that nobody has compared yet with the act that a school adopted."""

from __future__ import annotations

from uklad.model.editions import clean_outline, in_order
from uklad.model.outline import places
from uklad.model.schema import Edition, School, Schools


def on_trust(schools: Schools, school: School, edition: Edition) -> list[str]:
    """The clauses of the edition that are on trust, in reading order."""
    if not edition.on_trust:
        return []
    there = list(places(clean_outline(schools, school, edition)))
    return there if edition.on_trust is True else [name for name in there if name in edition.on_trust]


def is_draft(edition: Edition) -> bool:
    """Whether anything of the edition is on trust."""
    return bool(edition.on_trust)


def drafts(school: School) -> list[Edition]:
    """The editions of a school that have clauses on trust, by date."""
    return [edition for edition in in_order(school) if is_draft(edition)]
