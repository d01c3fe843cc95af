"""Keeps drafts from readers: schools whose rules nobody has compared with the act yet."""

from __future__ import annotations

from collections.abc import Collection

from uklad.base.errors import Refused
from uklad.base.yaml_reader import Source
from uklad.model.editions import place_in_data
from uklad.model.schema import Schools
from uklad.model.trust import drafts, on_trust


def refuse_drafts(schools: Schools, source: Source, only: Collection[str], option: str) -> None:
    """Raise Refused for each school, of those named or of all, that has clauses on trust. `option` names the data file."""
    problems = []
    for name, school in schools.schools.items():
        for edition in drafts(school) if not only or name in only else []:
            where = (*place_in_data(name, school, edition), "on_trust")
            count = len(on_trust(schools, school, edition))
            what = f"{name}, {edition.date}: {count} clauses are on trust, not compared with the act"
            cure = f"run uklad confirm {name}{option}, or say --drafts: every page then says that it is a draft"
            problems.append(source.problem(where, what, cure))
    if problems:
        raise Refused(problems)
