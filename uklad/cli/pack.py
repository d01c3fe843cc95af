"""`uklad pack`: a built school as one ZIP."""

from __future__ import annotations

from pathlib import Path

import click

from uklad.cli.arguments import DataFile, built_option, examples, with_data_file


@click.command(epilog=examples("uklad pack lyceum-159", "uklad pack lyceum-159 --to rules.zip"))
@click.argument("school", metavar="SCHOOL", help="The id of a school.")
@with_data_file
@built_option
@click.option("--drafts", is_flag=True, help="Also a school whose clauses are not compared with the act yet; its pages say so.")
@click.option("--to", type=Path, metavar="FILE", help="The ZIP (default: SCHOOL.zip).")
def pack(data: DataFile, school: str, out: Path, drafts: bool, to: Path | None) -> None:
    """Write one ZIP of a built school.

    It holds the site, its documents, and how to put them on a server; it opens from a USB stick too.
    """
    from uklad.publishing.drafts import refuse_drafts
    from uklad.publishing.zip_pack import write_pack

    schools, source = data.load_valid()
    data.refuse_unknown("school", [school], schools.schools)
    if not drafts:
        refuse_drafts(schools, source, [school], data.option)
    target = data.root / (to or Path(f"{school}.zip"))
    size = write_pack(schools, school, data.root, data.root / out, target)
    print(f"wrote {target.name}, {size // 1024} kB; unpack it anywhere and open README.txt")
