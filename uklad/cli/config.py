"""`uklad config`: a configuration with which plain MkDocs, or Zensical, builds one site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from uklad.cli.arguments import DataFile, examples, with_data_file

if TYPE_CHECKING:
    from uklad.content.site import Site

LOCAL = "mkdocs.local.yml"


@click.command(epilog=examples("uklad config uvarovo-college en", "uklad config lyceum-159 ru --plain"))
@click.argument("school", metavar="SCHOOL", help="The id of a school.")
@click.argument("locale", metavar="LOCALE", help="A locale, as ru.")
@click.option("--plain", is_flag=True, help="Write plain.yml instead, and plain/: pages with their macros carried out, for Zensical.")
@with_data_file
def config(data: DataFile, school: str, locale: str, plain: bool) -> None:
    """Write mkdocs.local.yml, for mkdocs serve -f mkdocs.local.yml.

    It inherits mkdocs.yml, for the edition in force of one school in one locale.
    """
    from uklad.content.site import Site
    from uklad.model.editions import current
    from uklad.model.loader import load_schools

    schools, _ = load_schools(data.path)
    data.refuse_unknown("school", [school], schools.schools)
    data.refuse_unknown("locale", [locale], schools.locales)
    site = Site(schools, data.docs, school, current(schools.schools[school]), locale)
    (_write_plain if plain else _write_local)(data, site)


def _write_plain(data: DataFile, site: Site) -> None:
    from uklad.build.plain_markdown import CONFIG, FOLDER, write_plain

    count = write_plain(site, data.root.resolve(), data.name)
    print(f"wrote {count} pages into {FOLDER}/, and {CONFIG}; now: zensical build -f {CONFIG}")


def _write_local(data: DataFile, site: Site) -> None:
    import yaml

    from uklad.build.mkdocs_config import overlay

    settings = overlay(site, data.root)
    settings["site_name"] = str(settings["site_name"])
    settings["extra"]["uklad"]["schools"] = data.name
    text = yaml.dump({"INHERIT": "mkdocs.yml", **settings}, allow_unicode=True, sort_keys=True)
    (data.root / LOCAL).write_text(text, encoding="utf-8")
    print(f"wrote {LOCAL}; now: mkdocs serve -f {LOCAL}")
