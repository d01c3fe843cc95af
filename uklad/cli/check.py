"""`uklad check`: every mistake in the data, the clauses and the pages."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from uklad.authoring.days import FORMS, read_day
from uklad.base.errors import Problem, Refused
from uklad.cli.arguments import DataFile, examples, with_data_file

if TYPE_CHECKING:
    from uklad.authoring.last_check import LastCheck
    from uklad.base.yaml_reader import Source
    from uklad.build.snapshot import Snapshot
    from uklad.model.schema import Schools


def _day(context: click.Context, option: click.Parameter, said: str | None) -> dt.date | None:
    """The day that the option names. Raises click.BadParameter."""
    if said is not None and not (day := read_day(said)):
        raise click.BadParameter(f'"{said[:40]}" is not a date; write it as {FORMS}')
    return day if said is not None else None


@click.command(epilog=examples("uklad check", "uklad check --schools region.yml", "uklad check --on 2029-09-01"))
@click.option("--on", "day", callback=_day, metavar="DATE", help="Also what ended or changed by this day: terms, acts, platforms.")
@with_data_file
def check(data: DataFile, day: dt.date | None) -> None:
    """Find every mistake in the data, the clauses and the pages, and in what becomes of them at each school.

    Nothing is written but what the next check need not do again. Warnings do not fail. Without --on no clock plays a part: the same data
    give the same result on every day.
    """
    from uklad.authoring.last_check import LastCheck
    from uklad.base.regular_files import refuse_irregular
    from uklad.build.snapshot import take_snapshot

    refuse_irregular(data.docs)
    snapshot, last = take_snapshot(data.root), LastCheck(data.root, data.name, day)
    print(*(last.said(snapshot) or _checked(data, day, snapshot, last)), sep="\n")


def _checked(data: DataFile, day: dt.date | None, snapshot: Snapshot, last: LastCheck) -> list[str]:
    """What is told where there is no mistake: the warnings, and how much was looked at. Raises Refused."""
    from uklad.authoring.checking import check_and_render
    from uklad.authoring.checks.on_day import out_of_date

    schools, source = data.load()
    snapshot = snapshot.with_data(schools, source)
    problems, sites = check_and_render(schools, source, data.root, data.name, snapshot, last.record.sites)
    over = out_of_date(schools, source, day) if day else []
    warnings = [] if problems else [f"warning: {one}" for one in _warnings(data, schools, source, day)]
    on_day = f" on {day}" if day else ""
    said = [*warnings, f"{len(schools.schools)} schools, {len(schools.locales)} locales: no mistakes found{on_day}"]
    last.keep(snapshot, [] if problems or over else said, sites)
    if problems or over:
        print(*warnings, sep="\n", end="\n" if warnings else "")
        raise Refused([*problems, *over])
    return said


def _warnings(data: DataFile, schools: Schools, source: Source, day: dt.date | None) -> list[Problem]:
    """What does not fail."""
    from uklad.authoring.checks import dates, on_day, trust
    from uklad.content import translations
    from uklad.content.site import all_sites

    sites = all_sites(schools, data.docs, locales=schools.locales[:1])
    odd = dates.warnings(schools, sites, source) + (on_day.warnings_of_day(sites, source, day) if day else [])
    return trust.warnings(schools, source, data.option) + odd + translations.warnings(schools, data.docs)
