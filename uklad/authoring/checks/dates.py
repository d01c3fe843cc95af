"""Warns of acts and approvals whose dates do not fit the edition that names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from uklad.base.errors import Problem
from uklad.base.yaml_reader import Source
from uklad.content.dates import oddities
from uklad.content.site import Site
from uklad.model.editions import place_in_data
from uklad.model.schema import Schools

MANY = 20
WHAT = {
    "younger": "is younger than the edition that cites it",
    "not-yet": "was not yet in force at the date of the edition that cites it",
    "lapsed": "had lapsed at the date of the edition that cites it",
    "late-step": "is later than the date of its edition",
}


def warnings(schools: Schools, sites: list[Site], source: Source) -> list[Problem]:
    """The oddities of every edition as warnings with their place in the data file; one that many schools share is told once."""
    told: dict[str, list[Problem]] = {}
    for site in sites:
        where = place_in_data(site.school_id, site.school, site.edition)
        for odd in oddities(site):
            name = odd.act.number or odd.key if odd.act else odd.key
            said = f"{name} {WHAT[odd.kind]}"
            what = f"{site.school_id}, {site.edition.date}: {said}"
            told.setdefault(said, []).append(source.problem(where, what, "check both dates with the school; the page says so in a note"))
    return once_for_many(told)


def once_for_many(told: Mapping[str, list[Problem]]) -> list[Problem]:
    """Warnings, by what they say of each school, in the order of the file; what many schools share is told once."""
    return sorted({warning for alike in told.values() for warning in _few(alike)})


def _few(alike: list[Problem]) -> list[Problem]:
    """Warnings that say the same of many schools, as the first of them with their number."""
    if len(alike) <= MANY:
        return alike
    return [replace(alike[0], what=f"{alike[0].what}; so it is at {len(alike) - 1} more")]
