"""`uklad approve`: freezes the texts of an approved edition."""

from __future__ import annotations

import click

from uklad.base.errors import Refused
from uklad.cli.arguments import DataFile, examples, with_data_file


@click.command(epilog=examples("uklad approve lyceum-159 2024-08-29"))
@click.argument("school", metavar="SCHOOL", help="The id of a school.")
@click.argument("edition", metavar="DATE", help="The date of one of its editions, as the data have it.")
@with_data_file
def approve(data: DataFile, school: str, edition: str) -> None:
    """Freeze the texts of an approved edition.

    Digests of its clauses are written into the data file; from then on a change of any word fails the check.
    """
    from uklad.authoring.approval import approve as write_digests
    from uklad.authoring.approval import digests
    from uklad.model.trust import on_trust

    schools, source = data.load()
    data.refuse_unknown("school", [school], schools.schools)
    editions = schools.schools[school].editions
    dates = [str(one.date) for one in editions]
    data.refuse_unknown("edition", [edition], dates)
    index = dates.index(edition)
    if left := on_trust(schools, schools.schools[school], editions[index]):
        where = ("schools", school, "editions", index, "on_trust")
        what = f"{school}, {edition}: {len(left)} clauses are on trust, not compared with the act"
        raise Refused([source.problem(where, what, f"run uklad confirm {school}{data.option} first")])
    frozen = digests(schools, school, editions[index], data.root)
    write_digests(data.path, source, school, index, frozen)
    print(f"{len(frozen)} clauses of {school} {edition} are frozen; a change of any word fails the check from now on")
