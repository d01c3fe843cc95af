"""`uklad check`: every mistake in the data, the clauses and the pages."""

from __future__ import annotations

import click

from uklad.cli.arguments import DataFile, examples, with_data_file


@click.command(epilog=examples("uklad check", "uklad check --schools region.yml"))
@with_data_file
def check(data: DataFile) -> None:
    """Find every mistake in the data, the clauses and the pages.

    Nothing is written. Warnings do not fail.
    """
    from uklad.authoring.checks import dates, trust
    from uklad.content import translations
    from uklad.content.site import all_sites

    schools, source = data.load_valid()
    odd = dates.warnings(schools, all_sites(schools, data.docs, locales=schools.locales[:1]), source)
    drafts = trust.warnings(schools, source, data.option)
    for warning in drafts + odd + translations.warnings(schools, data.docs):
        print(f"warning: {warning}")
    print(f"{len(schools.schools)} schools, {len(schools.locales)} locales: no mistakes found")
