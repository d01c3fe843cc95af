"""Every duty of a role that a school's act states has a step for that role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from uklad.base.errors import Problem
from uklad.base.yaml_reader import Source
from uklad.content.cards import concerns
from uklad.content.site import Site
from uklad.model.editions import ancestors, in_order, unchanged_outline
from uklad.model.schema import Edition, School, Schools


def duties_without_step(schools: Schools, docs: Path, source: Source) -> list[Problem]:
    """A problem for each duty that no step carries out, in each locale."""
    first = schools.locales[0]
    found = (_missing(Site(schools, docs, school_id, edition, first)) for school_id, _, edition in _outlines(schools))
    return [problem for problems in found for problem in problems]


def _missing(site: Site) -> Iterator[Problem]:
    covered = {(role, name) for role in site.schools.roles for name in _carried_out(site, role)}
    for name in site.places:
        known = set(ancestors(site.schools, name))
        for role, rules in site.schools.roles.items():
            if known & set(rules.duties) and not any((role, one) in covered for one in known):
                clause = site.library[name]
                what = f'"{name}" is a duty of the role "{role}", and has no step for it ({site.school_id}, {site.edition.date})'
                remedy = f'add a use {{ .step for="{role}" stage="…" }} below it'
                if clause.path.count("/") > 3:  # the school's own wording
                    remedy += f', or {{ .same as="{name}" }} where the uses of the library hold'
                yield Problem(clause.path, clause.line, what, remedy)


def _carried_out(site: Site, role: str) -> Iterator[str]:
    """The clauses that the steps of a role rest on."""
    for one in site.uses:
        if one.use.kind == "step" and concerns(one.use, "for", role):
            yield from (one.clause, *one.use.names("also"))
        if one.use.kind == "adds":
            yield one.clause


def _outlines(schools: Schools) -> Iterator[tuple[str, School, Edition]]:
    """Every outline once, with the first school and edition that has it: many schools of a region share few."""
    seen: set[str] = set()
    for school_id, school in schools.schools.items():
        for edition in in_order(school):
            outline = unchanged_outline(edition)
            if outline not in seen:
                seen |= {outline} if outline else set()
                yield school_id, school, edition
