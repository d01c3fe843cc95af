"""`uklad check`: every mistake in the data, the clauses and the pages."""

from __future__ import annotations

import datetime as dt

import click

from uklad.authoring.days import FORMS, read_day
from uklad.base.errors import Refused
from uklad.cli.arguments import DataFile, examples, with_data_file


def _day(context: click.Context, option: click.Parameter, said: str | None) -> dt.date | None:
    """The day that the option names. Raises click.BadParameter."""
    if said is not None and not (day := read_day(said)):
        raise click.BadParameter(f'"{said[:40]}" is not a date; write it as {FORMS}')
    return day if said is not None else None


@click.command(epilog=examples("uklad check", "uklad check --schools region.yml", "uklad check --on 2029-09-01"))
@click.option("--on", "day", callback=_day, metavar="DATE", help="Also what ended or changed by this day: terms, acts, platforms.")
@with_data_file
def check(data: DataFile, day: dt.date | None) -> None:
    """Find every mistake in the data, the clauses and the pages.

    Nothing is written. Warnings do not fail. Without --on no clock plays a part: the same data give the same result on every day.
    """
    from uklad.authoring.checks import dates, on_day, trust
    from uklad.content import translations
    from uklad.content.site import all_sites

    schools, source = data.load_valid()
    sites = all_sites(schools, data.docs, locales=schools.locales[:1])
    odd = dates.warnings(schools, sites, source) + (on_day.warnings_of_day(sites, source, day) if day else [])
    drafts = trust.warnings(schools, source, data.option)
    for warning in drafts + odd + translations.warnings(schools, data.docs):
        print(f"warning: {warning}")
    if day and (problems := on_day.out_of_date(schools, source, day)):
        raise Refused(problems)
    print(f"{len(schools.schools)} schools, {len(schools.locales)} locales: no mistakes found{f' on {day}' if day else ''}")
