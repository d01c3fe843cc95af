"""`uklad import`: a table of schools becomes a region's file, or every bad row is named."""

from __future__ import annotations

import os
from pathlib import Path

import click

from uklad.base.errors import Problem, Refused
from uklad.cli.arguments import DataFile, examples, with_data_file


@click.command("import", epilog=examples("uklad import schools.csv", "uklad import schools.csv --to region.yml --replace"))
@click.argument("table", type=Path, metavar="TABLE.csv", help="A header, then a row for each school.")
@click.option("--to", type=Path, metavar="FILE", help="The region's file (default: TABLE.yml beside the table, or region.yml).")
@click.option("--replace", is_flag=True, help="Write over a file that is there.")
@click.option("--list-clauses", "every", is_flag=True, help="Show each clause that is taken on trust, not only how many.")
@with_data_file
def import_table(data: DataFile, table: Path, to: Path | None, replace: bool, every: bool) -> None:
    """Make a region's file of a table (CSV), or name every bad row.

    With a mistake in any row nothing is written. The rules are those of the outline, on trust until they are compared with the act of
    each school: uklad confirm.
    """
    from uklad.authoring.region_file import write_region
    from uklad.authoring.table_import import decoded_table, read_rows
    from uklad.authoring.table_records import made, named_again
    from uklad.base.yaml_reader import read_content
    from uklad.model.loader import load_schools

    table = data.root / table
    target = _target(data, table, to, replace)
    schools, _ = load_schools(data.path)
    rows, unused = read_rows(decoded_table(read_content(table, table.name), table.name), schools, table.name)
    if not rows:
        raise Refused([Problem(table.name, 1, "the table has no row below its header", "write a row for each school")])
    records = made(rows, schools)
    write_region(records, rows, table, target, data.path, data.root)
    for name in unused:
        print(f'{table.name}:1: the column "{name}" is not used')
    for row, school, first in named_again(rows, records):
        print(f"{table.name}:{row.line}: the name stands in line {first.line} too; the id of this school is {school}")
    shown = os.path.relpath(target, data.root)
    print(f"wrote {target.name}: {len(records)} schools, no mistakes found; next: uklad build --schools {shown}")
    _say_what_is_on_trust(DataFile(data.root, shown), every)


def _say_what_is_on_trust(data: DataFile, every: bool) -> None:
    """Say which clauses the schools took on trust, once for each kind and outline."""
    from uklad.authoring.trust_report import clause_lines, summary
    from uklad.content.site import Site
    from uklad.model.editions import current

    schools, _ = data.load()
    alike = dict[tuple[str, str | None], list[str]]()
    for name, school in schools.schools.items():
        alike.setdefault((school.kind, current(school).outline), []).append(name)
    for (kind, outline), names in alike.items():
        site = Site(schools, data.docs, names[0], current(schools.schools[names[0]]), schools.locales[0])
        print(f"{kind}, {len(names)} with the outline {outline}: {summary(site, data.root)}")
        print(*(clause_lines(site, data.root) if every else []), sep="\n", end="\n" if every else "")
    print(f"Now compare each with its act: uklad confirm {next(iter(schools.schools))}{data.option}")


def _target(data: DataFile, table: Path, to: Path | None, replace: bool) -> Path:
    """Where to write. Raises Refused where something is there, and for the base itself."""
    base, target = data.path.resolve(), data.root / to if to else table.with_suffix(".yml")
    if target.resolve() == base and not to:
        target = table.with_name("region.yml")
    if target.resolve() == base:
        raise Refused([Problem(target.name, 1, "is the base itself", "name another file with --to")])
    if target.exists() and not replace:
        raise Refused([Problem(target.name, 1, "is there already; nothing was written", "say --replace, or --to another file")])
    return target
