"""What is odd about the acts that an edition cites, and about the dates of its approval."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from uklad.base.errors import Problem
from uklad.base.yaml_reader import Source
from uklad.content.site import Site
from uklad.model.schema import Act, Edition, Schools


@dataclass(frozen=True)
class Oddity:
    """`kind`: younger, not-yet, lapsed or late-step; the act (its key and facts) or the approval step that it is about."""

    kind: str
    key: str
    act: Act | None = None


def oddities(site: Site) -> list[Oddity]:
    """The oddities of a site's edition, in the order of the act's basis, then of its approval."""
    day, acts = site.edition.date, site.schools.acts
    return [
        *(Oddity(kind, key, acts[key]) for key in site.outline.basis for kind in _act(acts[key], site.edition)),
        *(Oddity("late-step", step.step) for step in site.edition.approval if step.date and step.date > day and not step.until),
    ]


def _act(act: Act, edition: Edition) -> Iterator[str]:
    if act.date and act.date > edition.date:
        yield "younger"
    elif act.in_force and act.in_force > edition.date:
        yield "not-yet"
    if act.lapsed and act.lapsed < edition.date:
        yield "lapsed"


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
        index = site.school.editions.index(site.edition)
        where = ("schools", site.school_id, "editions", index)
        for odd in oddities(site):
            name = odd.act.number or odd.key if odd.act else odd.key
            said = f"{name} {WHAT[odd.kind]}"
            what = f"{site.school_id}, {site.edition.date}: {said}"
            told.setdefault(said, []).append(source.problem(where, what, "check both dates with the school; the page says so in a note"))
    return sorted({warning for alike in told.values() for warning in _few(alike)})


def _few(alike: list[Problem]) -> list[Problem]:
    """Warnings that say the same of many schools, as the first of them with their number."""
    if len(alike) <= MANY:
        return alike
    return [replace(alike[0], what=f"{alike[0].what}; so it is at {len(alike) - 1} more")]
