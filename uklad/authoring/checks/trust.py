"""Warns of schools with clauses on trust, which nobody has compared with the act yet."""

from __future__ import annotations

from uklad.authoring.checks.dates import MANY
from uklad.base.errors import Problem
from uklad.base.yaml_reader import Source
from uklad.model.editions import clean_outline, place_in_data
from uklad.model.outline import places
from uklad.model.schema import School, Schools
from uklad.model.trust import drafts, on_trust


def warnings(schools: Schools, source: Source, option: str) -> list[Problem]:
    """A warning for each school with the command that goes on; of more than MANY, the rest as a number. `option` names the data file."""
    found = [(name, school) for name, school in schools.schools.items() if drafts(school)]
    told = [_warning(schools, name, school, source, option) for name, school in found[:MANY]]
    if more := len(found) - len(told):
        told.append(Problem(source.path, 1, f"{more} more schools have clauses on trust", "go through each"))
    return told


def _warning(schools: Schools, name: str, school: School, source: Source, option: str) -> Problem:
    edition = drafts(school)[0]
    left, every = len(on_trust(schools, school, edition)), len(places(clean_outline(schools, school, edition)))
    where = (*place_in_data(name, school, edition), "on_trust")
    what = f"{name}, {edition.date}: {left} of {every} clauses are on trust, not compared with the act"
    return source.problem(where, what, f"go on with: uklad confirm {name}{option}")
