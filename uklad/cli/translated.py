"""`uklad translated`: records that translations are up to date."""

from __future__ import annotations

import click

from uklad.base.errors import Problem, Refused
from uklad.cli.arguments import DataFile, examples, locale_option, with_data_file


@click.command(epilog=examples("uklad translated chat.block guides/parent.md", "uklad translated --all --locale en"))
@click.argument("names", nargs=-1, metavar="[ID]...", help="Clauses (by id) and pages (by path).")
@click.option("--all", "every", is_flag=True, help="Every clause and page.")
@locale_option
@with_data_file
def translated(data: DataFile, names: tuple[str, ...], every: bool, locales: tuple[str, ...]) -> None:
    """Record that translations are up to date.

    The translations of these texts are taken to say what the authoritative ones now say.
    """
    from uklad.content.translations import accept, texts

    schools, _ = data.load()
    first, *others = schools.locales
    data.refuse_unknown("locale", locales, [*schools.locales, *schools.partial])
    data.refuse_unknown("clause or page", names, texts(data.docs, first))
    if not names and not every:
        raise Refused([Problem(data.name, 1, "no clause or page is named", "name them, or say --all")])
    for locale in locales or others:
        count = accept(data.docs, first, locale, list(names))
        print(f"{locale}: {count} texts recorded as translated")
