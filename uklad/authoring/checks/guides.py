"""Every duty of a role that a school's act states has a step in the guide of that role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from uklad.base.errors import Problem
from uklad.base.yaml_reader import Source
from uklad.content.pages import Page, load_pages
from uklad.model.editions import ancestors, in_order, outline_of
from uklad.model.outline import places
from uklad.model.schema import Edition, Outline, Schools


def duties_without_step(schools: Schools, docs: Path, source: Source) -> list[Problem]:
    """A problem for each duty that no step of the guide carries out, in each locale."""
    return [
        problem
        for locale in schools.locales
        for page in load_pages(docs, locale)
        if page.role in schools.roles
        for problem in _missing(schools, page)
    ]


def _missing(schools: Schools, page: Page) -> Iterator[Problem]:
    covered = {clause for step in page.steps for clause in step.clauses}
    duties = schools.roles[str(page.role)].duties
    for school_id, edition, outline in _outlines(schools):
        for name, place in places(outline).items():
            known = ancestors(schools, name)
            if set(duties) & set(known) and not covered & set(known):
                number = place.entry.number or "unnumbered"
                what = f'no step for the duty "{name}" ({school_id}, {edition.date}, {number})'
                yield Problem(page.shown, page.first_line, what, f'add {{% call step("{name}", "…") %}}')


def _outlines(schools: Schools) -> Iterator[tuple[str, Edition, Outline]]:
    """Every outline once, with the first school and edition that has it: many schools of a region share few."""
    seen: set[str] = set()
    for school_id, school in schools.schools.items():
        for edition in in_order(school):
            if edition.outline not in seen:
                seen |= {edition.outline} if edition.outline else set()
                yield school_id, edition, outline_of(schools, school, edition)
