"""`uklad check`: every mistake in the data, the clauses and the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from uklad.cli.arguments import DataFile, examples, with_data_file

if TYPE_CHECKING:
    from uklad.base.yaml_reader import Source
    from uklad.model.schema import Schools


@click.command(epilog=examples("uklad check", "uklad check --schools region.yml"))
@with_data_file
def check(data: DataFile) -> None:
    """Find every mistake in the data, the clauses and the pages, and in what becomes of them at each school.

    Nothing is written but what the next check need not do again. Warnings do not fail.
    """
    from uklad.authoring.last_check import LastCheck
    from uklad.base.regular_files import refuse_irregular
    from uklad.build.snapshot import take_snapshot

    refuse_irregular(data.docs)
    snapshot, last = take_snapshot(data.root), LastCheck(data.root, data.name)
    said = last.said(snapshot)
    if not said:
        from uklad.authoring.checking import check_and_render
        from uklad.base.errors import Refused

        schools, source = data.load()
        snapshot = snapshot.with_data(schools, source)
        problems, sites = check_and_render(schools, source, data.root, data.name, snapshot, last.record.sites)
        said = [] if problems else _said(data, schools, source)
        last.keep(snapshot, said, sites)
        if problems:
            raise Refused(problems)
    print(*said, sep="\n")


def _said(data: DataFile, schools: Schools, source: Source) -> list[str]:
    """What is told where there is no mistake: the warnings, and how much was looked at."""
    from uklad.authoring.checks import dates
    from uklad.content import translations
    from uklad.content.site import all_sites

    odd = dates.warnings(schools, all_sites(schools, data.docs, locales=schools.locales[:1]), source)
    warnings = [f"warning: {warning}" for warning in odd + translations.warnings(schools, data.docs)]
    return [*warnings, f"{len(schools.schools)} schools, {len(schools.locales)} locales: no mistakes found"]
