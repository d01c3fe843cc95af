"""What has ended, begun or moved by a day that the author names; no other check has a clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from uklad.authoring.checks.dates import once_for_many
from uklad.base.errors import Problem
from uklad.base.yaml_reader import Source
from uklad.content.site import Site
from uklad.model.editions import begins, place_in_data, status
from uklad.model.schema import Edition, Schools

LASTING = ("current", "latest")


def out_of_date(schools: Schools, source: Source, day: dt.date) -> list[Problem]:
    """A problem for each edition, and for each act that is said to be in force, of which the data say what is not so on the day."""
    found = [
        source.problem(("schools", name, "editions", index, key), f"{name}, {edition.date}: {what}", remedy)
        for name, school in schools.schools.items()
        if not school.model
        for index, edition in enumerate(school.editions)
        for key, what, remedy in _edition(edition, status(school, edition), day)
    ]
    for key, act in schools.acts.items():
        if act.lapsed and act.lapsed < day and act.status.startswith("in-force"):
            found.append(source.problem(("acts", key, "status"), f'{key}: "{act.status}", and lapsed on {act.lapsed}', 'write "spent"'))
    return sorted(found)


def _edition(edition: Edition, kind: str, day: dt.date) -> Iterator[tuple[str, str, str]]:
    """What is not so on the day: the key that says it, what is wrong, the remedy."""
    if kind in LASTING and edition.until and edition.until < day:
        ended = edition.until + dt.timedelta(1)
        yield "until", f"its term ended on {edition.until}", f'add the edition that follows, mend "until", or write "repealed: {ended}"'
    if kind in LASTING and edition.in_force and edition.in_force > day:
        yield "in_force", f"it is in force from {edition.in_force} only, and not marked as pending", 'write "pending: true"'
    if kind == "pending" and begins(edition) <= day:
        yield "pending", f"it is marked as pending, and in force since {begins(edition)}", 'remove "pending: true"'


def warnings_of_day(sites: list[Site], source: Source, day: dt.date) -> list[Problem]:
    """What became by the day of the acts and platforms of the editions that stand; what many schools share is told once."""
    told: dict[str, list[Problem]] = {}
    for site in sites:
        if site.school.model or status(site.school, site.edition) not in (*LASTING, "pending"):
            continue
        where = place_in_data(site.school_id, site.school, site.edition)
        for said, remedy in (*_moves(site, day), *_lapsed(site, day)):
            problem = source.problem(where, f"{site.school_id}, {site.edition.date}: {said}", remedy)
            told.setdefault(said, []).append(problem)
    return once_for_many(told)


def _moves(site: Site, day: dt.date) -> Iterator[tuple[str, str]]:
    for move in site.platform.moves:
        if site.edition.date < move.since <= day:
            what = f'the platform "{site.outline.platform}" moved to {move.to[site.locale]} on {move.since}, after the edition'
            yield what, "ask the school whether the act has followed; a banner says it to readers"


def _lapsed(site: Site, day: dt.date) -> Iterator[tuple[str, str]]:
    """Acts that lapsed between the edition and the day; those that had lapsed before are told without a day."""
    for key in site.outline.basis:
        act = site.schools.acts[key]
        if act.lapsed and site.edition.date <= act.lapsed < day:
            yield f"{act.number or key}, which the edition cites, lapsed on {act.lapsed}", "ask the school whether the act has followed"
